import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal } from "../../src/decimal.js";
import { type FigureCode, figureCode } from "../../src/figure.js";
import { formsOf, unitsDue } from "../../src/form/form.js";
import { indexRoster, receive, unitOf } from "../../src/intake/intake.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { yearPeriod } from "../../src/period.js";
import { writeTemplates } from "../../src/publish/template/template.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { changed, filled, formulaOf, partOf } from "./filling.js";
import {
  blankFor,
  distinctValues,
  figuresFor,
  placesIn,
  received,
  rulesOf,
  saidIn,
  schemas,
  typedOf,
  withTotals,
} from "./handed-out.js";
import { exceljsBook } from "./parts.js";

const code = figureCode;

describe("填好的空白表读回", () => {
  test.each([
    [2020, 6],
    [2023, schemas.units.length],
  ])("%i年：名录中各单位的表，文件名不限，都认得出", async (year, most) => {
    const period = yearPeriod(year);
    const units = unitsDue(schemas, period).slice(0, most);
    const index = indexRoster(schemas, units);
    for (const file of writeTemplates({ schemas, period, units, before: new Map() })) {
      const [result] = await readSubmission(file.bytes, "新建.xlsx", DEFAULT_LIMITS, installedPdfFiles);
      const [part, ...others] = receive({ file: "新建.xlsx", sha256: "", outcome: result!.outcome }, index, period);
      expect(others).toEqual([]);
      expect(part?.identity).toMatchObject({ owner: { kind: "unit" }, otherYear: false, findings: [] });
      expect(file.path).toContain(unitOf(part!.identity)?.name);
    }
  });

  test.each([
    [2020, ["T01", "D01", "D20"]],
    [2023, ["T01", "T17", "D01", "D20"]],
  ])("%i年：填的数一个不差", async (year, units) => {
    const period = yearPeriod(year);
    // Every unit's tables stand in the same cells.
    const places = await placesIn(blankFor("D01", year), year);
    const made = units.map((own) => {
      const whole = withTotals(distinctValues(own, year), formsOf(schemas, period));
      return { own, whole, bytes: filled(blankFor(own, year), typedOf(whole, places)) };
    });
    const gathered = await received(Object.fromEntries(made.map(({ bytes }, at) => [`新建 ${at}.xlsx`, bytes])), year);
    for (const { own, whole } of made)
      expect(saidIn(gathered, own)).toEqual(expect.objectContaining(Object.fromEntries(whole)));
    for (const { code: rule, unit, figures } of gathered.findings) {
      const asked = figuresFor(unitsDue(schemas, period).find((one) => one.code === unit)!, period);
      // Grey cells, which the unit is not to fill in, are blank.
      expect(rule).toBe("VALUE.BLANK_AS_ZERO");
      expect(figures.filter((figure) => asked.some((one) => one.code === figure))).toEqual([]);
    }
  });

  test("任意填几格：填的读成所填的数，没有填的是空白", async () => {
    const blank = blankFor("D01");
    const places = await placesIn(blank);
    const inputs = [...distinctValues("D01", 2023).keys()];
    const number = fc.oneof(fc.nat(40), fc.nat(999_999)).map(String);
    const some = fc.array(fc.tuple(fc.constantFrom(...inputs), number), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(some, async (pairs) => {
        const whole = withTotals(new Map(pairs), formsOf(schemas, yearPeriod(2023)));
        const said = saidIn(await received({ "报表.xlsx": filled(blank, typedOf(whole, places)) }), "D01");
        const wanted = [...places.keys()].map((one) => [one, whole.get(one) ?? "blank"]);
        expect(said).toEqual(Object.fromEntries(wanted));
      }),
      { numRuns: 15, seed: 20231120 },
    );
  });

  test("金额照所填的小数读；旁边的核对和说明不当作表式以外的行", async () => {
    const blank = blankFor("T01");
    const places = await placesIn(blank);
    const asked = code("applications.received.naturalPerson");
    const typed = typedOf(
      new Map([
        [code("proactive.fees.amount"), "1234.567891"],
        [asked, "3"],
        [code("applications.received.total"), "3"],
      ]),
      places,
    );
    const marks = { D35: "不符，相差3件", J35: "不符，相差3件", L9: "相符" };
    const gathered = await received({ "报表.xlsx": filled(blank, { ...typed, 表三: { ...typed["表三"], ...marks } }) });
    expect(saidIn(gathered, "T01")["proactive.fees.amount"]).toBe("1234.567891");
    expect(saidIn(gathered, "T01")[asked]).toBe("3");
    expect(rulesOf(gathered)).toEqual(new Set(["VALUE.BLANK_AS_ZERO", "VALUE.TOTAL_NOT_STATED", "FORM.TABLE_BLANK"]));
  });

  test("原样交回的空白表是空白的表，不是零报告", async () => {
    const gathered = await received({ "报表.xlsx": blankFor("T01") });
    expect(new Set(Object.values(saidIn(gathered, "T01")))).toEqual(new Set(["blank"]));
    expect(rulesOf(gathered)).toContain("FORM.TABLE_BLANK");
  });
});

