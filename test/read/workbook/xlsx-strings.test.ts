import { describe, expect, test } from "vitest";
import { cellsIn, sheetOf } from "../making.js";

describe("texts of .xlsx", () => {
  test("rich text is joined, phonetic guides dropped, escapes decoded", async () => {
    const strings = `<si><r><t>商业</t></r><r><t xml:space="preserve"> 企业</t></r><rPh sb="0" eb="1"><t>shang</t></rPh></si>
      <si><t>其他_x000D_x005F_</t></si><si><t>_x005F_x0041_</t></si>`;
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({
      A1: "text 商业 企业",
      B1: "text 其他\rx005F_",
      C1: "text _x0041_",
    });
  });

  test("a footnote's mark in rich text is bracketed, and what is crossed out is set off", async () => {
    const styled = (text: string, style: string): string => `<r><rPr>${style}</rPr><t>${text}</t></r>`;
    const strings = `<si><r><t>12</t></r>${styled("1", '<vertAlign val="superscript"/>')}</si>
      <si>${styled("15", "<strike/>")}<r><t>12</t></r></si>`;
    const inline = `<is><r><t>12</t></r>${styled("1", '<vertAlign val="superscript"/>')}</is>`;
    const rows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr">${inline}</c></row>`;
    expect(await cellsIn(sheetOf(rows, { strings }))).toEqual({
      A1: "text 12[1]",
      B1: "text  15 12",
      C1: "text 12[1]",
    });
  });

  test("a shared string that is not there is an error of its cell only", async () => {
    const rows = '<row r="1"><c r="A1" t="s"><v>9</v></c><c r="B1"><v>1</v></c></row>';
    expect(await cellsIn(sheetOf(rows, { strings: "<si><t>a</t></si>" }))).toEqual({
      A1: "error #共享字符串缺失",
      B1: "number 1",
    });
  });

  test("a shared string without a number is an empty cell", async () => {
    expect(await cellsIn(sheetOf('<row r="1"><c r="A1" t="s"><v/></c><c r="B1"><v>1</v></c></row>'))).toEqual({
      B1: "number 1",
    });
  });
});
