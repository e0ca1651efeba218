import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { bytesOf, cellsIn, cellsOf, gridsOf, readOne, refusalOf } from "../making.js";

const TABLE = "信息内容,制发件数,废止件数,现行有效件数\r\n规章,0,0,0\r\n行政规范性文件,2,0,9\r\n";

describe("delimited text", () => {
  test("is a grid of text cells under the file's name", async () => {
    const document = await readOne(bytesOf(TABLE), "2023/瑞林镇.csv");
    const grid = gridsOf(document)[0];
    expect([document.format, grid?.sheet, grid?.addressing, grid?.rows, grid?.columns]).toEqual([
      "csv",
      "瑞林镇.csv",
      "A1",
      3,
      4,
    ]);
    expect(cellsOf(grid)).toMatchObject({ A2: "text 规章", B3: "text 2", D3: "text 9" });
  });

  test("blank lines count as rows, as a spreadsheet program numbers them", async () => {
    expect(await cellsIn(bytesOf("标题,,\r\n\r\n规章,1,2\r\n,,\r\n合计,1,2\r\n"))).toMatchObject({
      A1: "text 标题",
      A3: "text 规章",
      C5: "text 2",
    });
  });

  test("rows without a quotation mark are the same where one stands below them", async () => {
    const field = fc.constantFrom("", "规章", "3", " 4 ", "-");
    const rows = fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (made) => {
        const text = `类别,件数\n${made.map((row) => row.join(",")).join("\n")}\n`;
        const cells = async (typed: string) => cellsOf(gridsOf(await readOne(bytesOf(typed), "a.csv"))[0]);
        expect(await cells(`${text}"末行"\n`)).toEqual({
          ...(await cells(text)),
          [`A${made.length + 2}`]: "text 末行",
        });
      }),
      { numRuns: 60 },
    );
  });

  test("a quoted cell of two lines is one cell of one row", async () => {
    const cells = await cellsIn(bytesOf('类别,"商业\n企业","a,""b"""\r\n新收,1,2\r\n结转,3,4\r\n'));
    expect(cells).toMatchObject({ B1: "text 商业\n企业", C1: 'text a,"b"', B2: "text 1", B3: "text 3" });
  });

  test('="012" is the text 012, which spreadsheet programs show', async () => {
    const cells = await cellsIn(bytesOf('类别,新收,结转\n甲,="012","=""3"""\n乙,=1+2,"=""a""b"""\n'));
    expect(cells).toMatchObject({ B2: "text 012", C2: "text 3", B3: "text =1+2", C3: 'text ="a"b"' });
  });

  test("mixed line ends are line ends", async () => {
    expect(await cellsIn(bytesOf("a,1,2\rb,3,4\r\nc,5,6\n"))).toMatchObject({
      C1: "text 2",
      C2: "text 4",
      C3: "text 6",
    });
  });

  test.each([
    ["one that is never closed", '"规章,1,2\n规范性文件,3,4\n许可,5,6\n'],
    ["one that meets another a row later", '"规章,1,2\n"规范性文件,3,4\n许可,5,6\n'],
    ["one that a later line seems to close", '"规章,1,2\n规范性文件,3,4"\n许可,5,6\n'],
  ])("a stray quote hides no row: %s", async (_, text) => {
    const cells = await cellsIn(bytesOf(text));
    expect(Object.values(cells).filter((cell) => /\d/.test(cell))).toHaveLength(6);
    expect(cells).toMatchObject({ A3: "text 许可", B3: "text 5", C3: "text 6", B2: "text 3" });
  });

  test("quotes in the middle of a cell are text, and quoted cells beside them still work", async () => {
    const cells = await cellsIn(bytesOf('关于"放管服"改革,1,2\n"1,234",3,4\n"商业\n企业",5,6\n'));
    expect(cells).toMatchObject({ A1: 'text 关于"放管服"改革', A2: "text 1,234", A3: "text 商业\n企业", C3: "text 6" });
  });

  test("rows of different lengths are kept as they are", async () => {
    expect(await cellsIn(bytesOf("a,1\nb,1,2,3\nc\nd,4,5\n"), "x.csv")).toEqual({
      A1: "text a",
      B1: "text 1",
      A2: "text b",
      B2: "text 1",
      C2: "text 2",
      D2: "text 3",
      A3: "text c",
      A4: "text d",
      B4: "text 4",
      C4: "text 5",
    });
  });

  test("nothing but delimiters is refused", async () => {
    expect(
      (await refusalOf(bytesOf(`${",".repeat(200)}\n`.repeat(20)), "x.csv", { ...DEFAULT_LIMITS, cells: 100 })).rule,
    ).toBe("FILE.TOO_LARGE");
  });
});
