import { type FigureCode, figureCode } from "../figure.js";

/** 关系中的一项: a figure of this period or the one before, added or subtracted. */
export interface Term {
  readonly figure: FigureCode;
  readonly before: boolean;
  readonly subtracted: boolean;
}

/** As it stands in a rule: `relief.*.people`, `-relief.*.left`, `previous:relief.*.sofar`. */
export function parsedTerm(text: string): Term {
  const [, minus, previous, figure = ""] = /^(-?)(previous:)?(.*)$/.exec(text) ?? [];
  return { figure: figureCode(figure), before: previous !== undefined, subtracted: minus === "-" };
}

/** The way back: what `parsedTerm` reads. */
export function termText({ figure, before, subtracted }: Omit<Term, "figure"> & { readonly figure: string }): string {
  return `${subtracted ? "-" : ""}${before ? "previous:" : ""}${figure}`;
}
