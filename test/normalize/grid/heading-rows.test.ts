import { test } from "vitest";
import type { Sent } from "../judging.js";
import { COURTS, RESULTS } from "../paper.js";
import { plain, readsAll, sent, sheets, t } from "../submission.js";

test("表头行里另有一格“2022年”：不当作数字，表头照常识别", async () => {
  const flat = plain(3).slice(2);
  const heading = ["项目", "", "", "自然人", ...flat[0]!.slice(4, 9), "总计", "2022年"];
  await readsAll(sent([heading, ...flat.slice(1).map((row) => [...row, "5"])], 3));
});

const value = (code: string): string => t[code] ?? "";

const courtName: Record<string, string> = {
  reconsideration: "行政复议",
  litigationDirect: "未经复议直接起诉",
  litigationAfterReconsideration: "复议后起诉",
};

const matrix4: string[][] = [
  ["", ...RESULTS.map(([, l]) => l)],
  ...COURTS.map((c) => [courtName[c]!, ...RESULTS.map(([r]) => value(`disputes.${c}.${r}`))]),
];

const matrix4b: string[][] = [
  ["项目", "", ...RESULTS.map(([, l]) => l)],
  ...COURTS.map((c, i) => [
    i === 0 ? "行政复议" : i === 1 ? "行政诉讼" : "",
    i === 0 ? "" : courtName[c]!,
    ...RESULTS.map(([r]) => value(`disputes.${c}.${r}`)),
  ]),
];

const SHAPES: Readonly<Record<string, Sent>> = {
  表四为三行五栏: sheets(matrix4, 4),
  "表四为三行五栏，诉讼分两级": sheets(matrix4b, 4),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}
