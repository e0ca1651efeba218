import type { Consolidation } from "../../consolidation.js";
import { parseDecimal } from "../../decimal.js";
import { type EntryTable, entryTables } from "../entries.js";
import { type Names, namesOf } from "../naming.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const HEAD_ROWS = 3;

/** 台账明细: one sheet a list, one row an entry, each with the cell that it stands in. */
export function entrySheets(consolidation: Consolidation): readonly Sheet[] {
  const names = namesOf(consolidation);
  return entryTables(consolidation).map((table) => entrySheet(table, names));
}

function entrySheet(table: EntryTable, names: Names): Sheet {
  const width = 2 + table.columns.length + 4;
  return {
    name: `明细 ${table.title}`,
    widths: [10, 26, ...table.columns.map(({ label }) => Math.max(12, Math.min(30, label.length * 2))), 9, 34, 18, 9],
    landscape: true,
    rows: entryRows(table, names),
    merges: [acrossRow(1, width), acrossRow(2, width)],
    frozen: { rows: HEAD_ROWS, columns: 2 },
  };
}

function* entryRows(table: EntryTable, names: Names): Iterable<SheetRow> {
  yield titleRow(`${table.title}（明细）`);
  yield {
    cells: [
      {
        value: `各单位所报的全部记录，共${table.entries.length}条；每一条取自后三栏所写的文件、工作表、单元格。“未计入”的不能确定是不是一条记录、计入哪一项，见审核情况。`,
        style: "plain",
      },
    ],
    height: 18,
  };
  const headings = ["单位代码", "单位", ...table.columns.map(({ label }) => label), "计入", "文件", "工作表", "单元格"];
  yield textRow(headings, "heading");
  for (const { unit, entry } of table.entries) {
    const { file, sheet, cell } = entry.source;
    const own = table.columns.map(({ code }) => valueCell(entry.values[code] ?? ""));
    const counted: SheetCell = entry.counted ? text("是") : { value: "未计入", style: "verification" };
    yield { cells: [...[unit, names.unit(unit)].map(text), ...own, counted, ...[file, sheet, cell].map(text)] };
  }
}

function text(value: string): SheetCell {
  return { value, style: "text" };
}

/** 00123 is a number of a document and no figure. */
function valueCell(value: string): SheetCell {
  const number = /^-?(?:0|[1-9]\d{0,11})(?:\.\d+)?$/.test(value) ? parseDecimal(value) : undefined;
  return number ? { value: number, style: "figure" } : text(value);
}
