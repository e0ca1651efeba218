import { type Decimal, parseStored } from "../../decimal.js";

/** A cell that a formula speaks of; what is not fixed by `$` moves with a shared formula. */
export interface Reference {
  readonly sheet?: string;
  readonly row: number;
  readonly column: number;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

/** 公式: only what can be computed exactly and alike by every program: the four operations, percent, SUM and cells. */
export type Expression =
  | { readonly kind: "number"; readonly value: Decimal }
  | { readonly kind: "cell"; readonly at: Reference }
  | { readonly kind: "area"; readonly from: Reference; readonly to: Reference }
  | { readonly kind: "negative" | "percent"; readonly of: Expression }
  | { readonly kind: "sum"; readonly terms: readonly Expression[] }
  | { readonly kind: "+" | "-" | "*" | "/"; readonly left: Expression; readonly right: Expression };

const DEEPEST = 40;
const LONGEST = 4000;

const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)(?![\w.])|(?<sheet>(?:'(?:[^'[\]]|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?<cell>\$?[A-Za-z]{1,3}\$?\d{1,7})(?![\w(.!])|(?<sum>SUM)(?=\s*\()|(?<sign>[-+*/%(),;:]))/uy;

type Found = Readonly<Record<string, string | undefined>>;

/** Parses a formula as A1 references write it, with or without its `=`; undefined where it holds anything else than sums and cells. */
export function parseFormula(text: string): Expression | undefined {
  const tokens = text.length > LONGEST ? undefined : tokensOf(text.trim().replace(/^=/, ""));
  if (tokens === undefined || tokens.length === 0) return undefined;
  const reader = { tokens, at: 0 };
  const expression = sumOf(reader, 0);
  return reader.at === tokens.length ? expression : undefined;
}

function tokensOf(text: string): readonly Found[] | undefined {
  const tokens: Found[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match?.groups) return undefined;
    tokens.push(match.groups);
  }
  return tokens;
}

interface Reader {
  readonly tokens: readonly Found[];
  at: number;
}

function signAt(reader: Reader, ...signs: readonly string[]): string | undefined {
  const sign = reader.tokens[reader.at]?.sign;
  if (sign === undefined || !signs.includes(sign)) return undefined;
  reader.at += 1;
  return sign;
}

function sumOf(reader: Reader, depth: number): Expression | undefined {
  let left = productOf(reader, depth);
  for (let sign = signAt(reader, "+", "-"); left && sign; sign = signAt(reader, "+", "-")) {
    const right = productOf(reader, depth);
    left = right && { kind: sign as "+" | "-", left, right };
  }
  return left;
}

function productOf(reader: Reader, depth: number): Expression | undefined {
  let left = signedOf(reader, depth);
  for (let sign = signAt(reader, "*", "/"); left && sign; sign = signAt(reader, "*", "/")) {
    const right = signedOf(reader, depth);
    left = right && { kind: sign as "*" | "/", left, right };
  }
  return left;
}

function signedOf(reader: Reader, depth: number): Expression | undefined {
  let negative = false;
  for (let sign = signAt(reader, "-", "+"); sign; sign = signAt(reader, "-", "+"))
    if (sign === "-") negative = !negative;
  let expression = termOf(reader, depth);
  while (expression && signAt(reader, "%")) expression = { kind: "percent", of: expression };
  return expression && negative ? { kind: "negative", of: expression } : expression;
}

function termOf(reader: Reader, depth: number): Expression | undefined {
  if (depth > DEEPEST) return undefined;
  const token = reader.tokens[reader.at];
  if (token?.number !== undefined) {
    reader.at += 1;
    const value = parseStored(token.number);
    return value && { kind: "number", value };
  }
  if (token?.cell !== undefined) return cellOrArea(reader, token);
  if (token?.sum !== undefined) {
    reader.at += 1;
    return signAt(reader, "(") ? termsOf(reader, depth) : undefined;
  }
  if (!signAt(reader, "(")) return undefined;
  const inner = sumOf(reader, depth + 1);
  return signAt(reader, ")") ? inner : undefined;
}

function termsOf(reader: Reader, depth: number): Expression | undefined {
  const terms: Expression[] = [];
  do {
    const term = sumOf(reader, depth + 1);
    if (!term) return undefined;
    terms.push(term);
  } while (signAt(reader, ",", ";"));
  return signAt(reader, ")") ? { kind: "sum", terms } : undefined;
}

function cellOrArea(reader: Reader, token: Found): Expression | undefined {
  reader.at += 1;
  const from = referenceOf(token);
  if (!signAt(reader, ":")) return { kind: "cell", at: from };
  const next = reader.tokens[reader.at];
  reader.at += 1;
  return next?.cell === undefined
    ? undefined
    : { kind: "area", from, to: { ...referenceOf(next), ...(from.sheet !== undefined && { sheet: from.sheet }) } };
}

function referenceOf({ sheet, cell = "" }: Found): Reference {
  const [, fixedColumn = "", letters = "", fixedRow = "", digits = ""] =
    /^(\$?)([A-Za-z]+)(\$?)(\d+)$/.exec(cell) ?? [];
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  const name = sheet?.slice(0, -1).replace(/^'|'$/g, "").replaceAll("''", "'");
  return {
    row: Number(digits) - 1,
    column: column - 1,
    rowFixed: fixedRow !== "",
    columnFixed: fixedColumn !== "",
    ...(name !== undefined && { sheet: name }),
  };
}
