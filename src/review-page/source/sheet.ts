import { columnName } from "../../grid.js";
import { placeOfAddress } from "../../publish/review/address.js";
import type { ReviewGrid } from "../../publish/review/model.js";
import { type PlaceInFile, textAt } from "../data.js";
import { element, said, spoken } from "../element.js";
import { visible } from "../words.js";

const ROWS_AROUND = 4;
const COLUMNS_AROUND = 9;

interface Spot {
  readonly row: number;
  readonly column: number;
}

/** 按原填区分: where several cells share an address (第17行 of a PDF), those with the typed text are marked, if there are any. */
export function meantOnes<T>(
  candidates: readonly T[],
  textOf: (one: T) => string,
  typed: readonly string[],
): readonly T[] {
  const same = candidates.filter((one) => textOf(one) !== "" && typed.includes(textOf(one)));
  return same.length > 0 ? same : candidates;
}

function spotsOf(grid: ReviewGrid, cells: readonly string[], typed: readonly string[]): readonly Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < grid.places.length; at += 3) {
    if (cells.includes(textAt(grid.places[at + 2] ?? -1)))
      spots.push({ row: grid.places[at] ?? 0, column: grid.places[at + 1] ?? 0 });
  }
  const texts = textsOf(grid);
  const meant = meantOnes(spots, (spot) => texts.get(`${spot.row} ${spot.column}`) ?? "", typed);
  const byAddress = cells.flatMap((cell) => placeOfAddress(cell) ?? []);
  return [
    ...meant,
    ...byAddress.filter((spot) => within(grid.shownRows, spot.row) && within(grid.shownColumns, spot.column)),
  ];
}

function textsOf(grid: ReviewGrid): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [row = 0, ...cells] of grid.rows)
    for (let at = 0; at < cells.length; at += 2) texts.set(`${row} ${cells[at] ?? 0}`, textAt(cells[at + 1] ?? -1));
  return texts;
}

function within(runs: readonly number[], number: number): boolean {
  for (let at = 0; at < runs.length; at += 2)
    if (number >= (runs[at] ?? 0) && number <= (runs[at + 1] ?? 0)) return true;
  return false;
}

/** Rows or columns near any of the marked cells, of those that were kept. */
function near(runs: readonly number[], marked: readonly number[], reach: number): readonly number[] {
  const kept = new Set<number>();
  for (const number of marked)
    for (let at = number - reach; at <= number + reach; at += 1) if (within(runs, at)) kept.add(at);
  return [...kept].sort((a, b) => a - b);
}

/** 表格原件: the rows and columns around the named cells, with those cells marked; undefined where the grid has none of them. */
export function gridView(grid: ReviewGrid, sources: readonly PlaceInFile[], title: string): HTMLElement | undefined {
  const typed = sources.map((source) => source.text);
  const spots = spotsOf(
    grid,
    sources.map((source) => source.cell),
    typed,
  );
  if (spots.length === 0) return undefined;
  const rows = near(
    grid.shownRows,
    spots.map((spot) => spot.row),
    ROWS_AROUND,
  );
  const columns = near(
    grid.shownColumns,
    spots.map((spot) => spot.column),
    COLUMNS_AROUND,
  );
  const view = cellsInView(grid, rows, columns);
  const marked = new Set(spots.map((spot) => view.owner(spot.row, spot.column)));
  const head = element(
    "tr",
    {},
    element("td", { class: "corner" }),
    ...columns.map((column) =>
      element(
        "th",
        { scope: "col", class: grid.hiddenColumns.includes(column) ? "concealed" : undefined },
        columnHead(grid, column),
      ),
    ),
  );
  const body = rows.flatMap((row, index) => [
    ...(index > 0 && row > (rows[index - 1] ?? 0) + 1
      ? [element("tr", { class: "gap" }, element("td", { colspan: columns.length + 1 }, "……"))]
      : []),
    rowView({ grid, row, columns, view, marked }),
  ]);
  const label = visible(title);
  const frame = element(
    "div",
    { class: "scroll", role: "region", tabindex: 0, "aria-label": label },
    element("table", { class: "sheet" }, element("thead", {}, head), element("tbody", {}, ...body)),
  );
  requestAnimationFrame(() => bringToSight(frame));
  return frame;
}

