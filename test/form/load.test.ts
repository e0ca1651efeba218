import { describe, expect, test } from "vitest";
import { figureCode } from "../../src/figure.js";
import {
  figureNamed,
  formInForce,
  formsInForce,
  formsOf,
  otherEditions,
  ruleNamed,
  unitsDue,
} from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import { errorOf, lineOf, problemsOf, refusalOf, shippedFiles, withFile, withText } from "./schema-files.js";

const FORM = "annual-report/2021/form.json";
const RULES = "annual-report/2021/rules.json";
const OUTLINE = "annual-report/2021/outline.json";

/** The message names the file, and the line on which the words stand. */
function expectRefusal(files: ReturnType<typeof withText>, path: string, words: string, message: string): void {
  const refusal = refusalOf(files);
  expect(refusal).toContain(`schemas/${path} 第${lineOf(files, path, words)}行：`);
  expect(refusal).toContain(message);
}

describe("the shipped schemas", () => {
  test("load, with 200 figures in the edition in force and the editions by year", () => {
    const schemas = loadSchemas(shippedFiles());
    const own = [...(formInForce(schemas, yearPeriod(2022))?.figures.values() ?? [])].filter(
      (figure) => !figure.optional,
    );
    expect(own).toHaveLength(200);
    expect([2019, 2020, 2021, 2022, 2030].map((year) => formInForce(schemas, yearPeriod(year))?.edition)).toEqual([
      "2019",
      "2019",
      "2021",
      "2021",
      "2021",
    ]);
    expect(formInForce(schemas, yearPeriod(2018))).toBeUndefined();
  });

  test("in any order of the files", () => {
    expect(loadSchemas([...shippedFiles()].reverse())).toEqual(loadSchemas(shippedFiles()));
  });

  test("with a byte order mark before any file", () => {
    const marked = shippedFiles().map(({ path, text }) => ({ path, text: `\ufeff${text.replace(/^\ufeff/, "")}` }));
    expect(loadSchemas(marked).units).toEqual(loadSchemas(shippedFiles()).units);
  });

  test("without the local table and the sentences that speak of it: it is optional", () => {
    const own = shippedFiles()
      .filter(({ path }) => !path.startsWith("overview/"))
      .map((file) => (file.path.endsWith("outline.json") ? withoutSentences(file) : file));
    expect(formsInForce(loadSchemas(own), yearPeriod(2022))?.map((form) => form.id)).toEqual(["annual-report"]);
  });

  test("the forms of a period: the main one first, then those that accompany it", () => {
    const schemas = loadSchemas(shippedFiles());
    const forms = formsInForce(schemas, yearPeriod(2022))!;
    expect(forms.map((form) => `${form.id}/${form.edition}`)).toEqual(["annual-report/2021", "overview/2022"]);
    expect(figureNamed(forms, figureCode("overview.trainings.value"))?.table).toBe("overview");
    expect(figureNamed(forms, figureCode("applications.received.total"))?.table).toBe("applications");
    expect(ruleNamed(forms, "FORM.TABLE_NOT_SENT")?.basis.document).toBe("本地局部统计制度");
    expect(otherEditions(schemas, forms[0]).map((form) => form.edition)).toEqual(["2019"]);
    expect(() => formsOf(schemas, yearPeriod(2018))).toThrow("没有2018年度施行的报表");
  });

  test("each edition cites its own documents", () => {
    const schemas = loadSchemas(shippedFiles());
    const documents = (year: number): readonly string[] => {
      const [main] = formsOf(schemas, yearPeriod(year));
      const cited = [...main.rules.values()].map((rule) => rule.basis.document);
      return [
        ...new Set([
          ...cited,
          ...main.outline.preamble.flatMap((text) => text.match(/国办公开办函〔\d+〕\d+号/g) ?? []),
        ]),
      ];
    };
    expect(documents(2020).filter((document) => document.includes("国办公开办函"))).toEqual([
      "国办公开办函〔2019〕60号",
    ]);
    expect(documents(2021).filter((document) => document.includes("国办公开办函"))).toEqual([
      "国办公开办函〔2021〕30号",
    ]);
  });
});

