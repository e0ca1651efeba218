import type { Decimal } from "../../decimal.js";

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

export function unreadable(reason: string): Reading {
  return { kind: "bad", problem: "VALUE.UNREADABLE", reason };
}

/** A number taken out of its text, before it is held against the figure: the unit and whatever else stood beside it. */
export interface Digits {
  readonly value: Decimal;
  readonly unit?: string;
  readonly cleaned: readonly string[];
  readonly qualifier?: string;
}
