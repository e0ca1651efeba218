import { tooLarge } from "../refusal.js";
import { mediaHolds, supported, type Truth } from "./condition.js";
import { type Declaration, readDeclaration } from "./declaration.js";
import { type Layers, layerNamed, ranksOf } from "./layers.js";
import { type ParsedSelector, parseSelectors } from "./selector.js";
import {
  atName,
  closingsOf,
  identOf,
  isBlank,
  isColon,
  isCurly,
  isDelim,
  isSemicolon,
  type Token,
  tokensOf,
  written,
} from "./tokens.js";

export { over, tintOf } from "./colours.js";
export type { Declaration } from "./declaration.js";
export { inPixels, numberOf } from "./length.js";
export { functionsIn, split } from "./parts.js";
export { expanded, INHERITED, INITIAL, type Longhand } from "./properties.js";
export { states, untold } from "./selector.js";
export { substitutedIn, type Variables } from "./variables.js";

/** 样式规则: one selector with what it declares. */
export interface StyleRule {
  readonly selector: ParsedSelector;
  /** Whether its conditions can't be told: a width of the window, a feature of the browser. */
  readonly maybe: boolean;
  /** Rank of its cascade layer; what lies in none has the highest. */
  readonly layer: number;
  readonly order: number;
  readonly declarations: readonly Declaration[];
}

/** Rules that matter to what is seen; only a page that wants to do harm has more. */
const MOST_RULES = 50_000;
const MOST_SELECTOR_CHARACTERS = 4_000_000;

interface Reading {
  readonly tokens: readonly Token[];
  readonly closings: ReadonlyMap<number, number>;
  readonly sheet: Sheet;
}

interface Sheet {
  readonly rules: (Omit<StyleRule, "layer"> & { readonly layerName: string | undefined })[];
  readonly layers: Layers;
  characters: number;
}

interface Around {
  /** The selectors of the rule around, to which those within refer. */
  readonly parent: string | undefined;
  readonly maybe: boolean;
  readonly layer: string | undefined;
}

/** Reads the style sheets of a page in order. */
export function readStyleSheets(sources: readonly string[]): readonly StyleRule[] {
  const sheet: Sheet = { rules: [], layers: new Map(), characters: 0 };
  for (const source of sources) {
    const tokens = tokensOf(source);
    const around: Around = { parent: undefined, maybe: false, layer: undefined };
    readBlock({ tokens, closings: closingsOf(tokens), sheet }, 0, tokens.length, around);
  }
  const ranks = ranksOf(sheet.layers);
  return sheet.rules.map(({ layerName, ...rule }) => ({
    ...rule,
    layer: layerName === undefined ? Number.POSITIVE_INFINITY : (ranks.get(layerName) ?? 0),
  }));
}

/** Rules, and within a rule declarations too. */
function readBlock(reading: Reading, from: number, to: number, around: Around): void {
  const declarations: Declaration[] = [];
  let at = from;
  while (at < to) {
    const token = reading.tokens[at] as Token;
    if (isBlank(token) || (around.parent !== undefined && isSemicolon(token))) at += 1;
    else at = readItem(reading, at, to, around, declarations);
  }
  if (around.parent !== undefined) addRule(reading.sheet, around.parent, declarations, around);
}

/** Reads one declaration or rule; gives where the next begins. */
function readItem(reading: Reading, at: number, to: number, around: Around, found: Declaration[]): number {
  const isAt = atName(reading.tokens[at]) !== undefined;
  const isDeclared = around.parent !== undefined && !isAt && isDeclaration(reading, at, to);
  const end = endOf(reading, at, to, { block: !isDeclared, semicolon: isAt || around.parent !== undefined });
  const isBlockRule = end < to && isCurly(reading.tokens[end] as Token);
  const close = isBlockRule ? Math.min(reading.closings.get(end) ?? to, to) : end;
  if (isAt) readAtRule(reading, { at, end, close, isBlockRule }, around);
  else if (isBlockRule && !isDeclared) {
    const parent = nested(reading.tokens.slice(at, end), around.parent);
    readBlock(reading, end + 1, close, { ...around, parent });
  } else if (around.parent !== undefined) {
    const declaration = readDeclaration(reading.tokens.slice(at, end));
    if (declaration) found.push(declaration);
  }
  return close + 1;
}

