import type { Line } from "../form/form.js";
import { addressOf, type Cell, type Grid } from "../grid.js";
import { wordingOf } from "../wording.js";
import { looksLikeValue, unitDeclared } from "./amount.js";
import { isExampleSheet, saysExample } from "./arrangement.js";
import { type Cover, coverOf } from "./cover.js";
import { type Band, findHeadings, type HeadingBlock, hasNumber } from "./headings.js";
import { groupNamed, matchLabel, resolveLine, type SectionLexicon } from "./lexicon.js";
import type { BrokenRow, Located, LocatedCell, Place, UnknownLine } from "./located.js";
import { orderFoots } from "./statutory-order.js";

/** Headings that hold for the next grid too, if a table was broken in two and the second part has none. */
export interface Carried {
  readonly columns: number;
  readonly blocks: readonly HeadingBlock[];
}

export interface GridFindings {
  readonly located: Located;
  readonly carried: Carried | undefined;
}

interface Sink {
  readonly cells: LocatedCell[];
  readonly brokenRows: BrokenRow[];
  readonly unknownLines: UnknownLine[];
  readonly assumedRows: { table: string; row: string; sources: readonly Place[] }[];
  readonly headingYears: { year: number; place: Place }[];
  readonly headingsSeen: Set<string>;
}

interface Scan {
  readonly cover: Cover;
  readonly lexicons: readonly SectionLexicon[];
  readonly sink: Sink;
  readonly instance: string;
  readonly example: boolean;
}

/** 定位: finds the form's tables in a grid by their headings and row labels, wherever they stand. */
export function locateInGrid(
  grid: Grid,
  index: string,
  lexicons: readonly SectionLexicon[],
  before: Carried | undefined,
): GridFindings {
  const cover = coverOf(grid);
  const sink: Sink = {
    cells: [],
    brokenRows: [],
    unknownLines: [],
    assumedRows: [],
    headingYears: [],
    headingsSeen: new Set(),
  };
  const blocks = findHeadings(cover, lexicons);
  const groups = groupBlocks(blocks);
  const examples = examplesAmong(cover, groups);
  for (const [number, group] of groups.entries()) {
    noteHeadings(cover, group, sink);
    scanUnder(
      { cover, lexicons, sink, instance: `${index}.${number}`, example: examples.has(group) },
      group,
      rowsUnder(cover, group, groups),
    );
  }
  const carriedOver = before && grid.addressing !== "A1" && before.columns === grid.columns ? before.blocks : [];
  const headless = cover.rows.filter((row) => row < (groups[0]?.[0]?.firstRow ?? Number.POSITIVE_INFINITY));
  const scan: Scan = { cover, lexicons, sink, instance: `${index}.0`, example: isExampleSheet(grid.sheet) };
  if (carriedOver.length > 0) scanUnder({ ...scan, instance: `${index}.c` }, carriedOver, headless);
  else scanWithoutHeadings(scan, headless);
  const last = groups.at(-1);
  const carried = last ? { columns: grid.columns, blocks: last } : carriedOver.length > 0 ? before : undefined;
  return { located: sink, carried };
}

/** An example goes on through the table's further sections, until its first one begins anew. */
function examplesAmong(
  cover: Cover,
  groups: readonly (readonly HeadingBlock[])[],
): ReadonlySet<readonly HeadingBlock[]> {
  const examples = new Set<readonly HeadingBlock[]>();
  let first: readonly HeadingBlock[] = [];
  for (const group of groups) {
    const below = first.some((one) => group.some((other) => overlap(one, other)));
    const goesOn =
      below &&
      group.every(({ lexicon }) =>
        first.every((one) => one.lexicon !== lexicon && one.lexicon.section.table === lexicon.section.table),
      );
    const begins = isExample(cover, group);
    if (begins) first = group;
    else if (below && !goesOn) first = [];
    if (begins || goesOn) examples.add(group);
  }
  return examples;
}

const TITLE_ROWS = 5;

/** 填写示例 above the headings or beside them, with no figures between. */
function isExample(cover: Cover, group: readonly HeadingBlock[]): boolean {
  if (isExampleSheet(cover.grid.sheet)) return true;
  const top = group[0]?.firstRow ?? 0;
  const right = rightOf(group);
  for (const row of cover.rows.filter((one) => one <= top && one >= top - TITLE_ROWS).reverse()) {
    const cells = cover.byRow.get(row) ?? [];
    if (row < top && hasNumber(cells)) return false;
    if (cells.some((cell) => cell.column <= right && saysExample(cell.text))) return true;
  }
  return false;
}

