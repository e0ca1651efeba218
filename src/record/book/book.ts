import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { natural, parsedAs, record, type Shape, text } from "../../shape.js";
import { jsonText } from "../../shown-text.js";
import { replaceDurably } from "../durable.js";
import { type Anchor, anchorOf, type ChainEntry, type ChainProblem, chained, chainProblems } from "./chain.js";

export type { ChainEntry, ChainProblem } from "./chain.js";

/** 登记簿: an append-only record below the outputs, one entry a line, and its last entry once more beside it. */
export interface BookKind<T extends ChainEntry> {
  readonly folder: string;
  readonly name: string;
  readonly anchor: string;
  readonly isEntry: Shape<T>;
}

/** 登记簿的内容, and what is wrong with it. */
export interface Book<T> {
  readonly lines: readonly string[];
  readonly entries: readonly T[];
  readonly problems: readonly ChainProblem[];
}

type Place = Pick<BookKind<ChainEntry>, "folder" | "name" | "anchor">;

export function bookPath(outputs: string, { folder, name }: Pick<Place, "folder" | "name">): string {
  return join(outputs, folder, name);
}

/** 读登记簿, with its chain checked. */
export async function readBook<T extends ChainEntry>(outputs: string, kind: BookKind<T>): Promise<Book<T>> {
  const lines = (await textOf(bookPath(outputs, kind))).split("\n").filter((line) => line !== "");
  const anchor = parsedAs(isAnchor, await textOf(anchorPath(outputs, kind)));
  const parsed = lines.map((line) => parsedAs(kind.isEntry, line));
  return {
    lines,
    entries: parsed.filter((entry) => entry !== undefined),
    problems: chainProblems(lines, parsed, anchor),
  };
}

/**
 * 接着登记: what is said becomes an entry that carries the hash of the one before; the lines there already stay as they are. One at a time: an end
 * that is two entries ahead of its anchor can't be told from one that somebody wrote. To be called under the lock.
 */
export async function addToBook<S extends object, T extends S & ChainEntry>(
  outputs: string,
  kind: BookKind<T>,
  { lines, entries }: Book<T>,
  said: S,
): Promise<S & ChainEntry> {
  const last = entries.at(-1);
  const entry = chained(said, last);
  const written = [...lines, jsonText(entry)].map((line) => `${line}\n`).join("");
  await mkdir(join(outputs, kind.folder), { recursive: true });
  await writeAnchor(outputs, kind, anchorOf(last));
  await replaceDurably(bookPath(outputs, kind), encoded(written));
  await writeAnchor(outputs, kind, anchorOf(entry));
  return entry;
}

function anchorPath(outputs: string, { folder, anchor }: Pick<Place, "folder" | "anchor">): string {
  return join(outputs, folder, anchor);
}

function writeAnchor(outputs: string, kind: Place, anchor: Anchor): Promise<void> {
  return replaceDurably(anchorPath(outputs, kind), encoded(`${jsonText(anchor)}\n`));
}

const isAnchor = record<Anchor>({ entries: natural, last: text });

function encoded(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
