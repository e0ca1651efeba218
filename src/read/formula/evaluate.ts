import { parseStored } from "../../decimal.js";
import { SUBTOTALS } from "./aggregates.js";
import type { Argument } from "./argument.js";
import {
  type Book,
  DEEPEST,
  extentOf,
  type FormulaCell,
  keyOf,
  MOST_VISITS,
  movedBy,
  type Place,
  tableOf,
} from "./cells.js";
import { functionOf, takesArrays } from "./functions.js";
import { broadcast, hundredth, negated, operated } from "./operators.js";
import { type Expression, type Reference, termsOf } from "./parse.js";
import { BLANK, ERROR, type Known, numberOf, onlyOf, single, type Table, textOf, truthOf } from "./scalar.js";

/** What a formula's own terms give; undefined where it can't be computed. */
export function resultOf(book: Book, cell: FormulaCell, sheet: string, depth: number): Known {
  const table = tableOfCell(book, cell, sheet, depth);
  if (!cell.part) return onlyOf(table);
  const [row, column] = cell.part;
  const line = table?.[table.length === 1 ? 0 : row];
  return line?.[line.length === 1 ? 0 : column];
}

function tableOfCell(book: Book, cell: FormulaCell, sheet: string, depth: number): Table | undefined {
  if (book.results.has(cell)) return book.results.get(cell);
  if (!cell.expression || book.open.has(cell) || depth > DEEPEST || book.visits > MOST_VISITS) return undefined;
  book.open.add(cell);
  const { row, column } = cell;
  const array = cell.part !== undefined;
  const place: Place = { book, sheet, row, column, moved: cell.moved ?? [0, 0], depth: depth + 1, array };
  const result = array ? evaluate(place, cell.expression) : operand(place, cell.expression);
  book.open.delete(cell);
  book.results.set(cell, result);
  return result;
}

function evaluate(place: Place, expression: Expression): Table | undefined {
  switch (expression.kind) {
    case "number":
      return single(numberOf(expression.value));
    case "text":
      return single(textOf(expression.text));
    case "truth":
      return single(truthOf(expression.on));
    case "missing":
      return single(BLANK);
    case "error":
      return single(ERROR);
    case "cell":
      return areaTable(place, { kind: "area", from: expression.at, to: expression.at });
    case "area":
      return areaTable(place, expression);
    default:
      return worked(place, expression);
  }
}

type Area = Extract<Expression, { kind: "area" }>;
type Worked = Extract<Expression, { kind: "name" | "array" | "negative" | "percent" | "operation" | "call" }>;

function worked(place: Place, expression: Worked): Table | undefined {
  switch (expression.kind) {
    case "name": {
      const named = nameIn(place, expression.name);
      return named && place.depth <= DEEPEST ? evaluate(deeper(place), named) : undefined;
    }
    case "array":
      return expression.rows.map((row) => row.map((one) => evaluate(place, one)?.[0]?.[0]));
    case "negative":
      return broadcast([operand(place, expression.of)], (value) => negated(value));
    case "percent":
      return broadcast([operand(place, expression.of)], (value) => hundredth(value));
    case "operation":
      return broadcast([operand(place, expression.left), operand(place, expression.right)], (left, right) =>
        operated(expression.sign, left, right),
      );
    case "call":
      return called(place, expression.name, expression.terms);
  }
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}

function nameIn({ book, sheet }: Place, name: string): Expression | undefined {
  const key = name.toLowerCase();
  const named = book.names.get(`${sheet}!${key}`) ?? book.names.get(key);
  return named && isFixed(named) ? named : undefined;
}

/** A name whose cells are not fixed by `$` means others in each cell that uses it, counted from where it was made. */
function isFixed(expression: Expression): boolean {
  const isAt = (reference: Reference): boolean => reference.rowFixed && reference.columnFixed;
  switch (expression.kind) {
    case "cell":
      return isAt(expression.at);
    case "area":
      return isAt(expression.from) && isAt(expression.to);
    default:
      return termsOf(expression).every(isFixed);
  }
}

/** Of an area where one value is wanted: the cell in the formula's own row or column. */
function operand(place: Place, expression: Expression): Table | undefined {
  const table = evaluate(place, expression);
  const area = areaOf(place, expression);
  if (!area || place.array || !table || (table.length === 1 && table[0]?.length === 1)) return table;
  const from = movedBy(area.from, place.moved);
  const column = table[0]?.length === 1 ? 0 : place.column - from.column;
  const row = table.length === 1 ? 0 : place.row - from.row;
  return table.length > 1 && (table[0]?.length ?? 0) > 1 ? undefined : single(table[row]?.[column]);
}

