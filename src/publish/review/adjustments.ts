import { movementOf } from "../../adjustment.js";
import type { ConsolidatedFigure, Consolidation } from "../../consolidation.js";
import { format } from "../../decimal.js";
import { namesOf } from "../naming.js";
import type { ReviewFigure } from "./model.js";

/** 调整: the plain sum and what was adjusted, for a figure that was. */
export function adjustmentsOf(
  figure: ConsolidatedFigure | undefined,
  consolidation: Consolidation,
): Pick<ReviewFigure, "sum" | "adjustments"> {
  if (figure?.plain === undefined) return {};
  const names = namesOf(consolidation);
  return {
    sum: figure.plain && format(figure.plain),
    adjustments: (figure.adjustments ?? []).map((one) => ({
      type: one.type,
      unit: one.unit === null ? null : names.unit(one.unit),
      ...(one.figure !== figure.figure && { part: names.figure(one.figure) }),
      movement: movementOf(one),
      change: format(one.change),
      reason: one.reason,
      basis: one.basis,
      by: one.by,
      date: one.date,
      place: `《${one.source.file}》 ${one.source.sheet} ${one.source.cell}`,
    })),
  };
}
