import { openSha256 } from "../bytes.js";
import type { Consolidation } from "../consolidation.js";
import type { Schemas } from "../form/form.js";
import type { OfficeSection } from "../office-text.js";
import type { Typefaces } from "../typeface.js";
import { joined } from "./joined.js";

/** 出表内容: everything that the outputs are written from, and nothing else. */
export interface Publication {
  readonly consolidation: Consolidation;
  readonly schemas: Schemas;
  readonly officeText: readonly OfficeSection[];
  /** The fonts of the PDF; without them it is left out. */
  readonly pdfFonts?: Typefaces;
  /** 审核页脚本: the text of `dist/review-page/page.js`; without it the review page is left out. */
  readonly reviewScript?: string;
  /** 所签的文件, as they were written with the signatures, for the review page to name them by their hashes; without them it names none. */
  readonly vouched?: readonly OutputFile[];
  /**
   * 原件: the bytes of a submission by its path, if they are still those of this hash. It is asked for when a marked copy is
   * written, so that they never all stand in memory; without it copies are made of what was read.
   */
  readonly originals?: (file: string, hash: string) => Uint8Array | undefined;
}

/** 出表: one file of the outputs, its path below the year's folder. */
export interface OutputFile {
  readonly path: string;
  /** The whole content; of a file in pieces it is made each time it is asked for. */
  readonly bytes: Uint8Array;
  /** The content piece by piece, made while it is taken: what grows with the number of units never stands in memory whole. */
  readonly pieces?: () => Iterable<Uint8Array>;
  /** The whole content of a file that is being made elsewhere; `bytes` is then not there. */
  readonly later?: Promise<Uint8Array>;
  /** 制作依据: a digest of all that the file is made from, where that is cheaper than the file: the same one has the same bytes. */
  readonly basis?: () => string | undefined;
}

/** A file that is being made elsewhere. Whoever writes it waits for it; a failure is thrown there. */
export function fileLater(path: string, later: Promise<Uint8Array>): OutputFile {
  later.catch(() => undefined);
  return {
    path,
    later,
    get bytes(): Uint8Array {
      throw new Error(`${path} is still being made`);
    },
  };
}

/** A file whose content is made piece by piece, from the beginning each time it is asked for. */
export function fileInPieces(
  path: string,
  pieces: () => Iterable<Uint8Array>,
  basis?: NonNullable<OutputFile["basis"]>,
): OutputFile {
  return {
    path,
    pieces,
    ...(basis && { basis }),
    get bytes() {
      return joined([...pieces()]);
    },
  };
}

/** SHA-256 of an output, piece by piece where it is made so. */
export function digestOf(file: OutputFile): string {
  const hash = openSha256();
  for (const piece of file.pieces ? file.pieces() : [file.bytes]) hash.add(piece);
  return hash.hex();
}
