import { nameIn } from "../package/package.js";
import { unreadable, unsupported } from "../refusal.js";
import { type ArchiveEntry, linkRefused } from "./files.js";

const BLOCK = 512;
/** Bytes of the head: name, size, checksum, kind, and of `ustar` what goes before the name. */
const NAME = [0, 100] as const;
const SIZE = [124, 12] as const;
const CHECKSUM = [148, 8] as const;
const KIND = 156;
const PREFIX = [345, 155] as const;

/** tar 包 is told by the checksum of its first head, which every kind of it has. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && bytes[0] !== 0 && isHead(bytes.subarray(0, BLOCK));
}

function isHead(head: Uint8Array): boolean {
  const stated = octal(head, CHECKSUM);
  if (stated === undefined || stated === 0) return false;
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (head[at] as number);
  return sum === stated;
}

/** Links, devices, folders and pipes: some programs state the size of what a link leads to. */
const NO_CONTENT = /^[1-6]$/;

/** What a head of its own says of the entry that follows: a long name, or the fields of pax. */
interface Ahead {
  name?: Uint8Array;
  size?: number;
  /** Parts of nothing but zeros were left out. */
  sparse?: boolean;
}

/** The entries of a tar. It is not packed, so that their contents are parts of it. */
export function tarEntries(bytes: Uint8Array): readonly ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let ahead: Ahead = {};
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const head = bytes.subarray(at, at + BLOCK);
    if (head.every((byte) => byte === 0)) return entries;
    if (!isHead(head)) throw unreadable("压缩结构已损坏");
    const kind = String.fromCharCode(head[KIND] as number);
    const size = NO_CONTENT.test(kind) ? 0 : (ahead.size ?? octal(head, SIZE) ?? -1);
    if (size < 0 || at + BLOCK + size > bytes.length) throw unreadable("文件不完整，末尾缺失");
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (AHEAD.test(kind)) ahead = { ...ahead, ...told(kind, content) };
    else {
      entries.push(entryOf(head, kind, content, ahead));
      ahead = {};
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  // Programs end with two blocks of zeros; a tar cut off at the end of an entry lacks them.
  throw unreadable("文件不完整，末尾缺失");
}

/** L: a long name of GNU · x: fields of pax for one entry · g: fields for all, K: a long target, which say nothing that counts here. */
const AHEAD = /^[LxgK]$/;

function told(kind: string, content: Uint8Array): Ahead {
  if (kind === "L") return { name: untilZero(content) };
  return kind === "x" ? paxFields(content) : {};
}

/** Records of the form `27 path=年报.xlsx` and a line feed; the number counts the record's own bytes. */
function paxFields(content: Uint8Array): Ahead {
  const found: Ahead = {};
  for (let at = 0; at < content.length; ) {
    const head = /^(\d{1,7}) ([^=]+)=/.exec(String.fromCharCode(...content.subarray(at, at + 64)));
    const length = Number(head?.[1] ?? 0);
    if (!head || length <= head[0].length || at + length > content.length) throw unreadable("压缩结构已损坏");
    const value = content.subarray(at + head[0].length, at + length - 1);
    if (head[2] === "path") found.name = value;
    if (head[2]?.startsWith("GNU.sparse.")) found.sparse = true;
    if (head[2] === "size") found.size = Number(new TextDecoder().decode(value));
    at += length;
  }
  return found;
}

function entryOf(head: Uint8Array, kind: string, content: Uint8Array, { name, sparse }: Ahead): ArchiveEntry {
  const shown = nameIn(name ?? ownName(head));
  return {
    name: shown,
    folder: kind === "5" || shown.endsWith("/"),
    content: () => {
      if (!sparse && (kind === "\0" || kind === "0" || kind === "7")) return content;
      if (/^[12346]$/.test(kind)) linkRefused();
      throw unsupported("压缩包里的这一项不是普通文件，无法读取", "请改用 .zip 压缩后重新报送");
    },
  };
}

function ownName(head: Uint8Array): Uint8Array {
  const name = untilZero(field(head, NAME));
  const isUstar = String.fromCharCode(...head.subarray(257, 262)) === "ustar" && head[262] === 0;
  const prefix = isUstar ? untilZero(field(head, PREFIX)) : new Uint8Array();
  return prefix.length === 0 ? name : Uint8Array.from([...prefix, 0x2f, ...name]);
}

function field(head: Uint8Array, [from, length]: readonly [number, number]): Uint8Array {
  return head.subarray(from, from + length);
}

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

function octal(head: Uint8Array, place: readonly [number, number]): number | undefined {
  const text = String.fromCharCode(...field(head, place));
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
