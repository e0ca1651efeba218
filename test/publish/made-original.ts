import ExcelJS from "exceljs";
import { joined } from "../../src/publish/joined.js";
import { zipped } from "../../src/zip.js";
import { unzip } from "./reading.js";

/** A picture of one point. */
const PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** 原件: a workbook with all that must outlive the marking. */
export async function madeOriginal(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("原表-applications", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.mergeCells("A1:D1");
  sheet.getCell("A1").value = { richText: [{ font: { bold: true }, text: "申请" }, { text: "情况" }] };
  sheet.getCell("A1").note = "单位自己的批注";
  sheet.getCell("C3").value = 4;
  sheet.getCell("C3").numFmt = '0"件"';
  sheet.getCell("C3").font = { bold: true, color: { argb: "FFFFFFFF" } };
  sheet.getCell("C3").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF1F4E79" } };
  sheet.getCell("C3").border = { top: { style: "double" } };
  sheet.getCell("C3").note = { texts: [{ text: "请核对" }] };
  sheet.getCell("D3").value = { formula: "C3*2", result: 8 };
  sheet.getCell("D4").value = { formula: "SUM(C3:C4)", result: 4 };
  sheet.fillFormula("E3:E5", "C3+1", [5, 1, 1]);
  sheet.getCell("C6").dataValidation = {
    type: "whole",
    operator: "greaterThan",
    formulae: [0],
    showErrorMessage: true,
  };
  sheet.getCell("B8").value = { text: "网站", hyperlink: "https://example.gov.cn/" };
  sheet.addConditionalFormatting({
    ref: "C3:C9",
    rules: [{ type: "cellIs", operator: "lessThan", formulae: [0], priority: 1, style: { font: { italic: true } } }],
  });
  sheet.addImage(book.addImage({ base64: PICTURE, extension: "png" }), "G1:H3");
  const other = book.addWorksheet("其他 & 表");
  other.addTable({ name: "名单", ref: "A1", columns: [{ name: "甲" }, { name: "乙" }], rows: [["一", 1]] });
  book.definedNames.add("'其他 & 表'!$B$2", "合计");
  other.pageSetup.printArea = "A1:B2";
  book.addWorksheet("藏", { state: "hidden" }).getCell("A1").value = "看不见";
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

/** The same package with some parts changed, added, or left out (null). */
export function withParts(bytes: Uint8Array, changes: Readonly<Record<string, string | null>>): Uint8Array {
  const encoder = new TextEncoder();
  const parts = new Map<string, Uint8Array>(unzip(bytes));
  for (const [name, text] of Object.entries(changes))
    if (text === null) parts.delete(name);
    else parts.set(name, encoder.encode(text));
  return joined([...zipped([...parts].map(([name, content]) => ({ name, content: [content] })))]);
}

/** As some writers give it: a prefix before every name, no shared strings, no addresses. */
export function prefixedOriginal(): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`;
  const relations = (...each: readonly string[]): string =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join("")}</Relationships>`;
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `<t:Types xmlns:t="http://schemas.openxmlformats.org/package/2006/content-types"><t:Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><t:Default Extension="xml" ContentType="application/xml"/><t:Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><t:Override PartName="/xl/sheet.xml" ContentType="${types}.worksheet+xml"/><t:Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></t:Types>`,
    "_rels/.rels": relations(relation("a", "officeDocument", "xl/workbook.xml")),
    "xl/_rels/workbook.xml.rels": relations(
      relation("b", "worksheet", "/xl/sheet.xml"),
      relation("c", "styles", "styles.xml"),
    ),
    "xl/workbook.xml": `<x:workbook xmlns:x="${main}" xmlns:r="${office}"><x:bookViews><x:workbookView activeTab="0"/></x:bookViews><x:sheets><x:sheet name="原表-applications" sheetId="7" r:id="b"/></x:sheets><x:definedNames><x:definedName name="数" localSheetId="0">'原表-applications'!$A$1</x:definedName></x:definedNames></x:workbook>`,
    "xl/styles.xml": `<x:styleSheet xmlns:x="${main}"><x:fonts count="1"><x:font><x:sz val="11"/><x:name val="宋体"/></x:font></x:fonts><x:fills count="2"><x:fill><x:patternFill patternType="none"/></x:fill><x:fill><x:patternFill patternType="gray125"/></x:fill></x:fills><x:borders count="1"><x:border><x:left/><x:right/><x:top/><x:bottom/><x:diagonal/></x:border></x:borders><x:cellXfs count="1"><x:xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></x:cellXfs></x:styleSheet>`,
    "xl/sheet.xml": `<x:worksheet xmlns:x="${main}"><x:sheetViews><x:sheetView tabSelected="1" workbookViewId="0"/></x:sheetViews><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>&lt;c r="C3"&gt;</x:t></x:is></x:c></x:row><x:row/><x:row spans="1:2"><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c><!-- <c r="C3"/> --></x:row></x:sheetData></x:worksheet>`,
  };
  const encoder = new TextEncoder();
  return joined([...zipped(Object.entries(parts).map(([name, text]) => ({ name, content: [encoder.encode(text)] })))]);
}
