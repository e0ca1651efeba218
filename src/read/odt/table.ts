import { unreadable } from "../refusal.js";
import { tellCell } from "../word/word.js";
import type { Attributes, XmlListener } from "../xml.js";

/** 向下合并: a cell that reaches into the rows below. */
interface Reach {
  readonly column: number;
  readonly span: number;
  readonly rowsLeft: number;
}

/** 表格, as far as its cells have been placed. */
export interface OdtTable {
  readonly number: number;
  rows: number;
  /** From the rows above, from left to right, and how many of them the open row has passed. */
  reaches: readonly Reach[];
  passed: number;
  /** Those that go on in the next row. */
  readonly lasting: Reach[];
  /** The next column that no cell of the row takes, and the one that the row's elements have come to. */
  free: number;
  told: number;
  /** A place that is called covered stands where nothing covers it. */
  astray: boolean;
  /** Whether the row names covered places at all. */
  names: boolean;
  /** A cell has been told and is still open: what stands under it goes in, unseen. */
  open: boolean;
}

/** What Word's own tables are held to. */
const MOST_SPAN = 1000;
const MOST_ROWS = 1_000_000;

export function openOdtTable(number: number): OdtTable {
  const row = { free: 0, told: 0, astray: false, names: false, open: false };
  return { number, rows: 0, reaches: [], passed: 0, lasting: [], ...row };
}

/** 单元格: begins where the row is free; the place at which it stands must be the same one. */
export function beginCell(table: OdtTable, to: XmlListener, attributes: Attributes, ground: string | undefined): void {
  passReaches(table, to);
  if (table.astray || (table.names && table.told !== table.free)) throw misfit(table);
  const span = spanOf(attributes, "number-columns-spanned", MOST_SPAN);
  const rows = spanOf(attributes, "number-rows-spanned", MOST_ROWS);
  closeOpenCell(table, to);
  tellCell(to, { span, down: rows > 1 ? "restart" : undefined, ground });
  table.open = true;
  if (rows > 1) table.lasting.push({ column: table.free, span, rowsLeft: rows - 1 });
  table.free += span;
  table.told += 1;
}

/** 被覆盖的单元格: says which places the merged cells take, and what of it is typed nobody sees. */
export function beginCovered(table: OdtTable, to: XmlListener): void {
  table.names = true;
  if (table.told >= table.free) passReaches(table, to);
  if (table.told >= table.free) table.astray = true;
  table.told += 1;
}

/** A cell that the row is too short to continue ends above it. */
export function endRow(table: OdtTable, to: XmlListener): void {
  passReaches(table, to);
  closeOpenCell(table, to);
  table.reaches = table.lasting.splice(0).sort((a, b) => a.column - b.column);
  Object.assign(table, { passed: 0, free: 0, told: 0, astray: false, names: false });
  table.rows += 1;
}

/** Continues the cells of the rows above that take the next free places; no cell of the row may lie over one of them. */
function passReaches(table: OdtTable, to: XmlListener): void {
  for (let reach = table.reaches[table.passed]; reach && reach.column <= table.free; ) {
    if (reach.column < table.free) throw misfit(table);
    tellReach(table, to, reach);
    table.passed += 1;
    reach = table.reaches[table.passed];
  }
}

function tellReach(table: OdtTable, to: XmlListener, { column, span, rowsLeft }: Reach): void {
  closeOpenCell(table, to);
  tellCell(to, { span, down: "continue" });
  table.open = true;
  table.free = column + span;
  if (rowsLeft > 1) table.lasting.push({ column, span, rowsLeft: rowsLeft - 1 });
}

function closeOpenCell(table: OdtTable, to: XmlListener): void {
  if (table.open) to.close("tc");
  table.open = false;
}

function spanOf(attributes: Attributes, name: string, most: number): number {
  const digits = /^\d{1,9}$/.exec(attributes.get(name) ?? "1")?.[0] ?? "1";
  return Math.min(Math.max(1, Number(digits)), most);
}

function misfit({ number, rows }: OdtTable): Error {
  return unreadable(
    `表格${number}第${rows + 1}行的单元格与合并范围对不上，无法确定各格属于哪一列`,
    "请用 Word、WPS 或 LibreOffice 打开核对表格，另存为 .docx 后重新报送",
  );
}
