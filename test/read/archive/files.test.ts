import { describe, expect, test } from "vitest";
import { makeZip, readAll, refusalOf, sheetOf } from "../making.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');

describe("archives of submissions", () => {
  test("what programs and systems leave behind is passed over", async () => {
    const litter = [
      "__MACOSX/._a.xlsx",
      "~$a.xlsx",
      "d/.DS_Store",
      "_old/a.xlsx",
      "Thumbs.db",
      "desktop.ini",
      "README.txt",
      "a.tmp",
      "空/",
    ];
    const results = await readAll(
      makeZip([...litter.map((name) => ({ name, content: "x" })), { name: "a.xlsx", content: SHEET }]),
    );
    expect(results.map((result) => result.inner)).toEqual(["a.xlsx"]);
  });

  test("names that point out of the archive are shown without their way out", async () => {
    const names = ["../../etc/a.xlsx", "/b.xlsx", "C:\\x\\c.xlsx", "d/../../e.xlsx"];
    const results = await readAll(makeZip(names.map((name) => ({ name, content: SHEET }))));
    expect(results.map((result) => result.inner)).toEqual(["etc/a.xlsx", "b.xlsx", "x/c.xlsx", "e.xlsx"]);
  });

  test("an archive without files is unreadable", async () => {
    expect((await refusalOf(makeZip([{ name: "空/", content: "" }]))).rule).toBe("FILE.UNREADABLE");
  });
});
