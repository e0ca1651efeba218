import { add, format, multiply, negate, rounded, shift, subtract } from "../../decimal.js";
import {
  arithmetic,
  computed,
  ERROR,
  type Known,
  type NumberScalar,
  numberOf,
  ordered,
  quotient,
  type Table,
  textOf,
  truthOf,
} from "./scalar.js";

export type Sign = "+" | "-" | "*" | "/" | "^" | "&" | "=" | "<>" | "<" | ">" | "<=" | ">=";

/** 运算: two values by one sign. */
export function operated(sign: Sign, left: Known, right: Known): Known {
  if (left?.kind === "error" || right?.kind === "error") return ERROR;
  if (sign === "&") return joinedTexts(left, right);
  if (/[=<>]/.test(sign)) return compared(sign, left, right);
  const [a, b] = [arithmetic(left), arithmetic(right)];
  if (a?.kind === "error" || b?.kind === "error") return ERROR;
  return a?.kind === "number" && b?.kind === "number" ? calculated(sign, a, b) : undefined;
}

function calculated(sign: Sign, a: NumberScalar, b: NumberScalar): Known {
  if (sign === "+") return computed(add(a.value, b.value), a, b);
  if (sign === "-") return computed(subtract(a.value, b.value), a, b);
  if (sign === "*") return computed(rounded(multiply(a.value, b.value), 30), a, b);
  return sign === "/" ? quotient(a, b) : power(a, b);
}

const HIGHEST = 64n;

/** Whole powers only; 0^0 is not the same everywhere. */
export function power(a: NumberScalar, b: NumberScalar): Known {
  const { coefficient: exponent, scale } = b.value;
  if (scale !== 0 || exponent > HIGHEST || exponent < -HIGHEST) return undefined;
  if (a.value.coefficient === 0n && exponent <= 0n) return undefined;
  let result = { coefficient: 1n, scale: 0 };
  for (let n = exponent < 0n ? -exponent : exponent; n > 0n; n--) result = rounded(multiply(result, a.value), 60);
  const value = computed(result, a, b);
  return exponent < 0n ? quotient(numberOf({ coefficient: 1n, scale: 0 }), value) : value;
}

export function negated(value: Known): Known {
  const number = arithmetic(value);
  return number?.kind === "number" ? { ...number, value: negate(number.value) } : number;
}

export function hundredth(value: Known): Known {
  const number = arithmetic(value);
  return number?.kind === "number" ? { ...number, value: shift(number.value, -2) } : number;
}

function joinedTexts(left: Known, right: Known): Known {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  return a !== undefined && b !== undefined ? textOf(a + b) : undefined;
}

/** As & takes a value; a number of many digits is written otherwise by each program. */
export function wordsOf(value: Known): string | undefined {
  switch (value?.kind) {
    case "text":
      return value.text;
    case "blank":
      return "";
    case "number": {
      const text = format(value.value);
      return value.exact && text.length <= 11 ? text : undefined;
    }
    default:
      return undefined;
  }
}

function compared(sign: Sign, left: Known, right: Known): Known {
  const order = orderOf(left, right);
  if (order === undefined) return undefined;
  if (order === "other") return sign === "=" ? truthOf(false) : sign === "<>" ? truthOf(true) : undefined;
  const holds = (order < 0 && sign.includes("<")) || (order > 0 && sign.includes(">")) || (order === 0 && isEven(sign));
  return truthOf(holds);
}

function isEven(sign: Sign): boolean {
  return sign === "=" || sign === "<=" || sign === ">=";
}

/** How two values stand to each other; texts are only alike or not, whatever their case, and come after every number. */
export function orderOf(left: Known, right: Known): -1 | 0 | 1 | "other" | undefined {
  if (!left || !right || left.kind === "error" || right.kind === "error") return undefined;
  const [a, b] = [asKindOf(left, right), asKindOf(right, left)];
  if (a.kind === "number" && b.kind === "number") return ordered(a, b);
  if (a.kind === "truth" && b.kind === "truth") return (Number(a.on) - Number(b.on)) as -1 | 0 | 1;
  if (a.kind === "text" && b.kind === "text") return a.text.toLowerCase() === b.text.toLowerCase() ? 0 : "other";
  // FALSE is 0 in one program and not in another.
  if (a.kind === "truth" || b.kind === "truth") return undefined;
  if (a.kind === "number" && b.kind === "text") return -1;
  if (a.kind === "text" && b.kind === "number") return 1;
  return a.kind === "blank" && b.kind === "blank" ? 0 : "other";
}

/** An empty cell is 0 beside a number, nothing beside a text. */
function asKindOf(value: NonNullable<Known>, beside: NonNullable<Known>): NonNullable<Known> {
  if (value.kind !== "blank") return value;
  if (beside.kind === "number") return numberOf({ coefficient: 0n, scale: 0 });
  if (beside.kind === "truth") return truthOf(false);
  return beside.kind === "text" ? textOf("") : value;
}

/** Does with tables what is done with single values; a table of one row, column or cell goes with all of the other. */
export function broadcast(tables: readonly (Table | undefined)[], work: (...values: readonly Known[]) => Known): Table {
  if (tables.some((table) => table === undefined)) return [[undefined]];
  const known = tables as readonly Table[];
  const rows = Math.max(...known.map((table) => table.length));
  const columns = Math.max(...known.map((table) => table[0]?.length ?? 0));
  const at = (table: Table, row: number, column: number): Known => {
    const line = table[table.length === 1 ? 0 : row];
    return line?.[line.length === 1 ? 0 : column];
  };
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => work(...known.map((table) => at(table, row, column)))),
  );
}