const CARRIED: ReadonlyMap<FigureCode, ReturnType<typeof decimal>> = new Map(
  Object.entries({
    "applications.carriedOut.naturalPerson": "3",
    "applications.carriedOut.enterprise": "0",
    "proactive.normativeDocuments.inForce": "6",
  }).map(([figure, value]) => [code(figure), decimal(value)]),
);

describe("空白表的样子", () => {
  test("合计和核对是公式，锁定；能填的格不锁定，只接受规定的数", async () => {
    const book = await exceljsBook({ path: "空.xlsx", bytes: blankFor("T01") });
    const sheet = book.getWorksheet("表三")!;
    expect(sheet.getCell("J9").value).toMatchObject({ formula: 'IF(COUNT(D9:I9)=0,"",SUM(D9:I9))' });
    expect(sheet.getCell("J9").protection?.locked ?? true).toBe(true);
    expect(sheet.getCell("D9").protection.locked).toBe(false);
    expect(sheet.getCell("D9").dataValidation).toMatchObject({
      type: "whole",
      operator: "greaterThanOrEqual",
      formulae: [0],
    });
    const amount = book.getWorksheet("表二")!.getCell("B19");
    expect(amount.dataValidation).toMatchObject({ type: "custom", prompt: expect.stringContaining("万元") });
    expect(amount.dataValidation.formulae).toEqual(["AND(ISNUMBER(B19),B19>=0,ROUND(B19,6)=B19)"]);
    for (const name of ["填报说明", "表二", "表三", "表四", "第一部分局部统计表"])
      expect(book.getWorksheet(name)).toMatchObject({ sheetProtection: { sheet: true } });
    expect(book.getWorksheet("空白表标记")?.state).toBe("veryHidden");
  });

  test("每条表内勾稽关系都有核对：42条，加上年现行有效已知的1条", () => {
    const bytes = blankFor("T01", 2023, CARRIED);
    const marks = ["表二", "表三", "表四"].flatMap((sheet) => {
      const xml = sheetXml(bytes, sheet);
      return [...xml.matchAll(/<f>([^<]*相符[^<]*)<\/f>/g)];
    });
    expect(marks).toHaveLength(43);
  });

  test("上年的结转已填好并锁定，合计和核对随之算好；没有结转的不填", async () => {
    const book = await exceljsBook({ path: "空.xlsx", bytes: blankFor("T01", 2023, CARRIED) });
    const sheet = book.getWorksheet("表三")!;
    expect([sheet.getCell("D10").value, sheet.getCell("E10").value, sheet.getCell("F10").value]).toEqual([3, 0, null]);
    expect(sheet.getCell("D10").protection?.locked ?? true).toBe(true);
    expect(sheet.getCell("F10").protection.locked).toBe(false);
    expect(sheet.getCell("J10").result).toBe(3);
    const none = await exceljsBook({
      path: "空.xlsx",
      bytes: blankFor("T01", 2023, new Map([[code("applications.carriedOut.naturalPerson"), decimal("0")]])),
    });
    expect(none.getWorksheet("表三")!.getCell("D10").value).toBeNull();
  });

  test("同样的单位、制度和上年数，字节相同", () => {
    expect(blankFor("T01", 2023, CARRIED)).toEqual(blankFor("T01", 2023, CARRIED));
  });

  test.each([
    ["zero", "没有填的格按0计"],
    ["unreadable", "空白不等于0"],
  ] as const)("说明写明单位、截止日、找谁问、空白的意思（%s）和勾稽关系", async (blank, meaning) => {
    const { jurisdiction } = schemas;
    const policies = { ...jurisdiction.policies, blank };
    const own = { ...schemas, jurisdiction: { ...jurisdiction, policies, contact: "李四", phone: "0797-2500000" } };
    const period = yearPeriod(2023);
    const [file] = writeTemplates({ schemas: own, period, units: own.units.slice(0, 1), before: new Map() });
    const text = JSON.stringify((await exceljsBook(file!)).getWorksheet("填报说明")!.getSheetValues());
    const words = ["象湖镇人民政府", "T01", "2024年1月20日前", "李四", "0797-2500000", meaning, "第一项加第二项之和"];
    for (const word of words) expect(text).toContain(word);
  });

  test("结转的数只知道一部分：只锁定已知的，什么都没填时不说不符", async () => {
    const some = new Map([[code("applications.carriedOut.naturalPerson"), decimal("3")]]);
    const book = await exceljsBook({ path: "空.xlsx", bytes: blankFor("T01", 2023, some) });
    const sheet = book.getWorksheet("表三")!;
    expect([sheet.getCell("D10").value, sheet.getCell("J10").result]).toEqual([3, 3]);
    expect(sheet.getCell("E10").protection.locked).toBe(false);
    expect(sheet.getCell("J35").formula).toContain("COUNT(J9,J32:J33)=0");
    expect(sheet.getCell("L10").formula).toContain("COUNT(E10:I10)=0");
  });

  test("两种报表的表同名：工作表各有各的名称", async () => {
    const twice = schemas.forms.map((form) =>
      form.id === "overview"
        ? { ...form, tables: form.tables.map((table) => ({ ...table, title: "三、另一张表" })) }
        : form,
    );
    const request = { schemas: { ...schemas, forms: twice }, period: yearPeriod(2023), before: new Map() };
    const [file] = writeTemplates({ ...request, units: schemas.units.slice(0, 1) });
    const names = (await exceljsBook(file!)).worksheets.map(({ name }) => name);
    expect(names).toEqual(["填报说明", "表二", "表三", "表四", "表三（2）", "空白表标记"]);
  });
});

