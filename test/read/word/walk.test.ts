import { describe, expect, test } from "vitest";
import { cell, gridOf, linesOf, paragraph, run, table } from "../made-word.js";
import { cellAt, cellsOf, gridsOf, makeDocx, readOne, textsOf } from "../making.js";

describe("what Word shows", () => {
  test("paragraphs and tables come in document order with places a person can find", async () => {
    const document = await readOne(
      makeDocx(paragraph(run("一、总体情况")) + paragraph("") + table(cell("规章") + cell("3")) + paragraph(run("二"))),
    );
    expect(document.blocks.map((block) => [block.kind, block.sheet])).toEqual([
      ["text", "正文"],
      ["grid", "表格1"],
      ["text", "正文"],
    ]);
    expect(textsOf(document).map((block) => block.lines)).toEqual([
      [
        { text: "一、总体情况", place: "第1段" },
        { text: "", place: "第2段" },
      ],
      [{ text: "二", place: "第3段" }],
    ]);
    expect(cellsOf(gridsOf(document)[0])).toEqual({ R1C1: "text 规章", R1C2: "text 3" });
  });

  test("a footnote's mark is bracketed, and what is crossed out never runs together with what replaces it", async () => {
    const styled = (text: string, style: string): string => `<w:r><w:rPr>${style}</w:rPr><w:t>${text}</w:t></w:r>`;
    const raised = '<w:vertAlign w:val="superscript"/>';
    const inCell = (content: string): string => `<w:tc><w:tcPr/>${paragraph(content)}</w:tc>`;
    const grid = await gridOf(
      table(
        inCell(run("12") + styled("1", raised)) +
          inCell(styled("15", "<w:strike/>") + run("12")) +
          inCell(styled("12", '<w:strike w:val="0"/>') + run("0")) +
          inCell(styled("12", raised)),
      ),
    );
    expect(["R1C1", "R1C2", "R1C3", "R1C4"].map((at) => cellAt(grid, at)?.text.trim())).toEqual([
      "12[1]",
      "15 12",
      "120",
      "12",
    ]);
  });

  test.each(["", ' w:type="page"', ' w:type="column"'])(
    "a break%s never joins what stands on its two sides",
    async (type) => {
      const broken = paragraph(`<w:r><w:t>12</w:t><w:br${type}/><w:t>3</w:t></w:r>`);
      const grid = await gridOf(table(`<w:tc>${broken}</w:tc>`));
      expect(cellAt(grid, "R1C1")?.text).toBe("12\n3");
      const document = await readOne(makeDocx(broken));
      expect(textsOf(document).flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(["12", "3"]);
    },
  );

  test("a nested table is a grid of its own", async () => {
    const document = await readOne(
      makeDocx(table(`<w:tc>${paragraph(run("外"))}${table(cell("内"))}${paragraph("")}</w:tc>`) + table(cell("后"))),
    );
    expect(gridsOf(document).map((grid) => [grid.sheet, cellsOf(grid)])).toEqual([
      ["表格1", { R1C1: "text 外" }],
      ["表格2", { R1C1: "text 内" }],
      ["表格3", { R1C1: "text 后" }],
    ]);
  });

  test("several paragraphs, breaks and tabs in a cell", async () => {
    const grid = await gridOf(
      table(
        `<w:tc>${paragraph(run("商业"))}${paragraph(`${run("企")}<w:r><w:br/><w:t>业</w:t><w:tab/><w:t>等</w:t></w:r>`)}</w:tc>`,
      ),
    );
    expect(cellsOf(grid)).toEqual({ R1C1: "text 商业\n企\n业 等" });
  });

  test("deleted and moved text is gone, inserted text is there", async () => {
    const tracked = `<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:moveFrom>${run("x")}</w:moveFrom><w:ins>${run("21")}</w:ins><w:moveTo>${run("件")}</w:moveTo>`;
    expect(await linesOf(paragraph(tracked))).toEqual(["21件"]);
  });

  test("hidden text, field codes and phonetic guides are not read; field results are", async () => {
    const body = paragraph(
      `<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>${run("7")}<w:r><w:ruby><w:rt>${run("guī")}</w:rt><w:rubyBase>${run("规")}</w:rubyBase></w:ruby></w:r>`,
    );
    expect(await linesOf(body)).toEqual(["显7规"]);
  });

  test("of alternatives one is read; content controls and text boxes are kept", async () => {
    const box = (text: string) => `<wps:txbx><w:txbxContent>${paragraph(run(text))}</w:txbxContent></wps:txbx>`;
    const body = paragraph(
      `<w:r><mc:AlternateContent><mc:Choice>${box("框")}</mc:Choice><mc:Fallback>${box("框")}</mc:Fallback></mc:AlternateContent></w:r><w:sdt><w:sdtContent>${run("单位")}</w:sdtContent></w:sdt>`,
    );
    expect(await linesOf(body)).toEqual(["框", "单位"]);
    expect(
      await linesOf(
        paragraph(`<w:r><mc:AlternateContent><mc:Fallback>${box("旧")}</mc:Fallback></mc:AlternateContent></w:r>`),
      ),
    ).toEqual(["旧", ""]);
  });

  test("what holds for a paragraph and a run holds behind a text box in them too", async () => {
    const box = `<w:pict><v:shape/><w:txbxContent>${paragraph(`<w:pPr/>${run("框")}`)}</w:txbxContent></w:pict>`;
    const inCell = (content: string): string => `<w:tc><w:tcPr/>${paragraph(content)}</w:tc>`;
    const white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>12</w:t></w:r>';
    const grid = await gridOf(
      table(
        inCell(`<w:r><w:rPr><w:strike/></w:rPr>${box}<w:t>12</w:t></w:r>`) +
          inCell(`<w:r><w:rPr><w:vanish/></w:rPr>${box}<w:t>12</w:t></w:r>`) +
          inCell(`<w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr><w:r>${box}</w:r>${white}`) +
          inCell(`<w:r>${box}</w:r>${white}`),
      ),
    );
    expect(["R1C1", "R1C3", "R1C4"].map((at) => cellAt(grid, at)?.doubt)).toEqual(["struck", undefined, "unseen"]);
    expect(cellAt(grid, "R1C2")).toMatchObject({ text: "", unseen: "12", doubt: "embedded" });
  });

  test("rows and cells within content controls are read", async () => {
    const grid = await gridOf(
      `<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>${cell("甲")}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>`,
    );
    expect(cellsOf(grid)).toEqual({ R1C1: "text 甲" });
  });

  test("a sign of a symbol font is shown as lost, never as a digit", async () => {
    expect(await linesOf(paragraph('<w:r><w:t>1</w:t><w:sym w:font="Symbol" w:char="F032"/></w:r>'))).toEqual([
      "1\ufffd",
    ]);
  });
});
