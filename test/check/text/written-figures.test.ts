import { describe, expect, test } from "vitest";
import { contradictedFigures } from "../../../src/check/text/written-figures.js";
import { decimal, format } from "../../../src/decimal.js";
import { figureCode } from "../../../src/figure.js";

const PHRASES = [
  { words: ["收到政府信息公开申请", "新收到政府信息公开申请"], figures: ["received"] },
  { words: ["上年结转"], figures: ["carriedIn"] },
  { words: ["行政复议和诉讼"], figures: ["reviews", "suits"] },
  { words: ["培训"], figures: ["unknown"] },
].map(({ words, figures }) => ({ words, figures: figures.map(figureCode) }));
const VALUES = new Map([
  ["received", decimal("36")],
  ["carriedIn", decimal("3")],
  ["reviews", decimal("4")],
  ["suits", decimal("5")],
]);

function found(text: string, measured: boolean): readonly string[] {
  const value = (code: string) => VALUES.get(code);
  return contradictedFigures(text, { phrases: PHRASES, year: 2022, value, measured }).map(
    ({ words, written, inTable }) => `${words}: ${format(written)} / ${format(inTable)}`,
  );
}

describe.each([
  ["a unit's text, where only numbers with a measure word count", true],
  ["the office's text", false],
])("%s", (_, measured) => {
  test.each([
    "2022年，收到政府信息公开申请36件。",
    "收到政府信息公开申请共计３６件，上年结转 3 件",
    "行政复议和诉讼9件",
    "培训50件",
    "2021年收到政府信息公开申请50件",
    "去年，收到政府信息公开申请50件",
    "其中，收到政府信息公开申请5件",
    "本机关收到政府信息公开申请5件",
    "较上年收到政府信息公开申请增加5件",
    "占收到政府信息公开申请50件的一成",
    "收到政府信息公开申请2021年起，50%在网上",
    "收到政府信息公开申请数1,460万元",
  ])("%s: nothing", (text) => {
    expect(found(text, measured)).toEqual([]);
  });

  test.each([
    ["收到政府信息公开申请的总数为37件", "37 / 36"],
    ["新收到政府信息公开申请，37件", "37 / 36"],
    ["收到政府信息公开申请1,036件", "1036 / 36"],
    ["上年结转3件、收到政府信息公开申请37件", "37 / 36"],
    ["公开量占比上升，收到政府信息公开申请37件", "37 / 36"],
    ["2021年已完成。2022年收到政府信息公开申请37件", "37 / 36"],
    ["行政复议和诉讼共８件", "8 / 9"],
    ["收到政府信息公开申请36件，收到政府信息公开申请38件", "38 / 36"],
  ])("%s: %s", (text, told) => {
    expect(found(text, measured).map((one) => one.split(": ")[1])).toEqual([told]);
  });
});

test("without a measure word a number counts in the office's text only", () => {
  expect(found("收到政府信息公开申请：37", true)).toEqual([]);
  expect(found("收到政府信息公开申请：37", false)).toEqual(["收到政府信息公开申请:37: 37 / 36"]);
  expect(found("收到政府信息公开申请37,2023年再看", false)).toEqual(["收到政府信息公开申请37: 37 / 36"]);
});

test("a hostile line is judged at once", () => {
  const text = `收到政府信息公开申请${"数量".repeat(20_000)}，${"收到政府信息公开申请数".repeat(5000)}`;
  expect(found(text, true)).toEqual([]);
});
