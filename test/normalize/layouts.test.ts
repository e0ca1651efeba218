import { expect, test } from "vitest";
import { judge, type Sent } from "./judging.js";
import {
  COLUMNS,
  COURTS,
  gridOf,
  type Paper,
  plainRows,
  RESULTS,
  ROWS,
  type Truth,
  tableFour,
  tableThree,
  tableTwo,
  truthOf,
  workbook,
} from "./paper.js";

const t = truthOf();
const two = tableTwo(t),
  three = tableThree(t),
  four = tableFour(t);
const P = (n: number) => plainRows(n === 2 ? two : n === 3 ? three : four);
const g = (p: Paper, o = {}) => gridOf(p, o);
const val = (c: string) => t[c] ?? "";
const beside = (a: Paper, b: Paper, gap = 1): string[][] => {
  const x = plainRows(a),
    y = plainRows(b);
  const w = x[0]!.length;
  return Array.from({ length: Math.max(x.length, y.length) }, (_, i) => [
    ...(x[i] ?? Array(w).fill("")),
    ...Array(gap).fill(""),
    ...(y[i] ?? []),
  ]);
};
const map = (p: string[][], f: (s: string) => string) => p.map((r) => r.map(f));
const courtName: Record<string, string> = {
  reconsideration: "行政复议",
  litigationDirect: "未经复议直接起诉",
  litigationAfterReconsideration: "复议后起诉",
};
const vertical: string[][] = [
  ["类别", "结果", "件数"],
  ...COURTS.flatMap((c) => RESULTS.map(([r, l], i) => [i === 0 ? courtName[c]! : "", l, val(`disputes.${c}.${r}`)])),
];
const verticalL: string[][] = [
  ["行政复议", "", "结果维持", val("disputes.reconsideration.upheld")],
  ...RESULTS.slice(1).map(([r, l]) => ["", "", l, val(`disputes.reconsideration.${r}`)]),
  ...RESULTS.map(([r, l], i) => [
    i ? "" : "行政诉讼",
    i ? "" : "未经复议直接起诉",
    l,
    val(`disputes.litigationDirect.${r}`),
  ]),
  ...RESULTS.map(([r, l], i) => ["", i ? "" : "复议后起诉", l, val(`disputes.litigationAfterReconsideration.${r}`)]),
];
const matrix4: string[][] = [
  ["", ...RESULTS.map(([, l]) => l)],
  ...COURTS.map((c) => [courtName[c]!, ...RESULTS.map(([r]) => val(`disputes.${c}.${r}`))]),
];
const matrix4b: string[][] = [
  ["项目", "", ...RESULTS.map(([, l]) => l)],
  ...COURTS.map((c, i) => [
    i === 0 ? "行政复议" : i === 1 ? "行政诉讼" : "",
    i === 0 ? "" : courtName[c]!,
    ...RESULTS.map(([r]) => val(`disputes.${c}.${r}`)),
  ]),
];
const matrix4T: string[][] = [
  ["", ...COURTS.map((c) => courtName[c]!)],
  ...RESULTS.map(([r, l]) => [l, ...COURTS.map((c) => val(`disputes.${c}.${r}`))]),
];
const transpose = (p: string[][]) => p[0]!.map((_, c) => p.map((r) => r[c] ?? ""));
const groupHead: Record<string, string> = {
  "refused.stateSecret": "（三）不予公开",
  "unavailable.notHeld": "（四）无法提供",
  "notProcessed.petition": "（五）不予处理",
  "otherHandling.correctionOverdue": "（六）其他处理",
  granted: "三、本年度办理结果",
};
const single = (sub: "none" | "sum" | "zero"): string[][] => [
  ["", "申请人情况", "", "", "", "", "", ""],
  ["", "自然人", "法人或其他组织", "", "", "", "", "总计"],
  ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
  ...ROWS.flatMap(([row, label]) => {
    const h = groupHead[row];
    const head = h
      ? [
          [
            h,
            ...COLUMNS.map(([c]) =>
              sub === "none"
                ? ""
                : sub === "zero"
                  ? "0"
                  : String(
                      ROWS.filter(([r]) =>
                        h.startsWith("三") ? !/received|carried|Total/.test(r) : r.split(".")[0] === row.split(".")[0],
                      ).reduce((s, [r]) => s + Number(val(`applications.${r}.${c}`)), 0),
                    ),
            ),
          ],
        ]
      : [];
    return [...head, [label, ...COLUMNS.map(([c]) => val(`applications.${row}.${c}`))]];
  }),
];
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
    ...COLUMNS.map(([c]) => val(`applications.${row}.${c}`)),
    "",
  ]),
];
const lastYear3 = P(3).map((r, i) => [...r, i === 2 ? "上年数" : i > 2 ? String(50 + i) : ""]);
const lastYear2 = [
  ["信息内容", "本年制发件数", "上年制发件数", "本年废止件数", "现行有效件数"],
  ["规章", "0", "0", "0", "0"],
  [
    "行政规范性文件",
    val("proactive.normativeDocuments.issued"),
    "77",
    val("proactive.normativeDocuments.repealed"),
    val("proactive.normativeDocuments.inForce"),
  ],
  ...P(2).slice(4),
];
const ordinal = (f: (s: string) => string) => P(3).map((r) => r.map((s, i) => (i < 3 ? f(s) : s)));
const shuffledRows = [
  ...P(3).slice(0, 3),
  ...single("none")
    .slice(3)
    .reverse()
    .filter((r) => r[1] !== "")
    .map((r) => ["", "", ...r]),
];
const withGroupShuffle = (): string[][] => {
  const body = ROWS.map(([row, label]) => [
    groupOf(row),
    label,
    ...COLUMNS.map(([c]) => val(`applications.${row}.${c}`)),
  ]).reverse();
  return [["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"], ...body];
};
function groupOf(row: string): string {
  const k = row.split(".")[0]!;
  return row.includes(".")
    ? (
        {
          refused: "（三）不予公开",
          unavailable: "（四）无法提供",
          notProcessed: "（五）不予处理",
          otherHandling: "（六）其他处理",
        } as Record<string, string>
      )[k]!
    : "";
}
const columnsShuffled = (() => {
  const perm = [0, 1, 2, 9, 4, 3, 8, 7, 6, 5];
  return [
    ["", "", "", "申请人情况"],
    ...[
      ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
      ...P(3).slice(3),
    ].map((r) => perm.map((i) => r[i]!)),
  ];
})();
const numbering = [...P(3).slice(0, 3), ["栏次", "", "", "1", "2", "3", "4", "5", "6", "7"], ...P(3).slice(3)];
const lineNo = P(3).map((r, i) => [
  r[0]!,
  r[1]!,
  r[2]!,
  i < 3 ? (i === 0 ? "行次" : "") : String(i - 2),
  ...r.slice(3),
]);
const lineNo2 = [["甲", "乙", "", "1", "2", "3", "4", "5", "6", "7"]];
const repeats = [...P(3).slice(0, 14), ...P(3).slice(0, 3), ...P(3).slice(14)];
const repeats2 = [...P(3).slice(0, 14), ["续表"], ...P(3).slice(1, 3), ...P(3).slice(14)];
const example = (p: string[][], w: Truth) => beside(p, [["填写示例"], ...plainRows(tableTwo(w))], 2);
const below = [...P(2), [], ["填表示例（仅供参考）："], ...plainRows(tableTwo(truthOf(9)))];
const belowOne = [...P(2), [], ["例：", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "3", "1", "2"]];
const d = (x: Paper, n: 2 | 3 | 4 = 3): Sent =>
  workbook(
    ...([2, 3, 4] as const).map((k) => g(k === n ? x : k === 2 ? two : k === 3 ? three : four, { sheet: `表${k}` })),
  );
