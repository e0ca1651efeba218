import { describe, expect, test } from "vitest";
import { bytesOf, cellsIn, readOne } from "../making.js";

const TABLE = "信息内容,制发件数,废止件数,现行有效件数\r\n规章,0,0,0\r\n行政规范性文件,2,0,9\r\n";

describe("the delimiter of a text", () => {
  test.each([[","], [";"], ["\t"]])("finds the delimiter %j", async (delimiter) => {
    expect(await cellsIn(bytesOf(TABLE.replaceAll(",", delimiter)))).toMatchObject({ D3: "text 9" });
  });

  test("sep= names the delimiter and is no row", async () => {
    expect(await cellsIn(bytesOf("sep=;\r\na;1,5;2\r\n"))).toEqual({ A1: "text a", B1: "text 1,5", C1: "text 2" });
  });

  test.each([
    [
      "running text with full-width commas",
      "我市认真贯彻，扎实推进，成效明显。\n全年受理，办结，答复。\n共三项，一、二、三。\n",
    ],
    [
      "running text with half-width commas",
      `${"我市坚持以公开为常态不公开为例外的原则认真贯彻条例各项规定,".repeat(3)}\n`.repeat(4),
    ],
    ["one cell a line", "规章\n0\n0\n0\n行政规范性文件\n2\n0\n2023年,公开信息1,234条\n"],
    ["a table drawn with pipes", "| 规章 | 0,0 | 1 |\n| --- | --- | --- |\n| 许可 | 1 | 2 |\n"],
  ])("%s is not delimited", async (_, text) => {
    expect((await readOne(bytesOf(text), "x.txt")).format).not.toBe("csv");
  });

  test("a name decides between text and table only where the content leaves it open", async () => {
    const text = "标题\n说明\n行政许可,38\n";
    expect((await readOne(bytesOf(text), "x.csv")).format).toBe("csv");
    expect((await readOne(bytesOf(text), "x.txt")).format).toBe("text");
  });
});
