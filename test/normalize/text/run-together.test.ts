import { expect, test } from "vitest";
import { judge, type Sent } from "../judging.js";
import { textBlock } from "../paper.js";
import { published, right, TRUTH } from "../published-text.js";
import { t } from "../submission.js";

test("无框线的表二：栏目标题连成一串，首个数字与名称只隔空格，全部读对", async () => {
  const f = (code: string): string => TRUTH[`proactive.${code}`] ?? "";
  const three = (row: string, gap: string): string =>
    `${gap}${f(`${row}.issued`)}\t${f(`${row}.repealed`)}\t${f(`${row}.inForce`)}`;
  const wanted = Object.fromEntries(
    Object.entries(TRUTH).filter(([code]) => /^proactive\.(regulations|normativeDocuments)/.test(code)),
  );
  const lines = [
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "信息内容\t本年制发件数本年废止件数现行有效件数",
    three("regulations", "规章\t"),
    three("normativeDocuments", "行政规范性文件 "),
    "第二十条第（五）项",
  ];
  right(await published(lines, wanted));
});

test("一行里有几万个词，下面几千行同一个行名：读得完", async () => {
  const head = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
  const rows = Array.from({ length: 3000 }, () => ["（一）予以公开", ..."1111116"]);
  const lines = ["三、 办公 ".repeat(10_000), ...[head, ...rows].map((row) => row.join("\t"))];
  const document: Sent = { format: "text", remarks: [], blocks: [textBlock(lines.join("\n"))] };
  expect((await judge({ "水利局.txt": document }, t)).values["applications.granted.total"]).toBe("6");
});
