import { type Decimal, equals, isNegative, isZero, shift, ZERO } from "../../decimal.js";
import type { Figure } from "../../form/form.js";
import { doubtful, shownOtherwise, type TypedCell, unlike } from "./doubt.js";
import { COUNT_UNITS, isMultiple, MONEY, MONEY_UNITS } from "./measuring-unit.js";
import { shownPercent, withoutPercent } from "./percent.js";
import { type Digits, type Reading, unreadable } from "./reading.js";
import { storedNumber } from "./stored-number.js";
import { typedNumber } from "./typed-number.js";

export { readAnswer } from "./answer.js";
export { COUNT_UNITS, MONEY_UNITS, unitDeclared } from "./measuring-unit.js";
export { type Reading, unreadable } from "./reading.js";
export { moneyStated, multiplesStated, type StatedMoney } from "./stated-unit.js";

/** 空白标记: what is typed for “nothing to report”. */
const BLANK_MARKS = /^(?:[/\\|]|[-－–—―‐−﹣─_]{1,4}|无|没有|不适用|未发生)$/;

/** 读数: reads one cell for its figure, in the figure's unit. What is not certainly a number is bad; nothing is guessed. */
export function readAmount(cell: TypedCell, figure: Figure, headingUnit: string | undefined): Reading {
  if (cell.kind === "error") return { kind: "bad", problem: "VALUE.FORMULA_ERROR" };
  if (cell.kind === "uncalculated") return { kind: "bad", problem: "VALUE.NO_CACHED_RESULT" };
  const doubt = doubtful(cell);
  if (doubt) return doubt;
  const text = cell.text.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "").trim();
  if (text === "") return { kind: "blank" };
  if (cell.kind === "boolean") return unreadable("是逻辑值，不是数字");
  const percent = cell.kind === "percent" ? shownPercent(cell.shown, figure) : undefined;
  if (percent) return measured(percent, figure, headingUnit);
  if (cell.kind === "date" || cell.kind === "percent" || cell.kind === "scaled")
    return shownOtherwise(text, cell.kind, cell.shown);
  if (cell.kind === "number" || cell.kind === "yuan")
    return measured(inItsWords(storedNumber(text, figure), cell.shown, figure), figure, headingUnit);
  if (cell.shown !== undefined) return asSeen({ text, shown: cell.shown }, figure, headingUnit);
  const narrow = narrowed(text);
  if (BLANK_MARKS.test(narrow)) return { kind: "blank", mark: text };
  const number = withoutPercent(narrow, figure);
  if (number !== undefined)
    return measured(inPercent(typedNumber(number, number, figure), figure), figure, headingUnit);
  return measured(typedNumber(text, narrow, figure), figure, headingUnit);
}

/** 50% typed for a figure in percent. */
function inPercent(digits: Digits | Reading, { unit }: Figure): Digits | Reading {
  if ("kind" in digits) return digits;
  if (digits.unit !== undefined) return unreadable(`计量单位“${digits.unit}”与该栏不符`);
  return { ...digits, cleaned: [...digits.cleaned, `“${unit}”号`] };
}

/** A typed text of which the format shows another: what is seen counts, if it says the same number. */
function asSeen({ text, shown }: { text: string; shown: string }, figure: Figure, unit: string | undefined): Reading {
  const [typed, seen] = [text, shown].map((one) => readAmount({ text: one, kind: "text" }, figure, unit)) as [
    Reading,
    Reading,
  ];
  if (typed.kind === "reported" && seen.kind === "reported" && equals(typed.value, seen.value)) return seen;
  if (nothing(typed) && nothing(seen)) return typed;
  return typed.kind === "bad" ? typed : unlike(text, shown);
}

function nothing(reading: Reading): boolean {
  return reading.kind === "blank" || (reading.kind === "reported" && isZero(reading.value));
}

/** A stored number whose format puts words beside it: 12余, 12千元. The words count as if they had been typed, the digits are the stored ones. */
function inItsWords(stored: Digits | Reading, shown: string | undefined, figure: Figure): Digits | Reading {
  if (shown === undefined || "kind" in stored) return stored;
  const narrow = narrowed(shown);
  const typed = typedNumber(shown, narrow, figure);
  if ("kind" in typed) return typed;
  const { unit, qualifier } = typed;
  return { ...stored, ...(unit && { unit }), ...(qualifier && { qualifier }) };
}

/** Full-width characters as half-width ones. NFKC would do more and turn 36² into 362. */
function narrowed(text: string): string {
  if (!/[\u00a0\u3000\uff01-\uff5e]/.test(text)) return text.trim();
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/，/g, ",")
    .replace(/[\u3000\u00a0]/g, " ")
    .trim();
}

