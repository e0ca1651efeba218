import { expect, test } from "vitest";
import { ROWS } from "../paper.js";
import { of, published, right, TRUTH, values } from "../published-text.js";
import { ask, copied, PAPERS, pages } from "../submission.js";

test("文本里有表式以外的一行数：说明有未采用的行", async () => {
  const rows = copied(PAPERS[3]);
  const verdict = await ask(
    pages([...rows.slice(0, 27), ["5.主动撤回", "3", "0", "0", "0", "0", "0", "3"], ...rows.slice(27)], "\t"),
  );
  expect([...verdict.silent, ...verdict.wrong, ...verdict.missing]).toEqual([]);
  expect(verdict.verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});

test("附注断在下一行、数字在后；行首带着左边合并格的残字：全部读对", async () => {
  const broken: Readonly<Record<string, string>> = {
    partlyGranted: "（二）部分公开（区分处理的，只计这一情\n形，不计其他情形）",
    "refused.internalAffairs": "予公开 5.属于三类内部事务信息",
    "unavailable.notHeld": "（四）无 1.本机关不掌握相关政府信息",
    "unavailable.needsCreation": "三、本年 法提供 2.没有现成信息需要另行制作",
  };
  const rows = ROWS.map(([code, label]) => `${broken[code] ?? label} ${values(code, TRUTH).join(" ")}`);
  right(await published(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications")));
});

test("附注没有写完，下一行是另一项：数字不归错行", async () => {
  const at = ROWS.findIndex(([code]) => code === "partlyGranted");
  const rows = ROWS.map(([code, label], index) =>
    index === at ? "（二）部分公开（区分处理的，只计这一" : `${label} ${values(code, TRUTH).join(" ")}`,
  );
  const verdict = await published(["三、收到和处理政府信息公开申请情况", ...rows], of(TRUTH, "applications"));
  expect(verdict.silent).toEqual([]);
  expect(verdict.wrong).toEqual([]);
});
