import { describe, expect, test } from "vitest";
import { formsInForce } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { lineOf, problemsOf, refusalOf, shippedFiles, withFile, withText } from "./schema-files.js";

const FORM = "annual-report/2021/form.json";
const RULES = "annual-report/2021/rules.json";
const OUTLINE = "annual-report/2021/outline.json";

function expectRefusal(files: readonly SchemaFile[], path: string, words: string, message: string): void {
  expect(refusalOf(files)).toBe(`schemas/${path} 第${lineOf(files, path, words)}行：${message}`);
}

describe("a form that contradicts itself", () => {
  test("two tables of one code", () => {
    const files = withText(FORM, (text) => text.replace('"code": "disputes",', '"code": "proactive" ,'));
    expectRefusalAmong(files, FORM, '"proactive" ,', "表代码“proactive”重复");
  });

  test("two lines of one code: the line of the second", () => {
    const files = withText(FORM, (text) => text.replace('"code": "carriedIn"', '"code":  "received"'));
    const line = lineOf(files, FORM, '"code":  "received"') - 1;
    expect(problemsOf(files)).toContain(`schemas/${FORM} 第${line}行：代码“received”重复`);
  });

  test("an alias that is another line's name", () => {
    const files = withText(FORM, (text) =>
      text.replace('"label": "2.重复申请"', '"label": "2.重复申请", "aliases": ["1.信访、举报、投诉类申请"]'),
    );
    expect(refusalOf(files)).toMatch(
      /^schemas\/annual-report\/2021\/form\.json 第\d+行：“2\.重复申请”与“1\.信访举报投诉类申请”的名称或别名相同，无法区分$/,
    );
    const named = Number(/第(\d+)行/.exec(refusalOf(files))?.[1]);
    expect(lineOf(files, FORM, '"2.重复申请"') - named).toBe(2);
  });

  test("the same label in two groups is no contradiction: 其他 stands in several", () => {
    const files = withText(FORM, (text) =>
      text.replace('"label": "2.重复申请"', '"label": "2.重复申请", "aliases": ["2.重复的申请"]'),
    );
    expect(() => refusalOf(files)).toThrow("the schemas were accepted");
  });

  test("two sections of one code", () => {
    const files = withText(FORM, (text) => text.replace('"code": "article20-6"', '"code":  "article20-5"'));
    expectRefusal(files, FORM, '"code":  "article20-5"', "分表代码“article20-5”在表“proactive”中重复");
  });

  test("two sections that give one figure: the second would stand for both", () => {
    const twice = withText(FORM, (text) => text.replace('"code": "penalties"', '"code":  "licensing"'));
    const files = twice.map((file) =>
      file.path === "annual-report/2021/rules.json"
        ? { ...file, text: file.text.replaceAll("proactive.penalties.decisions", "proactive.licensing.decisions") }
        : file,
    );
    expectRefusal(files, FORM, '{\n              "code":  "licensing"', "指标代码“proactive.licensing.decisions”重复");
  });

  test("a total of a line that is not there, of itself, and of one line twice", () => {
    const total = (parts: string) => withText(FORM, (text) => text.replace('"sumOf": [\n', `"sumOf": [\n${parts},\n`));
    expect(refusalOf(total('"nobody"'))).toContain("由“nobody”相加，但没有这一项");
    expect(refusalOf(total('"outcomesTotal"'))).toContain("“（七）总计”不能由自身相加");
    expect(refusalOf(total('"granted"'))).toContain("“（七）总计”把“granted”加了两次");
  });

  test("totals that are made of each other, however long the circle", () => {
    const circle = (codes: readonly string[]) =>
      codes.reduce(
        (files, code, index) =>
          files.map((file) =>
            file.path === "overview/2022/form.json"
              ? {
                  ...file,
                  text: file.text.replace(
                    `"code": "${code}",`,
                    `"code": "${code}", "sumOf": ["${codes[(index + 1) % codes.length]}"],`,
                  ),
                }
              : file,
          ),
        withText("overview/2022/form.json", (text) => text.replace('"本年"\n', '"本年度数"\n')),
      );
    expect(refusalOf(circle(["websiteItems", "wechatPosts"]))).toMatch(
      /“通过政府门户网站主动公开政府信息”由“政务微信公众号发布信息”由“通过政府门户网站主动公开政府信息”相加，循环不止$/,
    );
    const long = refusalOf(circle(["websiteItems", "wechatPosts", "onlineInquiries", "trainings"]));
    expect(long.match(/循环不止/g)).toHaveLength(1);
  });

  test("years of force that run backwards", () => {
    const files = withText("annual-report/2019/form.json", (text) => text.replace(/"to": 2020/, '"to": 2018'));
    expect(refusalOf(files)).toContain("施行的起始年度晚于终止年度");
  });

  test("two editions in force in one year", () => {
    const files = withText("annual-report/2019/form.json", (text) => text.replace(/"to": 2020/, '"to": 2021'));
    expectRefusal(files, "annual-report/2019/form.json", '"inForce"', "2019年版与2021年版的施行期重叠");
  });
});

