/** A key that an object gives twice; `at` is the offset of the second. */
export interface RepeatedKey {
  readonly key: string;
  readonly at: number;
}

/** 逐字检查: where a text stops being JSON (an offset), and the keys of which a parser would keep only the last. */
export interface JsonCheck {
  readonly brokenAt: number | undefined;
  readonly repeated: readonly RepeatedKey[];
}

const DEEPEST = 100;

/** What parsers say of broken JSON differs from engine to engine, and some name no place; so the text is walked here. */
export function checkJson(text: string): JsonCheck {
  const repeated: RepeatedKey[] = [];
  try {
    const end = blank(text, value({ text, repeated, depth: 0 }, blank(text, 0)));
    return { brokenAt: end < text.length ? end : undefined, repeated };
  } catch (error) {
    if (error instanceof BrokenAt) return { brokenAt: error.at, repeated };
    throw error;
  }
}

class BrokenAt extends Error {
  readonly at: number;
  constructor(at: number) {
    super();
    this.at = at;
  }
}

interface Walk {
  readonly text: string;
  readonly repeated: RepeatedKey[];
  readonly depth: number;
}

/** Each of these takes the offset at which its part begins and gives the one behind it. */
function value(walk: Walk, at: number): number {
  if (walk.depth > DEEPEST) throw new BrokenAt(at);
  const inner = { ...walk, depth: walk.depth + 1 };
  switch (walk.text[at]) {
    case "{":
      return object(inner, at);
    case "[":
      return list(inner, at);
    case '"':
      return string(walk.text, at);
    default:
      return matched(walk.text, at, /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y);
  }
}

function object(walk: Walk, start: number): number {
  const { text, repeated } = walk;
  const keys = new Set<string>();
  return items(text, start, "}", (at) => {
    if (text[at] !== '"') throw new BrokenAt(at);
    const end = string(text, at);
    const key = keyIn(text.slice(at, end));
    if (keys.has(key)) repeated.push({ key, at });
    keys.add(key);
    const colon = blank(text, end);
    if (text[colon] !== ":") throw new BrokenAt(colon);
    return value(walk, blank(text, colon + 1));
  });
}

/** An escaped sign is the sign itself: "a" and "\u0061" are one key. */
function keyIn(quoted: string): string {
  return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function list(walk: Walk, start: number): number {
  return items(walk.text, start, "]", (at) => value(walk, at));
}

function items(text: string, start: number, close: string, item: (at: number) => number): number {
  let at = blank(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = blank(text, item(at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") throw new BrokenAt(at);
    at = blank(text, at + 1);
  }
}

function string(text: string, at: number): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within a string
  return matched(text, at, /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y);
}

function matched(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) throw new BrokenAt(at);
  return at + found[0].length;
}

function blank(text: string, at: number): number {
  const pattern = /[ \t\r\n]*/y;
  pattern.lastIndex = at;
  return at + (pattern.exec(text)?.[0].length ?? 0);
}
