import ExcelJS from "exceljs";
import { type Decimal, format } from "../decimal.js";
import { exactNumber } from "./exact-number.js";
import type { Sheet, SheetRow, SheetValue, Workbook } from "./sheet.js";
import { fittedHeight } from "./text-width.js";
import { STYLES } from "./xlsx-styles.js";
import { withFixedZipTimes } from "./zip-times.js";

/**
 * 写工作簿: streams the sheets one after another, row by row, so that thousands of units need no more memory than sixty.
 * Author and dates come from the workbook, so that the same workbook is the same bytes.
 */
export async function writeWorkbook(workbook: Workbook): Promise<Uint8Array> {
  const date = new Date(`${workbook.date}T00:00:00Z`);
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ useStyles: true, useSharedStrings: true });
  Object.assign(writer, { creator: workbook.author, lastModifiedBy: workbook.author, created: date, modified: date });
  for (const sheet of workbook.sheets) await writeSheet(writer, sheet);
  await writer.commit();
  return withFixedZipTimes(writtenBytes(writer));
}

/** Without a target of its own the writer gathers what it wrote in a buffer, which its type does not tell. */
function writtenBytes(writer: ExcelJS.stream.xlsx.WorkbookWriter): Uint8Array {
  const { stream } = writer as unknown as { readonly stream: { toBuffer(): Uint8Array } };
  return stream.toBuffer();
}

const ROWS_BETWEEN_PAUSES = 500;

async function writeSheet(writer: ExcelJS.stream.xlsx.WorkbookWriter, sheet: Sheet): Promise<void> {
  const worksheet = writer.addWorksheet(sheet.name, sheetOptions(sheet));
  worksheet.columns = sheet.widths.map((width) => ({ width }));
  const merges = sheet.merges ?? [];
  const lastMerged = Math.max(0, ...merges.map((merge) => merge.bottom));
  let number = 0;
  for (const row of sheet.rows) {
    number += 1;
    fillRow(worksheet.getRow(number), row, sheet.widths);
    if (number < lastMerged) continue;
    if (number === lastMerged) merge(worksheet, sheet);
    worksheet.getRow(number).commit();
    if (number % ROWS_BETWEEN_PAUSES === 0) await pause();
  }
  if (number < lastMerged) throw new RangeError(`sheet ${sheet.name} merges cells below its last row`);
  if (sheet.filter !== undefined) worksheet.autoFilter = sheet.filter;
  worksheet.commit();
}

function merge(worksheet: ExcelJS.Worksheet, sheet: Sheet): void {
  for (const { top, left, bottom, right } of sheet.merges ?? []) {
    if (top !== bottom || left !== right) worksheet.mergeCells(top, left, bottom, right);
  }
}

/** Lets the archive deflate what was written before more is written. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function fillRow(target: ExcelJS.Row, row: SheetRow, widths: readonly number[]): void {
  target.height = row.height ?? fittedHeight(row, widths);
  for (const [index, cell] of row.cells.entries()) {
    if (cell === null) continue;
    const place = target.getCell(index + 1);
    place.value = cellValue(cell.value);
    place.style = STYLES[cell.style];
  }
}

function cellValue(value: SheetValue): ExcelJS.CellValue {
  if (typeof value === "string") return value === "" ? null : safeText(value);
  if ("formula" in value) return { formula: value.formula, result: resultOf(value.result), date1904: false };
  return numberOrText(value);
}

function resultOf(result: Decimal | string): number | string {
  return typeof result === "string" ? safeText(result) : numberOrText(result);
}

function numberOrText(value: Decimal): number | string {
  return exactNumber(value) ?? format(value);
}

const LONGEST_TEXT = 32_000;
const DOUBTFUL = /[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd]|_x/;

/** A cell holds 32,767 characters, and XML no control characters and no halves of a pair; Excel refuses the file otherwise. */
function safeText(text: string): string {
  if (text.length <= LONGEST_TEXT && !DOUBTFUL.test(text)) return text;
  const whole = text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
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
    headerFooter: { oddFooter: "&C第 &P 页，共 &N 页" },
  };
}

const A4 = 9;

function pageSetup(sheet: Sheet): Partial<ExcelJS.PageSetup> {
  const margins = { left: 0.6, right: 0.6, top: 0.75, bottom: 0.75, header: 0.3, footer: 0.4 };
  const wide = sheet.repeatColumns !== undefined;
  return {
    paperSize: A4,
    margins,
    horizontalCentered: !wide,
    orientation: sheet.landscape ? "landscape" : "portrait",
    ...(wide
      ? { scale: 60, printTitlesColumn: sheet.repeatColumns }
      : { fitToPage: true, fitToWidth: 1, fitToHeight: 0 }),
    ...(sheet.repeatRows !== undefined && { printTitlesRow: sheet.repeatRows }),
  };
}