describe("forms that contradict each other", () => {
  const LOCAL = "overview/2022/form.json";

  test("a form that is not what its folder says", () => {
    const files = withText(LOCAL, (text) =>
      text.replace('"form": "overview"', '"form": "annual"').replace('"edition": "2022"', '"edition": "2023"'),
    );
    expect(problemsOf(files).map((one) => one.replace(/^.*?：/, ""))).toEqual([
      "“form”应与所在目录相同，写作 overview",
      "“edition”应与所在目录相同，写作 2022",
    ]);
  });

  test("two forms with one table, and so with one figure code", () => {
    const files = withText(LOCAL, (text) =>
      text.replace('"code": "overview",\n      "title"', '"code": "disputes",\n      "title"'),
    );
    expect(problemsOf(files)).toContainEqual(
      expect.stringMatching(
        /^schemas\/overview\/2022\/form\.json 第\d+行：表代码“disputes”与“政府信息公开工作年度报告”的重复，两处的指标代码会相同$/,
      ),
    );
  });

  test("two forms with one rule", () => {
    const files = withText("overview/2022/rules.json", (text) =>
      text.replace(
        '"rules": [',
        '"rules": [{ "id": "YEAR.SWING", "kind": "swing", "severity": "notice", "title": "变动", "advice": "请核对。", "basis": { "document": "本地" }, "relative": "5", "absolute": "50", "figures": ["overview.*"] },',
      ),
    );
    expect(refusalOf(files)).toMatch(
      /^schemas\/overview\/2022\/rules\.json 第\d+行：规则 YEAR\.SWING 与“政府信息公开工作年度报告”的重复$/,
    );
  });

  test("a form that accompanies none, and one that accompanies another which does", () => {
    const lost = withText(LOCAL, (text) => text.replace('"accompanies": "annual-report"', '"accompanies": "monthly"'));
    expectRefusalAmong(lost, LOCAL, '"accompanies"', "所随的报表“monthly”不存在，或者它自己也是随报的");
    const own = withText(LOCAL, (text) => text.replace('"accompanies": "annual-report"', '"accompanies": "overview"'));
    expectRefusalAmong(own, LOCAL, '"accompanies"', "所随的报表“overview”不存在，或者它自己也是随报的");
  });

  test("a form that is in force in no year of the one it accompanies", () => {
    const files = withText(LOCAL, (text) => text.replace('"from": 2019', '"from": 2000, "to": 2018'));
    expectRefusalAmong(files, LOCAL, '"inForce"', "施行期内没有所随的报表“annual-report”，不会用到");
  });

  test("two main forms of one kind of period, and nobody has said which of them has no folder of its own", () => {
    const files = withText(LOCAL, (text) => text.replace('"accompanies": "annual-report",', ""));
    const undecided =
      "“政府信息公开工作年度报告”与“政府信息公开工作年度报告第一部分局部统计表”的报告期相同，请在 forms（报表次序）中写明先后，例如 annual-report、overview";
    expectRefusalAmong(files, "jurisdiction.json", "{", undecided);
  });

  test("a title that names a folder beside another form's, and can't", () => {
    const titled = (title: string): string =>
      problemsOf(
        withText(LOCAL, (text) =>
          text
            .replace('"accompanies": "annual-report",', "")
            .replace("政府信息公开工作年度报告第一部分局部统计表", title),
        ),
      ).join("\n");
    expect(titled("局部/统计表")).toContain("报表名称“局部/统计表”中有“/”：同一报告期有几种报表的");
    expect(titled("局部统计表 V1.2")).not.toContain("报表名称“");
  });

  test("an order of forms that names one twice, or one that is not there", () => {
    const files = withText("jurisdiction.json", (text) =>
      text.replace("{", '{ "forms": ["annual-report", "annual-report", "overview"],'),
    );
    expectRefusalAmong(files, "jurisdiction.json", '"annual-report", "annual-report"', "报表“annual-report”写了两次");
    const unknown = "没有报表“overview”，可以写的是：annual-report";
    expectRefusalAmong(files, "jurisdiction.json", '"forms"', unknown);
  });

  test("an outline of a form that has no report of its own", () => {
    expect(refusalOf(withFile("overview/2022/outline.json", shippedText(OUTLINE)))).toBe(
      "schemas/overview/2022/outline.json：随报的报表没有自己的报告，程序不读取这个文件",
    );
  });
});

