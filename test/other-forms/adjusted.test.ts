import { describe, expect, test } from "vitest";
import { CASES_SENT, SUITS_SENT, TWO } from "./suits-and-cases.js";
import { runOne, said, sheet } from "./two-forms.js";

describe("adjustments", () => {
  const HEAD = "类型,单位,指标,原数,新数,理由,依据,经办人,日期";
  const adjusted = (...rows: readonly string[]): string =>
    [HEAD, ...rows.map((row) => `${row},重复登记,会议纪要1号,李四,2023-01-20`)].join("\n");
  const inputs = {
    ...SUITS_SENT,
    ...CASES_SENT,
    "2022/执法统计/象湖镇.csv": sheet("象湖镇人民政府", "执法统计", 8, 5),
  };

  test("a unit's relation is one of what it sent; what the office adjusts in either form may break it, and that is said", async () => {
    const none = (await runOne({ form: "suits" }, TWO, inputs)).consolidation;
    expect(said(none, "SUITS.WITHIN", "ADJUSTMENT.UNBALANCED")).toEqual([]);
    const wanted =
      "汇总：调整后，象湖镇人民政府的诉讼统计情况不符合“案件数不大于执法数”：“全部｜诉讼统计数”是7，《执法统计》“全部｜执法统计数”是6";
    const there = { ...inputs, "2022/执法统计/调整.csv": adjusted("抵销,象湖镇,cases.all.number,8,6") };
    const here = { ...inputs, "2022/诉讼统计/调整.csv": adjusted("更正,象湖镇,suits.all.number,7,9") };
    for (const [files, text] of [
      [there, wanted],
      [here, wanted.replace("是7", "是9").replace("是6", "是8")],
    ] as const) {
      const { consolidation } = await runOne({ form: "suits" }, TWO, files);
      expect(said(consolidation, "SUITS.WITHIN", "ADJUSTMENT.REFUSED")).toEqual([]);
      expect(said(consolidation, "ADJUSTMENT.UNBALANCED")).toEqual([text]);
      const [finding] = consolidation.findings.filter(({ rule }) => rule === "ADJUSTMENT.UNBALANCED");
      expect([finding?.severity, finding?.sources[0]?.file]).toEqual([
        "verification",
        expect.stringMatching(/调整\.csv$/),
      ]);
    }
  });

  test("a relation that a unit broke itself is not said again of its adjusted figures", async () => {
    const files = {
      ...SUITS_SENT,
      ...CASES_SENT,
      "2022/诉讼统计/调整.csv": adjusted("更正,象湖镇,suits.all.number,7,6"),
    };
    const { consolidation } = await runOne({ form: "suits" }, TWO, files);
    expect(said(consolidation, "SUITS.WITHIN")).toHaveLength(1);
    expect(said(consolidation, "ADJUSTMENT.UNBALANCED")).toEqual([]);
  });
});
