import { describe, expect, test } from "vitest";
import { traced } from "../../src/command/trace/trace.js";
import { figureCode } from "../../src/figure.js";
import type { SchemaFile } from "../../src/form/load.js";
import type { Period } from "../../src/period.js";
import { refusalOf } from "../form/schema-files.js";
import { CASES, CASES_SENT, SUITS, SUITS_SENT, TWO, WITHIN } from "./suits-and-cases.js";
import { runOne, said, schemasWithForms, sheet } from "./two-forms.js";

/** The same forms in the city above, whose only unit is the county. */
function cityAbove(schemas: readonly SchemaFile[]): readonly SchemaFile[] {
  return schemas.map(({ path, text }) => {
    if (path === "units.csv") return { path, text: "code,name,aliases,category\nC01,瑞金市,,乡镇\n" };
    if (path !== "jurisdiction.json") return { path, text };
    return { path, text: JSON.stringify({ ...JSON.parse(text), name: "赣州市", level: "city", within: ["江西省"] }) };
  });
}

async function reportOf(inputs: Readonly<Record<string, string>>): Promise<string> {
  const { files } = await runOne({ form: "suits" }, TWO, inputs);
  const page = [...(await files())].find(([path]) => path.endsWith(".html") && path !== "review.html")!;
  return new TextDecoder().decode(page[1].bytes);
}