const SHAPES: Readonly<Record<string, Sent>> = {
  本年旁边有2022年对照栏: d(
    P(2).map((r, i) =>
      i === 1
        ? ["信息内容", "2022年制发件数", "2023年制发件数", "本年废止件数", "现行有效件数"]
        : [r[0]!, i === 2 || i === 3 ? "55" : r[1]!, i < 4 ? r[1]! : "", r[2]!, r[3]!],
    ),
    2,
  ),
  示例表与正表并排同行: d(
    beside([["二、主动公开"], ...P(2)], [["填写示例"], ...plainRows(tableTwo(truthOf(9)))], 2),
    2,
  ),
  两张表紧挨并排: workbook(g(beside(two, three, 0)), g(four)),
  "另有“样表”工作表": workbook(
    g(two, { sheet: "填写示例表二" }),
    g(tableTwo(truthOf(7)), { sheet: "样表" }),
    g(two, { sheet: "x" }),
    g(three),
    g(four),
  ),
  表四竖排清单: d(vertical, 4),
  "表四竖排，诉讼分两级": d(verticalL, 4),
  表四为三行五栏: d(matrix4, 4),
  "表四为三行五栏，诉讼分两级": d(matrix4b, 4),
  表四为五行三栏: d(matrix4T, 4),
  表三行列互换: d(transpose(P(3))),
  表二行列互换: d(transpose(P(2)), 2),
  表二表三并排: workbook(g(beside(two, three)), g(four)),
  表三表四并排: workbook(g(two), g(beside(three, four))),
  表三在左表二在右: workbook(g(beside(three, two)), g(four)),
  "表三单列标签，分组独占一行": d(single("none")),
  表三分组行填了小计: d(single("sum")),
  表三分组行填0: d(single("zero")),
  "法人或其他组织-商业企业连写，带序号和备注": d(joined),
  表三多出上年数一栏: d(lastYear3),
  表二多出上年制发件数: d(lastYear2, 2),
  表三行序打乱: d(shuffledRows),
  "表三行序倒置，分组逐行重复": d(withGroupShuffle()),
  表三栏序打乱: d(columnsShuffled),
  栏次行: d(numbering),
  行次栏: d(lineNo),
  甲乙1234编号行: d([...P(3).slice(0, 3), ...lineNo2, ...P(3).slice(3)]),
  换页重复表头: d(repeats),
  续表重复表头: d(repeats2),
  右侧附填写示例: d(example(P(2), truthOf(9)), 2),
  下方附填表示例: d(below, 2),
  下方附一行示例: d(belowOne, 2),
  "序号写作1、": d(ordinal((s) => s.replace(/^(\d)\./, "$1、"))),
  "序号写作(1)": d(ordinal((s) => s.replace(/^(\d)\./, "(1)".replace("1", "$1")))),
  "序号写作①": d(ordinal((s) => s.replace(/^(\d)\./, (_, x) => "①②③④⑤⑥⑦⑧"[+x - 1]!))),
  序号写作全角点: d(ordinal((s) => s.replace(/^(\d)\./, "$1．"))),
  项下无序号: d(ordinal((s) => s.replace(/^(\d)\./, ""))),
  全无序号: d(ordinal((s) => s.replace(/^(\d)\.|^[一二三四]、|^（.）/, ""))),
  序号后有空格: d(ordinal((s) => s.replace(/^(\d)\./, "$1. "))),
  其他写作其它: d(map(P(3), (s) => s.replace("其他", "其它"))),
  "商业⏎企业": d(map(P(3), (s) => s.replace("商业企业", "商业\n企业").replace("科研机构", "科研\r\n机构"))),
  总计写作合计: d(map(P(3), (s) => s.replace("总计", "合计"))),
  表四合计: d(
    map(P(4), (s) => s.replace("总计", "合计")),
    4,
  ),
  表四小计: d(
    map(P(4), (s) => s.replace("总计", "小计")),
    4,
  ),
  "2023年制发件数": d(
    map(P(2), (s) => s.replace("本年", "2023年")),
    2,
  ),
  "本年(2023)制发件数": d(
    map(P(2), (s) => s.replace("本年", "本年(2023)")),
    2,
  ),
  "2023年度制发件数": d(
    map(P(2), (s) => s.replace("本年", "2023年度").replace("处理", "处理")),
    2,
  ),
  本年度制发件数: d(
    map(P(2), (s) => s.replace("本年", "本年度")),
    2,
  ),
  "栏目带（件）": d(
    map(P(2), (s) => s.replace("本年制发件数", "本年制发件数（件）").replace("处理决定数量", "处理决定数量(件)")),
    2,
  ),
  栏目内有不换行空格: d(map(P(3), (s) => s.replace("自然人", "自\u00a0然\u00a0人").replace("商业", "商\u3000业"))),
  康熙部首: d(map(P(3), (s) => s.replace("自然人", "⾃然⼈").replace("总计", "总计").replace("不予公开", "不予公开"))),
  繁体字: d(
    map(P(2), (s) =>
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
  没有法人或其他组织一行: d([
    ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ...P(3).slice(3),
  ]),
};

for (const [name, sent] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    const verdict = await judge({ "水利局.xlsx": sent }, truthOf());
    expect(verdict.silent).toEqual([]);
    expect([...verdict.wrong, ...verdict.missing]).toEqual([]);
    expect(verdict.mandatory).toEqual([]);
  });
}

