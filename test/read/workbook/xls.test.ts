import { utils } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { plainNumber } from "../../../src/read/workbook/plain-number.js";
import { written } from "../made-workbook.js";
import { cellAt, cellsOf, gridsOf, readOne, refusalOf } from "../making.js";

describe("workbooks of the older binary format (.xls, .et)", () => {
  test("texts, numbers, formulas, formats, merges and hidden sheets", async () => {
    const document = await readOne(written("biff8"), "年报.et");
    const [grid, last] = gridsOf(document);
    expect([document.format, grid?.sheet, last?.sheet, last?.hidden]).toEqual(["xls", "年报", "去年数据", true]);
    expect(cellsOf(grid)).toEqual({
      A1: "text 商业\n企业",
      B1: "number 36",
      C1: "number 0.30000000000000004",
      D1: "boolean TRUE",
      E1: "text １２",
      A2: "text 合并",
      C2: "number 7",
      A3: "text 隐藏行",
      B3: "number 0",
      C3: "percent 0.5",
      D3: "date 45000",
    });
    expect(cellAt(grid, "A2")?.columnSpan).toBe(2);
  });

  test("texts in code page 936, from before Unicode", async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([["QXZW", 3]]), "Sheet1");
    const bytes = Buffer.from(written("biff5", book));
    bytes.set([0xb9, 0xe6, 0xd5, 0xc2], bytes.indexOf("QXZW"));
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4);
    expect(cellsOf(gridsOf(await readOne(bytes))[0])).toEqual({ A1: "text 规章", B1: "number 3" });
  });

  test.each(["biff8", "xlsb", "xlsx"] as const)("days counted from 1904 are shown as days, %s", async (kind) => {
    const days = utils.aoa_to_sheet([[]]);
    days.A1 = { t: "n", v: 43164, z: "yyyy/mm/dd" };
    days.B1 = { t: "n", v: 43164 };
    days["!ref"] = "A1:B1";
    const shownIn = async (date1904: boolean): Promise<unknown> => {
      const book = utils.book_new();
      utils.book_append_sheet(book, days, "日期");
      book.Workbook = { WBProps: { date1904 } };
      const [grid] = gridsOf(await readOne(written(kind, book)));
      return grid?.cells.map(({ text, shown }) => [text, shown]);
    };
    expect(await shownIn(true)).toEqual([
      ["43164", "2022/03/06"],
      ["43164", undefined],
    ]);
    expect(await shownIn(false)).toEqual([
      ["43164", "2018/03/05"],
      ["43164", undefined],
    ]);
  });

  test("a file that breaks off is unreadable, not shorter", async () => {
    const whole = written("biff8");
    expect((await refusalOf(whole.subarray(0, 1024))).rule).toMatch(/^FILE\.UN/);
  });

  test("nothing is printed while reading, and the console is as before", async () => {
    const before = [console.log, console.warn, console.error];
    await readOne(written("biff8"));
    expect([console.log, console.warn, console.error]).toEqual(before);
  });

  test.each([
    [36, "36"],
    [-0.5, "-0.5"],
    [1e21, "1000000000000000000000"],
    [1.25e-7, "0.000000125"],
    [-3e-8, "-0.00000003"],
    [30.000000000000004, "30.000000000000004"],
    [1.5e22, "15000000000000000000000"],
  ])("%d is written as %s", (value, text) => {
    expect(plainNumber(value)).toBe(text);
    expect(Number(text)).toBe(value);
  });

  test("what is no number is none", () => {
    expect(plainNumber(Number.NaN)).toBeUndefined();
  });
});
