import { type Decimal, multiply, rounded } from "../../decimal.js";
import { type Argument, isListed, numbersIn, type Work } from "./argument.js";
import { computed, ERROR, type Known, type NumberScalar, numberOf, ordered, quotient, total } from "./scalar.js";

type OverNumbers = (numbers: readonly NumberScalar[]) => Known;

const NONE = numberOf({ coefficient: 0n, scale: 0 });

function over(work: OverNumbers): Work {
  return (terms) => {
    const numbers = numbersIn(terms);
    return numbers === "error" ? ERROR : numbers && work(numbers);
  };
}

function count(size: number): NumberScalar {
  return numberOf({ coefficient: BigInt(size), scale: 0 });
}

function average(numbers: readonly NumberScalar[]): Known {
  return numbers.length === 0 ? ERROR : quotient(total(numbers), count(numbers.length));
}

function furthest(numbers: readonly NumberScalar[], side: 1 | -1): Known {
  let most: NumberScalar | undefined;
  for (const one of numbers) if (!most || (ordered(one, most) ?? 0) * side > 0) most = one;
  return most ?? NONE;
}

function product(numbers: readonly NumberScalar[]): Known {
  if (numbers.length === 0) return NONE;
  let value: Decimal = { coefficient: 1n, scale: 0 };
  for (const one of numbers) value = rounded(multiply(value, one.value), 30);
  return computed(value, ...numbers);
}

type Counts = (value: NonNullable<Known>) => boolean | undefined;

/** COUNT never fails: what is no number does not count. */
function countOf(terms: readonly Argument[], counts: Counts, ofSingle: Counts = counts): Known {
  let found = 0;
  for (const term of terms) {
    const table = term.table();
    if (!table) return undefined;
    const test = isListed(term, table) ? counts : ofSingle;
    const results = table.flat().map((value) => value && test(value));
    if (results.includes(undefined)) return undefined;
    found += results.filter((result) => result).length;
  }
  return count(found);
}

function products(terms: readonly Argument[]): Known {
  const tables = terms.map((term) => term.table());
  const [first] = tables;
  if (!first || tables.some((table) => table?.length !== first.length || table[0]?.length !== first[0]?.length))
    return undefined;
  const lists = tables.map((table) => table?.flat() ?? []);
  const numbers: NumberScalar[] = [];
  for (const at of first.flat().keys()) {
    const factors = lists.map((list) => list[at]);
    if (factors.some((one) => one === undefined || one.kind === "truth")) return undefined;
    if (factors.some((one) => one?.kind === "error")) return ERROR;
    const known = factors.map((one) => (one?.kind === "number" ? one : NONE));
    const value = product(known);
    if (value?.kind === "number") numbers.push(value);
  }
  return total(numbers);
}

/** 汇总函数. */
export const AGGREGATES: Readonly<Record<string, Work>> = {
  SUM: over(total),
  AVERAGE: over(average),
  MAX: over((numbers) => furthest(numbers, 1)),
  MIN: over((numbers) => furthest(numbers, -1)),
  PRODUCT: over(product),
  SUMPRODUCT: products,
  COUNT: (terms) =>
    countOf(
      terms,
      ({ kind }) => (kind === "truth" ? undefined : kind === "number"),
      ({ kind }) => kind === "number" || undefined,
    ),
  COUNTA: (terms) =>
    countOf(
      terms,
      ({ kind }) => kind !== "blank",
      () => true,
    ),
  COUNTBLANK: (terms) =>
    countOf(terms, (value) => value.kind === "blank" || (value.kind === "text" && value.text === "")),
};

/** 分类汇总 by its number; from 101 on hidden rows are left out. */
export const SUBTOTALS: Readonly<Record<number, string>> = {
  1: "AVERAGE",
  2: "COUNT",
  3: "COUNTA",
  4: "MAX",
  5: "MIN",
  6: "PRODUCT",
  9: "SUM",
};
