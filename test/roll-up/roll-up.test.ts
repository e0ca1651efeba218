import { describe, expect, test } from "vitest";
import { format } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import type { RolledFigure, RollUp } from "../../src/roll-up.js";
import { consolidate, type Done, figuresWith, type Level, NOBODY, rollUpOf, sent } from "./level.js";

const RECEIVED = "applications.received.naturalPerson";
const GRANTED = "applications.granted.naturalPerson";
const RECEIVED_TOTAL = "applications.received.total";
const OF_THREE = figuresWith({ [RECEIVED]: "3", [GRANTED]: "3" });
const OF_FOUR = figuresWith({ [RECEIVED]: "4", [GRANTED]: "4" });

const COUNTIES: Level = {
  name: "赣州市",
  level: "city",
  within: ["江西省"],
  units: { C01: "瑞金市", C02: "于都县" },
  files: {
    "瑞金市.json": sent("瑞金市", { figures: OF_THREE }),
    "于都县/上报.json": sent("于都县", { figures: OF_FOUR }),
  },
};

/** The city with another file in place of 于都县's, or none. */
function besides(files: Level["files"]): Level {
  return { ...COUNTIES, files: { "瑞金市.json": COUNTIES.files["瑞金市.json"]!, ...files } };
}

function changed(change: Partial<RollUp>): Level {
  return besides({ "于都县/上报.json": sent("于都县", { figures: OF_FOUR, ...change }) });
}

function withFigure(code: string, figure: RolledFigure): Level {
  return changed({ figures: { ...OF_FOUR, [code]: figure } });
}

function rulesOf({ consolidation }: Done): readonly string[] {
  return consolidation.findings.filter(({ severity }) => severity !== "notice").map(({ rule }) => rule);
}

function messageOf({ consolidation }: Done, rule: string): string {
  return consolidation.findings.find((finding) => finding.rule === rule)?.message ?? "";
}

function figureOf({ consolidation }: Done, code: string): { value: string | null; state: string } {
  const { value, state } = consolidation.figures.get(figureCode(code))!;
  return { value: value && format(value), state };
}

