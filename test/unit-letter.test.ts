import { describe, expect, test } from "vitest";
import { yearPeriod } from "../src/period.js";
import { type LetterFinding, letterText, letterTo, replyTerms, suspectsText } from "../src/unit-letter.js";

function finding(severity: LetterFinding["severity"], more: Partial<LetterFinding> = {}): LetterFinding {
  const id = `${severity}-1`;
  return { id, rule: "T3.BALANCE", severity, message: `问题${id}。`, advice: "请核对。", suspects: [], ...more };
}

const letter = (...findings: readonly LetterFinding[]) =>
  letterTo({ unit: "象湖镇人民政府", period: "2022年度", report: "年度报告", below: "见下表", findings });

describe("the letter to a unit", () => {
  test("says what must be changed first, counts what is asked, and asks for no more", () => {
    const { title, salutation, opening, findings } = letter(finding("verification"), finding("mandatory"));
    expect([title, salutation]).toEqual(["退回修改通知单", "象湖镇人民政府："]);
    expect(opening).toBe(
      "你单位2022年度年度报告经审核，有须修改的问题1条、须核实的问题1条（见下表）。强制性问题请修改后重新报送；核实性问题请核对，有误的改正后重新报送，属实的请书面说明情况。",
    );
    expect(findings.map((one) => one.severity)).toEqual(["mandatory", "verification"]);
  });

  test("without a mandatory finding it asks only to look", () => {
    const { title, opening } = letter(finding("verification"), finding("verification"));
    expect(title).toBe("核实通知单");
    expect(opening).toContain("有须核实的问题2条（见下表）。核实性问题请核对");
    expect(letter(finding("notice")).opening).toBe(
      "你单位2022年度年度报告经审核，有提示1条（见下表）。提示不需要答复。",
    );
  });

  test("reminds a unit that sent nothing", () => {
    const { title, opening } = letter(finding("mandatory", { rule: "UNIT.MISSING" }));
    expect([title, opening]).toEqual(["催报通知单", "你单位尚未报送2022年度年度报告（原因见下表），请尽快报送。"]);
  });

  test("says by when to answer: a fixed day, or so many days from the day of the run", () => {
    const deadlines = { submission: "01-20", publication: "03-31" };
    const by = (settings: object, today?: string) => replyTerms({ deadlines, ...settings }, yearPeriod(2022), today).by;
    expect(by({})).toBeUndefined();
    expect(by({ replyBy: "02-10" })).toBe("2023年2月10日前");
    expect(by({ replyDays: 5 }, "2023-12-29")).toBe("2024年1月3日前");
    expect(by({ replyDays: 5 })).toBe("收到本通知之日起5日内");
  });

  test("is the same letter as plain text", () => {
    const text = letterText(letter(finding("mandatory", { suspects: ["甲应为2", "乙应为3"] }), finding("notice")));
    expect(text.split("\n").slice(2)).toEqual([
      ...["1. 【强制性】问题mandatory-1。", "疑似错处：甲应为2；乙应为3", "怎么改：请核对。", "编号：mandatory-1"],
      ...["2. 【提示性】问题notice-1。", "怎么改：请核对。", "编号：notice-1"],
    ]);
    const guessed = { suspects: ["若甲由1改为2，则全部关系成立。"], guesses: ["B9由1改为2", "C9由3改为2"] };
    const lines = letterText(letter(finding("mandatory", guessed), finding("mandatory", guessed))).split("\n");
    expect(lines.filter((line) => line.startsWith("疑似错处"))).toEqual([
      "疑似错处：B9由1改为2；或C9由3改为2",
      "疑似错处：同第1条",
    ]);
    expect(letterText(letter(finding("mandatory")))).toContain("\n【强制性】问题");
  });
});

test("suspicions that are sentences of their own get no second stop", () => {
  expect(suspectsText(["甲应为2", "乙应为3"])).toBe("甲应为2；乙应为3");
  expect(suspectsText(["有2种改法，以可能性大小为序：", "若甲改为2，则成立。", "若乙改为3，则成立。"])).toBe(
    "有2种改法，以可能性大小为序：若甲改为2，则成立。若乙改为3，则成立。",
  );
});
