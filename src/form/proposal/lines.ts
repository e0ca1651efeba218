import { PATH_SIGN } from "../book/book.js";
import { type BlankCells, placeOf } from "./blank.js";
import type { Block } from "./blocks.js";

/** 行、栏 of a block, with the path of its labels. */
export interface ProposedLine {
  readonly axis: "row" | "column";
  /** From 0. */
  readonly at: number;
  readonly place: string;
  readonly steps: readonly string[];
  /** The path is not certain: a heading is broken in a way that can be read in two ways. */
  readonly unsure: boolean;
  /** 计量单位 from a column of its own. */
  readonly unit?: string;
  /** 成对表的一格: it stands beside its name, and its place is a cell. */
  readonly field?: true;
  /** 选项 that are printed to be ticked. */
  readonly options?: readonly string[];
}

const ORDER_COLUMN = /^(?:序号|行次|行号|编号|代码)$/;
const UNIT_COLUMN = /^(?:计量)?单位$/;

function headingOf(blank: BlankCells, { headings }: Block, column: number): string {
  return blank.textAt(headings.at(-1) ?? 0, column).replace(/\s+/g, "");
}

/** 行名称所在的栏: not those that only number the rows or give their unit. */
export function nameColumns(blank: BlankCells, block: Block): readonly number[] {
  return block.labelColumns.filter((column) => {
    const heading = headingOf(blank, block, column);
    return !UNIT_COLUMN.test(heading) && !ORDER_COLUMN.test(heading);
  });
}

export function rowLines(blank: BlankCells, block: Block): readonly ProposedLine[] {
  const units = block.labelColumns.filter((column) => UNIT_COLUMN.test(headingOf(blank, block, column)));
  const labels = nameColumns(blank, block);
  return block.body.map((row) => {
    const texts = labels.map((column) => labelAt(blank, block, row, column));
    const unit = units.map((column) => blank.textAt(row, column)).find((text) => text !== "");
    return {
      axis: "row",
      at: row,
      place: placeOf("row", row),
      steps: distinct(texts.map(({ text }) => text)),
      unsure: texts.some(({ inherited }) => inherited),
      ...(unit !== undefined && { unit }),
    };
  });
}

/** A group's label that was written once and not merged over its rows stands for those below it, which is not certain. */
function labelAt(
  blank: BlankCells,
  { body, labelColumns }: Block,
  row: number,
  column: number,
): { readonly text: string; readonly inherited: boolean } {
  const text = blank.textAt(row, column);
  if (text !== "" || column === labelColumns.at(-1)) return { text, inherited: false };
  const above = body.filter((other) => other < row).map((other) => blank.textAt(other, column));
  const last = above.findLast((one) => one !== "") ?? "";
  return { text: last, inherited: last !== "" };
}

export function columnLines(blank: BlankCells, { headings, dataColumns }: Block): readonly ProposedLine[] {
  return dataColumns.map((column) => {
    const steps: string[] = [];
    let unsure = false;
    let alone = false;
    for (const row of headings) {
      const text = blank.textAt(row, column);
      const cell = blank.cellAt(row, column);
      if (text === "") {
        // Nothing above it, but something at its left: does that one reach over here?
        unsure ||= row !== headings.at(-1) && blank.textAt(row, column - 1) !== "";
        continue;
      }
      if (steps.at(-1) === text) continue;
      // One above a single column may be a label broken over rows, or a group of one; one over several columns is a group.
      unsure ||= alone && steps.length > 0;
      steps.push(text);
      alone = cell !== undefined && cell.columnSpan === 1;
    }
    return {
      axis: "column",
      at: column,
      place: placeOf("column", column),
      steps,
      unsure: unsure || steps.length === 0,
    };
  });
}

export function nameOf({ steps }: ProposedLine): string {
  return steps.join(PATH_SIGN);
}

function distinct(texts: readonly string[]): readonly string[] {
  return texts.filter((text, at) => text !== "" && texts[at - 1] !== text);
}
