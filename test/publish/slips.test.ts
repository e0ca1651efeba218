import { describe, expect, it } from "vitest";
import { unitCode } from "../../src/figure.js";
import { distinctFileNames, safeFileName } from "../../src/file-name.js";
import type { GradedFinding } from "../../src/finding.js";
import { writeSlips } from "../../src/publish/returns/returns.js";
import { madePublication } from "./making.js";
import { hostilePublication, mandatoryFinding, verificationFinding } from "./making-findings.js";
import { sheetjsBook, textRows } from "./parts.js";

describe("writeSlips", () => {
  it("writes a slip for each unit with something to change or to explain, and for no other", async () => {
    const findings = [
      verificationFinding({ id: "A", unit: unitCode("D01") }),
      verificationFinding({ id: "B", unit: unitCode("T02"), explanation: { text: "属实", by: "李四" } }),
      mandatoryFinding({ id: "C" }),
      verificationFinding({ id: "D" }),
      mandatoryFinding({ id: "E", unit: unitCode("D02"), rule: "UNIT.MISSING", figures: [], sources: [] }),
      mandatoryFinding({ id: "F", unit: null, rule: "UNIT.UNKNOWN" }),
      verificationFinding({ id: "G", unit: unitCode("T03"), severity: "notice" }),
    ];
    const slips = await writeSlips(madePublication({ findings }));
    const titles = slips.map((slip) => [slip.path, textRows(sheetjsBook(slip).Sheets.通知单)[0]?.[0]]);
    expect(titles).toEqual([
      ["returns/象湖镇人民政府.xlsx", "退回修改通知单"],
      ["returns/瑞金市政府办公室.xlsx", "核实通知单"],
      ["returns/瑞金市发展和改革委员会.xlsx", "催报通知单"],
    ]);
  });

  it("says where, what was typed, what it should be, and what to do, the mandatory first", async () => {
    const [slip] = await writeSlips(madePublication({ findings: [verificationFinding(), mandatoryFinding()] }));
    const rows = textRows(sheetjsBook(slip!).Sheets.通知单);
    expect(rows[1]?.[0]).toBe("象湖镇人民政府：");
    expect(rows[2]?.[0]).toContain("2022年度");
    expect(rows[3]).toEqual(["序号", "级别", "位置", "问题", "现填", "应为", "相差", "疑似错处", "怎么改", "编号"]);
    expect(rows[4]).toEqual([
      "1",
      "强制性",
      "《2022/原件-T01.xlsx》 原表-applications C3\n《2022/原件-T01.xlsx》 原表-applications C4",
      "自然人 列：新收加结转，不等于办理结果总计加结转下年度。",
      "35",
      "36",
      "-1",
      "上年结转由0改为1",
      "请核对自然人列各行。",
      "T3.BALANCE-T01-0123456789ab",
    ]);
    expect(rows[5]?.slice(0, 2)).toEqual(["2", "核实性"]);
    expect(rows.slice(-2).map((row) => row[0])).toEqual(["瑞金市政府办公室", "　　年　　月　　日"]);
  });

  it("is one line a cause, with the guesses once and no value that a cell of a relation should have", async () => {
    const broken = (id: string, more: Partial<GradedFinding> = {}) =>
      mandatoryFinding({
        id,
        sides: true,
        cause: "T01:甲",
        message: `${id}不符合。位置：《2022/原件-T01.xlsx》 “原表-applications” C3（填写“4件（原填）”）、C4（填写“0”）。`,
        guesses: ["“表三”C3由4改为5（数字颠倒）", "“表三”C4由0改为1"],
        ...more,
      });
    const findings = [broken("甲"), broken("乙"), broken("丙", { cause: "T01:丁" })];
    const [slip] = await writeSlips(madePublication({ findings }));
    const [, , opening, , ...rows] = textRows(sheetjsBook(slip!).Sheets.通知单);
    expect(opening?.[0]).toContain("须修改的问题2条（见下表）");
    expect(rows[0]).toEqual([
      "1",
      "强制性",
      "《2022/原件-T01.xlsx》 原表-applications C3\n《2022/原件-T01.xlsx》 原表-applications C4",
      "（1）甲不符合。\n（2）乙不符合。",
      "",
      "",
      "-1",
      "“表三”C3由4改为5（数字颠倒）\n或 “表三”C4由0改为1",
      "请核对自然人列各行。",
      "甲\n乙",
    ]);
    expect([rows[1]?.[0], rows[1]?.[7]]).toEqual(["2", "同第1条"]);
  });

  it("bears the day of the run, and says by when to answer and whom to ask", async () => {
    const made = madePublication({ findings: [mandatoryFinding()] });
    const settings = { replyDays: 5, contact: "张三", phone: "0797-2522222" };
    const publication = {
      ...made,
      consolidation: { ...made.consolidation, today: "2023-01-30" },
      schemas: { ...made.schemas, jurisdiction: { ...made.schemas.jurisdiction, ...settings } },
    };
    const [slip] = await writeSlips(publication);
    const book = sheetjsBook(slip!);
    expect(
      textRows(book.Sheets.通知单)
        .slice(-4)
        .map((row) => row[0]),
    ).toEqual([
      "请于2023年2月4日前答复。",
      "联系人：张三，联系电话：0797-2522222。",
      "瑞金市政府办公室",
      "2023年1月30日",
    ]);
    expect(new TextDecoder().decode(slip!.bytes)).not.toContain("2023-03-31");
  });

  it("bears the day by which to answer where the day of the run is not given, and never the day of publication", async () => {
    const made = madePublication({ findings: [mandatoryFinding()] });
    const jurisdiction = { ...made.schemas.jurisdiction, replyBy: "02-10" };
    const [slip] = await writeSlips({ ...made, schemas: { ...made.schemas, jurisdiction } });
    const rows = textRows(sheetjsBook(slip!).Sheets.通知单);
    expect(rows.slice(-3).map((row) => row[0])).toEqual([
      "请于2023年2月10日前答复。",
      "瑞金市政府办公室",
      "2023年2月10日",
    ]);
    expect(rows.flat().join()).not.toContain("3月31日");
  });

  it("asks only for what there is: to change, to explain, or both", async () => {
    const opening = async (...findings: GradedFinding[]) => {
      const [slip] = await writeSlips(madePublication({ findings }));
      return textRows(sheetjsBook(slip!).Sheets.通知单)[2]?.[0];
    };
    expect(await opening(mandatoryFinding())).not.toContain("核实性问题");
    expect(await opening(verificationFinding())).not.toContain("强制性问题");
    expect(await opening(mandatoryFinding(), verificationFinding())).toMatch(/强制性问题.*；核实性问题/);
  });

  it("reminds a unit that has sent nothing", async () => {
    const missing = mandatoryFinding({ unit: unitCode("D02"), rule: "UNIT.MISSING", figures: [], sources: [] });
    const [slip] = await writeSlips(madePublication({ findings: [missing] }));
    const rows = textRows(sheetjsBook(slip!).Sheets.通知单);
    expect(rows[2]?.[0]).toContain("尚未报送2022年度");
    expect(rows.flat()).toContain("报送截止日为2023年1月20日。");
  });

  it("takes any unit name and any text", async () => {
    const [slip] = await writeSlips(hostilePublication());
    expect(slip?.path).toBe("returns/cmd_'_C calc'!A0.xlsx");
    const sheet = sheetjsBook(slip!).Sheets.通知单!;
    expect(Object.values(sheet).filter((cell) => cell?.f !== undefined)).toEqual([]);
    expect(textRows(sheet).flat().join("\n")).toContain("<script>alert(1)</script>");
  });
});

describe("safeFileName", () => {
  it.each([
    ["../../etc/passwd", "etc_passwd"],
    ["甲/乙\\丙", "甲_乙_丙"],
    ["CON", "_CON"],
    ["com1.xlsx", "_com1.xlsx"],
    ['a<b>:"c|d?*e', "a_b___c_d__e"],
    ["尾巴. . ", "尾巴"],
    ["换\n行", "换_行"],
    ["...", "未命名"],
    ["~$锁", "$锁"],
  ])("%j becomes %j", (text, name) => expect(safeFileName(text)).toBe(name));

  it("keeps within the bytes a file system allows", () => {
    expect(new TextEncoder().encode(safeFileName("长".repeat(500))).length).toBeLessThan(240);
  });

  it("tells units apart whose names would be one file", () => {
    const names = distinctFileNames(
      new Map([
        ["T01", "局A"],
        ["T02", "局a"],
        ["T03", "局B"],
      ]),
    );
    expect([...names.values()]).toEqual(["局A（T01）", "局a（T02）", "局B"]);
  });
});
