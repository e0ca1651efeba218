import { codeOf } from "../../figure.js";
import type { Line, ListColumn } from "../../form/form.js";
import type { Cell } from "../../grid.js";
import { plainText, wordingOf } from "../../wording.js";
import { type FillContext, type ReadCell, readLocated } from "../fill/fill.js";
import { type Band, isMoreThanText, placeOf, saysExample } from "../grid/grid.js";
import type { LocatedCell } from "../located.js";
import { type Reading, readAnswer } from "../value/value.js";
import { type ListRow, saysNothing, seen } from "./rows.js";
import type { ListTable } from "./tables.js";

/** 单位名录: the code of the unit that a name stands for; only a name or alias of the roster stands for one. */
export type RosterNames = (name: string) => string | undefined;

/** 一条记录, read. */
export interface Entry {
  readonly row: ListRow;
  readonly key: string;
  readonly name: string;
  readonly keyCell: Cell | undefined;
  /** Undefined where it is not known of which kind the entry is. */
  readonly line: Line | undefined;
  /** By the code of the column. */
  readonly figures: ReadonlyMap<string, ReadCell>;
  /** Why it is not certain that this is an entry, or which. */
  readonly doubt?: string;
  /** 日期、是否、选项, by the code of the column. */
  readonly answers: ReadonlyMap<string, AnswerRead>;
  /** Required columns that are blank. */
  readonly blank: readonly Line[];
}

/** One answer of an entry, and the cell it stands in. */
export interface AnswerRead {
  readonly line: Line;
  readonly cell: Cell;
  readonly reading: Reading;
}

/** 读一条记录: what it is called, of which kind it is, and its figures. */
export function readEntry(row: ListRow, context: FillContext, roster: RosterNames): Entry {
  const { section, list } = row.table;
  const keys = list.columns.filter(({ role }) => role === "key");
  const typed = keys.map((column) => textOf(row, column));
  const name = typed.filter((text) => text !== "").join("｜");
  const [only] = typed;
  const unit = list.roster && only !== undefined ? roster(only) : undefined;
  const category = categoryOf(row);
  const line = category === undefined ? section.rows.lines[0] : category.line;
  const reason = row.misplaced ?? doubtOfKeys(row, keys, list.roster && unit === undefined) ?? category?.doubt;
  return {
    row,
    key: unit ?? typed.map(plainText).join("｜"),
    name,
    keyCell: keys.map((column) => cellOf(row, column.line)).find((cell) => cell !== undefined),
    line,
    figures: figuresOf(row, line ?? section.rows.lines[0]!, context),
    ...(reason !== undefined && { doubt: reason }),
    answers: answersOf(row, context),
    blank: list.columns
      .filter(({ role, required }) => role === "text" && required)
      .map(({ line: one }) => one)
      .filter((one) => bandOf(row.table, one) !== undefined && textAt(cellOf(row, one)) === ""),
  };
}

function answersOf(row: ListRow, context: FillContext): ReadonlyMap<string, AnswerRead> {
  return new Map(
    row.table.list.columns.flatMap(({ line, answer }): [string, AnswerRead][] => {
      const cell = answer && cellOf(row, line);
      return cell ? [[line.code, { line, cell, reading: readAnswer(cell, answer, context.period) }]] : [];
    }),
  );
}

export function bandOf({ bands }: Pick<ListTable, "bands">, line: Line): Band | undefined {
  return bands.find(({ column }) => column === line);
}

export function cellOf(row: ListRow, line: Line): Cell | undefined {
  const band = bandOf(row.table, line);
  return band && row.cells.get(band);
}

export function textOf(row: ListRow, { line }: Pick<ListColumn, "line">): string {
  return textAt(cellOf(row, line));
}

function textAt(cell: Cell | undefined): string {
  return cell ? seen(cell) : "";
}

const OF_WHICH = /^其\s*中/;

