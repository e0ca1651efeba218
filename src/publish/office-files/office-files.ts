import { ADJUSTMENT_COLUMNS, type AdjustmentText } from "../../adjustment.js";
import { EXPLANATION_COLUMNS, type ExplanationText } from "../../explanation.js";
import { csvPieces } from "../data/data.js";
import { joined } from "../joined.js";

/** 说明.csv of the rows that somebody has typed, as the inputs hold it. */
export function explanationsFile(rows: readonly ExplanationText[]): Uint8Array {
  return tableOf(EXPLANATION_COLUMNS, rows);
}

/** 调整.csv of the rows that somebody has typed, as the inputs hold it. */
export function adjustmentsFile(rows: readonly AdjustmentText[]): Uint8Array {
  return tableOf(ADJUSTMENT_COLUMNS, rows);
}

function tableOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string>>[],
): Uint8Array {
  return joined([...csvPieces([columns, ...rows.map((row) => columns.map((column) => row[column]))])]);
}
