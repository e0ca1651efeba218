import { type FigureCode, type Observation, tableOf, type UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Ceilings, Form } from "../form/form.js";
import { addressOf, type Block, type Grid, type ReadDocument, type TextLine } from "../grid.js";
import { groupBy } from "../grouping.js";
import type { ListEntry } from "../list-entry.js";
import { type Period, yearOf } from "../period.js";
import type { RollUp } from "../roll-up.js";
import { entryIn, type FoundEntry } from "../scan-entry.js";
import { otherSpanInName } from "../stated-span.js";
import { isMarkSheet } from "../template-mark.js";
import { fillConfirmed } from "./confirmed.js";
import { carriedOver, undividedRows } from "./editions.js";
import {
  type FillContext,
  type Filled,
  fill,
  findMissing,
  findNamedRowsMissing,
  rowsNamed,
  tableTitle,
} from "./fill/fill.js";
import { type FormRead, keyOf, labelFindings, unknownLineFindings } from "./findings/findings.js";
import { type Layouts, locateByLayout, locateForms, type WantedForms } from "./layout/layout.js";
import { learnLabels } from "./lexicon.js";
import { findLists, type ListsRead, type RosterNames, readLists } from "./list/list.js";
import { isOverfull, type Located, MOST_UNKNOWN_ROWS, type Place } from "./located.js";
import { fillRollUp } from "./roll-up.js";
import { moneyStated, multiplesStated } from "./value/value.js";
import { voidNoteFindings } from "./void-notes.js";

export { countedAs } from "./fill/fill.js";
export { type Layouts, openLayouts } from "./layout/layout.js";

/** 已归位的报送表: a submission's figures under the codes of the form in force, and what was noticed on the way. */
export interface FilledForm {
  /** The edition that the unit used. */
  readonly edition: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly findings: readonly Finding[];
  /** 台账的各条记录: what the figures of lists are the sums of. */
  readonly entries: readonly ListEntry[];
  /** Codes of the tables of which a figure was found. */
  readonly tables: readonly string[];
  /** Years that headings and row labels name. */
  readonly years: readonly {
    readonly year: number;
    readonly source: { readonly sheet: string; readonly cell: string; readonly text: string };
  }[];
  /** 文字部分: the running text, line by line. */
  readonly narrative: readonly (TextLine & { readonly sheet: string })[];
}

/** A document that was read, and what it is held against. */
export interface NormalizeRequest extends WantedForms {
  readonly document: ReadDocument;
  readonly file: string;
  readonly unit: UnitCode | null;
  readonly period: Period;
  readonly blank: "zero" | "unreadable";
  readonly ceilings?: Ceilings;
  /** Where layouts are remembered that were located before; the result is the same without. */
  readonly layouts?: Layouts;
  /** 单位名录, for lists whose entries are its units. */
  readonly roster?: RosterNames;
}

