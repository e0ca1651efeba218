import { expect, test } from "vitest";
import { markdown, published } from "../published-text.js";

test("表头比数字少一格：数字不归到前一栏", async () => {
  const table = markdown(["信息内容", "本年制发件数", "现行有效件数"], ["行政规范性文件", "6", "1", "32"]);
  const verdict = await published(["二、主动公开政府信息情况", ...table], {
    "proactive.normativeDocuments.issued": "6",
    "proactive.normativeDocuments.repealed": "1",
    "proactive.normativeDocuments.inForce": "32",
  });
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});

test("表头比数字多一格：数字在“信息内容”之下，不当作空白", async () => {
  const table = markdown(["第二十条第（五）项", "信息内容", "本年处理决定数量"], ["行政许可", "517645"]);
  const verdict = await published(["二、主动公开政府信息情况", ...table], {
    "proactive.licensing.decisions": "517645",
  });
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});
