import type { Cell } from "../../grid.js";
import { type BlankCells, placeOf } from "./blank.js";
import { isAsideRow, isNote } from "./blocks.js";
import type { ProposedLine } from "./lines.js";

/** 成对表: rows of names with a place for the answer at the right of each. Rows and columns count from 0. */
export interface FieldsBlock {
  readonly title: string;
  readonly rows: readonly number[];
  readonly lines: readonly (ProposedLine & { readonly column: number })[];
}

/** Fewer rows of pairs may be the body of another table, or lines for names and signatures. */
const FEWEST_ROWS = 3;

/** 成对表 of a blank: rows of pairs that stand under no headings. */
export function fieldsBlocksOf(blank: BlankCells): readonly FieldsBlock[] {
  const blocks: FieldsBlock[] = [];
  let title = "";
  for (let row = 0; row < blank.rows; row += 1) {
    const rows = isHeadingRow(blank, row) ? [] : runFrom(blank, row);
    if (rows.filter((one) => pairsIn(blank, one).length > 0).length >= FEWEST_ROWS) {
      blocks.push({ title, rows, lines: linesOf(blank, rows) });
      row = rows.at(-1) ?? row;
      continue;
    }
    const texts = blank.textsIn(row);
    if (isHeadingRow(blank, row)) row = pastTable(blank, row);
    else if (texts.length === 1 && (isTitleRow(blank, row) || !isNoPair(blank, row)))
      title = textOf(blank, texts[0] as Cell);
  }
  return blocks;
}

/** Rows of pairs, with rows of a single group between them; none begins or ends with such a row. */
function runFrom(blank: BlankCells, first: number): readonly number[] {
  const rows: number[] = [];
  for (let row = first; row < blank.rows; row += 1) {
    if (isNoPair(blank, row)) break;
    const isGroup = blank.textsIn(row).length === 1 && pairsIn(blank, row).length === 0;
    if (pairsIn(blank, row).length === 0 && (!isGroup || rows.length === 0)) break;
    rows.push(row);
  }
  while (rows.length > 0 && pairsIn(blank, rows.at(-1) ?? 0).length === 0) rows.pop();
  return rows;
}

/** Headings: several texts with nothing to fill in between, over a row with a name under the first and a place to fill in under the second. */
function isHeadingRow(blank: BlankCells, row: number): boolean {
  const [first, second] = blank.textsIn(row);
  if (!first || !second || isNoPair(blank, row)) return false;
  const [pair] = pairsIn(blank, row);
  if (!pair) return true;
  const isUnder = blank.cellAt(row + 1, first.column);
  return pair.names.length > 1 && isUnder !== undefined && isUnder !== first && blank.isEntry(row + 1, second.column);
}

function pastTable(blank: BlankCells, heading: number): number {
  let row = heading;
  while (row + 1 < blank.rows && blank.textsIn(row + 1).length > 0 && !isNoPair(blank, row + 1)) row += 1;
  return row;
}

function isNoPair(blank: BlankCells, row: number): boolean {
  const [first] = blank.textsIn(row);
  return isAsideRow(blank, row) || isNote(first ? textOf(blank, first) : "") || isTitleRow(blank, row);
}

/** The sheet's own name above its first pair: 网站基本情况表. */
function isTitleRow(blank: BlankCells, row: number): boolean {
  const [first, ...others] = blank.textsIn(row);
  const above = Array.from({ length: row }, (_, at) => at);
  return (
    first !== undefined &&
    others.length === 0 &&
    /(?:表|台账|清单)(?:[（(][^（()）]{0,20}[)）])?$/.test(textOf(blank, first)) &&
    above.every((one) => blank.textsIn(one).length === 0)
  );
}

interface BlankPair {
  /** Groups and, at the end, the name itself. */
  readonly names: readonly Cell[];
  readonly column: number;
}

/** Each place for an answer with the texts before it, as far as the place before. */
function pairsIn(blank: BlankCells, row: number): readonly BlankPair[] {
  const pairs: BlankPair[] = [];
  let names: Cell[] = [];
  for (let column = 0; column < blank.columns; column += 1) {
    const cell = blank.cellAt(row, column);
    if (cell && blank.textAt(row, column) !== "") {
      if (!names.includes(cell)) names.push(cell);
    } else if (names.length > 0 && names.at(-1)?.row === row && blank.isEntry(row, column)) {
      pairs.push({ names, column });
      names = [];
    }
  }
  // Behind the last filled column the sheet has no cells, but a place to fill in.
  const last = names.at(-1);
  return last?.row === row && pairs.length === 0 && names.length === 1 && last.columnSpan === 1
    ? [{ names, column: last.column + 1 }]
    : pairs;
}

function linesOf(blank: BlankCells, rows: readonly number[]): FieldsBlock["lines"] {
  const lines: (ProposedLine & { readonly column: number })[] = [];
  let heading: string[] = [];
  for (const row of rows) {
    const pairs = pairsIn(blank, row);
    if (pairs.length === 0) heading = blank.textsIn(row).map((cell) => textOf(blank, cell));
    const [first] = pairs;
    for (const { names, column } of pairs) {
      const texts = names.map((cell) => textOf(blank, cell));
      const shared = names.length === 1 && first ? first.names.slice(0, -1).map((cell) => textOf(blank, cell)) : [];
      const options = blank.optionsAt(row, column);
      lines.push({
        axis: "row",
        at: row,
        column,
        place: `${placeOf("column", column)}${placeOf("row", row)}`,
        steps: [...heading, ...shared, ...texts],
        unsure: isBelowGroup(blank, row, names[0]),
        field: true,
        ...(options.length > 0 && { options }),
      });
    }
  }
  return lines;
}

/** A name with an empty cell at its left may belong to a group that was written once above. */
function isBelowGroup(blank: BlankCells, row: number, name: Cell | undefined): boolean {
  return (
    name !== undefined && name.column > 0 && blank.textAt(row, name.column - 1) === "" && isFirst(blank, row, name)
  );
}

function isFirst(blank: BlankCells, row: number, name: Cell): boolean {
  return blank.textsIn(row)[0] === name;
}

function textOf(blank: BlankCells, cell: Cell): string {
  return blank.textAt(cell.row, cell.column);
}
