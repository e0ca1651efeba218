import { makeXlsx, makeZip, relation, relationsXml, sheetOf } from "../read/making.js";
import { type Kind, kind, letters, many, wholeReport } from "./kind.js";

const ONE = '<row r="1"><c r="A1"><v>1</v></c></row>';
const data = (rows: string): string => `<sheetData>${rows}</sheetData>`;
const text = (place: string, content: string): string => `<c r="${place}" t="inlineStr"><is><t>${content}</t></is></c>`;

/** A sheet of numbers. */
const numbers = (rows: number, columns: number): string =>
  many(rows, (row) => `<row>${many(columns, (at) => `<c><v>${(row * 31 + at) % 9973}</v></c>`)}</row>`);

/** The unit's report as a sheet. */
function report(): string {
  const rows = wholeReport().split(/\r?\n/);
  return many(rows.length, (at) => `<row>${rows[at]!.split(",").map(cellOf).join("")}</row>`);
}

const cellOf = (content: string): string =>
  content === "" ? "<c/>" : `<c t="inlineStr"><is><t>${content}</t></is></c>`;

function withSheets(sheets: readonly string[]): Uint8Array {
  return makeXlsx({
    sheets: [report(), ...sheets].map((rows, at) => ({ name: at === 0 ? "年报" : `台账${at}`, xml: data(rows) })),
  });
}

export const largeSheet = (): Uint8Array => sheetOf(numbers(4_900, 100));

const ods = (body: string): Uint8Array =>
  makeZip([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
    {
      name: "content.xml",
      content: `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`,
    },
  ]);
const odsCell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>';

