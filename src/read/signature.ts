import { isSelfExtracting, type Packing, packingOf } from "./archive/archive.js";
import { openCompound } from "./compound/compound.js";
import type { ReadRefusal } from "./refusal.js";
import { encrypted, pictureRefused, unreadable, unsupported } from "./refusal.js";

/** 文件类别 by its first bytes, whatever its name. */
export type Container = "zip" | "ole" | "pdf" | "rtf" | "text" | Packing;

/** A kind of file that can't be read, by its first bytes. */
interface Unsupported {
  readonly bytes: readonly number[];
  readonly at?: number;
  readonly reason: string;
  readonly advice: string;
}

const ARCHIVE_ADVICE = { advice: "请直接报送 .xlsx 或 .docx 文件，或改用 .zip 压缩" } as const;

/** Pictures, by their first bytes. */
const PICTURES: readonly Pick<Unsupported, "bytes" | "at">[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47] },
  { bytes: [0xff, 0xd8, 0xff] },
  { bytes: [0x47, 0x49, 0x46, 0x38] },
  { bytes: [0x49, 0x49, 0x2a, 0x00] },
  { bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { bytes: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { bytes: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69], at: 4 },
];

/** Files that cannot be a source of figures, by their first bytes. */
const UNSUPPORTED: readonly Unsupported[] = [
  { bytes: [0x42, 0x5a, 0x68], reason: "这是 .bz2 压缩包，无法读取", ...ARCHIVE_ADVICE },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], reason: "这是 .xz 压缩包，无法读取", ...ARCHIVE_ADVICE },
  { bytes: [0x4d, 0x5a], reason: "这是程序文件，不予读取", advice: "请报送年报的 .xlsx 或 .docx 文件" },
];

/** Tells the file's kind; refuses what can't hold figures and says what to send instead. */
export function containerOf(bytes: Uint8Array): Container {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) return "zip";
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return "ole";
  if (isPdf(bytes)) return "pdf";
  if (isRtf(bytes)) return "rtf";
  const packing = packingOf(bytes);
  if (packing) return packing;
  if (isSelfExtracting(bytes))
    throw unsupported("这是自解压程序（.exe），不会运行它，也不读取里面的文件", ARCHIVE_ADVICE.advice);
  if (isBitmap(bytes) || PICTURES.some(({ bytes: start, at }) => startsWith(bytes, start, at))) throw pictureRefused();
  const found = UNSUPPORTED.find((candidate) => startsWith(bytes, candidate.bytes, candidate.at));
  if (found) throw unsupported(found.reason, found.advice);
  return "text";
}

/** %PDF- may stand behind some blanks and zero bytes, as old mail gateways leave them. */
function isPdf(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  return /^[\0-\x20\xef\xbb\xbf]*%PDF-/.test(head);
}

/** {\rtf, behind a mark or blanks too. */
function isRtf(bytes: Uint8Array): boolean {
  return /^[\0-\x20\xef\xbb\xbf]*\{\\rtf/.test(String.fromCharCode(...bytes.subarray(0, 64)));
}

/** "BM" alone could begin a text: the reserved bytes must be zero too. */
function isBitmap(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x42, 0x4d]) && startsWith(bytes, [0, 0, 0, 0], 6);
}

function startsWith(bytes: Uint8Array, start: readonly number[], at = 0): boolean {
  return start.every((byte, i) => bytes[at + i] === byte);
}

const DAMAGED = "文件内容已损坏，无法读取";
const SAVE_AS = "请另存为 .docx 或 .xlsx 后重新报送";

/** Streams by which an OLE file is known, with its kind or the refusal; the first that is there decides. */
const STREAMS: readonly (readonly [string, "xls" | "doc" | (() => ReadRefusal)])[] = [
  ["EncryptedPackage", () => encrypted("文件设有打开密码")],
  ["Workbook", "xls"],
  ["Book", "xls"],
  ["WordDocument", "doc"],
  ["PowerPoint Document", () => unsupported("这是演示文稿，无法读取", SAVE_AS)],
  ["MN0", worksRefused],
];

/** 复合文档的类别: a workbook (.xls, .et) or a text (.doc, .wps); what is neither is refused. */
export function kindOfCompound(bytes: Uint8Array): "xls" | "doc" {
  // There are only versions 3 and 4.
  if (bytes[26] !== 3 && bytes[26] !== 4) throw unreadable(DAMAGED);
  const names = ownStreams(bytes);
  for (const [name, answer] of STREAMS) {
    if (!names.has(name.toLowerCase())) continue;
    if (typeof answer === "string") return answer;
    throw answer();
  }
  throw isWorks(bytes, names) ? worksRefused() : unsupported("这不是电子表格或 Word 文档，无法读取", SAVE_AS);
}

function worksRefused(): ReadRefusal {
  return unsupported("这是 Microsoft Works 文件（旧式 .wps），无法读取", SAVE_AS);
}

const WORKS = [..."CHNK"].map((sign) => sign.charCodeAt(0));
const SMALL_SECTOR = 64;

/** Since Works 2000 its text stands in a stream with a common name, known by how it begins; streams begin where sectors do. */
function isWorks(bytes: Uint8Array, names: ReadonlySet<string>): boolean {
  if (!names.has("contents")) return false;
  for (let at = SMALL_SECTOR; at < bytes.length; at += SMALL_SECTOR) if (startsWith(bytes, WORKS, at)) return true;
  return false;
}

/** A text may have workbooks embedded in it, and the reverse: then only what stands in the root is the file's own. */
function ownStreams(bytes: Uint8Array): ReadonlySet<string> {
  const names = streamNames(bytes);
  const isBoth = names.has("worddocument") && (names.has("workbook") || names.has("book"));
  return isBoth ? openCompound(bytes, () => unreadable(DAMAGED)).names : names;
}

/**
 * The names of an OLE file's streams, in lower case, since programs write them differently. Directory entries are 128
 * bytes long and begin with the name in UTF-16; all places where one may begin are looked at.
 */
export function streamNames(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = 512; at + 128 <= bytes.length; at += 128) {
    const length = (bytes[at + 64] as number) + (bytes[at + 65] as number) * 256;
    const type = bytes[at + 66] as number;
    if (length < 4 || length > 64 || length % 2 !== 0 || type !== 2) continue;
    let name = "";
    for (let i = 0; i < length - 2; i += 2)
      name += String.fromCharCode((bytes[at + i] as number) + (bytes[at + i + 1] as number) * 256);
    names.add(name.toLowerCase());
  }
  return names;
}
