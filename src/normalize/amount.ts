import type { Decimal } from "../decimal.js";
import { isNegative, isZero, parseDecimal, shift, ZERO } from "../decimal.js";
import type { Figure } from "../form/form.js";
import type { CellKind } from "../grid.js";

/** 读数: what a typed text says, and everything that had to be done to it. */
export type Reading =
  | {
      readonly kind: "reported";
      readonly value: Decimal;
      /** What was left out or rewritten, in words; undefined where the text was the plain number. */
      readonly cleaned?: string;
      /** 约, 余: kept beside an approximate figure. */
      readonly qualifier?: string;
      readonly converted?: { readonly from: string; readonly to: string };
    }
  | { readonly kind: "blank"; readonly mark?: string }
  | { readonly kind: "bad"; readonly problem: Problem; readonly reason?: string };

export type Problem =
  | "VALUE.UNREADABLE"
  | "VALUE.NOT_WHOLE"
  | "VALUE.NEGATIVE"
  | "VALUE.FORMULA_ERROR"
  | "VALUE.NO_CACHED_RESULT";

export interface TypedCell {
  readonly text: string;
  readonly kind: CellKind;
}

const BLANK_MARKS = /^(?:[/\\|]|[-－–—―‐−﹣─_]{1,4}|无|没有|不适用|未发生)$/;

/** 归一: reads one typed cell as the figure wants it. Never guesses: what is not certainly a number is bad. */
export function readAmount(cell: TypedCell, figure: Figure, headingUnit: string | undefined): Reading {
  if (cell.kind === "error") return { kind: "bad", problem: "VALUE.FORMULA_ERROR" };
  if (cell.kind === "uncalculated") return { kind: "bad", problem: "VALUE.NO_CACHED_RESULT" };
  const text = cell.text.replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "").trim();
  if (text === "") return { kind: "blank" };
  if (cell.kind === "boolean") return unreadable("是逻辑值，不是数字");
  if (cell.kind === "date" || cell.kind === "percent") return formatted(text, cell.kind);
  if (cell.kind === "number") return measured(storedNumber(text, figure), figure, headingUnit);
  const narrow = narrowed(text);
  if (BLANK_MARKS.test(narrow)) return { kind: "blank", mark: text };
  return measured(typedNumber(text, narrow, figure), figure, headingUnit);
}

function unreadable(reason: string): Reading {
  return { kind: "bad", problem: "VALUE.UNREADABLE", reason };
}

/** A count shown as a date or a percentage may have been typed as either; only zero is the same in both. */
function formatted(text: string, kind: "date" | "percent"): Reading {
  if (/^0+(\.0+)?$/.test(text))
    return { kind: "reported", value: ZERO, cleaned: kind === "date" ? "日期格式" : "百分比格式" };
  return unreadable(
    kind === "date" ? "单元格是日期格式，不能确定原意是什么数" : "单元格是百分比格式，不能确定原意是什么数",
  );
}

interface Digits {
  readonly value: Decimal;
  readonly unit?: string;
  readonly cleaned: readonly string[];
  readonly qualifier?: string;
}

/** A number as a spreadsheet stores it: digits, perhaps with an exponent or the dust of binary arithmetic. */
function storedNumber(text: string, figure: Figure): Digits | Reading {
  const plain = expanded(text);
  const value = plain === undefined ? undefined : parseDecimal(plain);
  if (value === undefined || plain === undefined) return unreadable("数字格式不能识别");
  if (value.scale <= figure.decimals) return { value, cleaned: [] };
  const rounded = roundedTo(value, figure.decimals);
  return isDust(value, rounded) ? { value: rounded, cleaned: ["浮点误差"] } : { value, cleaned: [] };
}

