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
  /** Whether it is in the sums: what is not certain is in none. */
  readonly counted: boolean;
  readonly values: Readonly<Record<string, string>>;
  /** The cell of the key. */
  readonly source: SourceCell;
}
