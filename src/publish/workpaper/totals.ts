import type { Consolidation } from "../../consolidation.js";
import { type FigureState, NO_FIGURE } from "../../figure.js";
import type { Table } from "../../form/form.js";
import { contentOf } from "../figure-text.js";
import { type LayoutCell, layoutTable } from "../layout/layout.js";
import { pageWidths, sheetName, tableBlock } from "../statutory/statutory.js";
import {
  acrossRow,
  linkTo,
  type Merge,
  type Sheet,
  type SheetCell,
  type SheetRow,
  type SheetStyle,
  titleRow,
} from "../workbook/workbook.js";
import type { SourceLinks } from "./sources.js";

const PAGE_WIDTH = 100;

/** 汇总表: the tables as they are published, each figure a link to what the units gave. One sheet a table, for their columns differ in width. */
export function totalsSheets(consolidation: Consolidation, links: SourceLinks): readonly Sheet[] {
  const tables = consolidation.forms.flatMap((form) => form.tables);
  return tables.map((table) => totalsSheet(consolidation, table, links));
}

function totalsSheet(consolidation: Consolidation, table: Table, links: SourceLinks): Sheet {
  const layout = layoutTable(table, contentOf(consolidation));
  const widths = pageWidths(layout, PAGE_WIDTH);
  const head: readonly SheetRow[] = [
    titleRow(`汇总表：${table.title}`),
    {
      cells: [
        {
          value: "点击数字查看各单位数及其出处。底色：橙色为退回修改或缺报影响，黄色为待核实影响，灰色为无数据。",
          style: "plain",
        },
      ],
      height: 32,
    },
  ];
  const top = head.length + 1;
  const block = tableBlock({ layout, top, widths }, (cell) => linkedCell(consolidation, cell, links));
  const merges: readonly Merge[] = [...head.map((_, index) => acrossRow(index + 1, layout.columns)), ...block.merges];
  return {
    name: `汇总${sheetName(table)}`,
    widths,
    merges,
    rows: [...head, ...block.rows],
    frozen: { rows: head.length + layout.headerRows, columns: 0 },
    printed: { columns: layout.columns, rows: head.length + block.rows.length },
    ...(layout.headerRows > 0 && { repeatRows: `1:${head.length + layout.headerRows}` }),
  };
}

const STATE_STYLES = {
  final: "link",
  provisional: "verification",
  incomplete: "mandatory",
  notReported: "missing",
} as const satisfies Readonly<Record<FigureState, SheetStyle>>;

function linkedCell({ figures }: Consolidation, cell: LayoutCell, links: SourceLinks): SheetCell {
  const figure = figures.get(cell.figure ?? NO_FIGURE);
  const link = links.get(cell.figure ?? NO_FIGURE);
  const isGiven = figure?.value || figure?.answers?.some(({ units }) => units > 0);
  const style = figure && isGiven ? STATE_STYLES[figure.state] : "missing";
  if (cell.words && style === "link" && link) return { value: linkTo(link, cell.text), style: "entry" };
  const shown = figure?.value && !figure.qualifier ? figure.value : cell.text;
  return { value: link && shown !== "" ? linkTo(link, shown) : shown, style };
}