/** 电子表格: parts of workbooks that are larger, deeper or more than any office's. */
export const WORKBOOK_KINDS: readonly Kind[] = [
  kind("xlsx-490k-cells", ".xlsx", largeSheet),
  kind("xlsx-2m-strings", ".xlsx", () =>
    makeXlsx({
      sheets: [{ name: "表", xml: data('<row r="1"><c r="A1" t="s"><v>5</v></c></row>') }],
      strings: many(2_000_000, (at) => `<si><t>${(at * 7919) % 1_000_003}</t></si>`),
    }),
  ),
  kind("xlsx-1900-sheets", ".xlsx", () =>
    makeXlsx({ sheets: Array.from({ length: 1_900 }, (_, at) => ({ name: `S${at}`, xml: data(ONE) })) }),
  ),
  kind("xlsx-1m-styles", ".xlsx", () =>
    sheetOf(ONE, {
      styles: `<numFmts>${many(200_000, (at) => `<numFmt numFmtId="${at + 200}" formatCode="0.${"0".repeat(at % 30)}&quot;${letters(at, 4)}&quot;"/>`)}</numFmts><cellXfs>${many(1_000_000, (at) => `<xf numFmtId="${200 + (at % 200_000)}" fontId="0" fillId="0"/>`)}</cellXfs>`,
    }),
  ),
  kind("xlsx-50k-conditional-formats", ".xlsx", () =>
    sheetOf(
      numbers(2_000, 50),
      { styles: "<dxfs><dxf><font><strike/></font></dxf></dxfs>" },
      many(
        50_000,
        (at) =>
          `<conditionalFormatting sqref="A1:AX2000"><cfRule type="cellIs" dxfId="0" priority="${at}" operator="greaterThan"><formula>${at}</formula></cfRule></conditionalFormatting>`,
      ),
    ),
  ),
  kind("xlsx-500k-comments", ".xlsx", () =>
    sheetOf(ONE, {
      more: [
        {
          name: "xl/worksheets/_rels/sheet1.xml.rels",
          content: relationsXml([relation("r1", "comments", "../comments1.xml")]),
        },
        {
          name: "xl/comments1.xml",
          content: `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>${many(500_000, (at) => `<comment ref="A${at + 1}"><text><t>${letters(at)}</t></text></comment>`)}</commentList></comments>`,
        },
      ],
    }),
  ),
  kind("xlsx-300k-merges", ".xlsx", () =>
    sheetOf(
      numbers(2_000, 50),
      {},
      `<mergeCells>${many(300_000, (at) => `<mergeCell ref="A${(at % 2000) + 1}:AX${(at % 1999) + 2}"/>`)}</mergeCells>`,
    ),
  ),
  kind("xlsx-hidden-columns", ".xlsx", () =>
    makeXlsx({
      sheets: [
        {
          name: "表",
          xml: `<cols>${many(200_000, (at) => `<col min="${(at % 7) + 1}" max="16384" hidden="1"/>`)}</cols>${data(`<row r="1">${text("XFD1", "x")}</row>`)}`,
        },
      ],
    }),
  ),
  kind("xlsx-450k-hidden-rows", ".xlsx", () =>
    sheetOf(
      many(450_000, (at) => `<row r="${at * 2 + 1}" hidden="1"><c r="A${at * 2 + 1}"><v>${at % 977}</v></c></row>`),
    ),
  ),
  kind("xlsx-90mb-string", ".xlsx", () => sheetOf(`<row r="1">${text("A1", letters(1, 997).repeat(90_300))}</row>`)),
  kind("xlsx-string-1mb-1000-times", ".xlsx", () =>
    makeXlsx({
      sheets: [{ name: "表", xml: data(`<row r="1">${'<c t="s"><v>0</v></c>'.repeat(1_000)}</row>`) }],
      strings: `<si><t>${many(200_000, (at) => letters(at, 5))}</t></si>`,
    }),
  ),
  kind("xlsx-deep-formula", ".xlsx", () =>
    sheetOf(`<row r="1"><c r="A1"><f>${"(".repeat(200_000)}1${")".repeat(200_000)}</f><v>1</v></c></row>`),
  ),
  kind("xlsx-formulas-over-all", ".xlsx", () =>
    sheetOf(
      many(
        20_000,
        (at) =>
          `<row r="${at + 1}"><c r="A${at + 1}"><f>SUM(B1:XFD1048576)</f><v>1</v></c><c r="B${at + 1}"><v>1</v></c></row>`,
      ),
    ),
  ),
  kind("xlsx-deep-xml", ".xlsx", () => sheetOf("<a>".repeat(3_000_000) + "</a>".repeat(3_000_000))),
  kind("xlsx-report-with-160k-cells", ".xlsx", () => withSheets([numbers(8_000, 20)])),
  kind("xlsx-report-with-300k-cells", ".xlsx", () => withSheets([numbers(15_000, 20)])),
  kind("xlsx-report-with-1900-sheets", ".xlsx", () => withSheets(Array(1_900).fill(ONE))),
  kind("ods-repeated-texts", ".ods", () =>
    ods(
      `<table:table table:name="a">${'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'.repeat(50)}</table:table>`,
    ),
  ),
  kind("ods-repeated-rows", ".ods", () =>
    ods(
      `<table:table table:name="a">${`<table:table-row table:number-rows-repeated="9999999"/><table:table-row>${odsCell}</table:table-row>`.repeat(200)}</table:table>`,
    ),
  ),
  kind("ods-20k-sheets", ".ods", () =>
    ods(
      many(
        20_000,
        (at) => `<table:table table:name="${letters(at)}"><table:table-row>${odsCell}</table:table-row></table:table>`,
      ),
    ),
  ),
  kind(
    "spreadsheetml-index",
    ".xml",
    () =>
      `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${'<Worksheet ss:Name="a"><Table><Row ss:Index="1000000"><Cell ss:Index="16000" ss:MergeAcross="16000" ss:MergeDown="1000000"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet>'.repeat(20_000)}</Workbook>`,
  ),
  kind("xls-directory-loop", ".xls", loopingDirectory),
];

/** A compound file of which the directory says that its sector follows itself. */
function loopingDirectory(): Uint8Array {
  const head = Buffer.alloc(512);
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, value] of [0x3e, 3, 0xfffe, 9, 6].entries()) head.writeUInt16LE(value, 24 + at * 2);
  for (const [at, value] of [0, 1, 0, 0, 4096, 0xfffffffe, 0, 0xfffffffe, 0].entries())
    head.writeUInt32LE(value, 40 + at * 4);
  const entry = Buffer.alloc(128);
  const named = entry.write("Workbook", 0, "utf16le");
  entry.writeUInt16LE(named + 2, 64);
  entry.set([2, 1], 66);
  return new Uint8Array(Buffer.concat([head, Buffer.alloc(512), ...Array<Buffer>(4_000).fill(entry)]));
}