/** Blocks over the same columns and rows are one table to the eye: sections that share a heading. */
function groupBlocks(blocks: readonly HeadingBlock[]): readonly (readonly HeadingBlock[])[] {
  const groups: HeadingBlock[][] = [];
  for (const block of blocks) {
    const home = groups.find(
      (group) => group[0]?.firstRow === block.firstRow && group.some((other) => overlap(other, block)),
    );
    if (home) home.push(block);
    else groups.push([block]);
  }
  return groups.sort((a, b) => (a[0]?.firstRow ?? 0) - (b[0]?.firstRow ?? 0) || leftOf(a) - leftOf(b));
}

function overlap(a: HeadingBlock, b: HeadingBlock): boolean {
  return leftOf([a]) <= rightOf([b]) && leftOf([b]) <= rightOf([a]);
}

function leftOf(blocks: readonly HeadingBlock[]): number {
  return Math.min(...blocks.flatMap((block) => block.bands.map((band) => band.from)));
}

function rightOf(blocks: readonly HeadingBlock[]): number {
  return Math.max(...blocks.flatMap((block) => block.bands.map((band) => band.to)));
}

function noteHeadings(cover: Cover, group: readonly HeadingBlock[], sink: Sink): void {
  for (const block of group) {
    sink.headingsSeen.add(block.lexicon.section.table);
    for (const { year, heading } of block.bands)
      if (year !== undefined) sink.headingYears.push({ year, place: placeOf(cover.grid, heading) });
  }
}

/** The rows below a heading, down to the next heading over the same columns. */
function rowsUnder(
  cover: Cover,
  group: readonly HeadingBlock[],
  groups: readonly (readonly HeadingBlock[])[],
): readonly number[] {
  const start = Math.max(...group.map((block) => block.lastRow));
  const next = groups.filter(
    (other) =>
      other !== group &&
      (other[0]?.firstRow ?? 0) > (group[0]?.firstRow ?? 0) &&
      leftOf(other) <= rightOf(group) &&
      leftOf(group) <= rightOf(other),
  );
  const end = Math.min(
    ...next.map((other) => other[0]?.firstRow ?? Number.POSITIVE_INFINITY),
    Number.POSITIVE_INFINITY,
  );
  return cover.rows.filter((row) => row > start && row < end);
}

function scanUnder(scan: Scan, group: readonly HeadingBlock[], rows: readonly number[]): void {
  const ribbon = group.filter((block) => block.bands.some((band) => band.row !== undefined));
  for (const block of ribbon) scanRibbon(scan, block, rows);
  const matrix = group.filter((block) => !ribbon.includes(block));
  if (matrix.length > 0) scanMatrix(scan, matrix, rows);
}

interface LabelledRow {
  readonly row: number;
  readonly label: string;
  readonly found: { readonly block: HeadingBlock; readonly line: Line } | undefined;
  readonly group: boolean;
}

function scanMatrix(scan: Scan, blocks: readonly HeadingBlock[], rows: readonly number[]): void {
  const left = leftOf(blocks);
  const inherited = new Map<number, string>();
  const named = rows.map((row) => labelRow(scan, blocks, row, left, inherited));
  const labelled = named.map((row, index) =>
    standsForNameless(scan, blocks, row, named[index + 1]) ? { ...row, found: undefined } : row,
  );
  const known = labelled.filter((row) => row.found);
  for (const row of known) if (row.found) readRow(scan, row.found.block, row.found.line, row);
  const first = known[0]?.row ?? Number.POSITIVE_INFINITY;
  const last = known.at(-1)?.row ?? -1;
  const tail = contiguousTail(
    labelled.filter((row) => row.row > last),
    last,
  );
  for (const row of labelled) {
    if (row.found === undefined && ((row.row > first && row.row < last) || tail.includes(row)))
      noteUnknownRow(scan, blocks, row);
  }
  for (const block of blocks)
    noteStrangers(
      scan,
      block,
      known.filter((row) => row.found?.block === block).map((row) => row.row),
    );
}

/** （六）其他处理 beside figures, and below it rows of figures without a name: its items lost their names, and it is no row of its own. */
function standsForNameless(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  row: LabelledRow,
  next: LabelledRow | undefined,
): boolean {
  if (
    row.found === undefined ||
    row.found.line.insteadOf.length === 0 ||
    next === undefined ||
    next.label !== "" ||
    next.row !== row.row + 1
  )
    return false;
  return blocks.some((block) => valueCells(scan.cover, block, next.row).some((cell) => looksLikeValue(cell.text)));
}

