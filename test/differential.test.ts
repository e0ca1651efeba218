import { type BookType, utils, write } from "@e965/xlsx";
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { judge } from "./normalize/judging.js";
import {
  flattened,
  type Paper,
  plainRows,
  stacked,
  tableFour,
  tableThree,
  tableTwo,
  truthOf,
  type Written,
} from "./normalize/paper.js";
import { readOne } from "./read/making.js";

const TRUTH = truthOf(4);
const ROWS = [["瑞金市水利局2023年政府信息公开工作年度报告"], ...plainRows(stacked(TRUTH))];
const typed = (text: string): string | number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function byExceljs(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("年报");
  for (const row of ROWS) sheet.addRow(row.map((text) => (text === "" ? null : typed(text))));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function bySheetJs(bookType: BookType): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet(ROWS.map((row) => row.map((text) => (text === "" ? null : typed(text))))),
    "年报",
  );
  return new Uint8Array(write(book, { type: "buffer", bookType }) as Uint8Array);
}

const CSV = ROWS.map((row) =>
  row.map((text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(","),
).join("\r\n");

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  bytes.set([0xff, 0xfe]);
  for (let at = 0; at < text.length; at++) bytes.set([text.charCodeAt(at) & 255, text.charCodeAt(at) >> 8], 2 + at * 2);
  return bytes;
}

/** GB 18030 by turning the decoder round: two bytes for each character that has them. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder("gb18030");
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++)
      if (low !== 0x7f) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
  return new Uint8Array(
    [...text].flatMap((sign) => (sign.charCodeAt(0) < 128 ? [sign.charCodeAt(0)] : (codes.get(sign) ?? []))),
  );
}

function uncovered(paper: Paper): readonly (readonly Written[])[] {
  const covered = new Set<string>();
  return paper.map((row, r) =>
    row.filter((cell, c) => {
      if (covered.has(`${r},${c}`)) return false;
      if (typeof cell !== "string")
        for (let i = r; i < r + cell[1]; i++) for (let j = c; j < c + cell[2]; j++) covered.add(`${i},${j}`);
      return true;
    }),
  );
}

const PAPERS = [tableTwo(TRUTH), tableThree(TRUTH), tableFour(TRUTH)];
const parts = (cell: Written): readonly [string, number, number] => (typeof cell === "string" ? [cell, 1, 1] : cell);

async function asDocx(): Promise<Uint8Array> {
  const table = (paper: Paper): Table =>
    new Table({
      rows: uncovered(paper).map(
        (row) =>
          new TableRow({
            children: row.map((cell) => {
              const [text, rowSpan, columnSpan] = parts(cell);
              return new TableCell({ rowSpan, columnSpan, children: [new Paragraph(text)] });
            }),
          }),
      ),
    });
  const children = PAPERS.flatMap((paper) => [new Paragraph("表"), table(paper)]);
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

function asHtml(): Uint8Array {
  const table = (paper: Paper): string =>
    `<table>${uncovered(paper)
      .map(
        (row) =>
          `<tr>${row
            .map((cell) => {
              const [text, rows, columns] = parts(cell);
              return `<td rowspan="${rows}" colspan="${columns}">${text}</td>`;
            })
            .join("")}</tr>`,
      )
      .join("")}</table>`;
  return utf8(
    `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><p>年报</p>${PAPERS.map(table).join("<p></p>")}</body></html>`,
  );
}

const WRITTEN: Readonly<Record<string, () => Uint8Array | Promise<Uint8Array>>> = {
  "xlsx（exceljs）": byExceljs,
  "xlsx（另一种写法）": () => bySheetJs("xlsx"),
  "xls（BIFF8）": () => bySheetJs("biff8"),
  ods: () => bySheetJs("ods"),
  "csv（UTF-8）": () => utf8(CSV),
  "csv（UTF-16）": () => utf16(CSV),
  "csv（GB 18030）": () => gb18030(CSV),
  docx: asDocx,
  html: asHtml,
  "网页文字（隔行）": () => utf8(flattened(TRUTH).join("\n\n")),
  "网页文字（不隔行）": () => utf8(flattened(TRUTH).join("\n")),
};

for (const [format, bytes] of Object.entries(WRITTEN)) {
  test(`同一份材料写成${format}，数字都相同`, async () => {
    const verdict = await judge({ 水利局: await readOne(await bytes(), "水利局") }, TRUTH);
    expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
    expect(verdict.mandatory).toEqual([]);
  });
}
