import { expect, test } from "vitest";
import type { Sent } from "../judging.js";
import { ask, plain, readsAll, sent, sheets, t, takesNothing } from "../submission.js";

const SHAPES: Readonly<Record<string, Sent>> = {
  本年旁边有2022年对照栏: sheets(
    plain(2).map((r, i) =>
      i === 1
        ? ["信息内容", "2022年制发件数", "2023年制发件数", "本年废止件数", "现行有效件数"]
        : [r[0]!, i === 2 || i === 3 ? "55" : r[1]!, i < 4 ? r[1]! : "", r[2]!, r[3]!],
    ),
    2,
  ),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}

test("表四分组名称手工居中：不能确定各数字属于哪一组，整表不采用", async () => {
  const row = (...at: readonly (readonly [number, string])[]): string[] =>
    Array.from({ length: 15 }, (_, c) => at.find(([column]) => column === c)?.[1] ?? "");
  const [, , results = [], figures = []] = plain(4);
  const centred = [
    row([2, "行政复议"], [9, "行政诉讼"]),
    row([7, "未经复议直接起诉"], [12, "复议后起诉"]),
    [...results.slice(5, 10), ...results.slice(5)],
    figures,
  ];
  await takesNothing(
    sent(centred, 4),
    Object.keys(t).filter((code) => code.startsWith("disputes.")),
  );
});

test("从网页复制的表四，合并单元格合到了一处：整表不采用", async () => {
  const results = plain(4)[2]!.slice(5);
  const collapsed = [
    ["行政复议", "行政诉讼"],
    [...results.slice(0, 5), "未经复议直接起诉", "复议后起诉"],
    results,
    plain(4)[3]!,
  ];
  await takesNothing(
    sent(collapsed, 4),
    Object.keys(t).filter((code) => code.startsWith("disputes.")),
  );
});

test("表三在总计之前另有小计一栏：小计不采用，总计照常识别", async () => {
  const extra = plain(3).map((row, r) => [...row.slice(0, 9), r === 2 ? "小计" : r > 2 ? "999" : "", ...row.slice(9)]);
  const verification = await readsAll(sent(extra, 3));
  expect(verification.some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
});

test("栏目名称抄重了（科研机构 科研机构）：不把另一栏的数字并入", async () => {
  const copied = plain(3).map((row, r) =>
    r === 2
      ? row.map((cell) => (cell === "社会公益组织" ? "科研机构" : cell))
      : r > 2
        ? row.map((cell, c) => (c === 5 ? "" : cell))
        : row,
  );
  const verdict = await ask(sent(copied, 3), { ...t });
  expect(verdict.silent).toEqual([]);
  expect(verdict.values["applications.granted.researchInstitution"]).toBeNull();
});