/** The outline's title, preamble and tables, without a sentence of its own. */
function withoutSentences({ path, text }: SchemaFile): SchemaFile {
  const outline = JSON.parse(text) as { parts: Record<string, unknown>[] };
  const parts = outline.parts.map(({ paragraphs: _, ...part }) => part);
  return { path, text: JSON.stringify({ ...outline, parts }, null, 2) };
}

describe("a file that is not there", () => {
  test.each([
    "jurisdiction.json",
    "units.csv",
    "naming.json",
    "annual-report/2021/rules.json",
    "annual-report/2019/outline.json",
  ])("%s is named", (path) => {
    expect(refusalOf(shippedFiles().filter((file) => file.path !== path))).toContain(`schemas/${path}：缺少这个文件`);
  });

  test("no form at all", () => {
    expect(problemsOf(shippedFiles().filter((file) => !file.path.includes("/")))).toEqual([
      "schemas/<报表>/<年版>/form.json：没有任何报表制度",
    ]);
  });
});

describe("a file that nothing reads", () => {
  test.each([
    ["rules.json", "应放在 schemas/<报表>/<年版>/ 目录，放在这里程序不会读取"],
    ["annual-report/form.json", "应放在 schemas/<报表>/<年版>/ 目录，放在这里程序不会读取"],
    ["annual-report/2021/old/form.json", "应放在 schemas/<报表>/<年版>/ 目录，放在这里程序不会读取"],
    ["annual-report/2021/forms.json", "程序不读取这个文件，请移走或改正名称"],
    ["名录.xlsx", "程序不读取这个文件，请移走或改正名称"],
    ["annual-report/2023/rules.json", ""],
  ])("%s", (path, message) => {
    const own = path.startsWith("annual-report/2023")
      ? "schemas/annual-report/2023/form.json：缺少这个文件（也可以是 表式.xlsx），目录中的其他文件没有用处"
      : `schemas/${path}：${message}`;
    expect(problemsOf(withFile(path))).toContain(own);
  });

  test("what editors and systems leave beside the files is none of them", () => {
    const beside = ["README.md", "~$units.csv", ".DS_Store", "annual-report/2021/README.txt", "json-schema/x.json"];
    const files = [...shippedFiles(), ...beside.map((path) => ({ path, text: "" }))];
    expect(loadSchemas(files).version).toBe(loadSchemas(shippedFiles()).version);
  });
});

describe("all problems at once", () => {
  test("each with its file and line, in the order of files and lines; the error's own place is the first", () => {
    const changes: Readonly<Record<string, readonly [string, string]>> = {
      "jurisdiction.json": ['"level": "county",', '"levle": "county",'],
      "annual-report/2021/rules.json": ['"table": "disputes"', '"table": "quarrels"'],
      "annual-report/2021/outline.json": ["{overview.trainings.value}", "{overview.training.value}"],
      "units.csv": ["T02,", "T01,"],
    };
    const files = shippedFiles().map(({ path, text }) => ({
      path,
      text: text.replace(...(changes[path] ?? ["", ""])),
    }));
    const problems = problemsOf(files);
    expect(problems.map((problem) => problem.replace(/^.*?：/, ""))).toEqual([
      "提纲所指的指标“overview.training.value”不存在",
      "规则 T4.ROW_TOTAL 所指的表“quarrels”不存在",
      "“level”没有填写",
      "不认识“levle”这一项，程序不会读取",
      expect.stringContaining("的代码、名称或别名相同"),
    ]);
    expect(refusalOf(files)).toMatch(/^制度文件有5处问题：\n/);
    const { file, line } = errorOf(files);
    expect([file, line]).toEqual([
      "schemas/annual-report/2021/outline.json",
      lineOf(files, "annual-report/2021/outline.json", "{overview.training.value}"),
    ]);
  });

  test("no message shows a pattern or a word of the parser", () => {
    const files = [
      ...withText("jurisdiction.json", (text) =>
        text.replace('"01-20"', '"1月20日"').replace('"blank": "zero"', '"blank": 0').replace('"1000000000"', '"many"'),
      ),
    ].map((file) => (file.path === "naming.json" ? { ...file, text: file.text.slice(0, -3) } : file));
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(/：“submission”应写作 月-日，例如 01-31$/),
      expect.stringMatching(/：“blank”只能是 zero、unreadable 之一$/),
      expect.stringMatching(/：“count”应为整数$/),
      expect.stringMatching(/：不是有效的 JSON，请检查逗号、引号和括号是否成对$/),
    ]);
  });

  test("a key that is written twice", () => {
    const files = withText("jurisdiction.json", (text) =>
      text.replace('"level": "county",', '"level": "county",\n  "level" : "city",'),
    );
    expectRefusal(files, "jurisdiction.json", '"level" :', "“level”写了两次，只会采用后一次");
  });
});

