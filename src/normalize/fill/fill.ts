import type { AnswerTerms } from "../../answer.js";
import { type Decimal, isZero, ZERO } from "../../decimal.js";
import { type Amount, type FigureCode, type Observation, wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Figure } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import type { Located, LocatedCell, UnreadableRow } from "../located.js";
import { COUNT_UNITS, type Reading, readAmount, readAnswer, unreadable } from "../value/value.js";
import {
  cellFindings,
  conflictFindings,
  exampleFindings,
  hiddenFindings,
  noticesOf,
  subtotalFindings,
} from "./cell-findings.js";
import { resolveCopies, sameReading } from "./copies.js";
import { misalignedRows } from "./misaligned.js";
import { type FillContext, type ReadCell, sourceOf, tableTitle } from "./read-cell.js";
import { repeatedRowFindings } from "./repeated-rows.js";

export { cellFindings, noticesOf, valueFindings } from "./cell-findings.js";
export { findMissing, findNamedRowsMissing } from "./missing.js";
export { type FillContext, type ReadCell, sourceOf, tableTitle } from "./read-cell.js";
export { rowsNamed } from "./rows-named.js";

/** The figures of one form, as one document gives them. */
export interface Filled {
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly findings: readonly Finding[];
}

/** 取数: reads each located cell for its figure. Everything that was done to what was typed is a finding. */
export function fill(located: Located, context: FillContext): Filled {
  const { own, examples } = apartFromExamples(readCells(located, context));
  const { cells: all, doubtful: oneSided } = resolveCopies(own);
  const subtotals = subtotalsAmong(all);
  const read = subtotals.length === 0 ? all : all.filter((cell) => !subtotals.includes(cell));
  const byFigure = groupBy(read, (cell) => cell.figure.code);
  const findings: Finding[] = [];
  const observations = new Map<FigureCode, Observation>();
  const conflicting: ReadCell[][] = [];
  const settled: ReadCell[][] = [];
  const doubtful = rowsThatDiffer(byFigure.values());
  for (const [code, cells] of byFigure) {
    const first = cells[0]!;
    // Where a row stands twice and differs anywhere, neither is certainly the right one.
    if (oneSided.has(code) || (cells.length > 1 && doubtful.has(rowOf(first)))) {
      conflicting.push(cells);
      observations.set(code, observed(first, { kind: "unreadable" }, context));
    } else {
      settled.push(cells);
      observations.set(code, observed(first, amountOf(first, context), context));
    }
  }
  findings.push(
    ...conflictFindings(conflicting, context),
    ...subtotalFindings(subtotals, context),
    ...exampleFindings(examples, context),
  );
  findings.push(...repeatedRowFindings(settled, context));
  const single = settled.map(([first]) => first!);
  findings.push(...cellFindings(single, context), ...noticesOf(single, context), ...hiddenFindings(single, context));
  const twice = new Set(conflicting.map(([first]) => first!.figure.code));
  const lost = new Set(located.unreadableRows.flatMap(({ figures }) => figures));
  const misaligned = misalignedRows(context.form, { cells: read, byFigure, twice, lost });
  const unreadableRows = [...located.unreadableRows, ...misaligned];
  findings.push(...unreadableRowFindings(unreadableRows, observations, context));
  return { observations, findings };
}

/** 逐格取数: cells of which each is known to be its figure's, so that nothing about their places is asked. */
export function fillEach(cells: readonly ReadCell[], context: FillContext): Filled {
  return {
    observations: new Map(
      cells.map((cell) => [cell.figure.code, observed(cell, amountOf(cell, context), context)] as const),
    ),
    findings: [...cellFindings(cells, context), ...noticesOf(cells, context)],
  };
}

/** Rows that stand twice with different numbers. */
function rowsThatDiffer(figures: Iterable<readonly ReadCell[]>): ReadonlySet<string> {
  const rows = new Set<string>();
  for (const cells of figures) {
    const first = cells[0]!;
    if (cells.length > 1 && cells.some((cell) => !sameReading(cell.reading, first.reading))) rows.add(rowOf(first));
  }
  return rows;
}

function rowOf({ figure }: ReadCell): string {
  return `${figure.table} ${figure.row}`;
}

function readCells(located: Located, context: FillContext): readonly ReadCell[] {
  const read: ReadCell[] = [];
  for (const cell of located.cells) {
    const figure = context.form.figures.get(cell.figure);
    if (figure) read.push(readLocated(cell, figure, context));
  }
  return read;
}

/** 读一格, as the figure that it stands for. */
export function readLocated(cell: LocatedCell, figure: Figure, context: FillContext): ReadCell {
  const typed = cell.typed ? { ...cell.typed, kind: cell.kind } : { text: cell.place.text, kind: cell.kind };
  const reading = figure.answer
    ? onlyAnswer(cell, figure.answer, readAnswer(typed, figure.answer, context.period))
    : inMultiples(cell, figure, readAmount(typed, figure, cell.headingUnit), context);
  return { located: cell, figure, reading: apportioned(cell, reading) };
}

