import { type Amount, type FigureCode, figureCode, type Observation, tableOf } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure, Form } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { RolledFigure, RollUp } from "../roll-up.js";
import { carriedOver, undividedRows } from "./editions.js";
import { type FillContext, type Filled, findMissing, sourceOf, tableTitle, valueFindings } from "./fill/fill.js";
import { readAmount } from "./value/value.js";

/** 归位所需: what is asked of a document that is filled in by code. */
export interface RollUpRequest {
  readonly file: string;
  readonly unit: FillContext["unit"];
  /** The edition in force first, then the others. */
  readonly editions: readonly Form[];
  readonly accompanying: readonly Form[];
  readonly ceilings?: FillContext["ceilings"];
}

/**
 * 下级上报的归位: its figures under the codes of the form in force. A figure that is not whole below, or null, is null here, and that is
 * said; a draft's figures are taken and are provisional.
 */
export function fillRollUp(request: RollUpRequest, rollUp: RollUp): Filled & { readonly edition: string } {
  const [inForce] = request.editions;
  const form = request.editions.find((one) => isStated(one, rollUp));
  if (!form || !inForce) return { edition: "", observations: new Map(), findings: [otherForm(request, rollUp)] };
  const context: FillContext = { ...request, form, blank: "unreadable" };
  const filled = fillOne(rollUp, context);
  const ofEdition =
    form === inForce
      ? { observations: filled.observations, findings: undividedRows(filled.observations, context) }
      : carriedOver(filled.observations, form, inForce, context);
  const beside = request.accompanying.filter((one) => isStated(one, rollUp));
  const accompanying = beside.map((one) => fillOne(rollUp, { ...context, form: one }));
  const observations = new Map([...ofEdition.observations, ...accompanying.flatMap((one) => [...one.observations])]);
  return {
    edition: form.edition,
    observations,
    findings: [
      ...draftFindings(rollUp, observations, context),
      ...filled.findings,
      ...findMissing(filled.observations, context),
      ...ofEdition.findings,
      ...accompanying.flatMap((one) => one.findings),
      ...unknownFigures(rollUp, [form, ...beside], context),
    ],
  };
}

function isStated({ id, edition }: Form, { forms }: RollUp): boolean {
  return forms.some((one) => one.id === id && one.edition === edition);
}

function otherForm({ editions, unit, file }: RollUpRequest, { forms }: RollUp): Finding {
  const named = (form: { readonly title: string; readonly edition: string } | undefined): string =>
    form ? `《${form.title}》${form.edition}年版` : "没有写明的报表";
  return {
    code: "ROLLUP.OTHER_FORM",
    unit,
    figures: [],
    sources: [{ file, sheet: SHEET, cell: "forms", text: "" }],
    facts: { found: named(forms[0]), wanted: named(editions[0]) },
  };
}

const SHEET = "上报";

/** A figure of the form as it was sent up, with what reading it says. */
interface Rolled {
  readonly figure: Figure;
  readonly stated: RolledFigure;
}

function fillOne(rollUp: RollUp, context: FillContext): Filled {
  const rolled = [...context.form.figures.values()].flatMap((figure): readonly Rolled[] => {
    const stated = rollUp.figures[figure.code];
    return stated && !isSilent(figure, stated, rollUp, context.form) ? [{ figure, stated }] : [];
  });
  const [lost, given] = [rolled.filter(({ stated }) => isLost(stated)), rolled.filter(({ stated }) => !isLost(stated))];
  const cells = given.map(({ figure, stated }) => ({
    figure,
    located: {
      figure: figure.code,
      kind: "number" as const,
      place: placeOf(figure, stated),
      instance: "",
      example: false,
      hidden: false,
      rowLabel: "",
    },
    reading: readAmount({ text: stated.value ?? "", kind: "number" }, figure, figure.unit),
  }));
  const amounts = new Map<FigureCode, Amount>(
    cells.map(({ figure, reading }) => [figure.code, reading.kind === "reported" ? reading : { kind: "unreadable" }]),
  );
  return {
    observations: new Map(rolled.map((one) => [one.figure.code, observed(one, amounts, context)])),
    findings: [...valueFindings(cells, context), ...lostFindings(lost, context)],
  };
}