function sheetXml(bytes: Uint8Array, sheet: string): string {
  let found = "";
  const part = partOf(bytes, sheet);
  changed(bytes, (name, xml) => {
    if (name === part) found = xml;
    return xml;
  });
  return found;
}

describe("空白表的标记", () => {
  const OF_ANOTHER = { B6: "T02", B7: "叶坪镇人民政府" };
  const remarked = (typed: Readonly<Record<string, string>>, year = 2023): Uint8Array =>
    filled(blankFor("T01", year), { 空白表标记: typed });

  test("标记是别的单位的：单位前后不一，说明是标记，不予采用", async () => {
    const gathered = await received({ "象湖镇.xlsx": remarked(OF_ANOTHER) });
    expect(gathered.reports).toEqual([]);
    const [conflict] = gathered.findings.filter(({ code: rule }) => rule === "UNIT.CONFLICT");
    expect(JSON.stringify(conflict?.facts)).toContain("空白表标记写的是“叶坪镇人民政府”");
    expect(conflict?.sources).toContainEqual(expect.objectContaining({ sheet: "空白表标记", cell: "B6", text: "T02" }));
  });

  test("拿别的单位的表来报，只改了文件名：不予采用", async () => {
    const gathered = await received({ "象湖镇.xlsx": blankFor("T02") });
    expect(rulesOf(gathered)).toContain("UNIT.CONFLICT");
    expect(gathered.reports).toEqual([]);
  });

  test("拿上年的表改了年度来报：年度不符", async () => {
    const gathered = await received({ "象湖镇.xlsx": remarked({ B4: "2022" }) });
    expect(gathered.reports).toEqual([]);
    const [mismatch] = gathered.findings.filter(({ code: rule }) => rule === "YEAR.MISMATCH");
    expect(mismatch?.facts).toEqual({ found: "2022", wanted: "2023" });
    expect(mismatch?.sources).toEqual([expect.objectContaining({ sheet: "空白表标记", cell: "B4" })]);
  });

  test("标题和填报单位都删了，凭标记认出单位", async () => {
    const bytes = changed(blankFor("T01"), (name, xml) =>
      name === "xl/sharedStrings.xml"
        ? xml.replace(/<t>象湖镇人民政府2023年[^<]*<\/t>/, "<t>报表</t>").replaceAll("填报单位", "何处")
        : xml,
    );
    const gathered = await received({ "新建 1.xlsx": bytes });
    expect(gathered.reports.map(({ unit }) => unit.code)).toEqual(["T01"]);
  });

  test.each([
    ["D01", ["published"]],
    ["T01", ["refused"]],
  ])("用%s的空白表写成本级的报告：不当作该单位的材料", async (unit, fates) => {
    const bytes = changed(blankFor(unit), (name, xml) =>
      name === "xl/sharedStrings.xml"
        ? xml.replace(/<t>[^<]*人民政府2023年|<t>瑞金市政府办公室2023年/, "<t>瑞金市人民政府2023年")
        : xml,
    );
    const gathered = await received({ "新建 1.xlsx": bytes });
    expect(gathered.reports).toEqual([]);
    expect(gathered.submissions.map(({ status }) => status)).toEqual(fates);
  });

  test.each([
    ["别处的空白表，单位代码和名称相同，不作数", { ...OF_ANOTHER, B5: "邻县" }, false],
    ["代码后来给了别的单位，不作数", { B6: "T02" }, false],
    ["标记残缺，不作数，说明有隐藏的工作表", { ...OF_ANOTHER, A5: "place" }, true],
  ])("%s", async (_, typed, told) => {
    const gathered = await received({ "象湖镇.xlsx": remarked(typed) });
    expect(gathered.reports.map(({ unit }) => unit.code)).toEqual(["T01"]);
    expect(rulesOf(gathered).has("FILE.HIDDEN_CONTENT")).toBe(told);
  });
});

