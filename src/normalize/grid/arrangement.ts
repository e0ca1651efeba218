import { addressOf, type Cell, type Grid } from "../../grid.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";

/** A column of row labels: two lines of one table, one under the other, are no chance. */
const FEWEST_LABELS = 2;

/** 并排的表: where another column of row labels begins, the grid is cut, and each part is a grid with its own headings. */
export function tablesSideBySide(grid: Grid, lexicons: readonly SectionLexicon[]): readonly Grid[] {
  const starts = tableStarts(grid, lexicons);
  if (starts.length < 2) return [];
  return starts.map((start, index) => {
    const from = index === 0 ? 0 : start;
    const end = starts[index + 1] ?? Number.POSITIVE_INFINITY;
    const cells = grid.cells.filter((cell) => cell.column >= from && cell.column < end);
    return {
      ...grid,
      cells: cells.map((cell) => ({ ...cell, columnSpan: Math.min(cell.columnSpan, end - cell.column) })),
    };
  });
}

/** The first label column of each table, and any further one in which the same lines stand again. */
function tableStarts(grid: Grid, lexicons: readonly SectionLexicon[]): readonly number[] {
  const starts = new Set<number>();
  for (const [, own] of byTable(lexicons)) {
    const columns = [...labelColumns(grid, own)]
      .filter(([, lines]) => lines.size >= FEWEST_LABELS)
      .sort((a, b) => a[0] - b[0]);
    const seen = new Set<string>();
    for (const [column, lines] of columns) {
      if (seen.size === 0 || [...lines].filter((line) => seen.has(line)).length >= FEWEST_LABELS) starts.add(column);
      for (const line of lines) seen.add(line);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function byTable(lexicons: readonly SectionLexicon[]): ReadonlyMap<string, readonly SectionLexicon[]> {
  const tables = new Map<string, SectionLexicon[]>();
  for (const lexicon of lexicons)
    tables.set(lexicon.section.table, [...(tables.get(lexicon.section.table) ?? []), lexicon]);
  return tables;
}

/** Which lines' labels stand in which columns; a ribbon's line begins with its first heading. */
function labelColumns(grid: Grid, lexicons: readonly SectionLexicon[]): ReadonlyMap<number, ReadonlySet<string>> {
  const columns = new Map<number, Set<string>>();
  const enter = (column: number, names: readonly string[]): void => {
    const lines = columns.get(column) ?? new Set<string>();
    for (const name of names) lines.add(name);
    columns.set(column, lines);
  };
  for (const cell of grid.cells) {
    for (const { rows, columns: across, section } of lexicons) {
      if (section.layout === "matrix" && matchLabel(across, cell.text).length > 0) continue;
      const nodes = matchLabel(rows, cell.text).map(({ node }) => ("line" in node ? node.line.code : node.group.label));
      if (section.layout === "matrix") enter(cell.column, nodes);
      else if (nodes.includes(section.rows.lines[0]?.code ?? "") && headedBelow(grid, cell, across))
        enter(cell.column, [`${section.code} 1`, `${section.code} 2`]);
    }
  }
  return columns;
}

/** Right below the ribbon's first heading its results begin. */
function headedBelow(grid: Grid, heading: Cell, columns: SectionLexicon["columns"]): boolean {
  return grid.cells.some(
    (cell) =>
      cell.column === heading.column &&
      cell.row > heading.row &&
      cell.row <= heading.row + heading.rowSpan + 1 &&
      matchLabel(columns, cell.text).length > 0,
  );
}

/** 转置: rows across, columns down. Each cell keeps the address at which a person finds it. */
export function transposed(grid: Grid): Grid {
  const cells = grid.cells.map(
    (cell): Cell => ({
      ...cell,
      row: cell.column,
      column: cell.row,
      rowSpan: cell.columnSpan,
      columnSpan: cell.rowSpan,
      place: addressOf(grid, cell),
    }),
  );
  return {
    ...grid,
    rows: grid.columns,
    columns: grid.rows,
    hiddenRows: grid.hiddenColumns,
    hiddenColumns: grid.hiddenRows,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
  };
}

const EXAMPLE =
  /^[(【[]?(?:填写|填报|填表|表格)?(?:示例|样例|范例|样表|例表|举例|例)表?[)】\]]?(?:\(.*\))?[:：]?$|仅供参考/;
const EXAMPLE_SHEET = /示例|样例|范例|样表/;

/** 填写示例: whether a text says that what stands below it is an example. */
export function saysExample(text: string): boolean {
  const plain = plainText(text);
  return plain.length <= 30 && EXAMPLE.test(plain);
}

export function isExampleSheet(sheet: string): boolean {
  return EXAMPLE_SHEET.test(sheet);
}
