import { columnName } from "../../grid.js";
import { escapeXml } from "../markup.js";
import type { Sheet, Workbook } from "./sheet.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** 工作簿的各部分 but the sheets and their texts: what parts there are, how they belong together, who wrote it and when. */
export function packageParts(workbook: Workbook): readonly { readonly name: string; readonly xml: string }[] {
  return [
    { name: "[Content_Types].xml", xml: contentTypes(workbook.sheets) },
    { name: "_rels/.rels", xml: packageRelations() },
    { name: "docProps/core.xml", xml: coreProperties(workbook) },
    { name: "docProps/app.xml", xml: APPLICATION },
    { name: "xl/workbook.xml", xml: workbookXml(workbook.sheets) },
    { name: "xl/_rels/workbook.xml.rels", xml: workbookRelations(workbook.sheets) },
  ];
}

export function sheetPart(at: number): string {
  return `worksheets/sheet${at + 1}.xml`;
}

export function drawingPart(at: number): string {
  return `drawings/drawing${at + 1}.xml`;
}

function contentTypes(sheets: readonly Sheet[]): string {
  const drawn = sheets.flatMap(({ pictures = [] }, at) => (pictures.length > 0 ? [at] : []));
  const parts = [
    ["xl/workbook.xml", `${SPREADSHEET}.sheet.main+xml`],
    ...sheets.map((_, at) => [`xl/${sheetPart(at)}`, `${SPREADSHEET}.worksheet+xml`]),
    ...drawn.map((at) => [`xl/${drawingPart(at)}`, DRAWING]),
    ["xl/styles.xml", `${SPREADSHEET}.styles+xml`],
    ["xl/sharedStrings.xml", `${SPREADSHEET}.sharedStrings+xml`],
    ["docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"],
    ["docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"],
  ];
  const overrides = parts.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`);
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${drawn.length > 0 ? '<Default Extension="png" ContentType="image/png"/>' : ""}${overrides.join("")}</Types>`;
}

const DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml";

/** 各部分的关系: what a part names by rId1, rId2 …, with its type and where it lies. */
export function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join("")}</Relationships>`;
}

function packageRelations(): string {
  return relations([
    [`${OFFICE}/officeDocument`, "xl/workbook.xml"],
    [`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml"],
    [`${OFFICE}/extended-properties`, "docProps/app.xml"],
  ]);
}

/** The sheets come first, so that their numbers are those of the sheets. */
function workbookRelations(sheets: readonly Sheet[]): string {
  return relations([
    ...sheets.map((_, at) => [`${OFFICE}/worksheet`, sheetPart(at)] as const),
    [`${OFFICE}/styles`, "styles.xml"],
    [`${OFFICE}/sharedStrings`, "sharedStrings.xml"],
  ]);
}

function coreProperties({ author, date }: Workbook): string {
  const name = escapeXml(author);
  const time = `${date}T00:00:00Z`;
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>${name}</dc:creator><cp:lastModifiedBy>${name}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${time}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${time}</dcterms:modified></cp:coreProperties>`;
}

/** Kept results are only shown as they stand where a file calls itself Excel's: other programs compute others anew on opening. */
const APPLICATION = `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><AppVersion>16.0300</AppVersion></Properties>`;

function workbookXml(sheets: readonly Sheet[]): string {
  const list = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${hidden ? ' state="veryHidden"' : ""} r:id="rId${at + 1}"/>`,
  );
  const names = sheets.flatMap(definedNames);
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr filterPrivacy="1"/><sheets>${list.join("")}</sheets>${names.length > 0 ? `<definedNames>${names.join("")}</definedNames>` : ""}<calcPr calcId="171027"/></workbook>`;
}

/** 打印区域、打印标题: what is printed of a sheet, and its rows that stand on every page. */
function definedNames({ name, printed, repeatRows }: Sheet, at: number): readonly string[] {
  const sheet = `'${name.replaceAll("'", "''")}'`;
  const defined = (what: string, place: string): string =>
    `<definedName name="_xlnm.${what}" localSheetId="${at}">${escapeXml(`${sheet}!${place}`)}</definedName>`;
  return [
    ...(printed ? [defined("Print_Area", `$A$1:$${columnName(printed.columns - 1)}$${printed.rows}`)] : []),
    ...(repeatRows === undefined ? [] : [defined("Print_Titles", `$${repeatRows.replace(":", ":$")}`)]),
  ];
}
