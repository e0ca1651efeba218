import { sha256 } from "./bytes.js";
import { jsonText } from "./shown-text.js";

/** 链: each entry is numbered, and carries the hash of the one before it and its own. */
export interface ChainEntry {
  readonly number: number;
  readonly previous: string;
  readonly hash: string;
}

/** 末条登记: how many entries there are and the last one's hash, so that an end that was cut off shows. */
export interface Anchor {
  readonly entries: number;
  readonly last: string;
}

export function anchorOf(last: ChainEntry | undefined): Anchor {
  return { entries: last?.number ?? 0, last: last?.hash ?? NONE };
}

export interface ChainProblem {
  /** The number of the line, from 1. */
  readonly line: number;
  readonly text: string;
}

/** Before the first entry there is none. */
const NONE = "0".repeat(64);

/** 接在后面: what is said, as the next entry of the chain. */
export function chained<T extends object>(said: T, last: ChainEntry | undefined): T & ChainEntry {
  const before = anchorOf(last);
  const entry = { number: before.entries + 1, ...said, previous: before.last };
  return { ...entry, hash: hashOf(entry) };
}

function hashOf(entry: object): string {
  return sha256(new TextEncoder().encode(jsonText(entry)));
}

/** 核对链: lines that can't be read, were changed, are missing or in another order, and an end that was cut off. */
export function chainProblems(
  lines: readonly string[],
  entries: readonly (ChainEntry | undefined)[],
  anchor: Anchor | undefined,
): readonly ChainProblem[] {
  const problems = entries.flatMap((entry, at): readonly ChainProblem[] => {
    const line = at + 1;
    if (!entry) return [{ line, text: `第${line}条不能读取` }];
    if (!isUnchanged(entry, lines[at] ?? "")) return [{ line, text: `第${line}条被改动` }];
    const before = at === 0 ? { number: 0, hash: NONE } : entries[at - 1];
    if (before && (before.hash !== entry.previous || before.number + 1 !== entry.number))
      return [{ line, text: `第${line}条与前一条不相接：有的条目被删去、改动或调换了次序` }];
    return [];
  });
  return [...problems, ...endProblems(entries, anchor)];
}

function isUnchanged({ hash, ...said }: ChainEntry, line: string): boolean {
  return hashOf(said) === hash && jsonText({ ...said, hash }) === line;
}

/** The anchor is there before an entry is made and written anew after it: one entry more than it knows was made when the program was ended. */
function endProblems(
  entries: readonly (ChainEntry | undefined)[],
  anchor: Anchor | undefined,
): readonly ChainProblem[] {
  const line = entries.length;
  if (!anchor) return line === 0 ? [] : [{ line, text: "没有末条登记，不能确定末尾是否完整" }];
  if (anchor.entries > line) return [{ line: line + 1, text: `末尾缺${anchor.entries - line}条` }];
  const known = anchor.entries === 0 ? NONE : entries[anchor.entries - 1]?.hash;
  const isKnown = known === anchor.last;
  return isKnown && line - anchor.entries <= 1 ? [] : [{ line, text: "末条与登记的不同" }];
}