/** Among others that follow from it. */
function expectRefusalAmong(files: readonly SchemaFile[], path: string, words: string, message: string): void {
  expect(problemsOf(files)).toContain(`schemas/${path} 第${lineOf(files, path, words)}行：${message}`);
}

function shippedText(path: string): string {
  return shippedFiles().find((file) => file.path === path)?.text ?? "";
}

describe("a rule that names what the form lacks", () => {
  test("a table", () => {
    const files = withText(RULES, (text) => text.replace('"table": "disputes"', '"table": "quarrels"'));
    expectRefusal(files, RULES, '"quarrels"', "规则 T4.ROW_TOTAL 所指的表“quarrels”不存在");
  });

  test.each([
    ["T3.BALANCE", '"carriedOut"\n', '"carriedOver"\n', "carriedOver"],
    ["T3.OUTCOMES_TOTAL", '"line": "outcomesTotal"', '"line": "outcomeTotal"', "outcomeTotal"],
    ["T2.IN_FORCE", '"closing": "inForce"', '"closing": "valid"', "valid"],
    ["YEAR.CARRIED_IN", '"opening": "carriedIn"', '"opening": "carried"', "carried"],
  ])("a line: %s", (rule, before, after, line) => {
    const files = withText(RULES, (text) => text.replace(before, after));
    expect(refusalOf(files)).toMatch(
      new RegExp(`^schemas/${RULES} 第\\d+行：规则 ${rule} 所指的项“${line}”在表“[a-z]+”中不存在$`),
    );
  });

  test("a figure, by code or pattern", () => {
    const phrase = withText(RULES, (text) =>
      text.replace('"applications.carriedIn.total"', '"applications.carriedin.total"'),
    );
    expect(refusalOf(phrase)).toContain("规则 TEXT.FIGURE_MISMATCH 所指的指标“applications.carriedin.total”不存在");
    const pattern = withText(RULES, (text) => text.replace('"disputes.*.total"', '"disputes.*.sum"'));
    expect(refusalOf(pattern)).toContain("规则 YEAR.SWING 所指的指标“disputes.*.sum”不存在");
  });

  test("a row where a column belongs, and the other way round", () => {
    const row = withText(RULES, (text) => text.replace('"closing": "inForce"', '"closing": "regulations"'));
    expectRefusal(
      row,
      RULES,
      '"closing": "regulations"',
      "规则 T2.IN_FORCE 所指的项“regulations”在表“proactive”中是行，这里应为栏",
    );
    const column = withText(RULES, (text) => text.replace('"opening": "carriedIn"', '"opening": "total"'));
    expectRefusal(
      column,
      RULES,
      '"opening": "total"',
      "规则 YEAR.CARRIED_IN 所指的项“total”在表“applications”中是栏，这里应为行",
    );
    const along = withText(RULES, (text) =>
      text.replace('"along": "rows",\n      "line"', '"along": "columns",\n      "line"'),
    );
    expect(refusalOf(along)).toContain(
      "规则 T3.OUTCOMES_TOTAL 所指的项“outcomesTotal”在表“applications”中是行，这里应为栏",
    );
  });

  test("lines of different sections, which no column or row joins", () => {
    const files = withText(RULES, (text) => text.replace('"normativeDocuments"\n', '"licensing"\n'));
    expect(refusalOf(files)).toContain(
      "规则 T2.IN_FORCE 所指的“licensing”、“inForce”、“issued”、“repealed”不在表“proactive”的同一个分表中，无法比较",
    );
  });

  test("a total that does not say what it is made of", () => {
    const files = withText(RULES, (text) => text.replace('"line": "outcomesTotal"', '"line":  "granted"'));
    expectRefusal(
      files,
      RULES,
      '"line":  "granted"',
      "规则 T3.OUTCOMES_TOTAL 的合计项“granted”在表式中没有写明由哪些项相加（sumOf）",
    );
  });

  test("a check of the text without what it looks for, or with what it does not read", () => {
    const none = withText(RULES, (text) => text.replace(/"patterns": \[[\s\S]*?\n {6}\]/, '"patterns": []'));
    expect(refusalOf(none)).toContain("规则 TEXT.PLACEHOLDER 没有写“patterns”，不会发现任何问题");
    const idle = withText(RULES, (text) =>
      text.replace('"check": "requiredText"', '"check": "requiredText", "patterns": ["待定"]'),
    );
    expect(refusalOf(idle)).toContain("规则 TEXT.SECTION_MISSING 不读取“patterns”");
    const broken = withText(RULES, (text) => text.replace('"待定"', '"待定("'));
    expectRefusal(broken, RULES, '"待定("', "规则 TEXT.PLACEHOLDER 的样式“待定(”写法有误");
  });

  test.each([
    ["(某)+(某|X)*$", "在长的文字上要花的时间不成比例"],
    ["(X+)+$", "在长的文字上要花的时间不成比例"],
    ["(?<=X*)待定", "在长的文字上要花的时间不成比例"],
    ["((?:某{16}){16}){16}", "过长或重复次数过多"],
    ["(?:某?){30}某{30}", "过长或重复次数过多"],
  ])("the pattern %s, which one long line could keep busy for hours", (pattern, reason) => {
    const files = withText(RULES, (text) => text.replace('"待定"', JSON.stringify(pattern)));
    expect(refusalOf(files)).toContain(`规则 TEXT.PLACEHOLDER 的样式“${pattern}”${reason}`);
  });

  test("a phrase of many gaps, and a measure that is a pattern", () => {
    const words = withText(RULES, (text) => text.replace('"收到*申请"', '"收*到*申*请*书"'));
    expect(refusalOf(words)).toContain("的写法“收*到*申*请*书”中的 * 超过 3 个");
    const measure = withText(RULES, (text) => text.replace('"words": [', '"measures": ["(件+)+"], "words": ['));
    expect(refusalOf(measure)).toMatch(/的计量单位“\(件\+\)\+”只能是文字/u);
  });

  test("a level that does not exist", () => {
    const files = withText(RULES, (text) => text.replace('"township"', '"village"'));
    expect(refusalOf(files)).toContain("“levels”的第2项只能是 country、province、city、county、township 之一");
  });

  test("one id twice in one file", () => {
    const files = withText(RULES, (text) => text.replace('"id": "T3.OUTCOMES_TOTAL"', '"id":  "T3.BALANCE"'));
    expectRefusal(files, RULES, '"id":  "T3.BALANCE"', "规则 T3.BALANCE 重复");
  });
});

