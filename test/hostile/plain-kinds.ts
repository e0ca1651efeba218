import { type Kind, kind, many, wholeReport } from "./kind.js";

const han = (at: number): string => String.fromCharCode(0x4e00 + (at % 7000), 0x4e00 + Math.floor(at / 7000));

/** The report with rows below it that no form has. */
const withRows = (count: number, row: (at: number) => string): string => `${wholeReport()}\n${many(count, row)}`;

const SENTENCE = "2021年，本单位共收到申请1件，其中新收政府信息公开申请36件、主动公开XX条。\n";
const LABELS = [
  "三、收到和处理政府信息公开申请情况",
  "一、本年新收政府信息公开申请数量",
  ..."1 2 3 4 5 6 21".split(" "),
];

/** 表格文本与文字: CSV, text and Markdown. */
export const PLAIN_KINDS: readonly Kind[] = [
  kind("csv-1m-commas", ".csv", () => `甲${",".repeat(1_000_000)}\n`),
  kind("csv-wide-rows", ".csv", () => `${Array.from({ length: 900 }, (_, at) => at).join()}\n`.repeat(550)),
  kind("csv-known-row-60k", ".csv", () =>
    withRows(60_000, () => "一、本年新收政府信息公开申请数量,,,1,2,3,4,5,6,21\n"),
  ),
  kind("csv-unknown-60k", ".csv", () => withRows(60_000, (at) => `未知项目${at},${at},2,3,4,5,6,7\n`)),
  kind(
    "csv-unreadable-200k",
    ".csv",
    () => `${wholeReport().replace(/,[01]/g, ",约")}\n${many(200_000, (at) => `补充${at},约${at}件\n`)}`,
  ),
  kind("csv-words-480k", ".csv", () => withRows(240_000, (at) => `补充${han(at)}甲,约${han(at)}乙\n`)),
  kind("csv-words-wide", ".csv", () =>
    withRows(24_000, (row) => `${Array.from({ length: 20 }, (_, at) => `${han(row * 20 + at)}甲乙`).join()}\n`),
  ),
  kind("csv-zeros-160k", ".csv", () => withRows(160_000, (at) => `补充${at},0,0\n`)),
  kind("csv-headings-160k", ".csv", () => withRows(160_000, (at) => `总计,自然人,本年制发件数${at}\n`)),
  kind("csv-numbers-490k", ".csv", () =>
    withRows(24_400, (row) => `${Array.from({ length: 20 }, (_, at) => (row * 37 + at * 101) % 99_991).join()}\n`),
  ),
  kind("csv-lone-quotes", ".csv", () => '"a'.repeat(3_000_000)),
  kind("csv-45mb-commas", ".csv", () => ",\n".repeat(22_000_000)),
  kind("csv-nul", ".csv", () => `${wholeReport()}\n${"\0".repeat(5_000_000)}`),
  kind("txt-900k-lines", ".txt", () => "1\n".repeat(900_000)),
  kind("txt-45mb-line-ends", ".txt", () => "\n".repeat(45_000_000)),
  kind("txt-narrative-190k", ".txt", () => `${wholeReport()}\n${SENTENCE.repeat(190_000)}`),
  kind("txt-narrative-19k", ".txt", () => `${wholeReport()}\n${SENTENCE.repeat(19_000)}`),
  kind("txt-one-line", ".txt", () => "收到申请1件，".repeat(13_000)),
  kind("txt-number-lines", ".txt", () => many(19_900, (at) => `${at % 10}\n`)),
  kind("txt-labels", ".txt", () => `${LABELS.join("\n")}\n`.repeat(2_200)),
  kind("txt-bars", ".txt", () => `│${"─".repeat(400)}│\n`.repeat(19_900)),
  kind("txt-tabs", ".txt", () => `${"甲\t".repeat(24)}\n`.repeat(19_900)),
  kind("md-bars", ".md", () => `${"| ".repeat(300)}\n`.repeat(1_500)),
  kind("md-blanks-and-stars", ".md", () => `${"* ".repeat(49_000)}甲\n`.repeat(3)),
];
