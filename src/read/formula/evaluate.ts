import {
  add,
  type Decimal,
  isZero,
  multiply,
  negate,
  parseStored,
  rounded,
  shift,
  subtract,
  ZERO,
} from "../../decimal.js";
import type { CellKind, Doubt } from "../../grid.js";
import type { Expression, Reference } from "./parse.js";

/** 公式单元格: as its file has it, with its formula where it could be parsed, and how far a shared formula has moved. */
export interface FormulaCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly kind: CellKind;
  readonly formula?: boolean;
  readonly expression?: Expression;
  readonly moved?: readonly [rows: number, columns: number];
  readonly doubt?: Doubt;
}

/** 一个工作簿 while its formulas are computed: what each gave, and which are being computed. */
export interface Book {
  readonly sheets: ReadonlyMap<string, ReadonlyMap<number, FormulaCell>>;
  readonly stale: boolean;
  readonly results: Map<FormulaCell, Decimal | undefined>;
  readonly open: Set<FormulaCell>;
  visits: number;
}

/** A formula over formulas over formulas, so far; and cells looked at for one workbook. */
const DEEPEST = 150;
const MOST_VISITS = 5_000_000;
const LARGEST_AREA = 100_000;

/** What a formula's own terms give; undefined where it can't be computed exactly. */
export function resultOf(book: Book, cell: FormulaCell, sheet: string, depth: number): Decimal | undefined {
  if (book.results.has(cell)) return book.results.get(cell);
  if (!cell.expression || book.open.has(cell) || depth > DEEPEST || book.visits > MOST_VISITS) return undefined;
  book.open.add(cell);
  const result = evaluate({ book, sheet, moved: cell.moved ?? [0, 0], depth: depth + 1 }, cell.expression);
  book.open.delete(cell);
  book.results.set(cell, result);
  return result;
}

interface Place {
  readonly book: Book;
  readonly sheet: string;
  readonly moved: readonly [number, number];
  readonly depth: number;
}

function evaluate(place: Place, expression: Expression): Decimal | undefined {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "cell":
      return numberAt(place, expression.at, false);
    case "area":
      return undefined;
    case "sum":
      return sumOf(place, expression.terms);
    case "negative":
    case "percent": {
      const of = evaluate(place, expression.of);
      return of && (expression.kind === "negative" ? negate(of) : shift(of, -2));
    }
    default: {
      const left = evaluate(place, expression.left);
      const right = left && evaluate(place, expression.right);
      return left && right && operated(expression.kind, left, right);
    }
  }
}

function operated(sign: "+" | "-" | "*" | "/", left: Decimal, right: Decimal): Decimal | undefined {
  if (sign === "+") return add(left, right);
  if (sign === "-") return subtract(left, right);
  if (sign === "*") return rounded(multiply(left, right), 30);
  return isZero(right) ? undefined : quotient(left, right);
}

/** Exact to 24 decimals. */
function quotient(left: Decimal, right: Decimal): Decimal {
  const places = 24;
  const above = left.coefficient * 10n ** BigInt(places + right.scale);
  const below = right.coefficient * 10n ** BigInt(left.scale);
  return shift({ coefficient: above / below, scale: 0 }, -places);
}

function sumOf(place: Place, terms: readonly Expression[]): Decimal | undefined {
  let total: Decimal | undefined = ZERO;
  for (const term of terms) {
    const value =
      term.kind === "area"
        ? areaSum(place, term.from, term.to)
        : term.kind === "cell"
          ? numberAt(place, term.at, true)
          : evaluate(place, term);
    total = total && value && add(total, value);
  }
  return total;
}

function areaSum(place: Place, from: Reference, to: Reference): Decimal | undefined {
  const [a, b] = [movedBy(from, place.moved), movedBy(to, place.moved)];
  const [top, bottom] = [Math.min(a.row, b.row), Math.max(a.row, b.row)];
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)];
  if ((bottom - top + 1) * (right - left + 1) > LARGEST_AREA) return undefined;
  let total: Decimal = ZERO;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const value = valueAt(place, from.sheet, row, column, true);
      if (value === undefined) return undefined;
      total = add(total, value);
    }
  }
  return total;
}

function movedBy(
  { row, column, rowFixed, columnFixed }: Reference,
  [rows, columns]: readonly [number, number],
): { row: number; column: number } {
  return { row: rowFixed ? row : row + rows, column: columnFixed ? column : column + columns };
}

function numberAt(place: Place, at: Reference, textIsNothing: boolean): Decimal | undefined {
  const { row, column } = movedBy(at, place.moved);
  return valueAt(place, at.sheet, row, column, textIsNothing);
}

/** An empty cell is 0; a text is passed over by SUM and makes everything else undecided. */
function valueAt(
  place: Place,
  named: string | undefined,
  row: number,
  column: number,
  textIsNothing: boolean,
): Decimal | undefined {
  const { book } = place;
  const sheet = named?.toLowerCase() ?? place.sheet;
  const cells = book.sheets.get(sheet);
  book.visits += 1;
  if (!cells || book.visits > MOST_VISITS) return undefined;
  const cell = cells.get(keyOf(row, column));
  if (!cell || cell.kind === "blank") return ZERO;
  if (cell.formula) {
    const computed = resultOf(book, cell, sheet, place.depth);
    if (computed !== undefined) return computed;
    if (book.stale || cell.doubt !== undefined || cell.kind === "uncalculated") return undefined;
  }
  if (cell.kind === "text" || cell.kind === "boolean") return textIsNothing ? ZERO : undefined;
  return cell.kind === "error" ? undefined : parseStored(cell.text);
}

export function keyOf(row: number, column: number): number {
  return row * 0x4000 + column;
}
