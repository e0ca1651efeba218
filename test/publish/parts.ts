import * as sheetjs from "@e965/xlsx";
import ExcelJS from "exceljs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import type { OutputFile } from "../../src/publish/publish.js";
import { type Grid, unzip } from "./reading.js";

/** Every part of a zip archive as text, the text of a PDF, of any other file the file itself. */
export async function partsOf(file: OutputFile): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const decoder = new TextDecoder();
  if (file.path.endsWith(".pdf")) return [{ name: file.path, text: await pdfText(file.bytes) }];
  if (!/\.(xlsx|docx)$/.test(file.path)) return [{ name: file.path, text: decoder.decode(file.bytes) }];
  return [...unzip(file.bytes)].map(([name, bytes]) => ({ name: `${file.path}!${name}`, text: decoder.decode(bytes) }));
}

async function pdfText(bytes: Uint8Array): Promise<string> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  const { info } = await document.getMetadata();
  await document.destroy();
  return [...pages, JSON.stringify(info)].join("\n");
}

/** A sheet as a grid in which each place of a merged area holds the area's text. */
export function sheetGrid(sheet: sheetjs.WorkSheet, firstRow: number): Grid {
  const rows = textRows(sheet).map((row) => [...row]);
  for (const { s, e } of sheet["!merges"] ?? []) {
    for (let r = s.r; r <= e.r; r++) for (let c = s.c; c <= e.c; c++) rows[r]![c] = rows[s.r]![s.c]!;
  }
  return rows.slice(firstRow);
}

export function fileNamed(files: readonly OutputFile[], path: string): OutputFile {
  const file = files.find((one) => one.path === path);
  if (!file) throw new Error(`no output ${path}, only ${files.map((one) => one.path).join(", ")}`);
  return file;
}

/** Read by the first independent reader. */
export function sheetjsBook(file: OutputFile): sheetjs.WorkBook {
  return sheetjs.read(file.bytes, { type: "array", cellFormula: true, cellStyles: false });
}

/** Read by the second. */
export async function exceljsBook(file: OutputFile): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.bytes.slice().buffer as ExcelJS.Buffer);
  return workbook;
}

/** What a cell shows: a formula shows its cached result. */
export function shownText(cell: sheetjs.CellObject | undefined): string {
  return cell?.v === undefined ? "" : String(cell.v);
}

/** The sheet as rows of texts, as the first reader sees it. */
export function textRows(sheet: sheetjs.WorkSheet | undefined): readonly (readonly string[])[] {
  if (!sheet) return [];
  const range = sheetjs.utils.decode_range(sheet["!ref"] ?? "A1");
  return Array.from({ length: range.e.r + 1 }, (_, row) =>
    Array.from({ length: range.e.c + 1 }, (_, column) =>
      shownText(sheet[sheetjs.utils.encode_cell({ r: row, c: column })]),
    ),
  );
}

/** Recalculates SUM(A1:B2,C3) as a spreadsheet program would: text counts for nothing. */
export function recalculated(sheet: sheetjs.WorkSheet, formula: string): number | undefined {
  const ranges = /^SUM\(([A-Z0-9:,]+)\)$/.exec(formula)?.[1]?.split(",");
  return ranges?.flatMap((range) => numbersIn(sheet, range)).reduce((total, value) => total + value, 0);
}

function numbersIn(sheet: sheetjs.WorkSheet, text: string): readonly number[] {
  const { s, e } = sheetjs.utils.decode_range(text);
  const numbers: number[] = [];
  for (let r = s.r; r <= e.r; r++) {
    for (let c = s.c; c <= e.c; c++) {
      const value: unknown = sheet[sheetjs.utils.encode_cell({ r, c })]?.v;
      if (typeof value === "number") numbers.push(value);
    }
  }
  return numbers;
}
