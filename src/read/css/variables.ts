import { closingsOf, functionOf, identOf, isBlank, normal, type Token, tokensOf, written } from "./tokens.js";

/** 自定义属性: `--name`, as it holds for an element. */
export type Variables = ReadonlyMap<string, string>;

const LONGEST = 5000;
const DEEPEST = 20;

/** The value with all that it refers to, in its normal form. */
export function substitutedIn(text: string, variables: Variables): string | undefined {
  const found = substituted(text, variables, 0);
  return found === undefined ? undefined : normal(tokensOf(found));
}

/** Puts in what `var(--x, other)` stands for; undefined where that is nothing, or itself, or too much to be meant. */
function substituted(text: string, variables: Variables, depth: number): string | undefined {
  if (!/var\(/i.test(text)) return text;
  if (depth > DEEPEST) return undefined;
  const tokens = tokensOf(text);
  const closings = closingsOf(tokens);
  const parts: string[] = [];
  let length = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const end = closings.get(at) ?? at;
    const isReference = functionOf(token) === "var";
    const part = isReference ? referredTo(tokens.slice(at + 1, end), variables, depth) : token[1];
    if (part === undefined) return undefined;
    length += part.length;
    if (length > LONGEST) return undefined;
    // A comment between keeps what stands side by side apart.
    parts.push(isReference ? `/**/${part}/**/` : part);
    if (isReference) at = end;
  }
  return parts.join("");
}

function referredTo(given: readonly Token[], variables: Variables, depth: number): string | undefined {
  const comma = given.findIndex((token) => token[1] === ",");
  const name = identOf(given.find((token) => !isBlank(token)));
  const own = name === undefined ? undefined : variables.get(name);
  const found = own === undefined || own === "initial" ? undefined : substituted(own, variables, depth + 1);
  if (found !== undefined) return found;
  return comma < 0 ? undefined : substituted(written(given.slice(comma + 1)), variables, depth + 1);
}
