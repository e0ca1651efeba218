import { expect, test } from "vitest";
import { discover } from "../../src/intake/intake.js";

function sorted(...paths: readonly string[]): ReturnType<typeof discover> {
  return discover(paths.map((path) => ({ path, size: 1 })));
}

test.each([
  "~$象湖镇.xlsx",
  "～＄象湖镇.xlsx",
  ".象湖镇.xlsx",
  "_象湖镇.xlsx",
  "＿象湖镇.xlsx",
  "_旧/象湖镇.xlsx",
  ".git/象湖镇.xlsx",
  "象湖镇.xlsx.tmp",
  "象湖镇.xlsx.PART",
  "象湖镇.Crdownload",
  "THUMBS.DB",
  "Desktop.ini",
  "readme.txt",
  "ＲＥＡＤＭＥ.docx",
  "ReadMe（象湖镇）.xlsx",
])("%s is no submission", (path) => {
  expect(sorted(path)).toEqual({
    submissions: [],
    published: [],
    bundled: [],
    office: { explanations: [], text: [], adjustments: [] },
  });
});

test("the office's own files in any letter case and width, in the year's folder itself", () => {
  const { submissions, office } = sorted("说明.CSV", "说明．xlsx", "正文.MD", "调整.xlsx", "乡镇/说明.xlsx");
  expect(submissions.map(({ path }) => path)).toEqual(["乡镇/说明.xlsx"]);
  expect(office.explanations.map(({ path }) => path)).toEqual(["说明.CSV", "说明．xlsx"]);
  expect(office.text.map(({ path }) => path)).toEqual(["正文.MD"]);
  expect(office.adjustments.map(({ path }) => path)).toEqual(["调整.xlsx"]);
});

test("what only resembles them is a submission", () => {
  const paths = ["a_b.xlsx", "象湖镇.temp.xlsx", "情况说明.xlsx", "说明 (1).xlsx", "正文稿.docx"];
  expect(sorted(...paths).submissions.map(({ path }) => path)).toEqual([...paths].sort());
});