test("栏目写明是2022年：不计入汇总", async () => {
  const verdict = await judge(
    {
      "水利局.xlsx": d(
        map(P(2), (s) => s.replace("本年", "2022年")),
        2,
      ),
    },
    truthOf(),
  );
  expect(verdict.rules).toContain("YEAR.MISMATCH");
  expect(verdict.silent).toEqual([]);
});

test("表三两行表头错位：整表不读，逐行说明", async () => {
  for (const cut of [3, 4, 5]) {
    const shifted = P(3).map((row, at) => (at === 2 ? [...row.slice(0, cut), "", ...row.slice(cut)] : row));
    const verdict = await judge({ "水利局.xlsx": d(shifted) }, truthOf());
    expect(verdict.silent).toEqual([]);
  }
});

test("分项名称一栏丢失：不把（六）的首行当作未分项", async () => {
  const verdict = await judge({ "水利局.xlsx": d(P(3).map((row) => row.filter((_, at) => at !== 2))) }, truthOf());
  expect(verdict.silent).toEqual([]);
  expect(verdict.rules).not.toContain("FORM.OLD_EDITION");
});

test("只有说明没有表格的材料：三张表都报缺失", async () => {
  const verdict = await judge(
    {
      "水利局.txt": {
        format: "text",
        remarks: [],
        blocks: [{ kind: "text", sheet: "正文", lines: [{ text: "瑞金市水利局年报说明", place: "第1行" }] }],
      },
    },
    truthOf(),
  );
  expect(verdict.silent).toEqual([]);
  expect(verdict.mandatory.filter((message) => message.startsWith("FORM.TABLE_MISSING"))).toHaveLength(3);
});
