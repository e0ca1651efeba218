import { isZero, parseStored } from "../../decimal.js";
import { type Argument, countAt, valueIn, type Work } from "./argument.js";
import { orderOf } from "./operators.js";
import { ERROR, isTrue, type Known, type NumberScalar, numberOf, quotient, type Table, total } from "./scalar.js";

type Test = (value: Known) => boolean | undefined;

/** 条件 of SUMIF and its like: 5, ">5", "镇*", "<>"; undefined where programs differ. */
function testOf(criterion: Known): Test | undefined {
  if (criterion?.kind === "number") return (value) => isEqual(value, criterion);
  if (criterion?.kind !== "text" || criterion.text === "") return undefined;
  const [, sign = "", rest = ""] = /^(<>|<=|>=|=|<|>)?([\s\S]*)$/.exec(criterion.text) ?? [];
  if (rest === "") return sign === "=" ? isEmpty : sign === "<>" ? inverse(isEmpty) : undefined;
  const limit = parseStored(rest.trim());
  if (limit) return numberTest(sign, numberOf(limit));
  if (/^[<>]=?$/.test(sign) || /[~^$.+()[\]{}|\\]/.test(rest)) return undefined;
  const test: Test = (value) => value && (value.kind === "text" ? isLike(value.text, rest) : false);
  return sign === "<>" ? inverse(test) : test;
}

const isEmpty: Test = (value) =>
  value && (value.kind === "blank" ? true : value.kind === "text" && value.text === "" ? undefined : false);

function inverse(test: Test): Test {
  return (value) => {
    const holds = test(value);
    return holds === undefined ? undefined : !holds;
  };
}

function numberTest(sign: string, limit: NumberScalar): Test {
  if (sign === "" || sign === "=") return (value) => isEqual(value, limit);
  if (sign === "<>") return inverse((value) => isEqual(value, limit));
  return (value) => {
    if (value?.kind !== "number") return value && (mayCount(value) ? undefined : false);
    const order = orderOf(value, limit);
    if (typeof order !== "number") return undefined;
    return (
      (order < 0 && sign.includes("<")) || (order > 0 && sign.includes(">")) || (order === 0 && sign.includes("="))
    );
  };
}

/** A text that says the number, or a truth value, counts in one program and not in another. */
function isEqual(value: Known, limit: NumberScalar): boolean | undefined {
  if (value?.kind !== "number") return value && (mayCount(value) ? undefined : false);
  const order = orderOf(value, limit);
  return order === undefined ? undefined : order === 0;
}

function mayCount(value: NonNullable<Known>): boolean {
  return value.kind === "truth" || (value.kind === "text" && /\d/.test(value.text));
}

/** Whether a text is as the pattern has it: * is any text, ? any one sign; case does not count. */
function isLike(text: string, pattern: string): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  const [plain, signs] = [text.toLowerCase(), pattern.toLowerCase()];
  for (const sign of signs) {
    const next = new Set<number>();
    for (const end of ends) {
      if (sign === "*") for (let at = end; at <= plain.length; at++) next.add(at);
      else if (end < plain.length && (sign === "?" || plain[end] === sign)) next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(plain.length);
}

/** Which cells fulfil all conditions: pairs of an area and what is asked of it. */
function fulfilling(pairs: readonly Argument[]): readonly boolean[] | undefined {
  let fulfilled: boolean[] | undefined;
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const [values, test] = [pairs[at]?.table()?.flat(), testOf(valueIn(pairs[at + 1]))];
    if (!values || !test || (fulfilled && fulfilled.length !== values.length)) return undefined;
    const found = values.map(test);
    if (found.some((one) => one === undefined)) return undefined;
    fulfilled = found.map((one, index) => one === true && (fulfilled?.[index] ?? true));
  }
  return fulfilled;
}

function gathered(
  fulfilled: readonly boolean[] | undefined,
  of: Table | undefined,
): readonly NumberScalar[] | undefined {
  const values = of?.flat();
  if (!fulfilled || !values || values.length !== fulfilled.length) return undefined;
  const taken = values.filter((_, at) => fulfilled[at]);
  if (taken.some((value) => value === undefined || /^(?:error|truth)$/.test(value.kind))) return undefined;
  return taken.flatMap((value) => (value?.kind === "number" ? [value] : []));
}

