import "./globals.js";
import {
  getDocument,
  InvalidPDFException,
  OPS,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import type { PageSource } from "./canvas.js";
import { IDENTITY, matrixFrom } from "./matrix.js";
import type { Font } from "./text.js";

export { InvalidPDFException, OPS };

/** Numbers of the library's annotation kinds that hold what somebody typed. */
const FREE_TEXT = 3;
const WIDGET = 20;

type Task = ReturnType<typeof getDocument>;

/** Opens a document: no scripts, no fonts of the system, no network, no decoding of pictures. */
export function openPdf(bytes: Uint8Array): Task {
  return getDocument({
    data: bytes.slice(),
    cMapUrl: packageFolder("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: packageFolder("standard_fonts"),
    wasmUrl: packageFolder("wasm"),
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: 1,
    verbosity: VerbosityLevel.ERRORS,
  });
}

/** The operators and fonts of one page; the page's memory is given back afterwards. */
export async function pageSource(document: PDFDocumentProxy, number: number): Promise<PageSource> {
  const page = await document.getPage(number);
  const layers = await document.getOptionalContentConfig();
  const list = await page.getOperatorList();
  const source: PageSource = {
    operators: list.fnArray,
    operands: list.argsArray,
    fonts: await fontsOf(page, list),
    viewport: matrixFrom(page.getViewport({ scale: 1 }).transform) ?? IDENTITY,
    filledIn: await filledIn(page),
    layerShown: (layer) => layers.isVisible(layer) !== false,
  };
  page.cleanup();
  return source;
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

/** Fonts travel beside the operators and may come a moment later; a list that names them came after they were sent. */
function resolved(page: PDFPageProxy, name: string): Promise<unknown> {
  return new Promise((resolve) => page.commonObjs.get(name, resolve));
}

function font(found: unknown): Font {
  const record: Readonly<Record<string, unknown>> = Object(found);
  return {
    scale: matrixFrom(record.fontMatrix)?.[0] || 0.001,
    vertical: record.vertical === true,
    defaultVertical: Array.isArray(record.defaultVMetrics) ? record.defaultVMetrics : [-1000, 500, 880],
  };
}

async function filledIn(page: PDFPageProxy): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const annotation of await page.getAnnotations()) {
    const typed = annotation.annotationType === WIDGET && annotation.fieldType !== "Sig";
    if (typed || annotation.annotationType === FREE_TEXT) ids.add(String(annotation.id));
  }
  return ids;
}

/** The library wants a path of the file system, not an address. */
function packageFolder(name: string): string {
  const address = import.meta.resolve("pdfjs-dist/package.json");
  const folder = decodeURIComponent(new URL(`${name}/`, address).pathname);
  return folder.replace(/^\/([A-Za-z]:)/, "$1");
}
