import { type FigureCode, tableOf } from "../figure.js";
import type { LabelFacts } from "../finding-facts.js";
import type { Cell, CellKind } from "../grid.js";
import { groupBy } from "../grouping.js";

/** 定位结果: what was found in one document for one form, before any value is read. */
export interface Located {
  readonly cells: readonly LocatedCell[];
  /** Rows of the form whose figures can't be read, each with its reason. */
  readonly unreadableRows: readonly UnreadableRow[];
  /** 表式以外的行、栏: rows and columns that hold numbers and that the form does not have. */
  readonly unknownLines: readonly UnknownLine[];
  /** Rows without headings, read in the form's own order because their totals agree with it. */
  readonly assumedRows: readonly { readonly table: string; readonly row: string; readonly sources: readonly Place[] }[];
  /** Years named by headings and row labels: 2022年制发件数. */
  readonly headingYears: readonly { readonly year: number; readonly place: Place }[];
}

/** 位置: a cell and the text in it, as a finding shows it. */
export interface Place {
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

/** A cell that was found to hold one of the form's figures; its text is not read yet. */
export interface LocatedCell {
  readonly figure: FigureCode;
  readonly kind: CellKind;
  readonly place: Place;
  /** The cell itself, where its place shows another text than it stores, or something speaks against what it says. */
  readonly typed?: Pick<Cell, "text" | "shown" | "unseen" | "doubt">;
  /** The filled cell right behind it, where values stand beside their names: it may be the value as well. */
  readonly beside?: Pick<Cell, "text" | "kind" | "shown" | "unseen" | "doubt">;
  /** 计量单位 that the heading over it or the label beside it declares: 元, 万元. */
  readonly headingUnit?: string;
  /** Which copy of a table it belongs to: block of the document, reading and table within it (`3.p1.0`). */
  readonly instance: string;
  /** It stands in a table that is headed 填写示例 or on a sheet 样表. */
  readonly example: boolean;
  readonly hidden: boolean;
  /** The cell is merged over several rows of the form, so that its number belongs to none of them for certain. */
  readonly shared?: boolean;
  /** The row's label as it stands; a group's own row may be marked there as 未分项. */
  readonly rowLabel: string;
  /** The labels over and before it that are not typed as the form has them; left out where all are. */
  readonly labels?: readonly LabelRead[];
}

/** 写法不一的栏目名称: a label that was taken for one of the form's own though it is typed otherwise. The place holds it as typed. */
export interface LabelRead {
  readonly official: string;
  readonly how: LabelFacts["how"];
  readonly place: Place;
}

/** 不能读取的行: a row of the form whose numbers can't be assigned to its columns, such as eight numbers under seven headings. */
export interface UnreadableRow {
  /** It stands under its table's own headings. Then a second copy of the table does not settle its figures either. */
  readonly headed?: boolean;
  /** Not only the columns but the numbers are uncertain (1,234 split into 1 and 234), so that no other reading may be tried. */
  readonly numbersInDoubt?: true;
  readonly table: string;
  readonly figures: readonly FigureCode[];
  readonly label: string;
  readonly reason: string;
  readonly sources: readonly Place[];
}

/** 表式以外的行或栏 that holds numbers. */
export interface UnknownLine {
  readonly table: string;
  readonly label: string;
  readonly sources: readonly Place[];
  /** It says 0 and nothing else: of a matter that only the unit counts this need not be told, of a row of the form whose name is damaged it must. */
  readonly onlyZero?: true;
}

/** 收集中的定位结果: a result that is still being filled while one sheet or text is read. */
export interface Sink extends Located {
  readonly cells: LocatedCell[];
  readonly unreadableRows: UnreadableRow[];
  readonly unknownLines: UnknownLine[];
  readonly assumedRows: { table: string; row: string; sources: readonly Place[] }[];
  readonly headingYears: { year: number; place: Place }[];
  /** How many unknown rows were noted so far, by table, and how many that only say 0. */
  readonly noted: Map<string, number>;
  readonly zeros: Map<string, number>;
}

/**
 * 未知行过多: from so many unknown rows of a table on a file is no report, and no more are looked for. It lies above the number of findings for
 * which a submission is refused, so that those which were not looked for are never passed over.
 */
export const MOST_UNKNOWN_ROWS = 6_000;

export function emptySink(): Sink {
  return {
    cells: [],
    unreadableRows: [],
    unknownLines: [],
    assumedRows: [],
    headingYears: [],
    noted: new Map(),
    zeros: new Map(),
  };
}

export const NOTHING: Located = emptySink();

export function joined(parts: readonly Located[]): Located {
  return {
    cells: parts.flatMap((part) => part.cells),
    unreadableRows: parts.flatMap((part) => part.unreadableRows),
    unknownLines: parts.flatMap((part) => part.unknownLines),
    assumedRows: parts.flatMap((part) => part.assumedRows),
    headingYears: parts.flatMap((part) => part.headingYears),
  };
}

/** Tables with more unknown rows than were noted: all of those are said, for what one finds known another may not be. */
export function fullTables(lines: readonly UnknownLine[]): ReadonlySet<string> {
  if (lines.length < MOST_UNKNOWN_ROWS) return new Set();
  const ofTables = groupBy(lines, ({ table }) => table);
  return new Set([...ofTables].flatMap(([table, own]) => (own.length < MOST_UNKNOWN_ROWS ? [] : [table])));
}

/** 不像年报表格: whether a table has so many unknown rows that the submission is refused, whatever else is found in it. */
export function isOverfull(located: Located): boolean {
  const { unknownLines } = located;
  if (unknownLines.length < MOST_UNKNOWN_ROWS) return false;
  return [...fullTables(unknownLines.filter(({ onlyZero }) => !onlyZero))].some((table) => hasRow(located, table));
}

/** Headings alone make no table. */
export function hasRow(located: Located, table: string): boolean {
  return (
    located.cells.some(({ figure }) => tableOf(figure) === table) ||
    located.unreadableRows.some((row) => row.table === table)
  );
}
