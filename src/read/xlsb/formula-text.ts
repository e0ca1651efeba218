import { columnName } from "../../grid.js";
import { functionNumbered, NAMED_FUNCTION } from "./functions.js";
import { damaged, type Fields, f64, i32, signs, skip, u8, u16, u32, within } from "./records.js";

/** What formulas of a workbook refer to by number. */
export interface Referred {
  /** The sheets of each place that names one, as a formula writes them: `表三!`, `[1]外部!`. */
  readonly sheets: readonly (string | undefined)[];
  readonly names: readonly string[];
}

/** The cell for which a relative reference is written. */
export interface Origin {
  readonly row: number;
  readonly column: number;
}

/** 共享公式的指向: the cell in which the formula is written that this one shares. */
export interface Shared {
  readonly row: number;
  readonly column: number;
}

interface Reading {
  readonly tokens: Fields;
  readonly extra: Fields;
  readonly referred: Referred;
  readonly origin: Origin;
  readonly stack: string[];
  /** Of a formula that shares another one. */
  shared: Shared | undefined;
}

/** Thrown and caught here: the formula has something in it that is not told. */
class Unknown extends Error {}

function unknown(): never {
  throw new Unknown();
}

/**
 * 公式 as A1 references write it, out of its tokens; undefined where something in it is not known, so that nothing is computed from it. One
 * that shares another's is given as where that stands.
 */
export function formulaText(fields: Fields, referred: Referred, origin: Origin): string | Shared | undefined {
  const tokens = within(fields, u32(fields));
  const extra =
    fields.at + 4 <= fields.end ? within(fields, Math.min(u32(fields), fields.end - fields.at)) : within(fields, 0);
  const reading: Reading = { tokens, extra, referred, origin, stack: [], shared: undefined };
  try {
    while (tokens.at < tokens.end) takeToken(reading, u8(tokens));
  } catch (problem) {
    if (problem instanceof Unknown) return undefined;
    throw problem;
  }
  if (reading.shared) return reading.shared;
  return reading.stack.length === 1 ? reading.stack[0] : undefined;
}

const SIGNS = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>"];
const FIRST_SIGN = 3;

/** The upper bits of a token say only whether it stands for a value, a reference or an array. */
function takeToken(reading: Reading, token: number): void {
  const kind = token >= 0x60 ? token - 0x40 : token >= 0x40 ? token - 0x20 : token;
  const sign = SIGNS[kind - FIRST_SIGN];
  if (sign !== undefined) put(reading, between(reading, sign));
  else {
    const text = kind < 0x20 ? plainToken(reading, kind) : operand(reading, kind);
    if (text !== undefined) put(reading, text);
  }
}

function put({ stack }: Reading, text: string): void {
  // A formula of more than 32 kB is none that anybody wrote.
  if (text.length > 32_768) unknown();
  stack.push(text);
}

function taken({ stack }: Reading): string {
  return stack.pop() ?? unknown();
}

/** Undefined where nothing is put on the stack. */
function plainToken(reading: Reading, kind: number): string | undefined {
  const { tokens } = reading;
  switch (kind) {
    case 0x01:
      reading.shared = { row: u32(tokens), column: reading.extra.at + 4 <= reading.extra.end ? u32(reading.extra) : 0 };
      return undefined;
    case 0x11:
      return between(reading, ":");
    case 0x12:
      return `+${taken(reading)}`;
    case 0x13:
      return `-${taken(reading)}`;
    case 0x14:
      return `${taken(reading)}%`;
    case 0x15:
      return `(${taken(reading)})`;
    case 0x16:
      return "";
    case 0x17:
      return `"${signs(tokens, u16(tokens)).replaceAll('"', '""')}"`;
    case 0x19:
      return attribute(reading);
    case 0x1c:
      return errorOf(u8(tokens)) ?? unknown();
    case 0x1d:
      return u8(tokens) === 0 ? "FALSE" : "TRUE";
    case 0x1e:
      return String(u16(tokens));
    case 0x1f:
      return String(f64(tokens)).replace("e+", "E");
    default:
      return unknown();
  }
}

