import { withoutEnd } from "./ends.js";

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Most file systems allow 255 bytes; a Chinese character takes three. */
const LONGEST = 70;

/** 文件名: makes a text a file name on any system: no path, no reserved character or name, not too long. */
export function safeFileName(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Surrogate}]/gu, "_")
    .replace(/\s+/g, " ")
    .replace(/^[.\s_~=+@-]+/, "");
  const short = withoutEnd([...plain].slice(0, LONGEST).join(""), (sign) => /[.\s]/.test(sign));
  if (short === "") return "未命名";
  return RESERVED.test(short) ? `_${short}` : short;
}

/** File names by code. Names that a case-insensitive system would take for the same get their code added. */
export function distinctFileNames(texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = new Map([...texts].map(([key, text]) => [key, safeFileName(text)]));
  const counts = new Map<string, number>();
  for (const name of names.values()) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return new Map(
    [...names].map(([key, name]) => [key, (counts.get(name.toLowerCase()) ?? 0) > 1 ? `${name}（${key}）` : name]),
  );
}
