import { expect, test } from "vitest";
import { COURTS } from "../paper.js";
import { court, NAMES, of, published, results, right, TRUTH } from "../published-text.js";

test("表四一格一行，逐类写出：全部读对", async () => {
  const lines = COURTS.flatMap((name, at) => [NAMES[at]!, ...results, ...court(name, TRUTH)]);
  right(
    await published(
      ["四、政府信息公开行政复议、行政诉讼情况", ...lines, "五、存在的主要问题及改进情况"],
      of(TRUTH, "disputes"),
    ),
  );
});

const BROKEN = [
  "四、政府信息公开行政复议、行政诉讼情况",
  "行政复议 行政诉讼",
  "未经复议直接起诉 复议后起诉",
  "结果 结果 其他 尚未 总",
  "维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总",
  "维持 纠正 结果 审结 计 维持 纠正 结果 审结 计",
];

test("表四的窄栏标题被拆成碎字：十五个数合计相符，按法定顺序读取并说明", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH)).join(" ");
  const verdict = await published([...BROKEN, row, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes"));
  right(verdict);
  expect(verdict.rules.has("FORM.COLUMNS_ASSUMED")).toBe(true);
});

test("表四的碎字标题与“未经复议直接起诉”连成一串：照样读取", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH)).join("\t");
  const heads = [
    "行政复议\t行政诉讼",
    "结果维结果纠其他结尚未审总计未经复议直接起诉\t复议后起诉",
    "持正果结",
    "结果维结果纠其他结尚未审总计结果维结果纠其他结尚未审总计",
    "持正果结\t持正果结",
  ];
  right(await published([BROKEN[0]!, ...heads, row, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes")));
});

test("表四的窄栏标题被拆成碎字，合计不符：不读取", async () => {
  const row = COURTS.flatMap((name) => court(name, TRUTH));
  const swapped = [row[4]!, ...row.slice(1, 4), row[0]!, ...row.slice(5)].join(" ");
  const verdict = await published([...BROKEN, swapped, "五、存在的主要问题及改进情况"], of(TRUTH, "disputes"));
  expect(verdict.wrong).toEqual([]);
  expect(verdict.silent).toEqual([]);
});
