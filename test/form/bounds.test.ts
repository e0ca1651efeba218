import { describe, expect, it, test } from "vitest";
import { loadSchemas, type SchemaFile, schemaFileOf } from "../../src/form/load.js";
import { type Cell, type Grid, NOTHING_HIDDEN } from "../../src/grid.js";
import { readBook } from "../../src/read/read.js";
import { errorOf, problemsOf, refusalOf, shippedFiles, withText } from "./schema-files.js";

type Rows = readonly (readonly string[])[];

/** A sheet as it was read: what is typed in its rows, and merged areas by row, column, height and width. */
function sheet(name: string, rows: Rows, merged: readonly (readonly [number, number, number, number])[] = []): Grid {
  const typed = rows.flatMap((row, at) =>
    row.flatMap((text, column): readonly Cell[] =>
      text === "" ? [] : [{ row: at, column, rowSpan: 1, columnSpan: 1, text, kind: "text" }],
    ),
  );
  const areas = merged.map(
    ([row, column, rowSpan, columnSpan]): Cell => ({ row, column, rowSpan, columnSpan, text: "", kind: "blank" }),
  );
  const cells = [...typed, ...areas];
  return { kind: "grid", sheet: name, addressing: "A1", rows: rows.length, columns: 20, cells, ...NOTHING_HIDDEN };
}

function book(path: string, ...blocks: readonly Grid[]): SchemaFile {
  return { path, text: "", content: { format: "xlsx", blocks, remarks: [] } };
}

function withBook(file: SchemaFile, ...without: readonly string[]): readonly SchemaFile[] {
  return [...shippedFiles().filter(({ path }) => !without.includes(path)), file];
}

const UNIT = ["代码", "名称", "别名", "类别"];

function withRoster(rows: Rows, merged: Parameters<typeof sheet>[2] = []): readonly SchemaFile[] {
  return withBook(book("units.xlsx", sheet("名录", [UNIT, ...rows], merged)), "units.csv");
}

const FORM = "aid/2022/表式.xlsx";
const ITEMS = ["类别", "位置", "名称", "代码", "类型", "小数位数", "计量单位", "汇总方式", "属于", "其他写法"];
const TABLE: Rows = [
  ["表", "", "救助情况", "aid", "", "", "人"],
  ["分表", "", "项目", "main"],
];
const COLUMN = ["栏", "B", "人数", "people"];

function line(place: number, code: string, total = ""): readonly string[] {
  return ["行", String(place), `第${place}项`, code, "整数", "", "", "", total];
}

function withForm(items: Rows, relations: Rows = [], title = "困难群众救助月报"): readonly SchemaFile[] {
  return withBook(
    book(
      FORM,
      sheet("项目", [ITEMS, ...items]),
      sheet("关系", [["编号", "关系", "容许差", "级别", "名称", "依据", "怎么改"], ...relations]),
      sheet("设置", [
        ["项目", "填写", "说明"],
        ["报表名称", title],
        ["依据", "某文件〔2022〕1号"],
        ["报告期", "月报"],
        ["施行起始年度", "2022"],
      ]),
    ),
  );
}

function upTo(count: number): readonly number[] {
  return [...Array(count).keys()];
}

const HIDDEN_SIGNS = ["某\u202e镇", "某\u0007镇", "某\n镇", "某\u2066镇"];

