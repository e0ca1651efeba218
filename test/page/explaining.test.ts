import { describe, expect, test } from "vitest";
import type { ExplanationText } from "../../src/explanation.js";
import { entriesOf, replacing, typedRows } from "../../src/page/explaining.js";
import type { OpenQuestion } from "../../src/publish/publish.js";

const row = (编号: string, 数值: string, 说明: string): ExplanationText => ({
  编号,
  单位: "甲镇",
  规则: "YEAR.SWING",
  指标: "表二｜甲",
  数值,
  说明,
  填写人: "张三",
  审核人: "赵六",
});
const question = (编号: string, 数值: string): OpenQuestion => ({
  ...row(编号, 数值, ""),
  填写人: "",
  审核人: "",
  问题: "与上年相差很大",
  规则名称: "波动",
  位置: "B4",
  怎么办: "核对",
});

describe("说明 typed into the page", () => {
  test("what was typed while the figures were the same is there to be completed", () => {
    const [entry] = entriesOf([question("a", "6")], [row("a", "6", "已核对")]);
    expect(entry?.row).toEqual(row("a", "6", "已核对"));
    expect(entry?.lapsed).toBeUndefined();
  });

  test("a lapsed one is shown and not renewed by itself: without a new text its row stays as it was", () => {
    const lapsed = row("a", "6", "已核对");
    const entries = entriesOf([question("a", "9")], [lapsed]);
    expect(entries[0]?.row.说明).toBe("");
    expect(entries[0]?.row.数值).toBe("9");
    expect(replacing(entries)).toEqual([lapsed]);
    const typed = entries.map((entry) => ({ ...entry, row: row("a", "9", "另有原因") }));
    expect(replacing(typed)).toEqual([row("a", "9", "另有原因")]);
  });

  test("answered ones stay with the file, a text that was taken away goes, and rows without a number are left alone", () => {
    const before = [row("", "1", "整表说明"), row("a", "6", "已核对"), row("b", "7", "已核对二")];
    const entries = entriesOf([question("c", "8")], before);
    expect(entries.map((entry) => entry.row.编号)).toEqual(["c", "a", "b"]);
    const kept = entries.map((entry) =>
      entry.row.编号 === "b" ? { ...entry, row: { ...entry.row, 说明: "" } } : entry,
    );
    expect(typedRows(replacing(kept), before)).toEqual([before[0], before[1]]);
  });
});
