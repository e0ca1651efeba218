import { test } from "vitest";
import type { Sent } from "./judging.js";
import { COLUMNS, ROWS } from "./paper.js";
import { plain, readsAll, sent, sheets, t } from "./submission.js";

const value = (code: string): string => t[code] ?? "";

const mapped = (rows: readonly (readonly string[])[], change: (text: string) => string): string[][] =>
  rows.map((row) => row.map(change));

const joined: string[][] = [
  [
    "序号",
    "项目",
    "自然人",
    "法人或其他组织-商业企业",
    "法人或其他组织-科研机构",
    "法人或其他组织-社会公益组织",
    "法人或其他组织-法律服务机构",
    "法人或其他组织-其他",
    "总计",
    "备注",
  ],
  ...ROWS.map(([row, label], i) => [
    String(i + 1),
    label.replace(/（区分.*/, ""),
    ...COLUMNS.map(([c]) => value(`applications.${row}.${c}`)),
    "",
  ]),
];

const ordinal = (f: (s: string) => string) => plain(3).map((r) => r.map((s, i) => (i < 3 ? f(s) : s)));

const SHAPES: Readonly<Record<string, Sent>> = {
  "法人或其他组织-商业企业连写，带序号和备注": sheets(joined),
  "序号写作1、": sheets(ordinal((s) => s.replace(/^(\d)\./, "$1、"))),
  "序号写作(1)": sheets(ordinal((s) => s.replace(/^(\d)\./, "(1)".replace("1", "$1")))),
  "序号写作①": sheets(ordinal((s) => s.replace(/^(\d)\./, (_, x) => "①②③④⑤⑥⑦⑧"[+x - 1]!))),
  序号写作全角点: sheets(ordinal((s) => s.replace(/^(\d)\./, "$1．"))),
  项下无序号: sheets(ordinal((s) => s.replace(/^(\d)\./, ""))),
  全无序号: sheets(ordinal((s) => s.replace(/^(\d)\.|^[一二三四]、|^（.）/, ""))),
  序号后有空格: sheets(ordinal((s) => s.replace(/^(\d)\./, "$1. "))),
  其他写作其它: sheets(mapped(plain(3), (s) => s.replace("其他", "其它"))),
  "商业⏎企业": sheets(mapped(plain(3), (s) => s.replace("商业企业", "商业\n企业").replace("科研机构", "科研\r\n机构"))),
  总计写作合计: sheets(mapped(plain(3), (s) => s.replace("总计", "合计"))),
  表四合计: sheets(
    mapped(plain(4), (s) => s.replace("总计", "合计")),
    4,
  ),
  表四小计: sheets(
    mapped(plain(4), (s) => s.replace("总计", "小计")),
    4,
  ),
  "2023年制发件数": sheets(
    mapped(plain(2), (s) => s.replace("本年", "2023年")),
    2,
  ),
  "本年(2023)制发件数": sheets(
    mapped(plain(2), (s) => s.replace("本年", "本年(2023)")),
    2,
  ),
  "2023年度制发件数": sheets(
    mapped(plain(2), (s) => s.replace("本年", "2023年度").replace("处理", "处理")),
    2,
  ),
  本年度制发件数: sheets(
    mapped(plain(2), (s) => s.replace("本年", "本年度")),
    2,
  ),
  "栏目带（件）": sheets(
    mapped(plain(2), (s) =>
      s.replace("本年制发件数", "本年制发件数（件）").replace("处理决定数量", "处理决定数量(件)"),
    ),
    2,
  ),
  栏目内有不换行空格: sheets(
    mapped(plain(3), (s) => s.replace("自然人", "自\u00a0然\u00a0人").replace("商业", "商\u3000业")),
  ),
  康熙部首: sheets(
    mapped(plain(3), (s) => s.replace("自然人", "⾃然⼈").replace("总计", "总计").replace("不予公开", "不予公开")),
  ),
  繁体字: sheets(
    mapped(plain(2), (s) =>
      s
        .replace("规章", "規章")
        .replace("本年制发件数", "本年制發件數")
        .replace("本年废止件数", "本年廢止件數")
        .replace("现行有效件数", "現行有效件數")
        .replace("行政许可", "行政許可")
        .replace("处理决定数量", "處理決定數量")
        .replace("行政处罚", "行政處罰")
        .replace("行政强制", "行政強制")
        .replace("行政规范性文件", "行政規範性文件")
        .replace("收费金额", "收費金額")
        .replace("万元", "萬元")
        .replace("事业性收费", "事業性收費"),
    ),
    2,
  ),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}

test("（七）总计写作七、总计：照常识别", async () => {
  await readsAll(
    sent(
      plain(3).map((row) => row.map((cell) => cell.replace(/^（([一二三四五六七])）/, "$1、"))),
      3,
    ),
  );
});