describe("figures of another form", () => {
  test("a relation with another form names both cells, and each unit's own figure there is taken", async () => {
    const { consolidation } = await runOne({ form: "suits" }, TWO, { ...SUITS_SENT, ...CASES_SENT });
    expect(said(consolidation, "SUITS.WITHIN", "RULE.UNDECIDED")).toEqual([
      "T01：诉讼统计情况不符合“案件数不大于执法数”：“全部｜诉讼统计数”是7，《执法统计》“全部｜执法统计数”是5，相差2",
    ]);
    const broken = consolidation.findings.find(({ rule }) => rule === "SUITS.WITHIN");
    expect(broken?.sources.map(({ file, cell, text }) => [file, cell, text])).toEqual([
      ["2022/诉讼统计/象湖镇.csv", "B3", "7"],
      ["2022/执法统计/象湖镇.csv", "B3", "5"],
    ]);
    expect(broken?.figures).toEqual(["suits.all.number", "cases/cases.all.number"]);
  });

  test("a sentence gives another form's figures, and the figure leads to that form's cells", async () => {
    const page = await reportOf({ ...SUITS_SENT, ...CASES_SENT });
    expect(page).toContain("同期执法37件，其中乡镇35件。");
    const { consolidation } = await runOne({ form: "suits" }, TWO, { ...SUITS_SENT, ...CASES_SENT });
    const [other] = consolidation.others ?? [];
    const shares = other?.totals?.figures.get(figureCode("cases.all.number"))?.contributions;
    expect(shares?.map(({ source }) => source?.file)).toEqual([
      "2022/执法统计/象湖镇.csv",
      "2022/执法统计/叶坪镇.csv",
      "2022/执法统计/水利局.csv",
    ]);
  });

  test("a figure of the other form is traced to that form's cells, one of a form that is not referred to is refused", async () => {
    const { consolidation } = await runOne({ form: "suits" }, TWO, { ...SUITS_SENT, ...CASES_SENT });
    const effects = { list: async () => [], bytes: async () => new Uint8Array() };
    const lines = await traced("cases/cases.all.number", { consolidation, effects, given: {} });
    expect(lines.join("\n")).toContain("汇总数：37件（已核定）");
    expect(lines.join("\n")).toContain("T01 象湖镇人民政府：5  《2022/执法统计/象湖镇.csv》“象湖镇.csv”B3，填写“5”");
    const [json] = await traced("cases/cases.all.number", { consolidation, effects, given: { json: true } });
    expect(JSON.parse(json ?? "")).toMatchObject({ form: "cases", code: "cases.all.number", value: "37" });
    await expect(traced("third/third.all.number", { consolidation, effects, given: {} })).rejects.toThrow(
      "“诉讼统计”没有引用报表“third”，它引用的有：执法统计（cases）；请写 trace third.all.number --form third",
    );
  });

  test("a figure of the other form that was sent up is traced on to the cell below", async () => {
    const below = await (await runOne({ form: "cases" }, TWO, CASES_SENT)).files();
    const sentUp = (name: string): string => new TextDecoder().decode(below.get(name)!.bytes);
    const inputs = {
      "2022/执法统计/瑞金市/上报.json": sentUp("上报.json"),
      "2022/执法统计/瑞金市/consolidated.json": sentUp("consolidated.json"),
    };
    const { consolidation } = await runOne({ form: "suits" }, cityAbove(TWO), inputs);
    const effects = {
      list: async () => Object.entries(inputs).map(([path, { length }]) => ({ path: path.slice(5), size: length })),
      bytes: async (_: Period, path: string) => new TextEncoder().encode(inputs[`2022/${path}` as keyof typeof inputs]),
    };
    const lines = await traced("cases/cases.all.number", { consolidation, effects, given: {} });
    expect(lines.slice(1, 5)).toEqual([
      expect.stringContaining("汇总数：37件"),
      expect.stringContaining("C01 瑞金市：37  《2022/执法统计/瑞金市/上报.json》“上报”cases.all.number"),
      expect.stringContaining("T01：5  《2022/执法统计/象湖镇.csv》“象湖镇.csv”B3，填写“5”"),
      expect.stringContaining("T02：30  《2022/执法统计/叶坪镇.csv》“叶坪镇.csv”B3，填写“30”"),
    ]);
  });

  test("what is wrong in the other form is not this form's, but a figure that is open there is not quoted", async () => {
    const inputs = {
      ...SUITS_SENT,
      ...CASES_SENT,
      "2022/执法统计/叶坪镇.csv": sheet("叶坪镇人民政府", "执法统计", 30, 20).replace("30", "约三"),
    };
    const { consolidation } = await runOne({ form: "suits" }, TWO, inputs);
    expect(consolidation.findings.filter(({ rule }) => rule.startsWith("VALUE.UN"))).toEqual([]);
    expect(said(consolidation, "OUTLINE.SENTENCE_DROPPED").join()).toContain(
      "《执法统计》执法统计情况｜全部｜执法统计数不完整，不能引用",
    );
    expect(await reportOf(inputs)).toContain("同期执法「缺」件");
    expect(said(consolidation, "RULE.UNDECIDED")).toEqual([
      "汇总：“案件数不大于执法数”无法判断：缺少或不能读取 《执法统计》执法统计情况｜全部｜执法统计数",
      "T02：“案件数不大于执法数”无法判断：缺少或不能读取 《执法统计》执法统计情况｜全部｜执法统计数",
    ]);
  });

  test("a number that belongs to no row of the other form leaves all its figures open until it is answered", async () => {
    const sent = sheet("叶坪镇人民政府", "执法统计", 30, 20);
    const inputs = { ...SUITS_SENT, ...CASES_SENT, "2022/执法统计/叶坪镇.csv": `${sent}乡镇街道,100,50\n` };
    const { consolidation } = await runOne({ form: "suits" }, TWO, inputs);
    expect(said(consolidation, "OUTLINE.SENTENCE_DROPPED").join()).toContain(
      "《执法统计》还有1条没有指明指标的审核意见未答复，《执法统计》执法统计情况｜全部｜执法统计数可能因此有误，不能引用",
    );
    expect(await reportOf(inputs)).toContain("同期执法「缺」件");
  });

  test("a unit that has not sent the other form, and a form nobody has sent, are said once and are no error of the unit", async () => {
    const { "2022/执法统计/水利局.csv": _, "2022/执法统计/叶坪镇.csv": __, ...some } = CASES_SENT;
    const { consolidation } = await runOne({ form: "suits" }, TWO, { ...SUITS_SENT, ...some });
    expect(said(consolidation, "RULE.UNDECIDED")).toContain(
      "汇总：“案件数不大于执法数”无法判断：没有收到同一单位的《执法统计》，涉及2个单位：叶坪镇人民政府、瑞金市水利局",
    );
    const none = (await runOne({ form: "suits" }, TWO, SUITS_SENT)).consolidation;
    expect(said(none, "RULE.UNDECIDED")).toEqual([
      "汇总：“案件数不大于执法数”无法判断：没有收到《执法统计》的材料，涉及3个单位：象湖镇人民政府、叶坪镇人民政府、瑞金市水利局",
    ]);
    expect(said(none, "OUTLINE.SENTENCE_DROPPED").join()).toContain("没有收到《执法统计》的材料");
    expect(none.findings.filter(({ unit, severity }) => unit !== null && severity !== "notice")).toEqual([]);
  });

  test("the other form comes to the same beside it, and the order of the files decides nothing", async () => {
    const inputs = { ...SUITS_SENT, ...CASES_SENT };
    const turned = Object.fromEntries(Object.entries(inputs).reverse());
    const [a, b] = [await runOne({ form: "suits" }, TWO, inputs), await runOne({ form: "suits" }, TWO, turned)];
    const bytesOf = async ({ files }: typeof a) =>
      [...(await files())].map(([path, { bytes }]) => [path, bytes && Buffer.from(bytes).toString("base64")]);
    expect(await bytesOf(b)).toEqual(await bytesOf(a));
    const alone = await runOne({ form: "cases" }, TWO, inputs);
    expect(alone.consolidation.others).toBeUndefined();
    expect(a.consolidation.others?.[0]?.totals?.figures).toEqual(alone.consolidation.figures);
  });

  test("an earlier period's figure of the other form, from its own outputs or its own files", async () => {
    const monthly = schemasWithForms({
      cases: { ...CASES, period: "month" },
      suits: {
        title: "诉讼统计",
        period: "month",
        rules: [
          { ...WITHIN, sign: ">=", right: ["sameLastYear:cases/cases.all.number", "-previous:cases/cases.all.closed"] },
        ],
      },
    });
    const inputs = {
      "2023-03/象湖镇.csv": "",
      "2023-03/诉讼统计/象湖镇.csv": sheet("象湖镇人民政府", "诉讼统计", 7, 2, "2023年3月"),
      "2023-03/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 1, 1, "2023年3月"),
      "2023-02/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 9, 4, "2023年2月"),
      "2022-03/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 12, 4, "2022年3月"),
    };
    const { consolidation, files } = await runOne({ form: "suits", period: "2023-03" }, monthly, inputs);
    const written = new TextDecoder().decode((await files()).get("consolidated.json")?.bytes);
    expect(JSON.parse(written)).toMatchObject({ year: 2023, period: "2023-03", form: "suits" });
    expect(said(consolidation, "SUITS.WITHIN")).toEqual([
      "T01：诉讼统计情况不符合“案件数不大于执法数”：“全部｜诉讼统计数”是7，上年同期《执法统计》“全部｜执法统计数”减上期《执法统计》“全部｜办结数”是8，相差1",
    ]);
  });
});

