import { columnName } from "../grid.js";
import { placeOfAddress } from "../publish/review-address.js";
import type { ReviewBlock, ReviewGrid, ReviewText } from "../publish/review-model.js";
import { blocksOf, core, type PlaceInFile, textAt } from "./data.js";
import { type Content, element, said, spoken } from "./element.js";
import { visible } from "./words.js";

const ROWS_AROUND = 4;
const COLUMNS_AROUND = 9;

/** 原件: the part of each sheet around the cells, as it was sent, with the cells marked. */
export function sourcesView(sources: readonly PlaceInFile[]): HTMLElement {
  const groups = new Map<string, PlaceInFile[]>();
  for (const source of sources) {
    const key = `${source.file}\u0001${source.sheet}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return element("div", { class: "sources" }, ...[...groups.values()].map(sheetView));
}

function sheetView(sources: readonly PlaceInFile[]): HTMLElement {
  const first = sources[0] as PlaceInFile;
  const cells = sources.map((source) => source.cell).filter((cell) => cell !== "");
  const caption = element("p", { class: "where" },
    "《", said(visible(core.files[first.file] ?? "")), "》", first.sheet ? element("span", {}, "　", said(first.sheet)) : null,
    cells.length > 0 ? element("span", {}, `　${cells.length > 6 ? `${cells.slice(0, 6).join("、")} 等${cells.length}处` : cells.join("、")}`) : null);
  return element("section", { class: "source" }, caption, ...windows(first, cells));
}

function windows(first: PlaceInFile, cells: readonly string[]): readonly Content[] {
  const blocks = blocksOf(first.file);
  if (!blocks) return [element("p", { class: "quiet" }, "该文件未计入汇总，原件内容没有随页保存，请打开文件查看。")];
  const shown = blocks.filter((block) => textAt(block.sheet) === first.sheet).flatMap((block) => blockView(block, cells, first) ?? []);
  return shown.length > 0 ? shown : [element("p", { class: "quiet" }, cells.length === 0 ? "本条针对整个文件或整张表，没有具体单元格。" : "原件中没有找到该位置，请打开文件查看。")];
}

function blockView(block: ReviewBlock, cells: readonly string[], first: PlaceInFile): HTMLElement | undefined {
  return block.kind === "text" ? textView(block, cells) : gridView(block, cells, first);
}

function textView({ lines }: ReviewText, cells: readonly string[]): HTMLElement | undefined {
  const rows: HTMLElement[] = [];
  let last = -1;
  let found = false;
  for (let at = 0; at < lines.length; at += 3) {
    const number = lines[at] ?? 0;
    const place = textAt(lines[at + 1] ?? -1);
    const marked = cells.includes(place);
    found ||= marked;
    if (last >= 0 && number > last + 1) rows.push(element("li", { class: "gap" }, "……"));
    last = number;
    const text = visible(textAt(lines[at + 2] ?? -1));
    rows.push(element("li", { class: marked ? "marked" : undefined }, element("span", { class: "place" }, place), marked ? element("mark", {}, said(text)) : said(text), marked && spoken("（所指的一行）")));
  }
  return found ? element("ol", { class: "lines" }, ...rows) : undefined;
}

interface Spot {
  readonly row: number;
  readonly column: number;
}

function spotsOf(grid: ReviewGrid, cells: readonly string[]): readonly Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < grid.places.length; at += 3) {
    if (cells.includes(textAt(grid.places[at + 2] ?? -1))) spots.push({ row: grid.places[at] ?? 0, column: grid.places[at + 1] ?? 0 });
  }
  const byAddress = cells.flatMap((cell) => placeOfAddress(cell) ?? []);
  return [...spots, ...byAddress.filter((spot) => within(grid.shownRows, spot.row) && within(grid.shownColumns, spot.column))];
}

function within(runs: readonly number[], number: number): boolean {
  for (let at = 0; at < runs.length; at += 2) if (number >= (runs[at] ?? 0) && number <= (runs[at + 1] ?? 0)) return true;
  return false;
}

/** Rows or columns near any of the marked cells, of those that were kept. */
function near(runs: readonly number[], marked: readonly number[], reach: number): readonly number[] {
  const kept = new Set<number>();
  for (const number of marked) for (let at = number - reach; at <= number + reach; at += 1) if (within(runs, at)) kept.add(at);
  return [...kept].sort((a, b) => a - b);
}

function gridView(grid: ReviewGrid, cells: readonly string[], first: PlaceInFile): HTMLElement | undefined {
  const spots = spotsOf(grid, cells);
  if (spots.length === 0) return undefined;
  const rows = near(grid.shownRows, spots.map((spot) => spot.row), ROWS_AROUND);
  const columns = near(grid.shownColumns, spots.map((spot) => spot.column), COLUMNS_AROUND);
  const view = cellsInView(grid, rows, columns);
  const marked = new Set(spots.map((spot) => view.owner(spot.row, spot.column)));
  const head = element("tr", {}, element("td", { class: "corner" }), ...columns.map((column) => element("th", { scope: "col", class: grid.hiddenColumns.includes(column) ? "concealed" : undefined }, columnHead(grid, column))));
  const body = rows.flatMap((row, index) => [
    ...(index > 0 && row > (rows[index - 1] ?? 0) + 1 ? [element("tr", { class: "gap" }, element("td", { colspan: columns.length + 1 }, "……"))] : []),
    rowView({ grid, row, columns, view, marked }),
  ]);
  const label = visible(`原件《${core.files[first.file] ?? ""}》${first.sheet}`);
  const frame = element("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": label }, element("table", { class: "sheet" }, element("thead", {}, head), element("tbody", {}, ...body)));
  requestAnimationFrame(() => bringToSight(frame));
  return frame;
}

/** A wide sheet opens where the first marked cell stands. */
function bringToSight(frame: HTMLElement): void {
  const cell = frame.querySelector<HTMLElement>("td.marked");
  if (cell && cell.offsetLeft + cell.offsetWidth > frame.clientWidth) frame.scrollLeft = cell.offsetLeft - frame.clientWidth / 2;
}

function columnHead({ addressing }: ReviewGrid, column: number): string {
  return addressing === "A1" ? columnName(column) : `第${column + 1}列`;
}

/** Which cell covers a place, and how far it reaches within the rows and columns in view. */
interface CellView {
  readonly owner: (row: number, column: number) => string;
  readonly text: (owner: string) => string;
  readonly span: (owner: string, row: number, column: number) => { readonly rows: number; readonly columns: number } | undefined;
  readonly formula: (owner: string) => boolean;
}

function cellsInView(grid: ReviewGrid, rows: readonly number[], columns: readonly number[]): CellView {
  const owners = new Map<string, string>();
  const texts = new Map<string, string>();
  const begun = new Set<string>();
  for (let at = 0; at < grid.merges.length; at += 4) {
    const [row = 0, column = 0, rowSpan = 1, columnSpan = 1] = grid.merges.slice(at, at + 4);
    for (const r of rows) for (const c of columns) if (r >= row && r < row + rowSpan && c >= column && c < column + columnSpan) owners.set(`${r} ${c}`, `${row} ${column}`);
  }
  for (const [row = 0, ...cells] of grid.rows) for (let at = 0; at < cells.length; at += 2) texts.set(`${row} ${cells[at] ?? 0}`, textAt(cells[at + 1] ?? -1));
  const formulas = new Set<string>();
  for (let at = 0; at < grid.formulas.length; at += 2) formulas.add(`${grid.formulas[at]} ${grid.formulas[at + 1]}`);
  const owner = (row: number, column: number): string => owners.get(`${row} ${column}`) ?? `${row} ${column}`;
  return {
    owner,
    text: (key) => texts.get(key) ?? "",
    formula: (key) => formulas.has(key),
    span: (key, row, column) => {
      // A merged cell that a gap cuts in two is shown in both parts.
      if (begun.has(`${row} ${column}`)) return undefined;
      const reach = { rows: run(row, (at) => rows.includes(at) && owner(at, column) === key), columns: run(column, (at) => columns.includes(at) && owner(row, at) === key) };
      for (let r = row; r < row + reach.rows; r += 1) for (let c = column; c < column + reach.columns; c += 1) begun.add(`${r} ${c}`);
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
    return [element("td", {
      class: here ? "marked" : undefined, rowspan: span.rows > 1 ? span.rows : undefined, colspan: span.columns > 1 ? span.columns : undefined,
      title: view.formula(owner) ? "单元格内是公式，所示为文件中保存的计算结果" : undefined,
    }, here ? element("mark", {}, text) : text, here && spoken("（所指的单元格）"))];
  });
  const concealed = grid.hiddenRows.includes(row);
  return element("tr", { class: concealed ? "concealed" : undefined }, element("th", { scope: "row" }, grid.addressing === "A1" ? String(row + 1) : `第${row + 1}行`, concealed && element("span", {}, "（隐藏）")), ...cells);
}

/** 原填与取数: the typed text and what was made of it. */
export function typedView(source: PlaceInFile | null, value: string | null, unit: string): HTMLElement {
  const result = value === null ? "未能取数，缺失不等于零" : `取数 ${value}${unit}`;
  if (!source) return element("p", { class: "typed" }, "没有对应的单元格：", result);
  const typed = source.text === "" ? element("em", {}, "空白") : element("code", {}, said(visible(source.text)));
  return element("p", { class: "typed" }, "原填 ", typed, ` → ${result}`);
}
