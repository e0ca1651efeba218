import { crc32, inflateRaw } from "../../bytes.js";
import { type Budget, spendUnpacked, unpackedLeft } from "../limits.js";
import { nameIn } from "../package/package.js";
import { unreadable } from "../refusal.js";
import type { ArchiveEntry } from "./files.js";
import { isTar, tarEntries } from "./tar.js";

const FLAGS = { headChecked: 2, extra: 4, named: 8, comment: 16 };
const HEAD = 10;
/** Checksum and size of what was packed. */
const TAIL = 8;

/** gzip: one packed file, or a tar of many (.tgz). */
export function gzipEntries(bytes: Uint8Array, name: string, budget: Budget): readonly ArchiveEntry[] {
  const { start, inner } = headOf(bytes);
  const content = inflated(bytes, start, budget);
  if (isTar(content)) return tarEntries(content);
  return [{ name: inner ?? withoutEnding(name), folder: false, content: () => content }];
}

/** 水利局.xlsx.gz → 水利局.xlsx. */
function withoutEnding(name: string): string {
  return (name.split(/\/|!\//).at(-1) ?? "").replace(/\.gz$/i, "");
}

interface Head {
  /** Where the packed bytes begin. */
  readonly start: number;
  readonly inner: string | undefined;
}

function headOf(bytes: Uint8Array): Head {
  const flags = bytes[3] ?? 0;
  if (bytes[2] !== 8) throw unreadable("使用了不支持的压缩方法");
  let at = HEAD;
  if ((flags & FLAGS.extra) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  let inner: string | undefined;
  if ((flags & FLAGS.named) !== 0) {
    const end = endOfText(bytes, at);
    inner = nameIn(bytes.subarray(at, end)).split(/[\\/]/).at(-1) || undefined;
    at = end + 1;
  }
  if ((flags & FLAGS.comment) !== 0) at = endOfText(bytes, at) + 1;
  if ((flags & FLAGS.headChecked) !== 0) at += 2;
  if (at + TAIL > bytes.length) throw unreadable("文件不完整，末尾缺失");
  return { start: at, inner };
}

function endOfText(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(0, at);
  if (end < 0) throw unreadable("文件不完整，末尾缺失");
  return end;
}

/** The size that the file states for itself is only compared: what counts is what comes out. */
function inflated(bytes: Uint8Array, start: number, budget: Budget): Uint8Array {
  const tail = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - TAIL, TAIL);
  const content = inflate(bytes.subarray(start, bytes.length - TAIL), budget);
  spendUnpacked(budget, content.length);
  if (content.length !== tail.getUint32(4, true) || crc32(content) !== tail.getUint32(0, true))
    throw unreadable("内容校验不符，文件已损坏");
  return content;
}

function inflate(packed: Uint8Array, budget: Budget): Uint8Array {
  try {
    return inflateRaw(packed, unpackedLeft(budget));
  } catch (problem) {
    if (problem instanceof RangeError) spendUnpacked(budget, Number.POSITIVE_INFINITY);
    throw unreadable("内容校验不符，文件已损坏");
  }
}
