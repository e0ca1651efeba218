import { isKnown } from "./declaration.js";
import { inPixels } from "./length.js";
import { normal, type Token } from "./tokens.js";

/** maybe: it depends on the window, the machine or the browser. */
export type Truth = "yes" | "no" | "maybe";

/** The windows in which pages are looked at; a condition that holds in some of them and not in others is undecided. */
const WINDOWS: readonly (readonly [width: number, height: number])[] = [
  [1024, 600],
  [1280, 720],
  [1366, 640],
  [1440, 800],
  [1600, 800],
  [1920, 950],
  [2560, 1300],
];

/** Whether an `@media` rule holds on a desk's screen. What is for print only is not what stands on the page. */
export function mediaHolds(prelude: readonly Token[] | string): Truth {
  const text = typeof prelude === "string" ? prelude.trim().toLowerCase() : normal(prelude);
  return text === "" ? "yes" : any(text.split(",").map(queryHolds));
}

function queryHolds(text: string): Truth {
  const query = text.trim();
  const typed = /^(?:(not|only) )?([a-z][\w-]*)(?: and (.+))?$/.exec(query);
  if (!typed || query.startsWith("not (")) return condition(query, feature);
  const [, sign, type = "", rest] = typed;
  const kind: Truth = type === "all" || type === "screen" ? "yes" : "no";
  const holds = rest === undefined ? kind : every([kind, condition(rest, feature)]);
  return sign === "not" ? negated(holds) : holds;
}

/** Whether an `@supports` rule holds in today's browsers, as far as that can be told. */
export function supported(prelude: readonly Token[]): Truth {
  return condition(normal(prelude), (inner) => {
    const [, property = "", value = ""] = /^([\w-]+)\s*:\s*(\S[\s\S]*)$/.exec(inner) ?? [];
    return isKnown(property, value.replace(/ ?! ?important$/, "")) ? "yes" : "maybe";
  });
}

/** `not (…) and ((…) or (…))`; what is no condition is undecided. */
function condition(text: string, leaf: (inner: string) => Truth): Truth {
  const parts = partsOf(text.trim());
  if (parts.length === 0) return "maybe";
  const terms: Truth[] = [];
  let isNegated = false;
  let joined: "and" | "or" = "and";
  for (const part of parts) {
    if (part === "not") isNegated = true;
    else if (part === "and" || part === "or") joined = part;
    else {
      const truth = termHolds(part, leaf);
      terms.push(isNegated ? negated(truth) : truth);
      isNegated = false;
    }
  }
  return joined === "or" ? any(terms) : every(terms);
}

function termHolds(part: string, leaf: (inner: string) => Truth): Truth {
  if (!part.startsWith("(") || !part.endsWith(")")) return "maybe";
  const inner = part.slice(1, -1).trim();
  return /^\(|^not\b/.test(inner) ? condition(inner, leaf) : leaf(inner);
}

/** Words, and what stands in brackets with them. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === "(") depth += 1;
    if (sign === ")") depth -= 1;
    if (sign !== undefined && (sign !== " " || depth > 0)) continue;
    if (at > from) parts.push(text.slice(from, at));
    from = at + 1;
  }
  return parts;
}

const DECIDED: Readonly<Record<string, Truth>> = {
  color: "yes",
  "hover:hover": "yes",
  "any-hover:hover": "yes",
  "pointer:fine": "yes",
  "any-pointer:fine": "yes",
  "hover:none": "no",
  "any-hover:none": "no",
  "pointer:coarse": "no",
  "pointer:none": "no",
  "orientation:landscape": "yes",
  "orientation:portrait": "no",
  monochrome: "no",
  grid: "no",
  "display-mode:browser": "yes",
  "scripting:enabled": "yes",
  "scripting:none": "no",
};

function feature(inner: string): Truth {
  const plain = inner.replace(/ ?: ?/, ":");
  const decided = DECIDED[plain];
  if (decided) return decided;
  const bounds = boundsOf(plain);
  if (!bounds) return "maybe";
  const held = WINDOWS.filter((window) =>
    bounds.every(({ side, sign, pixels }) => compared(window[side === "width" ? 0 : 1], sign, pixels)),
  );
  return held.length === WINDOWS.length ? "yes" : held.length === 0 ? "no" : "maybe";
}

interface Bound {
  readonly side: "width" | "height";
  readonly sign: string;
  readonly pixels: number;
}

/** `min-width:768px`, `width >= 768px`, `400px <= width < 700px`. */
function boundsOf(text: string): readonly Bound[] | undefined {
  const old = /^(min|max)-(?:device-)?(width|height):(.+)$/.exec(text);
  const pixels = inPixels(old?.[3], 16);
  if (old)
    return pixels === undefined ? undefined : [{ side: sideOf(old[2]), sign: old[1] === "min" ? ">=" : "<=", pixels }];
  const [, low, lowSign, side, highSign, high] =
    /^(?:([^<>=]+?) ?(<=|<|>=|>) ?)?(width|height)(?: ?(<=|<|>=|>|=) ?([^<>=]+))?$/.exec(text) ?? [];
  const bounds: Bound[] = [];
  const [from, to] = [inPixels(low, 16), inPixels(high, 16)];
  if (lowSign !== undefined && from !== undefined)
    bounds.push({ side: sideOf(side), sign: mirrored(lowSign), pixels: from });
  if (highSign !== undefined && to !== undefined) bounds.push({ side: sideOf(side), sign: highSign, pixels: to });
  return bounds.length === Number(low !== undefined) + Number(high !== undefined) && bounds.length > 0
    ? bounds
    : undefined;
}

function sideOf(text: string | undefined): Bound["side"] {
  return text === "height" ? "height" : "width";
}

function mirrored(sign: string): string {
  return sign.replace(/[<>]/, (one) => (one === "<" ? ">" : "<"));
}

function compared(size: number, sign: string, pixels: number): boolean {
  if (sign.startsWith("<")) return sign === "<" ? size < pixels : size <= pixels;
  return sign === ">" ? size > pixels : sign === "=" ? size === pixels : size >= pixels;
}

function negated(truth: Truth): Truth {
  return truth === "maybe" ? "maybe" : truth === "yes" ? "no" : "yes";
}

function any(truths: readonly Truth[]): Truth {
  return truths.includes("yes") ? "yes" : truths.includes("maybe") ? "maybe" : "no";
}

function every(truths: readonly Truth[]): Truth {
  return truths.includes("no") ? "no" : truths.includes("maybe") ? "maybe" : "yes";
}
