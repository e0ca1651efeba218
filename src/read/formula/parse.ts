import { type Decimal, parseStored } from "../../decimal.js";
import type { Sign } from "./operators.js";
import { type Token, tokensOf } from "./tokens.js";

/** A cell that a formula speaks of; what is not fixed by `$` moves with a shared formula. */
export interface Reference {
  readonly sheet?: string;
  readonly row: number;
  readonly column: number;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

/** 公式: its terms; a function that nothing here computes is a call like any other. */
export type Expression =
  | { readonly kind: "number"; readonly value: Decimal }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "truth"; readonly on: boolean }
  | { readonly kind: "missing" | "error" }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "cell"; readonly at: Reference }
  | { readonly kind: "area"; readonly from: Reference; readonly to: Reference }
  | { readonly kind: "array"; readonly rows: readonly (readonly Expression[])[] }
  | { readonly kind: "negative" | "percent"; readonly of: Expression }
  | { readonly kind: "operation"; readonly sign: Sign; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: string; readonly terms: readonly Expression[] };

/** What an expression is made of, one level down. */
export function termsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "negative":
    case "percent":
      return [expression.of];
    case "operation":
      return [expression.left, expression.right];
    case "call":
      return expression.terms;
    case "array":
      return expression.rows.flat();
    default:
      return [];
  }
}

const DEEPEST = 80;
/** Of a sheet, counted from 0. */
const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** Parses a formula as A1 references write it, with or without its `=`; undefined where it is written in any other way. */
export function parseFormula(text: string): Expression | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader: Reader = { tokens, at: 0 };
  const expression = operationOf(reader, 0, 0);
  return reader.at === tokens.length ? expression : undefined;
}

/** Signs from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ["=", "<>", "<", ">", "<=", ">="],
  ["&"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];

function operationOf(reader: Reader, depth: number, level: number): Expression | undefined {
  const signs = LEVELS[level];
  if (!signs) return signedOf(reader, depth);
  let left = operationOf(reader, depth, level + 1);
  for (let sign = signAt(reader, signs); left && sign; sign = signAt(reader, signs)) {
    const right = operationOf(reader, depth, level + 1);
    left = right && { kind: "operation", sign: sign as Sign, left, right };
  }
  return left;
}

function signAt(reader: Reader, signs: readonly string[]): string | undefined {
  const sign = reader.tokens[reader.at]?.sign;
  if (sign === undefined || !signs.includes(sign)) return undefined;
  reader.at += 1;
  return sign;
}

/** A sign before a number binds it more tightly than any other: -2^2 is 4. */
function signedOf(reader: Reader, depth: number): Expression | undefined {
  let minuses = 0;
  for (let sign = signAt(reader, ["-", "+"]); sign; sign = signAt(reader, ["-", "+"])) if (sign === "-") minuses += 1;
  let expression = termOf(reader, depth);
  while (expression && signAt(reader, ["%"])) expression = { kind: "percent", of: expression };
  // Two are not none: --(A1>0) makes a number of a truth value.
  for (let left = minuses > 2 ? 2 - (minuses % 2) : minuses; expression && left > 0; left--)
    expression = { kind: "negative", of: expression };
  return expression;
}

function termOf(reader: Reader, depth: number): Expression | undefined {
  const token = reader.tokens[reader.at];
  if (depth > DEEPEST || !token) return undefined;
  reader.at += 1;
  if (token.number !== undefined) {
    const value = parseStored(token.number);
    return value && { kind: "number", value };
  }
  if (token.text !== undefined) return { kind: "text", text: token.text.slice(1, -1).replaceAll('""', '"') };
  if (token.error !== undefined) return { kind: "error" };
  if (token.call !== undefined) return callOf(reader, depth, token.call);
  if (token.name !== undefined) return nameOf(token);
  if (token.sign === "{") return arrayOf(reader, depth);
  if (token.sign !== undefined) return token.sign === "(" ? bracketOf(reader, depth) : undefined;
  return cellOrArea(reader, token);
}

