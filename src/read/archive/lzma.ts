import {
  bitOf,
  damaged,
  evenBits,
  type Odds,
  oddsFor,
  openRangeCoder,
  type RangeCoder,
  reverseTreeOf,
  treeOf,
} from "./range-coder.js";

// The format is described in "LZMA specification" (Igor Pavlov, public domain); LZMA2 in the documents of xz (public domain).

/** What came out so far. All of it is at hand, so that it is its own dictionary. */
export interface Output {
  readonly bytes: Uint8Array;
  at: number;
  /** Matches reach no further back than to here. */
  from: number;
}

interface Lengths {
  readonly choice: Odds;
  readonly low: Odds;
  readonly middle: Odds;
  readonly high: Odds;
}

/** 解码状态: the odds learnt so far, the last four distances, and what kinds of symbols came last. */
interface Model {
  readonly properties: number;
  readonly contextBits: number;
  readonly positionMask: number;
  readonly literalMask: number;
  readonly literals: Odds;
  readonly isMatch: Odds;
  readonly isRepeat: Odds;
  readonly isFirst: Odds;
  readonly isShort: Odds;
  readonly isSecond: Odds;
  readonly isThird: Odds;
  readonly slots: readonly Odds[];
  readonly special: Odds;
  readonly align: Odds;
  readonly lengths: Lengths;
  readonly repeatLengths: Lengths;
  readonly distances: [number, number, number, number];
  state: number;
}

/** The byte of properties: lc + 9 × (lp + 5 × pb). */
export function openModel(properties: number): Model {
  const contextBits = properties % 9;
  const rest = Math.floor(properties / 9);
  const [positionBits, literalBits] = [Math.floor(rest / 5), rest % 5];
  if (positionBits > 4) damaged();
  return {
    properties,
    contextBits,
    positionMask: (1 << positionBits) - 1,
    literalMask: (1 << literalBits) - 1,
    literals: oddsFor(0x300 << (contextBits + literalBits)),
    isMatch: oddsFor(12 << 4),
    isRepeat: oddsFor(12),
    isFirst: oddsFor(12),
    isShort: oddsFor(12 << 4),
    isSecond: oddsFor(12),
    isThird: oddsFor(12),
    slots: [oddsFor(64), oddsFor(64), oddsFor(64), oddsFor(64)],
    special: oddsFor(128),
    align: oddsFor(16),
    lengths: openLengths(),
    repeatLengths: openLengths(),
    distances: [0, 0, 0, 0],
    state: 0,
  };
}

function openLengths(): Lengths {
  return { choice: oddsFor(2), low: oddsFor(16 << 3), middle: oddsFor(16 << 3), high: oddsFor(256) };
}

/** 解压 LZMA (five bytes of properties) into exactly so many bytes. */
export function lzmaInto(packed: Uint8Array, properties: Uint8Array, size: number): Uint8Array {
  const output: Output = { bytes: new Uint8Array(size), at: 0, from: 0 };
  if (properties.length < 5) damaged();
  const coder = openRangeCoder(packed);
  if (size > 0) decode(openModel(properties[0] as number), coder, output, size);
  return output.bytes;
}

/** Decodes until the output has reached `end`; a stream that ends before that is damaged. */
export function decode(model: Model, coder: RangeCoder, output: Output, end: number): void {
  while (output.at < end) {
    const position = (output.at - output.from) & model.positionMask;
    if (bitOf(coder, model.isMatch, (model.state << 4) + position) === 0) {
      literal(model, coder, output);
      continue;
    }
    const length =
      bitOf(coder, model.isRepeat, model.state) === 0
        ? match(model, coder, position)
        : repeat(model, coder, position, output);
    copy(output, model.distances[0], length, end);
  }
}

function literal(model: Model, coder: RangeCoder, output: Output): void {
  const { bytes, at, from } = output;
  const before = at > from ? (bytes[at - 1] as number) : 0;
  const context = (((at - from) & model.literalMask) << model.contextBits) + (before >> (8 - model.contextBits));
  const odds = context * 0x300;
  let symbol = 1;
  if (model.state >= 7) {
    if (model.distances[0] >= at - from) damaged();
    let matched = bytes[at - model.distances[0] - 1] as number;
    while (symbol < 0x100) {
      const expected = (matched >> 7) & 1;
      matched <<= 1;
      const bit = bitOf(coder, model.literals, odds + ((1 + expected) << 8) + symbol);
      symbol = (symbol << 1) | bit;
      if (bit !== expected) break;
    }
  }
  while (symbol < 0x100) symbol = (symbol << 1) | bitOf(coder, model.literals, odds + symbol);
  bytes[at] = symbol & 0xff;
  output.at = at + 1;
  model.state = model.state < 4 ? 0 : model.state < 10 ? model.state - 3 : model.state - 6;
}

/** A match at a distance of its own; gives its length. */
function match(model: Model, coder: RangeCoder, position: number): number {
  const { distances } = model;
  distances.copyWithin(1, 0, 3);
  model.state = model.state < 7 ? 7 : 10;
  const length = lengthOf(model.lengths, coder, position);
  const slot = treeOf(coder, model.slots[Math.min(length, 3)] as Odds, 6);
  distances[0] = distanceOf(model, coder, slot);
  return length + 2;
}

function distanceOf({ special, align }: Model, coder: RangeCoder, slot: number): number {
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const base = (2 | (slot & 1)) * 2 ** bits;
  if (slot < 14) return base + reverseTreeOf(coder, special, bits, base - slot);
  return base + evenBits(coder, bits - 4) * 16 + reverseTreeOf(coder, align, 4);
}

/** A match at one of the last four distances; gives its length. */
function repeat(model: Model, coder: RangeCoder, position: number, { at, from }: Output): number {
  if (at === from) damaged();
  const { distances, state } = model;
  if (bitOf(coder, model.isFirst, state) === 0) {
    if (bitOf(coder, model.isShort, (state << 4) + position) === 0) {
      model.state = state < 7 ? 9 : 11;
      return 1;
    }
  } else {
    const which = bitOf(coder, model.isSecond, state) === 0 ? 1 : bitOf(coder, model.isThird, state) === 0 ? 2 : 3;
    const distance = distances[which] as number;
    distances.copyWithin(1, 0, which);
    distances[0] = distance;
  }
  model.state = state < 7 ? 8 : 11;
  return lengthOf(model.repeatLengths, coder, position) + 2;
}

function lengthOf({ choice, low, middle, high }: Lengths, coder: RangeCoder, position: number): number {
  if (bitOf(coder, choice, 0) === 0) return treeOf(coder, low, 3, position << 3);
  if (bitOf(coder, choice, 1) === 0) return 8 + treeOf(coder, middle, 3, position << 3);
  return 16 + treeOf(coder, high, 8);
}

/** The mark of the end is a match with the greatest distance: it reaches back too far, as in a stream that ends early. */
function copy(output: Output, distance: number, length: number, end: number): void {
  const { bytes, at, from } = output;
  if (distance >= at - from || at + length > end) damaged();
  for (let to = at; to < at + length; to++) bytes[to] = bytes[to - distance - 1] as number;
  output.at = at + length;
}
