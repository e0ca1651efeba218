import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import { bytesOf, gridsOf, makeXlsx, makeZip, readAll, readOne, refusalOf, sheetOf } from "./making.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');

describe("a file's kind is told by its content", () => {
  test("a file over the size limit is not opened", async () => {
    expect((await refusalOf(SHEET, "x", { ...DEFAULT_LIMITS, fileBytes: 10 })).rule).toBe("FILE.TOO_LARGE");
  });
});

describe("archives of submissions", () => {
  test("each file is a result with its path and the hash of its own bytes", async () => {
    const text = bytesOf("规章,1,2\n许可,3,4\n");
    const results = await readAll(
      makeZip([
        { name: "乡镇/象湖镇.xlsx", content: SHEET },
        { name: "b.csv", content: text },
      ]),
    );
    expect(results.map((result) => [result.inner, result.sha256])).toEqual([
      ["乡镇/象湖镇.xlsx", sha256(SHEET)],
      ["b.csv", sha256(text)],
    ]);
    expect(results.every((result) => "document" in result.outcome)).toBe(true);
  });

  test("one level of nesting is read, two are not", async () => {
    const inner = makeZip([{ name: "c.xlsx", content: SHEET }]);
    const once = await readAll(makeZip([{ name: "b.zip", content: inner }]));
    expect([once[0]?.inner, once[0]?.sha256]).toEqual(["b.zip!/c.xlsx", sha256(SHEET)]);
    const [twice] = await readAll(makeZip([{ name: "a.zip", content: makeZip([{ name: "b.zip", content: inner }]) }]));
    expect(twice).toMatchObject({ inner: "a.zip!/b.zip", outcome: { failure: { rule: "FILE.UNSUPPORTED" } } });
  });

  test("one bad file leaves the others alone", async () => {
    const bomb = makeZip([{ name: "xl/workbook.xml", content: new Uint8Array(4 * 1024 * 1024) }]);
    const results = await readAll(
      makeZip([
        { name: "1.xlsx", content: bomb },
        { name: "2.xlsx", content: SHEET, crc: 7 },
        { name: "3.xlsx", content: SHEET, flags: 0x801 },
        { name: "4.xlsx", content: "" },
        { name: "5.xlsx", content: SHEET },
      ]),
    );
    const rules = results.map((result) => ("failure" in result.outcome ? result.outcome.failure.rule : "read"));
    expect(rules).toEqual(["FILE.TOO_LARGE", "FILE.UNREADABLE", "FILE.ENCRYPTED", "FILE.UNREADABLE", "read"]);
  });
});

describe("older and odder workbooks", () => {
  test("a workbook of one sheet a unit gives a grid for each", async () => {
    const book = utils.book_new();
    for (const unit of ["象湖镇", "叶坪镇"]) utils.book_append_sheet(book, utils.aoa_to_sheet([[unit, 1]]), unit);
    const document = await readOne(new Uint8Array(write(book, { type: "array", bookType: "xlsx" })));
    expect(gridsOf(document).map((grid) => grid.sheet)).toEqual(["象湖镇", "叶坪镇"]);
  });

  test("the same bytes give the same result", async () => {
    const made = makeXlsx({ sheets: [{ name: "表", xml: "<sheetData><row><c><v>1</v></c></row></sheetData>" }] });
    expect(await readAll(made)).toEqual(await readAll(made));
  });
});