/** 1.5E3 → 1500; exact. */
function expanded(text: string): string | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const places = Number(exponent);
  if (Math.abs(places) > 40) return undefined;
  const digits = (whole + fraction).padStart(whole.length + fraction.length + Math.max(0, -places), "0");
  const point = digits.length - fraction.length + places;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, Math.max(point, 0)) || "0"}.${digits.slice(Math.max(point, 0))}`;
}

function roundedTo(value: Decimal, decimals: number): Decimal {
  const factor = 10n ** BigInt(value.scale - decimals);
  const half = factor / 2n;
  const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
  const quotient = (magnitude + half) / factor;
  const text = String(value.coefficient < 0n ? -quotient : quotient);
  return shift(parseDecimal(text) ?? ZERO, -decimals);
}

/** The difference is below what a double of this size can hold: 30.000000000000004 was 30. */
function isDust(value: Decimal, rounded: Decimal): boolean {
  const scale = Math.max(value.scale, rounded.scale);
  const a = value.coefficient * 10n ** BigInt(scale - value.scale);
  const b = rounded.coefficient * 10n ** BigInt(scale - rounded.scale);
  const difference = a > b ? a - b : b - a;
  const size = a < 0n ? -a : a;
  return difference * 10n ** 13n <= size;
}

const COUNT_UNITS = "件|条|宗|个|份|次|项|起|例|篇|期|场|则|种|对|人次|人|家|部|户|笔";
const MONEY_UNITS = "亿元|千万元|百万元|万元|千元|百元|元";
const NUMBER = "\\d+(?:\\.\\d+)?|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?";
const TYPED = new RegExp(
  `^(?<about>约|近|大约)?(?<sign>[+＋]|[-－–—−﹣]|增加?|减少?)?(?<digits>${NUMBER})(?<over>余|多)?(?<unit>${COUNT_UNITS}|${MONEY_UNITS}|万|亿)?(?<over2>余|多|左右|以上)?$`,
);
const CHINESE = new RegExp(`^(?<numeral>[零〇一二两三四五六七八九十百千万]+)(?<unit>${COUNT_UNITS}|${MONEY_UNITS})?$`);

/** A number as a person types it. */
function typedNumber(text: string, narrow: string, figure: Figure): Digits | Reading {
  const cleaned: string[] = [];
  if (/[\uff10-\uff19\uff0c\uff0e\uff0b\uff0d]/.test(text)) cleaned.push("全角字符");
  const { body, note } = withoutNote(/^['‘’`](?=\d)/.test(narrow) ? narrow.slice(1) : narrow);
  if (note !== undefined) cleaned.push(`附注“${note}”`);
  if (body.length < narrow.length && /^['‘’`]/.test(narrow)) cleaned.push("数字前的撇号");
  const match = TYPED.exec(body);
  if (!match?.groups) return chineseNumber(body, cleaned);
  const { about, sign, digits = "", over, over2 } = match.groups;
  const unit = match.groups.unit ?? (note === undefined ? undefined : unitDeclared([note]));
  if (/^0\d/.test(digits)) return unreadable("数字以0开头，可能是几个数连在了一起");
  const qualifier = about ?? over ?? over2;
  if (qualifier !== undefined && !figure.approximate) return unreadable(`带有“${qualifier}”，是约数，应填准确数`);
  if (sign && /^(?:增|减)/.test(sign) && !figure.signed) return unreadable(`带有“${sign}”，不能确定是什么数`);
  if (digits.includes(",")) cleaned.push("千分位分隔符");
  if (unit) cleaned.push(`计量单位“${unit}”`);
  if (sign && !/[-－–—−﹣]/.test(sign)) cleaned.push(`“${sign}”号`);
  const negative = sign !== undefined && /[-－–—−﹣]|减/.test(sign);
  const value = parseDecimal(`${negative ? "-" : ""}${digits.replaceAll(",", "")}`);
  if (!value) return unreadable("数字格式不能识别");
  return { value, cleaned, ...(unit && { unit }), ...(qualifier && { qualifier }) };
}

/** Full-width forms to half-width, one by one: compatibility folding would turn 36² into 362. */
function narrowed(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/，/g, ",")
    .replace(/[\u3000\u00a0]/g, " ")
    .trim();
}

