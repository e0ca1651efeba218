import { describe, expect, it } from "vitest";
import { emptyBecause } from "../../src/check/grade/stock-phrases.js";
import { NamingSchema } from "../../src/form/office-records.js";
import { schemaFiles } from "../rules/made-year.js";

const naming = NamingSchema.parse(JSON.parse(schemaFiles().find(({ path }) => path === "naming.json")!.text));

describe("explanations that say nothing", () => {
  it.each([
    "核实无误",
    "情况属实",
    "经逐件核对台账，确属实无误",
    "已核实，数据无误。",
    "经我局办公室与业务科室逐项核对，数据准确无误。",
    "经再次认真核查，所报数字与实际情况一致",
    "该数据真实有效，特此说明",
    "变动属正常情况，数据真实准确",
    "同上",
  ])("set phrases in any order: %s", (text) => expect(emptyBecause(text, naming)).toMatch(/没有写明具体原因/));

  it.each(["啊啊啊啊啊啊啊啊", "一一一一一一一一一", "测试测试测试测试测试"])("runs of one sign: %s", (text) =>
    expect(emptyBecause(text, naming)).toMatch(/没有写明具体原因/),
  );

  it.each(["asdfghjkl", "123456789", "................", "see attachment", "qwertyuiop 哈", "1q2w3e4r5t"])(
    "no word of Chinese: %s",
    (text) => expect(emptyBecause(text, naming)).toMatch(/没有/),
  );

  it.each([
    "本年新设审批事项，数量增加",
    "因机构改革，市场监管执法职能划入我局",
    "去年漏报了行政强制，今年补上",
    "该数已与财政决算、规章清单逐项核对，另附清单备查",
    "该6件为上级机关规章的实施办法，已按要求另列清单备查",
    "疫情防控期间处罚案件减少，今年恢复",
    "上年把元当成万元填报",
  ])("reasons are let through: %s", (text) => expect(emptyBecause(text, naming)).toBeUndefined());
});
