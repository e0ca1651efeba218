import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Jurisdiction } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { permittedText, settingsLayout } from "../../src/form/office/office.js";
import { writeSetup } from "../../src/publish/setup/setup.js";
import { sheetjsBook, textRows } from "../publish/parts.js";
import { filledBook, type Typed, withBook } from "./office-books.js";
import { errorOf, problemsOf } from "./schema-files.js";

const SHIPPED = JSON.parse(
  readFileSync(new URL("../../schemas/jurisdiction.json", import.meta.url), "utf8"),
) as Jurisdiction;
const { settings, lists } = settingsLayout();

/** The cell in which a setting is filled in. */
function cellOf(label: string): string {
  const at = settings.findIndex((setting) => setting.label === label);
  if (at < 0) throw new Error(`no setting ${label}`);
  return `B${at + 4}`;
}

function bookOf(values: Partial<Jurisdiction>): Uint8Array {
  return writeSetup({ settings: values, date: "2023-01-05" }).settings;
}

async function filled(typed: Readonly<Record<string, string | number | Date | null | object>>, more: Typed = {}) {
  const cells = Object.fromEntries(Object.entries(typed).map(([label, value]) => [cellOf(label), value]));
  const bytes = await filledBook(bookOf(SHIPPED), { 设置: cells as Typed[string], ...more });
  return withBook("设置.xlsx", bytes, ["jurisdiction.json"]);
}

const read = async (...given: Parameters<typeof filled>): Promise<Jurisdiction> =>
  loadSchemas(await filled(...given)).jurisdiction;

