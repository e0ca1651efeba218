import {
  brokenDirectory,
  byteOf,
  bytesOf,
  checksumsOf,
  countOf,
  type Directory,
  numberOf,
} from "./seven-zip-reader.js";

/** 一道工序: the method by which a folder's bytes were changed, by its number in hexadecimal. */
export interface Coder {
  readonly method: string;
  readonly properties: Uint8Array;
}

/** 一组: files that were packed as one. */
export interface Folder {
  /** What undoes the packing, in that order, and the size of what each gives. */
  readonly coders: readonly Coder[];
  readonly sizes: readonly number[];
  /** Some methods take several streams at once; none that office files are packed with. */
  readonly isChain: boolean;
  readonly checksum: number | undefined;
  /** Sizes and checksums of the files in it, in their order. */
  readonly files: readonly { readonly size: number; readonly checksum: number | undefined }[];
  /** Where its packed bytes lie in the archive. */
  readonly start: number;
  readonly packed: number;
}

const MARKS = { end: 0, pack: 6, unpack: 7, files: 8, size: 9, checksum: 10, folder: 11, unpacked: 12, counts: 13 };
/** The archive's own head, behind which the packed bytes begin. */
const HEAD = 32;

interface Packed {
  readonly start: number;
  readonly sizes: readonly number[];
}

/** Reads where everything lies and how it was packed. */
export function foldersIn(directory: Directory): readonly Folder[] {
  let packed: Packed = { start: HEAD, sizes: [] };
  let folders: readonly Described[] = [];
  for (let mark = byteOf(directory); mark !== MARKS.end; mark = byteOf(directory)) {
    if (mark === MARKS.pack) packed = packedIn(directory);
    else if (mark === MARKS.unpack) folders = describedIn(directory);
    else if (mark === MARKS.files) folders = withFiles(directory, folders);
    else brokenDirectory();
  }
  return placed(folders, packed);
}

function packedIn(directory: Directory): Packed {
  const start = HEAD + numberOf(directory);
  const count = countOf(directory);
  let sizes: readonly number[] = [];
  for (let mark = byteOf(directory); mark !== MARKS.end; mark = byteOf(directory)) {
    if (mark === MARKS.size) sizes = Array.from({ length: count }, () => numberOf(directory));
    else if (mark === MARKS.checksum) checksumsOf(directory, count);
    else brokenDirectory();
  }
  return { start, sizes };
}

/** A folder before it is known where it lies. */
interface Described extends Omit<Folder, "start" | "packed"> {
  readonly streams: number;
}

function describedIn(directory: Directory): readonly Described[] {
  if (byteOf(directory) !== MARKS.folder) brokenDirectory();
  const count = countOf(directory);
  if (byteOf(directory) !== 0) brokenDirectory();
  const shapes = Array.from({ length: count }, () => shapeOf(directory));
  if (byteOf(directory) !== MARKS.unpacked) brokenDirectory();
  const sizes = shapes.map(({ outputs }) => Array.from({ length: outputs }, () => numberOf(directory)));
  let checksums: readonly (number | undefined)[] = [];
  for (let mark = byteOf(directory); mark !== MARKS.end; mark = byteOf(directory)) {
    if (mark === MARKS.checksum) checksums = checksumsOf(directory, count);
    else brokenDirectory();
  }
  return shapes.map((shape, at) => describedAs(shape, sizes[at] ?? [], checksums[at]));
}

function describedAs(shape: Shape, sizes: readonly number[], checksum: number | undefined): Described {
  const size = sizes[shape.order.at(-1) ?? 0] ?? 0;
  return {
    coders: shape.order.flatMap((at) => shape.coders[at] ?? []),
    sizes: shape.order.map((at) => sizes[at] ?? 0),
    isChain: shape.isChain,
    streams: shape.streams,
    checksum,
    files: [{ size, checksum }],
  };
}

interface Shape {
  readonly coders: readonly Coder[];
  readonly outputs: number;
  readonly streams: number;
  readonly isChain: boolean;
  /** The coders' numbers, in the order in which they undo the packing. */
  readonly order: readonly number[];
}

const MOST_CODERS = 32;

