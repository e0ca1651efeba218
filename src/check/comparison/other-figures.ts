import type { ConsolidatedFigure, Contribution } from "../../consolidation.js";
import type { Decimal } from "../../decimal.js";
import type { FigureCode, SourceCell, UnitCode } from "../../figure.js";
import type { Form, Forms, ReferencedForm } from "../../form/form.js";
import { type OtherForm, otherNamed } from "../../other-form.js";
import type { UnitReport } from "../../unit-report.js";
import { statedFigures } from "../stated.js";

/** 另一种报表的数, of one unit or of the whole. */
export interface OtherFigures {
  readonly title: string;
  /** Undefined where nothing is known of the form: then `lacking` says why. */
  readonly form: Form | undefined;
  readonly value: (code: FigureCode) => Decimal | undefined;
  readonly sourceOf: (code: FigureCode) => SourceCell | undefined;
  readonly before: ReadonlyMap<FigureCode, Decimal> | undefined;
  readonly sameLastYear: ReadonlyMap<FigureCode, Decimal> | undefined;
  /** 缺什么: why none of its figures is known, the same of all units that lack it. */
  readonly lacking?: string;
}

/** 本期的其他报表, as the check is given them: the forms that come together, those that are referred to, and what they came to. */
export interface Others {
  readonly forms: Forms;
  readonly referenced: readonly ReferencedForm[];
  /** Undefined where one submission is checked alone. */
  readonly others: readonly OtherForm[] | undefined;
}

/** 同一单位的其他报表. A form that comes in the same submission is another form too. */
export function othersOfUnit(
  report: UnitReport,
  given: Others,
  blank: "zero" | "unreadable",
): (form: string) => OtherFigures {
  return remembered((id) => {
    const together = given.forms.find((form) => form.id === id);
    if (together) return figuresIn(together, report, blank);
    const other = otherNamed(given.others ?? [], id);
    const form = other?.totals?.forms.find((one) => one.id === id) ?? other?.totals?.forms[0];
    if (!other?.totals || !form || !other.totals.isSent) return nothingOf(id, given, other);
    const own = other.reports.find(({ unit }) => unit.code === report.unit.code);
    if (own) return figuresIn(form, own, blank);
    const isDue = other.totals.units.some(({ code }) => code === report.unit.code);
    return {
      ...NOTHING,
      title: other.title,
      form,
      lacking: isDue ? `没有收到同一单位的《${other.title}》` : `这些单位不填报《${other.title}》`,
    };
  });
}

/** 各单位数 of a figure: as they were reported, or as the office adjusted them. */
export type SharesOf = (figure: ConsolidatedFigure) => readonly Contribution[];

/** 同一单位在其他报表中的单位数, of this period alone. */
export function othersOfShares(
  unit: UnitCode,
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  sharesOf: SharesOf,
  given: Others,
): (form: string) => OtherFigures {
  const inShares = (form: Form, all: typeof figures): OtherFigures => ({
    ...NOTHING,
    title: form.title,
    form,
    value: (code) => {
      const figure = all.get(code);
      return (figure && sharesOf(figure).find((one) => one.unit === unit)?.value) ?? undefined;
    },
  });
  return remembered((id) => {
    const together = given.forms.find((form) => form.id === id);
    if (together) return inShares(together, figures);
    const other = otherNamed(given.others ?? [], id);
    const form = other?.totals?.forms.find((one) => one.id === id);
    return other?.totals && form ? inShares(form, other.totals.figures) : nothingOf(id, given, other);
  });
}

/** 其他报表的汇总数. */
export function othersOfWhole(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
  former: Pick<OtherFigures, "before" | "sameLastYear">,
  given: Others,
): (form: string) => OtherFigures {
  return remembered((id) => {
    const together = given.forms.find((form) => form.id === id);
    if (together) return { ...NOTHING, title: together.title, form: together, value: wholeValues(figures), ...former };
    const other = otherNamed(given.others ?? [], id);
    const form = other?.totals?.forms.find((one) => one.id === id) ?? other?.totals?.forms[0];
    if (!other?.totals || !form || !other.totals.isSent) return nothingOf(id, given, other);
    const { title, before, sameLastYear } = other;
    return { ...NOTHING, title, form, value: wholeValues(other.totals.figures), before, sameLastYear };
  });
}

/** A sum that lacks a unit or a figure proves nothing: what holds of it is not satisfied but undecided. */
export function wholeValues(
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): (code: FigureCode) => Decimal | undefined {
  return (code) => {
    const figure = figures.get(code);
    return figure?.state === "incomplete" ? undefined : (figure?.value ?? undefined);
  };
}

function figuresIn(form: Form, report: UnitReport, blank: "zero" | "unreadable"): OtherFigures {
  return {
    title: form.title,
    form,
    value: statedFigures(form, report.observations, blank).value,
    sourceOf: (code) => report.observations.get(code)?.source,
    before: report.before,
    sameLastYear: report.sameLastYear,
  };
}

const NOTHING = {
  form: undefined,
  value: () => undefined,
  sourceOf: () => undefined,
  before: undefined,
  sameLastYear: undefined,
} as const;

function nothingOf(id: string, { referenced, others }: Others, other: OtherForm | undefined): OtherFigures {
  const title = other?.title ?? referenced.find((one) => one.id === id)?.title ?? id;
  if (others === undefined) return { ...NOTHING, title, lacking: `单独审核一份材料，没有《${title}》的数字` };
  const lacking = other?.totals ? `没有收到《${title}》的材料` : `本报告期没有施行的《${title}》`;
  return { ...NOTHING, title, lacking };
}

/** Every rule, and every one of its relations, asks again. */
function remembered(find: (form: string) => OtherFigures): (form: string) => OtherFigures {
  const known = new Map<string, OtherFigures>();
  return (form) => {
    const figures = known.get(form) ?? find(form);
    known.set(form, figures);
    return figures;
  };
}
