import type { Consolidation } from "../../consolidation.js";
import { NO_FIGURE } from "../../figure.js";
import type { Form, Table } from "../../form/form.js";
import { signOffLine } from "../../sign-off.js";
import { contentOf, MISSING_MARK } from "../figure-text.js";
import { type LayoutCell, layoutTable, type TableLayout } from "../layout/layout.js";
import { knownFigure } from "../naming.js";
import type { OutputFile, Publication } from "../publication.js";
import { type DraftNotice, draftNotice, fillSentence, reportFileName } from "../report/report.js";
import {
  acrossRow,
  type Sheet,
  type SheetCell,
  type SheetRow,
  titleRow,
  withDistinctNames,
  writeWorkbook,
} from "../workbook/workbook.js";
import { type TotalContext, totalFormula } from "./table-formula.js";
import { figurePlaces, pageWidths, tableBlock } from "./table-sheet.js";

export { addressOfPlace, rangesOf, type SheetPlace } from "./table-formula.js";
export { figurePlaces, pageWidths, tableBlock } from "./table-sheet.js";

/** 公开的工作簿: the statutory tables, one sheet each, with live totals; figures only, ready to publish. */
export function writeStatutoryWorkbook(publication: Publication): readonly OutputFile[] {
  const { consolidation } = publication;
  const title = fillSentence(consolidation, consolidation.forms[0].outline.title).text;
  const sheets = withDistinctNames(
    consolidation.forms[0].tables.map((table) => statutorySheet(consolidation, table, title)),
  );
  const bytes = writeWorkbook({ author: consolidation.government, date: consolidation.date, sheets });
  return [{ path: `${reportFileName(publication)}.xlsx`, bytes }];
}

const PAGE_WIDTH = 96;
const LANDSCAPE_WIDTH = 140;
const MOST_PORTRAIT_COLUMNS = 12;

/** 页面: a table of many columns lies on its side, and its columns share the page's width. */
export function pageOf(layout: TableLayout): { readonly landscape: boolean; readonly widths: readonly number[] } {
  const landscape = layout.columns > MOST_PORTRAIT_COLUMNS;
  return { landscape, widths: pageWidths(layout, landscape ? LANDSCAPE_WIDTH : PAGE_WIDTH) };
}

export function statutorySheet(consolidation: Consolidation, table: Table, title: string): Sheet {
  const layout = layoutTable(table, contentOf(consolidation));
  const head = headRows(consolidation, table, title);
  const top = head.length + 1;
  const { landscape, widths } = pageOf(layout);
  const context = { places: figurePlaces(layout, top), figures: consolidation.figures };
  const block = tableBlock({ layout, top, widths }, (cell) => valueCell(consolidation, cell, context));
  const foot = [...footRows(layout, head.length + block.rows.length), ...signOffRows(consolidation)];
  return {
    name: sheetName(table),
    widths,
    landscape,
    rows: [...head, ...block.rows, ...foot],
    merges: [
      ...head.map((_, index) => acrossRow(index + 1, layout.columns)),
      ...block.merges,
      ...foot.map((_, index) => acrossRow(top + block.rows.length + index, layout.columns)),
    ],
    frozen: { rows: head.length + layout.headerRows, columns: 0 },
    printed: { columns: layout.columns, rows: head.length + block.rows.length + foot.length },
    ...(layout.headerRows > 0 && { repeatRows: `1:${head.length + layout.headerRows}` }),
  };
}

/** 表二 of 二、主动公开政府信息情况; a table without a number keeps its title. A sheet's name has none of []:*?/\. */
export function sheetName(table: Table): string {
  const ordinal = /^([一二三四五六七八九十]+)、/.exec(table.title)?.[1];
  return ordinal ? `表${ordinal}` : table.title.replace(/[[\]:*?/\\']/g, " ");
}

function headRows(consolidation: Consolidation, table: Table, title: string): readonly SheetRow[] {
  const draft = draftNotice(consolidation);
  return [
    titleRow(`${title}${draft ? "（草稿）" : ""}`),
    ...(draft ? [draftRow(draft)] : []),
    { cells: [{ value: table.title, style: "subtitle" }], height: 24 },
    { cells: [{ value: `单位：${mainMeasure(consolidation.forms[0], table)}`, style: "note" }], height: 18 },
  ];
}

/** 草稿说明: on every sheet, for a sheet may be printed alone. */
function draftRow({ text, reasons }: DraftNotice): SheetRow {
  const words = reasons.length > 0 ? `${text}原因：${reasons.join("；")}。` : text;
  const lines = Math.ceil(words.length / NOTICE_CHARACTERS);
  return { cells: [{ value: words, style: "plain" }], height: 4 + 16 * lines };
}

/** About as many characters as stand in one line across the page. */
const NOTICE_CHARACTERS = 44;

/** 计量单位 of most figures; where one differs the form says so in its own heading. */
export function mainMeasure(form: Form, table: Table): string {
  const counts = new Map<string, number>();
  for (const figure of form.figures.values()) {
    if (figure.table === table.code && !figure.answer) counts.set(figure.unit, (counts.get(figure.unit) ?? 0) + 1);
  }
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ["件", 0])[0];
}

function valueCell(consolidation: Consolidation, cell: LayoutCell, context: TotalContext): SheetCell {
  const code = cell.figure ?? NO_FIGURE;
  const consolidated = consolidation.figures.get(code);
  const figure = knownFigure(consolidation, code);
  if (cell.words) return { value: cell.text, style: "remark" };
  if (!consolidated?.value || !figure || consolidated.qualifier) return { value: cell.text, style: "figure" };
  return { value: totalFormula(figure, consolidated.value, context) ?? consolidated.value, style: "figure" };
}

/** 校验码: on every sheet, for a sheet may be printed alone. */
function signOffRows({ signOff }: Consolidation): readonly SheetRow[] {
  const line = signOffLine(signOff);
  return line === undefined ? [] : [{ cells: [{ value: line, style: "plain" }], height: 20 }];
}

function footRows(layout: TableLayout, above: number): readonly SheetRow[] {
  if (!layout.missing || above === 0) return [];
  return [{ cells: [{ value: `注：“${MISSING_MARK}”表示没有数据，不等于零。`, style: "plain" }], height: 20 }];
}
