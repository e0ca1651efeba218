import { type Packed, pack, packText, zipped } from "../../zip.js";
import { joined } from "../joined.js";
import { packageParts, sheetPart } from "./package-parts.js";
import { pictureParts } from "./pictures.js";
import type { Workbook } from "./sheet.js";
import { openSharedTexts } from "./strings.js";
import { stylesXml } from "./styles.js";
import { sheetXml } from "./worksheet.js";

export { safeText } from "./cell-text.js";
export { exactNumber } from "./exact-number.js";
export { lastingTexts } from "./lasting.js";
export {
  acrossRow,
  type Formula,
  type Highlight,
  linkTo,
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetPicture,
  type SheetRow,
  type SheetStyle,
  type SheetValue,
  textRow,
  titleRow,
  type Validation,
  type Workbook,
} from "./sheet.js";
export { distinctSheetNames, withDistinctNames } from "./sheet-names.js";
export { SEVERITY_GROUNDS } from "./styles.js";
export { HIGHEST_ROW, LINE_HEIGHT, linesOf } from "./text-width.js";

/** 写工作簿 as a whole; `workbookPieces` is for one that is large. */
export function writeWorkbook(workbook: Workbook): Uint8Array {
  return joined([...workbookPieces(workbook)]);
}

/**
 * 写工作簿, in pieces: the sheets one after another, row by row, straight into the archive.
 * Author and date come from the workbook, so that the same workbook is the same bytes.
 */
export function* workbookPieces(workbook: Workbook): Iterable<Uint8Array> {
  const texts = openSharedTexts();
  yield* zipped([
    ...packageParts(workbook).map(({ name, xml }) => ({ name, content: packText(xml, KNOWN) })),
    { name: "xl/styles.xml", content: packedStyles() },
    ...workbook.sheets.map((sheet, at) => ({ name: `xl/${sheetPart(at)}`, content: encoded(sheetXml(sheet, texts)) })),
    ...pictureParts(workbook.sheets),
    // Written last: by then every text has its place.
    { name: "xl/sharedStrings.xml", content: encoded(texts.pieces()) },
  ]);
}

/** Of a workbook for each unit, a run writes most parts as often as there are units. */
const KNOWN = new Map<string, Packed>();

let styles: Packed | undefined;

/** The same in every workbook. */
function packedStyles(): Packed {
  styles ??= pack(encoded([stylesXml()]));
  return styles;
}

/** In characters: what is deflated at once. */
const PIECE = 256 * 1024;

function* encoded(texts: Iterable<string>): Iterable<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = "";
  for (const text of texts) {
    waiting += text;
    if (waiting.length < PIECE) continue;
    yield encoder.encode(waiting);
    waiting = "";
  }
  yield encoder.encode(waiting);
}
