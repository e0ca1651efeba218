import type { Colour } from "../colour.js";
import type { ChangedStyle, ConditionalFormat, MergedArea } from "../sheet/sheet.js";

/** 条件格式的区域: the areas that the rules behind this record hold for. */
export function areasOf(record: DataView): readonly MergedArea[] {
  const count = record.byteLength >= 14 ? record.getUint16(12, true) : 0;
  const areas: MergedArea[] = [];
  for (let at = 14; areas.length < count && at + 8 <= record.byteLength; at += 8) {
    const [top = 0, bottom = 0, left = 0, right = 0] = [0, 2, 4, 6].map((part) => record.getUint16(at + part, true));
    areas.push({ top, bottom, left, right });
  }
  return areas;
}

const OPERATORS = [
  "",
  "between",
  "notBetween",
  "equal",
  "notEqual",
  "greaterThan",
  "lessThan",
  "greaterThanOrEqual",
  "lessThanOrEqual",
];
/** Which parts a rule's style has, in the order in which they stand. */
const PARTS = { number: 0x02000000, font: 0x04000000, alignment: 0x08000000, border: 0x10000000, pattern: 0x20000000 };
const FONT_SIZE = 118;
const STRUCK = 0x80;

/** 条件格式 of an old workbook, as far as it can be told: constants in its condition, and font and ground of its style. */
export function conditionOf(
  record: DataView,
  areas: readonly MergedArea[],
  colourOf: (index: number) => Colour | undefined,
): ConditionalFormat | undefined {
  if (record.byteLength < 12) return undefined;
  const [first, second] = [record.getUint16(2, true), record.getUint16(4, true)];
  const end = record.byteLength - first - second;
  if (end < 12) return undefined;
  const terms = [constantAt(record, end, first), ...(second > 0 ? [constantAt(record, end + first, second)] : [])];
  return {
    areas,
    type: record.getUint8(0) === 1 ? "cellIs" : "expression",
    operator: OPERATORS[record.getUint8(1)] ?? "",
    text: "",
    // What is no constant is left as a word that nothing decides.
    formulas: terms.map((term) => term ?? "?"),
    style: styleOf(record, end, colourOf),
    hidesValue: false,
  };
}

/** A whole number, a number or a truth value that stands alone. */
function constantAt(record: DataView, at: number, size: number): string | undefined {
  const kind = record.getUint8(at);
  if (kind === 0x1e && size === 3) return String(record.getUint16(at + 1, true));
  if (kind === 0x1f && size === 9) return String(record.getFloat64(at + 1, true));
  return kind === 0x1d && size === 2 ? (record.getUint8(at + 1) === 0 ? "FALSE" : "TRUE") : undefined;
}

function styleOf(record: DataView, end: number, colourOf: (index: number) => Colour | undefined): ChangedStyle {
  const flags = record.getUint32(6, true);
  const style: ChangedStyle = {};
  let at = 12 + ((flags & PARTS.number) !== 0 ? 2 : 0);
  if ((flags & PARTS.font) !== 0 && at + FONT_SIZE <= end) {
    const unchanged = record.getUint32(at + 88, true);
    if ((unchanged & STRUCK) === 0) style.struck = (record.getUint32(at + 68, true) & STRUCK) !== 0;
    const ink = record.getUint32(at + 80, true);
    const colour = ink < 64 ? colourOf(ink) : undefined;
    if (colour) style.ink = colour;
    at += FONT_SIZE;
  }
  at += ((flags & PARTS.alignment) !== 0 ? 8 : 0) + ((flags & PARTS.border) !== 0 ? 8 : 0);
  if ((flags & PARTS.pattern) === 0 || at + 4 > end) return style;
  const paper = colourOf((record.getUint16(at + 2, true) >> 7) & 0x7f);
  return { ...style, ...(paper && { paper }) };
}
