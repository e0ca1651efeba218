import { expect, test } from "vitest";
import { judge, type Sent } from "../judging.js";
import { COLUMNS, ROWS } from "../paper.js";
import { plain, readsAll, sheets, t } from "../submission.js";

const value = (code: string): string => t[code] ?? "";

const groupHead: Record<string, string> = {
  "refused.stateSecret": "（三）不予公开",
  "unavailable.notHeld": "（四）无法提供",
  "notProcessed.petition": "（五）不予处理",
  "otherHandling.correctionOverdue": "（六）其他处理",
  granted: "三、本年度办理结果",
};

const single = (sub: "none" | "sum" | "zero"): string[][] => [
  ["", "申请人情况", "", "", "", "", "", ""],
  ["", "自然人", "法人或其他组织", "", "", "", "", "总计"],
  ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
  ...ROWS.flatMap(([row, label]) => {
    const h = groupHead[row];
    const head = h
      ? [
          [
            h,
            ...COLUMNS.map(([c]) =>
              sub === "none"
                ? ""
                : sub === "zero"
                  ? "0"
                  : String(
                      ROWS.filter(([r]) =>
                        h.startsWith("三") ? !/received|carried|Total/.test(r) : r.split(".")[0] === row.split(".")[0],
                      ).reduce((s, [r]) => s + Number(value(`applications.${r}.${c}`)), 0),
                    ),
            ),
          ],
        ]
      : [];
    return [...head, [label, ...COLUMNS.map(([c]) => value(`applications.${row}.${c}`))]];
  }),
];

const shuffledRows = [
  ...plain(3).slice(0, 3),
  ...single("none")
    .slice(3)
    .reverse()
    .filter((r) => r[1] !== "")
    .map((r) => ["", "", ...r]),
];

const withGroupShuffle = (): string[][] => {
  const body = ROWS.map(([row, label]) => [
    groupOf(row),
    label,
    ...COLUMNS.map(([c]) => value(`applications.${row}.${c}`)),
  ]).reverse();
  return [["", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"], ...body];
};

function groupOf(row: string): string {
  const k = row.split(".")[0]!;
  return row.includes(".")
    ? (
        {
          refused: "（三）不予公开",
          unavailable: "（四）无法提供",
          notProcessed: "（五）不予处理",
          otherHandling: "（六）其他处理",
        } as Record<string, string>
      )[k]!
    : "";
}

const SHAPES: Readonly<Record<string, Sent>> = {
  "表三单列标签，分组独占一行": sheets(single("none")),
  表三分组行填了小计: sheets(single("sum")),
  表三分组行填0: sheets(single("zero")),
  表三行序打乱: sheets(shuffledRows),
  "表三行序倒置，分组逐行重复": sheets(withGroupShuffle()),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}

test("分项名称一栏丢失：不把（六）的首行当作未分项", async () => {
  const verdict = await judge({ "水利局.xlsx": sheets(plain(3).map((row) => row.filter((_, at) => at !== 2))) }, t);
  expect(verdict.silent).toEqual([]);
  expect(verdict.rules).not.toContain("FORM.OLD_EDITION");
});
