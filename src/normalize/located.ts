import type { CellKind } from "../grid.js";

/** 定位结果: what was found in one document for one form, before any value is read. */
export interface Located {
  readonly cells: readonly LocatedCell[];
  /** Rows that are there, but whose cells can't be told to columns. Their figures are unreadable. */
  readonly unreadableRows: readonly UnreadableRow[];
  /** Rows and columns with values that the form does not have. */
  readonly unknownLines: readonly UnknownLine[];
  /** Rows read in statutory order, for want of headings. */
  readonly assumedRows: readonly { readonly table: string; readonly row: string; readonly sources: readonly Place[] }[];
  /** Years that table headings name. */
  readonly headingYears: readonly { readonly year: number; readonly place: Place }[];
  /** Tables of which a heading was seen, whether rows followed or not. */
  readonly headingsSeen: ReadonlySet<string>;
}

export interface Place {
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

/** One cell that stands for one figure. */
export interface LocatedCell {
  readonly figure: string;
  readonly kind: CellKind;
  readonly place: Place;
  /** The unit that the headings over and beside it declare (元, 万元). */
  readonly headingUnit?: string;
  /** Cells of one table as it stands in the file: two copies of a table are two instances. */
  readonly instance: string;
  /** It stands in a table that is headed 填写示例. */
  readonly example: boolean;
  readonly hidden: boolean;
  /** 合并单元格: the cell reaches over several of the form's rows, so that a number in it is none of theirs for certain. */
  readonly shared?: boolean;
  /** The row's label as it stands; a group's own row may be marked there as 未分项. */
  readonly rowLabel: string;
}

export interface UnreadableRow {
  /** It stands under a table's own headings: what another copy of the table gives for it is not certain either. */
  readonly headed?: boolean;
  /** The numbers themselves are in doubt, not the columns' places: another way to read the same cells settles nothing. */
  readonly numbersInDoubt?: true;
  readonly table: string;
  readonly figures: readonly string[];
  readonly label: string;
  readonly reason: string;
  readonly sources: readonly Place[];
}

export interface UnknownLine {
  readonly table: string;
  readonly label: string;
  readonly sources: readonly Place[];
}

/** 收集中的定位结果: what a walk over one sheet or text gathers. */
export interface Sink extends Located {
  readonly cells: LocatedCell[];
  readonly unreadableRows: UnreadableRow[];
  readonly unknownLines: UnknownLine[];
  readonly assumedRows: { table: string; row: string; sources: readonly Place[] }[];
  readonly headingYears: { year: number; place: Place }[];
  readonly headingsSeen: Set<string>;
}

export function emptySink(): Sink {
  return {
    cells: [],
    unreadableRows: [],
    unknownLines: [],
    assumedRows: [],
    headingYears: [],
    headingsSeen: new Set(),
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
    headingsSeen: new Set(parts.flatMap((part) => [...part.headingsSeen])),
  };
}
