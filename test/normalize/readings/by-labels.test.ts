import { expect, test } from "vitest";
import type { Sent } from "../judging.js";
import { gridOf, type Paper, workbook } from "../paper.js";
import { ask, copied, PAPERS, readsAll, takesNothing } from "../submission.js";

const asText = (...papers: readonly Paper[]): Sent => workbook(gridOf(papers.flatMap((paper) => copied(paper))));

test("从网页复制成制表符文本的三张表：按各行自己的标题读取，全部读对", async () => {
  await readsAll(asText(PAPERS[2], PAPERS[3], PAPERS[4]));
});

test("从网页复制成文本，有一格写作“若干”：只有这一格不采用", async () => {
  const vague = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "若干" : cell)) : row));
  const verdict = await ask(asText(PAPERS[2], vague, PAPERS[4]));
  expect(verdict.silent).toEqual([]);
  expect(verdict.missing.filter((line) => !/total|Total/.test(line))).toHaveLength(1);
  expect(verdict.values["applications.granted.publicWelfareOrganization"]).toBeNull();
});

test("从网页复制成文本，有一格空白丢失：不移位", async () => {
  const short = PAPERS[3].map((row, r) => (r === 5 ? row.map((cell, c) => (c === 6 ? "" : cell)) : row));
  const document = workbook(gridOf([...copied(PAPERS[2]), ...copied(short), ...copied(PAPERS[4])]));
  await takesNothing(document, ["applications.granted.naturalPerson", "applications.granted.otherOrganization"]);
});
