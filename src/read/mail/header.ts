import { nameIn } from "../package/package.js";

/** 信头: fields by their names in small letters. Each sign stands for one byte, for old programs write names in GB18030 as they are. */
export type Header = ReadonlyMap<string, string>;

/** More than any letter has. */
const LONGEST = 256 * 1024;

/** Where the header ends and what follows begins; undefined where what stands here is no header. */
export function headerAt(
  mail: string,
  from: number,
  to: number,
): { readonly header: Header; readonly body: number } | undefined {
  const fields = new Map<string, string>();
  let name = "";
  let at = from;
  while (at < to && at - from < LONGEST) {
    const end = lineEnd(mail, at, to);
    const line = mail.slice(at, end).replace(/\r$/, "");
    at = end + 1;
    if (line === "") return { header: fields, body: Math.min(at, to) };
    if (/^[ \t]/.test(line) && name !== "") fields.set(name, `${fields.get(name)} ${line.trimStart()}`);
    else {
      const field = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line);
      if (!field) return undefined;
      name = (field[1] as string).toLowerCase();
      // Of a field that stands twice the first counts, as it does for mail programs.
      if (fields.has(name)) name = `${name} again`;
      fields.set(name, (field[2] as string).trimStart());
    }
  }
  return at >= to ? { header: fields, body: to } : undefined;
}

function lineEnd(mail: string, at: number, to: number): number {
  const end = mail.indexOf("\n", at);
  return end < 0 || end > to ? to : end;
}

/** 字段值 and its parameters: `attachment; filename="a.xlsx"`. */
export interface Field {
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
}

export function fieldOf(header: Header, name: string): Field {
  const [value = "", ...rest] = pieces(header.get(name) ?? "");
  return { value: value.trim().toLowerCase(), parameters: parametersIn(rest) };
}

/** Parts at semicolons that stand outside quotation marks. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let [from, quoted] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\" && quoted) at += 1;
    else if (sign === '"') quoted = !quoted;
    else if (sign === ";" && !quoted) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)];
}

/** RFC 2231: a value may be cut into `name*0`, `name*1`, and be written in per cent signs after its character set (`name*0*`). */
interface Continued {
  readonly parts: { readonly number: number; readonly text: string; readonly encoded: boolean }[];
}

function parametersIn(written: readonly string[]): ReadonlyMap<string, string> {
  const plain = new Map<string, string>();
  const continued = new Map<string, Continued>();
  for (const one of written) {
    const equals = one.indexOf("=");
    const key = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/.exec(one.slice(0, Math.max(0, equals)).trim().toLowerCase());
    if (!key) continue;
    const [, name = "", number, star] = key;
    const text = unquoted(one.slice(equals + 1).trim());
    if (number === undefined && star === undefined) plain.set(name, plain.get(name) ?? text);
    else {
      const own = continued.get(name) ?? { parts: [] };
      own.parts.push({ number: Number(number ?? 0), text, encoded: star !== undefined });
      continued.set(name, own);
    }
  }
  const values = new Map([...plain].map(([name, text]) => [name, decodedWords(text)]));
  for (const [name, own] of continued) values.set(name, joined(own));
  return values;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1).replace(/"$/, "").replace(/\\(.)/g, "$1") : text;
}

function joined({ parts }: Continued): string {
  const sorted = [...parts].sort((a, b) => a.number - b.number);
  const first = sorted[0];
  const set = first?.encoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = sorted.flatMap(({ text, encoded }, at) => {
    const own = at === 0 && set ? text.slice(set[0].length) : text;
    return encoded ? [...fromPerCent(own)] : [...bytesOf(own)];
  });
  return inSet(Uint8Array.from(bytes), set?.[1] ?? "");
}

function fromPerCent(text: string): Uint8Array {
  return bytesOf(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16))),
  );
}

const WORD = /=\?([\w.:-]+)(?:\*[\w-]*)?\?([BbQq])\?([^? \t]*)\?=/g;

/** RFC 2047: `=?GB2312?B?…?=`. A sign may be cut at the end of one word and go on in the next, so that their bytes are joined first. */
export function decodedWords(text: string): string {
  const parts: string[] = [];
  let open: { set: string; bytes: number[] } | undefined;
  let at = 0;
  const close = (): void => {
    if (open) parts.push(inSet(Uint8Array.from(open.bytes), open.set));
    open = undefined;
  };
  for (const word of text.matchAll(WORD)) {
    const [whole, set = "", kind = "", content = ""] = word;
    const between = text.slice(at, word.index);
    if (open === undefined || between.trim() !== "" || open.set !== set.toLowerCase()) {
      close();
      if (at === 0 || between.trim() !== "") parts.push(nameIn(bytesOf(between)));
      open = { set: set.toLowerCase(), bytes: [] };
    }
    open.bytes.push(...(kind.toLowerCase() === "b" ? fromBase64Word(content) : fromQ(content)));
    at = word.index + whole.length;
  }
  close();
  return parts.join("") + nameIn(bytesOf(text.slice(at)));
}

function fromBase64Word(content: string): Uint8Array {
  try {
    return bytesOf(atob(content.replaceAll("=", "")));
  } catch {
    return bytesOf(content);
  }
}

function fromQ(content: string): Uint8Array {
  const plain = content.replaceAll("_", " ");
  return bytesOf(
    plain.replace(/=([0-9A-Fa-f]{2})/g, (_, pair: string) => String.fromCharCode(Number.parseInt(pair, 16))),
  );
}

/** A set that nobody knows, or none, is told as names in archives are. */
function inSet(bytes: Uint8Array, set: string): string {
  if (/^gb/i.test(set)) return new TextDecoder("gb18030").decode(bytes);
  try {
    return set === "" ? nameIn(bytes) : new TextDecoder(set).decode(bytes);
  } catch {
    return nameIn(bytes);
  }
}

/** The bytes that a text of one sign a byte stands for. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
