import { describe, expect, test } from "vitest";
import { arrivalsOf, dayOfRun, lateText, NO_RECEIPTS, type ReceiptRecord, untoldText } from "../src/arrival.js";
import { beijingTime } from "../src/beijing.js";
import { unitCode } from "../src/figure.js";

const [T01, T02] = [unitCode("T01"), unitCode("T02")];
const DEADLINE = "2023-01-31";

function textsOf(receipts: ReceiptRecord, stated: Readonly<Record<string, string>> = {}): readonly unknown[] {
  const dated = new Map(Object.entries(stated).map(([unit, day]) => [unitCode(unit), day]));
  const arrivals = arrivalsOf([T01, T02], { receipts, dated, deadline: DEADLINE });
  return [lateText(arrivals, T01), lateText(arrivals, T02), untoldText(arrivals, [T01, T02])];
}

describe("迟报", () => {
  test("by the run that first saw it, whatever day it states", () => {
    const receipts = { firstRun: "2023-01-20", seen: new Map([[T01, "2023-01-31"]]), now: "2023-02-05" };
    expect(textsOf(receipts, { T01: "2023-02-08", T02: "2023-01-20" })).toEqual([
      undefined,
      "迟报5日（2023年2月5日的运行首次收到）",
      undefined,
    ]);
  });

  test("where the first run came after the deadline, by the day that is stated; without one nothing is said", () => {
    const receipts = { firstRun: "2023-02-02", seen: new Map([[T01, "2023-02-02"]]), now: "2023-02-05" };
    expect(textsOf(receipts, { T01: "2023-02-01" })).toEqual([
      "迟报1日（材料写明2023年2月1日）",
      undefined,
      "本期首次运行已在报送截止日以后，此前何时报来无从知道，迟报按材料写明的日期判断，没有写明日期的1个单位不能判断",
    ]);
  });

  test("nothing of a damaged record counts, and before any run there is none", () => {
    const damaged = { firstRun: "2023-01-20", seen: new Map([[T01, "2023-02-05"]]), damaged: "末尾缺1条" };
    expect(textsOf(damaged)[0]).toBeUndefined();
    expect(textsOf(damaged)[2]).toMatch(/^办理记录被改动或不完整.*2个单位不能判断$/);
    expect(textsOf(NO_RECEIPTS)[2]).toMatch(/^还没有运行记录，/);
  });
});

test("运行日: the day in Beijing; an earlier one that was given counts, a later one is only printed", () => {
  expect(dayOfRun("2023-01-31T18:00:00Z", undefined)).toBe("2023-02-01");
  expect(dayOfRun("2026-11-29T00:00:00Z", "2023-01-20")).toBe("2023-01-20");
  expect(dayOfRun("2023-01-20T00:00:00Z", "2023-03-31")).toBe("2023-01-20");
  expect(beijingTime("2023-01-31T18:00:00Z")).toBe("2023-02-01 02:00:00");
});