function bracketOf(reader: Reader, depth: number): Expression | undefined {
  const inner = operationOf(reader, depth + 1, 0);
  return signAt(reader, [")"]) ? inner : undefined;
}

/** Functions newer than the file format have a prefix, those of other houses a longer one. */
function callOf(reader: Reader, depth: number, written: string): Expression | undefined {
  if (!signAt(reader, ["("])) return undefined;
  const name = written.toUpperCase().replace(/^(?:_XLFN\.|_XLWS\.|COM\.MICROSOFT\.|ORG\.LIBREOFFICE\.)+/, "");
  const terms: Expression[] = [];
  if (signAt(reader, [")"])) return { kind: "call", name, terms };
  do {
    const next = reader.tokens[reader.at]?.sign ?? "";
    const term = /^[,;)]$/.test(next) ? ({ kind: "missing" } as const) : operationOf(reader, depth + 1, 0);
    if (!term) return undefined;
    terms.push(term);
  } while (signAt(reader, [",", ";"]));
  return signAt(reader, [")"]) ? { kind: "call", name, terms } : undefined;
}

/** {1,2;3,4}: rows are parted by semicolons. */
function arrayOf(reader: Reader, depth: number): Expression | undefined {
  const rows: Expression[][] = [[]];
  for (;;) {
    const term = signedOf(reader, depth + 1);
    if (!term) return undefined;
    rows.at(-1)?.push(term);
    const sign = signAt(reader, [",", ";", "}"]);
    if (sign === "}") return { kind: "array", rows };
    if (sign === ";") rows.push([]);
    else if (sign === undefined) return undefined;
  }
}

function nameOf({ sheet, name = "" }: Token): Expression {
  if (sheet === undefined && /^(?:TRUE|FALSE)$/i.test(name)) return { kind: "truth", on: /^true$/i.test(name) };
  return { kind: "name", name: `${sheet === undefined ? "" : `${plainSheet(sheet)}!`}${name}` };
}

function cellOrArea(reader: Reader, token: Token): Expression | undefined {
  const whole = token.columns ?? token.rows;
  if (whole !== undefined) return areaOf(token.sheet, whole);
  const from = referenceOf(token.sheet, token.cell ?? "");
  if (!signAt(reader, [":"])) return { kind: "cell", at: from };
  const next = reader.tokens[reader.at];
  reader.at += 1;
  return next?.cell === undefined ? undefined : { kind: "area", from, to: referenceOf(token.sheet, next.cell) };
}

/** A:C and 3:5 reach over the whole sheet. */
function areaOf(sheet: string | undefined, whole: string): Expression {
  const [first = "", last = ""] = whole.split(":");
  const byColumn = /[A-Za-z]/.test(first);
  const cell = (part: string, line: number): Reference =>
    byColumn
      ? { ...referenceOf(sheet, `${part}1`), row: line, rowFixed: true }
      : { ...referenceOf(sheet, `A${part}`), column: line, columnFixed: true };
  return { kind: "area", from: cell(first, 0), to: cell(last, byColumn ? LAST_ROW : LAST_COLUMN) };
}

function referenceOf(sheet: string | undefined, cell: string): Reference {
  const [, fixedColumn = "", letters = "", fixedRow = "", digits = ""] =
    /^(\$?)([A-Za-z]+)(\$?)(\d+)$/.exec(cell) ?? [];
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return {
    row: Number(digits) - 1,
    column: column - 1,
    rowFixed: fixedRow !== "",
    columnFixed: fixedColumn !== "",
    ...(sheet !== undefined && { sheet: plainSheet(sheet) }),
  };
}

function plainSheet(sheet: string): string {
  return sheet.slice(0, -1).replace(/^'|'$/g, "").replaceAll("''", "'");
}
