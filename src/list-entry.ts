import type { SourceCell } from "./figure.js";

/** 台账的一条记录: its texts and figures as they were read, each under its column's code. */
export interface ListEntry {
  readonly table: string;
  readonly section: string;
  /** The row of the form in which its figures are summed: its kind, or the only row there is. */
  readonly row: string;
  /** By which entries are the same: the code of a unit, or the text of the key columns. */
  readonly key: string;
  /** The key as it was typed. */
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  /** The cell of the key. */
  readonly source: SourceCell;
}
