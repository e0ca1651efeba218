import { unreadable } from "../refusal.js";

/** 7z 的目录 while it is read. */
export interface Directory {
  readonly bytes: Uint8Array;
  at: number;
}

export function brokenDirectory(): never {
  throw unreadable("压缩结构已损坏");
}

export function byteOf(directory: Directory): number {
  const byte = directory.bytes[directory.at];
  if (byte === undefined) brokenDirectory();
  directory.at += 1;
  return byte;
}

export function bytesOf(directory: Directory, count: number): Uint8Array {
  const { bytes, at } = directory;
  if (at + count > bytes.length) brokenDirectory();
  directory.at = at + count;
  return bytes.subarray(at, at + count);
}

/** A number of one to nine bytes: the leading ones of the first tell how many follow, the lowest first. */
export function numberOf(directory: Directory): number {
  const first = byteOf(directory);
  let value = 0;
  for (let place = 0, mask = 0x80; place < 8; place++, mask >>= 1) {
    if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * place);
    value += byteOf(directory) * 2 ** (8 * place);
  }
  return value;
}

/** How many of something there are: never more than the directory has bytes, for each takes some. */
export function countOf(directory: Directory): number {
  const count = numberOf(directory);
  if (count > directory.bytes.length) brokenDirectory();
  return count;
}

/** One bit for each of so many, the highest first. */
export function flagsOf(directory: Directory, count: number): readonly boolean[] {
  const bytes = bytesOf(directory, Math.ceil(count / 8));
  return Array.from({ length: count }, (_, at) => ((bytes[at >> 3] as number) & (0x80 >> (at & 7))) !== 0);
}

/** The same, where one byte can say that it holds for all. */
export function flagsOrAll(directory: Directory, count: number): readonly boolean[] {
  return byteOf(directory) === 0 ? flagsOf(directory, count) : new Array<boolean>(count).fill(true);
}

export function wordOf(directory: Directory): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytesOf(directory, 4);
  return a + b * 0x100 + c * 0x10000 + d * 0x1000000;
}

/** Checksums of those that have one. */
export function checksumsOf(directory: Directory, count: number): readonly (number | undefined)[] {
  return flagsOrAll(directory, count).map((has) => (has ? wordOf(directory) : undefined));
}
