import type { Consolidation } from "../consolidation.js";
import type { FigureCode } from "../figure.js";
import type { Table } from "../form/form.js";
import { contentOf } from "./figure-text.js";
import type { LayoutCell } from "./layout-cell.js";
import { layoutTable } from "./layout.js";
import { acrossRow, linkTo, type Merge, type Sheet, type SheetCell, type SheetRow, titleRow } from "./sheet.js";
import { pageWidths, tableBlock } from "./table-sheet.js";

type Links = ReadonlyMap<FigureCode, { readonly sheet: string; readonly cell: string }>;

const PAGE_WIDTH = 100;

/** 汇总表: the tables as they are published, each figure a link to what the units gave. One sheet a table, for their columns differ in width. */
export function totalsSheets(consolidation: Consolidation, links: Links): readonly Sheet[] {
  const tables = [...consolidation.form.tables, ...(consolidation.overview?.tables ?? [])];
  return tables.map((table) => totalsSheet(consolidation, table, links));
}

function totalsSheet(consolidation: Consolidation, table: Table, links: Links): Sheet {
  const layout = layoutTable(table, contentOf(consolidation));
  const widths = pageWidths(layout, PAGE_WIDTH);
  const head: readonly SheetRow[] = [
    titleRow(`汇总表：${table.title}`),
    { cells: [{ value: "点击数字查看各单位数及其出处。底色：橙色为退回修改或缺报影响，黄色为待核实影响，灰色为无数据。", style: "plain" }], height: 32 },
  ];
  const top = head.length + 1;
  const block = tableBlock({ layout, top, widths }, (cell) => linkedCell(consolidation, cell, links));
  const merges: readonly Merge[] = [...head.map((_, index) => acrossRow(index + 1, layout.columns)), ...block.merges];
  return {
    name: totalsName(table), widths, merges,
    rows: [...head, ...block.rows],
    frozen: { rows: head.length + layout.headerRows, columns: 0 },
  };
}

function totalsName(table: Table): string {
  const ordinal = /^([一二三四五六七八九十]+)、/.exec(table.title)?.[1];
  return `汇总表${ordinal ?? "（局部表）"}`;
}

function linkedCell({ figures }: Consolidation, cell: LayoutCell, links: Links): SheetCell {
  const figure = figures.get(cell.figure ?? "");
  const link = links.get(cell.figure ?? "");
  const style = figure?.value == null ? "missing" : figure.state === "final" ? "link" : figure.state === "provisional" ? "verification" : "mandatory";
  const shown = figure?.value && !figure.qualifier ? figure.value : cell.text;
  return { value: link && shown !== "" ? linkTo(link, shown) : shown, style };
}
