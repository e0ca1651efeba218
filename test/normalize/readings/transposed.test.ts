import { test } from "vitest";
import type { Sent } from "../judging.js";
import { COURTS, RESULTS } from "../paper.js";
import { plain, readsAll, sheets, t } from "../submission.js";

const value = (code: string): string => t[code] ?? "";

const courtName: Record<string, string> = {
  reconsideration: "行政复议",
  litigationDirect: "未经复议直接起诉",
  litigationAfterReconsideration: "复议后起诉",
};

const vertical: string[][] = [
  ["类别", "结果", "件数"],
  ...COURTS.flatMap((c) => RESULTS.map(([r, l], i) => [i === 0 ? courtName[c]! : "", l, value(`disputes.${c}.${r}`)])),
];

const verticalL: string[][] = [
  ["行政复议", "", "结果维持", value("disputes.reconsideration.upheld")],
  ...RESULTS.slice(1).map(([r, l]) => ["", "", l, value(`disputes.reconsideration.${r}`)]),
  ...RESULTS.map(([r, l], i) => [
    i ? "" : "行政诉讼",
    i ? "" : "未经复议直接起诉",
    l,
    value(`disputes.litigationDirect.${r}`),
  ]),
  ...RESULTS.map(([r, l], i) => ["", i ? "" : "复议后起诉", l, value(`disputes.litigationAfterReconsideration.${r}`)]),
];

const matrix4T: string[][] = [
  ["", ...COURTS.map((c) => courtName[c]!)],
  ...RESULTS.map(([r, l]) => [l, ...COURTS.map((c) => value(`disputes.${c}.${r}`))]),
];

const transpose = (p: string[][]) => p[0]!.map((_, c) => p.map((r) => r[c] ?? ""));

const SHAPES: Readonly<Record<string, Sent>> = {
  表四竖排清单: sheets(vertical, 4),
  "表四竖排，诉讼分两级": sheets(verticalL, 4),
  表四为五行三栏: sheets(matrix4T, 4),
  表三行列互换: sheets(transpose(plain(3))),
  表二行列互换: sheets(transpose(plain(2)), 2),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}