describe("改坏了的空白表照一般的工作簿读", () => {
  const typed = new Map([
    [code("applications.received.naturalPerson"), "3"],
    [code("applications.granted.naturalPerson"), "2"],
  ]);

  async function spoiled(change: (name: string, xml: string) => string) {
    const blank = blankFor("T01");
    const whole = withTotals(typed, formsOf(schemas, yearPeriod(2023)));
    const bytes = changed(filled(blank, typedOf(whole, await placesIn(blank))), change);
    return received({ "报表.xlsx": bytes });
  }

  test("工作表改名、撤销保护：读数相同", async () => {
    const gathered = await spoiled((name, xml) =>
      name === "xl/workbook.xml" ? xml.replaceAll("表三", "第三张") : xml.replace(/<sheetProtection[^>]*>/, ""),
    );
    expect(saidIn(gathered, "T01")).toMatchObject({
      "applications.received.total": "3",
      "applications.outcomesTotal.total": "2",
    });
  });

  test("删了一行：缺的一行说明，其余照读", async () => {
    const gathered = await spoiled((name, xml) =>
      name === partOf(blankFor("T01"), "表三")
        ? xml.replace(/<row r="12".*?<\/row>/, "").replace(/<mergeCell ref="B12:C12"\/>/, "")
        : xml,
    );
    expect(rulesOf(gathered)).toContain("FORM.ROW_MISSING");
    expect(saidIn(gathered, "T01")["applications.received.naturalPerson"]).toBe("3");
  });

  test("插入一列：各列照栏目名称读", async () => {
    const part = partOf(blankFor("T01"), "表三");
    const moved = (text: string): string =>
      text.replace(
        /\b([D-Z])(\d+)\b/g,
        (_, column: string, row: string) => `${String.fromCharCode(column.charCodeAt(0) + 1)}${row}`,
      );
    const gathered = await spoiled((name, xml) =>
      name === part ? xml.replace(/ r="[D-Z]\d+"|<f>.*?<\/f>| (?:ref|sqref)="[^"]*"/g, moved) : xml,
    );
    expect(saidIn(gathered, "T01")).toMatchObject({
      "applications.received.naturalPerson": "3",
      "applications.received.total": "3",
      "applications.granted.naturalPerson": "2",
    });
    expect(rulesOf(gathered)).not.toContain("FORM.ROW_UNKNOWN");
  });

  test("公式被数字代替且不平：照填的读，不平的说明在审核", async () => {
    const blank = blankFor("T01");
    expect(formulaOf(blank, "表三", "J9")).toBeDefined();
    const gathered = await spoiled((name, xml) =>
      name === partOf(blank, "表三") ? xml.replace(/(<c r="J9"[^>]*>)<f>.*?<\/f><v>3<\/v>/, "$1<v>8</v>") : xml,
    );
    expect(saidIn(gathered, "T01")["applications.received.total"]).toBe("8");
  });
});
