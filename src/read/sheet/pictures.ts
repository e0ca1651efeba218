import type { MergedArea, SheetCell, SheetContent } from "./cells.js";

/** More cells than this no picture on a form covers. */
const MOST_CELLS = 20_000;

/**
 * 盖在空白单元格上的图片、文本框: a blank cell under one is not certainly blank. It is entered as a cell of its own, a merged area's by its
 * first cell; cells that say something stay as they are.
 */
export function withPictures(sheet: SheetContent, areas: readonly MergedArea[]): SheetContent {
  if (areas.length === 0) return sheet;
  const known = new Map(sheet.cells.map((cell, at) => [keyOf(cell), at]));
  const cells = [...sheet.cells];
  let [rows, columns, visits] = [0, 0, 0];
  for (const { row, column } of cells) [rows, columns] = [Math.max(rows, row), Math.max(columns, column)];
  for (const area of areas) {
    for (let row = area.top; row <= Math.min(area.bottom, rows); row++) {
      for (let column = area.left; column <= Math.min(area.right, columns); column++) {
        visits += 1;
        if (visits > MOST_CELLS) return { ...sheet, cells };
        cover(cells, known, ownerOf(sheet, row, column));
      }
    }
  }
  return { ...sheet, cells };
}

type Place = Pick<SheetCell, "row" | "column">;

function cover(cells: SheetCell[], known: Map<number, number>, place: Place): void {
  const at = known.get(keyOf(place));
  const own = at === undefined ? undefined : cells[at];
  if (own && (own.text.trim() !== "" || own.formula)) return;
  const covered: SheetCell = own ?? { ...place, text: "", kind: "blank" };
  known.set(keyOf(place), at ?? cells.length);
  cells[at ?? cells.length] = { ...covered, doubt: "embedded" };
}

function ownerOf({ merges }: SheetContent, row: number, column: number): Place {
  const area = merges.find(
    ({ top, left, bottom, right }) => row >= top && row <= bottom && column >= left && column <= right,
  );
  return area ? { row: area.top, column: area.left } : { row, column };
}

function keyOf({ row, column }: Place): number {
  return row * 0x4000 + column;
}