describe("a file of schemas/ under the name of a workbook", () => {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(504).fill(0));
  test.each([
    ["nothing", new Uint8Array(), "文件是空的（0 字节）"],
    ["a page description", text("%PDF-1.4\n1 0 obj"), "内容不是 .xlsx 文件"],
    ["a page", text("<html><table><tr><td>代码</td></tr></table></html>"), "内容不是 .xlsx 文件"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), "这是图片"],
    ["half an archive", text("PK\u0003\u0004 and no more"), "文件不完整"],
    ["a damaged container", ole, "文件内容已损坏"],
  ])("%s is refused with the reason, and with what to do with it there", (_, bytes, reason) => {
    for (const path of ["units.xlsx", "设置.xlsx", FORM]) {
      const content = readBook(bytes, path);
      const error = errorOf(withBook({ path, text: "", content }, path.replace("units.xlsx", "units.csv")));
      expect(error.message).toContain(`schemas/${path}：不能读取：${reason}`);
      expect(error.message).toMatch(/请用 Excel 或 WPS 打开核对，另存为 \.xlsx 后放回/);
      expect(error.file).toBe(`schemas/${path}`);
    }
  });

  it("is not even taken apart where it is too large, nor is a text", () => {
    expect(schemaFileOf("units.xlsx", new Uint8Array(10_000_001))).not.toHaveProperty("bytes");
    for (const [path, size] of [
      ["units.xlsx", 10_000_001],
      ["units.csv", 5_000_001],
      ["jurisdiction.json", 5_000_001],
    ] as const)
      expect(problemsOf(withBook(schemaFileOf(path, new Uint8Array(size)), path))).toEqual([
        expect.stringMatching(/^schemas\/.*：文件超过 (?:5|10) MB，不像制度文件$/),
      ]);
  });
});

describe("a roster", () => {
  it("of more units than any place has is refused, in a workbook and in a text", () => {
    const units = upTo(30_001).map((at) => [`U${at}`, `某单位${at}`, "", "部门"]);
    expect(problemsOf(withRoster(units))).toEqual(["schemas/units.xlsx：单位名录超过 30000 行"]);
    const lines = ["code,name,aliases,category", ...units.map((unit) => unit.join())].join("\n");
    expect(refusalOf(withText("units.csv", () => lines))).toBe("schemas/units.csv：单位名录超过 30000 行");
  });

  test.each([
    ["controls and marks of direction", HIDDEN_SIGNS, "不能换行，也不能含有看不见的记号"],
    ["more than a hundred characters", ["某".repeat(101)], "不能超过 100 字"],
    ["signs alone", ["..", "/", "{{}}", "$"], "中没有文字"],
  ])("with a name of %s is refused", (_, names, message) => {
    const problems = problemsOf(withRoster(names.map((name, at) => [`U${at}`, name, "", "部门"])));
    expect(problems).toHaveLength(names.length);
    for (const problem of problems) expect(problem).toContain(message);
  });

  it("with codes that are paths or long is refused", () => {
    const codes = ["../x", "a/b", "=1+1", "A".repeat(41), "<b>"];
    expect(problemsOf(withRoster(codes.map((code, at) => [code, `某单位${at}`, "", "部门"])))).toHaveLength(5);
  });

  it("under thousands of merged areas is refused cell by cell", () => {
    const units = upTo(400).map((at) => [`U${at}`, `某单位${at}`, "", "部门"]);
    const merged = units.map((_, at): [number, number, number, number] => [at + 1, 0, 2, 4]);
    expect(problemsOf(withRoster(units, merged))).toHaveLength(100);
  });
});

describe("settings", () => {
  const withSettings = (rows: Rows): readonly SchemaFile[] =>
    withBook(book("设置.xlsx", sheet("设置", [["项目", "填写"], ...rows])), "jurisdiction.json");

  it("of thousands of rows are refused", () => {
    expect(problemsOf(withSettings(upTo(1001).map(() => ["名称", "某市"])))).toEqual([
      "schemas/设置.xlsx：一张表超过 1000 行",
    ]);
  });

  it("with a name that reads as another, or is a whole text, are refused", () => {
    for (const name of [...HIDDEN_SIGNS, "市".repeat(61)])
      expect(refusalOf(withSettings([["名称", name]]))).toMatch(/B2：“名称”不能/);
  });
});

