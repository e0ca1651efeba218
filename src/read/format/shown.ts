import type { CellKind } from "../../grid.js";

export type NumberKind = Extract<CellKind, "number" | "percent" | "date" | "yuan" | "scaled">;

/** 显示: how a stored number is shown; `shown` only where a person sees more or other than the number itself. */
export interface ShownNumber {
  readonly kind: NumberKind;
  readonly shown?: string;
}
