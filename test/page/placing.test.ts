import { describe, expect, test } from "vitest";
import { overlaid, periodsIn, placed } from "../../src/page/placing.js";
import type { PeriodKind } from "../../src/period.js";

const given = (...paths: readonly string[]) => paths.map((path) => ({ path, file: new File([], path) }));
const chosen = (key = "2022", kinds: readonly PeriodKind[] = ["year"]) => ({ chosen: { key }, kinds });
const inputs = (paths: readonly string[], key?: string, kinds?: readonly PeriodKind[]) =>
  Object.fromEntries(
    [...placed(given(...paths), chosen(key, kinds)).inputs].map(([key, files]) => [key, [...files.keys()]]),
  );

describe("归位 of what is put into the page", () => {
  test("a folder named like a year is that year's, wherever it lies", () => {
    expect(inputs(["2022/乡镇/甲镇.xlsx", "2022/正文.md"])).toEqual({ "2022": ["乡镇/甲镇.xlsx", "正文.md"] });
    expect(inputs(["年报/2021年/甲镇.xlsx", "年报/2022/甲镇.xlsx"])).toEqual({
      "2021": ["甲镇.xlsx"],
      "2022": ["甲镇.xlsx"],
    });
    expect(inputs(["工作/inputs/2022/甲镇.xlsx"])).toEqual({ "2022": ["甲镇.xlsx"] });
    const paths = ["年报/2022/甲镇.xlsx", "年报/2022年12月/甲镇.xlsx", "年报/2021年/甲镇.xlsx", "2020.xlsx"];
    expect(periodsIn(given(...paths), ["year"]).map(({ key }) => key)).toEqual(["2021", "2022"]);
    expect(periodsIn(given(...paths), ["month", "year"]).map(({ key }) => key)).toEqual(["2021", "2022", "2022-12"]);
  });

  test("what lies in no year's folder belongs to the chosen year, without the one folder around everything", () => {
    expect(inputs(["甲镇.xlsx", "乙镇.zip"], "2023")).toEqual({ "2023": ["甲镇.xlsx", "乙镇.zip"] });
    expect(inputs(["收到的表/乡镇/甲镇.xlsx", "收到的表/乙局.xlsx"])).toEqual({
      "2022": ["乡镇/甲镇.xlsx", "乙局.xlsx"],
    });
    expect(inputs(["乡镇/甲镇.xlsx", "乙局.xlsx"])).toEqual({ "2022": ["乡镇/甲镇.xlsx", "乙局.xlsx"] });
  });

  test("a folder named like a month is a month's where there is a monthly form, and any folder where there is none", () => {
    const paths = ["inputs/2023年3月/甲镇.csv", "inputs/2022/某报表/甲镇.csv", "inputs/2022/2023-01/乙镇.csv"];
    expect(inputs(paths, "2022", ["year", "month"])).toEqual({
      "2023-03": ["甲镇.csv"],
      "2022": ["某报表/甲镇.csv", "2023-01/乙镇.csv"],
    });
    expect(inputs(["2023年1月收到/甲镇.csv", "2023年1月/乙镇.csv"])).toEqual({
      "2022": ["2023年1月收到/甲镇.csv", "2023年1月/乙镇.csv"],
    });
  });

  test("roster and settings are told by their names, but not within a year's folder", () => {
    const { schemas } = placed(given("units.xlsx", "设置.xlsx", "2022/units.csv"), chosen());
    expect(schemas.map(({ path }) => path)).toEqual(["units.xlsx", "设置.xlsx"]);
    expect(inputs(["units.xlsx", "2022/units.csv"])).toEqual({ "2022": ["units.csv"] });
  });

  test("a whole working folder is what it is on a disk; of former outputs only the result counts", () => {
    const files = given(
      "工作/inputs/2022/甲镇.xlsx",
      "工作/schemas/units.csv",
      "工作/schemas/annual-report/2021/form.json",
      "工作/outputs/2021/consolidated.json",
      "工作/outputs/2021/data/figures.csv",
      "工作/outputs/2021-另一报表/consolidated.json",
      "工作/outputs/runs/000001-2021-01234567/2021/consolidated.json",
    );
    const all = placed(files, chosen());
    expect(all.schemas.map(({ path }) => path)).toEqual(["units.csv", "annual-report/2021/form.json"]);
    expect([...all.former.keys()]).toEqual(["2021", "2021-另一报表"]);
    expect([...all.inputs.keys()]).toEqual(["2022"]);
  });

  test("a saved result is no inputs, though its folder has a period's name", () => {
    const files = given(
      "下载/2021/consolidated.json",
      "下载/2021/review.html",
      "下载/2021/slips/甲镇.xlsx",
      "下载/2022/甲镇.xlsx",
    );
    const all = placed(files, chosen());
    expect([...all.former.keys()]).toEqual(["2021"]);
    expect([...all.inputs.keys()]).toEqual(["2022"]);
    expect(periodsIn(files, ["year"]).map(({ key }) => key)).toEqual(["2022"]);
    expect(inputs(["2021/consolidated.json", "2021/甲镇.xlsx"])).toEqual({
      "2021": ["consolidated.json", "甲镇.xlsx"],
    });
  });

  test("a file that is put in again takes the place of the former", () => {
    const [before, after] = [new File(["1"], "甲镇.xlsx"), new File(["22"], "甲镇.xlsx")];
    const files = placed(
      [
        { path: "2022/甲镇.xlsx", file: before },
        { path: "甲镇.xlsx", file: after },
      ],
      chosen(),
    );
    expect(files.inputs.get("2022")?.get("甲镇.xlsx")).toBe(after);
  });

  test("what was made in the page takes the place of what was put in, and of the other kind of file", () => {
    const putIn = placed(given("2022/甲镇.xlsx", "2022/说明.csv", "units.csv", "设置.xlsx"), chosen());
    const made = placed(given("inputs/2022/说明.csv", "schemas/units.xlsx"), chosen());
    const both = overlaid(putIn, made);
    expect([...(both.inputs.get("2022")?.keys() ?? [])]).toEqual(["甲镇.xlsx", "说明.csv"]);
    expect(both.inputs.get("2022")?.get("说明.csv")).toBe(made.inputs.get("2022")?.get("说明.csv"));
    expect(both.schemas.map(({ path }) => path)).toEqual(["设置.xlsx", "units.xlsx"]);
  });

  test("what the page saves of what was typed is known again, wherever it is put", () => {
    const saved = ["inputs/2022/说明.csv", "schemas/units.xlsx"].map((path) => `2022年度填写的材料/${path}`);
    const { inputs: years, schemas } = placed(given(...saved), chosen("2023"));
    expect([...(years.get("2022")?.keys() ?? [])]).toEqual(["说明.csv"]);
    expect(schemas.map(({ path }) => path)).toEqual(["units.xlsx"]);
  });
});
