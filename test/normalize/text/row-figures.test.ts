import { expect, test } from "vitest";
import { ROWS } from "../paper.js";
import { of, published, right, TRUTH, values } from "../published-text.js";

test("栏间只隔空格的两个数字：没有合计可以印证的不能读取，合计相符的读对", async () => {
  const lines = [
    "二、主动公开政府信息情况",
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数",
    "行政规范性文件\t1 234\t15",
    "三、收到和处理政府信息公开申请情况",
    ...ROWS.map(([code, label]) => {
      const [first, second, ...rest] = values(code, TRUTH);
      return `${label}\t${first} ${second}\t${rest.join("\t")}`;
    }),
  ];
  const verdict = await published(lines, of(TRUTH, "applications"));
  right(verdict);
  const two = await published(lines, { "proactive.normativeDocuments.issued": "1234" });
  expect(two.wrong).toEqual([]);
  expect(two.silent).toEqual([]);
});
