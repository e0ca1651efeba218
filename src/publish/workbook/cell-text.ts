import { type Decimal, format } from "../../decimal.js";
import { shownText } from "../../shown-text.js";
import { exactNumber } from "./exact-number.js";
import type { SheetValue } from "./sheet.js";

/** The content of a cell in the file: nothing, a text, a number, or a formula with its present result. */
export type WrittenValue = null | string | number | { readonly formula: string; readonly result: string | number };

/** 单元格内容 as the file holds it: an empty text is nothing, and a number past what a spreadsheet holds exactly is text. */
export function writtenValue(value: SheetValue): WrittenValue {
  if (typeof value === "string") return value === "" ? null : value;
  if ("formula" in value) return { formula: value.formula, result: resultOf(value.result) };
  return numberOrText(value);
}

function resultOf(result: Decimal | string): number | string {
  return typeof result === "string" ? result : numberOrText(result);
}

function numberOrText(value: Decimal): number | string {
  return exactNumber(value) ?? format(value);
}

const LONGEST_TEXT = 32_000;
const DOUBTFUL =
  /[^\t\n -~\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|_x/;

/** A cell holds 32,767 characters, and XML no control characters and no halves of a pair; Excel refuses the file otherwise. */
export function safeText(text: string): string {
  if (text.length <= LONGEST_TEXT && !DOUBTFUL.test(text)) return text;
  const whole = shownText(text.replace(/\r\n?/g, "\n")).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return whole.length > LONGEST_TEXT
    ? `${whole.slice(0, LONGEST_TEXT).replace(/\p{Surrogate}$/u, "")}……（过长，以下略）`
    : whole;
}
