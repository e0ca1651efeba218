import { deflateSync } from "node:zlib";
import type { ReadDocument } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../src/read/limits.js";
import { readPdf } from "../../src/read/pdf/pdf.js";
import { ReadRefusal } from "../../src/read/refusal.js";
import { textsOf } from "./making.js";

/** Builds small PDF files by hand, so that tests say exactly what stands where on a page. y grows upwards. */
export interface MadePage {
  readonly content: string;
  readonly rotate?: number;
  /** The dictionaries of its annotations. */
  readonly annotations?: string;
  /** Deflate the content, as every producer does. */
  readonly deflated?: boolean;
  /** The entries of the stream's dictionary and its data as they are to stand there, instead of the content. */
  readonly packed?: { readonly entries: string; readonly data: string };
}

/** `extra` goes into the trailer, e.g. an encryption dictionary. */
export function madePdf(pages: readonly MadePage[], extra = ""): Uint8Array {
  const kids = pages.map((_, index) => `${10 + index * 2} 0 R`).join(" ");
  const objects = new Map<number, string>([
    [1, "<< /Type /Catalog /Pages 2 0 R >>"],
    [2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`],
    [3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"],
    [4, "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>"],
    [5, `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 6 0 R ${GB1} >>`],
    [
      6,
      "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ],
    [
      7,
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [32 /five] >> >>",
    ],
    [8, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 9 0 R >>"],
    [9, `<< /Length ${SEVEN_FOR_ONE.length} >>\nstream\n${SEVEN_FOR_ONE}\nendstream`],
  ]);
  const resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 7 0 R /F4 8 0 R >> >>";
  for (const [index, page] of pages.entries()) {
    const box = `/MediaBox [0 0 400 400] /Rotate ${page.rotate ?? 0} /Annots [${page.annotations ?? ""}]`;
    objects.set(10 + index * 2, `<< /Type /Page /Parent 2 0 R ${box} ${resources} /Contents ${11 + index * 2} 0 R >>`);
    objects.set(11 + index * 2, streamOf(page));
  }
  return assembled(objects, extra);
}

/** Says that what draws 1 means 7, as the text of a damaged font does. */
const SEVEN_FOR_ONE =
  "begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n2 beginbfchar <31> <0037> <32> <0032> endbfchar\nendcmap";

function streamOf({ content, deflated, packed }: MadePage): string {
  if (packed) return `<< ${packed.entries} /Length ${packed.data.length} >>\nstream\n${packed.data}\nendstream`;
  const data = deflated ? deflateSync(content).toString("latin1") : content;
  return `<< /Length ${data.length} ${deflated ? "/Filter /FlateDecode" : ""} >>\nstream\n${data}\nendstream`;
}

const GB1 = "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>";

function assembled(objects: ReadonlyMap<number, string>, extra: string): Uint8Array {
  let file = "%PDF-1.4\n";
  const most = Math.max(...objects.keys());
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, file.length);
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = file.length;
  file += `xref\n0 ${most + 1}\n0000000000 65535 f \n`;
  for (let number = 1; number <= most; number += 1) {
    const offset = offsets.get(number);
    file += offset === undefined ? "0000000000 00000 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`;
  }
  file += `trailer\n<< /Size ${most + 1} /Root 1 0 R ${extra} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(file, (character) => character.charCodeAt(0));
}

/** Writes at a place, in Helvetica or, for anything else than ASCII, in a Song face of fixed width. */
export function write(text: string, x: number, y: number, size = 10): string {
  return rotated(text, { matrix: `1 0 0 1 ${x} ${y}`, size });
}

export function rotated(text: string, { matrix, size = 10 }: { matrix: string; size?: number }): string {
  const ascii = [...text].every((character) => character.charCodeAt(0) < 128);
  const shown = ascii
    ? `/F1 ${size} Tf ${matrix} Tm (${text.replace(/[()\\]/g, "\\$&")}) Tj`
    : `/F2 ${size} Tf ${matrix} Tm <${ucs2(text)}> Tj`;
  return `BT ${shown} ET\n`;
}

function ucs2(text: string): string {
  return [...text].map((character) => character.charCodeAt(0).toString(16).padStart(4, "0")).join("");
}

export function line(x0: number, y0: number, x1: number, y1: number): string {
  return `${x0} ${y0} m ${x1} ${y1} l S\n`;
}

/** A line drawn as a thin filled box, as word processors do. */
export function bar(x0: number, y0: number, x1: number, y1: number): string {
  return `${x0 - 0.25} ${y0 - 0.25} ${x1 - x0 + 0.5} ${y1 - y0 + 0.5} re f\n`;
}

/** All lines of a raster. */
export function raster(xs: readonly number[], ys: readonly number[], draw = line): string {
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  return xs.map((x) => draw(x, low, x, high)).join("") + ys.map((y) => draw(left, y, right, y)).join("");
}

export const XS = [50, 150, 200, 250];
export const YS = [350, 330, 310, 290];
export const NUMBERS = write("12", 160, 315) + write("0", 210, 315) + write("7", 160, 295);

/** What is read of pages with these contents. */
export async function read(...pages: readonly string[]): Promise<ReadDocument> {
  return readPdf(madePdf(pages.map((content) => ({ content }))), DEFAULT_LIMITS, installedPdfFiles);
}

export function lines(document: ReadDocument): string[] {
  return textsOf(document).flatMap((block) => block.lines.map((l) => `${l.place} ${l.text}`));
}

/** The rule by which a file is refused. */
export async function refusal(bytes: Uint8Array): Promise<string> {
  const problem = await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return problem instanceof ReadRefusal ? problem.failure.rule : String(problem);
}
