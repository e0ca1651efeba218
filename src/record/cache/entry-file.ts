import { closeSync, constants, ftruncateSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { sha256 } from "../../bytes.js";

/**
 * 条目文件: entries one after another in one file that only grows. An entry is a head and its content, which begins with the entry's key.
 * What a killed run left half written at the end, and all that stands behind a damaged head, is as good as not there.
 */
export interface EntryFile {
  get(key: string): string | undefined;
  put(key: string, text: string): void;
  /** Writes anew what this run used, where the rest takes up more than `mayStay` bytes and several times as much as that. */
  compact(mayStay: number): void;
  close(): void;
}

interface Place {
  readonly at: number;
  readonly size: number;
}

interface Opened {
  readonly path: string;
  handle: number;
  /** Where each entry stands, by the digest of its key; of several the last. */
  places: Map<string, Place>;
  readonly used: Set<string>;
  end: number;
}

/** Opens the file, or begins one; `readOnly` begins none and changes nothing. Throws what the system throws. */
export function openEntryFile(path: string, readOnly: boolean): EntryFile {
  const file = opened(path, readOnly ? constants.O_RDONLY : CHANGED);
  // What is added stands behind the last whole entry, or nobody would find it.
  if (!readOnly) ftruncateSync(file.handle, file.end);
  return {
    get: (key) => textAt(file, key),
    put: (key, text) => {
      if (!readOnly) append(file, key, text);
    },
    compact: (mayStay) => {
      const unused = file.end - usedBytes(file);
      if (!readOnly && unused > mayStay && unused > TIMES * usedBytes(file)) rewrite(file);
    },
    close: () => closeSync(file.handle),
  };
}

const TIMES = 3;

/** Not for appending: Windows does not let such a file be cut off. */
const CHANGED = constants.O_RDWR | constants.O_CREAT;

/** A head: a mark, the length of what follows, and the digests of the key and of the content. */
const MARK = 0x31_66_63_0a;
const HEAD = 4 + 4 + 32 + 32;

function opened(path: string, flags: number): Opened {
  const handle = openSync(path, flags);
  const places = new Map<string, Place>();
  const head = new Uint8Array(HEAD);
  let at = 0;
  while (readSync(handle, head, 0, HEAD, at) === HEAD && markOf(head) === MARK) {
    const size = sizeOf(head);
    if (!reaches(handle, at + HEAD + size)) break;
    places.set(keyOf(head), { at, size });
    at += HEAD + size;
  }
  return { path, handle, places, used: new Set(), end: at };
}

function reaches(handle: number, end: number): boolean {
  return readSync(handle, new Uint8Array(1), 0, 1, end - 1) === 1;
}

function markOf(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset).getUint32(0);
}

function sizeOf(head: Uint8Array): number {
  return new DataView(head.buffer, head.byteOffset).getUint32(4);
}

function keyOf(head: Uint8Array): string {
  return Buffer.from(head.buffer, head.byteOffset + 8, 32).toString("hex");
}

/** An entry begins with its key, so that one copied to another's place is not taken for it. */
function contentOf(key: string, text: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(key)}\n${text}`);
}

function headOf(key: string, content: Uint8Array): Uint8Array {
  const head = new Uint8Array(HEAD);
  const view = new DataView(head.buffer);
  view.setUint32(0, MARK);
  view.setUint32(4, content.length);
  head.set(Buffer.from(key, "hex"), 8);
  head.set(Buffer.from(sha256(content), "hex"), 40);
  return head;
}

function textAt(file: Opened, key: string): string | undefined {
  const digest = digestOf(key);
  const place = file.places.get(digest);
  const bytes = place && entryAt(file, place);
  if (!bytes) return undefined;
  const content = bytes.subarray(HEAD);
  if (!Buffer.from(headOf(digest, content)).equals(bytes.subarray(0, HEAD))) return undefined;
  const start = contentOf(key, "");
  if (!Buffer.from(start).equals(content.subarray(0, start.length))) return undefined;
  file.used.add(digest);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(content.subarray(start.length));
}

function entryAt({ handle }: Opened, { at, size }: Place): Uint8Array | undefined {
  const bytes = new Uint8Array(HEAD + size);
  return readSync(handle, bytes, 0, bytes.length, at) === bytes.length ? bytes : undefined;
}

function append(file: Opened, key: string, text: string): void {
  const content = contentOf(key, text);
  const digest = digestOf(key);
  const entry = Buffer.concat([headOf(digest, content), content]);
  writeWhole(file.handle, entry, file.end);
  file.places.set(digest, { at: file.end, size: content.length });
  file.used.add(digest);
  file.end += entry.length;
}

/** A write that breaks off leaves the beginning of an entry, which the next start cuts off. */
function writeWhole(handle: number, bytes: Uint8Array, place: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, place + at);
}

function usedBytes({ used, places }: Opened): number {
  return [...used].reduce((sum, key) => sum + HEAD + (places.get(key)?.size ?? 0), 0);
}

/** Written beside and put in the former file's place, so that whoever reads it meanwhile still reads a whole one. */
function rewrite(file: Opened): void {
  const beside = `${file.path}.tmp`;
  rmSync(beside, { force: true });
  const handle = openSync(beside, "wx+");
  const places = new Map<string, Place>();
  let end = 0;
  for (const [key, place] of file.places) {
    const bytes = file.used.has(key) ? entryAt(file, place) : undefined;
    if (!bytes) continue;
    writeWhole(handle, bytes, end);
    places.set(key, { at: end, size: place.size });
    end += bytes.length;
  }
  closeSync(file.handle);
  // Before the last step, which Windows refuses while somebody reads the former file: a handle must not be closed twice.
  Object.assign(file, { handle, places, end });
  renameSync(beside, file.path);
}

function digestOf(key: string): string {
  return sha256(new TextEncoder().encode(key));
}
