import { crc32, inflateRaw } from "../../bytes.js";
import { type Budget, refuseManyEntries, spendUnpacked } from "../limits.js";
import { encrypted, unreadable } from "../refusal.js";
import { type ArchiveEntry, linkRefused } from "./files.js";
import { lzmaInto } from "./lzma.js";
import { lzma2Into } from "./lzma2.js";
import { damaged } from "./range-coder.js";
import {
  brokenDirectory,
  byteOf,
  bytesOf,
  type Directory,
  flagsOf,
  flagsOrAll,
  numberOf,
  wordOf,
} from "./seven-zip-reader.js";
import { type Coder, type Folder, foldersIn } from "./seven-zip-streams.js";

// The format is described in 7zFormat.txt of the LZMA SDK (public domain).

const HEAD = 32;
const MARKS = { end: 0, directory: 1, properties: 2, more: 3, streams: 4, files: 5, packed: 0x17 };
const OF_FILES = { hasNoStream: 14, isFile: 15, names: 17, attributes: 21 };

/** 7z 压缩包. Files that were packed as one are unpacked together, when the first of them is asked for. */
export function sevenZipEntries(bytes: Uint8Array, budget: Budget): readonly ArchiveEntry[] {
  const directory = directoryOf(bytes, budget);
  if (!directory) return [];
  let folders: readonly Folder[] = [];
  let files: readonly Listed[] = [];
  for (let mark = byteOf(directory); mark !== MARKS.end; mark = byteOf(directory)) {
    if (mark === MARKS.streams) folders = foldersIn(directory);
    else if (mark === MARKS.files) files = filesIn(directory, budget);
    else if (mark === MARKS.more) foldersIn(directory);
    else if (mark === MARKS.properties) skipProperties(directory);
    else brokenDirectory();
  }
  return entriesOf(bytes, folders, files, budget);
}

/** The directory stands at the end, mostly packed itself; undefined where the archive is empty. */
function directoryOf(bytes: Uint8Array, budget: Budget): Directory | undefined {
  if (bytes.length < HEAD) throw unreadable("文件不完整，末尾缺失");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (crc32(bytes.subarray(12, HEAD)) !== view.getUint32(8, true)) brokenDirectory();
  const start = HEAD + Number(view.getBigUint64(12, true));
  const size = Number(view.getBigUint64(20, true));
  if (size === 0) return undefined;
  if (start + size > bytes.length) throw unreadable("文件不完整，末尾缺失");
  let content = bytes.subarray(start, start + size);
  if (crc32(content) !== view.getUint32(28, true)) brokenDirectory();
  // A directory may be packed, and what comes out again; no program does it more than once.
  for (let times = 0; content[0] === MARKS.packed; times++) {
    const [folder] = foldersIn({ bytes: content, at: 1 });
    if (!folder || times > 3) brokenDirectory();
    content = unpacked(bytes, folder, budget);
  }
  if (content[0] !== MARKS.directory) brokenDirectory();
  return { bytes: content, at: 1 };
}

function skipProperties(directory: Directory): void {
  while (byteOf(directory) !== 0) bytesOf(directory, numberOf(directory));
}

interface Listed {
  readonly name: string;
  readonly hasStream: boolean;
  readonly folder: boolean;
  readonly link: boolean;
}

function filesIn(directory: Directory, budget: Budget): readonly Listed[] {
  const count = numberOf(directory);
  refuseManyEntries(budget, count);
  let names: readonly string[] = [];
  let hasNoStream: readonly boolean[] = [];
  let isFile: readonly boolean[] = [];
  let attributes: readonly number[] = [];
  for (let kind = byteOf(directory); kind !== 0; kind = byteOf(directory)) {
    const own: Directory = { bytes: bytesOf(directory, numberOf(directory)), at: 0 };
    if (kind === OF_FILES.hasNoStream) hasNoStream = flagsOf(own, count);
    else if (kind === OF_FILES.isFile) isFile = flagsOf(own, hasNoStream.filter(Boolean).length);
    else if (kind === OF_FILES.names) names = namesIn(own, count);
    else if (kind === OF_FILES.attributes) attributes = attributesIn(own, count);
  }
  let empty = 0;
  return Array.from({ length: count }, (_, at): Listed => {
    const hasStream = hasNoStream[at] !== true;
    const folder = !hasStream && isFile[empty++] !== true;
    return { name: names[at] ?? brokenDirectory(), hasStream, folder, link: isLink(attributes[at] ?? 0) };
  });
}