function areaOf(place: Place, expression: Expression): Area | undefined {
  const named = expression.kind === "name" ? nameIn(place, expression.name) : expression;
  return named?.kind === "area" ? named : undefined;
}

/** Functions that look over cells take an area whole, the others value by value. */
const WHOLE =
  /^(?:SUM|SUMIFS?|COUNT|COUNTA|COUNTBLANK|COUNTIFS?|AVERAGE|AVERAGEIFS?|MAX|MIN|PRODUCT|SUMPRODUCT|AND|OR|VLOOKUP|HLOOKUP|XLOOKUP|MATCH|INDEX|SUBTOTAL|CHOOSE|IF|IFS|CONCAT)$/;

function called(place: Place, name: string, terms: readonly Expression[]): Table | undefined {
  if (name === "SUBTOTAL") return subtotal(place, terms);
  const work = functionOf(name);
  if (!work || place.depth > DEEPEST) return undefined;
  const within: Place = takesArrays(name) ? { ...place, array: true } : place;
  const result = work(terms.map((term) => argumentOf(within, term, WHOLE.test(name))));
  return Array.isArray(result) ? (result as Table) : single(result as Known);
}

function argumentOf(place: Place, term: Expression, whole: boolean): Argument {
  let table: Table | undefined;
  let asked = false;
  return {
    table: () => {
      if (!asked) table = whole ? evaluate(deeper(place), term) : operand(deeper(place), term);
      asked = true;
      return table;
    },
    area: term.kind === "cell" || areaOf(place, term) !== undefined,
    missing: term.kind === "missing",
  };
}

/** 分类汇总: other subtotals in its area do not count; where rows are hidden it can't be told which of them do. */
function subtotal(place: Place, [number, ...areas]: readonly Expression[]): Table | undefined {
  const which = number?.kind === "number" ? Number(number.value.coefficient) % 100 : 0;
  const work = functionOf(SUBTOTALS[which] ?? "");
  const tables = areas.map((term) => {
    const area = term.kind === "cell" ? { from: term.at, to: term.at } : areaOf(place, term);
    const extent = area && extentOf(place, area.from, area.to);
    if (!extent || extent.sheets.some((sheet) => place.book.sheets.get(sheet)?.hidesRows)) return undefined;
    return tableOf(place, extent, (...at) => (isSubtotal(place, ...at) ? BLANK : valueAt(place, ...at)));
  });
  if (!work || tables.some((table) => table === undefined)) return undefined;
  const result = work(tables.map((table) => ({ table: () => table, area: true, missing: false })));
  return Array.isArray(result) ? (result as Table) : single(result as Known);
}

function isSubtotal({ book }: Place, sheet: string, row: number, column: number): boolean {
  const expression = book.sheets.get(sheet)?.cells.get(keyOf(row, column))?.expression;
  return expression?.kind === "call" && /^(?:SUBTOTAL|AGGREGATE)$/.test(expression.name);
}

function areaTable(place: Place, { from, to }: Area): Table | undefined {
  const extent = extentOf(place, from, to);
  return extent && tableOf(place, extent, (sheet, row, column) => valueAt(place, sheet, row, column));
}

/** A cell's own value; of a formula what its terms give, and what was kept only where that can't be computed. */
function valueAt({ book, depth }: Place, sheet: string, row: number, column: number): Known {
  const cell = book.sheets.get(sheet)?.cells.get(keyOf(row, column));
  if (!cell || cell.kind === "blank") return BLANK;
  if (cell.formula) {
    const computed = resultOf(book, cell, sheet, depth);
    if (computed !== undefined) return computed.kind === "blank" ? numberOf({ coefficient: 0n, scale: 0 }) : computed;
    if (book.stale || cell.outdated || cell.doubt !== undefined || cell.kind === "uncalculated") return undefined;
  }
  return storedIn(cell);
}

export function storedIn({ kind, text }: FormulaCell): Known {
  if (kind === "text") return textOf(text);
  if (kind === "error") return ERROR;
  if (kind === "boolean") return truthOf(text === "TRUE");
  if (kind === "uncalculated") return undefined;
  const value = parseStored(text);
  return value && numberOf(value);
}
