import { unreadable } from "../refusal.js";

const FOUR = [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x00];
const FIVE = [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00];

/** RAR 压缩包 begins with these bytes: with the first up to WinRAR 4, with the second from WinRAR 5 on. */
export function isRar(bytes: Uint8Array, at = 0): boolean {
  return [FOUR, FIVE].some((start) => start.every((byte, place) => bytes[at + place] === byte));
}

const KINDS = { file: 2, encrypted: 4, end: 5 };
const FLAGS = { more: 1, content: 2 };

/**
 * 字典: the most memory that unpacking an entry of a newer archive asks for, by what its heads say; 0 of an older one, which asks for 4 MB.
 * The library takes it all at once, whatever the entry's size.
 */
export function dictionaryOf(bytes: Uint8Array): number {
  if (!FIVE.every((byte, at) => bytes[at] === byte)) return 0;
  let most = 0;
  for (let at = FIVE.length; at + 7 <= bytes.length; ) {
    const block = { bytes, at: at + 4 };
    const start = numberOf(block) + block.at;
    const kind = numberOf(block);
    const flags = numberOf(block);
    if (kind === KINDS.encrypted || kind === KINDS.end) break;
    if ((flags & FLAGS.more) !== 0) numberOf(block);
    const content = (flags & FLAGS.content) === 0 ? 0 : numberOf(block);
    if (kind === KINDS.file) most = Math.max(most, dictionaryIn(block));
    at = start + content;
  }
  return most;
}

interface Block {
  readonly bytes: Uint8Array;
  at: number;
}

const OF_FILE = { time: 2, checksum: 4 };
const LEAST = 128 * 1024;

/** Flags, size, attributes, time and checksum where there are any, then what tells of the packing. */
function dictionaryIn(block: Block): number {
  const flags = numberOf(block);
  numberOf(block);
  numberOf(block);
  if ((flags & OF_FILE.time) !== 0) block.at += 4;
  if ((flags & OF_FILE.checksum) !== 0) block.at += 4;
  const packing = numberOf(block);
  return LEAST * 2 ** (Math.floor(packing / 1024) & 31);
}

/** Seven bits of each byte, the lowest first; the eighth says that another follows. */
function numberOf(block: Block): number {
  let value = 0;
  for (let place = 0; place < 8; place++) {
    const byte = block.bytes[block.at];
    if (byte === undefined) throw unreadable("文件不完整，末尾缺失");
    block.at += 1;
    value += (byte & 127) * 2 ** (7 * place);
    if (byte < 128) return value;
  }
  throw unreadable("压缩结构已损坏");
}
