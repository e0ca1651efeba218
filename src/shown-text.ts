/**
 * 不可见的记号: the signs that change how a text looks, or how a terminal behaves, and are not seen themselves: controls but
 * tab and line ends, byte order marks, and marks of writing direction, by which the end of a name is read as its middle.
 */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is shown
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)/g;
const UNPAIRED = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** 外来文字: a text of a unit as every output shows it, with what can't be seen written out: `a⟨U+202E⟩b`. */
export function shownText(text: string): string {
  return text.replace(UNSEEN, named).replace(UNPAIRED, "\ufffd");
}

/** 文件名: the same in one line; a name may hold line ends and tabs. */
export function shownName(name: string): string {
  return shownText(name.replace(/[\t\n\r]/g, named));
}

/** 写出的记号: U+202E → ⟨U+202E⟩. */
export function named(sign: string): string {
  return `⟨U+${hex(sign).toUpperCase()}⟩`;
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
}

const UNSEEN_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** JSON 文本 for programs: the value stays what it is, and what can't be seen is written as JSON escapes it. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSEEN_IN_JSON, (sign) => `\\u${hex(sign)}`);
}

/** JSON 文本 for a page that people read: its strings are as `shownText` shows them. */
export function shownJson(value: unknown): string {
  const text = jsonText(value);
  return text.replace(ESCAPED, (written: string, code: string | undefined) => {
    const sign = code === undefined ? SHORT[written] : String.fromCharCode(Number.parseInt(code, 16));
    const shown = sign === undefined ? written : shownText(sign);
    return shown === sign ? written : shown;
  });
}

/** Every escape, so that the second backslash of one is never taken for the first of another. */
const ESCAPED = /\\(?:u([0-9a-f]{4})|[^u])/g;
const SHORT: Readonly<Record<string, string>> = { "\\b": "\b", "\\f": "\f" };