/** Rows right below the last known one that look like more rows of the table, not like notes and signatures. */
function contiguousTail(rows: readonly LabelledRow[], last: number): readonly LabelledRow[] {
  const tail: LabelledRow[] = [];
  for (const row of rows) {
    if (
      row.row !== last + tail.length + 1 ||
      row.label === "" ||
      /填报|填表|审核|复核|负责|联系|电话|日期|备注|说明|^注|签|盖章|单位|制表|传真|邮/.test(row.label)
    )
      break;
    tail.push(row);
  }
  return tail;
}

/** The row's label path: the cells left of the figures, merged groups included. */
function labelRow(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  row: number,
  left: number,
  inherited: Map<number, string>,
): LabelledRow {
  const texts: string[] = [];
  const seen = new Set<Cell>();
  for (let column = 0; column < left; column++) {
    const cell = scan.cover.at(row, column);
    if (!cell || seen.has(cell) || cell.text.trim() === "") continue;
    seen.add(cell);
    texts.push(cell.text);
    if (cell.row === row) forgetDeeper(inherited, column);
    if (blocks.some((block) => groupNamed(block.lexicon.rows, cell.text))) inherited.set(column, cell.text);
  }
  const above = [...inherited.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([, text]) => text)
    .filter((text) => !texts.includes(text));
  for (const block of blocks) {
    const line = resolveLine(block.lexicon.rows, { texts, inherited: above });
    if (line) return { row, label: texts.join("／"), found: { block, line }, group: false };
  }
  const group = texts.some((text) => blocks.some((block) => groupNamed(block.lexicon.rows, text)));
  return { row, label: texts.join("／").replace(/\s+/g, ""), found: undefined, group };
}

function forgetDeeper(inherited: Map<number, string>, column: number): void {
  for (const at of [...inherited.keys()]) if (at >= column) inherited.delete(at);
}

function readRow(scan: Scan, block: HeadingBlock, line: Line, row: LabelledRow): void {
  const owned = ownLineShadowed(block, line, scan, row);
  if (owned) return;
  const aligned = block.contradictory ? undefined : alignRow(scan.cover, block, row.row);
  if (!aligned) {
    scan.sink.brokenRows.push({
      table: block.lexicon.section.table,
      label: row.label,
      reason: block.contradictory ? "表头各行错位，不能确定各数字属于哪一栏" : "单元格与栏目对不上",
      figures: block.lexicon.section.columns.lines.map((column) => code(block, line.code, column.code)),
      sources: valueCells(scan.cover, block, row.row).map((cell) => placeOf(scan.cover.grid, cell)),
    });
    return;
  }
  const rowUnit = unitDeclared(wordingOf(row.label.split("／").at(-1) ?? "").notes);
  for (const { band, cell } of aligned)
    push(scan, block, { row: line, band, cell, at: row.row, unit: band.unit ?? rowUnit, label: row.label });
}

/** A group's own row that is blank, or that stands above its items, bears no figures of its own. */
function ownLineShadowed(block: HeadingBlock, line: Line, scan: Scan, row: LabelledRow): boolean {
  if (line.insteadOf.length === 0) return false;
  return !valueCells(scan.cover, block, row.row).some((cell) => cell.text.trim() !== "");
}

interface Aligned {
  readonly band: Band;
  readonly cell: Cell | undefined;
}

/**
 * Gives each band its cell: by columns where each band has exactly one of its own;
 * else, where merged areas differ between heading and row, in order, if there are exactly as many cells as bands. Otherwise not at all.
 */
function alignRow(cover: Cover, block: HeadingBlock, row: number): readonly Aligned[] | undefined {
  const byColumn = block.bands.map((band) => ({ band, cells: cellsWithin(cover, row, band) }));
  const taken = byColumn.flatMap(({ cells }) => cells);
  const single = byColumn.every(({ cells }) => cells.length <= 1) && new Set(taken).size === taken.length;
  if (single) return byColumn.map(({ band, cells }) => ({ band, cell: cells[0] }));
  const inBand = byColumn.map(({ band, cells }) => ({ band, cell: onlyFilled(cells) }));
  if (inBand.every(({ cell }) => cell !== "several") && distinct(inBand.map(({ cell }) => cell))) {
    return inBand.map(({ band, cell }) => ({ band, cell: cell === "several" ? undefined : cell }));
  }
  const own = valueCells(cover, block, row);
  if (own.length !== block.bands.length) return undefined;
  return block.bands.map((band, index) => ({ band, cell: own[index] }));
}