describe("findings and their rules", () => {
  test("a finding without its rule, in any edition", () => {
    for (const path of [RULES, "annual-report/2019/rules.json"]) {
      const files = withText(path, (text) => {
        const { rules } = JSON.parse(text) as { rules: { id: string }[] };
        return JSON.stringify({ rules: rules.filter(({ id }) => id !== "FILE.MACROS") }, null, 2);
      });
      expect(refusalOf(files)).toBe(`schemas/${path} 第2行：缺少规则 FILE.MACROS：有这种审核意见，须写明级别和依据`);
    }
  });

  test("a rule that nothing gives rise to, and one of another kind than its finding's", () => {
    const files = withText(RULES, (text) => text.replace('"id": "FILE.MACROS"', '"id":  "FILE.MACRO"'));
    expect(problemsOf(files)).toEqual([
      `schemas/${RULES} 第2行：缺少规则 FILE.MACROS：有这种审核意见，须写明级别和依据`.replace(
        "第2行",
        `第${lineOf(files, RULES, '"rules"')}行`,
      ),
      `schemas/${RULES} 第${lineOf(files, RULES, '"FILE.MACRO"')}行：规则 FILE.MACRO 不会被提出：没有这种审核意见`,
    ]);
    const kind = withText(RULES, (text) => text.replace('"id": "T2.ISSUED"', '"id": "FILE.MACROS"'));
    expect(refusalOf(kind)).toContain("规则 FILE.MACROS 不会被提出：“kind”应为 observation");
  });

  test("a table that may be left out, without the finding that says so", () => {
    const files = withText("overview/2022/rules.json", (text) => text.replace(/"rules": \[[\s\S]*\]/, '"rules": []'));
    const lost = "有可以不报的表，缺少规则 FORM.TABLE_NOT_SENT（写在本年版的 rules.json）";
    expectRefusal(files, "overview/2022/form.json", '"tables"', lost);
    const none = shippedFiles().filter(({ path }) => path !== "overview/2022/rules.json");
    expectRefusal(none, "overview/2022/form.json", '"tables"', lost);
  });

  test("a second form that accompanies the same one needs no second rule of that name", () => {
    const second = shippedFiles()
      .filter(({ path }) => path === "overview/2022/form.json")
      .map(({ text }) => ({
        path: "training/2023/form.json",
        text: text
          .replace('"form": "overview"', '"form": "training"')
          .replace('"edition": "2022"', '"edition": "2023"')
          .replace('"code": "overview",\n      "title"', '"code": "training",\n      "title"'),
      }));
    const schemas = loadSchemas([...shippedFiles(), ...second]);
    expect(formsInForce(schemas, yearPeriod(2022))?.map(({ id }) => id)).toEqual([
      "annual-report",
      "overview",
      "training",
    ]);
  });
});

