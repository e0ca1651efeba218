import { type FigureCode, figureCode } from "../figure.js";

/**
 * 取自哪一期: the period's own figure; that of the period before; the same, but within the year, so that a running total begins anew with
 * the first period of each year; or that of the same period last year.
 */
export type TermPeriod = "own" | "previous" | "previousInYear" | "sameLastYear";

/** 期别的说法, as it stands before a cell in a form's own workbook: 上期H5. */
export const TERM_PERIODS: Readonly<Record<TermPeriod, string>> = {
  own: "",
  previous: "上期",
  previousInYear: "年内上期",
  sameLastYear: "上年同期",
};

/** 关系中的一项: a figure of this period or an earlier one, added or subtracted. */
export interface Term {
  readonly figure: FigureCode;
  readonly from: TermPeriod;
  readonly subtracted: boolean;
}

/** As it stands in a rule: `relief.*.people`, `-relief.*.left`, `previous:relief.*.sofar`. */
export function parsedTerm(text: string): Term {
  const [, minus, from = "own", figure = ""] =
    /^(-?)(?:(previous|previousInYear|sameLastYear):)?(.*)$/.exec(text) ?? [];
  return { figure: figureCode(figure), from: from as TermPeriod, subtracted: minus === "-" };
}

/** The way back: what `parsedTerm` reads. */
export function termText({ figure, from, subtracted }: Omit<Term, "figure"> & { readonly figure: string }): string {
  return `${subtracted ? "-" : ""}${from === "own" ? "" : `${from}:`}${figure}`;
}
