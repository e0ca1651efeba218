import { expect, test } from "vitest";
import { judge } from "./normalize/judging.js";
import { gridOf, threeSheets, truthOf, workbook } from "./normalize/paper.js";

const overview = gridOf([["第一部分局部统计表"], ["项目", "本年数量"], ["通过市政府门户网站主动公开政府信息", "36"]]);

test("局部统计表另成一个文件：两份互补，不当作无关文件", async () => {
  const verdict = await judge(
    { "水利局.xlsx": threeSheets(truthOf()), "水利局局部表/水利局.xlsx": workbook(overview) },
    truthOf(),
  );
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.mandatory).toEqual([]);
  expect(verdict.rules).toContain("UNIT.TWICE");
  expect(verdict.rules).not.toContain("FILE.NOT_A_SUBMISSION");
});
