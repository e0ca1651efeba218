import { type BookType, utils, write as writeBook } from "@e965/xlsx";
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import ExcelJS from "exceljs";
import {
  flattened,
  gridOf,
  type Paper,
  plainRows,
  stacked,
  type Truth,
  tableFour,
  tableThree,
  tableTwo,
  type Written,
} from "./normalize/paper.js";
import { asOfd, asOfdOverTemplates } from "./ofd-forms.js";
import { makeRar, makeSevenZip } from "./read/archive/made-archive.js";
import { docParagraph, docRow, type MadeCell, makeDoc } from "./read/made-doc.js";
import { COVERED, makeFodt, makeOdt, odtCell, odtParagraph, odtTable } from "./read/made-odt.js";
import { line, madePdf, write } from "./read/made-pdf.js";
import { type MadeRtfCell, makeRtf, rtfRow } from "./read/made-rtf.js";
import { attached, makeLetter, TEXT } from "./read/mail/made-letter.js";

/** 一种写法: the same submission in one format, as one program writes it. */
export interface WrittenForm {
  readonly format: string;
  readonly ending: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
}

/** 同一份材料的各种写法: title and the three tables of a submission in every format that is read. */
export function formats(truth: Truth, title: string): readonly WrittenForm[] {
  const rows = [[title], ...plainRows(stacked(truth))];
  const papers = [tableTwo(truth), tableThree(truth), tableFour(truth)] as const;
  const csv = asCsv(rows);
  const paragraphs = flattened(truth, title);
  return [
    { format: "xlsx（exceljs）", ending: ".xlsx", bytes: () => byExceljs(rows) },
    { format: "xlsx（另一种写法）", ending: ".xlsx", bytes: () => bySheetJs(rows, "xlsx") },
    { format: "xls（BIFF8）", ending: ".xls", bytes: () => bySheetJs(rows, "biff8") },
    { format: "xlsb", ending: ".xlsb", bytes: () => bySheetJs(rows, "xlsb") },
    { format: "ods", ending: ".ods", bytes: () => bySheetJs(rows, "ods") },
    { format: "邮件的附件", ending: ".eml", bytes: () => asLetter(bySheetJs(rows, "xlsx")) },
    { format: "rar", ending: ".rar", bytes: () => makeRar([{ name: "年报.xlsx", content: bySheetJs(rows, "xlsx") }]) },
    {
      format: "7z",
      ending: ".7z",
      bytes: () => makeSevenZip([{ name: "年报.xls", content: bySheetJs(rows, "biff8") }]),
    },
    { format: "csv（UTF-8）", ending: ".csv", bytes: () => utf8(csv) },
    { format: "csv（UTF-16）", ending: ".csv", bytes: () => utf16(csv) },
    { format: "csv（GB 18030）", ending: ".csv", bytes: () => gb18030(csv) },
    { format: "docx", ending: ".docx", bytes: () => asDocx(papers, title) },
    { format: "doc", ending: ".doc", bytes: () => asDoc(papers, title) },
    { format: "odt", ending: ".odt", bytes: () => makeOdt(asOdt(papers, title)) },
    { format: "fodt", ending: ".fodt", bytes: () => makeFodt(asOdt(papers, title)) },
    { format: "rtf（Unicode）", ending: ".rtf", bytes: () => makeRtf(asRtf(papers, title)) },
    { format: "rtf（GBK，名为 .doc）", ending: ".doc", bytes: () => inGbk(asRtf(papers, title)) },
    { format: "html", ending: ".html", bytes: () => asHtml(papers, title) },
    { format: "pdf", ending: ".pdf", bytes: () => asPdf(papers, title) },
    { format: "ofd（整行文字）", ending: ".ofd", bytes: () => asOfd(papers, title, false) },
    { format: "ofd（逐字）", ending: ".ofd", bytes: () => asOfd(papers, title, true) },
    { format: "ofd（模板）", ending: ".ofd", bytes: () => asOfdOverTemplates(papers, title) },
    { format: "网页文字（隔行）", ending: ".txt", bytes: () => utf8(paragraphs.join("\n\n")) },
    { format: "网页文字（不隔行）", ending: ".txt", bytes: () => utf8(paragraphs.join("\n")) },
  ];
}

function asLetter(workbook: Uint8Array): Uint8Array {
  return makeLetter([TEXT, attached('filename="=?GBK?B?xOqxqC54bHN4?="', workbook)]);
}

type Rows = readonly (readonly string[])[];

/** Blank cells are left out, and what looks like a number is stored as one. */
function typed(text: string): string | number | null {
  if (text === "") return null;
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

async function byExceljs(rows: Rows): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("年报");
  for (const row of rows) sheet.addRow(row.map(typed));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function bySheetJs(rows: Rows, bookType: BookType): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => row.map(typed))), "年报");
  return new Uint8Array(writeBook(book, { type: "buffer", bookType }) as Uint8Array);
}

function asCsv(rows: Rows): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join(",")).join("\r\n");
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

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

/** Every place of the grid, null where a merged cell covers it. */
function placed(paper: Paper): readonly (readonly (Written | null)[])[] {
  const covered = new Set<string>();
  return paper.map((row, r) =>
    row.map((cell, c) => {
      if (covered.has(`${r},${c}`)) return null;
      if (typeof cell !== "string")
        for (let i = r; i < r + cell[1]; i++) for (let j = c; j < c + cell[2]; j++) covered.add(`${i},${j}`);
      return cell;
    }),
  );
}

function uncovered(paper: Paper): readonly (readonly Written[])[] {
  return placed(paper).map((row) => row.filter((cell) => cell !== null));
}