/** Converts the number to the figure's own unit and checks that the figure may have such a value. */
function measured(digits: Digits | Reading, figure: Figure, headingUnit: string | undefined): Reading {
  if ("kind" in digits) return digits;
  const unit = digits.unit ?? headingUnit;
  // 0件 under 万元: zero is zero in any unit.
  if (isZero(digits.value)) return inDomain(digits, ZERO, figure, zeroConverted(unit, digits.unit, figure));
  if (figure.kind === "count") {
    const isOther = headingUnit !== undefined && (isMultiple(headingUnit) || isOtherMoney(headingUnit, figure));
    if (digits.unit === undefined && isOther) return unreadable(`栏目的计量单位“${headingUnit}”与表式不符`);
    if (digits.unit !== undefined && digits.unit in MONEY && digits.unit !== figure.unit)
      return unreadable(`计量单位“${digits.unit}”与该栏不符`);
    return inDomain(digits, digits.value, figure);
  }
  if (unit === undefined || unit === figure.unit || (unit === "万" && figure.unit === "万元"))
    return inDomain(digits, digits.value, figure);
  const places = MONEY[unit];
  const own = MONEY[figure.unit];
  if (places === undefined || own === undefined) return unreadable(`计量单位“${unit}”与该栏不符`);
  return inDomain(digits, shift(digits.value, places - own), figure, { from: unit, to: figure.unit });
}

/** 万元 over a whole number of 元. */
function isOtherMoney(unit: string, figure: Figure): boolean {
  return unit in MONEY && figure.unit in MONEY && unit !== figure.unit;
}

/** A zero under a heading in another money unit counts as converted, so that the heading is asked about. */
function zeroConverted(
  unit: string | undefined,
  typed: string | undefined,
  figure: Figure,
): { from: string; to: string } | undefined {
  return figure.kind === "amount" && typed === undefined && unit !== undefined && unit !== figure.unit
    ? { from: unit, to: figure.unit }
    : undefined;
}

/** Whether the figure may have the value: no negative count, no fraction of a case, no more decimals than it allows. */
function inDomain(digits: Digits, value: Decimal, figure: Figure, converted?: { from: string; to: string }): Reading {
  if (isNegative(value) && !figure.signed) return { kind: "bad", problem: "VALUE.NEGATIVE" };
  if (figure.kind === "count" && value.scale > 0) return { kind: "bad", problem: "VALUE.NOT_WHOLE" };
  if (value.scale > figure.decimals) return unreadable(`小数超过${figure.decimals}位`);
  if (digits.cleaned.length === 0 && !digits.qualifier && !converted) return { kind: "reported", value };
  return {
    kind: "reported",
    value,
    ...(digits.cleaned.length > 0 && { cleaned: digits.cleaned.join("、") }),
    ...(digits.qualifier && { qualifier: digits.qualifier }),
    ...(converted && { converted }),
  };
}

const WRITTEN_NUMBER = new RegExp(
  `^(?:约|近|大约|共|计|合计|超过?|不足)?\\s*(?:[\\d,.]+|[零〇一二两三四五六七八九十百千万]+)\\s*(?:余|多)?(?:${COUNT_UNITS}|${MONEY_UNITS}|万|亿)?(?:余|多|左右|以上)?$`,
);

/** Whether a text says a number other than zero, in whatever words: 3, 三件, 约30. */
export function saysNumber(text: string): boolean {
  const narrow = narrowed(text);
  if (!/[1-9一二两三四五六七八九十百千万]/.test(narrow)) return false;
  return (looksLikeValue(text) && /[1-9]/.test(narrow)) || WRITTEN_NUMBER.test(narrow);
}

/** Whether a text says zero in digits: 0, 0件, 0.00. */
export function saysZero(text: string): boolean {
  return looksLikeValue(text) && narrowed(text).includes("0") && !saysNumber(text);
}

/** Whether a text could be the value of a cell, not a label: 36, -3, /, 无, 36件; but no 2023年, no 1.属于国家秘密. */
export function looksLikeValue(text: string): boolean {
  if (/^\d{1,40}$/.test(text)) return true;
  const narrow = narrowed(text);
  if (narrow === "") return false;
  if (BLANK_MARKS.test(narrow)) return true;
  return (
    /^[+\-－–—−﹣(]?\s*\d/.test(narrow) &&
    narrow.length <= 40 &&
    !/^\d{4}年|^\d+\s*[.、]\s*(?:\p{Script=Han}|$)/u.test(narrow)
  );
}