/** 是 | 否: two cells beside a name, either of which may be the answer; behind a text stands more text. */
function onlyAnswer({ beside }: LocatedCell, terms: AnswerTerms, reading: Reading): Reading {
  if (!beside || reading.kind !== "answered" || terms.kind === "text") return reading;
  const other = readAnswer(beside, terms, undefined);
  return other.kind === "answered"
    ? unreadable(`右边另有一格“${beside.text.trim()}”，不能确定哪一格是这一项的`)
    : reading;
}

const OWN_UNIT = new RegExp(`(?:${COUNT_UNITS})$`);

/** 表旁写有“单位：万件”: a count that names no unit itself may be ten thousand times as large; 0 is 0 in any unit. */
function inMultiples(cell: LocatedCell, figure: Figure, reading: Reading, context: FillContext): Reading {
  if (figure.kind !== "count" || reading.kind !== "reported" || isZero(reading.value)) return reading;
  const words = context.inMultiples?.get(cell.place.sheet)?.[0];
  if (words === undefined || OWN_UNIT.test(cell.place.text.trim())) return reading;
  return unreadable(`表旁写有“${words}”，与表式的计量单位不符`);
}

/** 合并单元格: one number in a cell merged over several rows can't be divided between them; 0 and blank can. */
function apportioned({ shared }: LocatedCell, reading: Reading): Reading {
  const nothing = reading.kind === "blank" || (reading.kind === "reported" && isZero(reading.value));
  return shared && !nothing ? unreadable("单元格合并了几行，不能确定各行是多少") : reading;
}

/** 填写示例: an example beside the unit's own table is not read. If there is only the example, the unit filled that in. */
function apartFromExamples(cells: readonly ReadCell[]): { own: readonly ReadCell[]; examples: readonly ReadCell[] } {
  if (!cells.some(({ located }) => located.example)) return { own: cells, examples: [] };
  const answered = new Set(cells.filter(({ located }) => !located.example).map(({ figure }) => figure.table));
  const examples = cells.filter(({ located, figure }) => located.example && answered.has(figure.table));
  return { own: cells.filter((cell) => !examples.includes(cell)), examples };
}

/** 未分项: marks a group's own row that holds what could not be divided among its items. */
const UNDIVIDED = /未分项|未细分|不分项/;

/** 分组小计: a group's own row beside its items repeats their sum, unless it is marked 未分项. */
function subtotalsAmong(cells: readonly ReadCell[]): readonly ReadCell[] {
  const groups = cells.filter(({ figure }) => figure.optional && figure.insteadOf.length > 0);
  if (groups.length === 0) return groups;
  const present = new Set(cells.map(({ figure }) => figure.code));
  return groups.filter(
    ({ figure, located }) => figure.insteadOf.some((code) => present.has(code)) && !UNDIVIDED.test(located.rowLabel),
  );
}

function amountOf({ reading, figure }: ReadCell, { blank }: FillContext): Amount {
  switch (reading.kind) {
    case "reported":
      return reading.qualifier
        ? { kind: "reported", value: reading.value, qualifier: reading.qualifier }
        : { kind: "reported", value: reading.value };
    case "answered":
      return { kind: "answered", answer: reading.answer };
    case "blank":
      return blank === "zero" || figure.answer || figure.parts.length > 0 ? { kind: "blank" } : { kind: "unreadable" };
    case "bad":
      return reading.problem === "VALUE.NO_CACHED_RESULT" && figure.parts.length > 0
        ? { kind: "blank" }
        : { kind: "unreadable" };
  }
}

function observed(cell: ReadCell, amount: Amount, context: FillContext): Observation {
  return { figure: cell.figure.code, amount, source: sourceOf(cell.located.place, context) };
}

/**
 * Makes the figures of unreadable rows unreadable, but for those that were read elsewhere. Where the row stands under its
 * table's own headings, what a second copy of the table gives for it does not count.
 */
function unreadableRowFindings(
  rows: readonly UnreadableRow[],
  observations: Map<FigureCode, Observation>,
  context: FillContext,
): readonly Finding[] {
  return rows.flatMap((row) => {
    const isKnown = (code: FigureCode): boolean =>
      row.headed ? observations.get(code)?.amount.kind === "unreadable" : observations.has(code);
    const lost = row.figures.filter((code) => context.form.figures.has(code) && !isKnown(code));
    if (lost.length === 0) return [];
    const sources = row.sources.map((place) => sourceOf(place, context));
    const source = sources[0] ?? wholeFile(context.file);
    for (const code of lost) observations.set(code, { figure: code, amount: { kind: "unreadable" }, source });
    return [
      {
        code: lost.every((code) => context.form.figures.get(code)?.answer)
          ? ("ANSWER.UNREADABLE" as const)
          : ("VALUE.UNREADABLE" as const),
        unit: context.unit,
        figures: lost,
        sources,
        facts: {
          figure: row.label || tableTitle(context.form, row.table),
          text: row.sources.map((place) => place.text.trim()).join(" "),
          reason: row.reason,
        },
      },
    ];
  });
}

/** 计入汇总的数: a reported value, 0 for a blank where the policy says so, and undefined for what can't be read. */
export function countedAs(amount: Amount, blank: "zero" | "unreadable"): Decimal | undefined {
  switch (amount.kind) {
    case "reported":
      return amount.value;
    case "blank":
      return blank === "zero" ? ZERO : undefined;
    case "answered":
    case "unreadable":
      return undefined;
  }
}
