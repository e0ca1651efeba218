import { expect, test } from "vitest";
import { judge } from "../judging.js";
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
  expect(verdict.mandatory.filter((message) => message.startsWith("FORM.TABLE_MISSING"))).toHaveLength(3);
});
