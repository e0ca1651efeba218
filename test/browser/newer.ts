import { transformSync } from "rolldown/utils";

/** Methods that came after Chrome 87, as they are written where they are used. */
const METHODS =
  "findLast findLastIndex toReversed toSorted toSpliced fromAsync isWellFormed toWellFormed hasOwn groupBy getOrInsert getOrInsertComputed symmetricDifference isSubsetOf isSupersetOf isDisjointFrom withResolvers sumPrecise f16round fromBase64 fromHex toBase64 toHex setFromBase64 setFromHex transferToFixedLength getFloat16 setFloat16 canParse randomUUID checkVisibility setHTMLUnsafe getHTML waitAsync showPicker showDirectoryPicker queryLocalFonts createSyncAccessHandle togglePopover showPopover startViewTransition getSetCookie throwIfAborted adoptedStyleSheets";
/** Names that older things have too, with what they stand on. */
const STATICS =
  "Promise.try RegExp.escape Error.isError AbortSignal.any AbortSignal.timeout URL.parse Iterator.from Array.fromAsync";
const GLOBALS =
  "structuredClone Float16Array reportError scheduler SuppressedError DisposableStack AsyncDisposableStack ImageDecoder Iterator";

/** What the scripts do with newer names; every other one is a mistake. */
export const PROVIDED: Readonly<
  Record<string, "put back by polyfills.ts" | "put back by the PDF library" | "asked for">
> = {
  "AbortSignal.any": "put back by the PDF library",
  Float16Array: "asked for",
  ImageDecoder: "asked for",
  "Promise.try": "put back by the PDF library",
  "URL.parse": "put back by the PDF library",
  canParse: "asked for",
  findLast: "put back by polyfills.ts",
  findLastIndex: "put back by polyfills.ts",
  fromBase64: "put back by the PDF library",
  fromHex: "asked for",
  getOrInsertComputed: "put back by the PDF library",
  hasOwn: "put back by polyfills.ts",
  randomUUID: "asked for",
  setFromBase64: "put back by the PDF library",
  setFromHex: "put back by the PDF library",
  showDirectoryPicker: "asked for",
  // The PDF library asks for it, but where it draws pictures, which is never done.
  structuredClone: "asked for",
  sumPrecise: "put back by the PDF library",
  toBase64: "put back by the PDF library",
  toHex: "put back by the PDF library",
  toSorted: "put back by polyfills.ts",
  toSpliced: "put back by polyfills.ts",
  transferToFixedLength: "put back by the PDF library",
  withResolvers: "put back by the PDF library",
};

/** Where each kind of name is put back. */
export const PUT_BACK = {
  "put back by polyfills.ts": "src/page/polyfills.ts",
  "put back by the PDF library": "node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs",
} as const;

/**
 * 新语法: the first line of a script with syntax that the browser does not have: lowering the script to that browser would change it. From
 * Chrome 80 to 90 `?.` is there, but is lowered all the same because of a fault beside spread arguments.
 */
export function newerSyntax(code: string, browser = "chrome87"): readonly string[] {
  const [floor, newest] = [browser, "esnext"].map((target) => {
    const { code: made, errors } = transformSync("script.js", code, { target, sourceType: "script" });
    if (errors.length > 0) throw new Error(String(errors[0]?.message));
    return made.split("\n");
  });
  const at = (newest ?? []).findIndex((line, index) => line !== floor?.[index]);
  const modifiers = /[^\\]\(\?(?:[ims]+(?:-[ims]+)?|-[ims]+):/.exec(code)?.[0];
  return [...(at < 0 ? [] : [newest?.[at] ?? ""]), ...(modifiers === undefined ? [] : [modifiers])];
}

/** 新名称: which of the newer names stand in a script, sorted. */
export function newerNames(code: string): readonly string[] {
  const found = (names: string, pattern: (name: string) => string): readonly string[] =>
    names.split(" ").filter((name) => new RegExp(pattern(name)).test(code));
  return [
    ...found(METHODS, (name) => `\\.${name}\\b`),
    ...found(STATICS, (name) => `\\b${name.replace(".", "\\.")}\\(`),
    ...found(GLOBALS, (name) => `(?:\\bnew ${name}\\b|(?<![.\\w$"'\`])${name}\\()`),
  ].sort();
}