describe("上报文件作为下级的报送材料", () => {
  test("counties are summed like units, each figure with the file and the code it came from", async () => {
    const done = await consolidate(COUNTIES);
    expect(rulesOf(done)).toEqual([]);
    expect(done.consolidation.status).toBe("final");
    expect(figureOf(done, RECEIVED)).toEqual({ value: "7", state: "final" });
    expect(figureOf(done, "applications.outcomesTotal.total")).toEqual({ value: "7", state: "final" });
    const [, second] = done.consolidation.figures.get(figureCode(RECEIVED))!.contributions;
    expect(second!.source).toEqual({ file: "2022/于都县/上报.json", sheet: "上报", cell: RECEIVED, text: "4" });
  });

  test("what a run writes is read by the level above to the same figures, three levels up", async () => {
    const city = await consolidate(COUNTIES);
    const province = await consolidate({
      name: "江西省",
      level: "province",
      units: { P01: "赣州市" },
      files: { "收/赣州.json": new TextDecoder().decode(city.files.get("上报.json")) },
    });
    const country = await consolidate({
      name: "全国",
      level: "country",
      units: { N01: "江西省" },
      files: { "江西省/上报.json": province.files.get("上报.json")! },
    });
    for (const [code, figure] of city.consolidation.figures)
      expect(country.consolidation.figures.get(code)?.value, code).toEqual(figure.value);
    expect(country.consolidation.status).toBe("final");
    const { levels } = JSON.parse(new TextDecoder().decode(country.files.get("上报.json"))) as RollUp;
    expect(levels.map(({ level, due, received }) => [level, due, received])).toEqual([
      ["country", 1, 1],
      ["province", 1, 1],
      ["city", 2, 2],
      ["county", 0, 0],
    ]);
  });

  test("units and counties mixed", async () => {
    const done = await consolidate({
      ...besides({ "于都县.csv": "填报单位,于都县\n表三\n" }),
      units: { C01: "瑞金市", C02: "于都县" },
    });
    expect(figureOf(done, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
    expect(rulesOf(done)).toContain("FORM.TABLE_MISSING");
  });

  test("a missing county leaves every figure incomplete", async () => {
    const done = await consolidate(besides({}));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
    expect(rulesOf(done)).toEqual(["UNIT.MISSING"]);
  });

  test("the jurisdiction's own is its own report and no county's", async () => {
    const done = await consolidate({
      ...COUNTIES,
      files: { ...COUNTIES.files, "赣州市上报.json": sent("赣州市", { figures: OF_FOUR }) },
    });
    expect(figureOf(done, RECEIVED).value).toBe("7");
    expect(done.consolidation.submissions.map(({ status }) => status)).toContain("published");
  });
});

describe("下级的状态", () => {
  test("a draft arrives provisional, and it is said which county's and why", async () => {
    const done = await consolidate(changed({ status: "draft", reasons: ["有2个应报单位未报"] }));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "7", state: "provisional" });
    expect(done.consolidation.status).toBe("draft");
    expect(messageOf(done, "ROLLUP.DRAFT")).toContain("于都县上报的是草稿，不是定稿（有2个应报单位未报）");
    expect(done.consolidation.coverage.returned).toEqual(["C02"]);
  });

  test("a figure that is provisional in what calls itself final is provisional here", async () => {
    const done = await consolidate(withFigure(RECEIVED, { value: "4", state: "provisional" }));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "7", state: "provisional" });
    expect(figureOf(done, "applications.received.enterprise").state).toBe("final");
  });

  test.each<readonly [string, RolledFigure]>([
    ["incomplete below", { value: "4", state: "incomplete" }],
    ["null below", { value: null, state: "incomplete" }],
    ["not reported below", { value: null, state: "notReported" }],
  ])("%s: null here, incomplete, and said", async (_title, figure) => {
    const done = await consolidate(withFigure(RECEIVED, figure));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
    expect(figureOf(done, RECEIVED_TOTAL).state).toBe("incomplete");
    const [, share] = done.consolidation.figures.get(figureCode(RECEIVED))!.contributions;
    expect(share!.value).toBeNull();
    expect(rulesOf(done)).toContain("ROLLUP.INCOMPLETE");
    expect(messageOf(done, "ROLLUP.INCOMPLETE")).toContain("有1项在报送单位那里不完整或没有数");
  });

  test("a figure that the file lacks is missing, and is said to be", async () => {
    const { [RECEIVED]: _left, ...rest } = OF_FOUR;
    const done = await consolidate(changed({ figures: rest }));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
    expect(rulesOf(done)).toContain("FORM.COLUMN_MISSING");
  });

  test("a county's relations are checked as a unit's", async () => {
    const done = await consolidate(withFigure(RECEIVED, { value: "5", state: "final" }));
    expect(rulesOf(done)).toEqual(expect.arrayContaining(["T3.BALANCE", "T3.ROW_TOTAL"]));
    expect(figureOf(done, RECEIVED)).toEqual({ value: "8", state: "provisional" });
    expect(figureOf(done, RECEIVED_TOTAL).value).toBe("8");
  });

  test("an undivided row stands for its items below and here", async () => {
    const items = Object.fromEntries(
      Object.keys(OF_FOUR)
        .filter((code) => /otherHandling\.(?!undivided)\w+\.naturalPerson$/.test(code))
        .map((code) => [code, { value: null, state: "incomplete" as const }]),
    );
    expect(Object.keys(items).length).toBeGreaterThan(1);
    const undivided = { "applications.otherHandling.undivided.naturalPerson": { value: "0", state: "final" as const } };
    const done = await consolidate(changed({ figures: { ...OF_FOUR, ...items, ...undivided } }));
    expect(figureOf(done, "applications.outcomesTotal.naturalPerson")).toEqual({ value: "7", state: "final" });
    expect(rulesOf(done)).not.toContain("ROLLUP.INCOMPLETE");
  });
});

