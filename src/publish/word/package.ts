import { type Document, Packer } from "docx";
import { type Packed, packText, zipped } from "../../zip.js";
import { joined } from "../joined.js";

/** Word 文件的一个部件: where it stands in the archive, and its XML. */
interface Part {
  readonly path: string;
  readonly data: string;
}

/** What the library packs with: it makes the parts of a document. */
interface Compiler {
  xmlifyFile(document: Document): Readonly<Record<string, Part | readonly Part[]>>;
}

const COMPILER: Compiler = Packer["compiler"];

/**
 * 写 Word 文件: the parts that the library makes, packed here as every other archive is. The library's own packing takes as long as
 * all the rest of the document, and stamps each part with the clock.
 * @param own parts that take the place of the library's
 */
export function packedDocument(document: Document, own: ReadonlyMap<string, string>): Uint8Array {
  const parts = Object.values(COMPILER.xmlifyFile(document)).flat();
  // The parts that lead nowhere are the same text ten times over.
  const known = new Map<string, Packed>();
  const entries = parts.map(({ path, data }) => ({ name: path, content: packText(own.get(path) ?? data, known) }));
  return joined([...zipped(entries)]);
}
