import { inflateRaw } from "../../bytes.js";
import { ReadRefusal, tooLarge } from "../refusal.js";
import { fromAscii85, fromHexadecimal } from "./ascii.js";
import type { Dictionary } from "./dictionary.js";

/** What the streams of a file may still inflate to. */
export interface InflatingBudget {
  left: number;
}

type Content = { readonly plain: Uint8Array; readonly damage?: undefined } | { readonly damage: string };

/** Filters that only pictures have. */
const PICTURES = /^(?:DCT|DCTDecode|JPX|JPXDecode|CCF|CCITTFaxDecode|JBIG2Decode)$/;

/** 图片流: no figure is read from it. */
export function isPicture({ picture, filters }: Dictionary): boolean {
  return picture || (filters ?? []).some((name) => PICTURES.test(name));
}

/** 校验和: deflated data end with one. */
export function hasChecksum(filter: string): boolean {
  return filter === "FlateDecode" || filter === "Fl";
}

/** 流内容: undoes the filters of a stream in their order, and holds what was deflated against its checksum. Filters without one can't be vouched for. */
export function contentOf(data: Uint8Array, { filters }: Dictionary, budget: InflatingBudget): Content {
  if (!filters) return { damage: "PDF 内部数据的压缩方法写在别处，无法核对内容是否完整" };
  let content: Content = { plain: data };
  for (const name of filters) {
    content = unpacked(content.plain, name, budget);
    if (content.damage !== undefined) return content;
  }
  return content;
}

function unpacked(data: Uint8Array, filter: string, budget: InflatingBudget): Content {
  if (hasChecksum(filter)) return inflated(data, budget);
  switch (filter) {
    case "ASCII85Decode":
    case "A85":
      return spent(bounded(fromAscii85, data, budget.left), budget);
    case "ASCIIHexDecode":
    case "AHx":
      return spent(bounded(fromHexadecimal, data, budget.left), budget);
    default:
      return { damage: `PDF 用了少见的压缩方法（${filter.slice(0, 20)}），无法核对内容是否完整` };
  }
}

const DAMAGED: Content = { damage: "PDF 内部数据校验不符，文件已损坏" };

/** The library takes a stream with a wrong head for an empty one, and one that breaks off for a shorter one. */
function inflated(data: Uint8Array, budget: InflatingBudget): Content {
  const [method = 0, flags = 0] = data;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) return DAMAGED;
  const plain = inflatedBytes(data.subarray(2), budget.left);
  if (!plain || !endsWith(data, adler32(plain))) return DAMAGED;
  return spent(plain, budget);
}

function spent(plain: Uint8Array, budget: InflatingBudget): Content {
  budget.left -= plain.length;
  if (budget.left < 0) throw tooLarge(TOO_LARGE);
  return { plain };
}

const TOO_LARGE = "PDF 解压后过大";

function inflatedBytes(data: Uint8Array, most: number): Uint8Array | undefined {
  if (most <= 0) throw tooLarge(TOO_LARGE);
  try {
    return bounded(inflateRaw, data, most);
  } catch (problem) {
    if (problem instanceof ReadRefusal) throw problem;
    return undefined;
  }
}

/** What a filter gives back is bounded while it is made, whatever filters stand before and behind it. */
function bounded(unpack: (data: Uint8Array, most: number) => Uint8Array, data: Uint8Array, most: number): Uint8Array {
  try {
    return unpack(data, most);
  } catch (problem) {
    throw problem instanceof RangeError ? tooLarge(TOO_LARGE) : problem;
  }
}

/** The checksum stands at the end of the data, behind which one line end may be counted in. */
function endsWith(data: Uint8Array, sum: number): boolean {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return [0, 1, 2].some((trailing) => {
    const at = data.length - 4 - trailing;
    return at >= 2 && view.getUint32(at) === sum;
  });
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length; ) {
    for (const stop = Math.min(i + 3800, bytes.length); i < stop; i += 1) {
      a += bytes[i] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}
