import { expect, test } from "vitest";
import { readText } from "../../src/read/plain/text.js";
import { judge, type Verdict } from "./judging.js";
import {
  COLUMNS,
  COURTS,
  RESULTS,
  ROWS,
  type Truth,
  tableFour,
  tableThree,
  tableTwo,
  textOf,
  truthOf,
} from "./paper.js";

/** 已公布的年报以文本留存时的样子: how published reports stand once a page, a PDF or a scan became text. */
const TRUTH = truthOf(4);
const NOBODY: Truth = Object.fromEntries(Object.keys(TRUTH).map((code) => [code, "0"]));
const TITLE = "瑞金市水利局2023年政府信息公开工作年度报告";

const of = (truth: Truth, table: string): Truth =>
  Object.fromEntries(Object.entries(truth).filter(([code]) => code.startsWith(`${table}.`)));
const sent = (lines: readonly string[], truth: Truth, year = 2023): Promise<Verdict> =>
  judge({ "水利局.txt": readText([TITLE.replace("2023", String(year)), ...lines].join("\n")) }, truth, {
    year,
  });
const values = (row: string, truth: Truth): string[] =>
  COLUMNS.map(([column]) => truth[`applications.${row}.${column}`] ?? "");
const court = (name: string, truth: Truth): string[] =>
  RESULTS.map(([result]) => truth[`disputes.${name}.${result}`] ?? "");
const results = RESULTS.map(([, label]) => label);
const markdown = (heads: readonly string[], row: readonly string[]): string[] =>
  [heads, heads.map(() => "---"), row].map((cells) => `| ${cells.join(" | ")} |`);

const NAMES = ["行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"];

function right(verdict: Verdict): void {
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
}

test("表四拆成三张小表，表名写在各表上方：全部读对", async () => {
  const lines = COURTS.flatMap((name, at) => [`### ${NAMES[at]}`, ...markdown(results, court(name, TRUTH)), ""]);
  right(await sent(["## 四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes")));
});

test("表四拆成三张小表，其中一张上方没有表名：只有这一张缺失", async () => {
  const lines = COURTS.flatMap((name, at) => [
    at === 1 ? "" : NAMES[at]!,
    ...markdown(results, court(name, TRUTH)),
    "",
  ]);
  const verdict = await sent(["四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing.map((line) => line.split(".")[1])).toEqual(Array(5).fill("litigationDirect"));
});

test("表四一格一行，逐类写出：全部读对", async () => {
  const lines = COURTS.flatMap((name, at) => [NAMES[at]!, ...results, ...court(name, TRUTH)]);
  right(
    await sent(
      ["四、政府信息公开行政复议、行政诉讼情况", ...lines, "五、存在的主要问题及改进情况"],
      of(TRUTH, "disputes"),
    ),
  );
});

const TORN = [
  "四、政府信息公开行政复议、行政诉讼情况",
  "行政复议 行政诉讼",
  "未经复议直接起诉 复议后起诉",
  "结果 结果 其他 尚未 总",
  "维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总",
  "维持 纠正 结果 审结 计 维持 纠正 结果 审结 计",
];

test("表四的窄栏标题被拆成碎字：十五个数合计相符，按法定顺序读取并说明", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH)).join(" ");
  const verdict = await sent([...TORN, row, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes"));
  right(verdict);
  expect(verdict.rules.has("FORM.COLUMNS_ASSUMED")).toBe(true);
});

test("表四的碎字标题与“未经复议直接起诉”连成一串：照样读取", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH)).join("\t");
  const heads = [
    "行政复议\t行政诉讼",
    "结果维结果纠其他结尚未审总计未经复议直接起诉\t复议后起诉",
    "持正果结",
    "结果维结果纠其他结尚未审总计结果维结果纠其他结尚未审总计",
    "持正果结\t持正果结",
  ];
  right(await sent([TORN[0]!, ...heads, row, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes")));
});

test("表四的窄栏标题被拆成碎字，合计不符：不读取", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH));
  const swapped = [row[4]!, ...row.slice(1, 4), row[0]!, ...row.slice(5)].join(" ");
  const verdict = await sent([...TORN, swapped, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes"));
  expect(verdict.wrong).toEqual([]);
  expect(verdict.silent).toEqual([]);
});

const HEADS = [
  "自然人 | 法人或其他组织 | 总计 |",
  "商业 | 科研 | 社会公益组织 | 法律服务机构 | 其他 |",
  "企业 | 机构 |",
];

test("商业企业、科研机构的标题断在两行单元格里：空格照数，逐栏读对", async () => {
  const blank = (row: string): string[] => values(row, TRUTH).map((value, at) => (at === 1 || at === 5 ? "" : value));
  const wanted = Object.fromEntries(
    Object.entries(of(TRUTH, "applications")).filter(([code]) => /naturalPerson|research|Welfare|legal/.test(code)),
  );
  const rows = ROWS.map(([row, label]) => `${label} | ${blank(row).join(" | ")} |`);
  right(await sent(["三、收到和处理政府信息公开申请情况", ...HEADS, ...rows], wanted));
});

