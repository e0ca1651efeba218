import { addressOf, type Cell } from "../../src/grid.js";
import { judge } from "../normalize/judging.js";
import { gridOf, type Truth, tableTwo, truthOf } from "../normalize/paper.js";
import {
  type MadeEntry,
  makeDocx,
  makeXlsx,
  makeZip,
  readOne,
  relation,
  relationsXml,
  workbookParts,
} from "../read/making.js";

const LICENSING = "proactive.licensing.decisions";
const FEES = "proactive.fees.amount";
export const TRUTH: Truth = { ...truthOf(3), [LICENSING]: "1234", [FEES]: "12.35" };
const GRID = gridOf(tableTwo(TRUTH), { sheet: "表二", numbers: true });

/** 被试单元格 of table two: 行政许可, a count, and 行政事业性收费, an amount in 万元. */
export type Place = "B7" | "B14";
const CODES: Readonly<Record<Place, string>> = { B7: LICENSING, B14: FEES };

export interface Judged {
  /** The value that was taken, or the rule that says why none was. */
  readonly taken: string;
  readonly message: string;
}

/** Reads a made file and tells what became of one cell. A value that no finding explains the lack of is an error of the test's. */
export async function taken(bytes: Uint8Array, place: Place = "B7"): Promise<Judged> {
  const document = await readOne(bytes, "水利局2023年.xlsx");
  const code = CODES[place];
  const { values, mandatory, verification, silent } = await judge({ "水利局2023年.xlsx": document }, { [code]: "?" });
  const value = values[code];
  const label = place === "B7" ? "行政许可" : "行政事业性收费";
  const message =
    [...mandatory, ...verification].find((one) => one.includes(`${label}`) && one.startsWith("VALUE.")) ?? "";
  if (value !== null && value !== undefined) return { taken: value, message };
  if (silent.length > 0) throw new Error(`nothing says why there is no figure: ${silent.join()}`);
  return { taken: message.split(" ")[0] ?? "", message };
}

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

type Override = Partial<Record<Place, string>>;

/** The cells of table two, one of them written by the test itself. */
function cells(write: (cell: Cell, address: string) => string, override: Override): string {
  const rows = Array.from({ length: GRID.rows }, (_, row) => GRID.cells.filter((cell) => cell.row === row));
  return rows
    .map((row, at) => {
      const written = row.map((cell) => override[addressOf(GRID, cell) as Place] ?? write(cell, addressOf(GRID, cell)));
      return { at, xml: written.join("") };
    })
    .map(({ at, xml }) => `<row r="${at + 1}">${xml}</row>`)
    .join("");
}

export interface XlsxParts {
  readonly styles?: string;
  /** Beside the sheets in the workbook's part. */
  readonly workbook?: string;
  /** Behind the sheet's cells. */
  readonly behind?: string;
  readonly strings?: string;
  readonly more?: readonly MadeEntry[];
  readonly relations?: readonly string[];
  /** Cells that other sheets hold. */
  readonly other?: string;
}

/** An Excel workbook with table two, its target written as given. */
export function xlsx(override: Override, parts: XlsxParts = {}): Uint8Array {
  const write = (cell: Cell, address: string): string =>
    cell.kind === "number"
      ? `<c r="${address}"><v>${cell.text}</v></c>`
      : `<c r="${address}" t="inlineStr"><is><t>${escaped(cell.text)}</t></is></c>`;
  const xml = `<sheetData>${cells(write, override)}</sheetData>${parts.behind ?? ""}`;
  const sheets = [
    { name: "表二", xml },
    ...(parts.other === undefined ? [] : [{ name: "底稿", xml: `<sheetData>${parts.other}</sheetData>` }]),
  ];
  const { styles, strings, more } = parts;
  const made = {
    sheets,
    ...(styles !== undefined && { styles }),
    ...(strings !== undefined && { strings }),
    ...(more && { more }),
  };
  if (parts.workbook === undefined && parts.relations === undefined) return makeXlsx(made);
  const entries = workbookParts(made).map((entry) => {
    if (entry.name === "xl/workbook.xml")
      return { ...entry, content: String(entry.content).replace("</workbook>", `${parts.workbook ?? ""}</workbook>`) };
    if (entry.name === "xl/_rels/workbook.xml.rels")
      return {
        ...entry,
        content: String(entry.content).replace(
          "</Relationships>",
          `${(parts.relations ?? []).join("")}</Relationships>`,
        ),
      };
    return entry;
  });
  return makeZip(entries);
}

/** Styles with one more number format, font, fill or conditional style; the target wears style 1. */
export function styles({ format = "", font = "", fill = "", changed = "", alignment = "" }): string {
  const numbers = format === "" ? "" : `<numFmts><numFmt numFmtId="164" formatCode="${escaped(format)}"/></numFmts>`;
  const fills = `<fills><fill><patternFill patternType="none"/></fill><fill>${fill || '<patternFill patternType="none"/>'}</fill></fills>`;
  const worn = `<xf numFmtId="${format === "" ? 0 : 164}" fontId="1" fillId="1">${alignment}</xf>`;
  return `${numbers}<fonts><font/><font>${font}</font></fonts>${fills}<cellXfs><xf/>${worn}</cellXfs><dxfs>${changed}</dxfs>`;
}

