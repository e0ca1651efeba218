import { expect, test } from "vitest";
import { gridOf, type Paper, plainRows, stacked, workbook } from "../paper.js";
import { ask, PAPERS, readsAll, sheets, t } from "../submission.js";

/** The table with those heading cells blanked that hold one of the texts; all of them where none is given. */
const without = (n: 3 | 4, texts: readonly string[]): Paper =>
  PAPERS[n].map((row, r) =>
    r > 2
      ? row
      : row.map((cell) => {
          const [text, rows, columns] = typeof cell === "string" ? ([cell, 1, 1] as const) : cell;
          return texts.length === 0 || texts.includes(text) ? (["", rows, columns] as const) : cell;
        }),
  );
const ADDRESSING = ["A1", "RC"] as const;

const PARTS: readonly (readonly string[])[] = [
  [],
  ...["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"].map((one) => [one]),
  ["法人或其他组织"],
  ["申请人情况"],
  ["商业企业", "科研机构"],
  ["自然人", "总计"],
  ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
];

for (const texts of PARTS)
  test.each(ADDRESSING)(
    `表三的标题空着${texts.join("、") || "全部"}、各行合计相符（%s）：按法定次序读`,
    async (addressing) => {
      const verification = await readsAll(sheets(without(3, texts), 3, addressing));
      const grouped = texts.some((text) => text === "法人或其他组织" || text === "申请人情况");
      expect(verification.some((message) => message.startsWith("FORM.COLUMNS_ASSUMED"))).toBe(!grouped);
    },
  );

test.each(ADDRESSING)("标题空着一格而合计不符的行（%s）：不采用，也不错位", async (addressing) => {
  const paper = without(3, ["科研机构"]).map((row, r) =>
    r === 5 ? row.map((cell, c) => (c === 9 ? "1" : cell)) : row,
  );
  const verdict = await ask(sheets(paper, 3, addressing));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  expect(verdict.values["applications.granted.naturalPerson"]).toBeNull();
});

test("标题空着一格、两栏对调：不按法定次序读", async () => {
  const swapped = without(3, ["总计"]).map((row, r) =>
    r < 2 ? row : [...row.slice(0, 4), row[5] ?? "", row[4] ?? "", ...row.slice(6)],
  );
  const verdict = await ask(sheets(swapped, 3));
  expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
});

const FOUR = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉", "结果维持", "结果纠正", "总计"];
test.each(FOUR)("表四的标题空着“%s”：没有不声不响的错数", async (text) => {
  for (const addressing of ADDRESSING) {
    const verdict = await ask(sheets(without(4, [text]), 4, addressing));
    expect([...verdict.silent, ...verdict.wrong]).toEqual([]);
  }
});

test.each(ADDRESSING)("表四的标题全部空着而合计相符（%s）：按法定次序读", async (addressing) => {
  const verification = await readsAll(sheets(without(4, []), 4, addressing));
  const [assumed] = verification.filter((message) => message.startsWith("FORM.COLUMNS_ASSUMED"));
  expect(assumed).toContain("按法定栏目顺序读取：行政复议、未经复议直接起诉、复议后起诉。");
});

test.each([true, false])("几张表在一张工作表上，表三的标题行空着或没有（空着：%s）", async (blank) => {
  const rows = plainRows(stacked(t));
  const at = rows.findIndex((row) => row.includes("自然人"));
  const isHeading = (r: number): boolean => r >= at - 1 && r <= at + 1;
  const sheet = blank
    ? rows.map((row, r) => (isHeading(r) ? row.map(() => "") : row))
    : rows.filter((_, r) => !isHeading(r));
  const verification = await readsAll(workbook(gridOf(sheet)));
  expect(verification.some((message) => message.startsWith("FORM.COLUMNS_ASSUMED"))).toBe(true);
});
