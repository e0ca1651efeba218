import type { SourceCell } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Block, Cell, Grid, ReadDocument, ReadFailure } from "../grid.js";
import { groupBy } from "../grouping.js";
import { tooLarge } from "../read/read.js";
import { entryIn } from "../scan-entry.js";
import type { FilledSubmission } from "./submission.js";

/** The text of an annual report has some thousand signs. */
const MOST_NARRATIVE_LINES = 20_000;
const MOST_NARRATIVE_SIGNS = 1_000_000;
/** A form's figures give some findings each at most; more come of a file that is no form. */
const MOST_FINDINGS = 5_000;

/** 超出限度: why a file can't be a report though it could be read; the stages after this one rely on these limits. */
export function excessOf({ filled, findings }: FilledSubmission): ReadFailure | undefined {
  const signs = filled.narrative.reduce((total, { text }) => total + text.length, 0);
  if (filled.narrative.length > MOST_NARRATIVE_LINES) return tooMany(`文字部分超过 ${MOST_NARRATIVE_LINES} 行`);
  if (signs > MOST_NARRATIVE_SIGNS) return tooMany(`文字部分超过 ${MOST_NARRATIVE_SIGNS / 10_000} 万字`);
  if (findings.length + filled.findings.length > MOST_FINDINGS)
    return tooMany(`需要说明的问题超过 ${MOST_FINDINGS} 处，不像年报表格`);
  return undefined;
}

function tooMany(reason: string): ReadFailure {
  return tooLarge(reason).failure;
}

/** 交出的材料: what the run needs of a submission: its lists in bounds, and of large sheets the rows about the cells that are named. */
export function handedOver(one: FilledSubmission): FilledSubmission {
  const { received, filled } = one;
  const findings = one.findings.map(inBounds);
  const ofFigures = unknownTogether(filled.findings).map(inBounds);
  const named = (): readonly SourceCell[] => [
    ...[...filled.observations.values()].map(({ source }) => source),
    ...[...findings, ...ofFigures].flatMap(({ sources }) => sources),
  ];
  return {
    ...one,
    findings,
    filled: { ...filled, findings: ofFigures },
    received: { ...received, document: excerptOf(received.document, named) },
  };
}

/** Unknown rows of one table that are said one by one. */
const MOST_UNKNOWN = 100;

/** 其余的未知行: from there on those of a table are one finding together. */
function unknownTogether(findings: readonly Finding[]): readonly Finding[] {
  const unknown = findings.filter((one): one is Finding<"FORM.ROW_UNKNOWN"> => one.code === "FORM.ROW_UNKNOWN");
  const more = [...groupBy(unknown, ({ facts }) => facts.table).values()].map((own) => own.slice(MOST_UNKNOWN));
  const left = new Set<Finding>(more.flat());
  if (left.size === 0) return findings;
  const together = more.flatMap(([first, ...others]): readonly Finding[] => {
    if (!first) return [];
    const all = [first, ...others];
    const lines = all.flatMap(({ facts }) => facts.lines);
    return [{ ...first, sources: all.flatMap(({ sources }) => sources), facts: { table: first.facts.table, lines } }];
  });
  return [...findings.filter((one) => !left.has(one)), ...together];
}

/** What one finding lists: a file may have a hundred thousand unknown rows, and nobody reads them all. */
const MOST_LISTED = 200;
const LONGEST_LISTED = 500;

/** 列举有限: a finding with longer lists says how many more there are. */
export function inBounds<F extends Finding>(finding: F): F {
  const { sources } = finding;
  const facts = Object.fromEntries(Object.entries(finding.facts).map(([name, value]) => [name, listed(value)]));
  return { ...finding, facts, sources: sources.slice(0, MOST_LISTED).map(shortSource) };
}

function listed(value: unknown): unknown {
  if (typeof value === "string") return shortened(value);
  if (!Array.isArray(value)) return value;
  const kept = value.slice(0, MOST_LISTED).map(listed);
  const more = value.length - kept.length;
  return more > 0 && typeof value[0] === "string" ? [...kept, `另有${more}项没有一一列出`] : kept;
}

function shortened(text: string): string {
  return text.length > LONGEST_LISTED ? `${text.slice(0, LONGEST_LISTED)}…` : text;
}

function shortSource(source: SourceCell): SourceCell {
  const text = shortened(source.text);
  return text === source.text ? source : { ...source, text };
}

/** A sheet of fewer cells is handed over whole. */
const SMALL = 5_000;
const ROWS_AROUND = 6;
const TOP_ROWS = 3;

function excerptOf(document: ReadDocument, named: () => readonly SourceCell[]): ReadDocument {
  // Of a 录入-待核 workbook every cell is held against its mark once more.
  if (!document.blocks.some(isLarge) || entryIn(document)) return document;
  const cells = named();
  return { ...document, blocks: document.blocks.map((block) => (isLarge(block) ? aroundNamed(block, cells) : block)) };
}

function isLarge(block: Block): block is Grid {
  return block.kind === "grid" && block.cells.length > SMALL;
}

/** The place of every cell stays as it is. */
function aroundNamed({ fields: _, ...grid }: Grid, named: readonly SourceCell[]): Grid {
  const addresses = new Set(named.filter(({ sheet }) => sheet === grid.sheet).map(({ cell }) => cell));
  const rows = new Set([...Array(TOP_ROWS).keys()]);
  const keep = (row: number): void => {
    for (let at = Math.max(0, row - ROWS_AROUND); at <= row + ROWS_AROUND; at += 1) rows.add(at);
  };
  for (const address of addresses) {
    const row = /^(?:[A-Z]{1,4}|R)(\d{1,7})(?:C\d{1,6})?$/.exec(address)?.[1];
    if (row !== undefined) keep(Number(row) - 1);
  }
  for (const { row, place } of grid.cells) if (place !== undefined && addresses.has(place)) keep(row);
  const touches = ({ row, rowSpan }: Cell): boolean =>
    rowSpan > rows.size ? [...rows].some((at) => at >= row && at < row + rowSpan) : anyIn(rows, row, rowSpan);
  return { ...grid, cells: grid.cells.filter(touches), hiddenRows: grid.hiddenRows.filter((row) => rows.has(row)) };
}

function anyIn(rows: ReadonlySet<number>, first: number, count: number): boolean {
  for (let at = first; at < first + count; at += 1) if (rows.has(at)) return true;
  return false;
}