function between(reading: Reading, sign: string): string {
  const right = taken(reading);
  return `${taken(reading)}${sign}${right}`;
}

const ATTRIBUTES = { choose: 0x04, sum: 0x10 };

/** Jumps and blanks change nothing of what is computed; a sum of one term may be written as one. */
function attribute(reading: Reading): string | undefined {
  const kind = u8(reading.tokens);
  const data = u16(reading.tokens);
  if ((kind & ATTRIBUTES.choose) !== 0) skip(reading.tokens, 2 * (data + 1));
  return (kind & ATTRIBUTES.sum) === 0 ? undefined : `SUM(${taken(reading)})`;
}

function operand(reading: Reading, kind: number): string {
  const { tokens } = reading;
  switch (kind) {
    case 0x21:
      return call(reading, u16(tokens), undefined);
    case 0x22: {
      const count = u8(tokens) & 0x7f;
      return call(reading, u16(tokens) & 0x7fff, count);
    }
    case 0x23:
      return reading.referred.names[u32(tokens) - 1] ?? unknown();
    case 0x24:
    case 0x2c:
      return cell(reading, kind === 0x2c);
    case 0x25:
    case 0x2d:
      return area(reading, kind === 0x2d);
    case 0x3a:
      return `${sheetOf(reading)}${cell(reading, false)}`;
    case 0x3b:
      return `${sheetOf(reading)}${area(reading, false)}`;
    default:
      return unknown();
  }
}

function sheetOf({ tokens, referred }: Reading): string {
  return referred.sheets[u16(tokens)] ?? unknown();
}

function call(reading: Reading, number: number, count: number | undefined): string {
  if (number === NAMED_FUNCTION) {
    const terms = takenMany(reading, (count ?? unknown()) - 1);
    return `${taken(reading)}(${terms.join(",")})`;
  }
  const listed = functionNumbered(number) ?? unknown();
  const terms = takenMany(reading, count ?? listed.terms ?? unknown());
  return `${listed.name}(${terms.join(",")})`;
}

function takenMany(reading: Reading, count: number): readonly string[] {
  if (count < 0 || count > reading.stack.length) unknown();
  return reading.stack.splice(reading.stack.length - count, count);
}

const RELATIVE = { row: 0x8000, column: 0x4000 };
const ROWS = 1_048_576;
const COLUMNS = 16_384;

function cell(reading: Reading, moves: boolean): string {
  const row = i32(reading.tokens);
  return reference(reading, row, u16(reading.tokens), moves);
}

function area(reading: Reading, moves: boolean): string {
  const { tokens } = reading;
  const [top, bottom, left, right] = [i32(tokens), i32(tokens), u16(tokens), u16(tokens)];
  return `${reference(reading, top, left, moves)}:${reference(reading, bottom, right, moves)}`;
}

/** In shared formulas what is relative is counted from the cell itself, round the edge of the sheet. */
function reference({ origin }: Reading, row: number, flagged: number, moves: boolean): string {
  const rowMoves = (flagged & RELATIVE.row) !== 0;
  const columnMoves = (flagged & RELATIVE.column) !== 0;
  const column = flagged & 0x3fff;
  const ownRow = moves && rowMoves ? (((origin.row + row) % ROWS) + ROWS) % ROWS : row;
  const ownColumn = moves && columnMoves ? (origin.column + column) % COLUMNS : column;
  if (ownRow < 0 || ownRow >= ROWS) damaged();
  return `${columnMoves ? "" : "$"}${columnName(ownColumn)}${rowMoves ? "" : "$"}${ownRow + 1}`;
}

const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
  [0x2b, "#GETTING_DATA"],
]);

export function errorOf(code: number): string | undefined {
  return ERRORS.get(code);
}
