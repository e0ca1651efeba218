import { expect, test } from "vitest";
import { consolidatedYear } from "../rules/made-year.js";

const placeholders = async (made: Parameters<typeof consolidatedYear>[0]) =>
  (await consolidatedYear(made)).findings.filter(({ rule }) => rule === "OUTLINE.PLACEHOLDER");

test("正文里局部统计表以外的表：没有采用，写明在哪里", async () => {
  const [only, ...more] = await placeholders({
    officeOtherTable: [
      ["指标", "数量"],
      ["政务新媒体发布信息", "120"],
    ],
  });
  expect(more).toEqual([]);
  expect(only).toMatchObject({ unit: null, sources: [{ sheet: "表格9", text: "指标" }] });
  expect(only?.message).toContain("“表格9”有误：报告中没有这张表");
});

test("正文里的局部统计表和空表不提", async () => {
  expect(await placeholders({ officeTable: { 督促整改问题: "3" } })).toEqual([]);
  expect(await placeholders({ officeOtherTable: [["", ""]] })).toEqual([]);
});