function cellsWithin(cover: Cover, row: number, band: Band): readonly Cell[] {
  const cells: Cell[] = [];
  for (let column = band.from; column <= band.to; column++) {
    const cell = cover.at(row, column);
    if (cell && !cells.includes(cell)) cells.push(cell);
  }
  return cells;
}

function onlyFilled(cells: readonly Cell[]): Cell | undefined | "several" {
  const filled = cells.filter((cell) => cell.text.trim() !== "");
  return filled.length > 1 ? "several" : (filled[0] ?? cells[0]);
}

function distinct(cells: readonly (Cell | undefined | "several")[]): boolean {
  const present = cells.filter((cell) => cell !== undefined);
  return new Set(present).size === present.length;
}

/** The row's own cells from the first label on to the right: the last `bands` of them are the figures. */
function valueCells(cover: Cover, block: HeadingBlock, row: number): readonly Cell[] {
  const labels = new Set<Cell>();
  for (let column = 0; column < leftOf([block]); column++) {
    const cell = cover.at(row, column);
    if (cell && isLabel(block, cell)) labels.add(cell);
  }
  const lastLabel = Math.max(-1, ...[...labels].map((cell) => cell.column));
  return (cover.byRow.get(row) ?? []).filter(
    (cell) => cell.column > lastLabel && cell.column <= rightOf([block]) && !labels.has(cell),
  );
}

function isLabel(block: HeadingBlock, cell: Cell): boolean {
  return (
    cell.text.trim() !== "" && (matchLabel(block.lexicon.rows, cell.text).length > 0 || !looksLikeValue(cell.text))
  );
}

function push(
  scan: Scan,
  block: HeadingBlock,
  found: { row: Line; band: Band; cell: Cell | undefined; at: number; unit: string | undefined; label: string },
): void {
  const { row, band, cell, at, unit } = found;
  const { grid } = scan.cover;
  const place = cell
    ? placeOf(grid, cell)
    : { sheet: grid.sheet, cell: addressOf(grid, { row: at, column: band.from }), text: "" };
  scan.sink.cells.push({
    figure: code(block, row.code, band.column.code),
    kind: cell?.kind ?? "blank",
    place,
    ...(unit && { headingUnit: unit }),
    instance: scan.instance,
    rowLabel: found.label,
    example: scan.example,
    hidden: grid.hiddenRows.includes(at) || grid.hiddenColumns.includes(cell?.column ?? band.from),
  });
}

function code(block: HeadingBlock, row: string, column: string): string {
  return `${block.lexicon.section.table}.${row}.${column}`;
}

function placeOf(grid: Grid, cell: Cell): Place {
  return { sheet: grid.sheet, cell: addressOf(grid, cell), text: cell.text };
}

function noteUnknownRow(scan: Scan, blocks: readonly HeadingBlock[], row: LabelledRow): void {
  const block = blocks[0];
  if (!block) return;
  const cells = block.bands
    .flatMap((band) => cellsWithin(scan.cover, row.row, band))
    .filter((cell) => looksLikeValue(cell.text) && /[1-9１-９]/.test(cell.text));
  if (cells.length === 0 || isNumbering(cells) || /^(栏次|行次|序号|甲|编号)/.test(row.label)) return;
  scan.sink.unknownLines.push({
    table: block.lexicon.section.table,
    label: row.label || "（没有名称的行）",
    sources: cells.map((cell) => placeOf(scan.cover.grid, cell)),
  });
}

/** 栏次: 1 2 3 … under the headings. */
function isNumbering(cells: readonly Cell[]): boolean {
  return cells.length > 2 && cells.every((cell, index) => Number(cell.text) === Number(cells[0]?.text) + index);
}

function noteStrangers(scan: Scan, block: HeadingBlock, rows: readonly number[]): void {
  for (const { column, label } of block.strangers) {
    const cells = rows
      .flatMap((row) => scan.cover.byRow.get(row)?.filter((cell) => cell.column === column) ?? [])
      .filter((cell) => looksLikeValue(cell.text) && /[1-9１-９]/.test(cell.text));
    if (cells.length > 0)
      scan.sink.unknownLines.push({
        table: block.lexicon.section.table,
        label: `${label}（栏）`,
        sources: cells.map((cell) => placeOf(scan.cover.grid, cell)),
      });
  }
}

