import { makeXlsx } from "../read/making.js";
import { type Kind, letters, many, UNIT } from "./kind.js";
import { largeSheet } from "./workbook-kinds.js";

const OTHERS = ["九堡镇", "丁陂乡", "万田乡", "壬田镇"];
const HEAD = "编号,单位,规则,指标,数值,说明,填写人\n";
const office = (name: string, path: string, bytes: () => Uint8Array | string): Kind => ({
  name,
  files: () => ({ [path]: bytes() }),
});

function sharedString(): Uint8Array {
  const row = (at: number): string => `<row r="${at}">${'<c t="s"><v>0</v></c>'.repeat(7)}</row>`;
  const xml = `<sheetData>${many(5_000, (at) => row(at + 1))}</sheetData>`;
  return makeXlsx({ sheets: [{ name: "说明", xml }], strings: `<si><t>${"x".repeat(1_000_000)}</t></si>` });
}

const TABLE = "<table><tr><td>1<td>2<tr><td>3<td>4</table>";

/** 汇总单位自己的文件, and what lies in another year. */
export const OFFICE_KINDS: readonly Kind[] = [
  office(
    "office-70k-explanations",
    "说明.csv",
    () => HEAD + many(70_000, (at) => `a${at},${UNIT},YEAR.SWING,x,${at},说明${at},张\n`),
  ),
  office("office-explanations-1mb-string", "说明.xlsx", sharedString),
  office(
    "office-text-190k-lines",
    "正文.md",
    () => `# 一、总体情况\n${"收到申请{applications.received.total}件，其中{x}件。\n".repeat(190_000)}`,
  ),
  office(
    "office-text-braces",
    "正文.md",
    () => `# 一、总体情况\n${"{".repeat(99_000)}\n${"{a".repeat(45_000)}${"}".repeat(45_000)}`,
  ),
  office("office-text-places", "正文.md", () => `# 一、总体情况\n${"南昌市赣州市某某县某某镇".repeat(8_000)}\n`),
  office(
    "office-text-spans",
    "正文.html",
    () => `<html><body><table>${"<tr><td colspan=1000000000 rowspan=1000000000>1".repeat(1_000)}`,
  ),
  office(
    "office-1900-adjustments",
    "调整.csv",
    () =>
      `类型,单位,指标,原数,新数,理由,依据,经办人,日期\n${many(1_900, (at) => `更正,${UNIT},没有的指标${letters(at)},${at},1,理由,依据,张,2023-01-10\n`)}`,
  ),
  office(
    "published-report-100k-tables",
    "/2021/瑞金市人民政府2021年政府信息公开工作年度报告.html",
    () => `<html><body><h1>瑞金市人民政府2021年政府信息公开工作年度报告</h1>${TABLE.repeat(100_000)}`,
  ),
];

/** 同时报来的几份: what one of them takes is counted for itself; all together may cost more than one. */
export const TOGETHER_KINDS: readonly Kind[] = [
  {
    name: "four-490k-cells",
    files: () => Object.fromEntries(OTHERS.map((unit) => [`${unit}.xlsx`, largeSheet()])),
  },
  {
    name: "three-html-100k-tables",
    files: () =>
      Object.fromEntries(OTHERS.slice(1).map((unit) => [`${unit}.html`, `<html><body>${TABLE.repeat(100_000)}`])),
  },
  {
    name: "two-csv-45mb",
    files: () =>
      Object.fromEntries(OTHERS.slice(2).map((unit) => [`${unit}.csv`, `甲,${"1,2,3,4,5\n".repeat(4_500_000)}`])),
  },
];