describe("JSON that can't be read", () => {
  test("a comma too many: file and line", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"level": "county",', '"level": "county",,'));
    expectRefusal(files, "jurisdiction.json", '"county",,', "不是有效的 JSON");
  });

  test("a file that ends too early: its last line", () => {
    const files = withText(OUTLINE, (text) => text.trimEnd().slice(0, -1));
    const last = files
      .find(({ path }) => path === OUTLINE)!
      .text.trimEnd()
      .split("\n").length;
    expect(refusalOf(files)).toContain(`schemas/${OUTLINE} 第${last}行：不是有效的 JSON`);
  });
});

describe("JSON of the wrong shape", () => {
  test("a number where a text belongs: file, line, in Chinese", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"name": "瑞金市"', '"name": 360781'));
    expectRefusal(files, "jurisdiction.json", '"name": 360781', "“name”应为文字");
  });

  test("a field that is not known, deep in the form", () => {
    const files = withText(FORM, (text) => text.replace('"code": "repealed",', '"code": "repealed", "labels": [],'));
    expectRefusal(files, FORM, '"labels": []', "不认识“labels”这一项");
  });

  test("a deadline that is no day", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"01-20"', '"1月20日"'));
    expectRefusal(files, "jurisdiction.json", "1月20日", "应写作 月-日");
  });

  test.each(["id", "severity", "title", "basis", "advice"])("a rule without %s", (field) => {
    const files = withText(RULES, (text) => {
      const { rules } = JSON.parse(text) as { rules: Record<string, unknown>[] };
      return JSON.stringify(
        { rules: rules.map((rule, index) => (index === 2 ? { ...rule, [field]: undefined } : rule)) },
        null,
        2,
      );
    });
    expect(refusalOf(files)).toMatch(new RegExp(`schemas/${RULES} 第\\d+行：“${field}”没有填写`));
  });

  test("a table without a basis", () => {
    const files = withText(FORM, (text) => {
      const form = JSON.parse(text) as { tables: Record<string, unknown>[] };
      return JSON.stringify(
        {
          ...form,
          tables: form.tables.map(({ basis, ...table }, index) => (index === 1 ? table : { ...table, basis })),
        },
        null,
        2,
      );
    });
    expect(refusalOf(files)).toContain("“basis”没有填写");
  });

  test("a kind of rule that does not exist", () => {
    const files = withText(RULES, (text) => text.replace('"kind": "carry-over"', '"kind": "formula"'));
    expectRefusal(files, RULES, '"kind": "formula"', "“kind”");
  });
});

describe("a jurisdiction's own grade of a rule", () => {
  const regrading = (id: string) =>
    withText("jurisdiction.json", (text) =>
      text.replace(
        '"rules": []',
        `"rules": [\n    { "id": "${id}", "severity": "off", "reason": "试行期", "date": "2023-01-05" }\n  ]`,
      ),
    );

  test("is kept on the rule, with its reason and date", () => {
    expect(ruleNamed(loadSchemas(regrading("YEAR.SWING")).forms, "YEAR.SWING")?.regraded).toEqual({
      to: "off",
      reason: "试行期",
      date: "2023-01-05",
    });
  });

  test("of a rule that is not there is refused with its line", () => {
    const files = regrading("YEAR.SWINGS");
    expectRefusal(files, "jurisdiction.json", "YEAR.SWINGS", "调整的规则 YEAR.SWINGS 不存在");
  });

  test("of a mandatory rule is refused, and a second one of the same rule", () => {
    expectRefusal(regrading("T3.BALANCE"), "jurisdiction.json", "T3.BALANCE", "是强制性的，不能停用或调整级别");
    const twice = regrading("YEAR.SWING").map((file) =>
      file.path === "jurisdiction.json"
        ? { ...file, text: file.text.replace(/(\{ "id": "YEAR\.SWING".*\})/, "$1,\n$1") }
        : file,
    );
    expect(refusalOf(twice)).toContain("规则 YEAR.SWING 调整了两次");
  });
});

