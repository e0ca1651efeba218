import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { saysNumber } from "../value/value.js";
import { isPageNumber } from "./page-number.js";
import { isContact, namesContact } from "./signature.js";

export { isPageNumber } from "./page-number.js";
export { isContact, namesContact } from "./signature.js";

/** 表外的数: whether a cell that belongs to no line of the form says a number that may be a figure. `around`: the texts before it and above it. */
export function mayBeFigure(cell: Pick<Cell, "kind" | "text">, around: readonly (string | undefined)[]): boolean {
  if (cell.kind === "date" || !saysNumber(cell.text) || isWording(cell.text)) return false;
  if (isContact(cell.text) || isPageNumber(cell.text)) return false;
  return !around.some((text) => text !== undefined && namesContact(text));
}

/** 1 . 信 访举报投诉类申请: a label of the form or a longer text, although it begins with a number. */
function isWording(text: string): boolean {
  const plain = plainText(text);
  const note = /[)）]$/.test(plain) ? plain.search(/[(（]/) : -1;
  const words = (note < 0 ? plain : plain.slice(0, note)).replace(
    /[零〇一二两三四五六七八九十百千万亿余多约共计件条个次篇种则元]/g,
    "",
  );
  return (words.match(/\p{Script=Han}/gu)?.length ?? 0) > MOST_WORDS;
}

/** 大约30左右: so many characters may stand beside a number. */
const MOST_WORDS = 3;

/** 栏次: whether the texts count 1 2 3 … or (1) (2) (3) …. */
export function isNumbering(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => Number(text.trim().replace(/^[(（](\d+)[)）]$/, "$1")));
  return texts.length > 2 && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}
