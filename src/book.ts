import { type Anchor, anchorOf, type ChainEntry, type ChainProblem, chained, chainProblems } from "./chain.js";
import { natural, parsedAs, record, type Shape, text } from "./shape.js";
import { jsonText } from "./shown-text.js";

/** 登记簿: an append-only record below the outputs, one entry a line, and its last entry once more beside it. */
export interface BookKind<T extends ChainEntry> {
  readonly folder: string;
  readonly name: string;
  readonly anchor: string;
  readonly isEntry: Shape<T>;
}

/** 登记簿的两个文件, as texts; empty where there is none. */
export interface BookTexts {
  readonly lines: string;
  readonly anchor: string;
}

/** 登记簿的内容, and what is wrong with it. */
export interface Book<T> {
  readonly lines: readonly string[];
  readonly entries: readonly T[];
  readonly problems: readonly ChainProblem[];
}

/** 读登记簿, with its chain checked. */
export function bookOf<T extends ChainEntry>({ isEntry }: BookKind<T>, texts: BookTexts): Book<T> {
  const lines = texts.lines.split("\n").filter((line) => line !== "");
  const parsed = lines.map((line) => parsedAs(isEntry, line));
  return {
    lines,
    entries: parsed.filter((entry) => entry !== undefined),
    problems: chainProblems(lines, parsed, parsedAs(isAnchor, texts.anchor)),
  };
}

const isAnchor = record<Anchor>({ entries: natural, last: text });

/** 接着登记的一条, and the texts with it. The lines there already stay as they are. */
export interface Continued<S> {
  readonly entry: S & ChainEntry;
  readonly texts: BookTexts;
  /** The anchor as it has to stand before the entry is written. */
  readonly anchorBefore: string;
}

/** 接着登记: what is said becomes an entry that carries the hash of the one before. */
export function continued<S extends object>({ lines, entries }: Book<ChainEntry>, said: S): Continued<S> {
  const last = entries.at(-1);
  const entry = chained(said, last);
  const all = [...lines, jsonText(entry)].map((line) => `${line}\n`).join("");
  return { entry, texts: { lines: all, anchor: anchorText(entry) }, anchorBefore: anchorText(last) };
}

function anchorText(last: ChainEntry | undefined): string {
  return `${jsonText(anchorOf(last))}\n`;
}
