import { describe, expect, test } from "vitest";
import { formInForce, unitsDue } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { lineOf, refusalOf, shippedFiles, withText } from "./schema-files.js";

const FORM = "annual-report/2021/form.json";
const RULES = "annual-report/2021/rules.json";

/** The message names the file, and the line on which the words stand. */
function expectRefusal(files: ReturnType<typeof withText>, path: string, words: string, message: string): void {
  const refusal = refusalOf(files);
  expect(refusal).toContain(`schemas/${path} 第${lineOf(files, path, words)}行：`);
  expect(refusal).toContain(message);
}

describe("the shipped schemas", () => {
  test("load, with 200 figures in the edition in force and the editions by year", () => {
    const schemas = loadSchemas(shippedFiles());
    const own = [...(formInForce(schemas, 2022)?.figures.values() ?? [])].filter((figure) => !figure.optional);
    expect(own).toHaveLength(200);
    expect([2019, 2020, 2021, 2022, 2030].map((year) => formInForce(schemas, year)?.edition)).toEqual([
      "2019",
      "2019",
      "2021",
      "2021",
      "2021",
    ]);
    expect(formInForce(schemas, 2018)).toBeUndefined();
  });

  test("in any order of the files", () => {
    expect([...loadSchemas([...shippedFiles()].reverse()).rules]).toEqual([...loadSchemas(shippedFiles()).rules]);
  });

  test("with a byte order mark before any file", () => {
    const marked = shippedFiles().map(({ path, text }) => ({ path, text: `\ufeff${text.replace(/^\ufeff/, "")}` }));
    expect(loadSchemas(marked).units).toEqual(loadSchemas(shippedFiles()).units);
  });

  test("without the local table of part one: it is optional", () => {
    expect(loadSchemas(shippedFiles().filter(({ path }) => !path.startsWith("overview/"))).overview).toBeUndefined();
  });
});

describe("a file that is not there", () => {
  test.each(["jurisdiction.json", "units.csv", "outline.json", "naming.json"])("%s is named", (path) => {
    expect(refusalOf(shippedFiles().filter((file) => file.path !== path))).toBe(`缺少 schemas/${path}`);
  });

  test("no form at all", () => {
    expect(refusalOf(shippedFiles().filter((file) => !file.path.startsWith("annual-report/")))).toContain(
      "没有报表制度",
    );
  });
});

describe("JSON that can't be read", () => {
  test("a comma too many: file and line", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"level": "county",', '"level": "county",,'));
    expectRefusal(files, "jurisdiction.json", '"county",,', "不是有效的 JSON");
  });

  test("a file that ends too early: its last line", () => {
    const files = withText("outline.json", (text) => text.trimEnd().slice(0, -1));
    const last = files
      .find(({ path }) => path === "outline.json")!
      .text.trimEnd()
      .split("\n").length;
    expect(refusalOf(files)).toContain(`schemas/outline.json 第${last}行：不是有效的 JSON`);
  });
});

describe("JSON of the wrong shape", () => {
  test("a number where a text belongs: file, line, in Chinese", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"name": "瑞金市"', '"name": 360781'));
    expectRefusal(files, "jurisdiction.json", '"name": 360781', "无效输入");
  });

  test("a field that is not known, deep in the form", () => {
    const files = withText(FORM, (text) => text.replace('"code": "repealed",', '"code": "repealed", "labels": [],'));
    expectRefusal(files, FORM, '"labels": []', "tables.0.sections.0.columns.1.labels");
  });

  test("a deadline that is no day", () => {
    const files = withText("jurisdiction.json", (text) => text.replace('"01-20"', '"1月20日"'));
    expectRefusal(files, "jurisdiction.json", "1月20日", "写作 月-日");
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
    expect(refusalOf(files)).toMatch(new RegExp(`^schemas/${RULES} 第\\d+行：rules\\.2\\.${field} `));
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
    expect(refusalOf(files)).toContain("tables.1.basis");
  });

  test("a kind of rule that does not exist", () => {
    const files = withText(RULES, (text) => text.replace('"kind": "carry-over"', '"kind": "formula"'));
    expectRefusal(files, RULES, '"kind": "formula"', "kind");
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
    expect(loadSchemas(regrading("YEAR.SWING")).rules.get("YEAR.SWING")?.regraded).toEqual({
      to: "off",
      reason: "试行期",
      date: "2023-01-05",
    });
  });

  test("of a rule that is not there is refused with its line", () => {
    const files = regrading("YEAR.SWINGS");
    expectRefusal(files, "jurisdiction.json", "YEAR.SWINGS", "调整的规则 YEAR.SWINGS 不存在");
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
    expect(unitsDue(schemas, 2020).map((unit) => unit.code)).toEqual(["A1", "A2"]);
    expect(unitsDue(schemas, 2021).map((unit) => unit.code)).toEqual(["A3"]);
  });

  test("two units may bear one name in different years, also beside a third", () => {
    const rows = "A1,教育局,,部门,,2019,\nA2,教育局,,部门,2022,,\n";
    expect(unitsDue(loadSchemas(roster(rows)), 2022).map((unit) => unit.code)).toEqual(["A2"]);
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
    expect(refusalOf(roster("A1,教育局,,部门,今年,,\n"))).toContain("schemas/units.csv 第2行：from ");
    expect(refusalOf(roster("A1,教育局,,部门,,,\nA2,,,部门,,,\n"))).toContain("schemas/units.csv 第3行：name ");
    expect(
      refusalOf(
        shippedFiles().map((file) => (file.path === "units.csv" ? { ...file, text: "编号,名称\nA1,教育局\n" } : file)),
      ),
    ).toContain("schemas/units.csv 第2行：code ");
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