/** Scrolls a wide sheet to the first marked cell. */
function bringToSight(frame: HTMLElement): void {
  const cell = frame.querySelector<HTMLElement>("td.marked");
  if (cell && cell.offsetLeft + cell.offsetWidth > frame.clientWidth)
    frame.scrollLeft = cell.offsetLeft - frame.clientWidth / 2;
}

function columnHead({ addressing }: ReviewGrid, column: number): string {
  return addressing === "A1" ? columnName(column) : `第${column + 1}列`;
}

/** The cell that covers a place, and how many of the visible rows and columns it spans. */
interface CellView {
  readonly owner: (row: number, column: number) => string;
  readonly text: (owner: string) => string;
  readonly span: (
    owner: string,
    row: number,
    column: number,
  ) => { readonly rows: number; readonly columns: number } | undefined;
  readonly formula: (owner: string) => boolean;
}

function cellsInView(grid: ReviewGrid, rows: readonly number[], columns: readonly number[]): CellView {
  const owners = new Map<string, string>();
  const texts = textsOf(grid);
  const begun = new Set<string>();
  for (let at = 0; at < grid.merges.length; at += 4) {
    const [row = 0, column = 0, rowSpan = 1, columnSpan = 1] = grid.merges.slice(at, at + 4);
    for (const r of rows)
      for (const c of columns)
        if (r >= row && r < row + rowSpan && c >= column && c < column + columnSpan)
          owners.set(`${r} ${c}`, `${row} ${column}`);
  }
  const formulas = new Set<string>();
  for (let at = 0; at < grid.formulas.length; at += 2) formulas.add(`${grid.formulas[at]} ${grid.formulas[at + 1]}`);
  const owner = (row: number, column: number): string => owners.get(`${row} ${column}`) ?? `${row} ${column}`;
  return {
    owner,
    text: (key) => texts.get(key) ?? "",
    formula: (key) => formulas.has(key),
    span: (key, row, column) => {
      // A merged cell that is divided by a gap is shown in both parts.
      if (begun.has(`${row} ${column}`)) return undefined;
      const reach = {
        rows: run(row, (at) => rows.includes(at) && owner(at, column) === key),
        columns: run(column, (at) => columns.includes(at) && owner(row, at) === key),
      };
      for (let r = row; r < row + reach.rows; r += 1)
        for (let c = column; c < column + reach.columns; c += 1) begun.add(`${r} ${c}`);
      return reach;
    },
  };
}

function run(start: number, goesOn: (at: number) => boolean): number {
  let at = start + 1;
  while (goesOn(at)) at += 1;
  return at - start;
}

interface RowRequest {
  readonly grid: ReviewGrid;
  readonly row: number;
  readonly columns: readonly number[];
  readonly view: CellView;
  readonly marked: ReadonlySet<string>;
}

function rowView({ grid, row, columns, view, marked }: RowRequest): HTMLElement {
  const cells = columns.flatMap((column) => {
    const owner = view.owner(row, column);
    const span = view.span(owner, row, column);
    if (!span) return [];
    const text = said(visible(view.text(owner)));
    const here = marked.has(owner);
    return [
      element(
        "td",
        {
          class: here ? "marked" : undefined,
          rowspan: span.rows > 1 ? span.rows : undefined,
          colspan: span.columns > 1 ? span.columns : undefined,
          title: view.formula(owner) ? "单元格内是公式，所示为文件中保存的计算结果" : undefined,
        },
        here ? element("mark", {}, text) : text,
        here && spoken("（所指的单元格）"),
      ),
    ];
  });
  const concealed = grid.hiddenRows.includes(row);
  return element(
    "tr",
    { class: concealed ? "concealed" : undefined },
    element(
      "th",
      { scope: "row" },
      grid.addressing === "A1" ? String(row + 1) : `第${row + 1}行`,
      concealed && element("span", {}, "（隐藏）"),
    ),
    ...cells,
  );
}
