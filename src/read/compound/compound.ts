import type { ReadRefusal } from "../refusal.js";

/** 复合文档 (compound file, [MS-CFB]): the streams that stand in its root, by name without regard to case. */
export interface Compound extends Storage {}

/** 存储: a folder of a compound file, with streams and further folders. */
export interface Storage {
  readonly names: ReadonlySet<string>;
  stream(name: string): Uint8Array | undefined;
  storage(name: string): Storage | undefined;
}

/** Where sectors are named, these numbers name none: the end of a chain, and no entry. */
const END = 0xfffffffe;
const NONE = 0xffffffff;
const HEADER = 512;
const ENTRY = 128;
const PLACES_IN_HEADER = 109;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;

/** The file as it is opened, and what is thrown where it does not hold together. */
interface Source {
  readonly bytes: Uint8Array;
  readonly header: DataView;
  readonly damaged: () => ReadRefusal;
}

interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly first: number;
  readonly size: number;
}

/** Sectors of one size and the table that chains them. */
interface Sectors {
  readonly bytes: Uint8Array;
  /** Where sector 0 begins. */
  readonly from: number;
  readonly size: number;
  readonly next: Uint32Array;
  readonly damaged: () => ReadRefusal;
}

/**
 * Opens a compound file. Chains end, or they are refused: no sector is followed twice, and a stream whose sectors are
 * fewer than it needs is never filled up.
 *
 * @param damaged what is thrown, here or when a stream is taken
 */
export function openCompound(bytes: Uint8Array, damaged: () => ReadRefusal): Compound {
  if (bytes.length < HEADER) throw damaged();
  const source: Source = { bytes, header: new DataView(bytes.buffer, bytes.byteOffset, HEADER), damaged };
  const large = largeSectors(source);
  const entries = directoryOf(large, source.header.getUint32(48, true));
  const root = entries[0];
  if (root?.kind !== ROOT) throw damaged();
  const cutoff = source.header.getUint32(56, true);
  let small: Sectors | undefined;
  const contentAt = (entry: Entry): Uint8Array => {
    if (entry.size >= cutoff) return contentOf(large, entry);
    small ??= smallSectors(source, large, root);
    return contentOf(small, entry);
  };
  return storageAt({ entries, contentAt, damaged }, root, new Set());
}

interface Directory {
  readonly entries: readonly Entry[];
  readonly contentAt: (entry: Entry) => Uint8Array;
  readonly damaged: () => ReadRefusal;
}

/** No folder lies within itself. */
function storageAt(directory: Directory, { child }: Entry, above: ReadonlySet<number>): Storage {
  const { entries, contentAt, damaged } = directory;
  if (above.has(child)) throw damaged();
  const own = siblingsOf(entries, child, damaged);
  const within = (kind: number, name: string): Entry | undefined =>
    own.find((one) => one.kind === kind && one.name === name.toLowerCase());
  return {
    names: new Set(own.filter(({ kind }) => kind === STREAM || kind === STORAGE).map(({ name }) => name)),
    stream(name) {
      const entry = within(STREAM, name);
      return entry && contentAt(entry);
    },
    storage(name) {
      const entry = within(STORAGE, name);
      return entry && storageAt(directory, entry, new Set([...above, child]));
    },
  };
}

/** The sectors of the file, chained by the table whose own sectors the header and its continuations list. */
function largeSectors({ bytes, header, damaged }: Source): Sectors {
  const shift = header.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged();
  const size = 1 << shift;
  const file = { bytes, from: Math.max(HEADER, size), size, next: new Uint32Array(), damaged };
  const places = tablePlaces(file, header);
  const entries = size / 4;
  // What a cut sector does not say ends a chain.
  const next = new Uint32Array(places.length * entries).fill(NONE);
  places.forEach((place, at) => {
    const view = viewOf(sectorAt(file, place, 1));
    for (let entry = 0; (entry + 1) * 4 <= view.byteLength; entry++)
      next[at * entries + entry] = view.getUint32(entry * 4, true);
  });
  return { ...file, next };
}

