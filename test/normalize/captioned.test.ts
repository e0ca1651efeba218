import { expect, test } from "vitest";
import { COURTS } from "./paper.js";
import { court, markdown, NAMES, of, published, results, right, TRUTH } from "./published-text.js";

test("表四拆成三张小表，表名写在各表上方：全部读对", async () => {
  const lines = COURTS.flatMap((name, at) => [`### ${NAMES[at]}`, ...markdown(results, court(name, TRUTH)), ""]);
  right(await published(["## 四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes")));
});

test("表四拆成三张小表，其中一张上方没有表名：只有这一张缺失", async () => {
  const lines = COURTS.flatMap((name, at) => [
    at === 1 ? "" : NAMES[at]!,
    ...markdown(results, court(name, TRUTH)),
    "",
  ]);
  const verdict = await published(["四、政府信息公开行政复议、行政诉讼情况", "", ...lines], of(TRUTH, "disputes"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
  expect(verdict.missing.map((line) => line.split(".")[1])).toEqual(Array(5).fill("litigationDirect"));
});
