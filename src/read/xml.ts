import { unreadable } from "./refusal.js";

/** Attributes by local name, without namespace declarations; of two with one name the first counts. */
export type Attributes = ReadonlyMap<string, string>;

/** What a reader is told of an XML part, in document order. An empty element opens and closes. */
export interface XmlListener {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
  /**
   * 整读: takes a whole element that begins here, with all that it holds, and returns where it ends; 0 where it is to be read as any other.
   * Elements that come by the thousand are read so, if they are written as programs write them.
   */
  whole?(xml: string, at: number): number;
}

const NONE: Attributes = new Map();
const BROKEN = "内部 XML 结构已损坏";
const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);
const SPACE = 0x20;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;

/**
 * Reads an XML part from its first to its last character. What is not well-formed is refused; so is a DOCTYPE, which no
 * office document has and whose entities could change or swell the content.
 */
export function readXml(xml: string, listener: XmlListener): void {
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    const end = tag < 0 ? xml.length : tag;
    if (end > at && open.length > 0) listener.text(plain(xml.slice(at, end)));
    else if (end > at && xml.slice(at, end).trim() !== "") throw unreadable(BROKEN);
    if (tag < 0) break;
    if (xml.charCodeAt(tag + 1) <= 0x3f) at = readMarkup(xml, tag, open, listener);
    else at = listener.whole?.(xml, tag) || readStart(xml, tag, open, listener);
  }
  if (open.length > 0) throw unreadable("内部 XML 不完整");
}

/** Reads `<a b="c">` or `<a/>`; a bracket in quotation marks ends no tag. */
function readStart(xml: string, tag: number, open: string[], listener: XmlListener): number {
  const nameEnd = endOfName(xml, tag + 1);
  const name = xml.slice(tag + 1, nameEnd);
  if (name === "") throw unreadable(BROKEN);
  let attributes: Map<string, string> | undefined;
  let at = skipSpace(xml, nameEnd);
  for (let code = xml.charCodeAt(at); code !== GREATER && code !== SLASH; code = xml.charCodeAt(at)) {
    attributes ??= new Map();
    at = skipSpace(xml, readAttribute(xml, at, attributes));
  }
  listener.open(localName(name), attributes ?? NONE);
  if (xml.charCodeAt(at) === GREATER) {
    open.push(name);
    return at + 1;
  }
  if (xml.charCodeAt(at + 1) !== GREATER) throw unreadable(BROKEN);
  listener.close(localName(name));
  return at + 2;
}

function readAttribute(xml: string, at: number, attributes: Map<string, string>): number {
  const nameEnd = endOfName(xml, at);
  const equals = skipSpace(xml, nameEnd);
  const quote = skipSpace(xml, equals + 1);
  const mark = xml.charCodeAt(quote);
  if (nameEnd === at || xml.charCodeAt(equals) !== EQUALS || (mark !== QUOTE && mark !== APOSTROPHE))
    throw unreadable(BROKEN);
  const end = xml.indexOf(mark === QUOTE ? '"' : "'", quote + 1);
  if (end < 0) throw unreadable("内部 XML 不完整");
  const name = localName(xml.slice(at, nameEnd));
  if (!xml.startsWith("xmlns", at) && !attributes.has(name))
    attributes.set(name, attributeText(xml.slice(quote + 1, end)));
  return end + 1;
}

function attributeText(source: string): string {
  return plain(/[\t\r\n]/.test(source) ? source.replace(/\r\n|[\t\r\n]/g, " ") : source);
}

/** A name ends at white space, `=`, `/`, `>` or the end. */
function endOfName(xml: string, from: number): number {
  let at = from;
  while (at < xml.length) {
    const code = xml.charCodeAt(at);
    if (code <= SPACE || code === EQUALS || code === SLASH || code === GREATER || code === LESS) break;
    at += 1;
  }
  return at;
}

function skipSpace(xml: string, from: number): number {
  let at = from;
  while (xml.charCodeAt(at) <= SPACE) at += 1;
  return at;
}

/** Reads `</a>`, a comment, CDATA or a processing instruction. */
function readMarkup(xml: string, tag: number, open: string[], listener: XmlListener): number {
  if (xml.startsWith("</", tag)) {
    const end = after(xml, ">", tag);
    const name = xml.slice(tag + 2, end - 1).trimEnd();
    if (open.pop() !== name) throw unreadable(BROKEN);
    listener.close(localName(name));
    return end;
  }
  if (xml.startsWith("<!--", tag)) return after(xml, "-->", tag + 4);
  if (xml.startsWith("<?", tag)) return after(xml, "?>", tag + 2);
  if (!xml.startsWith("<![CDATA[", tag)) throw unreadable("内部 XML 含有不允许的声明");
  const end = after(xml, "]]>", tag + 9);
  if (open.length === 0) throw unreadable(BROKEN);
  listener.text(xml.slice(tag + 9, end - 3));
  return end;
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw unreadable("内部 XML 不完整");
  return found + mark.length;
}

export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Character data with references resolved and all line ends as \n. */
function plain(source: string): string {
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? (NAMED.get(name) ?? numbered(name)) : undefined;
    if (character === undefined) throw unreadable(BROKEN);
    return character;
  });
}

function numbered(reference: string): string | undefined {
  const match = /^#(?:(\d{1,7})|[xX]([0-9A-Fa-f]{1,6}))$/.exec(reference);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number.parseInt(match[2] as string, 16) : Number(match[1]);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** An XML part's text: UTF-8 unless its first bytes say otherwise. */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = xmlEncoding(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable("内部 XML 的文字编码无法识别");
  }
}

function xmlEncoding(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = String.fromCharCode(...bytes.subarray(0, 120));
  const declared = /^(?:ï»¿)?<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1]?.toLowerCase();
  return declared !== undefined && /^gb(?:k|2312|18030)$/.test(declared) ? "gb18030" : "utf-8";
}
