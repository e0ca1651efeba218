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

/** Run by run: one pattern for the whole string would need more memory than there is for some millions of signs. */
function string(text: string, start: number): number {
  if (text[start] !== '"') throw new BrokenAt(start);
  let at = start + 1;
  for (;;) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within a string
    at += lengthAt(text, at, /[^"\\\u0000-\u001f]*/y);
    if (text[at] === '"') return at + 1;
    const escaped = lengthAt(text, at, /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y);
    if (escaped === 0) throw new BrokenAt(start);
    at += escaped;
  }
}

function matched(text: string, at: number, pattern: RegExp): number {
  const length = lengthAt(text, at, pattern);
  if (length === 0) throw new BrokenAt(at);
  return at + length;
}

function blank(text: string, at: number): number {
  return at + lengthAt(text, at, /[ \t\r\n]*/y);
}

function lengthAt(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