describe("the latest day of another form", () => {
  const more = [
    { code: "last", label: "最近执法日期", kind: "date", combine: "latest", mayBeBlank: true },
    { code: "how", label: "执法方式", kind: "text", mayBeBlank: true },
  ];
  const dated = (sentence: string) =>
    schemasWithForms({ cases: { ...CASES, more }, suits: { title: "诉讼统计", sentences: [sentence] } });
  const sent = (unit: string, day: string): string =>
    `${unit}2022年执法统计,,,,\n项目,执法统计数,办结数,最近执法日期,执法方式\n全部,5,5,${day},现场\n`;
  const inputs = {
    ...SUITS_SENT,
    "2022/执法统计/象湖镇.csv": sent("象湖镇人民政府", "2022-03-05"),
    "2022/执法统计/叶坪镇.csv": sent("叶坪镇人民政府", "2022-11-09"),
    "2022/执法统计/水利局.csv": sent("瑞金市水利局", "2022-07-01"),
  };

  test("stands in a sentence where it is settled there, and is lacking with its reason where it is not", async () => {
    const schemas = dated("最近一次执法是{cases/cases.all.last}。");
    const { consolidation, files } = await runOne({ form: "suits" }, schemas, inputs);
    expect(said(consolidation, "OUTLINE.SENTENCE_DROPPED", "OUTLINE.UNKNOWN_CODE")).toEqual([]);
    const page = [...(await files())].find(([path]) => path.endsWith(".html") && path !== "review.html")!;
    expect(new TextDecoder().decode(page[1].bytes)).toContain("最近一次执法是2022年11月9日。");
    const { "2022/执法统计/水利局.csv": _, ...some } = inputs;
    const draft = (await runOne({ form: "suits" }, schemas, some)).consolidation;
    expect(said(draft, "OUTLINE.SENTENCE_DROPPED").join()).toContain(
      "《执法统计》执法统计情况｜全部｜最近执法日期不完整，不能引用",
    );
  });

  test("a text of another form is refused in a sentence, and a day in a relation", () => {
    expect(refusalOf(dated("{cases/cases.all.how}"))).toContain(
      "没有指标“cases.all.how”，或者它既不是数，也不是取最晚的日期",
    );
    const rules = [{ ...WITHIN, right: ["cases/cases.all.last"] }];
    expect(refusalOf(schemasWithForms({ cases: { ...CASES, more }, suits: { title: "诉讼统计", rules } }))).toContain(
      "没有指标“cases.all.last”，或者它不是数",
    );
  });
});

