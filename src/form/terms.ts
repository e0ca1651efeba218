import { type FigureCode, figureCode, parsedReference } from "../figure.js";

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
  /** 另一种报表: the folder's name of the form in which the figure stands, where that is not the rule's own. */
  readonly form?: string;
  readonly figure: FigureCode;
  readonly from: TermPeriod;
  readonly subtracted: boolean;
}

/** As it stands in a rule: `relief.*.people`, `-relief.*.left`, `previous:relief.*.sofar`, `previous:enforcement/cases.all.number`. */
export function parsedTerm(text: string): Term {
  const [, minus, from = "own", named = ""] = /^(-?)(?:(previous|previousInYear|sameLastYear):)?(.*)$/.exec(text) ?? [];
  const { form, figure } = parsedReference(named);
  const own = { figure: figureCode(figure), from: from as TermPeriod, subtracted: minus === "-" };
  return form === undefined ? own : { form, ...own };
}

/** The way back: what `parsedTerm` reads. */
export function termText({
  form,
  figure,
  from,
  subtracted,
}: Omit<Term, "figure"> & { readonly figure: string }): string {
  const place = form === undefined ? figure : `${form}/${figure}`;
  return `${subtracted ? "-" : ""}${from === "own" ? "" : `${from}:`}${place}`;
}
