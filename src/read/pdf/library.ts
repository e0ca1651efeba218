import { IDENTITY, matrixFrom } from "../page/page.js";
import { engineStringify } from "./globals.js";
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import {
  getDocument,
  InvalidPDFException,
  OPS,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PageSource } from "./canvas.js";
import { drawnBy } from "./glyph-names.js";
import type { Font } from "./text.js";

export { InvalidPDFException, OPS };

JSON.stringify = engineStringify;

/** Numbers of the library's annotation kinds that hold what somebody typed. */
const FREE_TEXT = 3;
const WIDGET = 20;
/** Of what was typed so much is quoted. */
const LONGEST_QUOTED = 20;
/** 删划批注: those that cross text out: a line, a line with corners, a struck out text, a line drawn by hand. */
const CROSSING: ReadonlySet<unknown> = new Set([4, 8, 12, 15]);

type Task = ReturnType<typeof getDocument>;

/**
 * 附带文件: character maps and fonts that the PDF library keeps beside itself and asks for by name, e.g.
 * `cmaps/UniGB-UCS2-H.bcmap`, `standard_fonts/FoxitSerif.pfb`; undefined where there is none of that name.
 */
export type PdfFiles = (name: string) => Promise<Uint8Array | undefined>;

/** A document that is being opened. */
export interface OpenedPdf {
  readonly task: Task;
  /** What the library asked for and did not get: without it text is left out or misread. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Opens a document without scripts, system fonts or network. The library runs in the thread that asks: its worker is loaded with it, so
 * it starts none and fetches nothing.
 *
 * @param pixels pictures with more are not decoded; by default none is
 */
export function openPdf(bytes: Uint8Array, files: PdfFiles, pixels = 1): OpenedPdf {
  const missing = new Set<string>();
  const task = getDocument({
    data: bytes.slice(),
    BinaryDataFactory: supplierOf(files, missing),
    cMapPacked: true,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    enableXfa: false,
    fontExtraProperties: true,
    maxImageSize: pixels,
    verbosity: VerbosityLevel.ERRORS,
  });
  return { task, missing };
}

/** The package's folders, by the library's own names for them. */
const FOLDERS: Readonly<Record<string, string>> = {
  cMapUrl: "cmaps",
  standardFontDataUrl: "standard_fonts",
  wasmUrl: "wasm",
};

/**
 * The library makes an object of the class for itself, and goes on without what it does not get: with blank texts where
 * a character map is missing. Decoders of pictures may be missing, for pictures are not read.
 */
function supplierOf(files: PdfFiles, missing: Set<string>) {
  return class {
    async fetch({ kind, filename }: { kind: string; filename: string | undefined }): Promise<Uint8Array> {
      const name = `${FOLDERS[kind]}/${filename}`;
      const bytes = filename === undefined ? undefined : await given(files, name);
      if (bytes) return bytes;
      if (filename !== undefined && kind !== "wasmUrl") missing.add(name);
      throw new Error(`there is no ${name}`);
    }
  };
}

async function given(files: PdfFiles, name: string): Promise<Uint8Array | undefined> {
  try {
    return await files(name);
  } catch {
    return undefined;
  }
}

/** The operators and fonts of one page. The library's memory for the page is freed, after what else is to be taken from it. */
export async function pageSource(
  document: PDFDocumentProxy,
  number: number,
  take: (page: PDFPageProxy, source: PageSource) => Promise<void> = async () => undefined,
): Promise<PageSource> {
  const page = await document.getPage(number);
  const layers = await document.getOptionalContentConfig();
  const list = await page.getOperatorList();
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const source: PageSource = {
    operators: list.fnArray,
    operands: list.argsArray,
    fonts: await fontsOf(page, list),
    viewport: matrixFrom(transform) ?? IDENTITY,
    view: { left: 0, top: 0, right: width, bottom: height },
    number,
    ...(await annotationsOf(page)),
    layerShown: (layer) => layers.isVisible(layer) !== false,
  };
  await take(page, source);
  page.cleanup();
  return source;
}

/** 页内对象, such as a picture: waits until the library has it. What several pages share is kept elsewhere. */
export function pageObject(page: PDFPageProxy, name: string): Promise<unknown> {
  return new Promise((resolve) => (name.startsWith("g_") ? page.commonObjs : page.objs).get(name, resolve));
}

type OperatorList = Awaited<ReturnType<PDFPageProxy["getOperatorList"]>>;

async function fontsOf(page: PDFPageProxy, list: OperatorList): Promise<ReadonlyMap<string, Font>> {
  const names = new Set<string>();
  for (const [index, operator] of list.fnArray.entries()) {
    if (operator === OPS.setFont) names.add(String(list.argsArray[index][0]));
    if (operator === OPS.setGState) for (const name of fontSettings(list.argsArray[index])) names.add(name);
  }
  const fonts = new Map<string, Font>();
  for (const name of names) fonts.set(name, font(await resolved(page, name)));
  return fonts;
}

function fontSettings(operands: unknown): string[] {
  if (!Array.isArray(operands) || !Array.isArray(operands[0])) return [];
  const fonts = operands[0].filter((setting) => Array.isArray(setting) && setting[0] === "Font");
  return fonts.map((setting) => String(setting[1]?.[0]));
}

/** Waits for a font, which the library sends beside the operators and which may arrive a moment later. */
function resolved(page: PDFPageProxy, name: string): Promise<unknown> {
  return new Promise((resolve) => page.commonObjs.get(name, resolve));
}

function font(found: unknown): Font {
  const record: Readonly<Record<string, unknown>> = Object(found);
  return {
    // Of a font that it could not load, the library only sends what went wrong.
    broken: typeof found === "string",
    scale: matrixFrom(record.fontMatrix)?.[0] || 0.001,
    vertical: record.vertical === true,
    drawn: drawnBy(record),
    defaultVertical: Array.isArray(record.defaultVMetrics) ? record.defaultVMetrics : [-1000, 500, 880],
  };
}

async function annotationsOf(page: PDFPageProxy): Promise<Pick<PageSource, "filledIn" | "crossing" | "undrawn">> {
  const [filledIn, crossing] = [new Set<string>(), new Set<string>()];
  let undrawn: string | undefined;
  for (const annotation of await page.getAnnotations()) {
    const typed = annotation.annotationType === WIDGET && annotation.fieldType !== "Sig";
    if (CROSSING.has(annotation.annotationType)) crossing.add(String(annotation.id));
    if (!typed && annotation.annotationType !== FREE_TEXT) continue;
    filledIn.add(String(annotation.id));
    const text = String((typed ? annotation.fieldValue : annotation.contentsObj?.str) ?? "");
    if (annotation.hasAppearance !== true && /\d/.test(text)) undrawn ??= text.slice(0, LONGEST_QUOTED);
  }
  return { filledIn, crossing, undrawn };
}
