import { columnName } from "../../grid.js";
import { MARKED_SHEET_HEAD } from "../../marked-copy.js";
import { escapeXml } from "../markup.js";
import { linesOf, safeText } from "../workbook/workbook.js";
import type { ListRow, MarkList } from "./marks.js";
import type { AddedStyles } from "./styles-edit.js";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/** The column that leads to the cell. */
const PLACE = 2;
const SEVERITY = 1;

/** 问题清单的 XML: a sheet of texts that needs nothing of the workbook but its styles; links lead within it. */
export function listXml(
  { intro, legend, headings, widths, rows, closing }: MarkList,
  styles: AddedStyles["list"],
): string {
  const last = headings.length - 1;
  const head = [MARKED_SHEET_HEAD, ...intro];
  const top = head.length + 2;
  const width = widths.reduce((sum, one) => sum + one, 0);
  const lines = [
    ...head.map((text, at) =>
      rowXml(at + 1, [cellXml(at + 1, 0, text, at === 0 ? styles.title : styles.intro)], heightOf([text], [width])),
    ),
    legendRow(top - 1, legend, styles),
    rowXml(
      top,
      headings.map((text, at) => cellXml(top, at, text, styles.heading)),
      20,
    ),
    ...rows.map((row, at) => listRow(top + 1 + at, row, widths, styles)),
    ...closing.map((text, at) => {
      const row = top + 1 + rows.length + at;
      return rowXml(row, [cellXml(row, 0, text, styles.closing)], LINE);
    }),
  ];
  const links = rows.flatMap((row, at) => (row.place ? [linkXml(top + 1 + at, row.place)] : []));
  const across = [...head.map((_, at) => at + 1), ...closing.map((_, at) => top + rows.length + at + 1)];
  const merges = across.map((row) => `<mergeCell ref="A${row}:${columnName(last)}${row}"/>`);
  return [
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="${top}" topLeftCell="A${top + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.map((one, at) => `<col min="${at + 1}" max="${at + 1}" width="${one}" customWidth="1"/>`).join("")}</cols>`,
    `<sheetData>${lines.join("")}</sheetData><mergeCells count="${merges.length}">${merges.join("")}</mergeCells>`,
    links.length > 0 ? `<hyperlinks>${links.join("")}</hyperlinks>` : "",
    '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.4"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>',
  ].join("");
}

/** 图例: behind its title, the colours in the columns that are wide enough. */
function legendRow(row: number, legend: MarkList["legend"], styles: AddedStyles["list"]): string {
  const cells = legend.map(([colour, meaning], at) => cellXml(row, PLACE + at, meaning, styles[colour]));
  return rowXml(row, [cellXml(row, 0, "图例", styles.intro), ...cells], 18);
}

function listRow(
  number: number,
  { texts, severity, place }: ListRow,
  widths: readonly number[],
  styles: AddedStyles["list"],
): string {
  const styleOf = (at: number): number => {
    if (at === PLACE && place) return styles.link;
    return at === SEVERITY && severity ? styles[severity] : styles.text;
  };
  return rowXml(
    number,
    texts.map((text, at) => cellXml(number, at, text, styleOf(at))),
    heightOf(texts, widths),
  );
}

function rowXml(number: number, cells: readonly string[], height: number): string {
  return `<row r="${number}" ht="${height}" customHeight="1">${cells.join("")}</row>`;
}

const LINE = 13;
/** A row can't be higher than 409 points. */
const HIGHEST = 400;

function heightOf(texts: readonly string[], widths: readonly number[]): number {
  const lines = texts.map((text, at) => linesOf(text, widths[at] ?? 10));
  return Math.min(HIGHEST, Math.max(18, Math.max(1, ...lines) * LINE + 4));
}

const LONGEST = 8000;

function cellXml(row: number, column: number, text: string, style: number): string {
  const place = `<c r="${columnName(column)}${row}" s="${style}"`;
  if (text === "") return `${place}/>`;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/\p{Surrogate}$/u, "")}……` : text;
  return `${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(safeText(short))}</t></is></c>`;
}

/** A link by its place alone: one with a relation is taken for a file in WPS. */
function linkXml(row: number, { sheet, cell }: NonNullable<ListRow["place"]>): string {
  const location = `'${sheet.replaceAll("'", "''")}'!${cell}`;
  return `<hyperlink ref="${columnName(PLACE)}${row}" location="${escapeXml(location)}" display="${escapeXml(cell)}"/>`;
}
