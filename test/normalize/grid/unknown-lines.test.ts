import { expect, test } from "vitest";
import type { Sent } from "../judging.js";
import { plain, readsAll, sent, sheets, t } from "../submission.js";

const value = (code: string): string => t[code] ?? "";

const lastYear3 = plain(3).map((r, i) => [...r, i === 2 ? "上年数" : i > 2 ? String(50 + i) : ""]);

const lastYear2 = [
  ["信息内容", "本年制发件数", "上年制发件数", "本年废止件数", "现行有效件数"],
  ["规章", "0", "0", "0", "0"],
  [
    "行政规范性文件",
    value("proactive.normativeDocuments.issued"),
    "77",
    value("proactive.normativeDocuments.repealed"),
    value("proactive.normativeDocuments.inForce"),
  ],
  ...plain(2).slice(4),
];

const numbering = [...plain(3).slice(0, 3), ["栏次", "", "", "1", "2", "3", "4", "5", "6", "7"], ...plain(3).slice(3)];

const lineNo = plain(3).map((r, i) => [
  r[0]!,
  r[1]!,
  r[2]!,
  i < 3 ? (i === 0 ? "行次" : "") : String(i - 2),
  ...r.slice(3),
]);

const lineNo2 = [["甲", "乙", "", "1", "2", "3", "4", "5", "6", "7"]];

const SHAPES: Readonly<Record<string, Sent>> = {
  表三多出上年数一栏: sheets(lastYear3),
  表二多出上年制发件数: sheets(lastYear2, 2),
  栏次行: sheets(numbering),
  行次栏: sheets(lineNo),
  甲乙1234编号行: sheets([...plain(3).slice(0, 3), ...lineNo2, ...plain(3).slice(3)]),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}

test.each(["三件", "约30", "300余", "十二"])("表式以外的行填有“%s”：说明有未采用的行", async (text) => {
  const extra = plain(3).flatMap((row, r) => (r === 10 ? [row, ["", "", "9.主动撤回", text]] : [row]));
  const verification = await readsAll(sent(extra, 3));
  expect(verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});

test("表式以外的一栏填有“三件”：说明有未采用的栏", async () => {
  const extra = plain(3).map((row, r) => [
    ...row.slice(0, 9),
    r === 2 ? "个体工商户" : r === 5 ? "三件" : "",
    ...row.slice(9),
  ]);
  const verification = await readsAll(sent(extra, 3));
  expect(verification.filter((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toHaveLength(1);
});
