import { sha256 } from "../bytes.js";
import { rememberedByText } from "../remembered.js";
import { type Packed, pack } from "../zip.js";
import { type ArchivedFile, openAtOnce, packingOf } from "./archive/archive.js";
import { type Budget, openBudget, type ReadLimits } from "./limits.js";
import { filesOfLetter, isLetter, isOutlookLetter } from "./mail/mail.js";
import {
  mainPart,
  openZip,
  packedBytes,
  partsOf,
  type Relation,
  relationsOf,
  repeatedPart,
  xmlPart,
  type ZipEntry,
} from "./package/package.js";
import { unreadable } from "./refusal.js";
import { type Attributes, readXml } from "./xml.js";

/** 原件的部件: an office file whose parts are copied into another, as they are or changed. */
export interface OriginalParts {
  /** The names as they stand in the file, in its order. */
  readonly names: readonly string[];
  /** The name of the part that holds the workbook. */
  readonly main: string;
  /** A part's name as it stands in the file; undefined where there is none. */
  readonly nameOf: (part: string) => string | undefined;
  /** @throws ReadRefusal for one that is damaged or not well-formed */
  readonly xml: (part: string) => string | undefined;
  /** The same of a part that many files have alike, such as the styles. */
  readonly common: (part: string) => string | undefined;
  /** Text that need not be well-formed, as old drawings are not. */
  readonly text: (part: string) => string | undefined;
  /** The parts within the file that a part refers to, by relation id. */
  readonly relations: (part: string) => ReadonlyMap<string, Relation>;
  /** The ids of all references of a part, those that lead outside too. */
  readonly ids: (part: string) => readonly string[];
  /** Every reference of the file that leads outside: its kind, the last word of its type. */
  readonly outside: readonly string[];
  /** The part as it lies in the archive, not inflated. */
  readonly packed: (name: string) => Packed;
}

/**
 * 打开原件.
 * @throws ReadRefusal where it can't be taken apart within the limits
 */
export function openOriginal(bytes: Uint8Array, limits: ReadLimits): OriginalParts {
  const budget = openBudget(limits);
  const zip = openZip(bytes, budget);
  const parts = partsOf(zip, budget);
  const files = zip.entries.filter(({ folder }) => !folder);
  const byName = new Map(files.map((entry) => [entry.name, entry]));
  const text = (part: string): string | undefined => xmlPart(parts, part);
  const common = (part: string): string | undefined => repeatedPart(parts, part);
  return {
    names: files.map(({ name }) => name),
    main: mainPart(parts, "xl/workbook.xml"),
    nameOf: (part) => parts.byName.get(part.toLowerCase())?.name,
    xml: (part) => ifAny(text(part), wellFormed),
    common: (part) => ifAny(common(part), commonlyWellFormed),
    text,
    relations: (part) => relationsOf(parts, part),
    ids: (part) => (ifAny(common(relationsPart(part)), references) ?? []).map(({ id }) => id),
    outside: files
      .filter(({ name }) => /\.rels$/i.test(name))
      .flatMap(({ name }) => ifAny(common(name), references) ?? [])
      .flatMap(({ outside, kind }) => (outside ? [kind] : [])),
    packed: (name) => packedEntry(bytes, byName.get(name)),
  };
}

function packedEntry(bytes: Uint8Array, entry: ZipEntry | undefined): Packed {
  if (!entry || entry.encrypted || (entry.method !== 0 && entry.method !== 8)) throw unreadable("压缩结构已损坏");
  const content = packedBytes(bytes, entry);
  if (entry.method === 0) return pack([content]);
  return { pieces: [content], size: entry.packed, plainSize: entry.size, crc: entry.crc };
}

function ifAny<Made>(xml: string | undefined, made: (xml: string) => Made): Made | undefined {
  return xml === undefined ? undefined : made(xml);
}

function wellFormed(xml: string): string {
  readXml(xml, { open() {}, close() {}, text() {}, whole: plainCell });
  return xml;
}

/** A cell of a sheet as most programs write it: well-formed, and read at once. */
const PLAIN_CELL =
  /<c(?: \w+="[^"<&]*")*(?:\/>|>(?:<f(?: \w+="[^"<&]*")*(?:\/>|>[^<&]*<\/f>))?(?:<v>[^<&]*<\/v>)?<\/c>)/y;

function plainCell(xml: string, at: number): number {
  PLAIN_CELL.lastIndex = at;
  return PLAIN_CELL.test(xml) ? PLAIN_CELL.lastIndex : 0;
}

/** What is remembered of the parts that files have alike: they are longer than labels, and few. */
const OF_PARTS = { longest: 64 * 1024, most: 64 };
const commonlyWellFormed = rememberedByText(wellFormed, OF_PARTS);

interface Reference {
  readonly id: string;
  readonly kind: string;
  readonly outside: boolean;
}

const references = rememberedByText((xml): readonly Reference[] => {
  const found: Reference[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name !== "Relationship") return;
    const outside = attributes.get("TargetMode")?.toLowerCase() === "external";
    found.push({ id: attributes.get("Id") ?? "", kind: attributes.get("Type")?.split("/").at(-1) ?? "", outside });
  };
  readXml(xml, { open, close() {}, text() {} });
  return found;
}, OF_PARTS);

/** The name of the part in which the references of another stand. */
export function relationsPart(part: string): string {
  const slash = part.lastIndexOf("/") + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

/**
 * 压缩包里的原件: the bytes of `b.xlsx` within an archive, through any number of archives (`b.zip!/c.xlsx`), if they are those
 * of the given hash.
 */
export function originalWithin(
  bytes: Uint8Array,
  inner: readonly string[],
  hash: string,
  limits: ReadLimits,
): Uint8Array | undefined {
  const [path, ...rest] = inner;
  if (path === undefined) return sha256(bytes) === hash ? bytes : undefined;
  try {
    const budget = openBudget(limits);
    const file = filesWithin(bytes, budget)?.find((one) => one.path === path);
    return file && originalWithin(file.content(), rest, hash, limits);
  } catch {
    return undefined;
  }
}

/** The name of a .gz is not known here: a single file packed so, which does not state its own, is not found. */
function filesWithin(bytes: Uint8Array, budget: Budget): readonly ArchivedFile[] | undefined {
  const packing = packingOf(bytes);
  if (packing) return openAtOnce({ packing, bytes, name: "" }, budget);
  if (isOutlookLetter(bytes) || isLetter(bytes)) return filesOfLetter(bytes, budget);
  return openAtOnce({ packing: "zip", zip: openZip(bytes, budget) }, budget);
}