/** 归位: finds the form's tables in a document and reads every figure with its source cell. What is wrong with the data is a finding. */
export function normalize(request: NormalizeRequest): FilledForm {
  const { rollUp } = request.document;
  if (rollUp) return fromRollUp(request, rollUp);
  const entry = entryIn(request.document);
  if (entry) return fromEntry(request, entry);
  learnLabels([...request.editions, ...request.accompanying]);
  const all = readableBlocks(request);
  const lists = findLists(all, [...request.editions.slice(0, 1), ...request.accompanying]);
  const blocks = lists.rest;
  const { used, beside } = request.layouts
    ? locateByLayout(blocks, request, request.layouts)
    : locateForms(blocks, request);
  const { form, located } = used;
  if (isOverfull(located)) return ofUnknownRows(used, all, request);
  const inForce = request.editions[0] ?? form;
  const { unit, file, blank, ceilings, period, roster = () => undefined } = request;
  const searched = [...new Set(all.map(({ sheet }) => sheet))];
  const stated = { moneyUnits: moneyStated(all), inMultiples: multiplesStated(all) };
  const context: FillContext = { form, unit, file, blank, ceilings, period, searched, ...stated };
  const listed = [...lists.tables].map(([own, tables]) => readLists(tables, { ...context, form: own }, roster));
  const filled = withLists(fill(located, context), listed, form);
  const accompanying = beside.map((one) => filledBeside(one, blocks, context, listed));
  const read = [{ form, located }, ...beside];
  const readWithLists = [...read, ...listed.filter(({ located: own }) => own.cells.length > 0)];
  const unknown = unknownLineFindings(readWithLists, all, context);
  const edition =
    form === inForce
      ? { observations: filled.observations, findings: undividedRows(filled.observations, context) }
      : carriedOver(filled.observations, form, inForce, context);
  // Lists are read by the edition in force alone, whichever the other tables are of.
  const besideEdition = form === inForce ? [] : listed.filter((one) => one.form === inForce);
  return {
    edition: form.edition,
    observations: together([edition, ...besideEdition, ...accompanying]),
    findings: [
      ...filled.findings,
      ...findMissing(filled.observations, context),
      ...edition.findings,
      ...unknown,
      ...read.flatMap((one) => assumedFindings(one.located, { ...context, form: one.form })),
      // A file of so many unknown rows is refused for them: how its labels are typed is of no use.
      ...(unknown.length < MOST_UNKNOWN_ROWS ? labelFindings(readWithLists, blocks, context) : []),
      ...hiddenSheets(request),
      ...voidNoteFindings(all, readWithLists, context),
      ...[...besideEdition, ...accompanying].flatMap((one) => one.findings),
    ],
    entries: listed.flatMap(({ entries }) => entries),
    tables: tablesOf(filled.observations),
    years: located.headingYears.map(({ year, place }) => ({ year, source: place })),
    narrative: blocks.flatMap((block) =>
      (block.kind === "text" ? block.lines : sentencesIn(block)).map((line) => ({ ...line, sheet: block.sheet })),
    ),
  };
}

/** 不像年报表格: of a file that is refused for its unknown rows nothing else is looked for. */
function ofUnknownRows(read: FormRead, blocks: readonly Block[], request: NormalizeRequest): FilledForm {
  const findings = unknownLineFindings([read], blocks, request);
  const { edition } = read.form;
  return { edition, observations: new Map(), findings, entries: [], tables: [], years: [], narrative: [] };
}

/** 台账的各数 beside those of a form's other tables. */
function withLists({ observations, findings }: Filled, listed: readonly ListsRead[], form: Form): Filled {
  const own = listed.filter((one) => one.form === form);
  if (own.length === 0) return { observations, findings };
  return {
    observations: together([{ observations }, ...own]),
    findings: [...findings, ...own.flatMap((one) => one.findings)],
  };
}

/** All observations; of two of one figure the later. */
function together(parts: readonly Pick<Filled, "observations">[]): Filled["observations"] {
  const all = new Map<FigureCode, Observation>();
  for (const { observations } of parts) for (const [code, observation] of observations) all.set(code, observation);
  return all;
}

/** The tables of these figures, each once. */
function tablesOf(observations: Filled["observations"]): readonly string[] {
  const tables = new Set<string>();
  for (const code of observations.keys()) tables.add(tableOf(code));
  return [...tables];
}

/** 随报的表, and its rows that are named in the document and could not be read. */
function filledBeside(
  { form, located }: FormRead,
  blocks: readonly Block[],
  context: FillContext,
  listed: readonly ListsRead[],
): Filled {
  const own = { ...context, form };
  const { observations, findings } = withLists(fill(located, own), listed, form);
  if (observations.size === 0) return { observations, findings };
  return { observations, findings: [...findings, ...findNamedRowsMissing(observations, own, rowsNamed(form, blocks))] };
}

/** 下级的上报 is filled in by code already: no table is looked for, and its running text is another document's. */
function fromRollUp(request: NormalizeRequest, rollUp: RollUp): FilledForm {
  const { edition, observations, findings, entries } = fillRollUp(request, rollUp);
  return { edition, observations, findings, entries, tables: tablesOf(observations), years: [], narrative: [] };
}

