import { format } from "../../../src/decimal.js";
import { figureCode } from "../../../src/figure.js";
import type { CellKind } from "../../../src/grid.js";
import { readAmount } from "../../../src/normalize/value/value.js";
import { schemas } from "../judging.js";

const FORM = schemas().forms.find((form) => form.edition === "2021")!;

export const COUNT = "proactive.penalties.decisions";
export const FEE = "proactive.fees.amount";

/** What a cell is read as: the value, 空, or the problem. */
export function read(figure: string, text: string, kind: CellKind = "text", unit?: string): string {
  const reading = readAmount({ text, kind }, FORM.figures.get(figureCode(figure))!, unit);
  if (reading.kind === "answered") return reading.answer;
  return reading.kind === "reported" ? format(reading.value) : reading.kind === "blank" ? "空" : reading.problem;
}
