import { type OtherTotals, presentValues } from "./consolidation.js";
import type { Decimal } from "./decimal.js";
import { type FigureCode, figureCode, parsedReference } from "./figure.js";
import type { UnitReport } from "./unit-report.js";

/** 另一种报表, with each unit's own figures and those of earlier periods. */
export interface OtherForm extends OtherTotals {
  readonly reports: readonly UnitReport[];
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  readonly sameLastYear: ReadonlyMap<FigureCode, Decimal> | undefined;
}

/** 按名称找: by the name of the form's folder, or of one that comes with it. */
export function otherNamed<T extends OtherTotals>(others: readonly T[], form: string): T | undefined {
  return others.find(({ id, totals }) => id === form || totals?.forms.some((one) => one.id === form));
}

/** 另一种报表的指标名称: 《行政执法统计》合计｜件数 of `enforcement/cases.all.number`; undefined for a code that names no form, or one that is not there. */
export function labelElsewhere(code: string, others: readonly OtherTotals[]): string | undefined {
  const { form, figure } = parsedReference(code);
  const other = form === undefined ? undefined : otherNamed(others, form);
  if (!other) return undefined;
  const forms = other.totals?.forms ?? [];
  const label = forms.flatMap(({ figures }) => figures.get(figureCode(figure))?.label ?? []).at(0);
  return `《${other.title}》${label ?? figure}`;
}

/** 现数, of other forms too: an explanation holds only while all figures of its finding are the same. */
export function presentValuesWith(
  figures: Parameters<typeof presentValues>[0],
  others: readonly OtherTotals[],
): ReturnType<typeof presentValues> {
  const own = presentValues(figures);
  const byForm = new Map(others.map((other) => [other, presentValues(other.totals?.figures ?? new Map())]));
  return (unit, code) => {
    const { form, figure } = parsedReference(code);
    const other = form === undefined ? undefined : otherNamed(others, form);
    const valueThere = other && byForm.get(other);
    return valueThere ? valueThere(unit, figureCode(figure)) : own(unit, code);
  };
}
