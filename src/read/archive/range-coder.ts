import { unreadable } from "../refusal.js";

/** 区间解码: the bits of an LZMA stream, each told by how likely it was. */
export interface RangeCoder {
  readonly packed: Uint8Array;
  at: number;
  range: number;
  code: number;
}

/** How likely each bit is a 0, of 2,048. */
export type Odds = Uint16Array;

export function oddsFor(bits: number): Odds {
  return new Uint16Array(bits).fill(1024);
}

export function openRangeCoder(packed: Uint8Array): RangeCoder {
  if (packed.length < 5 || packed[0] !== 0) throw damaged();
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return { packed, at: 5, range: 0xffffffff, code: view.getUint32(1) };
}

export function damaged(): never {
  throw unreadable("内容校验不符，文件已损坏");
}

export function bitOf(coder: RangeCoder, odds: Odds, at: number): number {
  const likely = odds[at] as number;
  const bound = (coder.range >>> 11) * likely;
  let bit = 0;
  if (coder.code < bound) {
    coder.range = bound;
    odds[at] = likely + ((2048 - likely) >>> 5);
  } else {
    coder.range -= bound;
    coder.code -= bound;
    odds[at] = likely - (likely >>> 5);
    bit = 1;
  }
  if (coder.range < 0x1000000) refill(coder);
  return bit;
}

function refill(coder: RangeCoder): void {
  if (coder.at >= coder.packed.length) damaged();
  coder.range = (coder.range << 8) >>> 0;
  coder.code = ((coder.code << 8) | (coder.packed[coder.at] as number)) >>> 0;
  coder.at += 1;
}

/** Bits that are as likely 0 as 1. */
export function evenBits(coder: RangeCoder, count: number): number {
  let value = 0;
  for (let left = count; left > 0; left--) {
    coder.range >>>= 1;
    const bit = coder.code >= coder.range ? 1 : 0;
    if (bit === 1) coder.code -= coder.range;
    if (coder.range < 0x1000000) refill(coder);
    value = value * 2 + bit;
  }
  return value;
}

/** A number of so many bits, the highest first; `from` is where its odds begin. */
export function treeOf(coder: RangeCoder, odds: Odds, bits: number, from = 0): number {
  let node = 1;
  for (let left = bits; left > 0; left--) node = node * 2 + bitOf(coder, odds, from + node);
  return node - (1 << bits);
}

/** The same, the lowest first. */
export function reverseTreeOf(coder: RangeCoder, odds: Odds, bits: number, from = 0): number {
  let node = 1;
  let value = 0;
  for (let place = 0; place < bits; place++) {
    const bit = bitOf(coder, odds, from + node);
    node = node * 2 + bit;
    value |= bit << place;
  }
  return value;
}