function namesIn(own: Directory, count: number): readonly string[] {
  if (byteOf(own) !== 0) brokenDirectory();
  const names = new TextDecoder("utf-16le").decode(own.bytes.subarray(1)).split("\0");
  if (names.length < count) brokenDirectory();
  return names;
}

function attributesIn(own: Directory, count: number): readonly number[] {
  const has = flagsOrAll(own, count);
  if (byteOf(own) !== 0) brokenDirectory();
  return has.map((one) => (one ? wordOf(own) : 0));
}

/** The upper half holds what Unix says of the file; Windows has a mark of its own. */
function isLink(attributes: number): boolean {
  return ((attributes >>> 16) & 0o170000) === 0o120000 || (attributes & 0x400) !== 0;
}

function entriesOf(
  bytes: Uint8Array,
  folders: readonly Folder[],
  files: readonly Listed[],
  budget: Budget,
): readonly ArchiveEntry[] {
  const contents = folders.flatMap((folder) => {
    const whole = once(() => unpacked(bytes, folder, budget));
    let from = 0;
    return folder.files.map(({ size, checksum }) => {
      const start = from;
      from += size;
      return () => checked(whole().subarray(start, start + size), checksum);
    });
  });
  let next = 0;
  return files.map(({ name, hasStream, folder, link }): ArchiveEntry => {
    const own = hasStream ? (contents[next++] ?? brokenDirectory()) : () => new Uint8Array();
    return { name, folder, content: link ? linkRefused : own };
  });
}

/** Does the work when it is first asked for; what it threw then it throws again. */
function once(work: () => Uint8Array): () => Uint8Array {
  let done: { readonly content: Uint8Array } | { readonly problem: unknown } | undefined;
  const attempt = (): NonNullable<typeof done> => {
    try {
      return { content: work() };
    } catch (problem) {
      return { problem };
    }
  };
  return () => {
    done ??= attempt();
    if ("problem" in done) throw done.problem;
    return done.content;
  };
}

function checked(content: Uint8Array, checksum: number | undefined): Uint8Array {
  if (checksum !== undefined && crc32(content) !== checksum) damaged();
  return content;
}

function unpacked(bytes: Uint8Array, folder: Folder, budget: Budget): Uint8Array {
  if (folder.coders.some(({ method }) => method === METHODS.aes)) throw encrypted("压缩包设有密码");
  if (!folder.isChain || folder.coders.some(({ method }) => !UNPACKERS.has(method)))
    throw unreadable(UNKNOWN, OTHERWISE);
  if (folder.start + folder.packed > bytes.length) throw unreadable("文件不完整，末尾缺失");
  let content = bytes.subarray(folder.start, folder.start + folder.packed);
  for (const [at, coder] of folder.coders.entries()) {
    const size = folder.sizes[at] as number;
    spendUnpacked(budget, size);
    content = unpack(content, coder, size);
    if (content.length !== size) damaged();
  }
  return checked(content, folder.checksum);
}

const UNKNOWN = "使用了不支持的压缩方法";
const OTHERWISE = "请改用 .zip 压缩，或直接报送 .xlsx、.docx 文件";

const METHODS = { copy: "00", lzma: "030101", lzma2: "21", deflate: "040108", aes: "06f10701" };
const UNPACKERS: ReadonlySet<string> = new Set([METHODS.copy, METHODS.lzma, METHODS.lzma2, METHODS.deflate]);

function unpack(packed: Uint8Array, { method, properties }: Coder, size: number): Uint8Array {
  switch (method) {
    case METHODS.lzma:
      return lzmaInto(packed, properties, size);
    case METHODS.lzma2:
      return lzma2Into(packed, size);
    case METHODS.deflate:
      return inflated(packed, size);
    default:
      return packed;
  }
}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  try {
    return size === 0 ? new Uint8Array() : inflateRaw(packed, size);
  } catch {
    damaged();
  }
}
