import { countsText } from "../answer.js";
import { type Amount, type FigureCode, figureCode, type Observation, tableOf } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure, Form } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { ListEntry } from "../list-entry.js";
import { isDay } from "../period.js";
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
export function fillRollUp(
  request: RollUpRequest,
  rollUp: RollUp,
): Filled & { readonly edition: string; readonly entries: readonly ListEntry[] } {
  const [inForce] = request.editions;
  const form = request.editions.find((one) => isStated(one, rollUp));
  if (!form || !inForce)
    return { edition: "", observations: new Map(), findings: [otherForm(request, rollUp)], entries: [] };
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
    entries: rolledEntries(rollUp, [form, ...beside], request.file),
    findings: [
      ...entriesLeftOut(rollUp, context),
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
  const all = [...context.form.figures.values()].flatMap((figure): readonly Rolled[] => {
    const stated = rollUp.figures[figure.code];
    return stated ? [{ figure, stated }] : [];
  });
  const silent = all.filter(({ figure, stated }) => isSilent(figure, stated, rollUp, context.form));
  const rolled = all.filter((one) => !silent.includes(one));
  const lost = rolled.filter(({ figure, stated }) => isLost(figure, stated));
  const given = rolled.filter((one) => !lost.includes(one) && !one.figure.answer);
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
    observations: new Map([
      ...silent.flatMap((one) => leftBlank(one, context)),
      ...rolled.map((one) => [one.figure.code, observed(one, amounts, context)] as const),
    ]),
    findings: [...valueFindings(cells, context), ...lostFindings(lost, context)],
  };
}

/** Nothing is missing: an optional figure that nobody gave, or an item in whose place the undivided row of its group was given. */
function isSilent(figure: Figure, stated: RolledFigure, { figures }: RollUp, form: Form): boolean {
  if (stated.value !== null || isAnswered(stated)) return false;
  if (figure.optional || (figure.blank === "nothing" && stated.state !== "incomplete")) return true;
  return [...form.figures.values()].some(
    ({ code, insteadOf }) => insteadOf.includes(figure.code) && typeof figures[code]?.value === "string",
  );
}

/** 可不填的答复 that nobody gave: its column is there all the same. */
function leftBlank({ figure, stated }: Rolled, context: FillContext): readonly (readonly [FigureCode, Observation])[] {
  if (!figure.answer) return [];
  const source = sourceOf(placeOf(figure, stated), context);
  return [[figure.code, { figure: figure.code, amount: { kind: "blank" }, source }]];
}

/** 不完整: a sum that lacks a unit is not smaller, it is unknown. */
function isLost({ answer: terms }: Figure, stated: RolledFigure): boolean {
  const { value, state, answers = {} } = stated;
  if (state === "incomplete" || state === "notReported") return true;
  if (!terms) return value === null;
  // Of other choices than the form's nobody knows which they would be here.
  const isOwn = (answer: string): boolean =>
    terms.choices.length > 0 ? terms.choices.includes(answer) : terms.kind !== "date" || isDay(answer);
  return !isAnswered(stated) || !Object.keys(answers).every(isOwn);
}

function isAnswered({ answers = {} }: RolledFigure): boolean {
  return Object.values(answers).some((units) => units > 0);
}

function placeOf(figure: Figure, { value, qualifier }: RolledFigure): { sheet: string; cell: string; text: string } {
  return { sheet: SHEET, cell: figure.code, text: `${value ?? ""}${qualifier ?? ""}` };
}

function observed(
  { figure, stated }: Rolled,
  amounts: ReadonlyMap<FigureCode, Amount>,
  context: FillContext,
): Observation {
  const amount = amounts.get(figure.code) ?? answeredBelow(figure, stated) ?? { kind: "unreadable" };
  const { qualifier } = stated;
  return {
    figure: figure.code,
    amount:
      amount.kind === "reported" ? { kind: amount.kind, value: amount.value, ...(qualifier && { qualifier }) } : amount,
    source: sourceOf(placeOf(figure, stated), context),
  };
}

/** 按答复计数 of a figure that is no number; undefined where it is lost. */
function answeredBelow(figure: Figure, stated: RolledFigure): Amount | undefined {
  const { answer: terms } = figure;
  if (!terms || !isAnswered(stated) || isLost(figure, stated)) return undefined;
  const answers = Object.entries(stated.answers ?? {}).map(([answer, units]) => ({ answer, units }));
  return { kind: "answered", answer: countsText(answers, terms), answers };
}

/** 下级台账的各条记录, of the lists of these forms. A roster's codes are its own jurisdiction's, so that they are no other's. */
function rolledEntries(
  { entries = [], unit: { name } }: RollUp,
  forms: readonly Form[],
  file: string,
): readonly ListEntry[] {
  const sections = forms.flatMap(({ tables }) => tables).flatMap((table) => table.sections);
  return entries.flatMap(({ unit, file: from, sheet, cell, ...own }, at): readonly ListEntry[] => {
    const section = sections.find(({ table, code, list }) => list && table === own.table && code === own.section);
    if (!section) return [];
    const key = section.list?.roster ? `${name}｜${own.key}` : own.key;
    const text = `${unit} 《${from}》“${sheet}”${cell}`;
    return [{ ...own, key, source: { file, sheet: SHEET, cell: `entries[${at}]`, text } }];
  });
}

/** 没有列出的记录: their sums are taken, and nobody can look for one of them here. */
function entriesLeftOut({ entriesLeftOut: count = 0 }: RollUp, context: FillContext): readonly Finding[] {
  const { form, unit, file } = context;
  const hasList = form.tables.some(({ sections }) => sections.some(({ list }) => list !== undefined));
  if (count === 0 || !hasList) return [];
  const sources = [{ file, sheet: SHEET, cell: "entriesLeftOut", text: String(count) }];
  return [{ code: "LIST.LEFT_OUT", unit, figures: [], sources, facts: { count } }];
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

/** 表式以外的指标: a code with a value or with answers that no form of the period has. A form of the level below's own is none of this level's business. */
function unknownFigures(
  { figures, forms: stated }: RollUp,
  forms: readonly Form[],
  { form, unit, file }: FillContext,
): readonly Finding[] {
  const unknown = Object.entries(figures).filter(
    ([code, stated]) =>
      (stated.value !== null || isAnswered(stated)) && !forms.some((one) => one.figures.has(figureCode(code))),
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
