import { expect, test } from "vitest";
import { judge } from "../judging.js";
import { gridOf, tableTwo, workbook } from "../paper.js";
import { t } from "../submission.js";

test("只有说明没有表格的材料：三张表都报缺失", async () => {
  const verdict = await judge(
    {
      "水利局.txt": {
        format: "text",
        remarks: [],
        blocks: [{ kind: "text", sheet: "正文", lines: [{ text: "瑞金市水利局年报说明", place: "第1行" }] }],
      },
    },
    t,
  );
  expect(verdict.silent).toEqual([]);
  const missing = verdict.mandatory.filter((message) => message.startsWith("FORM.TABLE_MISSING"));
  expect(missing).toHaveLength(3);
  for (const message of missing) expect(message).toContain("《2023/水利局.txt》 “正文”");
  expect(missing.join()).toContain("（按栏目名称“自然人”“商业企业”“科研机构”");
  expect(missing.join()).toContain("（按栏目名称“行政复议”“未经复议直接起诉”“复议后起诉”查找）");
});

test("缺表的意见说明查找过哪几张工作表", async () => {
  const other = gridOf([["姓名", "电话"]], { sheet: "通讯录" });
  const verdict = await judge({ "水利局.xlsx": workbook(gridOf(tableTwo(t), { sheet: "表二" }), other) }, t);
  const missing = verdict.mandatory.filter((message) => message.startsWith("FORM.TABLE_MISSING"));
  expect(missing).toHaveLength(2);
  for (const message of missing) expect(message).toContain("位置：《2023/水利局.xlsx》 “表二”、“通讯录”。");
});