function shapeOf(directory: Directory): Shape {
  const count = countOf(directory);
  if (count === 0 || count > MOST_CODERS) brokenDirectory();
  const coders: Coder[] = [];
  let [inputs, outputs] = [0, 0];
  for (let at = 0; at < count; at++) {
    const coder = coderOf(directory);
    coders.push(coder);
    inputs += coder.inputs;
    outputs += coder.outputs;
  }
  if (inputs > MOST_CODERS || outputs > MOST_CODERS) brokenDirectory();
  // Which coder's input is fed by which coder's output.
  const feeds = new Map<number, number>();
  for (let at = 0; at < outputs - 1; at++) {
    const input = numberOf(directory);
    feeds.set(numberOf(directory), input);
  }
  const streams = inputs - (outputs - 1);
  const taken = Array.from({ length: streams > 1 ? streams : 0 }, () => numberOf(directory));
  const isChain = inputs === count && outputs === count && streams === 1;
  const fed = new Set(feeds.values());
  const first = taken[0] ?? Array.from({ length: inputs }, (_, at) => at).find((at) => !fed.has(at)) ?? 0;
  return { coders, outputs, streams, isChain, order: isChain ? chain(first, feeds, count) : everyOne(count) };
}

function everyOne(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function chain(first: number, feeds: ReadonlyMap<number, number>, count: number): readonly number[] {
  const order: number[] = [];
  for (let at: number | undefined = first; at !== undefined; at = feeds.get(at)) {
    if (order.includes(at) || at >= count) brokenDirectory();
    order.push(at);
  }
  if (order.length !== count) brokenDirectory();
  return order;
}

function coderOf(directory: Directory): Coder & { readonly inputs: number; readonly outputs: number } {
  const flags = byteOf(directory);
  const method = [...bytesOf(directory, flags & 15)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const isPlain = (flags & 16) === 0;
  const inputs = isPlain ? 1 : numberOf(directory);
  const outputs = isPlain ? 1 : numberOf(directory);
  const properties = (flags & 32) === 0 ? new Uint8Array() : bytesOf(directory, numberOf(directory));
  if ((flags & 128) !== 0) brokenDirectory();
  return { method, properties, inputs, outputs };
}

/** 各组所装的文件: of each folder how many, all their sizes but the last, and the checksums that are not the folder's own. */
function withFiles(directory: Directory, folders: readonly Described[]): readonly Described[] {
  let counts = folders.map(() => 1);
  let mark = byteOf(directory);
  if (mark === MARKS.counts) {
    counts = folders.map(() => countOf(directory));
    mark = byteOf(directory);
  }
  const hasSizes = mark === MARKS.size;
  const sizes = folders.map((folder, at) => sizesIn(directory, folder, counts[at] ?? 0, hasSizes));
  if (hasSizes) mark = byteOf(directory);
  const open = folders.map(({ checksum }, at) => (counts[at] === 1 && checksum !== undefined ? 0 : (counts[at] ?? 0)));
  let checksums: readonly (number | undefined)[] = [];
  for (; mark !== MARKS.end; mark = byteOf(directory)) {
    if (mark !== MARKS.checksum) brokenDirectory();
    checksums = checksumsOf(
      directory,
      open.reduce((sum, one) => sum + one, 0),
    );
  }
  let next = 0;
  return folders.map((folder, at) => {
    const own = checksums.slice(next, next + (open[at] ?? 0));
    next += open[at] ?? 0;
    const files = (sizes[at] ?? []).map((size, place) => ({
      size,
      checksum: open[at] === 0 ? folder.checksum : own[place],
    }));
    return { ...folder, files };
  });
}

function sizesIn(directory: Directory, folder: Described, count: number, hasSizes: boolean): readonly number[] {
  if (count === 0) return [];
  const all = folder.sizes.at(-1) ?? 0;
  const sizes = Array.from({ length: hasSizes ? count - 1 : 0 }, () => numberOf(directory));
  const last = all - sizes.reduce((sum, size) => sum + size, 0);
  if (last < 0 || (!hasSizes && count > 1)) brokenDirectory();
  return [...sizes, last];
}

function placed(folders: readonly Described[], { start, sizes }: Packed): readonly Folder[] {
  let [stream, at] = [0, start];
  return folders.map((folder) => {
    const own = sizes.slice(stream, stream + folder.streams);
    if (own.length < folder.streams) brokenDirectory();
    const first = at;
    stream += folder.streams;
    at += own.reduce((sum, size) => sum + size, 0);
    return { ...folder, start: first, packed: own[0] ?? 0 };
  });
}
