import { describe, expect, test } from "vitest";
import type { SchemaFile } from "../../src/form/load.js";
import { lineOf, refusalOf, withText } from "./schema-files.js";

const FORM = "annual-report/2021/form.json";
const RULES = "annual-report/2021/rules.json";

function expectRefusal(files: readonly SchemaFile[], path: string, words: string, message: string): void {
  expect(refusalOf(files)).toBe(`schemas/${path} 第${lineOf(files, path, words)}行：${message}`);
}

describe("a form that contradicts itself", () => {
  test("two tables of one code", () => {
    const files = withText(FORM, (text) => text.replace('"code": "disputes",', '"code": "proactive" ,'));
    expectRefusal(files, FORM, '"proactive" ,', "表代码“proactive”重复");
  });

  test("two lines of one code: the line of the second", () => {
    const files = withText(FORM, (text) => text.replace('"code": "carriedIn"', '"code":  "received"'));
    const line = lineOf(files, FORM, '"code":  "received"') - 1;
    expect(refusalOf(files)).toBe(`schemas/${FORM} 第${line}行：代码“received”重复`);
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

  test("a total of a line that is not there, and of itself", () => {
    const missing = withText(FORM, (text) => text.replace('"sumOf": [\n', '"sumOf": [\n"nobody",\n'));
    expect(refusalOf(missing)).toContain("由“nobody”相加，但没有这一项");
    const own = withText(FORM, (text) =>
      text.replace('"code": "outcomesTotal",', '"code": "granted2",').replaceAll('"granted",', '"granted2",'),
    );
    expect(refusalOf(own)).toMatch(/不能由自身相加|重复|没有这一项/);
  });

  test("two editions in force in one year", () => {
    const files = withText("annual-report/2019/form.json", (text) => text.replace(/"to": 2020/, '"to": 2021'));
    expectRefusal(files, "annual-report/2019/form.json", '"inForce"', "2019年版与2021年版的施行期重叠");
  });
});

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
    const phrase = withText("rules.json", (text) =>
      text.replace('"applications.carriedIn.total"', '"applications.carriedin.total"'),
    );
    expect(refusalOf(phrase)).toContain("规则 TEXT.FIGURE_MISMATCH 所指的指标“applications.carriedin.total”不存在");
    const pattern = withText("rules.json", (text) => text.replace('"disputes.*.total"', '"disputes.*.sum"'));
    expect(refusalOf(pattern)).toContain("规则 YEAR.SWING 所指的指标“disputes.*.sum”不存在");
  });

  test("one id twice in one file", () => {
    const files = withText(RULES, (text) => text.replace('"id": "T3.OUTCOMES_TOTAL"', '"id":  "T3.BALANCE"'));
    expectRefusal(files, RULES, '"id":  "T3.BALANCE"', "规则 T3.BALANCE 重复");
  });
});

describe("an outline that names what the forms lack", () => {
  test("a table", () => {
    const files = withText("outline.json", (text) => text.replace('"table": "disputes"', '"table": "quarrels"'));
    expectRefusal(files, "outline.json", '"quarrels"', "提纲所指的表“quarrels”不存在");
  });

  test("a figure of a known table", () => {
    const files = withText("outline.json", (text) =>
      text.replace("{applications.outcomesTotal.total}", "{applications.outcomes.total}"),
    );
    expect(refusalOf(files)).toMatch(
      /^schemas\/outline\.json 第\d+行：提纲所指的指标“applications\.outcomes\.total”不存在$/,
    );
  });

  test("a unit that the roster lacks is no contradiction", () => {
    const files = withText("outline.json", (text) => text.replaceAll("@D01}", "@D99}"));
    expect(() => refusalOf(files)).toThrow("the schemas were accepted");
  });
});