const OLD = [
  "二、主动公开政府信息情况",
  "第二十条第（一）项 | ||||",
  "信息内容 | 本年新 | 本年新 | 对外公开总数量 | |",
];
const made = (made: string, disclosed: string): Truth => ({
  "proactive.regulations.made": "0",
  "proactive.regulations.disclosed": "0",
  "proactive.regulations.disclosedInAll": "0",
  "proactive.normativeDocuments.made": made,
  "proactive.normativeDocuments.disclosed": disclosed,
  "proactive.normativeDocuments.disclosedInAll": "47",
});

test("两个栏目标题都残缺成“本年新”，两栏数字相同：读对", async () => {
  const truth = made("15", "15");
  right(await sent([...OLD, "规章 | 0 | 0 | 0 | |", "规范性文件 | 15 | 15 | 47 | |"], truth, 2020));
});

test("两个栏目标题都残缺成“本年新”，两栏数字不同：这两栏不能读取，第三栏照读", async () => {
  const truth = made("34", "4");
  const verdict = await sent([...OLD, "规章 | 0 | 0 | 0 | |", "规范性文件 | 34 | 4 | 47 | |"], truth, 2020);
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing).toHaveLength(2);
});

/** 每格一行、以竖线收尾: merged labels leave bars of their own, and every row is filled up to ten cells. */
function closed(truth: Truth, rows: readonly string[]): string[] {
  const two = tableTwo(truth).flatMap((line) => line.map((cell) => `${textOf(cell)} |`));
  const heads = tableThree(truth)
    .slice(0, 3)
    .flatMap((line) => line.flatMap((cell) => (textOf(cell) ? [`${textOf(cell)} |`] : [])));
  return ["二、主动公开政府信息情况", ...two, "三、收到和处理政府信息公开申请情况", ...heads, ...rows];
}
const cell = (text: string): string => (text === "" ? "|" : `${text} |`);

test("每格一行、以竖线收尾，空格只剩一条竖线：空格照数", async () => {
  const row = (code: string): string[] => values(code, TRUTH).map((value, at) => cell(at > 0 && at < 6 ? "" : value));
  const rows = ROWS.flatMap(([code, label]) => [`${label} |`, ...row(code), code.includes(".") ? "|" : "||"]);
  const wanted = Object.fromEntries(
    Object.entries(of(TRUTH, "applications")).filter(([code]) => code.endsWith(".naturalPerson")),
  );
  const verdict = await sent(closed(TRUTH, rows), wanted);
  right(verdict);
});

test("每格一行、以竖线收尾，丢了一个数字：行末补齐的竖线不当作合计栏的空格", async () => {
  const rows = ROWS.flatMap(([code, label]) => [
    `${label} |`,
    ...values(code, TRUTH)
      .slice(code === "notProcessed.excessive" ? 1 : 0)
      .map(cell),
    code.includes(".") ? "|" : "||",
  ]);
  const verdict = await sent(closed(TRUTH, rows), of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong.filter((line) => !line.startsWith("applications.outcomesTotal"))).toEqual([]);
});

const form = (heads: readonly string[], ...rows: readonly (readonly string[])[]): string[] =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

