import { expect, test } from "vitest";
import { figureCode } from "../../src/figure.js";
import { consolidatedYear, type MadeFile } from "../rules/made-year.js";

const WEBSITE = "通过政府门户网站主动公开政府信息";
const sent = (count: string): MadeFile => ({ overview: { [WEBSITE]: count } });

async function website(files: Readonly<Record<string, MadeFile | null>>): Promise<readonly [string, string]> {
  const { figures } = await consolidatedYear({ files });
  const figure = figures.get(figureCode("overview.websiteItems.value"))!;
  return [figure.state, figure.value === null ? "" : String(figure.value.coefficient)];
}

test("各单位都报了：局部统计数是最终的", async () => {
  const all = { "象湖镇.xlsx": sent("3"), "叶坪镇.xlsx": sent("4"), "市政府办.xlsx": sent("5") };
  expect(await website(all)).toEqual(["final", "12"]);
});

test("没有附局部统计表的单位不算缺", async () => {
  expect(await website({ "象湖镇.xlsx": sent("3"), "叶坪镇.xlsx": sent("4") })).toEqual(["final", "7"]);
});

test("有应报单位未报：局部统计数不完整", async () => {
  expect(await website({ "象湖镇.xlsx": sent("3"), "叶坪镇.xlsx": null })).toEqual(["incomplete", "3"]);
});

test("有单位填的不能读：局部统计数不完整", async () => {
  expect(await website({ "象湖镇.xlsx": sent("3"), "叶坪镇.xlsx": sent("见附件") })).toEqual(["incomplete", "3"]);
});

test("没有一个单位报：没有数，也不算缺", async () => {
  expect(await website({})).toEqual(["notReported", ""]);
});
