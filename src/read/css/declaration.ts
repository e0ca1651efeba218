import { expanded } from "./properties.js";
import { identOf, isBlank, isColon, isDelim, normal, type Token, written } from "./tokens.js";

/** 样式声明: a property of those that matter to what is seen, or a custom one. */
export interface Declaration {
  readonly property: string;
  /** In its normal form; as written where it stands for others (`var(--x)`) or a custom property. */
  readonly value: string;
  readonly important: boolean;
}

/** Reads `display: none !important`; undefined where a browser would not take it, and where it does not matter. */
export function readDeclaration(tokens: readonly Token[]): Declaration | undefined {
  const name = identOf(tokens[0]) ?? "";
  const colon = tokens.findIndex((token, at) => at > 0 && !isBlank(token));
  if (name === "" || !isColon(tokens[colon])) return undefined;
  const { value, important } = withoutImportance(tokens.slice(colon + 1));
  if (name.startsWith("--")) return { property: name, value: written(value), important };
  const property = name.toLowerCase();
  const text = refersTo(value) ? written(value) : property.startsWith("mso-number") ? written(value) : normal(value);
  const isTaken = refersTo(value) ? isTracked(property) : expanded(property, text) !== undefined;
  return isTaken ? { property, value: text, important } : undefined;
}

function isTracked(property: string): boolean {
  return expanded(property, "initial") !== undefined;
}

/** Whether a browser takes the declaration, of what can be told here. */
export function isKnown(property: string, value: string): boolean {
  return property.startsWith("--") || expanded(property, value) !== undefined;
}

function refersTo(value: readonly Token[]): boolean {
  return value.some((token) => /^var\($/i.test(token[1]));
}

function withoutImportance(tokens: readonly Token[]): {
  readonly value: readonly Token[];
  readonly important: boolean;
} {
  let end = tokens.length;
  const back = (): Token | undefined => {
    while (end > 0 && isBlank(tokens[end - 1] as Token)) end -= 1;
    return tokens[end - 1];
  };
  if (identOf(back())?.toLowerCase() !== "important") return { value: tokens, important: false };
  end -= 1;
  return isDelim(back(), "!")
    ? { value: tokens.slice(0, end - 1), important: true }
    : { value: tokens, important: false };
}
