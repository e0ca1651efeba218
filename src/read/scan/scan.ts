import type { RecognisedScan } from "../../grid.js";
import type { RecognisedCell, RecognisedPage } from "../../recognised.js";
import type { PixelBox } from "../../scanned-form.js";
import { blocksOfPages, layoutOf, type PageLayout } from "../page/page.js";
import type { Projection } from "../raster/raster.js";
import { noLonger, type Picture, tablesOf } from "../raster/raster.js";
import { cellInk } from "./cell-ink.js";
import { cellPicture } from "./cell-picture.js";
import { drawnAgain, type ReadTable } from "./drawn-again.js";
import { readCells } from "./readings.js";
import type { Recogniser } from "./recogniser.js";

export type { Grey, Picture } from "../raster/raster.js";
export { type RecognisedLine, type Recogniser, SAME_LOOK } from "./recogniser.js";

/** Pages are looked at with at most so many pixels a side: A4 at 240 dots an inch, finer than the digits need. */
export const LOOKED_AT = 2800;

/** The first number of a cell: no year and no figure of a form's labels is as large. */
const FIRST = 1_000_001;

/** 识别扫描件: the ruled tables of its pages with what stands in their cells, page by page; an undefined page has nothing drawn on it. */
export async function recogniseScan(
  pages: AsyncIterable<Picture | undefined>,
  recognise: Recogniser,
): Promise<RecognisedScan> {
  const found: RecognisedPage[] = [];
  const layouts: PageLayout[] = [];
  const cells = new Map<number, RecognisedCell>();
  for await (const page of pages) {
    const number = found.length + 1;
    const looked = page && noLonger(page, LOOKED_AT);
    const tables = looked ? await readTables(looked, FIRST + cells.size, recognise) : [];
    for (const [at, table] of tables.entries())
      for (const [key, cell] of cellsOf(table, number, at + 1)) cells.set(key, cell);
    const layout = layoutOf(drawnAgain(tables), `第${number}页`);
    if (layout) layouts.push(layout);
    const { width, height } = looked ?? { width: 0, height: 0 };
    found.push({ number, width, height, tables: tables.length, blank: looked === undefined });
  }
  return { pages: found, blocks: blocksOfPages(layouts), cells };
}

async function readTables(page: Picture, first: number, recognise: Recogniser): Promise<readonly ReadTable[]> {
  const tables: ReadTable[] = [];
  let next = first;
  for (const table of tablesOf(page)) {
    const inks = table.cells.map((area) => cellInk(table, area));
    const readings = await readCells(inks, recognise);
    const numbers = readings.map(({ figure }) => (figure ? next++ : undefined));
    tables.push({ table, inks, readings, numbers });
  }
  return tables;
}

function cellsOf(
  { table, readings, numbers }: ReadTable,
  page: number,
  at: number,
): readonly (readonly [number, RecognisedCell])[] {
  return table.cells.flatMap((area, index) => {
    const [number, { proposal, doubts }] = [numbers[index], readings[index]!];
    if (number === undefined) return [];
    const place = { table: at, row: area.row + 1, column: area.column + 1 };
    const picture = cellPicture(table, area, doubts);
    return [[number, { page, place, box: boxOnPage(area.box, table.onPage), proposal, doubts, picture }] as const];
  });
}

function boxOnPage({ left, top, right, bottom }: PixelBox, onPage: Projection): PixelBox {
  const corners = [onPage(left, top), onPage(right, top), onPage(right, bottom), onPage(left, bottom)];
  const [xs, ys] = [corners.map(({ x }) => Math.round(x)), corners.map(({ y }) => Math.round(y))];
  return {
    left: Math.max(0, Math.min(...xs)),
    top: Math.max(0, Math.min(...ys)),
    right: Math.max(0, ...xs),
    bottom: Math.max(0, ...ys),
  };
}