/** `color: red`, and no `a:hover { … }`: a custom property alone may hold braces. */
function isDeclaration(reading: Reading, at: number, to: number): boolean {
  const { tokens } = reading;
  const name = identOf(tokens[at]);
  let colon = at + 1;
  while (colon < to && isBlank(tokens[colon] as Token)) colon += 1;
  if (name === undefined || colon >= to || !isColon(tokens[colon])) return false;
  if (name.startsWith("--")) return true;
  const end = endOf(reading, at, to, { block: true, semicolon: true });
  return end >= to || !isCurly(tokens[end] as Token);
}

function endOf(
  { tokens, closings }: Reading,
  from: number,
  to: number,
  ends: { readonly block: boolean; readonly semicolon: boolean },
): number {
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token;
    if (ends.block && isCurly(token)) return at;
    if (ends.semicolon && isSemicolon(token)) return at;
    at = closings.get(at) ?? at;
  }
  return to;
}

/** Rules that are about other things than how elements look. */
const APART =
  /^(?:charset|import|namespace|font-face|font-feature-values|font-palette-values|page|keyframes|property|counter-style|color-profile|position-try|view-transition|starting-style|viewport|document|function|-.+)$/;

function readAtRule(
  reading: Reading,
  { at, end, close, isBlockRule }: { at: number; end: number; close: number; isBlockRule: boolean },
  around: Around,
): void {
  const name = atName(reading.tokens[at]) ?? "";
  const prelude = reading.tokens.slice(at + 1, end);
  if (name === "layer") {
    const layers = written(prelude)
      .split(",")
      .map((one) => layerNamed(reading.sheet.layers, one.trim(), around.layer));
    if (isBlockRule) readBlock(reading, end + 1, close, { ...around, layer: layers[0] });
    return;
  }
  if (!isBlockRule || APART.test(name)) return;
  const holds = truthOf(name, prelude);
  if (holds !== "no") readBlock(reading, end + 1, close, { ...around, maybe: around.maybe || holds === "maybe" });
}

function truthOf(name: string, prelude: readonly Token[]): Truth {
  if (name === "media") return mediaHolds(prelude);
  return name === "supports" ? supported(prelude) : "maybe";
}

/** 嵌套: `&` stands for the selectors of the rule around; without it, what is within that rule's elements is meant. */
function nested(prelude: readonly Token[], parent: string | undefined): string {
  const own = `:is(${parent ?? ":root"})`;
  const has = prelude.some((token) => isDelim(token, "&"));
  const text = written(prelude.map((token): Token => (isDelim(token, "&") ? (tokensOf("\u0001")[0] as Token) : token)));
  const size = prelude.length * (parent?.length ?? 0);
  if (size > MOST_SELECTOR_CHARACTERS) throw tooLarge("网页的样式过多");
  if (has) return text.replaceAll("\u0001", own);
  return parent === undefined
    ? text
    : separated(prelude)
        .map((one) => `${own} ${one}`)
        .join(",");
}

/** The selectors between the commas that stand in no brackets. */
function separated(prelude: readonly Token[]): readonly string[] {
  const closings = closingsOf(prelude);
  const parts: Token[][] = [[]];
  for (let at = 0; at < prelude.length; at++) {
    const end = closings.get(at) ?? at;
    if (prelude[at]?.[1] === ",") parts.push([]);
    else parts.at(-1)?.push(...prelude.slice(at, end + 1));
    at = end;
  }
  return parts.map(written);
}

/** The declarations of a `style` attribute. */
export function readInlineStyle(text: string): readonly Declaration[] {
  const tokens = tokensOf(text);
  const reading: Reading = {
    tokens,
    closings: closingsOf(tokens),
    sheet: { rules: [], layers: new Map(), characters: 0 },
  };
  const found: Declaration[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = endOf(reading, at, tokens.length, { block: false, semicolon: true });
    while (at < end && isBlank(tokens[at] as Token)) at += 1;
    const declaration = readDeclaration(tokens.slice(at, end));
    if (declaration) found.push(declaration);
    at = end + 1;
  }
  return found;
}

function addRule(sheet: Sheet, selectors: string, declarations: readonly Declaration[], around: Around): void {
  if (declarations.length === 0) return;
  sheet.characters += selectors.length;
  if (sheet.characters > MOST_SELECTOR_CHARACTERS) throw tooLarge("网页的样式过多");
  for (const selector of parseSelectors(selectors)) {
    const order = sheet.rules.length;
    sheet.rules.push({ selector, maybe: around.maybe, layerName: around.layer, order, declarations });
  }
  if (sheet.rules.length > MOST_RULES) throw tooLarge("网页的样式规则过多");
}
