import { describe, expect, test } from "vitest";
import { grids, lines, read, table } from "../made-page.js";
import { shape } from "../making.js";

describe("tables and text of a page", () => {
  test("come in order, with the title first and tables numbered", () => {
    const data = table("<caption>表一</caption><tr><td>规章<td>3");
    const document = read(`<title>年报</title><h1>年报</h1><p>二、</p>${data}<p>三、</p>${data}`);
    expect(document.format).toBe("html");
    expect(document.blocks.map((block) => block.sheet)).toEqual(["正文", "表格1", "正文", "表格2"]);
    const [first] = document.blocks;
    expect(first?.kind === "text" && first.lines.map((line) => `${line.place}=${line.text}`)).toEqual([
      "标题=年报",
      "第1段=年报",
      "第2段=二、",
      "第3段=表一",
    ]);
  });

  test("a flattened page gives a line a paragraph, empty ones too", () => {
    expect(lines("<div><p>规章</p><p>0</p><p></p><p>&nbsp;</p><p>6<br>条</p>尾<div></div></div>")).toEqual([
      "规章",
      "0",
      "",
      "",
      "6",
      "条",
      "尾",
    ]);
  });

  test("a table that only places things is text, and what stands in it is read", () => {
    const inner = table("<tr><td>规章<td>3");
    expect(shape(grids(table(`<tr><td>导航<td>${inner}`))[0])).toEqual(["0=规章 1=3"]);
    expect(lines(table(`<tr><td>导航<td>${inner}`))).toEqual(["导航"]);
    expect(grids(table("<tr><td>只有一格"))).toEqual([]);
    const page = "<p>一行</p>".repeat(20);
    expect(lines(table(`<tr><td>边栏<td>${page}`))).toHaveLength(21);
  });

  test("a table with a one-cell table for decoration in it stays a table", () => {
    expect(shape(grids(table(`<tr><td>规章<td>${table("<tr><td>3")}`))[0])).toEqual(["0=规章 1=3"]);
  });

  test("hidden tables and text are not read", () => {
    expect(read(`<div style="display:none">${table("<tr><td>旧<td>9")}<p>旧</p></div>`).blocks).toEqual([]);
  });

  test("unclosed tags and paragraphs before a table", () => {
    const html = "<p>四、<table><tr><td><b>甲<td>1<tr><td>乙<td>2</table><p>完";
    expect(shape(grids(html)[0])).toEqual(["0=甲 1=1", "0=乙 1=2"]);
    expect(lines(html)).toEqual(["四、", "完"]);
  });
});
