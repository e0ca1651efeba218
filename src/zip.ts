import { crc32 } from "./bytes.js";
import { openDeflater } from "./deflate.js";

/** 压缩包中的一个文件, its content in pieces, so that a large one never stands in memory as it is; or packed already. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<Uint8Array> | Packed;
  /** Unix rights, such as 0o755 of a program; without them the entry says nothing of rights, as those of a DOS disk do. */
  readonly mode?: number;
}

/**
 * 写压缩包: the pieces of a zip archive, one file after another. Every file bears the earliest time the format knows, so that the same
 * files are the same bytes.
 * @throws RangeError for more than the plain format holds: 65,534 files, 4 GB
 */
export function* zipped(entries: Iterable<ZipEntry>): Iterable<Uint8Array> {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, mode } of entries) {
    const packed = "crc" in content ? content : pack(content);
    const head = entryHead(new TextEncoder().encode(name), packed);
    yield localHead(head);
    yield* packed.pieces;
    directory.push(directoryEntry(head, at, mode));
    at = within(at + LOCAL + head.name.length + packed.size);
  }
  yield* directory;
  yield endOfDirectory(directory, at);
}

/** 压缩过的内容: what stands in many archives is packed once. */
export interface Packed {
  readonly pieces: readonly Uint8Array[];
  readonly size: number;
  readonly plainSize: number;
  readonly crc: number;
}

export function pack(content: Iterable<Uint8Array>): Packed {
  const deflater = openDeflater();
  const pieces: Uint8Array[] = [];
  let plainSize = 0;
  let crc = 0;
  for (const bytes of content) {
    plainSize += bytes.length;
    crc = crc32(bytes, crc);
    pieces.push(deflater.push(bytes));
  }
  pieces.push(deflater.end());
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { pieces, size: within(size), plainSize: within(plainSize), crc };
}

/**
 * 压缩一段文字, once for as long as it comes again: the parts of a workbook that say what it consists of are the same in each unit's.
 * @param known what was packed before, which the caller keeps
 */
export function packText(text: string, known: Map<string, Packed>): Packed {
  const packed = known.get(text) ?? pack([new TextEncoder().encode(text)]);
  if (text.length > LONGEST_KNOWN || known.has(text)) return packed;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, packed);
  return packed;
}

/** In characters. */
const LONGEST_KNOWN = 20_000;
const MOST_KNOWN = 100;

const MOST = 0xffff_fffe;

function within(size: number): number {
  if (size > MOST) throw new RangeError("the archive would be larger than 4 GB");
  return size;
}

interface EntryHead {
  readonly name: Uint8Array;
  /** What stands in both heads of an entry: version, flags, method, time, checksum, sizes, length of the name. */
  readonly shared: Uint8Array;
}

const LOCAL = 30;
const CENTRAL = 46;
const SHARED = 26;
/** 2.0: deflate. */
const VERSION = 20;
const NAME_IS_UTF8 = 0x0800;
const DEFLATED = 8;
const FIRST_OF_JANUARY_1980 = 0x0021;

function entryHead(name: Uint8Array, { size, plainSize, crc }: Packed): EntryHead {
  const shared = new Uint8Array(SHARED);
  const view = new DataView(shared.buffer);
  view.setUint16(0, VERSION, true);
  view.setUint16(2, name.some((byte) => byte > 0x7f) ? NAME_IS_UTF8 : 0, true);
  view.setUint16(4, DEFLATED, true);
  view.setUint16(8, FIRST_OF_JANUARY_1980, true);
  view.setUint32(10, crc, true);
  view.setUint32(14, size, true);
  view.setUint32(18, plainSize, true);
  view.setUint16(22, name.length, true);
  return { name, shared };
}

function localHead({ name, shared }: EntryHead): Uint8Array {
  const bytes = new Uint8Array(LOCAL + name.length);
  new DataView(bytes.buffer).setUint32(0, 0x04034b50, true);
  bytes.set(shared, 4);
  bytes.set(name, LOCAL);
  return bytes;
}

/** 3 in the upper byte of the version that made it: the attributes are those of Unix. */
const MADE_ON_UNIX = (3 << 8) | VERSION;
const ORDINARY_FILE = 0o100000;

function directoryEntry({ name, shared }: EntryHead, at: number, mode?: number): Uint8Array {
  const bytes = new Uint8Array(CENTRAL + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, mode === undefined ? VERSION : MADE_ON_UNIX, true);
  bytes.set(shared, 6);
  if (mode !== undefined) view.setUint16(40, ORDINARY_FILE | mode, true);
  view.setUint32(42, at, true);
  bytes.set(name, CENTRAL);
  return bytes;
}

function endOfDirectory(directory: readonly Uint8Array[], at: number): Uint8Array {
  if (directory.length > 0xfffe) throw new RangeError("the archive would hold more than 65,534 files");
  const bytes = new Uint8Array(22);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, directory.length, true);
  view.setUint16(10, directory.length, true);
  view.setUint32(
    12,
    directory.reduce((sum, entry) => sum + entry.length, 0),
    true,
  );
  view.setUint32(16, at, true);
  return bytes;
}