describe("表式.xlsx", () => {
  test.each([
    ["lines that belong to one another in a circle", [line(5, "a", "6"), line(6, "b", "5"), COLUMN], /互相包含|循环/],
    ["two lines of one code", [line(5, "a"), line(6, "a"), COLUMN], /重复|写了两次|相同/],
    [
      "more lines than a sheet may have",
      [...upTo(5000).map((at) => line(at + 1, `a${at}`)), COLUMN],
      /“项目”表超过 5000 行/,
    ],
    [
      "more figures than a form has",
      [
        ...upTo(2001).map((at) => line(at + 1, `a${at}`)),
        ...[..."BCDEFGHIJK"].map((place) => ["栏", place, place, place.toLowerCase()]),
      ],
      /指标（行数乘以栏数）超过 20000 个/,
    ],
    ["a hundred thousand sections", upTo(201).map(() => ["分表", "", "项目", "main"]), /分表超过 200 张/],
    ["a heading of a thousand steps", [["行", "5", upTo(9000).join("／"), "a", "整数"], COLUMN], /“名称”超过 10 层/],
    ["a line that goes into hundreds of totals", [line(5, "a", upTo(300).join("、")), COLUMN], /“属于”超过 20 项/],
    ["a label as long as a text", [["行", "5", "项".repeat(5000), "a", "整数"], COLUMN], /不能超过 300 字/],
    ["a code that is a path", [line(5, "../../a"), COLUMN], /只能用字母和数字/],
  ])("with %s is refused", (_, lines, message) => {
    expect(refusalOf(withForm([...TABLE, ...lines]))).toMatch(message);
  });

  it("with thousands of totals that go into each other is judged at once, and in a circle refused", () => {
    const chain = upTo(1000).map((at) => line(at + 1, `a${at}`, String(at + 2)));
    const accepted = loadSchemas(withForm([...TABLE, ...chain, line(1001, "a1000"), COLUMN]));
    expect(accepted.forms.find(({ id }) => id === "aid")?.figures.size).toBe(1001);
    expect(refusalOf(withForm([...TABLE, ...chain, line(1001, "a1000", "1"), COLUMN]))).toContain("相加，循环不止");
  });

  it("with a relation of thousands of terms, or of signs alone, is refused", () => {
    const relations = [`${"B5+".repeat(30_000)}B5=B5`, "<=".repeat(400), "-".repeat(900), "上期".repeat(300)];
    const problems = problemsOf(
      withForm(
        [...TABLE, line(5, "a"), COLUMN],
        relations.map((relation, at) => [`R.${"ABCD"[at]}`, relation, "", "核实性"]),
      ),
    );
    expect(problems).toHaveLength(4);
    expect(problems[0]).toContain("“关系”超过 1000 字");
  });

  it("with a title that reads as another, or is a whole text, is refused", () => {
    for (const title of [...HIDDEN_SIGNS, "报".repeat(101)])
      expect(refusalOf(withForm([...TABLE, line(5, "a"), COLUMN], [], title))).toContain("“title”不能");
  });
});

describe("报告提纲.docx", () => {
  const OUTLINE = "annual-report/2021/报告提纲.docx";
  const withLines = (lines: readonly string[]): readonly SchemaFile[] => {
    const texts = ["某市年度报告", "一、总体情况", ...lines].map((text, at) => ({ text, place: `第${at + 1}段` }));
    const content = { format: "docx", blocks: [{ kind: "text", sheet: "正文", lines: texts }], remarks: [] } as const;
    return withBook({ path: OUTLINE, text: "", content }, "annual-report/2021/outline.json");
  };
  test.each([
    ["thousands of paragraphs", upTo(1001).map(() => "某句。"), "提纲超过 1000 段"],
    ["a paragraph as long as a book", ["某".repeat(3001)], "第3段超过 3000 字"],
    ["thousands of placeholders", upTo(5).map(() => "{年度}".repeat(500)), "提纲中的花括号超过 2000 处"],
    ["braces without end", ["{".repeat(3000)], "花括号不成对"],
  ])("of %s is refused", (_, lines, message) => {
    expect(refusalOf(withLines(lines))).toContain(message);
  });
});

it("of hundreds of problems the first hundred are listed, and none at length", () => {
  const wrong = upTo(300).map((at) => [`?${at}${"x".repeat(2000)}`, `某单位${at}`, "", "部门"]);
  const [head, ...listed] = refusalOf(withRoster(wrong)).split("\n");
  expect(head).toBe("制度文件的问题超过100处，先列出100处：");
  expect(listed).toHaveLength(100);
  expect(Math.max(...listed.map((problem) => problem.length))).toBeLessThan(700);
});
