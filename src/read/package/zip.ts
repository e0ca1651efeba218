import { crc32, inflateRaw } from "../../bytes.js";
import { type Budget, refuseManyEntries, spendInflated } from "../limits.js";
import { encrypted, unreadable } from "../refusal.js";

/** 压缩包条目 as the central directory lists it; local headers are used only to find the data. */
export interface ZipEntry {
  readonly name: string;
  readonly folder: boolean;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** An archive with its list of entries. */
export interface Zip {
  readonly bytes: Uint8Array;
  readonly entries: readonly ZipEntry[];
}

interface Directory {
  readonly offset: number;
  readonly count: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const DAMAGED = "压缩结构已损坏";

/** Lists the entries of an archive. Two of one name are refused, since two programs could read different ones. */
export function openZip(bytes: Uint8Array, budget: Budget): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  refuseManyEntries(budget, directory.count);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let at = directory.offset;
  for (let i = 0; i < directory.count; i++) {
    const { entry, next } = readCentral(bytes, view, at);
    if (names.has(entry.name)) throw unreadable("压缩结构有重名条目，无法确定以哪一个为准");
    names.add(entry.name);
    entries.push(entry);
    at = next;
  }
  return { bytes, entries };
}

/** Inflates one entry within the budget and checks its length and checksum. */
export function readEntry(zip: Zip, entry: ZipEntry, budget: Budget): Uint8Array {
  if (entry.encrypted) throw encrypted("文件已加密");
  spendInflated(budget, entry.packed, entry.size);
  const packed = packedBytes(zip.bytes, entry);
  const content = inflated(packed, entry);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw unreadable("内容校验不符，文件已损坏");
  return content;
}

function inflated(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw unreadable("使用了不支持的压缩方法");
  if (entry.size === 0) return new Uint8Array();
  try {
    return inflateRaw(packed, entry.size);
  } catch {
    throw unreadable("内容校验不符，文件已损坏");
  }
}

/** The bytes of an entry as they lie in the archive. */
export function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL) throw unreadable(DAMAGED);
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  if (start + entry.packed > bytes.length) throw unreadable("文件不完整，末尾缺失");
  return bytes.subarray(start, start + entry.packed);
}

function findDirectory(view: DataView): Directory {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count === 0xffff || offset === 0xffffffff) return findDirectory64(view, at) ?? { count, offset };
    return { count, offset };
  }
  throw unreadable("文件不完整，末尾缺失");
}

function findDirectory64(view: DataView, end: number): Directory | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR64) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== END64) throw unreadable(DAMAGED);
  return { count: Number(view.getBigUint64(at + 32, true)), offset: Number(view.getBigUint64(at + 48, true)) };
}

function readCentral(bytes: Uint8Array, view: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw unreadable(DAMAGED);
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > bytes.length) throw unreadable(DAMAGED);
  const extra = extraFields(bytes.subarray(nameEnd, extraEnd));
  const name = entryName(bytes.subarray(at + 46, nameEnd), (flags & 0x800) !== 0, extra.get(0x7075));
  const method = view.getUint16(at + 10, true);
  const sizes = entrySizes(view, at, extra.get(1));
  const folder = name.endsWith("/") || name.endsWith("\\");
  return {
    entry: {
      name,
      folder,
      encrypted: (flags & 1) !== 0 || method === 99,
      method,
      crc: view.getUint32(at + 16, true),
      ...sizes,
    },
    next,
  };
}

/** The sizes and offset of an entry; zip64 keeps those that did not fit, in this order, in an extra field. */
function entrySizes(
  view: DataView,
  at: number,
  zip64: Uint8Array | undefined,
): Pick<ZipEntry, "packed" | "size" | "offset"> {
  const wide = zip64 && new DataView(zip64.buffer, zip64.byteOffset, zip64.byteLength);
  let used = 0;
  const number = (position: number): number => {
    const narrow = view.getUint32(position, true);
    if (narrow !== 0xffffffff || !wide || used + 8 > wide.byteLength) return narrow;
    used += 8;
    return Number(wide.getBigUint64(used - 8, true));
  };
  const size = number(at + 24);
  const packed = number(at + 20);
  return { size, packed, offset: number(at + 42) };
}

function extraFields(extra: Uint8Array): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = view.getUint16(at + 2, true);
    fields.set(view.getUint16(at, true), extra.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

function entryName(raw: Uint8Array, utf8: boolean, unicodePath: Uint8Array | undefined): string {
  if (unicodePath && unicodePath.length > 5 && unicodePath[0] === 1)
    return decoded(unicodePath.subarray(5), "utf-8", false);
  return utf8 ? decoded(raw, "utf-8", false) : nameIn(raw);
}

/** 包内文件名: archivers of Chinese Windows write names in GB18030 and say nothing; those of other systems write UTF-8. */
export function nameIn(raw: Uint8Array): string {
  try {
    const name = decoded(raw, "utf-8", true);
    // 通知 in GB18030 is valid UTF-8 by chance, for two letters that no Chinese file name has.
    return /[\u0080-\u07ff]/.test(name) && !/[\u0800-\uffff]/.test(name) ? decoded(raw, "gb18030", false) : name;
  } catch {
    return decoded(raw, "gb18030", false);
  }
}

function decoded(bytes: Uint8Array, encoding: string, fatal: boolean): string {
  return new TextDecoder(encoding, { fatal, ignoreBOM: true }).decode(bytes);
}