/** 22(其中修订16件) → 22 and the note. The note is the whole bracket at the end. */
function withoutNote(text: string): { body: string; note?: string } {
  const match = /^([^([【]*[^([【\s])\s*[([【](.*\p{Script=Han}.*)[)\]】]$/su.exec(text);
  return match
    ? { body: (match[1] ?? "").trim(), note: (match[2] ?? "").replace(/\s+/g, "") }
    : { body: text.replace(/(?<=\d)\s+(?=[\p{Script=Han}])/u, "") };
}

const NUMERALS = "零一二三四五六七八九";

function chineseNumber(body: string, cleaned: readonly string[]): Digits | Reading {
  const match = CHINESE.exec(body);
  const value = match?.groups ? numeralValue(match.groups.numeral ?? "") : undefined;
  if (value === undefined) return unreadable("不能确定是什么数");
  const unit = match?.groups?.unit;
  return { value: parseDecimal(String(value)) ?? ZERO, cleaned: [...cleaned, "中文数字"], ...(unit && { unit }) };
}

/** 三百零六 → 306; only well-formed numerals below 100 000 000. */
function numeralValue(text: string): number | undefined {
  const plain = text.replaceAll("〇", "零").replaceAll("两", "二");
  if (plain === "零") return 0;
  const [high, low] = plain.includes("万") ? plain.split("万") : [undefined, plain];
  if (plain.split("万").length > 2) return undefined;
  const upper = high === undefined ? 0 : belowTenThousand(high);
  const lower = low === "" || low === undefined ? 0 : belowTenThousand(low.replace(/^零/, ""));
  return upper === undefined || lower === undefined || (high !== undefined && upper === 0)
    ? undefined
    : upper * 10_000 + lower;
}

function belowTenThousand(text: string): number | undefined {
  const match =
    /^(?:([一二三四五六七八九])千零?)?(?:([一二三四五六七八九])百零?)?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(
      text,
    );
  if (!match || text === "") return undefined;
  const [, thousands, hundreds, tens, ones] = match;
  const digit = (sign: string | undefined): number => (sign === undefined ? 0 : NUMERALS.indexOf(sign));
  const ten = text.includes("十") ? (tens === undefined ? 1 : digit(tens)) : 0;
  return digit(thousands) * 1000 + digit(hundreds) * 100 + ten * 10 + digit(ones);
}

/** Powers of ten against 元. */
const MONEY: Readonly<Record<string, number>> = {
  元: 0,
  百元: 2,
  千元: 3,
  万元: 4,
  万: 4,
  百万元: 6,
  千万元: 7,
  亿元: 8,
  亿: 8,
};

/** Brings the number to the figure's own unit and holds it against the figure's domain. */
function measured(digits: Digits | Reading, figure: Figure, headingUnit: string | undefined): Reading {
  if ("kind" in digits) return digits;
  const unit = digits.unit ?? headingUnit;
  // Nothing is nothing in any unit: 0件 under 万元.
  if (isZero(digits.value)) return inDomain(digits, ZERO, figure, converted0(unit, digits.unit, figure));
  if (figure.kind === "count") {
    if (digits.unit !== undefined && digits.unit in MONEY) return unreadable(`计量单位“${digits.unit}”与该栏不符`);
    return inDomain(digits, digits.value, figure);
  }
  if (unit === undefined || unit === figure.unit || (unit === "万" && figure.unit === "万元"))
    return inDomain(digits, digits.value, figure);
  const places = MONEY[unit];
  const own = MONEY[figure.unit];
  if (places === undefined || own === undefined) return unreadable(`计量单位“${unit}”与该栏不符`);
  return inDomain(digits, shift(digits.value, places - own), figure, { from: unit, to: figure.unit });
}

/** A zero under a heading that declares another money unit is converted like any other figure, so that the heading is asked about. */
function converted0(
  unit: string | undefined,
  typed: string | undefined,
  figure: Figure,
): { from: string; to: string } | undefined {
  return figure.kind === "amount" && typed === undefined && unit !== undefined && unit !== figure.unit
    ? { from: unit, to: figure.unit }
    : undefined;
}

function inDomain(digits: Digits, value: Decimal, figure: Figure, converted?: { from: string; to: string }): Reading {
  if (isNegative(value) && !figure.signed) return { kind: "bad", problem: "VALUE.NEGATIVE" };
  if (figure.kind === "count" && value.scale > 0) return { kind: "bad", problem: "VALUE.NOT_WHOLE" };
  if (value.scale > figure.decimals) return unreadable(`小数超过${figure.decimals}位`);
  return {
    kind: "reported",
    value,
    ...(digits.cleaned.length > 0 && { cleaned: digits.cleaned.join("、") }),
    ...(digits.qualifier && { qualifier: digits.qualifier }),
    ...(converted && { converted }),
  };
}

/** 单位：元, 人民币元, 以元为单位, 元（保留两位小数） in a heading's notes: the unit it declares, which is the first it names. */
export function unitDeclared(notes: readonly string[]): string | undefined {
  for (const note of notes) {
    const match =
      /(?:^|单位[:：;；]?为?|人民币|以|为)(亿元|千万元|百万元|万元|千元|百元|元|亿|万)(?=$|[\p{P}\p{S}]|人民币|为|保留|计)/u.exec(
        note,
      );
    if (match?.[1]) return /^[亿万]$/.test(match[1]) ? `${match[1]}元` : match[1];
  }
  return undefined;
}

/** Whether a text could stand in a value cell of a flattened table. */
export function looksLikeValue(text: string): boolean {
  const narrow = narrowed(text);
  if (narrow === "") return false;
  if (BLANK_MARKS.test(narrow)) return true;
  return (
    /^[+\-－–—−﹣(]?\s*\d/.test(narrow) &&
    narrow.length <= 40 &&
    !/^\d{4}年|^\d+[.、]\s*(?:\p{Script=Han}|$)/u.test(narrow)
  );
}
