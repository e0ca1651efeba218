import { columnName } from "../../grid.js";
import { escapeXml } from "../markup.js";
import { highlightsXml, validationsXml } from "./entry-rules.js";
import { OFFICE } from "./package-parts.js";
import { openRows } from "./rows.js";
import type { Merge, Sheet, SheetCell, SheetRow } from "./sheet.js";
import type { SharedTexts } from "./strings.js";
import { openHeights } from "./text-width.js";

/**
 * 工作表的 XML, in pieces, row by row, so that thousands of units need no more memory than sixty.
 * @throws RangeError for a merge that reaches below the last row
 */
export function* sheetXml(sheet: Sheet, texts: SharedTexts): Iterable<string> {
  yield headXml(sheet);
  const merged = mergedRows(sheet.merges ?? []);
  const heightOf = openHeights(sheet.widths);
  const xmlOf = openRows(texts);
  let number = 0;
  for (const row of sheet.rows) {
    number += 1;
    yield xmlOf(number, merged.covered(number, row), row.height ?? heightOf(row));
  }
  if (number < merged.last) throw new RangeError(`sheet ${sheet.name} merges cells below its last row`);
  yield footXml(sheet);
}

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function headXml({ frozen, widths }: Sheet): string {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${NAMESPACE}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${frozen ? paneXml(frozen) : ""}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns.join("")}</cols><sheetData>`,
  ].join("");
}

/** 冻结窗格: where the part that moves begins, and that it is where one types. */
function paneXml({ rows, columns }: NonNullable<Sheet["frozen"]>): string {
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""}`;
  const pane = columns === 0 ? "bottomLeft" : rows === 0 ? "topRight" : "bottomRight";
  return `<pane${split} topLeftCell="${columnName(columns)}${rows + 1}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

const A4 = 9;

function footXml(sheet: Sheet): string {
  const { filter, merges = [], landscape, header, locked, validations = [], highlights = [], pictures = [] } = sheet;
  const areas = merges.filter(isArea).map((merge) => `<mergeCell ref="${areaOf(merge)}"/>`);
  return [
    "</sheetData>",
    locked ? PROTECTION : "",
    filter === undefined ? "" : `<autoFilter ref="${filter}"/>`,
    areas.length > 0 ? `<mergeCells count="${areas.length}">${areas.join("")}</mergeCells>` : "",
    highlightsXml(highlights),
    validationsXml(validations),
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.4"/>',
    `<pageSetup paperSize="${A4}" orientation="${landscape ? "landscape" : "portrait"}" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter>${header === undefined ? "" : `<oddHeader>${escapeXml(`&R${header.replaceAll("&", "&&")}`)}</oddHeader>`}<oddFooter>${escapeXml("&L&A&C第 &P 页，共 &N 页")}</oddFooter></headerFooter>`,
    pictures.length > 0 ? `<drawing xmlns:r="${OFFICE}" r:id="rId1"/>` : "",
    "</worksheet>",
  ].join("");
}

/** Rows may be made higher and columns wider, so that everything can be seen. */
const PROTECTION = '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>';

function isArea({ top, left, bottom, right }: Merge): boolean {
  return top !== bottom || left !== right;
}

function areaOf({ top, left, bottom, right }: Merge): string {
  return `${columnName(left - 1)}${top}:${columnName(right - 1)}${bottom}`;
}

interface MergedRows {
  readonly last: number;
  /** The row with the places that a merge covers: empty, and styled as its first cell, whose border they bear. */
  readonly covered: (number: number, row: SheetRow) => SheetRow;
}

function mergedRows(merges: readonly Merge[]): MergedRows {
  const byRow = new Map<number, Merge[]>();
  for (const merge of merges.filter(isArea))
    for (let row = merge.top; row <= merge.bottom; row += 1) byRow.set(row, [...(byRow.get(row) ?? []), merge]);
  const firsts = new Map<Merge, SheetCell | null>();
  return {
    last: Math.max(0, ...merges.map((merge) => merge.bottom)),
    covered: (number, row) => {
      const here = byRow.get(number);
      return here ? { ...row, cells: coveredCells(number, row.cells, here, firsts) } : row;
    },
  };
}

function coveredCells(
  number: number,
  given: SheetRow["cells"],
  merges: readonly Merge[],
  firsts: Map<Merge, SheetCell | null>,
): SheetRow["cells"] {
  const cells = [...given];
  for (const merge of merges) {
    if (number === merge.top) firsts.set(merge, cells[merge.left - 1] ?? null);
    const first = firsts.get(merge);
    const empty: SheetCell | null = first ? { value: "", style: first.style } : null;
    for (let column = merge.left; column <= merge.right; column += 1)
      if (number !== merge.top || column !== merge.left) cells[column - 1] = empty;
  }
  return Array.from(cells, (cell) => cell ?? null);
}