function summed(numbers: readonly NumberScalar[] | undefined): Known {
  return numbers && total(numbers);
}

function averaged(numbers: readonly NumberScalar[] | undefined): Known {
  return numbers && (numbers.length === 0 ? ERROR : quotient(total(numbers), countOf(numbers.length)));
}

function countOf(count: number): NumberScalar {
  return numberOf({ coefficient: BigInt(count), scale: 0 });
}

function counted(fulfilled: readonly boolean[] | undefined): Known {
  return fulfilled && countOf(fulfilled.filter((one) => one).length);
}

/** The place of a value in a list; an error where it is not there, undefined where that can't be told. */
function placeIn(value: Known, list: readonly Known[]): number | "error" | undefined {
  if (!value || value.kind === "blank" || (value.kind === "text" && /[*?~]/.test(value.text))) return undefined;
  for (const [at, one] of list.entries()) {
    if (one?.kind === "blank") continue;
    const order = one && (one.kind === "error" ? "other" : orderOf(value, one));
    if (order === undefined) return undefined;
    if (order === 0) return at;
  }
  return "error";
}

function isExact(term: Argument | undefined): boolean {
  const value = term && !term.missing ? valueIn(term) : undefined;
  return term?.missing === true || (value?.kind === "number" ? isZero(value.value) : isTrue(value) === false);
}

/** Only looked up exactly: what comes nearest depends on an order that the list may not have. */
const lookedUp =
  (down: boolean): Work =>
  (terms) => {
    const [table, line] = [terms[1]?.table(), countAt(terms, 2)];
    if (!table || line === undefined || line < 1 || !isExact(terms[3])) return undefined;
    const list = down ? table.map((row) => row[0]) : (table[0] ?? []);
    const at = placeIn(valueIn(terms[0]), list);
    if (at === undefined || at === "error") return at && ERROR;
    return down ? table[at]?.[line - 1] : table[line - 1]?.[at];
  };

const matched: Work = (terms) => {
  const list = terms[1]?.table()?.flat();
  if (!list || !isExact(terms[2])) return undefined;
  const at = placeIn(valueIn(terms[0]), list);
  return at === undefined ? undefined : at === "error" ? ERROR : countOf(at + 1);
};

const indexed: Work = (terms) => {
  const [table, first, second] = [terms[0]?.table(), countAt(terms, 1), terms.length > 2 ? countAt(terms, 2) : 1];
  if (!table || first === undefined || second === undefined || first < 1 || second < 1) return undefined;
  return table.length === 1 && terms.length === 2 ? table[0]?.[first - 1] : table[first - 1]?.[second - 1];
};

const foundElsewhere: Work = (terms) => {
  const [list, results] = [terms[1]?.table()?.flat(), terms[2]?.table()?.flat()];
  if (!list || list.length !== results?.length || terms.length > 4) return undefined;
  const at = placeIn(valueIn(terms[0]), list);
  return at === "error" ? (terms[3] ? valueIn(terms[3]) : ERROR) : at === undefined ? undefined : results[at];
};

/** 条件汇总和查找函数. */
export const LOOKUPS: Readonly<Record<string, Work>> = {
  SUMIF: (terms) => summed(gathered(fulfilling(terms.slice(0, 2)), (terms[2] ?? terms[0])?.table())),
  SUMIFS: (terms) => summed(gathered(fulfilling(terms.slice(1)), terms[0]?.table())),
  AVERAGEIF: (terms) => averaged(gathered(fulfilling(terms.slice(0, 2)), (terms[2] ?? terms[0])?.table())),
  AVERAGEIFS: (terms) => averaged(gathered(fulfilling(terms.slice(1)), terms[0]?.table())),
  COUNTIF: (terms) => counted(fulfilling(terms)),
  COUNTIFS: (terms) => counted(fulfilling(terms)),
  VLOOKUP: lookedUp(true),
  HLOOKUP: lookedUp(false),
  MATCH: matched,
  INDEX: indexed,
  XLOOKUP: foundElsewhere,
};
