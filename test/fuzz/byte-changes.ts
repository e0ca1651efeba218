import type { Random } from "./random.js";

/** A piece of bytes that is replaced. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly put: Uint8Array;
}

/** 改字节: what a disk, a mail server or somebody's program does to a file. */
export type ByteChange = (bytes: Uint8Array, random: Random) => Splice;

export const BYTE_CHANGES = {
  "a bit turned": (bytes, random) => {
    const start = random.below(bytes.length);
    return { start, end: start + 1, put: Uint8Array.of((bytes[start] ?? 0) ^ (1 << random.below(8))) };
  },
  "another byte": (bytes, random) => {
    const start = random.below(bytes.length);
    return { start, end: start + 1, put: Uint8Array.of(random.pick(TELLING) ?? random.below(256)) };
  },
  "bytes less": (bytes, random) => {
    const start = random.below(bytes.length);
    return { start, end: Math.min(bytes.length, start + 1 + random.below(16)), put: new Uint8Array() };
  },
  "bytes more": (bytes, random) => {
    const start = random.below(bytes.length + 1);
    return { start, end: start, put: Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256)) };
  },
  "bytes twice": (bytes, random) => {
    const start = random.below(bytes.length);
    const end = Math.min(bytes.length, start + 1 + random.below(200));
    return { start: end, end, put: bytes.slice(start, end) };
  },
  "a number of four bytes": (bytes, random) => {
    const start = random.below(Math.max(1, bytes.length - 4));
    return {
      start,
      end: Math.min(bytes.length, start + 4),
      put: new Uint8Array(Uint32Array.of(random.pick(NUMBERS)).buffer),
    };
  },
  "zeros over it": (bytes, random) => {
    const start = random.below(bytes.length);
    const end = Math.min(bytes.length, start + 1 + random.below(64));
    return { start, end, put: new Uint8Array(end - start) };
  },
  "the end cut off": (bytes, random) => ({
    start: random.below(bytes.length),
    end: bytes.length,
    put: new Uint8Array(),
  }),
  "bytes behind the end": (bytes, random) => ({
    start: bytes.length,
    end: bytes.length,
    put: Uint8Array.from({ length: 1 + random.below(100) }, () => random.below(256)),
  }),
} as const satisfies Record<string, ByteChange>;

const TELLING = [0, 1, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x20, 0x2c, 0x22, 0x30, 0x39, 0x3c, 0xfe];
const NUMBERS = [0, 1, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x06054b50, 0x04034b50, 0x02014b50, 0x10000];

export function spliced(bytes: Uint8Array, { start, end, put }: Splice): Uint8Array {
  const changed = new Uint8Array(bytes.length - (end - start) + put.length);
  changed.set(bytes.subarray(0, start));
  changed.set(put, start);
  changed.set(bytes.subarray(end), start + put.length);
  return changed;
}
