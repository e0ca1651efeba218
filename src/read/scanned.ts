import type { ReadFailure } from "../grid.js";
import { type PdfFiles, scannedPages } from "./pdf/pdf.js";
import { MOST_PIXELS, type PhotoKind, readPhoto } from "./photo/photo.js";
import { pictureRefused, ReadRefusal } from "./refusal.js";
import { LOOKED_AT, type Picture, type Recogniser, recogniseScan } from "./scan/scan.js";

/** 宿主提供的: what reading takes from outside. `recogniser` is asked for when a scan comes; without it, or without an answer, a scan is refused. */
export interface ReadingHost {
  readonly pdfFiles: PdfFiles;
  readonly recogniser?: () => Promise<Recogniser | undefined>;
}

/** 是否扫描件: whether a document was refused because its pages are pictures. */
export function isScanRefusal(problem: unknown): problem is ReadRefusal {
  return problem instanceof ReadRefusal && problem.failure.scanned === true;
}

/** The refusal of a scanned PDF, with what was recognised on its pages. */
export async function scanOfPdf(refusal: ReadRefusal, bytes: Uint8Array, host: ReadingHost): Promise<ReadRefusal> {
  return withScan(refusal.failure, scannedPages(bytes, host.pdfFiles, BOUNDS), host);
}

/** The same of a photograph. */
export async function scanOfPhoto(bytes: Uint8Array, kind: PhotoKind, host: ReadingHost): Promise<ReadRefusal> {
  return withScan(pictureRefused().failure, pagesOfPhoto(bytes, kind, host), host);
}

/** Said where the program could recognise scans and that part of it is not there. */
const NOT_INSTALLED = "；汇总单位也可运行 npm run setup:ocr 装上识别部分后再运行，扫描件会做成待人核对的录入表";

const BOUNDS = { pixels: MOST_PIXELS, longest: LOOKED_AT };

async function withScan(
  failure: ReadFailure,
  pages: AsyncIterable<Picture | undefined>,
  { recogniser }: ReadingHost,
): Promise<ReadRefusal> {
  const recognise = await recogniser?.();
  if (!recognise) return new ReadRefusal(recogniser ? { ...failure, advice: failure.advice + NOT_INSTALLED } : failure);
  return new ReadRefusal({ ...failure, scan: await recogniseScan(pages, recognise) });
}

/** Decoded when its page is asked for: a host without a recogniser never does, and one that has it allows a scan's time and memory. */
async function* pagesOfPhoto(
  bytes: Uint8Array,
  kind: PhotoKind,
  { pdfFiles }: ReadingHost,
): AsyncIterable<Picture | undefined> {
  const photo = readPhoto(bytes, kind);
  if ("pdf" in photo) yield* scannedPages(photo.pdf, pdfFiles, BOUNDS);
  else yield photo.picture;
}
