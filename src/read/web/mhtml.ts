import { decodeText } from "../decode.js";
import { tooLarge, unsupported } from "../refusal.js";

interface MailPart {
  readonly headers: string;
  readonly body: string;
}

/** 单个文件网页（.mht）: the HTML in a web archive. Spreadsheet programs write a page for each sheet; all are given, one after another. */
export function htmlOfArchive(text: string): string {
  const mail = splitPart(text.replace(/\r\n?/g, "\n"));
  const boundary = /boundary="?([^";\n]+)"?/i.exec(mail.headers)?.[1];
  const parts = boundary === undefined ? [mail] : partsOf(mail.body, `--${boundary.trim()}`).map(splitPart);
  const pages = parts.filter((part) => /^content-type:\s*text\/html/im.test(part.headers)).map(decodedBody);
  if (pages.length === 0)
    throw unsupported("网页存档内没有可读的网页", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送");
  return pages.join("\n");
}

/** A page has a part for each picture and each sheet. */
const MOST_PARTS = 2000;

function partsOf(body: string, boundary: string): readonly string[] {
  const parts = body.split(boundary, MOST_PARTS + 1);
  if (parts.length > MOST_PARTS) throw tooLarge(`网页存档的部分超过 ${MOST_PARTS} 个`);
  return parts;
}

function splitPart(part: string): MailPart {
  const trimmed = part.replace(/^\n+/, "");
  const end = trimmed.indexOf("\n\n");
  if (end < 0) return { headers: "", body: trimmed };
  return { headers: trimmed.slice(0, end).replace(/\n[ \t]+/g, " "), body: trimmed.slice(end + 2) };
}

function decodedBody({ headers, body }: MailPart): string {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/im.exec(headers)?.[1]?.toLowerCase();
  if (encoding === "quoted-printable") return decodeText(fromQuotedPrintable(body));
  if (encoding === "base64") return decodeText(fromBase64(body));
  return body;
}

function fromQuotedPrintable(body: string): Uint8Array {
  const raw = new TextEncoder().encode(body.replace(/=[ \t]*\n/g, ""));
  const bytes = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const pair =
      raw[at] === 0x3d ? Number.parseInt(String.fromCharCode(raw[at + 1] ?? 0, raw[at + 2] ?? 0), 16) : Number.NaN;
    bytes[length++] = Number.isNaN(pair) ? (raw[at] as number) : pair;
    if (!Number.isNaN(pair)) at += 2;
  }
  return bytes.subarray(0, length);
}

function fromBase64(body: string): Uint8Array {
  return Uint8Array.from(atob(body.replace(/[^A-Za-z0-9+/=]/g, "")), (character) => character.charCodeAt(0));
}