describe("the roster's years", () => {
  const roster = (rows: string) =>
    shippedFiles().map((file) =>
      file.path === "units.csv"
        ? { path: "units.csv", text: `code,name,aliases,category,from,to,电话\n${rows}` }
        : file,
    );

  test("a merged unit is due in its years only; further columns are allowed", () => {
    const schemas = loadSchemas(
      roster("A1,教育局,,部门,,2020,1\nA2,科技局,,部门,,2020,2\nA3,教育科技局,教科局,部门,2021,,3\n"),
    );
    expect(unitsDue(schemas, yearPeriod(2020)).map((unit) => unit.code)).toEqual(["A1", "A2"]);
    expect(unitsDue(schemas, yearPeriod(2021)).map((unit) => unit.code)).toEqual(["A3"]);
  });

  test("two units may bear one name in different years, also beside a third", () => {
    const rows = "A1,教育局,,部门,,2019,\nA2,教育局,,部门,2022,,\n";
    expect(unitsDue(loadSchemas(roster(rows)), yearPeriod(2022)).map((unit) => unit.code)).toEqual(["A2"]);
    expect(refusalOf(roster(`${rows}A3,教育局,,部门,2018,2019,\n`))).toContain(
      "schemas/units.csv 第4行：“教育局”与“教育局”",
    );
  });

  test("an alias that is another unit's name is refused with its line, blank lines counted", () => {
    expect(refusalOf(roster("A1,教育局,,部门,,,\n\nA2,科技局,教育局;科教局,部门,,,\n"))).toContain(
      "schemas/units.csv 第4行：“科技局”与“教育局”的代码、名称或别名相同",
    );
  });

  test("aliases are separated by ; of either width", () => {
    expect(loadSchemas(roster("A1,教育局,教体局；市教育局; 教委,部门,,,\n")).units[0]?.aliases).toEqual([
      "教体局",
      "市教育局",
      "教委",
    ]);
  });

  test("a code twice", () => {
    expect(refusalOf(roster("A1,教育局,,部门,,,\nA1,科技局,,部门,,,\n"))).toContain("schemas/units.csv 第3行：");
  });

  test("a year that is none, an empty name, a missing heading", () => {
    expect(refusalOf(roster("A1,教育局,,部门,今年,,\n"))).toContain("schemas/units.csv 第2行：“from”应为四位年份");
    expect(refusalOf(roster("A1,教育局,,部门,,,\nA2,,,部门,,,\n"))).toContain(
      "schemas/units.csv 第3行：“name”不能为空",
    );
    expect(
      refusalOf(
        shippedFiles().map((file) => (file.path === "units.csv" ? { ...file, text: "编号,名称\nA1,教育局\n" } : file)),
      ),
    ).toContain("schemas/units.csv 第1行：缺少“code”一栏");
  });

  test("a year of beginning behind that of the end: such a unit is never due", () => {
    expect(refusalOf(roster("A1,教育局,,部门,2022,2020,\n"))).toBe(
      "schemas/units.csv 第2行：“教育局”的起始年度晚于终止年度",
    );
  });

  test("every row that is wrong, at once", () => {
    expect(problemsOf(roster("A1,教育局,,部门,今年,,\nA2,,,部门,,,\nA3,林业局,,部门,2022,2020,\n"))).toHaveLength(3);
  });

  test("a quotation mark that is never closed", () => {
    expect(refusalOf(roster('A1,教育局,,部门,,,\nA2,"科技局,,部门,,,\n'))).toMatch(
      /^schemas\/units\.csv 第\d+行：不是有效的 CSV/,
    );
  });

  test("rows that Excel leaves empty are no units", () => {
    expect(loadSchemas(roster("A1,教育局,,部门,,,\n,,,,,,\n,,,,,,\n")).units).toHaveLength(1);
  });
});
