import type { Decimal, Rounding } from "../decimal.js";
import type { FigureCode, UnitCode } from "../figure.js";

/** 汇总方式: how the units' figures make the jurisdiction's. Only `sum` adds; the others are recomputed or stand for themselves. */
export type Combining =
  | "sum"
  | "none"
  | "min"
  | "max"
  /** Of days: the last one that any unit gave. */
  | "latest"
  | "office"
  | { readonly from: UnitCode }
  | { readonly ratio: Ratio; readonly rounding: Rounding }
  | { readonly weightedBy: FigureCode; readonly rounding: Rounding };

/** An 指标, as far as it is to be combined. */
interface Combined {
  readonly combine: Combining;
}

/** 比率: one consolidated figure over another, times 100 for a percentage. */
export interface Ratio {
  readonly of: FigureCode;
  readonly over: FigureCode;
  readonly times: Decimal;
}

/** 不能相加的指标: recomputed from others, or standing for themselves; those of one unit or the office are numbers like any other. */
export function isRecombined({ combine }: Combined): boolean {
  return (
    combine === "none" ||
    combine === "min" ||
    combine === "max" ||
    combine === "latest" ||
    (typeof combine === "object" && !("from" in combine))
  );
}

/** 各单位填报: whether every unit gives the figure, and not the office or a single unit. */
export function isAskedOfAll({ combine }: Combined): boolean {
  return combine !== "office" && !(typeof combine === "object" && "from" in combine);
}

/** 由谁填报: whether a unit is asked for a figure; the row of an undivided group is nobody's to give. */
export function isAskedOf(figure: (Combined & { readonly optional: boolean }) | undefined, unit: UnitCode): boolean {
  return figure !== undefined && !figure.optional && isGivenBy(figure, unit);
}

/** 取自谁: whether a unit's own entry is what the figure is taken from, or adds to it. */
export function isGivenBy({ combine }: Combined, unit: UnitCode): boolean {
  if (typeof combine === "object" && "from" in combine) return combine.from === unit;
  return combine !== "office";
}

/** 汇总方式的名称, as it stands in the form. */
export function combiningName({ combine }: Combined): string {
  return typeof combine === "string" ? combine : (Object.keys(combine)[0] ?? "");
}

/** 依据的指标: what a figure is made from once all is consolidated: its parts, or what it is a ratio or an average of. */
export function basesOf({
  parts,
  combine,
}: Combined & { readonly parts: readonly FigureCode[] }): readonly FigureCode[] {
  if (typeof combine !== "object" || "from" in combine) return parts;
  return "ratio" in combine ? [combine.ratio.of, combine.ratio.over] : [combine.weightedBy];
}