test("表头比数字少一格：数字不归到前一栏", async () => {
  const table = form(["信息内容", "本年制发件数", "现行有效件数"], ["行政规范性文件", "6", "1", "32"]);
  const verdict = await sent(["二、主动公开政府信息情况", ...table], {
    "proactive.normativeDocuments.issued": "6",
    "proactive.normativeDocuments.repealed": "1",
    "proactive.normativeDocuments.inForce": "32",
  });
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

test("Markdown 表格的一行少一格：丢的是哪一格不能确定，不读取", async () => {
  const [first, ...rest] = COURTS;
  const lines = [
    ...[
      "### 行政复议",
      ...form(
        results,
        court(first, TRUTH).filter((_, at) => at !== 2),
      ),
      "",
    ],
    ...rest.flatMap((name, at) => [NAMES[at + 1]!, ...form(results, court(name, TRUTH)), ""]),
  ];
  const verdict = await sent(["四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing).toHaveLength(5);
});

test("表头比数字多一格：数字在“信息内容”之下，不当作空白", async () => {
  const table = form(["第二十条第（五）项", "信息内容", "本年处理决定数量"], ["行政许可", "517645"]);
  const verdict = await sent(["二、主动公开政府信息情况", ...table], { "proactive.licensing.decisions": "517645" });
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

test("每格一行、以竖线收尾，整行空白：都是空白，不报不能读取", async () => {
  const rows = ROWS.flatMap(([, label]) => [`${label} |`, ...Array(8).fill("|")]);
  const verdict = await sent(closed(NOBODY, rows), of(NOBODY, "applications"));
  right(verdict);
  expect(verdict.rules.has("VALUE.UNREADABLE")).toBe(false);
});

test("竖线写在下一行收尾：这条竖线不是空格", async () => {
  const rows = ROWS.flatMap(([code, label]) => [label, "|", ...values(code, TRUTH).map(cell), "||"]);
  right(await sent(closed(TRUTH, rows), of(TRUTH, "applications")));
});

test("附注断在下一行、数字在后；行首带着左边合并格的残字：全部读对", async () => {
  const broken: Readonly<Record<string, string>> = {
    partlyGranted: "（二）部分公开（区分处理的，只计这一情\n形，不计其他情形）",
    "refused.internalAffairs": "予公开 5.属于三类内部事务信息",
    "unavailable.notHeld": "（四）无 1.本机关不掌握相关政府信息",
    "unavailable.needsCreation": "三、本年 法提供 2.没有现成信息需要另行制作",
  };
  const rows = ROWS.map(([code, label]) => `${broken[code] ?? label} ${values(code, TRUTH).join(" ")}`);
  right(await sent(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications")));
});

/** 无框线的 PDF: figures stand at the height of the middle of their label, beside pieces of merged cells. */
const MIDDLE: Readonly<Record<string, readonly [string, string]>> = {
  partlyGranted: ["（二）部分公开（区分处理的，只计这\n果", "一情形，不计其他情形）"],
  "refused.prohibitedByLaw": ["2.其他法律行政法规禁止公", "开"],
  "unavailable.notHeld": ["1.本机关不掌握相关政府信", "息\n（四）无"],
  "unavailable.needsCreation": ["无法提 2.没有现成信息需要另行制", "供\t作"],
  "otherHandling.feeOverdue": [
    "其他处 2.申请人逾期未按收费通知\n理\t要求缴纳费用、行政机关不",
    "再处理其政府信息公开申请",
  ],
};
const middle = (code: string, label: string, figures: readonly string[]): string => {
  const [above, below] = MIDDLE[code] ?? [code === "granted" ? "三、本年（一）予以公开" : label, undefined];
  return [`${above}\t${figures.join("\t")}`, ...(below ? [below] : [])].join("\n");
};

test("无框线的表三：数字在多行项目名称的中间一行，全部读对", async () => {
  const rows = ROWS.map(([code, label]) => middle(code, label, values(code, TRUTH)));
  right(await sent(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications")));
});

test("无框线的表三：少一个数字的行不能读取，下半截名称不归别的行", async () => {
  const rows = ROWS.map(([code, label]) => middle(code, label, values(code, TRUTH).slice(MIDDLE[code] ? 1 : 0)));
  const verdict = await sent(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

test("无框线的表二：栏目标题连成一串，首个数字与名称只隔空格，全部读对", async () => {
  const f = (code: string): string => TRUTH[`proactive.${code}`] ?? "";
  const three = (row: string, gap: string): string =>
    `${gap}${f(`${row}.issued`)}\t${f(`${row}.repealed`)}\t${f(`${row}.inForce`)}`;
  const wanted = Object.fromEntries(
    Object.entries(TRUTH).filter(([code]) => /^proactive\.(regulations|normativeDocuments)/.test(code)),
  );
  const lines = [
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容\t本年制发件数本年废止件数现行有效件数",
    three("regulations", "规章\t"),
    three("normativeDocuments", "行政规范性文件 "),
    "第二十条第（五）项",
  ];
  right(await sent(lines, wanted));
});

test("栏间只隔空格的两个数字：没有合计可以印证的不能读取，合计相符的读对", async () => {
  const lines = [
    "二、主动公开政府信息情况",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "行政规范性文件\t1 234\t15",
    "三、收到和处理政府信息公开申请情况",
    ...ROWS.map(([code, label]) => {
      const [first, second, ...rest] = values(code, TRUTH);
      return `${label}\t${first} ${second}\t${rest.join("\t")}`;
    }),
  ];
  const verdict = await sent(lines, of(TRUTH, "applications"));
  right(verdict);
  const two = await sent(lines, { "proactive.normativeDocuments.issued": "1234" });
  expect(two.wrong).toEqual([]);
  expect(two.silent).toEqual([]);
});

test("附注没有写完，下一行是另一项：数字不归错行", async () => {
  const at = ROWS.findIndex(([code]) => code === "partlyGranted");
  const rows = ROWS.map(([code, label], index) =>
    index === at ? "（二）部分公开（区分处理的，只计这一" : `${label} ${values(code, TRUTH).join(" ")}`,
  );
  const verdict = await sent(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

test("引言里“现公布本局年度报告”的一句话不是标题：不报单位不一致", async () => {
  const four = tableFour(TRUTH)
    .flatMap((line) => line.map(textOf))
    .filter((text) => text !== "");
  const intro = "根据《中华人民共和国政府信息公开条例》规定，现公布市水利局2023年政府信息公开工作年度报告。";
  const lines = [intro, "四、政府信息公开行政复议、行政诉讼情况", ...four];
  const verdict = await judge({ "水利局.txt": readText(lines.join("\n")) }, of(TRUTH, "disputes"));
  expect(verdict.rules.has("UNIT.CONFLICT")).toBe(false);
  right(verdict);
});