describe("the settings workbook", () => {
  test("names and explains every setting, each with a label of its own", () => {
    const all = [...settings, ...lists.flatMap(({ columns }) => columns)];
    expect(all.length).toBeGreaterThan(25);
    for (const { label, explanation } of all) {
      expect(label).toMatch(/^(?:PDF)?\p{Script=Han}+$/u);
      expect(explanation).not.toBe("");
    }
    expect(new Set(settings.map(({ label }) => label)).size).toBe(settings.length);
    expect(settings.map(permittedText)).toContain(
      "县级、乡镇级 之一；必填".replace("县级", "国家级、省级、市级、县级"),
    );
  });

  test("speaks to a clerk: no way of writing that only the file of settings has", () => {
    const texts = textRows(sheetjsBook({ path: "设置.xlsx", bytes: bookOf(SHIPPED) }).Sheets.设置).slice(3);
    expect(texts).toHaveLength(settings.length);
    expect(texts.map(([, , , explanation]) => explanation).filter((text) => /（[!-~]+）/.test(text ?? ""))).toEqual([]);
    expect(texts.flat().join()).toContain("空白和 / — 无 等记号：按 0 计，或者须由单位补填");
  });

  test("knows the oversight office by its code, its name or an alias; another name stays as it was typed", async () => {
    for (const [typed, code] of [
      ["D01", "D01"],
      ["瑞金市政府办公室", "D01"],
      ["市政府办", "D01"],
      ["政府办事处", "政府办事处"],
    ] as const)
      expect((await read({ 主管部门: typed })).oversightOffice).toBe(code);
  });

  test("read back it is what was written, every setting filled in", async () => {
    const { $schema: _, ...shipped } = SHIPPED as Jurisdiction & { $schema?: string };
    const whole: Jurisdiction = {
      ...shipped,
      government: "某某市人民政府",
      contact: "王某",
      phone: "0797-2522000",
      replyBy: "02-28",
      replyDays: 5,
      rules: [{ id: "YEAR.SWING", severity: "notice", reason: "本地机构改革", date: "2023-01-05" }],
      approvals: { explanations: false, order: [], issue: true },
      fonts: { pdf: "/字体/宋体.ttf" },
      keepRuns: 20,
      limits: { fileMegabytes: 50, seconds: 30 },
      threads: 2,
    };
    const files = await withBook("设置.xlsx", bookOf(whole), ["jurisdiction.json"]);
    expect(loadSchemas(files).jurisdiction).toEqual(whole);
  });

  test("takes the place of jurisdiction.json", async () => {
    const files = await withBook("设置.xlsx", bookOf({ ...SHIPPED, name: "某某市" }));
    expect(loadSchemas(files).jurisdiction.name).toBe("某某市");
  });

  test("days as people and spreadsheets write them", async () => {
    const days = async (value: string | Date): Promise<string> =>
      (await read({ 报送截止日: value })).deadlines.submission;
    for (const text of ["1-20", "1/20", "1月20日", " 01-20 ", "１月２０日"]) expect(await days(text)).toBe("01-20");
    const bytes = await filledBook(bookOf(SHIPPED), {}, (book) => {
      const cell = book.getWorksheet("设置")?.getCell(cellOf("报送截止日"));
      if (!cell) throw new Error("no cell");
      cell.value = new Date(Date.UTC(2026, 0, 20));
      cell.numFmt = 'm"月"d"日"';
    });
    const files = await withBook("设置.xlsx", bytes, ["jurisdiction.json"]);
    expect(loadSchemas(files).jurisdiction.deadlines.submission).toBe("01-20");
  });

  test("words, numbers as text, choices by label or code", async () => {
    const set = await read({
      上级: "江西省，赣州市；",
      答复天数: "７",
      级别: "city",
      空白的处理: "须补填",
      件数上限: 5000,
    });
    expect(set).toMatchObject({ within: ["江西省", "赣州市"], replyDays: 7, level: "city" });
    expect(set.policies).toEqual({ blank: "unreadable", ceilings: { count: "5000", amount: "100000000" } });
  });

  test("everything that is wrong is said at once, each with sheet and cell, and nothing is loaded", async () => {
    const files = await filled(
      {
        名称: null,
        级别: "地级",
        报送截止日: "13月1日",
        答复天数: 120,
        保留运行次数: { formula: "1+1", result: 2 },
        金额上限: "一亿",
      },
      { 规则调整: { A4: "NO.SUCH", B4: "停用", C4: "没有这条", D4: "2023/1/5", A5: "YEAR.SWING", B5: "关闭" } },
    );
    expect(problemsOf(files)).toEqual(
      [
        `“规则调整”表 B5：“调整为”只能是 强制性、核实性、提示性、停用 之一，现为“关闭”`,
        `“规则调整”表 C5：“理由”没有填写`,
        `“规则调整”表 D5：“日期”没有填写`,
        `“设置”表 ${cellOf("名称")}：“名称”没有填写`,
        `“设置”表 ${cellOf("级别")}：“级别”只能是 国家级、省级、市级、县级、乡镇级 之一，现为“地级”`,
        `“设置”表 ${cellOf("报送截止日")}：“报送截止日”应写作 月-日，例如 01-31，现为“13月1日”`,
        `“设置”表 ${cellOf("答复天数")}：“答复天数”不能大于90，现为“120”`,
        `“设置”表 ${cellOf("金额上限")}：“金额上限”应为整数，现为“一亿”`,
        `“设置”表 ${cellOf("保留运行次数")}：“保留运行次数”是公式，请直接填写内容`,
      ].map((words) => `schemas/设置.xlsx ${words}`),
    );
    expect(errorOf(files)).toMatchObject({ exitCode: 2, file: "schemas/设置.xlsx" });
  });

  test("a change of a rule that may not be changed is shown in its cell", async () => {
    const rules = { A4: "T3.BALANCE", B4: "停用", C4: "试行", D4: "2023-01-05" };
    expect(problemsOf(await filled({}, { 规则调整: rules }))).toEqual([
      "schemas/设置.xlsx “规则调整”表 A4：规则 T3.BALANCE 是强制性的，不能停用或调整级别",
    ]);
  });

  test("unknown, repeated and missing lines, and sheets that nothing reads", async () => {
    const below = settings.length + 4;
    const files = await filled(
      {},
      {
        设置: {
          [`A${below}`]: "传真",
          [`B${below}`]: "123",
          [`A${below + 1}`]: "名称",
          [`B${below + 1}`]: "某县",
          A7: "",
        },
        备忘: { A1: "请局长过目" },
      },
    );
    expect(problemsOf(files)).toEqual([
      "schemas/设置.xlsx：程序不读取“备忘”表，请删去，或恢复原来的栏目标题",
      "schemas/设置.xlsx：缺少“级别”一行",
      `schemas/设置.xlsx “设置”表 B7：这一行没有写“项目”`,
      `schemas/设置.xlsx “设置”表 A${below}：不认识“传真”这一项，程序不会读取`,
      `schemas/设置.xlsx “设置”表 B${below + 1}：“名称”写了两次`,
    ]);
  });

  test("a list that lost a column is not taken for none", async () => {
    expect(problemsOf(await filled({}, { 规则调整: { D3: "", A4: "YEAR.SWING" } }))).toEqual([
      "schemas/设置.xlsx 第3行：“规则调整”表缺少“日期”一栏",
    ]);
  });

  test("a struck text is not taken, and a damaged file is said", async () => {
    const struck = await filledBook(bookOf(SHIPPED), {}, (book) => {
      const cell = book.getWorksheet("设置")?.getCell(cellOf("名称"));
      if (cell) cell.font = { strike: true };
    });
    const [problem = ""] = problemsOf(await withBook("设置.xlsx", struck, ["jurisdiction.json"]));
    expect(problem).toMatch(/“设置”表 B4：“名称”内容看不清楚/);
    const broken = bookOf(SHIPPED).slice(0, 2000);
    expect(problemsOf(await withBook("设置.xlsx", broken, ["jurisdiction.json"]))[0]).toContain(
      "schemas/设置.xlsx：不能读取：",
    );
  });
});