/** Nothing is missing: an optional figure that nobody gave, or an item in whose place the undivided row of its group was given. */
function isSilent(figure: Figure, stated: RolledFigure, { figures }: RollUp, form: Form): boolean {
  if (stated.value !== null) return false;
  if (figure.optional || figure.blank === "nothing") return true;
  return [...form.figures.values()].some(
    ({ code, insteadOf }) => insteadOf.includes(figure.code) && typeof figures[code]?.value === "string",
  );
}

/** 不完整: a sum that lacks a unit is not smaller, it is unknown. */
function isLost({ value, state }: RolledFigure): boolean {
  return value === null || state === "incomplete" || state === "notReported";
}

function placeOf(figure: Figure, { value, qualifier }: RolledFigure): { sheet: string; cell: string; text: string } {
  return { sheet: SHEET, cell: figure.code, text: `${value ?? ""}${qualifier ?? ""}` };
}

function observed(
  { figure, stated }: Rolled,
  amounts: ReadonlyMap<FigureCode, Amount>,
  context: FillContext,
): Observation {
  const amount = amounts.get(figure.code) ?? { kind: "unreadable" };
  const { qualifier } = stated;
  return {
    figure: figure.code,
    amount:
      amount.kind === "reported" ? { kind: amount.kind, value: amount.value, ...(qualifier && { qualifier }) } : amount,
    source: sourceOf(placeOf(figure, stated), context),
  };
}

const SHOWN = 3;

function lostFindings(lost: readonly Rolled[], context: FillContext): readonly Finding[] {
  return [...groupBy(lost, ({ figure }) => figure.table)].map(
    ([table, figures]): Finding => ({
      code: "ROLLUP.INCOMPLETE",
      unit: context.unit,
      figures: figures.map(({ figure }) => figure.code),
      sources: figures.map(({ figure, stated }) => sourceOf(placeOf(figure, stated), context)),
      facts: {
        table: tableTitle(context.form, table),
        count: figures.length,
        examples: figures.slice(0, SHOWN).map(({ figure }) => figure.label),
      },
    }),
  );
}

/** 草稿: every figure that was taken from a draft is open, and so is one that is called provisional in what calls itself final. */
function draftFindings(
  { unit, status, reasons, figures }: RollUp,
  observations: Filled["observations"],
  context: FillContext,
): readonly Finding[] {
  const open = [...observations.keys()].filter((code) => status === "draft" || figures[code]?.state === "provisional");
  if (status === "final" && open.length === 0) return [];
  return [
    {
      code: "ROLLUP.DRAFT",
      unit: context.unit,
      figures: open,
      sources: [{ file: context.file, sheet: SHEET, cell: "status", text: status }],
      facts: { name: unit.name, reasons },
    },
  ];
}

/** 表式以外的指标: a code with a value that no form of the period has. A form of the level below's own is none of this level's business. */
function unknownFigures(
  { figures, forms: stated }: RollUp,
  forms: readonly Form[],
  { form, unit, file }: FillContext,
): readonly Finding[] {
  const unknown = Object.entries(figures).filter(
    ([code, { value }]) => value !== null && !forms.some((one) => one.figures.has(figureCode(code))),
  );
  const ofOthers = new Set(
    stated.filter(({ id }) => !forms.some((one) => one.id === id)).flatMap(({ tables }) => tables),
  );
  return [...groupBy(unknown, ([code]) => tableOf(figureCode(code)))].map(
    ([table, rows]): Finding => ({
      code: "FORM.ROW_UNKNOWN",
      unit,
      figures: [],
      sources: rows.map(([code, { value }]) => ({ file, sheet: SHEET, cell: code, text: value ?? "" })),
      facts: { table: tableTitle(form, table), lines: rows.map(([code]) => code) },
      ...(ofOthers.has(table) && { severity: "notice" as const }),
    }),
  );
}
