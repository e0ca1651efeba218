import type ExcelJS from "exceljs";
import { type Decimal, format } from "../../decimal.js";
import { columnName } from "../../grid.js";
import { shownText } from "../../shown-text.js";
import { withFixedZipTimes } from "../zip-times.js";
import { exactNumber } from "./exact-number.js";
import { type RowContext, rowXml, type WrittenValue } from "./rows.js";
import type { Sheet, SheetRow, SheetStyle, SheetValue, Workbook } from "./sheet.js";
import { STYLES } from "./styles.js";
import { fittedHeight } from "./text-width.js";

export { exactNumber } from "./exact-number.js";
export {
  acrossRow,
  type Formula,
  linkTo,
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetRow,
  type SheetStyle,
  type SheetValue,
  textRow,
  titleRow,
  type Workbook,
} from "./sheet.js";
export { LINE_HEIGHT, linesOf } from "./text-width.js";

/**
 * 写工作簿: streams the sheets one after another, row by row, so that thousands of units need no more memory than sixty.
 * Author and dates come from the workbook, so that the same workbook is the same bytes.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const { default: WorkbookWriter } = await import("exceljs/lib/stream/xlsx/workbook-writer.js");
  const date = new Date(`${workbook.date}T00:00:00Z`);
  const writer = new WorkbookWriter({ useStyles: true, useSharedStrings: true });
  Object.assign(writer, { creator: workbook.author, lastModifiedBy: workbook.author, created: date, modified: date });
  const parts = writer as unknown as WriterParts;
  const context = rowContext(parts);
  for (const sheet of workbook.sheets) await writeSheet(writer, sheet, context);
  await writer.commit();
  return withFixedZipTimes(parts.stream.toBuffer());
}

/** What the library's types do not tell: without a target of its own the writer gathers what it wrote in a buffer. */
interface WriterParts {
  readonly stream: { toBuffer(): Uint8Array };
  readonly styles: { addStyleModel(style: object, type: 2 | 3): number };
  readonly sharedStrings: { add(text: string): number };
}

/** A sheet's own part of the archive, and what has been written to it but not deflated yet. */
interface SheetStream {
  write(xml: string): void;
  readonly pipes: readonly { readonly writableLength: number }[];
}

/** The library's own numbers for kinds of values: the first one that bears a style decides its number format. */
const A_NUMBER = 2;
const A_STRING = 3;

function rowContext({ styles, sharedStrings }: WriterParts): RowContext {
  const known = new Map<SheetStyle, number>();
  const numbered = (style: SheetStyle, value: string | number | null): number => {
    const place = styles.addStyleModel(STYLES[style], typeof value === "string" ? A_STRING : A_NUMBER);
    known.set(style, place);
    return place;
  };
  return {
    styleOf: (style, value) => known.get(style) ?? numbered(style, value),
    textPlace: (text) => sharedStrings.add(text),
    valueOf: cellValue,
  };
}

/** What is written to the archive at once. */
const BLOCK = 128 * 1024;

/** The rows down to the last merge go through the library, which styles what a merge covers; those below are written as they stand. */
async function writeSheet(
  writer: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: Sheet,
  context: RowContext,
): Promise<void> {
  const worksheet = writer.addWorksheet(sheet.name, sheetOptions(sheet));
  const { stream } = worksheet as unknown as { readonly stream: SheetStream };
  worksheet.columns = sheet.widths.map((width) => ({ width }));
  const lastMerged = Math.max(0, ...(sheet.merges ?? []).map((merge) => merge.bottom));
  const head = Math.max(1, lastMerged);
  let number = 0;
  let xml = "";
  for (const row of sheet.rows) {
    number += 1;
    const height = row.height ?? fittedHeight(row, sheet.widths);
    if (number <= head) fillRow(worksheet.getRow(number), row, height);
    else xml += rowXml(number, row, height, context);
    if (number === head) finishHead(worksheet, sheet, head);
    if (xml.length < BLOCK) continue;
    stream.write(xml);
    xml = "";
    await untilTaken(stream);
  }
  if (number < lastMerged) throw new RangeError(`sheet ${sheet.name} merges cells below its last row`);
  if (xml !== "") stream.write(xml);
  if (sheet.filter !== undefined) worksheet.autoFilter = sheet.filter;
  worksheet.commit();
}

function finishHead(worksheet: ExcelJS.Worksheet, sheet: Sheet, last: number): void {
  for (const { top, left, bottom, right } of sheet.merges ?? []) {
    if (top !== bottom || left !== right) worksheet.mergeCells(top, left, bottom, right);
  }
  worksheet.getRow(last).commit();
}

const MOST_WAITING = 1024 * 1024;

/** Lets the archive deflate what was written before more is written, so that a large sheet never stands in memory. */
async function untilTaken(stream: SheetStream): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 0));
  while (stream.pipes.some((pipe) => pipe.writableLength > MOST_WAITING));
}

function fillRow(target: ExcelJS.Row, row: SheetRow, height: number): void {
  target.height = height;
  for (const [index, cell] of row.cells.entries()) {
    if (cell === null) continue;
    const place = target.getCell(index + 1);
    const value = cellValue(cell.value);
    place.value = typeof value === "object" && value !== null ? { ...value, date1904: false } : value;
    place.style = STYLES[cell.style];
  }
}

function cellValue(value: SheetValue): WrittenValue {
  if (typeof value === "string") return value === "" ? null : safeText(value);
  if ("formula" in value) return { formula: value.formula, result: resultOf(value.result) };
  return numberOrText(value);
}

function resultOf(result: Decimal | string): number | string {
  return typeof result === "string" ? safeText(result) : numberOrText(result);
}

function numberOrText(value: Decimal): number | string {
  return exactNumber(value) ?? format(value);
}

const LONGEST_TEXT = 32_000;
const DOUBTFUL =
  /[^\t\n -~\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd]|_x/;

/** A cell holds 32,767 characters, and XML no control characters and no halves of a pair; Excel refuses the file otherwise. */
function safeText(text: string): string {
  if (text.length <= LONGEST_TEXT && !DOUBTFUL.test(text)) return text;
  const whole = shownText(text.replace(/\r\n?/g, "\n")).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return whole.length > LONGEST_TEXT
    ? `${whole.slice(0, LONGEST_TEXT).replace(/\p{Surrogate}$/u, "")}……（过长，以下略）`
    : whole;
}

function sheetOptions(sheet: Sheet): Partial<ExcelJS.AddWorksheetOptions> {
  const frozen = sheet.frozen;
  return {
    views: [
      frozen
        ? { state: "frozen", ySplit: frozen.rows, xSplit: frozen.columns, showGridLines: false }
        : { state: "normal", showGridLines: false },
    ],
    pageSetup: pageSetup(sheet),
    headerFooter: { oddFooter: "&L&A&C第 &P 页，共 &N 页" },
  };
}

/** The library puts a $ before the columns, and none before the rows. */
function printArea({ columns, rows }: NonNullable<Sheet["printed"]>): string {
  return `A$1:${columnName(columns - 1)}$${rows}`;
}

const A4 = 9;

function pageSetup(sheet: Sheet): Partial<ExcelJS.PageSetup> {
  const margins = { left: 0.6, right: 0.6, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.4 };
  return {
    paperSize: A4,
    margins,
    horizontalCentered: true,
    orientation: sheet.landscape ? "landscape" : "portrait",
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    ...(sheet.printed && { printArea: printArea(sheet.printed) }),
    ...(sheet.repeatRows !== undefined && { printTitlesRow: sheet.repeatRows }),
  };
}
