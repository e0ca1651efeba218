import { type Cell, columnName, type Grid } from "../../grid.js";

/** 空白表: a sheet's grid and the formulas in it, by row and column from 0 (`4 3`). */
export interface Blank {
  readonly grid: Grid;
  readonly formulas: ReadonlyMap<string, string>;
}

/** What stands at each place of a blank, under merges too. */
export interface BlankCells {
  readonly rows: number;
  readonly columns: number;
  /** The text without line breaks; empty at a place for figures. */
  readonly textAt: (row: number, column: number) => string;
  readonly cellAt: (row: number, column: number) => Cell | undefined;
  readonly formulaAt: (row: number, column: number) => string | undefined;
  /** 选项 of a place for an answer: 是 and 否 of □是 □否; empty for any other. */
  readonly optionsAt: (row: number, column: number) => readonly string[];
  /** 取数的格: empty, a formula, boxes to tick, or a number; not a place that another cell is merged over. */
  readonly isEntry: (row: number, column: number) => boolean;
  /** Different texts of a row, each once. */
  readonly textsIn: (row: number) => readonly Cell[];
}

export function openBlank({ grid, formulas }: Blank): BlankCells {
  const covered = new Map<string, Cell>();
  for (const cell of grid.cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row += 1)
      for (let column = cell.column; column < cell.column + cell.columnSpan; column += 1)
        covered.set(`${row} ${column}`, cell);
  const cellAt = (row: number, column: number): Cell | undefined => covered.get(`${row} ${column}`);
  const formulaAt = (row: number, column: number): string | undefined => formulas.get(`${row} ${column}`);
  const typed = (cell: Cell | undefined): string =>
    !cell || formulas.has(`${cell.row} ${cell.column}`) || cell.kind === "number" || optionsIn(cell.text).length > 0
      ? ""
      : inOneLine(cell.text);
  const isEntry = (row: number, column: number): boolean => {
    const cell = cellAt(row, column);
    return typed(cell) === "" && (!cell || (cell.row === row && cell.column === column));
  };
  const textsIn = (row: number): readonly Cell[] => {
    const cells = Array.from({ length: grid.columns }, (_, column) => cellAt(row, column));
    return [...new Set(cells.flatMap((cell) => (cell && typed(cell) !== "" ? [cell] : [])))];
  };
  return {
    rows: grid.rows,
    columns: grid.columns,
    textAt: (row, column) => typed(cellAt(row, column)),
    cellAt,
    formulaAt,
    optionsAt: (row, column) => optionsIn(cellAt(row, column)?.text ?? ""),
    isEntry,
    textsIn,
  };
}

/** 位置 of a line: the number of a row, the letters of a column. */
export function placeOf(axis: "row" | "column", at: number): string {
  return axis === "row" ? String(at + 1) : columnName(at);
}

const BOX = /[□☐◻]/;

/** □是 □否: what stands behind each box; a text before the first one is a name and no box. */
function optionsIn(text: string): readonly string[] {
  const [before = "", ...options] = text.replace(/\s+/g, "").split(BOX);
  const names = options.map((option) => option.split(/[_＿:：、，。]/)[0] ?? "");
  return before === "" && names.length > 1 && names.every((name) => name !== "") ? names : [];
}

function inOneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("");
}
