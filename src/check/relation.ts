import type { FigureCode } from "../figure.js";

/**
 * 勾稽关系: one relation of a form between figures of one submission, sum(left) = sum(right).
 * A total has its parts on the left and itself alone on the right.
 */
export interface Relation {
  /** `T3.ROW_TOTAL` */
  readonly rule: string;
  /** The row or column it speaks of. */
  readonly where: string;
  readonly left: readonly FigureCode[];
  readonly right: readonly FigureCode[];
}
