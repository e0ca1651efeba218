import { describe, expect, test } from "vitest";
import type { Grid } from "../../../src/grid.js";
import { readText } from "../../../src/read/plain/text.js";
import { texts } from "../making.js";

describe("tables in Markdown", () => {
  test("tables become grids between lines that keep their numbers", () => {
    const document = readText("# 二、主动公开\n| 内容 | 制发 | 废止 |\n|:--|---|--:|\n| 规章 | 3 |  |\n\n说明\n");
    expect(document.format).toBe("markdown");
    expect(document.blocks.map(texts)).toEqual([
      ["第1行 # 二、主动公开"],
      ["内容 / 制发 / 废止", "规章 / 3 / "],
      ["第5行 ", "第6行 说明"],
    ]);
    const grid = document.blocks[1] as Grid;
    expect(grid).toMatchObject({ sheet: "表格1", addressing: "RC", rows: 2, columns: 3 });
    expect(grid.cells.at(-1)).toMatchObject({ row: 1, column: 2, kind: "blank", text: "" });
  });

  test("a second ruler begins a new table with the line before it", () => {
    const document = readText(
      "| 规章 | 22 |\n|---|---|\n| 许可 | 5 |\n| 收费 | 8 | 9 |\n|---|---|---|\n| 其他 | 1 | |\n",
    );
    expect(document.blocks.map(texts)).toEqual([
      ["规章 / 22", "许可 / 5"],
      ["收费 / 8 / 9", "其他 / 1 / "],
    ]);
    expect(document.blocks.map((block) => block.sheet)).toEqual(["表格1", "表格2"]);
  });

  test("rows of different lengths, escaped bars and breaks inside a cell", () => {
    const document = readText("增\\|减 | 数量\n--- | ---\n商业<br>企业 | 4 | 多\n结束");
    expect(document.blocks.map(texts)).toEqual([["增|减 / 数量", "商业\n企业 / 4 / 多"], ["第4行 结束"]]);
  });

  test("a table of heads only, and rows of dashes, which are values", () => {
    const document = readText("| 甲 | 乙 |\n|---|---|\n| - | - |\n");
    expect(document.blocks.map(texts)).toEqual([["甲 / 乙", "- / -"]]);
  });

  test("very long lines of blanks and bars take no time", () => {
    const document = readText(`| a |\n|${" ".repeat(200_000)}x\n${"|".repeat(200_000)}\n`);
    expect(document.format).toBe("text");
  });

  test.each([
    ["&nbsp;7", "7"],
    ["7&emsp;", "7"],
    ["[82](https://example.gov.cn/82)", "82"],
    ['[82](a.html "见附件5")', "82"],
    ["[82][5]", "82"],
    ["<!-- 9 -->7", "7"],
    ["7<!--9-->", "7"],
    ["<br>7<br/>", "7"],
    ["3<br>8", "3\n8"],
    ["![82](a.png)", "![82](a.png)"],
    ["82[^1]", "82[^1]"],
    ["[^1](a)", "[^1](a)"],
  ])("the cell %s is read as it is shown", (typed, shown) => {
    const grid = readText(`| 甲 | 乙 |\n|---|---|\n| 规章 | ${typed} |\n`).blocks[0] as Grid;
    expect(grid.cells.at(-1)?.text).toBe(shown);
  });

  test("a table in a comment of several lines is not there, and the lines keep their numbers", () => {
    const hidden = "<!--\n| 丙 | 丁 |\n|---|---|\n| 废 | 9 |\n-->";
    const document = readText(`| 甲 | 乙 |\n|---|---|\n| 规章 | 3 |\n${hidden}\n完`);
    expect(document.blocks.map(texts)).toEqual([
      ["甲 / 乙", "规章 / 3"],
      ["第4行 ", "第5行 ", "第6行 ", "第7行 ", "第8行 ", "第9行 完"],
    ]);
    expect(document.remarks).toEqual([]);
  });

  test("a comment that is never ended swallows the rest, and that is said", () => {
    const document = readText("| 甲 | 乙 |\n|---|---|\n| 规章 | 3 |\n<!-- 说明\n| 许可 | 4 |\n");
    expect(document.blocks.map(texts)).toEqual([
      ["甲 / 乙", "规章 / 3"],
      ["第4行 ", "第5行 "],
    ]);
    expect(document.remarks).toEqual([{ kind: "damagedPart", part: expect.stringContaining("没有结束") }]);
  });
});
