import { type Budget, spendInflated } from "../limits.js";
import { decodeXml } from "../xml.js";
import { packedBytes, readEntry, type Zip, type ZipEntry } from "./zip.js";

/** A part that stood in an earlier file, packed and as text. */
interface Known {
  readonly entry: ZipEntry;
  readonly packed: Uint8Array;
  readonly text: string;
}

const known = new Map<string, Known>();
/** Larger than these parts ever are, packed and as text: a text may be hundreds of times as large as what it is packed in. */
const LARGEST = 32 * 1024;
const LARGEST_TEXT = 512 * 1024;
const MOST_KNOWN = 64;

/**
 * 各文件相同的部件: the text of a part that a program writes alike into every file: styles, theme, relations. It is inflated once for the very
 * same packed bytes, and counts against the file's limits all the same.
 */
export function repeatedText(zip: Zip, entry: ZipEntry, budget: Budget): string {
  const key = `${entry.crc} ${entry.size} ${entry.packed}`;
  const before = known.get(key);
  if (before && isSame(before, zip, entry)) {
    spendInflated(budget, entry.packed, entry.size);
    return before.text;
  }
  const text = decodeXml(readEntry(zip, entry, budget));
  if (entry.packed > LARGEST || entry.size > LARGEST_TEXT) return text;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, { entry, packed: packedBytes(zip.bytes, entry).slice(), text });
  return text;
}

function isSame({ entry: before, packed }: Known, zip: Zip, entry: ZipEntry): boolean {
  if (entry.encrypted || entry.method !== before.method) return false;
  const bytes = packedBytes(zip.bytes, entry);
  return bytes.length === packed.length && packed.every((byte, at) => byte === bytes[at]);
}