describe("an outline that names what the forms lack", () => {
  test("a table", () => {
    const files = withText(OUTLINE, (text) => text.replace('"table": "disputes"', '"table": "quarrels"'));
    expectRefusal(files, OUTLINE, '"quarrels"', "提纲所指的表“quarrels”不存在");
  });

  test("a figure of a known table", () => {
    const files = withText(OUTLINE, (text) =>
      text.replace("{applications.outcomesTotal.total}", "{applications.outcomes.total}"),
    );
    expect(refusalOf(files)).toMatch(
      /^schemas\/annual-report\/2021\/outline\.json 第\d+行：提纲所指的指标“applications\.outcomes\.total”不存在$/,
    );
  });

  test("a figure of no table, in a sentence, in what it needs, in the title and the preamble", () => {
    const files = withText(OUTLINE, (text) =>
      text
        .replace("{overview.trainings.value}", "{trainings}")
        .replace('"overview.mediaClosed.value"', '"mediaClosed"')
        .replace("{government}{year}年", "{goverment}{year}年")
        .replace("本报告根据", "本报告{}根据"),
    );
    expect(problemsOf(files).map((one) => one.replace(/^.*?：/, ""))).toEqual([
      "提纲所指的指标“goverment”不存在",
      "提纲所指的指标“”不存在",
      "提纲所指的指标“mediaClosed”不存在",
      "提纲所指的指标“trainings”不存在",
    ]);
  });

  test("a group of units that the roster does not have", () => {
    const files = withText(OUTLINE, (text) => text.replace("@{oversightOffice}}", "@=街道}"));
    expectRefusal(files, OUTLINE, "@=街道}", "提纲所指的单位类别“街道”在单位名录中不存在");
    const known = withText(OUTLINE, (text) => text.replace("@{oversightOffice}}", "@=乡镇}"));
    expect(() => refusalOf(known)).toThrow("the schemas were accepted");
  });

  test("a heading twice", () => {
    const files = withText(OUTLINE, (text) =>
      text.replace('"heading": "六、其他需要报告的事项"', '"heading":  "五、存在的主要问题及改进情况"'),
    );
    expectRefusal(files, OUTLINE, '"heading":  "五', "提纲的标题“五、存在的主要问题及改进情况”重复");
  });

  test("a unit that the roster lacks is no contradiction", () => {
    const files = withText(OUTLINE, (text) => text.replaceAll("@{oversightOffice}}", "@D99}"));
    expect(() => refusalOf(files)).toThrow("the schemas were accepted");
    const office = withText("jurisdiction.json", (text) => text.replace('"D01"', '"D99"'));
    expect(() => refusalOf(office)).toThrow("the schemas were accepted");
    const giver = withText("overview/2022/form.json", (text) =>
      text.replaceAll('"from": "oversightOffice"', '"from": "D99"'),
    );
    expect(() => refusalOf(giver)).toThrow("the schemas were accepted");
  });
});
