/** 解压中的数据流 (RFC 1951): what is still packed, the bits taken from it and not yet used, and what came out so far. */
interface Stream {
  readonly packed: Uint8Array;
  at: number;
  bits: number;
  bitCount: number;
  plain: Uint8Array;
  size: number;
  readonly maxBytes: number;
}

/**
 * The codes of one alphabet. `quick` holds, by the next bits of the stream, symbol × 16 + length of every code of up to
 * QUICK bits; longer ones are found bit by bit among the symbols in the order of their codes.
 */
interface Codes {
  readonly quick: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const QUICK = 10;
const LONGEST = 15;
const END_OF_BLOCK = 256;

/**
 * 解压: inflates a deflate stream, counting while it does.
 * @throws RangeError when it would become larger than `maxBytes`, another Error when it is damaged or ends early
 */
export function inflateRaw(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const plain = new Uint8Array(Math.min(maxBytes, bytes.length * 4 + 1024));
  const stream: Stream = { packed: bytes, at: 0, bits: 0, bitCount: 0, plain, size: 0, maxBytes };
  let last = false;
  while (!last) {
    last = take(stream, 1) === 1;
    inflateBlock(stream, take(stream, 2));
  }
  return stream.plain.subarray(0, stream.size);
}

function inflateBlock(stream: Stream, kind: number): void {
  if (kind === 3) throw new Error("invalid block type");
  if (kind === 0) copyStored(stream);
  else {
    const { literals, distances } = kind === 1 ? FIXED : readCodes(stream);
    inflateCodes(stream, literals, distances);
  }
}

/** A block that is not packed: it begins at a whole byte and says its length twice. */
function copyStored(stream: Stream): void {
  toWholeByte(stream);
  const length = take(stream, 16);
  if (length !== (take(stream, 16) ^ 0xffff)) throw new Error("invalid stored block lengths");
  toWholeByte(stream);
  const end = stream.at + length;
  if (end > stream.packed.length) throw new Error("unexpected end of file");
  makeRoom(stream, length);
  stream.plain.set(stream.packed.subarray(stream.at, end), stream.size);
  stream.at = end;
  stream.size += length;
}

/** Whole bytes that were taken ahead are given back, the rest of the one under way is left. */
function toWholeByte(stream: Stream): void {
  stream.at -= stream.bitCount >> 3;
  stream.bits = 0;
  stream.bitCount = 0;
}

/** The order in which the lengths of the codes for code lengths are given. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;

function readCodes(stream: Stream): { literals: Codes; distances: Codes } {
  const literals = take(stream, 5) + 257;
  const distances = take(stream, 5) + 1;
  const given = take(stream, 4) + 4;
  if (literals > 286 || distances > 30) throw new Error("too many length or distance symbols");
  const lengths = new Uint8Array(19);
  for (const symbol of ORDER.slice(0, given)) lengths[symbol] = take(stream, 3);
  const all = readLengths(stream, codesOf(lengths, "whole"), literals + distances);
  if (all[END_OF_BLOCK] === 0) throw new Error("missing end-of-block");
  return {
    literals: codesOf(all.subarray(0, literals), "single"),
    distances: codesOf(all.subarray(literals), "single"),
  };
}

/** Code lengths of both alphabets in a row: 16 repeats the one before, 17 and 18 are runs of zeros. */
function readLengths(stream: Stream, codes: Codes, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const symbol = takeSymbol(stream, codes);
    if (symbol < 16) {
      lengths[at] = symbol;
      at += 1;
      continue;
    }
    if (symbol === 16 && at === 0) throw new Error("invalid bit length repeat");
    const repeated = symbol === 16 ? lengths[at - 1]! : 0;
    const times = symbol === 16 ? take(stream, 2) + 3 : symbol === 17 ? take(stream, 3) + 3 : take(stream, 7) + 11;
    if (at + times > count) throw new Error("invalid bit length repeat");
    lengths.fill(repeated, at, at + times);
    at += times;
  }
  return lengths;
}

/**
 * The codes that a list of code lengths stands for. Codes that overlap are refused; so are codes that leave something
 * over, except for none at all and a single code of one bit.
 */
function codesOf(lengths: ArrayLike<number>, allowed: "whole" | "single"): Codes {
  const counts = new Uint16Array(LONGEST + 1);
  for (let symbol = 0; symbol < lengths.length; symbol++) counts[lengths[symbol]!]! += 1;
  const used = lengths.length - counts[0]!;
  counts[0] = 0;
  let left = 1;
  for (let length = 1; length <= LONGEST; length++) {
    left = left * 2 - counts[length]!;
    if (left < 0) throw new Error("over-subscribed code");
  }
  const single = allowed === "single" && used === counts[1];
  if (left > 0 && !single) throw new Error("incomplete code");
  const starts = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length++) starts[length + 1] = starts[length]! + counts[length]!;
  const symbols = new Uint16Array(used);
  for (let symbol = 0; symbol < lengths.length; symbol++)
    if (lengths[symbol] !== 0) symbols[starts[lengths[symbol]!]!++] = symbol;
  return { counts, symbols, quick: quickCodes(counts, symbols) };
}

