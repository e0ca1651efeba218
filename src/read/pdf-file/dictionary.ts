import { type Lexing, nextToken, type Token } from "./token.js";

export { openLexing } from "./token.js";

/** 流字典: what the dictionary before a stream says about how its data are packed. */
export interface Dictionary {
  /** Filters in the order in which they are undone; undefined where they are not told by name here. */
  readonly filters: readonly string[] | undefined;
  readonly picture: boolean;
  /** Length of the data, where it stands here and not in another object. */
  readonly length: number | undefined;
  /** 页面内容: the numbers of the objects in which a page says what is drawn on it. */
  readonly contents: readonly number[];
  readonly kind: "form" | "objects" | "other";
}

/** A value as far as it matters here: a name, a number, the number of another object, a list of these; anything else is other. */
type Value =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "number" | "reference"; readonly number: number }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "other" };

const OTHER: Value = { kind: "other" };
/** Deeper than any producer nests values: what lies there is not looked at, and the file is given up. */
const DEEPEST = 50;

function isTooDeep(lexing: Lexing, depth: number): boolean {
  if (depth > DEEPEST) lexing.left = -1;
  return depth > DEEPEST;
}

/** Reads the dictionary that an object begins with, and where it ends; undefined where it is something else. */
export function dictionaryAt(
  lexing: Lexing,
  at: number,
): { readonly dictionary: Dictionary; readonly end: number } | undefined {
  lexing.at = at;
  if (nextToken(lexing).kind !== "<<") return undefined;
  const values = valuesOf(lexing, 0);
  if (!values) return undefined;
  // The word of the stream follows, behind white space and comments.
  const next = nextToken(lexing);
  return { dictionary: dictionaryOf(values), end: next.at };
}

function dictionaryOf(values: ReadonlyMap<string, Value>): Dictionary {
  const length = values.get("Length");
  return {
    filters: filtersOf(values.get("F") ?? values.get("Filter")),
    picture: isPictureIn(values),
    length: length?.kind === "number" ? length.number : undefined,
    contents: referencesIn(values.get("Contents")),
    kind: named(values.get("Subtype"), "Form") ? "form" : named(values.get("Type"), "ObjStm") ? "objects" : "other",
  };
}

function named(value: Value | undefined, name: string): boolean {
  return value?.kind === "name" && value.name === name;
}

function referencesIn(value: Value | undefined): readonly number[] {
  if (value?.kind === "reference") return [value.number];
  return value?.kind === "list" ? value.items.flatMap((item) => (item.kind === "reference" ? [item.number] : [])) : [];
}

/** The objects that an object without a dictionary lists: [12 0 R 13 0 R]. */
export function listedAt(lexing: Lexing, at: number): readonly number[] {
  lexing.at = at;
  return nextToken(lexing).kind === "[" ? referencesIn(listOf(lexing, 0)) : [];
}

/** The contents of each page that an object stream holds. */
export function contentsWithin(lexing: Lexing): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (let token = nextToken(lexing); token.kind !== "end"; token = nextToken(lexing)) {
    if (token.kind !== "name" || token.name !== "Contents") continue;
    const value = valueAt(lexing, nextToken(lexing), 0);
    if (value) found.push(referencesIn(value));
  }
  return found;
}

/** A picture has a width and a height; a page's thumbnail has no kind. */
function isPictureIn(values: ReadonlyMap<string, Value>): boolean {
  const kind = values.get("Subtype");
  const isKnown = kind === undefined || (kind.kind === "name" && kind.name === "Image");
  return isKnown && (values.has("Width") || values.has("W")) && (values.has("Height") || values.has("H"));
}

function filtersOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (value.kind === "name") return [value.name];
  if (value.kind !== "list") return undefined;
  const names = value.items.flatMap((item) => (item.kind === "name" ? [item.name] : []));
  return names.length === value.items.length ? names : undefined;
}

/** The values of a dictionary up to its end. Of two with one key the last counts, and what is no key is passed over, as the PDF library does it. */
function valuesOf(lexing: Lexing, depth: number): ReadonlyMap<string, Value> | undefined {
  const values = new Map<string, Value>();
  for (let token = nextToken(lexing); token.kind !== ">>"; token = nextToken(lexing)) {
    if (token.kind === "end" || isTooDeep(lexing, depth)) return undefined;
    if (token.kind !== "name") continue;
    const value = valueAt(lexing, nextToken(lexing), depth);
    if (!value) return undefined;
    values.set(token.name, value);
  }
  return values;
}

function valueAt(lexing: Lexing, token: Token, depth: number): Value | undefined {
  switch (token.kind) {
    case "name":
      return { kind: "name", name: token.name };
    case "number":
      return { kind: isReference(lexing) ? "reference" : "number", number: token.number };
    case "<<":
      return valuesOf(lexing, depth + 1) && OTHER;
    case "[":
      return listOf(lexing, depth + 1);
    case ">>":
      // A key without a value: the dictionary ends here.
      lexing.at = token.at;
      return OTHER;
    case "end":
      return undefined;
    default:
      return OTHER;
  }
}

function listOf(lexing: Lexing, depth: number): Value | undefined {
  const items: Value[] = [];
  for (let token = nextToken(lexing); token.kind !== "]"; token = nextToken(lexing)) {
    if (token.kind === "end" || isTooDeep(lexing, depth)) return undefined;
    const value = valueAt(lexing, token, depth);
    if (!value) return undefined;
    items.push(value);
    if (token.kind === ">>") lexing.at += 2;
  }
  return { kind: "list", items };
}

/** 12 0 R: a number followed by another one and R is no number; else what was read ahead is given back. */
function isReference(lexing: Lexing): boolean {
  const { at } = lexing;
  if (nextToken(lexing).kind === "number") {
    const word = nextToken(lexing);
    if (word.kind === "word" && word.word === "R") return true;
  }
  lexing.at = at;
  return false;
}
