import { relationsOf } from "../../check/check.js";
import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Form } from "../../form/form.js";

/** 上年结转: what each opening figure must be by last year's closing ones, but for totals, which are formulas. */
export function carriedOver(form: Form, before: ReadonlyMap<FigureCode, Decimal>): ReadonlyMap<FigureCode, Decimal> {
  const rules = [...form.rules.values()].filter(
    ({ kind, regraded }) => kind === "carry-over" && regraded?.to !== "off",
  );
  return new Map(
    relationsOf(form, rules).flatMap(({ before: closing, right: [opening] }) => {
      const value = closing === undefined ? undefined : before.get(closing);
      const isTyped = opening !== undefined && form.figures.get(opening)?.parts.length === 0;
      return value && isTyped ? [[opening, value] as const] : [];
    }),
  );
}