export interface OdsParts {
  readonly styles?: string;
  readonly named?: string;
  readonly behind?: string;
  readonly columns?: string;
  readonly tables?: string;
}

/** An OpenDocument spreadsheet with table two. */
export function ods(
  override: Override,
  { styles: own = "", named = "", behind = "", columns = "", tables = "" }: OdsParts = {},
): Uint8Array {
  const names =
    'xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f" xmlns:calcext="c"';
  const rows = Array.from({ length: GRID.rows }, (_, row) => {
    let column = 0;
    const line = GRID.cells
      .filter((cell) => cell.row === row)
      .map((cell) => {
        const gap = "<table:table-cell/>".repeat(cell.column - column);
        column = cell.column + 1;
        const content = `<text:p>${escaped(cell.text)}</text:p></table:table-cell>`;
        const written =
          cell.kind === "number"
            ? `<table:table-cell office:value-type="float" office:value="${cell.text}">${content}`
            : `<table:table-cell office:value-type="string">${content}`;
        return `${gap}${override[addressOf(GRID, cell) as Place] ?? written}`;
      });
    return `<table:table-row>${line.join("")}</table:table-row>`;
  });
  const content = `<office:document-content ${names}><office:automatic-styles>${own}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="表二">${columns}${rows.join("")}${behind}</table:table>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return makeZip([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet", stored: true },
    { name: "content.xml", content },
    {
      name: "styles.xml",
      content: `<office:document-styles ${names}><office:styles>${named}</office:styles></office:document-styles>`,
    },
  ]);
}

/** An XML workbook of 2003 with table two. */
export function spreadsheetMl(override: Override, { styles: own = "", behind = "", book = "" } = {}): Uint8Array {
  const names =
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="x" xmlns:html="h"';
  const rows = Array.from({ length: GRID.rows }, (_, row) => {
    const line = GRID.cells
      .filter((cell) => cell.row === row)
      .map(
        (cell) =>
          override[addressOf(GRID, cell) as Place] ??
          `<Cell ss:Index="${cell.column + 1}"><Data ss:Type="${cell.kind === "number" ? "Number" : "String"}">${escaped(cell.text)}</Data></Cell>`,
      );
    return `<Row ss:Index="${row + 1}">${line.join("")}</Row>`;
  });
  return new TextEncoder().encode(
    `<?xml version="1.0"?><Workbook ${names}>${book}<Styles>${own}</Styles><Worksheet ss:Name="表二"><Table>${rows.join("")}</Table>${behind}</Worksheet></Workbook>`,
  );
}

/** A page with table two, its target cell given from `<td` to `</td>`. */
export function page(override: Override, head = "", wrap: (table: string) => string = (table) => table): Uint8Array {
  const rows = Array.from({ length: GRID.rows }, (_, row) => {
    const line = GRID.cells
      .filter((cell) => cell.row === row)
      .map(
        (cell) =>
          override[addressOf(GRID, cell) as Place] ?? `<td colspan="${cell.columnSpan}">${escaped(cell.text)}</td>`,
      );
    return `<tr>${line.join("")}</tr>`;
  });
  return new TextEncoder().encode(
    `<!DOCTYPE html><html><head><meta charset="utf-8">${head}</head><body>${wrap(`<table>${rows.join("")}</table>`)}</body></html>`,
  );
}

/** Parts beside the document, by their kind. */
export interface WordParts {
  readonly numbering?: string;
  readonly theme?: string;
}

/** A Word document with table two, its target cell given by what stands in `w:tc`. */
export function word(override: Override, named = "", table = "", parts: WordParts = {}): Uint8Array {
  const rows = Array.from({ length: GRID.rows }, (_, row) => {
    const line = GRID.cells
      .filter((cell) => cell.row === row)
      .map((cell) => {
        const own =
          override[addressOf(GRID, cell) as Place] ?? `<w:p><w:r><w:t>${escaped(cell.text)}</w:t></w:r></w:p>`;
        return `<w:tc><w:tcPr><w:gridSpan w:val="${cell.columnSpan}"/></w:tcPr>${own}</w:tc>`;
      });
    return `<w:tr>${line.join("")}</w:tr>`;
  });
  const written = Object.entries({ styles: named && `<w:styles xmlns:w="w">${named}</w:styles>`, ...parts }).filter(
    ([, content]) => content !== "",
  );
  const relations = written.map(([kind]) => relation(kind, kind, `${kind}.xml`));
  const more: readonly MadeEntry[] = [
    ...written.map(([kind, content]) => ({ name: `word/${kind}.xml`, content })),
    { name: "word/_rels/document.xml.rels", content: relationsXml(relations) },
  ];
  return makeDocx(`<w:tbl>${table}${rows.join("")}</w:tbl>`, more);
}
