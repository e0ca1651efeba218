import { crc32 } from "node:zlib";
import { bytesOf, joined } from "../making.js";

/** One entry of an archive that a test makes; the name may be bytes of any encoding. */
export interface MadeFile {
  readonly name: string | Uint8Array;
  readonly content: Uint8Array | string;
  /** Of a tar: its kind (0: a file). */
  readonly kind?: string;
}

function plain(content: Uint8Array | string): Uint8Array {
  return typeof content === "string" ? bytesOf(content) : content;
}

function nameOf({ name }: MadeFile): Uint8Array {
  return typeof name === "string" ? bytesOf(name) : name;
}

/** 整数, the lowest byte first. */
function le(value: number, bytes: number): Uint8Array {
  const made = Buffer.alloc(8);
  made.writeBigUInt64LE(BigInt(value));
  return new Uint8Array(made.subarray(0, bytes));
}

function crc(bytes: Uint8Array): Uint8Array {
  return le(crc32(bytes), 4);
}

export function makeTar(files: readonly MadeFile[]): Uint8Array {
  return joined([...files.flatMap(tarEntry), new Uint8Array(1024)]);
}

function tarEntry(file: MadeFile): readonly Uint8Array[] {
  const content = plain(file.content);
  const head = Buffer.alloc(512);
  head.set(nameOf(file).subarray(0, 100));
  head.write("0000644\0", 100, "latin1");
  head.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  head.write("        ", 148, "latin1");
  head.write(file.kind ?? "0", 156, "latin1");
  head.write("ustar\x0000", 257, "latin1");
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return [new Uint8Array(head), content, new Uint8Array((512 - (content.length % 512)) % 512)];
}

/** A record of pax: `27 path=年报.xlsx`, whose number counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = bytesOf(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (String(length).length + rest !== length) length += 1;
  return `${length} ${key}=${value}\n`;
}

/** Where a test has an archive of 7z say something else than is true. */
export interface SevenZipLies {
  /** The method that the folder names: 00 is none, 06F10701 is AES. */
  readonly method?: readonly number[];
  readonly size?: number;
  readonly count?: number;
}

/** 7z: all files in one folder, packed as `packed` says, or not at all. */
export function makeSevenZip(files: readonly MadeFile[], lies: SevenZipLies = {}, packed?: Uint8Array): Uint8Array {
  const contents = files.map(({ content }) => plain(content));
  const stream = packed ?? joined(contents);
  const size = lies.size ?? contents.reduce((total, { length }) => total + length, 0);
  const method = lies.method ?? [0];
  const directory = joined([
    new Uint8Array([1, 4, 6]),
    ...[0, 1].map(number),
    new Uint8Array([9]),
    number(stream.length),
    new Uint8Array([0, 7, 11, 1, 0, 1, method.length, ...method, 12]),
    number(size),
    new Uint8Array([0, 8, 13]),
    number(contents.length),
    new Uint8Array([9]),
    ...contents.slice(0, -1).map(({ length }) => number(length)),
    new Uint8Array([10, 1]),
    ...contents.map(crc),
    new Uint8Array([0, 0, 5]),
    number(lies.count ?? files.length),
    new Uint8Array([17]),
    ...namesOf(files),
    new Uint8Array([0, 0]),
  ]);
  return sevenZipAround(stream, directory);
}

export function sevenZipAround(stream: Uint8Array, directory: Uint8Array): Uint8Array {
  const start = joined([le(stream.length, 8), le(directory.length, 8), crc(directory)]);
  const head = new Uint8Array([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  return joined([head, crc(start), start, stream, directory]);
}

function namesOf(files: readonly MadeFile[]): readonly Uint8Array[] {
  const names = joined(files.map(({ name }) => new Uint8Array(Buffer.from(`${name}\0`, "utf16le"))));
  return [number(names.length + 1), new Uint8Array([0]), names];
}

/** A number as 7z writes it. */
function number(value: number): Uint8Array {
  if (value < 0x80) return new Uint8Array([value]);
  if (value < 0x4000) return new Uint8Array([0x80 | (value >> 8), value & 255]);
  return joined([new Uint8Array([0xf0]), le(value, 4)]);
}

/** LZMA2 that packs nothing: pieces of plain bytes. */
export function lzma2Stored(content: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += 65536) {
    const piece = content.subarray(at, at + 65536);
    const size = piece.length - 1;
    pieces.push(new Uint8Array([at === 0 ? 1 : 2, size >> 8, size & 255]), piece);
  }
  return joined([...pieces, new Uint8Array([0])]);
}

const OLD_RAR = new Uint8Array([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x00]);

/** RAR as WinRAR 4 writes it, nothing packed. `flags` of the archive: 1 volume, 0x80 its heads have a password; of a file: 4 a password. */
export function makeOldRar(files: readonly MadeFile[], flags = 0, fileFlags = 0): Uint8Array {
  return joined([
    OLD_RAR,
    oldBlock(0x73, flags, new Uint8Array(6)),
    ...files.flatMap((file) => {
      const content = plain(file.content);
      const [name, sum] = [nameOf(file), crc(content)];
      const size = le(content.length, 4);
      const fixed = [size, size, new Uint8Array([2]), sum, new Uint8Array(4), new Uint8Array([20, 0x30])];
      const fields = joined([...fixed, le(name.length, 2), le(0x20, 4), name]);
      return [oldBlock(0x74, 0x8000 | fileFlags, fields), content];
    }),
    oldBlock(0x7b, 0x4000, new Uint8Array()),
  ]);
}

function oldBlock(kind: number, flags: number, fields: Uint8Array): Uint8Array {
  const rest = joined([new Uint8Array([kind]), le(flags, 2), le(7 + fields.length, 2), fields]);
  return joined([le(crc32(rest) & 0xffff, 2), rest]);
}

const NEW_RAR = new Uint8Array([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00]);

/** RAR as WinRAR 5 and later write it, nothing packed; `packing` is the field that tells of method and dictionary, `size` what is said of it. */
export function makeRar(files: readonly MadeFile[], packing = 0, size?: number): Uint8Array {
  return joined([
    NEW_RAR,
    newBlock([vint(1), vint(0), vint(0)]),
    ...files.flatMap((file) => {
      const content = plain(file.content);
      const name = nameOf(file);
      const kind = [vint(2), vint(2), vint(content.length)];
      const told = [vint(4), vint(size ?? content.length), vint(0x20), crc(content), vint(packing), vint(0)];
      return [newBlock([...kind, ...told, vint(name.length), name]), content];
    }),
    newBlock([vint(5), vint(0), vint(0)]),
  ]);
}

function newBlock(fields: readonly Uint8Array[]): Uint8Array {
  const content = joined(fields);
  const rest = joined([vint(content.length), content]);
  return joined([crc(rest), rest]);
}

function vint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return new Uint8Array([...bytes, left]);
    bytes.push((left % 128) | 128);
  }
}
