import { expect, test } from "vitest";
import { judge, type Sent } from "../judging.js";
import { plain, readsAll, sent, sheets, t } from "../submission.js";

const columnsShuffled = (() => {
  const perm = [0, 1, 2, 9, 4, 3, 8, 7, 6, 5];
  return [
    ["", "", "", "申请人情况"],
    ...[
      ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
      ...plain(3).slice(3),
    ].map((r) => perm.map((i) => r[i]!)),
  ];
})();

const SHAPES: Readonly<Record<string, Sent>> = {
  表三栏序打乱: sheets(columnsShuffled),
  没有法人或其他组织一行: sheets([
    ["", "", "", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
    ...plain(3).slice(3),
  ]),
};

for (const [name, document] of Object.entries(SHAPES)) {
  test(`${name}：各项数字全部读对，不误报`, async () => {
    await readsAll(document);
  });
}

test("表三两行表头错位：整表不读，逐行说明", async () => {
  for (const cut of [3, 4, 5]) {
    const shifted = plain(3).map((row, at) => (at === 2 ? [...row.slice(0, cut), "", ...row.slice(cut)] : row));
    const verdict = await judge({ "水利局.xlsx": sheets(shifted) }, t);
    expect(verdict.silent).toEqual([]);
  }
});

test("表四末尾另有合计一栏：合计不采用，各项照常识别", async () => {
  const extra = plain(4).map((row, r) => [...row, r === 0 ? "合计" : r === 3 ? "999" : ""]);
  const verification = await readsAll(sent(extra, 4));
  expect(verification.some((message) => message.startsWith("FORM.ROW_UNKNOWN"))).toBe(true);
});
