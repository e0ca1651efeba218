import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Book, type BookKind, bookOf, continued } from "../../book.js";
import type { ChainEntry } from "../../chain.js";
import { replaceDurably } from "../durable.js";

type Place = Pick<BookKind<ChainEntry>, "folder" | "name" | "anchor">;

export function bookPath(outputs: string, { folder, name }: Pick<Place, "folder" | "name">): string {
  return join(outputs, folder, name);
}

/** 读登记簿, with its chain checked. */
export async function readBook<T extends ChainEntry>(outputs: string, kind: BookKind<T>): Promise<Book<T>> {
  const [lines, anchor] = [await textOf(bookPath(outputs, kind)), await textOf(anchorPath(outputs, kind))];
  return bookOf(kind, { lines, anchor });
}

/**
 * 接着登记 on the disk. One entry at a time: an end that is two entries ahead of its anchor can't be told from one that somebody wrote. To be
 * called under the lock.
 */
export async function addToBook<S extends object, T extends S & ChainEntry>(
  outputs: string,
  kind: BookKind<T>,
  book: Book<T>,
  said: S,
): Promise<S & ChainEntry> {
  const { entry, texts, anchorBefore } = continued(book, said);
  await mkdir(join(outputs, kind.folder), { recursive: true });
  await replaceDurably(anchorPath(outputs, kind), encoded(anchorBefore));
  await replaceDurably(bookPath(outputs, kind), encoded(texts.lines));
  await replaceDurably(anchorPath(outputs, kind), encoded(texts.anchor));
  return entry;
}

function anchorPath(outputs: string, { folder, anchor }: Pick<Place, "folder" | "anchor">): string {
  return join(outputs, folder, anchor);
}

function encoded(words: string): Uint8Array {
  return new TextEncoder().encode(words);
}

async function textOf(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}
