import { AlignmentType, Document, Packer, Paragraph, Table, TableCell, TableRow, WidthType } from "docx";
import ExcelJS from "exceljs";
import { withFixedZipTimes } from "./zip-times.mjs";

const DATE = new Date("2023-01-10T00:00:00Z");

/** @param sheets {{ name: string, cells: object[], widths?: number[] }[]} */
export async function workbookBytes(sheets, { formulas = false } = {}) {
  const book = new ExcelJS.Workbook();
  book.creator = book.lastModifiedBy = "示例";
  book.created = book.modified = DATE;
  for (const { name, cells, widths = [] } of sheets) {
    const sheet = book.addWorksheet(name);
    for (const [index, width] of widths.entries()) sheet.getColumn(index + 1).width = width;
    for (const cell of cells) writeCell(sheet, cell, formulas);
  }
  return withFixedZipTimes(new Uint8Array(await book.xlsx.writeBuffer()));
}

const EDGE = { style: "thin" };

function writeCell(sheet, { at: [row, column], span: [rows, columns], text, value, sum }, formulas) {
  if (rows > 1 || columns > 1) sheet.mergeCells(row + 1, column + 1, row + rows, column + columns);
  const cell = sheet.getCell(row + 1, column + 1);
  cell.alignment = { wrapText: true, vertical: "middle", horizontal: "center" };
  if (text !== undefined) cell.value = text;
  else if (typeof value === "object") cell.value = value;
  else if (value !== "")
    cell.value =
      formulas && sum
        ? { formula: `SUM(${address(sheet, sum[0], sum[1])}:${address(sheet, sum[2], sum[3])})`, result: Number(value) }
        : typed(value);
  if (value !== undefined) cell.border = { top: EDGE, left: EDGE, bottom: EDGE, right: EDGE };
}

function typed(value) {
  return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

function address(sheet, row, column) {
  return sheet.getCell(row + 1, column + 1).address;
}

/** Comma-separated, as a spreadsheet saves one sheet: merged cells leave blanks behind. */
export function csvBytes(cells, encoding) {
  const rows = [];
  for (const {
    at: [row, column],
    text,
    value,
  } of cells) {
    while (rows.length <= row) rows.push([]);
    rows[row][column] = quoted(text ?? value);
  }
  const lines = rows.map((row) => Array.from(row, (text) => text ?? "").join(","));
  const content = `${lines.join("\r\n")}\r\n`;
  return encoding === "gb18030" ? gb18030(content) : new TextEncoder().encode(`\ufeff${content}`);
}

function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The two-byte part of GB18030, turned round from the decoder that every platform has. */
function gb18030(text) {
  const decoder = new TextDecoder("gb18030");
  const bytesOf = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) bytesOf.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return Uint8Array.from([...text].flatMap((sign) => (sign < "\u0080" ? [sign.charCodeAt(0)] : bytesOf.get(sign))));
}

/** A page with the tables between paragraphs. */
export function htmlBytes(title, blocks) {
  const body = blocks.map((block) => (typeof block === "string" ? `<p>${escaped(block)}</p>` : htmlTable(block)));
  return new TextEncoder().encode(
    `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n<body>\n<h1>${escaped(title)}</h1>\n${body.join("\n")}\n</body></html>\n`,
  );
}

function htmlTable(table) {
  const rows = rowsOf(table).map(
    (row) =>
      `<tr>${row.map(({ span, text, value }) => `<td rowspan="${span[0]}" colspan="${span[1]}">${escaped(text ?? value)}</td>`).join("")}</tr>`,
  );
  return `<table border="1">\n${rows.join("\n")}\n</table>`;
}

function rowsOf({ cells, rows }) {
  return Array.from({ length: rows }, (_, row) =>
    cells.filter((cell) => cell.at[0] === row).sort((a, b) => a.at[1] - b.at[1]),
  );
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A Word report: paragraphs and tables. */
export async function docxBytes(title, blocks) {
  const children = [
    new Paragraph({ text: title, alignment: AlignmentType.CENTER }),
    ...blocks.map((block) => (typeof block === "string" ? new Paragraph({ text: block }) : docxTable(block))),
  ];
  const properties = { path: "docProps/core.xml", data: CORE };
  return withFixedZipTimes(
    await Packer.pack(new Document({ sections: [{ children }] }), "uint8array", undefined, [properties]),
  );
}

/** The library stamps the clock into these, so they are written whole. */
const CORE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>示例</dc:creator></cp:coreProperties>`;

function docxTable(table) {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rowsOf(table).map(
      (row) =>
        new TableRow({
          children: row.map(
            ({ span, text, value }) =>
              new TableCell({
                rowSpan: span[0],
                columnSpan: span[1],
                children: [new Paragraph({ text: text ?? value })],
              }),
          ),
        }),
    ),
  });
}
