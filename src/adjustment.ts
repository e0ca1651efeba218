import { type Decimal, format } from "./decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "./figure.js";

/** 调整类型: double counting taken out; a unit's figure put right; a figure from another source than the units. */
export type AdjustmentType = "抵销" | "更正" | "其他来源";

/** 调整.* 的栏目, in the order of the file. */
export const ADJUSTMENT_COLUMNS = ["类型", "单位", "指标", "原数", "新数", "理由", "依据", "经办人", "日期"] as const;

export type AdjustmentColumn = (typeof ADJUSTMENT_COLUMNS)[number];

/** 调整的一行, as it is typed. */
export type AdjustmentText = Readonly<Record<AdjustmentColumn, string>>;

/** 调整类型 that a person may choose. */
export const ADJUSTMENT_TYPES: readonly AdjustmentType[] = ["抵销", "更正", "其他来源"];

/** 调整的一行, as the office typed it. */
export interface AdjustmentRow {
  readonly texts: AdjustmentText;
  readonly file: string;
  readonly sheet: string;
  /** The row's number, as a spreadsheet shows it. */
  readonly row: number;
  readonly cells: Readonly<Record<AdjustmentColumn, string>>;
  /** Columns of which it is not certain what stands there (a formula, a struck text, a merged area), and why. */
  readonly unclear?: Readonly<Partial<Record<AdjustmentColumn, string>>>;
}

/** 采用的调整: it stands beside what was reported. `change` is what it adds to the plain sum. */
export interface Adjustment {
  readonly type: AdjustmentType;
  /** Null: the figure as a whole. */
  readonly unit: UnitCode | null;
  /** The figure that was adjusted; a total that it goes into lists it as well. */
  readonly figure: FigureCode;
  readonly from: Decimal | null;
  readonly to: Decimal;
  readonly change: Decimal;
  readonly reason: string;
  readonly basis: string;
  readonly by: string;
  readonly date: string;
  /** The cell of the new value. */
  readonly source: SourceCell;
}

/** Stands where a contribution has a unit's code, if the figure as a whole was adjusted. */
export const WHOLE = "adjustment";

/** 调整数 among the contributions of a figure: with them they add up to the figure's value. */
export function adjustmentRecord(one: Adjustment): Readonly<Record<string, string | null>> {
  const { type, unit, figure, from, to, change, reason, basis, by, date, source } = one;
  return {
    unit: unit ?? WHOLE,
    kind: type === "其他来源" ? "otherSource" : "adjusted",
    value: format(change),
    type,
    figure,
    from: from && format(from),
    to: format(to),
    reason,
    basis,
    by,
    date,
    file: source.file,
    sheet: source.sheet,
    cell: source.cell,
    text: source.text,
  };
}

/** 23→20. */
export function movementOf({ from, to }: Pick<Adjustment, "from" | "to">): string {
  return `${from === null ? "缺" : format(from)}→${format(to)}`;
}