/** Which sectors hold the table of sectors: the first stand in the header, more of them in sectors of their own. */
function tablePlaces(file: Sectors, header: DataView): readonly number[] {
  const count = Math.ceil((file.bytes.length - file.from) / file.size);
  const places: number[] = [];
  const list = (view: DataView, from: number, most: number): void => {
    for (let at = 0; at < most; at++) {
      const place = view.getUint32(from + at * 4, true);
      if (place < END) places.push(place);
    }
  };
  list(header, 76, PLACES_IN_HEADER);
  const seen = new Set<number>();
  for (let place = header.getUint32(68, true); place < END; ) {
    if (seen.has(place)) throw file.damaged();
    seen.add(place);
    const view = viewOf(sectorAt(file, place));
    list(view, 0, file.size / 4 - 1);
    place = view.getUint32(file.size - 4, true);
  }
  if (places.length > count) throw file.damaged();
  return places;
}

/** 小扇区: those of short streams lie in a stream of their own. */
function smallSectors({ header, damaged }: Source, large: Sectors, root: Entry): Sectors {
  const table = wholeOf(large, header.getUint32(60, true));
  const view = viewOf(table);
  const next = Uint32Array.from({ length: table.length >> 2 }, (_, at) => view.getUint32(at * 4, true));
  const shift = header.getUint16(32, true);
  if (shift !== 6) throw damaged();
  return { bytes: contentOf(large, root), from: 0, size: 1 << shift, next, damaged };
}

/** A sector, of which at least so many bytes must be there: the last one of a file may be cut short. */
function sectorAt({ bytes, from, size, damaged }: Sectors, place: number, least = size): Uint8Array {
  const at = from + place * size;
  const sector = bytes.subarray(at, at + size);
  if (sector.length < least) throw damaged();
  return sector;
}

function chainOf({ next, damaged }: Sectors, first: number, most = Number.POSITIVE_INFINITY): readonly number[] {
  const chain: number[] = [];
  const seen = new Set<number>();
  for (let sector = first; sector < END && chain.length < most; sector = next[sector] as number) {
    if (sector >= next.length || seen.has(sector)) throw damaged();
    seen.add(sector);
    chain.push(sector);
  }
  return chain;
}

/** A whole chain, with what there is of its last sector. */
function wholeOf(sectors: Sectors, first: number): Uint8Array {
  const chain = chainOf(sectors, first);
  const last = chain.at(-1);
  const missing = last === undefined ? 0 : sectors.size - sectorAt(sectors, last, 1).length;
  return joined(sectors, chain, chain.length * sectors.size - missing);
}

/** The bytes of a chain, as many as are asked for. */
function joined(sectors: Sectors, chain: readonly number[], length: number): Uint8Array {
  const { size, damaged } = sectors;
  if (chain.length * size < length) throw damaged();
  const whole = new Uint8Array(length);
  chain.forEach((sector, at) => {
    const wanted = Math.min(size, length - at * size);
    whole.set(sectorAt(sectors, sector, wanted).subarray(0, wanted), at * size);
  });
  return whole;
}

/** A stream as long as its entry says; one whose chain or file ends before that is damaged. */
function contentOf(sectors: Sectors, { first, size }: Entry): Uint8Array {
  if (size === 0) return new Uint8Array();
  if (size > sectors.bytes.length) throw sectors.damaged();
  return joined(sectors, chainOf(sectors, first, Math.ceil(size / sectors.size)), size);
}

function directoryOf(large: Sectors, first: number): readonly Entry[] {
  const bytes = wholeOf(large, first);
  const view = viewOf(bytes);
  return Array.from({ length: Math.floor(bytes.length / ENTRY) }, (_, at) => entryAt(view, at * ENTRY));
}

function entryAt(view: DataView, at: number): Entry {
  const length = Math.min(view.getUint16(at + 64, true), 64);
  let name = "";
  for (let sign = 0; sign + 2 < length; sign += 2) name += String.fromCharCode(view.getUint16(at + sign, true));
  return {
    name: name.toLowerCase(),
    kind: view.getUint8(at + 66),
    left: view.getUint32(at + 68, true),
    right: view.getUint32(at + 72, true),
    child: view.getUint32(at + 76, true),
    first: view.getUint32(at + 116, true),
    size: view.getUint32(at + 120, true),
  };
}

/** All that stands beside an entry in its storage. */
function siblingsOf(entries: readonly Entry[], start: number, damaged: () => ReadRefusal): readonly Entry[] {
  const found: Entry[] = [];
  const seen = new Set<number>();
  const waiting = [start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (place === NONE || seen.has(place)) continue;
    const entry = entries[place];
    if (!entry) throw damaged();
    seen.add(place);
    found.push(entry);
    waiting.push(entry.left, entry.right);
  }
  return found;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
