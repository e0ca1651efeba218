import { codeLengths, codesOf } from "./huffman.js";

/**
 * 压缩: makes a deflate stream (RFC 1951), piece by piece. It is the program's own, because the host's differs from version to version
 * and from processor to processor, and the same workbook must be the same bytes everywhere.
 */
export interface Deflater {
  /** What the stream goes on with for these bytes; the last bits may wait for the next call. */
  push(bytes: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

export function openDeflater(): Deflater {
  const bits: Bits = { bytes: new Uint8Array(0), at: 0, held: 0, count: 0 };
  return {
    push: (bytes) => {
      begin(bits, 2 * bytes.length + ROOM);
      for (let from = 0; from < bytes.length; from += PIECE) writeBlock(bits, bytes.subarray(from, from + PIECE));
      return taken(bits);
    },
    end: () => {
      begin(bits, ROOM);
      // An empty block of fixed codes, marked as the last.
      put(bits, 0b011, 3);
      put(bits, 0, 7);
      put(bits, 0, (8 - (bits.count % 8)) % 8);
      return taken(bits);
    },
  };
}

/** What is looked at together: repetitions are found within a piece, and each piece has codes of its own. */
const PIECE = 256 * 1024;
/** More than the codes of a block, and a few bits left over, ever take. */
const ROOM = 1024;

/** The stream as far as it is written; bits that make no whole byte yet are held, the first lowest. */
interface Bits {
  bytes: Uint8Array;
  at: number;
  held: number;
  count: number;
}

function begin(bits: Bits, room: number): void {
  if (bits.bytes.length < room) bits.bytes = new Uint8Array(room);
  bits.at = 0;
}

/** At most 16 bits at once, of which fewer than 16 are held before. */
function put(bits: Bits, value: number, count: number): void {
  bits.held |= value << bits.count;
  bits.count += count;
  if (bits.count < 16) return;
  bits.bytes[bits.at] = bits.held;
  bits.bytes[bits.at + 1] = bits.held >>> 8;
  bits.at += 2;
  bits.held >>>= 16;
  bits.count -= 16;
}

function taken(bits: Bits): Uint8Array {
  for (; bits.count >= 8; bits.count -= 8) {
    bits.bytes[bits.at++] = bits.held;
    bits.held >>>= 8;
  }
  return bits.bytes.slice(0, bits.at);
}

const SHORTEST = 4;
const LONGEST = 258;
const FARTHEST = 32_768;
const LITERALS = 256;
const END = 256;

/** Symbols of lengths and distances with the bits that follow them (RFC 1951, 3.2.5). */
const LENGTH_EXTRA = Uint8Array.from({ length: 29 }, (_, at) => (at < 8 || at === 28 ? 0 : (at >> 2) - 1));
const DISTANCE_EXTRA = Uint8Array.from({ length: 30 }, (_, at) => (at < 4 ? 0 : (at >> 1) - 1));
const LENGTH_BASE = basesOf(LENGTH_EXTRA, 3);
const DISTANCE_BASE = basesOf(DISTANCE_EXTRA, 1);
const LENGTH_SYMBOL = Uint8Array.from({ length: LONGEST + 1 }, (_, length) => symbolOf(LENGTH_BASE, length));
const NEAR_SYMBOL = Uint8Array.from({ length: 257 }, (_, distance) => symbolOf(DISTANCE_BASE, distance));
const FAR_SYMBOL = Uint8Array.from({ length: 257 }, (_, part) => symbolOf(DISTANCE_BASE, part * 128 + 1));

/** The longest length has a symbol of its own, though the one before it could hold it. */
function basesOf(extra: Uint8Array, first: number): Uint16Array {
  const bases = new Uint16Array(extra.length);
  for (let at = 0, base = first; at < extra.length; at += 1) {
    bases[at] = extra.length === 29 && at === 28 ? LONGEST : base;
    base += 1 << extra[at]!;
  }
  return bases;
}

function symbolOf(bases: Uint16Array, value: number): number {
  let symbol = bases.length - 1;
  while (symbol > 0 && bases[symbol]! > value) symbol -= 1;
  return symbol;
}

function distanceSymbol(distance: number): number {
  return distance <= 256 ? NEAR_SYMBOL[distance]! : FAR_SYMBOL[(distance - 1) >> 7]!;
}

/** A piece as symbols: a byte as it is, a repetition as its length above its distance; and how often each symbol occurs. */
interface Symbols {
  readonly list: Uint32Array;
  count: number;
  readonly literals: Uint32Array;
  readonly distances: Uint32Array;
}

const HASH_BITS = 15;
const FEWEST_HASH_BITS = 9;
const MAKING: { symbols?: Symbols; heads?: Int32Array } = {};

function writeBlock(bits: Bits, bytes: Uint8Array): void {
  const symbols = symbolsOf(bytes);
  const literalLengths = codeLengths(symbols.literals, 15);
  const distanceLengths = codeLengths(symbols.distances, 15);
  writeHead(bits, literalLengths, distanceLengths);
  writeSymbols(bits, symbols, { literalLengths, distanceLengths });
}

function symbolsOf(bytes: Uint8Array): Symbols {
  MAKING.symbols ??= {
    list: new Uint32Array(PIECE),
    count: 0,
    literals: new Uint32Array(286),
    distances: new Uint32Array(30),
  };
  MAKING.heads ??= new Int32Array(1 << HASH_BITS);
  const { symbols, heads } = MAKING;
  symbols.count = 0;
  symbols.literals.fill(0);
  symbols.distances.fill(0);
  symbols.literals[END] = 1;
  findRepetitions(bytes, symbols, heads);
  return symbols;
}

/**
 * Takes the nearest place where the same four bytes stood, for as long as the bytes agree. Of what was a repetition only the ends are
 * remembered: the next repetition begins with them, and hardly ever within.
 */
function findRepetitions(bytes: Uint8Array, symbols: Symbols, heads: Int32Array): void {
  const { list, literals, distances } = symbols;
  const last = bytes.length - SHORTEST;
  // A small part needs no large table, which would have to be cleared.
  const hashBits = Math.min(HASH_BITS, Math.max(FEWEST_HASH_BITS, 32 - Math.clz32(bytes.length)));
  const shift = 32 - hashBits;
  heads.fill(-FARTHEST - 1, 0, 1 << hashBits);
  let count = 0;
  let at = 0;
  while (at <= last) {
    const hash = hashAt(bytes, at, shift);
    const before = heads[hash]!;
    heads[hash] = at;
    const length = at - before > FARTHEST ? 0 : agreement(bytes, before, at);
    if (length < SHORTEST) {
      literals[bytes[at]!]! += 1;
      list[count++] = bytes[at++]!;
      continue;
    }
    literals[LITERALS + 1 + LENGTH_SYMBOL[length]!]! += 1;
    distances[distanceSymbol(at - before)]! += 1;
    list[count++] = (length << 16) | (at - before);
    const end = at + length;
    if (end <= last) {
      heads[hashAt(bytes, at + 1, shift)] = at + 1;
      heads[hashAt(bytes, end - 2, shift)] = end - 2;
      heads[hashAt(bytes, end - 1, shift)] = end - 1;
    }
    at = end;
  }
  for (; at < bytes.length; at += 1) {
    literals[bytes[at]!]! += 1;
    list[count++] = bytes[at]!;
  }
  symbols.count = count;
}

function hashAt(bytes: Uint8Array, at: number, shift: number): number {
  const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return Math.imul(four, SPREAD) >>> shift;
}

/** The golden ratio of 2³²: it spreads what differs little. */
const SPREAD = 0x9e3779b1;

function agreement(bytes: Uint8Array, before: number, at: number): number {
  const most = Math.min(LONGEST, bytes.length - at);
  let length = 0;
  while (length < most && bytes[before + length] === bytes[at + length]) length += 1;
  return length;
}

interface Codes {
  readonly literalLengths: Uint8Array;
  readonly distanceLengths: Uint8Array;
}

function writeSymbols(bits: Bits, { list, count }: Symbols, { literalLengths, distanceLengths }: Codes): void {
  const literalCodes = codesOf(literalLengths);
  const distanceCodes = codesOf(distanceLengths);
  for (let at = 0; at < count; at += 1) {
    const symbol = list[at]!;
    if (symbol < LITERALS) {
      put(bits, literalCodes[symbol]!, literalLengths[symbol]!);
      continue;
    }
    const length = symbol >>> 16;
    const distance = symbol & 0xffff;
    const lengthAt = LENGTH_SYMBOL[length]!;
    const distanceAt = distanceSymbol(distance);
    put(bits, literalCodes[LITERALS + 1 + lengthAt]!, literalLengths[LITERALS + 1 + lengthAt]!);
    put(bits, length - LENGTH_BASE[lengthAt]!, LENGTH_EXTRA[lengthAt]!);
    put(bits, distanceCodes[distanceAt]!, distanceLengths[distanceAt]!);
    put(bits, distance - DISTANCE_BASE[distanceAt]!, DISTANCE_EXTRA[distanceAt]!);
  }
  put(bits, literalCodes[END]!, literalLengths[END]!);
}

/** The order in which the lengths of the lengths' own codes are written (RFC 1951, 3.2.7). */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The head of a block with codes of its own: the codes' lengths, which are coded once more. */
function writeHead(bits: Bits, literalLengths: Uint8Array, distanceLengths: Uint8Array): void {
  const literals = Math.max(LITERALS + 1, used(literalLengths));
  const distances = Math.max(1, used(distanceLengths));
  const steps = runsOf([...literalLengths.subarray(0, literals), ...distanceLengths.subarray(0, distances)]);
  const counts = new Uint32Array(19);
  for (const { symbol } of steps) counts[symbol]! += 1;
  const lengths = codeLengths(counts, 7);
  const codes = codesOf(lengths);
  const written = Math.max(4, used(Uint8Array.from(ORDER, (symbol) => lengths[symbol]!)));
  put(bits, 0b100, 3);
  put(bits, literals - LITERALS - 1, 5);
  put(bits, distances - 1, 5);
  put(bits, written - 4, 4);
  for (const symbol of ORDER.slice(0, written)) put(bits, lengths[symbol]!, 3);
  for (const { symbol, extra, extraBits } of steps) {
    put(bits, codes[symbol]!, lengths[symbol]!);
    put(bits, extra, extraBits);
  }
}

/** How many there are up to the last that is not 0. */
function used(lengths: Uint8Array): number {
  return lengths.findLastIndex((length) => length > 0) + 1;
}

interface Step {
  readonly symbol: number;
  readonly extra: number;
  readonly extraBits: number;
}

/** 16 repeats the length before it three to six times, 17 and 18 stand for up to 10 and 138 zeros. */
function runsOf(lengths: readonly number[]): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at]!;
    let run = 1;
    while (lengths[at + run] === length && run < 138) run += 1;
    const step = stepOf(length, run, at > 0 && lengths[at - 1] === length);
    steps.push(step.step);
    at += step.covers;
  }
  return steps;
}

function stepOf(length: number, run: number, repeated: boolean): { readonly step: Step; readonly covers: number } {
  if (length === 0 && run >= 11) return { step: { symbol: 18, extra: run - 11, extraBits: 7 }, covers: run };
  if (length === 0 && run >= 3) {
    const covers = Math.min(run, 10);
    return { step: { symbol: 17, extra: covers - 3, extraBits: 3 }, covers };
  }
  if (repeated && run >= 3) {
    const covers = Math.min(run, 6);
    return { step: { symbol: 16, extra: covers - 3, extraBits: 2 }, covers };
  }
  return { step: { symbol: length, extra: 0, extraBits: 0 }, covers: 1 };
}
