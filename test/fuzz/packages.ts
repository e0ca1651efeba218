import { columnName } from "../../src/grid.js";
import { relation, relationsXml } from "../read/making.js";
import { type Draft, openPen, type Pen } from "./draft.js";
import type { Material, Slot, Table } from "./material.js";

/** One part of a package: its text, or bytes, and what a broken archive would say of it. */
export interface Part {
  readonly name: string;
  readonly draft: Draft;
  readonly stored?: boolean;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly size?: number;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function plain(name: string, text: string): Part {
  return { name, draft: { text, spans: [] } };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const codesIn = (row: readonly Slot[]): readonly string[] => row.flatMap(({ code }) => code ?? []);
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** 工作簿: a sheet a table, its strings in the cells or in a part of their own. */
export function workbook(made: Material, strings: "inline" | "shared"): readonly Part[] {
  const pool = new Map<string, number>();
  const text = (content: string): string => {
    if (strings === "inline") return `t="inlineStr"><is><t>${escaped(content)}</t></is></c>`;
    if (!pool.has(content)) pool.set(content, pool.size);
    return `t="s"><v>${pool.get(content)}</v></c>`;
  };
  const sheets = made.tables.map((table, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    draft: sheetOf(table, at === 0 ? made.title : undefined, text),
  }));
  const list = made.tables.map(({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="s${at}"/>`);
  const related = [
    ...sheets.map((_, at) => relation(`s${at}`, "worksheet", `worksheets/sheet${at + 1}.xml`)),
    relation("st", "styles", "styles.xml"),
    ...(strings === "shared" ? [relation("ss", "sharedStrings", "sharedStrings.xml")] : []),
  ];
  const named = sheets.map(({ name }) => [`/${name}`, "worksheet"] as const);
  return [
    plain("[Content_Types].xml", contentTypes(named, strings === "shared")),
    plain("_rels/.rels", relationsXml([relation("d", "officeDocument", "xl/workbook.xml")])),
    plain(
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join("")}</sheets></workbook>`,
    ),
    plain("xl/_rels/workbook.xml.rels", relationsXml(related)),
    ...sheets,
    plain("xl/styles.xml", STYLES),
    ...(strings === "shared" ? [plain("xl/sharedStrings.xml", sharedStrings([...pool.keys()]))] : []),
  ];
}

function contentTypes(sheets: readonly (readonly [string, string])[], hasStrings: boolean): string {
  const parts = [["/xl/workbook.xml", "sheet.main"], ["/xl/styles.xml", "styles"], ...sheets] as const;
  const all = hasStrings ? [...parts, ["/xl/sharedStrings.xml", "sharedStrings"] as const] : parts;
  const office = "application/vnd.openxmlformats";
  const overrides = all.map(
    ([name, kind]) => `<Override PartName="${name}" ContentType="${office}-officedocument.spreadsheetml.${kind}+xml"/>`,
  );
  const relations = `<Default Extension="rels" ContentType="${office}-package.relationships+xml"/>`;
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  return `<Types xmlns="${types}">${relations}<Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`;
}

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellXfs><xf numFmtId="0"/><xf numFmtId="1"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

function sharedStrings(texts: readonly string[]): string {
  return `<sst xmlns="${MAIN}" count="${texts.length}">${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join("")}</sst>`;
}

function sheetOf(table: Table, title: string | undefined, text: (content: string) => string): Draft {
  const pen = openPen();
  const merged: string[] = [];
  pen.put(`<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>`);
  const above = [...(title === undefined ? [] : [title]), table.heading];
  for (const [at, line] of above.entries()) pen.put(`<row r="${at + 1}"><c r="A${at + 1}" ${text(line)}</row>`);
  for (const [at, row] of table.rows.entries()) {
    const number = at + 1 + above.length;
    pen.put(`<row r="${number}">`, codesIn(row));
    for (const [column, slot] of row.entries()) {
      if (slot.covered || slot.text === "") continue;
      const address = `${columnName(column)}${number}`;
      const style = slot.code === undefined ? 0 : slot.text.includes(".") ? 2 : 1;
      const content = isNumber(slot.text) ? `s="${style}"><v>${slot.text}</v></c>` : text(slot.text);
      pen.put(`<c r="${address}" ${content}`, codesIn([slot]));
      if (slot.rows > 1 || slot.columns > 1)
        merged.push(`${address}:${columnName(column + slot.columns - 1)}${number + slot.rows - 1}`);
    }
    pen.put("</row>");
  }
  const cells = merged.map((area) => `<mergeCell ref="${area}"/>`).join("");
  pen.put(`</sheetData>${cells === "" ? "" : `<mergeCells>${cells}</mergeCells>`}</worksheet>`);
  return pen.draft();
}

/** OpenDocument 电子表格. */
export function openDocument(made: Material): readonly Part[] {
  const pen = openPen();
  const names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f"';
  pen.put(`<office:document-content ${names}><office:body><office:spreadsheet>`);
  for (const [at, table] of made.tables.entries()) {
    pen.put(`<table:table table:name="${escaped(table.name)}">`);
    for (const line of [...(at === 0 ? [made.title] : []), table.heading])
      pen.put(
        `<table:table-row><table:table-cell office:value-type="string"><text:p>${line}</text:p></table:table-cell></table:table-row>`,
      );
    for (const row of table.rows) {
      pen.put("<table:table-row>", codesIn(row));
      for (const slot of row) pen.put(openCell(slot), codesIn([slot]));
      pen.put("</table:table-row>");
    }
    pen.put("</table:table>");
  }
  pen.put("</office:spreadsheet></office:body></office:document-content>");
  return [
    { ...plain("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), stored: true },
    { name: "content.xml", draft: pen.draft() },
    plain("styles.xml", `<office:document-styles ${names}><office:styles/></office:document-styles>`),
  ];
}

/** OpenDocument 文字: a table a table, under its heading. */
export function openText(made: Material): readonly Part[] {
  const pen = openPen();
  const names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:fo="f"';
  const line = (text: string): string => `<text:p>${escaped(text)}</text:p>`;
  pen.put(`<office:document-content ${names}><office:body><office:text>${line(made.title)}`);
  for (const { heading, rows } of made.tables) {
    pen.put(`${line(heading)}<table:table>`);
    for (const row of rows) {
      pen.put("<table:table-row>", codesIn(row));
      for (const slot of row) pen.put(textCell(slot), codesIn([slot]));
      pen.put("</table:table-row>");
    }
    pen.put("</table:table>");
  }
  pen.put("</office:text></office:body></office:document-content>");
  return [
    { ...plain("mimetype", "application/vnd.oasis.opendocument.text"), stored: true },
    { name: "content.xml", draft: pen.draft() },
    plain("styles.xml", `<office:document-styles ${names}><office:styles/></office:document-styles>`),
  ];
}

function textCell({ text, rows, columns, covered }: Slot): string {
  if (covered) return "<table:covered-table-cell/>";
  const spans = `table:number-rows-spanned="${rows}" table:number-columns-spanned="${columns}"`;
  return `<table:table-cell ${spans}><text:p>${escaped(text)}</text:p></table:table-cell>`;
}

function openCell({ text, rows, columns, covered }: Slot): string {
  if (covered) return "<table:covered-table-cell/>";
  if (text === "") return "<table:table-cell/>";
  const spans =
    rows * columns > 1 ? ` table:number-rows-spanned="${rows}" table:number-columns-spanned="${columns}"` : "";
  const value = isNumber(text) ? `"float" office:value="${text}"` : '"string"';
  return `<table:table-cell${spans} office:value-type=${value}><text:p>${escaped(text)}</text:p></table:table-cell>`;
}

/** Word 文档: a table a table, under its heading. */
export function wordDocument(made: Material): readonly Part[] {
  const pen = openPen();
  pen.put(
    `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraph(made.title)}`,
  );
  for (const { heading, rows } of made.tables) {
    pen.put(`${paragraph(heading)}<w:tbl>`);
    for (const [at, row] of rows.entries()) putWordRow(row, at, rows, pen);
    pen.put("</w:tbl>");
  }
  pen.put("<w:p/></w:body></w:document>");
  return [
    plain("_rels/.rels", relationsXml([relation("d", "officeDocument", "word/document.xml")])),
    { name: "word/document.xml", draft: pen.draft() },
  ];
}

function paragraph(text: string): string {
  return `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`;
}

function putWordRow(row: readonly Slot[], at: number, rows: readonly (readonly Slot[])[], pen: Pen): void {
  pen.put("<w:tr>", codesIn(row));
  for (let column = 0; column < row.length; ) {
    const slot = row[column]!;
    const above = slot.covered ? ownerAbove(rows, at, column) : undefined;
    const columns = above?.columns ?? slot.columns;
    const down = above ? "<w:vMerge/>" : slot.rows > 1 ? '<w:vMerge w:val="restart"/>' : "";
    const wide = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : "";
    pen.put(`<w:tc><w:tcPr>${wide}${down}</w:tcPr>${above ? "<w:p/>" : paragraph(slot.text)}</w:tc>`, codesIn([slot]));
    column += columns;
  }
  pen.put("</w:tr>");
}

/** The cell of a row above under which a place lies. */
export function ownerAbove(rows: readonly (readonly Slot[])[], at: number, column: number): Slot | undefined {
  for (let row = at - 1; row >= 0; row -= 1) {
    const slot = rows[row]?.[column];
    if (slot && !slot.covered) return row + slot.rows > at ? slot : undefined;
  }
  return undefined;
}

/** XML 电子表格 2003. */
export function spreadsheetMl(made: Material): Draft {
  const pen = openPen();
  const uri = "urn:schemas-microsoft-com:office:spreadsheet";
  pen.put(`<?xml version="1.0"?><Workbook xmlns="${uri}" xmlns:ss="${uri}">`);
  for (const [at, { name, heading, rows }] of made.tables.entries()) {
    pen.put(`<Worksheet ss:Name="${escaped(name)}"><Table>`);
    for (const line of [...(at === 0 ? [made.title] : []), heading])
      pen.put(`<Row><Cell><Data ss:Type="String">${line}</Data></Cell></Row>`);
    for (const row of rows) {
      pen.put("<Row>", codesIn(row));
      for (const [column, slot] of row.entries()) if (!slot.covered) pen.put(xmlCell(slot, column), codesIn([slot]));
      pen.put("</Row>\n");
    }
    pen.put("</Table></Worksheet>");
  }
  pen.put("</Workbook>");
  return pen.draft();
}

function xmlCell({ text, rows, columns }: Slot, column: number): string {
  const across = columns > 1 ? ` ss:MergeAcross="${columns - 1}"` : "";
  const down = rows > 1 ? ` ss:MergeDown="${rows - 1}"` : "";
  const data = text === "" ? "" : `<Data ss:Type="${isNumber(text) ? "Number" : "String"}">${escaped(text)}</Data>`;
  return `<Cell ss:Index="${column + 1}"${across}${down}>${data}</Cell>`;
}
