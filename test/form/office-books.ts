import ExcelJS from "exceljs";
import type { SchemaFile } from "../../src/form/load.js";
import { readBook } from "../../src/read/read.js";
import { shippedFiles } from "./schema-files.js";

type Value = ExcelJS.CellValue;

/** What is typed into cells, by sheet and address; a null empties the cell. */
export type Typed = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** A workbook as somebody has filled it in with another spreadsheet program. */
export async function filledBook(
  bytes: Uint8Array,
  typed: Typed,
  change: (book: ExcelJS.Workbook) => void = () => undefined,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.slice().buffer);
  for (const [name, cells] of Object.entries(typed)) {
    const sheet = book.getWorksheet(name) ?? book.addWorksheet(name);
    for (const [address, value] of Object.entries(cells)) sheet.getCell(address).value = value;
  }
  change(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A workbook of schemas/ as the machine hands it over. */
export function bookFile(path: string, bytes: Uint8Array): SchemaFile {
  return { path, text: "", bytes, content: readBook(bytes, path) };
}

/** The shipped schemas with a workbook more, and without the files whose place it takes. */
export async function withBook(
  path: string,
  bytes: Uint8Array,
  without: readonly string[] = [],
): Promise<readonly SchemaFile[]> {
  return [...shippedFiles().filter((file) => !without.includes(file.path)), bookFile(path, bytes)];
}