describe("改动过或不对的上报文件", () => {
  const WHOLE = sent("于都县", { figures: OF_FOUR });
  const deep = `{"format":"crossfoot-rollup/1","unit":${"[".repeat(200_000)}`;

  test.each<readonly [string, string, string]>([
    ["a value was changed", WHOLE.replace('"value":"4"', '"value":"40"'), "校验值不符"],
    ["a number in place of a text", WHOLE.replace('"value":"4"', '"value":4'), "带引号的十进制数"],
    ["an exponent", WHOLE.replace('"value":"4"', '"value":"4e3"'), "带引号的十进制数"],
    ["a digit group", WHOLE.replace('"value":"4"', '"value":"4,000"'), "带引号的十进制数"],
    ["a word that is no state", WHOLE.replace('"state":"final"', '"state":"sure"'), "不符合上报文件的格式"],
    ["a key twice", WHOLE.replace('"period":', '"status":"final","period":'), "“status”出现了两次"],
    [
      "a key twice, once in other letters",
      WHOLE.replace('"period":', '"st\\u0061tus":"final","period":'),
      "“status”出现了两次",
    ],
    ["half of it", WHOLE.slice(0, WHOLE.length / 2), "不是完整的 JSON"],
    ["deep nesting", deep, "不是完整的 JSON"],
    ["another format", WHOLE.replace("crossfoot-rollup/1", "crossfoot-rollup/9"), "应为“crossfoot-rollup/1”"],
    ["a name of two lines", sent("于都县\n瑞金市", { figures: OF_FOUR }), "不符合上报文件的格式"],
    ["a key is gone", WHOLE.replace(/"forms": .*,\n/, ""), "不符合上报文件的格式"],
  ])("%s: not summed, and said why", async (_title, content, reason) => {
    const done = await consolidate(besides({ "于都县/上报.json": content }));
    expect(messageOf(done, "FILE.UNREADABLE")).toContain(reason);
    expect(figureOf(done, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
  });

  test("more figures than any form has", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, at) => [`a.b.c${at}`, { value: "1", state: "final" as const }]),
    );
    const done = await consolidate(changed({ figures: many }));
    expect(rulesOf(done)).toContain("FILE.TOO_LARGE");
  });

  test("a code that the form does not have is said and not summed", async () => {
    const done = await consolidate(withFigure("applications.received.martian", { value: "9", state: "final" }));
    expect(messageOf(done, "FORM.ROW_UNKNOWN")).toContain("applications.received.martian");
    expect(figureOf(done, RECEIVED_TOTAL).value).toBe("7");
  });

  test("a table of the county's own is said as a notice", async () => {
    const { forms } = rollUpOf("于都县");
    const own = { id: "local", edition: "2022", title: "本县统计表", tables: ["local"] };
    const figures = { ...OF_FOUR, "local.row.value": { value: "9", state: "final" as const } };
    const done = await consolidate(changed({ forms: [...forms, own], figures }));
    expect(messageOf(done, "FORM.ROW_UNKNOWN")).toContain("local.row.value");
    expect(done.consolidation.status).toBe("final");
  });

  test.each([
    ["another year", "2021", "材料写明的年度是2021年，应为2022年"],
    ["a part of the year", "2022-Q1", "材料写明的年度是2022年第一季度，应为2022年"],
    ["no period at all", "去年", "材料写明的年度是去年，应为2022年"],
  ])("%s: not summed", async (_title, period, words) => {
    const done = await consolidate(changed({ period }));
    expect(messageOf(done, "YEAR.MISMATCH")).toContain(words);
    expect(figureOf(done, RECEIVED).value).toBe("3");
  });

  test("an older edition is read as one; another form is not read", async () => {
    const old = await consolidate(
      changed({ forms: [{ id: "annual-report", edition: "2019", title: "年报", tables: [] }] }),
    );
    expect(rulesOf(old)).toContain("FORM.OLD_EDITION");
    const other = await consolidate(changed({ forms: [{ id: "budget", edition: "2021", title: "预算", tables: [] }] }));
    expect(messageOf(other, "ROLLUP.OTHER_FORM")).toContain("上报的是《预算》2021年版");
    expect(figureOf(other, RECEIVED)).toEqual({ value: "3", state: "incomplete" });
  });

  test("a county that the roster lacks, and one that the file's name contradicts", async () => {
    const strange = await consolidate(besides({ "上报.json": sent("兴国县", { figures: OF_FOUR }) }));
    expect(rulesOf(strange)).toEqual(expect.arrayContaining(["UNIT.UNKNOWN", "UNIT.MISSING"]));
    const wrong = await consolidate(besides({ "于都县.json": sent("瑞金市", { figures: OF_FOUR }) }));
    expect(rulesOf(wrong)).toContain("UNIT.CONFLICT");
    expect(figureOf(wrong, RECEIVED).value).toBe("3");
  });

  test.each([
    ["a count with decimals", "4.5", "VALUE.NOT_WHOLE"],
    ["a negative count", "-4", "VALUE.NEGATIVE"],
    ["a telephone number", "13807970000", "VALUE.TOO_LARGE"],
  ])("%s", async (_title, value, rule) => {
    const done = await consolidate(withFigure(RECEIVED, { value, state: "final" }));
    expect(rulesOf(done)).toContain(rule);
  });
});

describe("与上报文件一起来的其他文件", () => {
  const WHOLE = sent("于都县", { figures: OF_FOUR, levels: [NOBODY] });

  test("a folder that a run below left is that run's 上报 alone, and it is said what was not read", async () => {
    const done = await consolidate(
      besides({
        "于都县/上报.json": WHOLE,
        "于都县/consolidated.json": '{\n  "jurisdiction": "于都县",\n  "year": 2022,\n "figures": {}}',
        "于都县/returns/贡江镇.csv": "填报单位,瑞金市\n本年新收政府信息公开申请数量,99\n",
      }),
    );
    expect(figureOf(done, RECEIVED)).toEqual({ value: "7", state: "final" });
    expect(rulesOf(done)).toEqual([]);
    expect(
      done.consolidation.findings
        .flatMap(({ rule, sources }) => (rule === "FILE.NOT_A_SUBMISSION" ? sources : []))
        .map(({ file }) => file),
    ).toEqual(["2022/于都县/consolidated.json", "2022/于都县/returns/贡江镇.csv"]);
  });

  test("consolidated.json alone is no submission, whosever folder it lies in", async () => {
    const done = await consolidate(
      besides({ "于都县/汇总.json": '{\n  "jurisdiction": "于都县",\n  "year": 2022,\n "figures": {}}' }),
    );
    expect(rulesOf(done)).toEqual(["UNIT.MISSING"]);
    expect(messageOf(done, "FILE.NOT_A_SUBMISSION")).toContain("只供追溯");
  });
});