/** 扫描件的录入: each figure stands where the workbook was made to have it. One that can't be taken gives none. */
function fromEntry(request: NormalizeRequest, entry: FoundEntry): FilledForm {
  const { editions, accompanying, unit, file, blank, ceilings, period } = request;
  const [form] = editions;
  const isOfForm = "mark" in entry && entry.mark.form === form?.id && entry.mark.edition === form.edition;
  const { observations, findings } =
    isOfForm && form
      ? fillConfirmed(entry, { form, unit, file, blank, ceilings, period }, accompanying)
      : { observations: new Map<FigureCode, Observation>(), findings: [] };
  const [edition, tables] = [form?.edition ?? "", tablesOf(observations)];
  return { edition, observations, findings, entries: [], tables, years: [], narrative: [] };
}

/** 表格中的文字: cells that hold whole sentences, as where a report was written into a sheet; not what explains the form. */
function sentencesIn(grid: Grid): readonly TextLine[] {
  return grid.cells
    .filter(({ text }) => text.length >= SHORTEST_SENTENCE && text.includes("。") && !EXPLAINS.test(text))
    .flatMap((cell) => cell.text.split(/\n+/).map((text) => ({ text: text.trim(), place: addressOf(grid, cell) })))
    .filter(({ text }) => text !== "");
}

const SHORTEST_SENTENCE = 15;
const EXPLAINS = /^\s*[（(]?(?:填[表报写]|说明|注|备注|示例|样例|提示|要求)/;

/** The blocks to be read: no hidden sheet, and no sheet named after another year (2022年) or another month (2月) unless all are. */
function readableBlocks({ document, period }: NormalizeRequest): readonly Block[] {
  const visible = document.blocks.filter((block) => block.kind === "text" || !block.hidden);
  const others = visible.filter((block) => namesOtherPeriod(block, period));
  return others.length < visible.length ? visible.filter((block) => !others.includes(block)) : visible;
}

function namesOtherPeriod(block: Block, period: Period): boolean {
  if (block.kind === "text" || block.addressing !== "A1") return false;
  const named = /(?<!\d)(20\d{2})(?:年|$|[^\d])/.exec(block.sheet)?.[1];
  if (named !== undefined && Number(named) !== yearOf(period)) return true;
  return period.kind !== "year" && otherSpanInName(block.sheet, period) !== undefined;
}

/** Rows that were read in the form's own order. */
function assumedFindings(located: Located, context: FillContext): readonly Finding[] {
  const { form, unit, file } = context;
  return [...groupBy(located.assumedRows, (row) => row.table)].map(
    ([table, rows]): Finding => ({
      code: "FORM.COLUMNS_ASSUMED",
      unit,
      figures: figuresAt(
        located,
        rows.flatMap((row) => row.sources),
      ),
      sources: rows.flatMap((row) => row.sources.map((place) => ({ file, ...place }))),
      facts: { table: tableTitle(form, table), lines: rows.map((row) => row.row) },
    }),
  );
}

function figuresAt(located: Located, sources: readonly Place[]): readonly FigureCode[] {
  const known = new Set(sources.map(keyOf));
  return located.cells.filter(({ place }) => known.has(keyOf(place))).map((cell) => cell.figure);
}

/** Says which sheets were left out, and why. */
function hiddenSheets({ document, file, unit, period }: NormalizeRequest): readonly Finding[] {
  const sheets = document.blocks.filter((block): block is Grid => block.kind === "grid");
  const hidden = sheets
    .filter((grid) => grid.hidden && grid.cells.length > 0 && !isMarkSheet(grid))
    .map((grid) => hiddenSheet(grid, "已隐藏，未读取", file, unit));
  const left = sheets.filter((grid) => !grid.hidden && namesOtherPeriod(grid, period));
  const read = sheets.filter((grid) => !grid.hidden && !left.includes(grid));
  return [
    ...hidden,
    ...(read.length > 0
      ? left.map((grid) =>
          hiddenSheet(grid, `写明是其他${period.kind === "year" ? "年度" : "报告期"}，未读取`, file, unit),
        )
      : []),
  ];
}

function hiddenSheet(grid: Grid, what: string, file: string, unit: UnitCode | null): Finding {
  return {
    code: "FILE.HIDDEN_CONTENT",
    unit,
    figures: [],
    sources: [{ file, sheet: grid.sheet, cell: "", text: "" }],
    facts: { what: `工作表“${grid.sheet}”${what}`, notZero: false },
    severity: "notice",
  };
}
