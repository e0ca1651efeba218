import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Merge, type SheetCell, writeWorkbook } from "../../src/publish/workbook/workbook.js";

type Typed = string | { readonly formula: string };

/** A blank workbook as an office would send it out: rows of texts, and merged areas such as A3:A4. */
export function blankBook(
  rows: readonly (readonly Typed[])[],
  merged: readonly string[] = [],
  name = "Sheet1",
): Uint8Array {
  const width = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) =>
    Array.from({ length: width }, (_, at): SheetCell | null => {
      const typed = row[at] ?? "";
      if (typed === "") return null;
      return typeof typed === "string"
        ? { value: typed, style: "label" }
        : { value: { ...typed, result: "" }, style: "figure" };
    }),
  );
  return writeWorkbook({
    author: "",
    date: "2022-01-01",
    sheets: [
      {
        name,
        widths: Array.from({ length: width }, (_, at) => 10 + at),
        rows: cells.map((one) => ({ cells: one })),
        merges: merged.map(areaNamed),
      },
    ],
  });
}

function areaNamed(area: string): Merge {
  const [, left = "", top = "", right = "", bottom = ""] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(area) ?? [];
  const column = (letter: string): number => letter.charCodeAt(0) - 64;
  return { top: Number(top), left: column(left), bottom: Number(bottom), right: column(right) };
}

/** 月报: 其中, 人均 with its formula, 累计. */
export const MONTHLY = blankBook(
  [
    ["困难群众救助月报表"],
    ["填报单位：", "", "", "2022年   月"],
    ["项目", "人数（人）", "本月支出（万元）", "累计支出（万元）", "人均支出（元）"],
    ["一、城市低保", "", "", "", { formula: "C4/B4*10000" }],
    ["其中：残疾人", "", "", "", { formula: "C5/B5*10000" }],
    ["二、农村低保", "", "", "", { formula: "C6/B6*10000" }],
    ["三、特困供养", "", "", "", { formula: "C7/B7*10000" }],
    ["合计", { formula: "B4+B6+B7" }, { formula: "C4+C6+C7" }, { formula: "D4+D6+D7" }, { formula: "C8/B8*10000" }],
    ["填表人：", "", "联系电话："],
  ],
  ["A1:E1"],
);

/** 宽表: two rows of headings, rows with names, totals across and down by words alone. */
export const WIDE = blankBook(
  [
    ["行政执法统计年报"],
    ["执法领域", "行政处罚", "", "", "", "行政强制"],
    ["", "警告（宗）", "罚款（宗）", "小计（宗）", "罚没金额（万元）", "宗数（宗）"],
    ["市场监管", "", "", "", "", ""],
    ["生态环境", "", "", "", "", ""],
    ["合计", "", "", "", "", ""],
  ],
  ["A1:F1", "A2:A3", "B2:E2"],
);

/** 上下两张 with different columns. */
export const STACKED = blankBook(
  [
    ["政务服务月报表"],
    ["事项", "受理数（件）", "办结数（件）"],
    ["网上办理", "", ""],
    ["窗口办理", "", ""],
    [],
    ["投诉举报情况"],
    ["来源", "件数（件）", "已办结（件）", "满意（件）"],
    ["电话", "", "", ""],
    ["信件", "", "", ""],
    ["合计", { formula: "SUM(B8:B9)" }, { formula: "SUM(C8:C9)" }, { formula: "SUM(D8:D9)" }],
  ],
  ["A1:D1", "A6:D6"],
);

/** 左右并列. */
export const SIDE_BY_SIDE = blankBook([
  ["人员情况年报"],
  ["项目", "人数", "项目", "人数"],
  ["男", "", "党员", ""],
  ["女", "", "团员", ""],
]);

export function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "form-workbook-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** 行政执法统计: headings over three rows, one row of figures without a name. */
export const LEAVES = blankBook(
  [
    ["行政执法情况统计年报"],
    ["填报单位：", "", "", "2022年"],
    ["行政处罚（宗）", "", "", "", "行政强制（宗）", "", "罚没金额（万元）"],
    ["警告、通报批评", "罚款", "没收违法所得", "小计", "查封、扣押", "冻结", ""],
    ["", "", "", "", "", "", ""],
    ["填表人：", "", "联系电话："],
  ],
  ["A1:G1", "A3:D3", "E3:F3", "G3:G4"],
);

/** 台账: a number, a kind, and nothing below the headings. */
export const LEDGER = blankBook(
  [
    ["重点项目台账（年报）"],
    ["填报单位：", "", "", "2022年"],
    ["序号", "项目编号", "项目名称", "项目类别", "计划投资（万元）", "完成投资（万元）", "备注"],
  ],
  ["A1:G1"],
);

/** 一行一个执法主体: a name, and columns in groups. */
export const BODIES = blankBook(
  [
    ["行政执法主体情况年报"],
    ["序号", "执法主体名称", "行政处罚（宗）", "", "", "罚没金额（万元）"],
    ["", "", "警告", "罚款", "小计", ""],
    ["", "", "", "", { formula: "C4+D4" }, ""],
    ["合计", "", "", "", "", ""],
  ],
  ["A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3", "A5:B5"],
);
