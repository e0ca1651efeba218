import { isZero, parseStored } from "../../decimal.js";
import { type Book, extentOf, type FormulaCell, keyOf, type Place } from "./cells.js";
import { isKnown } from "./functions.js";
import { type Expression, type Reference, termsOf } from "./parse.js";

/** Whether a formula that can't be computed may well give something: a cell that it speaks of is no 0, or what it looks at can't be seen. */
export function mayBeAnything(book: Book, cell: FormulaCell, sheet: string): boolean {
  const { expression, moved, row, column } = cell;
  if (!expression) return true;
  const place: Place = { book, sheet, row, column, moved: moved ?? [0, 0], depth: 0, array: true };
  if (looksElsewhere(expression)) return true;
  const areas = areasIn(expression, place);
  return areas.length === 0 || areas.some((area) => holdsNumber(place, area));
}

/** A function that nothing here knows may give anything, and OFFSET or INDIRECT look at cells that the formula does not name. */
function looksElsewhere(expression: Expression): boolean {
  return (expression.kind === "call" && !isKnown(expression.name)) || termsOf(expression).some(looksElsewhere);
}

/** 今天、现在、随机数. */
const CHANGING: ReadonlySet<string> = new Set(["TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY"]);

/** 易变公式: whether a formula asks for the day or a random number, so that it gives another result each time the file is opened. */
export function changesByItself(expression: Expression): boolean {
  return (expression.kind === "call" && CHANGING.has(expression.name)) || termsOf(expression).some(changesByItself);
}

interface Area {
  readonly from: Reference;
  readonly to: Reference;
}

/** A name that leads nowhere can't be seen, and counts as an area of no sheet. */
function areasIn(expression: Expression, place: Place): readonly Area[] {
  switch (expression.kind) {
    case "cell":
      return [{ from: expression.at, to: expression.at }];
    case "area":
      return [expression];
    case "name": {
      const named = place.book.names.get(expression.name.toLowerCase());
      const nowhere: Reference = { sheet: "", row: 0, column: 0, rowFixed: true, columnFixed: true };
      return named && named.kind !== "name" ? areasIn(named, place) : [{ from: nowhere, to: nowhere }];
    }
    default:
      return termsOf(expression).flatMap((term) => areasIn(term, place));
  }
}

function holdsNumber(place: Place, { from, to }: Area): boolean {
  const extent = extentOf(place, from, to);
  if (!extent) return true;
  for (const sheet of extent.sheets) {
    const cells = place.book.sheets.get(sheet)?.cells;
    for (let row = extent.top; row <= extent.bottom; row++)
      for (let column = extent.left; column <= extent.right; column++)
        if (saysNumber(cells?.get(keyOf(row, column)))) return true;
  }
  return false;
}

/** What was never calculated may be any number. */
function saysNumber(cell: FormulaCell | undefined): boolean {
  if (!cell) return false;
  if (cell.kind === "uncalculated") return true;
  const value = parseStored(cell.text.trim());
  return value !== undefined && !isZero(value);
}
