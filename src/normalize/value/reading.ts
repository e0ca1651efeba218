import type { Decimal } from "../../decimal.js";

/** 读数: the value that a cell's text says, and everything that was done to the text to get it. */
export type Reading =
  | {
      readonly kind: "reported";
      readonly value: Decimal;
      /** What was left out or rewritten, in words for the finding (千分位分隔符); undefined where the text was a plain number. */
      readonly cleaned?: string;
      /** 约, 余: kept with a figure that may be approximate. */
      readonly qualifier?: string;
      readonly converted?: { readonly from: string; readonly to: string };
    }
  /** 答复: what is no number, in the form's own words: 是, 2022-03-05, one of the choices, or the text. */
  | { readonly kind: "answered"; readonly answer: string; readonly cleaned?: string }
  | { readonly kind: "blank"; readonly mark?: string }
  | Bad;

/** 不能采用: `quoted` where the reason itself says what stands in the cell. */
export interface Bad {
  readonly kind: "bad";
  readonly problem: Problem;
  readonly reason?: string;
  readonly quoted?: true;
}

/** Why a text gives no value. */
export type Problem =
  | "VALUE.UNREADABLE"
  | "VALUE.NOT_WHOLE"
  | "VALUE.NEGATIVE"
  | "VALUE.FORMULA_ERROR"
  | "VALUE.NO_CACHED_RESULT";

/** A text that is not certainly a number, with the reason. */
export function unreadable(reason: string): Bad {
  return { kind: "bad", problem: "VALUE.UNREADABLE", reason };
}

/** A number taken out of its text, with what stood beside it, before it is converted and checked for its figure. */
export interface Digits {
  readonly value: Decimal;
  readonly unit?: string;
  readonly cleaned: readonly string[];
  readonly qualifier?: string;
}
