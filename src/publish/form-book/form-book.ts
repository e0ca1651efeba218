import {
  ITEM_HEADINGS,
  ITEM_SHEET,
  KINDS,
  LAYOUTS,
  LIST_KINDS,
  OPEN,
  RELATION_HEADINGS,
  RELATION_SHEET,
  SETTING_HEADINGS,
  SETTING_SHEET,
  SETTINGS,
  SEVERITIES,
  type SettingKey,
} from "../../form/book/book.js";
import type { Proposal } from "../../form/proposal/proposal.js";
import {
  acrossRow,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  titleRow,
  writeWorkbook,
} from "../workbook/workbook.js";
import { type BlankDesign, blankSheet } from "./blank-sheet.js";

export { type BlankDesign, filledBlank } from "./blank-sheet.js";

/** 表式.xlsx 的内容: the blank as it came, what is proposed of it, and the day. */
export interface FormBookRequest {
  readonly design: BlankDesign;
  readonly proposal: Proposal;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** 写表式.xlsx: the blank, then 项目, 关系 and 设置, to be looked through and changed by whoever knows the form. */
export function writeFormBook({ design, proposal, date }: FormBookRequest): Uint8Array {
  const own = [ITEM_SHEET, RELATION_SHEET, SETTING_SHEET];
  const sheet = blankSheet(design, proposal.tints);
  const name = own.includes(sheet.name) ? `空白表-${sheet.name}` : sheet.name;
  return writeWorkbook({
    author: "",
    date,
    sheets: [{ ...sheet, name }, itemSheet(proposal), relationSheet(proposal), settingSheet(proposal)],
  });
}

const HEAD_ROWS = 3;
const SPARE_ROWS = 20;

function listSheet(
  name: string,
  note: string,
  headings: readonly string[],
  table: { readonly widths: readonly number[]; readonly rows: readonly SheetRow[] },
): Sheet {
  const spare = Array.from({ length: SPARE_ROWS }, () =>
    textRow(
      headings.map(() => ""),
      "text",
    ),
  );
  return {
    name,
    widths: table.widths,
    landscape: true,
    frozen: { rows: HEAD_ROWS, columns: 0 },
    rows: [
      titleRow(name),
      { cells: [{ value: note, style: "plain" }], height: 76 },
      textRow(headings, "heading"),
      ...table.rows,
      ...spare,
    ],
    merges: [acrossRow(1, headings.length), acrossRow(2, headings.length)],
  };
}

/** What is open is yellow; what is certain is not. */
function cell(text: string): SheetCell {
  return { value: text, style: text.startsWith(OPEN) ? "verification" : "text" };
}

const ITEM_NOTE =
  "一行写表的一行或一栏，位置是空白表上的行号或列的字母。黄色的“待定”都要改填确定的内容，才能运行。名称照空白表一字不差，上下级之间用 ／ 隔开；计量单位、类型不填的，按另一方向的行或栏，再按表；汇总方式不填是相加；属于写合计所在的行号或列，合计等于属于它的各项之和，由程序审核；其他写法用顿号隔开。分表的类型：行列表（可以不填）、单行表（栏目下只有一行数字）、台账（一行一条，条数不定）；台账的文字栏，类型写 编号（认定一条记录）、名录单位、分类或文字，各分类在它下面各加一行（类别写 行）；成对表（名称右边一格填内容）一格写一行，类别写 格，位置写填内容的单元格。文字、日期、是否、选项不是数，不相加；选项在“选项”一栏写明，要求可以写 可不填、报告期内、不超过50字。";
const ALL_KINDS = [...new Set([...KINDS, ...LIST_KINDS, ...Object.keys(LAYOUTS)])];
const ITEM_WIDTHS = [7, 11, 34, 10, 14, 9, 10, 30, 16, 20, 24, 18] as const;

function itemSheet({ items }: Proposal): Sheet {
  const rows = items.map((item) => ({ cells: ITEM_HEADINGS.map((heading) => cell(item[heading] ?? "")) }));
  const kind = `E${HEAD_ROWS + 1}:E${HEAD_ROWS + items.length + SPARE_ROWS}`;
  return {
    ...listSheet(ITEM_SHEET, ITEM_NOTE, ITEM_HEADINGS, { widths: ITEM_WIDTHS, rows }),
    validations: [{ cells: kind, allows: { oneOf: ALL_KINDS }, error: `类型应为 ${ALL_KINDS.join("、")} 之一` }],
  };
}

const RELATION_NOTE =
  "一行写一种关系，用空白表上的单元格：D5+D6=D9；D5<=C5；D列=E列+F列（每一行都如此）；5行<=4行（每一栏都如此）；H5=上期H5+G5（每年从头累计的写 H5=年内上期H5+G5，与上年同期比的写 上年同期H5）；D5→E5（D5不为零的，E5也不应为零）。“项目”表里写了“属于”的合计不必再写。编号写作 R1.RELATION，不重复。名称、依据、怎么改可以不填。";
const RELATION_WIDTHS = [14, 34, 9, 18, 40, 20, 30] as const;

function relationSheet({ relations }: Proposal): Sheet {
  const rows = relations.map((one) => ({ cells: RELATION_HEADINGS.map((heading) => cell(one[heading] ?? "")) }));
  const severity = `D${HEAD_ROWS + 1}:D${HEAD_ROWS + relations.length + SPARE_ROWS}`;
  const levels = Object.keys(SEVERITIES);
  return {
    ...listSheet(RELATION_SHEET, RELATION_NOTE, RELATION_HEADINGS, { widths: RELATION_WIDTHS, rows }),
    validations: [{ cells: severity, allows: { oneOf: levels }, error: `级别应为 ${levels.join("、")} 之一` }],
  };
}

function settingSheet({ settings }: Proposal): Sheet {
  const keys = Object.keys(SETTINGS) as readonly SettingKey[];
  const rows = keys.map((key) => ({
    cells: [cell(SETTINGS[key].label), cell(settings[key] ?? ""), cell(SETTINGS[key].explanation)],
  }));
  return listSheet(SETTING_SHEET, "只填“填写”一栏。", SETTING_HEADINGS, { widths: [18, 40, 60], rows });
}
