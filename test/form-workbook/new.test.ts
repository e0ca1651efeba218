import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { formNew } from "../../src/command/form/new.js";
import { blankBook, folderWith, MONTHLY } from "./blanks.js";

const said: string[] = [];
const console = { say: (text: string) => void said.push(text), tell: () => {}, log: () => {}, settle: () => {} };
afterEach(() => said.splice(0));

const propose = (folder: string, file: string, name?: string) =>
  formNew(
    join(folder, file),
    { schemas: join(folder, "schemas"), year: "2022", ...(name !== undefined && { name }) },
    console,
    "2022-11-29",
  );

test("a proposal is written once, the same bytes from the same blank, and never over a form that is there", async () => {
  const [one, other] = [folderWith({ "空白表.xlsx": MONTHLY }), folderWith({ "空白表.xlsx": MONTHLY })];
  for (const folder of [one, other]) expect(await propose(folder, "空白表.xlsx", "relief")).toBe(0);
  expect(said[0]).toContain("空白表有1张表、5行、4栏；提议了4种关系；待定3处");
  const written = (folder: string) => readFileSync(join(folder, "schemas/relief/2022/表式.xlsx"));
  expect(written(one).equals(written(other))).toBe(true);
  await expect(propose(one, "空白表.xlsx", "relief")).rejects.toThrow("已经有了，没有改动");
});

test.each([
  ["no workbook", { "a.csv": "项目,人数\n甲,\n" }, "a.csv", "不是 .xlsx；请用 Excel 或 WPS 打开，另存为 .xlsx"],
  ["no table", { "a.xlsx": blankBook([["通知"], ["请按时报送。"]]) }, "a.xlsx", "没有找到表格"],
  ["no file", {}, "b.xlsx", "没有这个文件"],
])("%s is refused with what to do", async (_, files, file, message) => {
  await expect(propose(folderWith(files), file, "x")).rejects.toThrow(message);
});

test("a name that would be no code must be given another", async () => {
  const folder = folderWith({ "空白表.xlsx": MONTHLY });
  await expect(propose(folder, "空白表.xlsx")).rejects.toThrow("请用 --name 写明报表的代码");
  await expect(propose(folder, "空白表.xlsx", "../x")).rejects.toThrow("--name 应为报表的代码");
});