/** A code is written from its highest bit, while the stream is taken from the lowest. */
function quickCodes(counts: Uint16Array, symbols: Uint16Array): Uint16Array {
  const quick = new Uint16Array(1 << QUICK);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= QUICK; length++) {
    for (const end = index + counts[length]!; index < end; index++) {
      const entry = (symbols[index]! << 4) | length;
      for (let bits = turned(code, length); bits < quick.length; bits += 1 << length) quick[bits] = entry;
      code += 1;
    }
    code <<= 1;
  }
  return quick;
}

function turned(code: number, length: number): number {
  let bits = 0;
  for (let bit = 0; bit < length; bit++) bits |= ((code >> bit) & 1) << (length - 1 - bit);
  return bits;
}

const FIXED = {
  literals: codesOf(
    Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
    "whole",
  ),
  distances: codesOf(new Uint8Array(32).fill(5), "whole"),
} as const;

const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0] as const;
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
] as const;
const DISTANCE_BITS = Array.from({ length: 30 }, (_, symbol) => Math.max(0, (symbol >> 1) - 1));
const DISTANCES = DISTANCE_BITS.map((bits, symbol) => (symbol < 2 ? symbol + 1 : ((2 + (symbol & 1)) << bits) + 1));

function inflateCodes(stream: Stream, literals: Codes, distances: Codes): void {
  for (;;) {
    const symbol = takeSymbol(stream, literals);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      if (stream.size >= stream.plain.length) makeRoom(stream, 1);
      stream.plain[stream.size++] = symbol;
    } else copyEarlier(stream, symbol - 257, distances);
  }
}

/** Repeats what came out before: so many bytes from so far back, which may overlap with what they make. */
function copyEarlier(stream: Stream, symbol: number, distances: Codes): void {
  const base = LENGTHS[symbol];
  if (base === undefined) throw new Error("invalid literal/length code");
  const length = base + take(stream, LENGTH_BITS[symbol]!);
  const step = takeSymbol(stream, distances);
  const farthest = DISTANCES[step];
  if (farthest === undefined) throw new Error("invalid distance code");
  const distance = farthest + take(stream, DISTANCE_BITS[step]!);
  if (distance > stream.size) throw new Error("invalid distance too far back");
  makeRoom(stream, length);
  const { plain, size } = stream;
  if (distance >= length) plain.copyWithin(size, size - distance, size - distance + length);
  else for (let at = size; at < size + length; at++) plain[at] = plain[at - distance]!;
  stream.size += length;
}

function makeRoom(stream: Stream, length: number): void {
  const { plain, size, maxBytes } = stream;
  if (size + length > maxBytes) throw new RangeError(`larger than ${maxBytes} bytes`);
  if (size + length <= plain.length) return;
  stream.plain = new Uint8Array(Math.min(maxBytes, Math.max(plain.length * 2, size + length)));
  stream.plain.set(plain.subarray(0, size));
}

function takeSymbol(stream: Stream, codes: Codes): number {
  refill(stream);
  const entry = codes.quick[stream.bits & ((1 << QUICK) - 1)]!;
  if (entry === 0) return takeLongSymbol(stream, codes);
  drop(stream, entry & 15);
  return entry >> 4;
}

function takeLongSymbol(stream: Stream, { counts, symbols }: Codes): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= LONGEST; length++) {
    code |= (stream.bits >>> (length - 1)) & 1;
    const count = counts[length]!;
    if (code - first < count) {
      drop(stream, length);
      return symbols[index + code - first]!;
    }
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  throw new Error("invalid code");
}

/** The next bits as a number, the first one lowest. */
function take(stream: Stream, count: number): number {
  refill(stream);
  const value = stream.bits & ((1 << count) - 1);
  drop(stream, count);
  return value;
}

function refill(stream: Stream): void {
  while (stream.bitCount <= 24 && stream.at < stream.packed.length) {
    stream.bits |= stream.packed[stream.at++]! << stream.bitCount;
    stream.bitCount += 8;
  }
}

function drop(stream: Stream, count: number): void {
  if (count > stream.bitCount) throw new Error("unexpected end of file");
  stream.bits >>>= count;
  stream.bitCount -= count;
}