/** The one row of figures under a ribbon of headings. */
function scanRibbon(scan: Scan, block: HeadingBlock, rows: readonly number[]): void {
  const near = rows.filter((row) => row <= block.lastRow + 6);
  const filled = near.filter((row) => {
    const cells = block.bands
      .flatMap((band) => cellsWithin(scan.cover, row, band))
      .filter((cell) => cell.text.trim() !== "");
    return (
      cells.length > 0 &&
      cells.some((cell) => looksLikeValue(cell.text)) &&
      !(isNumbering(cells) && cells.length === block.bands.length)
    );
  });
  const [only, ...more] = filled;
  if (more.length > 0) {
    const both = filled.flatMap((row) => block.bands.flatMap((band) => cellsWithin(scan.cover, row, band)).slice(0, 1));
    scan.sink.brokenRows.push({
      table: block.lexicon.section.table,
      label: "",
      reason: "表头下有几行数字，不能确定用哪一行",
      figures: ribbonCodes(block),
      sources: both.map((cell) => placeOf(scan.cover.grid, cell)),
    });
    return;
  }
  // A workbook does not keep empty cells; in a document's table a row that is not there is missing.
  if (only === undefined && scan.cover.grid.addressing !== "A1" && !near.includes(block.lastRow + 1)) return;
  readRibbon(scan, block, only ?? block.lastRow + 1);
}

function readRibbon(scan: Scan, block: HeadingBlock, row: number): void {
  const aligned = alignRow(scan.cover, block, row);
  if (!aligned) {
    scan.sink.brokenRows.push({
      table: block.lexicon.section.table,
      label: "",
      reason: "单元格与栏目对不上",
      figures: ribbonCodes(block),
      sources: valueCells(scan.cover, block, row).map((cell) => placeOf(scan.cover.grid, cell)),
    });
    return;
  }
  for (const { band, cell } of aligned)
    if (band.row) push(scan, block, { row: band.row, band, cell, at: row, unit: band.unit, label: "" });
}

function ribbonCodes(block: HeadingBlock): readonly string[] {
  return block.bands.flatMap((band) => (band.row ? [code(block, band.row.code, band.column.code)] : []));
}

/** Known rows without any usable headings: only a whole row of the form's width whose total foots is read, in statutory order. */
function scanWithoutHeadings(scan: Scan, rows: readonly number[]): void {
  for (const row of rows) {
    const cells = (scan.cover.byRow.get(row) ?? []).filter((cell) => cell.kind !== "blank");
    for (const lexicon of scan.lexicons) if (headlessRow(scan, lexicon, row, cells)) break;
  }
}

function headlessRow(scan: Scan, lexicon: SectionLexicon, row: number, cells: readonly Cell[]): boolean {
  const labels = coveringLabels(scan.cover, row, cells);
  const values = cells.filter((cell) => looksLikeValue(cell.text) && !labels.includes(cell.text));
  const { section } = lexicon;
  const line = section.layout === "matrix" ? resolveLine(lexicon.rows, { texts: labels, inherited: [] }) : undefined;
  if (section.layout === "matrix" ? !line : labels.length > 0) return false;
  const codes = statutoryCodes(lexicon, line);
  const sources = values.map((cell) => placeOf(scan.cover.grid, cell));
  const label = labels.at(-1) ?? "";
  if (codes.length !== values.length || !orderFoots(codes, values, lexicon)) {
    if (!line || values.length === 0) return false;
    scan.sink.brokenRows.push({
      table: section.table,
      figures: codes,
      label,
      reason: "没有栏目标题，不能确定各数字属于哪一栏",
      sources,
    });
    return true;
  }
  for (const [index, cell] of values.entries()) {
    scan.sink.cells.push({
      figure: codes[index] ?? "",
      kind: cell.kind,
      place: placeOf(scan.cover.grid, cell),
      instance: scan.instance,
      example: scan.example,
      rowLabel: label,
      hidden: scan.cover.grid.hiddenRows.includes(row),
    });
  }
  scan.sink.assumedRows.push({ table: section.table, row: line?.label ?? section.table, sources });
  return true;
}

function coveringLabels(cover: Cover, row: number, cells: readonly Cell[]): readonly string[] {
  const first = cells.find((cell) => looksLikeValue(cell.text))?.column ?? 0;
  const labels: string[] = [];
  for (let column = 0; column < first; column++) {
    const text = cover.at(row, column)?.text ?? "";
    if (text.trim() !== "" && !looksLikeValue(text) && !labels.includes(text)) labels.push(text);
  }
  return labels;
}

function statutoryCodes(lexicon: SectionLexicon, line: Line | undefined): readonly string[] {
  const { section } = lexicon;
  const rows = line ? [line] : section.rows.lines;
  return rows.flatMap((row) => section.columns.lines.map((column) => `${section.table}.${row.code}.${column.code}`));
}