function parts(cell: Written): readonly [string, number, number] {
  return typeof cell === "string" ? [cell, 1, 1] : cell;
}

async function asDocx(papers: readonly Paper[], title: string): Promise<Uint8Array> {
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
  const children = [new Paragraph(title), ...papers.flatMap((paper) => [new Paragraph("表"), table(paper)])];
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children }] })));
}

/** Every place of the grid is written, the covered ones as such. */
function asOdt(papers: readonly Paper[], title: string): string {
  const table = (paper: Paper): string => {
    const cell = (written: Written): string => {
      const [text, rows, columns] = parts(written);
      return odtCell(text, `table:number-rows-spanned="${rows}" table:number-columns-spanned="${columns}"`);
    };
    return odtTable(...placed(paper).map((row) => row.map((one) => (one === null ? COVERED : cell(one))).join("")));
  };
  return odtParagraph(title) + papers.map((paper) => odtParagraph("表") + table(paper)).join("");
}

/** Merged cells are continued in every row and column that they cover. */
function asRtf(papers: readonly Paper[], title: string): string {
  const table = (paper: Paper): string => {
    const down = new Map<string, number>();
    const rows = placed(paper).map((row, r) => {
      const cells: MadeRtfCell[] = [];
      for (const [c, written] of row.entries()) {
        const [text, rowSpan, columns] = written === null ? ["", 1, down.get(`${r},${c}`) ?? 0] : parts(written);
        for (let below = 1; below < rowSpan; below++) down.set(`${r + below},${c}`, columns);
        const words = written === null ? "\\clvmrg" : rowSpan > 1 ? "\\clvmgf" : "";
        if (columns > 0) cells.push({ text, columns, words });
      }
      return rtfRow(...cells);
    });
    return rows.join("");
  };
  return `${title}\\par ${papers.map((paper) => `表\\par ${table(paper)}`).join("")}`;
}

/** Two bytes for each Chinese character, as the editors of old write. */
function inGbk(body: string): Uint8Array {
  const hex = (byte: number): string => `\\'${byte.toString(16)}`;
  const text = [...gb18030(body)].map((byte) => (byte < 128 ? String.fromCharCode(byte) : hex(byte))).join("");
  return makeRtf(text);
}

/** In a document of Word 97 every row has its own edges; a cell covered from above is there, and says so. */
function asDoc(papers: readonly Paper[], title: string): Uint8Array {
  const COLUMN = 600;
  const table = (paper: Paper) => {
    const covered = new Map<string, number>();
    return paper.flatMap((row, r) => {
      const cells: MadeCell[] = [];
      const edges = [0];
      for (let c = 0; c < row.length; ) {
        const above = covered.get(`${r},${c}`);
        const [text, rows, columns] = above === undefined ? parts(row[c]!) : ["", 1, above];
        for (let under = r + 1; under < r + rows; under++) covered.set(`${under},${c}`, columns);
        cells.push({ text, flags: above !== undefined ? 0x20 : rows > 1 ? 0x60 : 0 });
        c += columns;
        edges.push(c * COLUMN);
      }
      return docRow(cells, edges);
    });
  };
  return makeDoc({
    paragraphs: [
      docParagraph(title),
      ...papers.flatMap((paper) => [docParagraph("表"), ...table(paper)]),
      docParagraph(""),
    ],
  });
}

function asHtml(papers: readonly Paper[], title: string): Uint8Array {
  const cell = (written: Written): string => {
    const [text, rows, columns] = parts(written);
    return `<td rowspan="${rows}" colspan="${columns}">${text}</td>`;
  };
  const table = (paper: Paper): string => {
    const rows = uncovered(paper).map((row) => `<tr>${row.map(cell).join("")}</tr>`);
    return `<table>${rows.join("")}</table>`;
  };
  const body = `<p>${title}</p>${papers.map(table).join("<p></p>")}`;
  return utf8(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`);
}

/** Widths of the columns of tables 二, 三 and 四 on a page of 400 points. */
const WIDTHS = [[90, 90, 90, 90], [32, 32, 126, ...Array<number>(7).fill(26)], Array<number>(15).fill(25)] as const;
const ROW = 12;
const LETTER = 3;

/** One table a page, every cell in a box; long labels are wrapped. */
function asPdf(papers: readonly Paper[], title: string): Uint8Array {
  const contents = papers.map((paper, index) => {
    const edges = [10];
    for (const width of WIDTHS[index]!) edges.push(edges.at(-1)! + width);
    return gridOf(paper, { addressing: "line" })
      .cells.map(({ row, column, rowSpan, columnSpan, text }) => {
        const [left, right] = [edges[column]!, edges[column + columnSpan]!];
        const [top, bottom] = [370 - row * ROW, 370 - (row + rowSpan) * ROW];
        return boxed(text, { left, right, top, bottom });
      })
      .join("");
  });
  return madePdf(
    contents.map((content, index) => ({ content: index === 0 ? write(title, 40, 385, 8) + content : content })),
  );
}

function boxed(text: string, box: Readonly<Record<"left" | "right" | "top" | "bottom", number>>): string {
  const { left, right, top, bottom } = box;
  const letters = Math.floor((right - left - 2) / LETTER);
  const lines = [...text.matchAll(new RegExp(`.{1,${letters}}`, "gu"))].map(([part]) => part);
  return [
    line(left, top, right, top) + line(left, bottom, right, bottom),
    line(left, bottom, left, top) + line(right, bottom, right, top),
    ...lines.map((part, at) => write(part, left + 1, top - (at + 1) * (LETTER + 0.5), LETTER)),
  ].join("");
}
