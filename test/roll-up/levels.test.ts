import { expect, test } from "vitest";
import { levelLines } from "../../src/command/status.js";
import type { Consolidation } from "../../src/consolidation.js";
import { unitCode } from "../../src/figure.js";
import { writeReview } from "../../src/publish/review/review.js";
import { writeWorkpaper } from "../../src/publish/workpaper/workpaper.js";
import { madePublication } from "../publish/making.js";
import { sheetjsBook, textRows } from "../publish/parts.js";
import { NOBODY, rollUpOf } from "./level.js";

/** A city to which two counties sent their consolidations, one of them a draft. */
function madeBelow(): ReturnType<typeof madePublication> {
  const whole = rollUpOf("象湖镇", { levels: [{ ...NOBODY, due: 60, received: 60, verification: 2 }] });
  const draft = rollUpOf("叶坪镇", {
    status: "draft",
    reasons: ["有3个应报单位未报"],
    levels: [
      { ...NOBODY, due: 50, received: 47, missing: 3, mandatory: 4 },
      { ...NOBODY, level: "township", due: 9 },
    ],
  });
  const publication = madePublication();
  const consolidation: Consolidation = {
    ...publication.consolidation,
    below: [
      { unit: unitCode("T01"), file: "2022/象湖镇.json", rollUp: whole },
      { unit: unitCode("T02"), file: "2022/叶坪镇/上报.json", rollUp: draft },
    ],
  };
  return { ...publication, consolidation };
}

test("the board tells of the levels below, added, and names each draft", () => {
  expect(levelLines(madeBelow().consolidation)).toEqual([
    "下级情况（据各上报文件）：",
    "  县级：应报110，已报107，未报3，退回0，迟报0；审核意见：强制性4条，核实性2条，提示性0条",
    "  乡镇级：应报9，已报0，未报0，退回0，迟报0；审核意见：强制性0条，核实性0条，提示性0条",
    expect.stringMatching(/^ {2}叶坪镇人民政府上报的是草稿：有3个应报单位未报$/),
  ]);
  expect(levelLines(madePublication().consolidation)).toEqual([]);
});

test("the workpaper lists them by level and by jurisdiction", async () => {
  const [file] = await writeWorkpaper(madeBelow());
  const book = sheetjsBook(file!);
  const rows = textRows(book.Sheets["下级情况"]!);
  expect(rows[2]!.slice(0, 5)).toEqual(["县级", "合计", "", "110", "107"]);
  expect(rows.at(-1)).toEqual(
    expect.arrayContaining(["叶坪镇人民政府", "草稿", "有3个应报单位未报", "2022/叶坪镇/上报.json"]),
  );
  const [without] = await writeWorkpaper(madePublication());
  expect(sheetjsBook(without!).SheetNames).not.toContain("下级情况");
});

test("the review page carries them", async () => {
  const [page] = await writeReview({ ...madeBelow(), reviewScript: "" });
  const html = new TextDecoder().decode(page!.bytes);
  expect(html).toContain('"levels":[{"name":"县级","due":110,"received":107');
});