function doubtOfKeys(row: ListRow, keys: readonly ListColumn[], unknown: boolean): string | undefined {
  for (const { line } of keys) {
    const cell = cellOf(row, line);
    const text = textAt(cell);
    if (!cell || text === "") return `没有填写“${line.label}”`;
    if (saysNothing(text)) return `“${line.label}”填的是“${text}”，而其他栏填有内容`;
    const doubt = doubtOf(cell);
    if (doubt !== undefined) return `“${line.label}”${doubt}`;
    if (cell.rowSpan > 1) return `“${line.label}”的单元格合并了几行`;
    if (OF_WHICH.test(text)) return "写的是“其中”，像是另一行的一部分";
    if (saysExample(text)) return "像是填写示例";
  }
  return unknown ? "名称不在单位名录中" : undefined;
}

function doubtOf({ doubt, kind }: Cell): string | undefined {
  if (kind === "error" || kind === "uncalculated") return "是公式，没有可用的结果";
  if (doubt === "struck") return "有删除线，不能确定是否作废";
  return doubt === undefined ? undefined : "在原件中显示得可能与所填的不同，不能确定原意";
}

interface Category {
  readonly line?: Line;
  readonly doubt?: string;
}

/** 分类: one of the form's own kinds, letter by letter but for blanks and width. Undefined where the list has none. */
function categoryOf(row: ListRow): Category | undefined {
  const { section, list } = row.table;
  const column = list.columns.find(({ role }) => role === "category");
  if (!column) return undefined;
  const { label } = column.line;
  const cell = cellOf(row, column.line);
  const text = textAt(cell);
  if (text === "") return { doubt: `没有填写“${label}”` };
  const doubt = cell && doubtOf(cell);
  if (doubt !== undefined) return { doubt: `“${label}”${doubt}` };
  const kinds = section.rows.lines.filter(({ sumOf }) => sumOf.length === 0);
  const found = kinds.filter(({ wordings }) => wordings.some((one) => plainText(one) === plainText(text)));
  const [line] = found;
  if (found.length === 1 && line) return { line };
  return { doubt: `“${label}”填写的“${text}”不是${kinds.map((one) => one.label).join("、")}之一` };
}

function figuresOf(row: ListRow, line: Line, context: FillContext): ReadonlyMap<string, ReadCell> {
  const { section, list } = row.table;
  return new Map(
    section.columns.lines.flatMap((column): [string, ReadCell][] => {
      const band = column.code === list.count ? undefined : bandOf(row.table, column);
      const code = codeOf(section.table, line.code, column.code);
      const figure = context.form.figures.get(code);
      return band && figure ? [[column.code, readLocated(locatedAt(row, band, code), figure, context)]] : [];
    }),
  );
}

export function locatedAt(row: ListRow, band: Band, figure: LocatedCell["figure"]): LocatedCell {
  const { table, cells } = row;
  const { grid } = table.cover;
  const cell = cells.get(band);
  const place = placeOf(grid, cell ?? { ...BLANK, row: row.row, column: band.from });
  return {
    figure,
    kind: cell?.kind ?? "blank",
    place,
    ...(cell && isMoreThanText(cell) && { typed: cell }),
    ...(band.unit && { headingUnit: band.unit }),
    ...(cell && cell.rowSpan > 1 && { shared: true }),
    instance: table.instance,
    example: false,
    hidden: row.hidden || grid.hiddenColumns.includes(band.from),
    rowLabel: seen(row.named),
    ...(band.labels.length > 0 && { labels: band.labels }),
  };
}

const BLANK = { rowSpan: 1, columnSpan: 1, text: "", kind: "blank" } as const satisfies Partial<Cell>;

/** 合计 of everything, and not 甲类小计. */
export function isGrandTotal({ named }: ListRow): boolean {
  return /^(?:[合总共]计.{0,6}|总数|累计)$/.test(wordingOf(named.text).name);
}