describe("references that lead nowhere are refused, with their places", () => {
  const refused = (suits: object, cases: object = CASES, others: object = {}): string =>
    refusalOf(schemasWithForms({ cases: { ...CASES, ...cases }, suits: { ...SUITS, ...suits }, ...others }));
  const rule = (right: string) => ({ rules: [{ ...WITHIN, right: [right] }] });

  test.each([
    [rule("case/cases.all.number"), "没有报表“case”"],
    [rule("cases/cases.all.open"), "“执法统计”2022年版没有指标“cases.all.open”"],
    [rule("overview/x.y.z"), "没有指标“x.y.z”"],
    [{ rules: [{ ...WITHIN, left: ["cases/cases.all.closed"] }] }, "没有本报表的指标"],
    [{ sentences: ["{cases/cases.all.open}"] }, "提纲：“执法统计”2022年版没有指标“cases.all.open”"],
    [{ sentences: ["{case/cases.all.number}"] }, "提纲：没有报表“case”"],
  ])("%j", (suits, message) => {
    expect(refused(suits)).toContain(message);
  });

  test("a rule is told with its line, a form of another kind of period and one that is no longer in force with why", () => {
    expect(refused(rule("cases/cases.all.open"))).toMatch(
      /schemas\/suits\/2022\/rules.json 第\d+行：规则 SUITS.WITHIN：/,
    );
    expect(refused({}, { period: "month" })).toContain("“执法统计”与本报表的报告期类别不同");
    expect(refused({ inForce: { from: 2024 } }, { inForce: { from: 2022, to: 2023 } })).toContain(
      "没有与本年版同时施行的年版",
    );
  });

  test("forms that refer to each other in a circle are refused: neither could come first", () => {
    const back = { sentences: ["诉讼{suits/suits.all.number}件。"] };
    const message = refused({}, back);
    expect(message).toContain("报表互相引用，不能确定先汇总哪一种：“执法统计”引用“诉讼统计”引用“执法统计”");
    expect(message).not.toMatch(/有\d+处问题/);
    const third = { title: "复议统计", sentences: ["{suits/suits.all.number}"] };
    expect(refused({}, { sentences: ["{third/third.all.number}"] }, { third })).toContain(
      "“执法统计”引用“复议统计”引用“诉讼统计”引用“执法统计”",
    );
  });

  test("a chain is none: the second is consolidated before the first, the third before both", async () => {
    const schemas = schemasWithForms({
      cases: { ...CASES, sentences: ["{third/third.all.number}"] },
      suits: SUITS,
      third: { title: "复议统计" },
    });
    const sent = { "2022/复议统计/水利局.csv": sheet("瑞金市水利局", "复议统计", 8, 8) };
    const { consolidation } = await runOne({ form: "suits" }, schemas, { ...SUITS_SENT, ...CASES_SENT, ...sent });
    expect(consolidation.others?.map(({ id }) => id)).toEqual(["cases"]);
    expect(said(consolidation, "SUITS.WITHIN")).toHaveLength(1);
  });
});

test("an explanation of such a finding lapses when the other form's figure changes", async () => {
  const inputs = { ...SUITS_SENT, ...CASES_SENT };
  const { consolidation } = await runOne({ form: "suits" }, TWO, inputs);
  const { id, rule } = consolidation.findings.find((one) => one.rule === "SUITS.WITHIN")!;
  const labels = "诉讼统计情况｜全部｜诉讼统计数；《执法统计》执法统计情况｜全部｜执法统计数";
  const explained = {
    ...inputs,
    "2022/诉讼统计/说明.csv": `编号,单位,规则,指标,数值,说明,填写人,审核人\n${id},象湖镇人民政府,${rule},${labels},7；5,其中两件上年立案、本年起诉,张三,李四\n`,
  };
  const open = async (files: Readonly<Record<string, string>>) =>
    said((await runOne({ form: "suits" }, TWO, files)).consolidation, "EXPLANATION.LAPSED", "EXPLANATION.REFUSED");
  expect(await open(explained)).toEqual([]);
  const answered = (await runOne({ form: "suits" }, TWO, explained)).consolidation.findings;
  expect(answered.find((one) => one.id === id)?.explanation?.by).toBe("张三");
  const changed = { ...explained, "2022/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 4, 4) };
  expect(await open(changed)).toHaveLength(1);
});
