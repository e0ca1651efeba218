import { NotCopied } from "./refusal.js";

/** 标签: one tag of an XML part and where it stands. `depth` is 0 for the root. */
export interface Tag {
  /** As it is written, with its prefix: `x:row`. */
  readonly name: string;
  readonly local: string;
  readonly kind: "open" | "close" | "empty";
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

/** 改动: the text that takes the place of what stands between two places. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The tags of a well-formed part, in its order; comments, CDATA and instructions are passed over.
 * @throws NotCopied for a name with a quotation mark
 * @param whole takes an element whole that begins here, and returns where it ends; 0 where its tags are wanted
 */
export function* tagsOf(xml: string, whole?: (start: number, depth: number) => number): Iterable<Tag> {
  let depth = 0;
  let end = 0;
  for (let start = xml.indexOf("<"); start >= 0; start = xml.indexOf("<", end)) {
    const sign = xml.charCodeAt(start + 1);
    end = sign === EXCLAMATION || sign === QUESTION ? endOfMarkup(xml, start) : (whole?.(start, depth) ?? 0);
    if (end > 0) continue;
    end = endOfTag(xml, start);
    const closes = sign === SLASH;
    const kind = closes ? "close" : xml.charCodeAt(end - 2) === SLASH ? "empty" : "open";
    const name = nameFrom(xml, start + (closes ? 2 : 1), Math.min(end, start + LONGEST_NAME));
    if (closes) depth -= 1;
    yield { name, local: name.slice(name.indexOf(":") + 1), kind, depth, start, end };
    if (kind === "open") depth += 1;
  }
}

const LONGEST_NAME = 200;
const SPACE = 0x20;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const LAST_ASCII = 0x7e;
const NAME = /[^\s/>]+/y;

/** Most names are short and plain: a pattern costs more than to look at their signs. */
function nameFrom(xml: string, start: number, most: number): string {
  let at = start;
  let sign = xml.charCodeAt(at);
  while (sign > SPACE && sign <= LAST_ASCII && sign !== SLASH && sign !== GREATER) sign = xml.charCodeAt(++at);
  if (sign === SPACE || sign === SLASH || sign === GREATER) return xml.slice(start, Math.min(at, most));
  NAME.lastIndex = start;
  return NAME.test(xml) ? xml.slice(start, Math.min(NAME.lastIndex, most)) : "";
}

function endOfMarkup(xml: string, start: number): number {
  if (xml.startsWith("<!--", start)) return xml.indexOf("-->", start + 4) + 3;
  if (xml.startsWith("<![CDATA[", start)) return xml.indexOf("]]>", start + 9) + 3;
  return xml.startsWith("<?", start) ? xml.indexOf("?>", start + 2) + 2 : endOfTag(xml, start);
}

function endOfTag(xml: string, start: number): number {
  let at = start + 1;
  for (let sign = xml.charCodeAt(at); sign !== GREATER; sign = xml.charCodeAt(at)) {
    // A bracket in quotation marks ends no tag.
    if (sign === QUOTE || sign === APOSTROPHE) at = endOfValue(xml, at);
    at += 1;
  }
  return at + 1;
}

/** What reads the parts takes a quotation mark in a name for a sign of it: here it would seem to begin a value, which may end nowhere. */
function endOfValue(xml: string, quote: number): number {
  let before = quote - 1;
  while (xml.charCodeAt(before) <= SPACE) before -= 1;
  if (xml.charCodeAt(before) !== EQUALS) throw new NotCopied("工作簿的内容写法不常见");
  return xml.indexOf(xml.charAt(quote), quote + 1);
}

/** The prefix of the part's own elements, with its colon: `x:`, or nothing. */
export function prefixOf({ name }: Pick<Tag, "name">): string {
  return name.slice(0, name.indexOf(":") + 1);
}

/** The prefix of the root. */
export function rootPrefix(xml: string): string {
  for (const tag of tagsOf(xml)) return prefixOf(tag);
  return "";
}

/** 改写: the text with all its changes, which do not overlap. Those of one place stay in the order they were given in. */
export function edited(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new RangeError("changes overlap");
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...pieces, text.slice(at)].join("");
}

interface Attribute {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const ATTRIBUTE = /\s([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')/g;

/** The attribute of a tag by its local name; a namespace declaration is none. */
function attributeIn(tag: string, local: string): Attribute | undefined {
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(tag); match; match = ATTRIBUTE.exec(tag)) {
    const [whole, name = "", quoted = ""] = match;
    if (name.startsWith("xmlns") || name.slice(name.indexOf(":") + 1) !== local) continue;
    return { value: quoted.slice(1, -1), start: match.index, end: match.index + whole.length };
  }
  return undefined;
}

/** An attribute's value as it is written, with its references. */
export function attributeOf(tag: string, local: string): string | undefined {
  return attributeIn(tag, local)?.value;
}

/** The tag with an attribute of this value, which needs no escaping. */
export function withAttribute(tag: string, name: string, value: string | number): string {
  const old = attributeIn(tag, name);
  if (old) return `${tag.slice(0, old.start)} ${name}="${value}"${tag.slice(old.end)}`;
  const end = /^<[^\s/>]+/.exec(tag)?.[0].length ?? 0;
  return `${tag.slice(0, end)} ${name}="${value}"${tag.slice(end)}`;
}

export function withoutAttribute(tag: string, name: string): string {
  const old = attributeIn(tag, name);
  return old ? tag.slice(0, old.start) + tag.slice(old.end) : tag;
}

/** 开标签 of an element that was empty. */
export function opened(tag: string): string {
  return `${tag.slice(0, -2).trimEnd()}>`;
}

/** What is remembered of the parts that workbooks made from one blank have alike. */
export const OF_PARTS = { longest: 64 * 1024, most: 64 };

/** A part as it is written: whatever its encoding was, it is UTF-8 now. */
export function partText(xml: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml.replace(/^\s*<\?xml[^>]*\?>\s*/, "")}`;
}

/** Adds children at the end of the first element of this name and depth; undefined where there is none. */
export function appended(xml: string, local: string, depth: number, children: string): Edit | undefined {
  for (const tag of tagsOf(xml)) {
    if (tag.local !== local || tag.depth !== depth) continue;
    if (tag.kind === "close") return { start: tag.start, end: tag.start, text: children };
    if (tag.kind === "empty")
      return {
        start: tag.start,
        end: tag.end,
        text: `${opened(xml.slice(tag.start, tag.end))}${children}</${tag.name}>`,
      };
  }
  return undefined;
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** A text or a value as it is meant: references resolved. */
export function unescapedXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name as string] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
