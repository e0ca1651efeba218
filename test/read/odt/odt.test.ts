import { describe, expect, test } from "vitest";
import {
  COVERED,
  makeFodt,
  makeOdt,
  odtCell,
  odtGrid,
  odtLines,
  odtParagraph,
  odtTable,
  span,
  textStyle,
} from "../made-odt.js";
import { cellAt, cellsOf, gridsOf, makeZip, readOne, refusalOf, shape, texts } from "../making.js";

describe("OpenDocument 文字：正文", () => {
  test("paragraphs and tables stand in their order", async () => {
    const document = await readOne(
      makeOdt(`${odtParagraph("标题")}${odtTable(odtCell("规章") + odtCell("3"))}<text:h>二、</text:h>`),
    );
    expect(document.format).toBe("odt");
    expect(document.blocks.map(texts)).toEqual([["第1段 标题"], ["规章 / 3"], ["第2段 二、"]]);
  });

  test("white space is one space, none at the beginning; spaces, tabulators and line ends have elements", async () => {
    const body = odtParagraph('\n  甲\n  乙<text:s text:c="2"/>丙<text:tab/>丁<text:line-break/>戊');
    expect(await odtLines(body)).toEqual(["甲 乙  丙\t丁", "戊"]);
  });

  test("fields are their text; notes, comments, phonetic guides, deletions and declarations are none", async () => {
    const gone =
      "<text:deletion><office:change-info><dc:creator>某人</dc:creator></office:change-info><text:p>旧文</text:p></text:deletion>";
    const body = `<text:tracked-changes><text:changed-region text:id="c1">${gone}</text:changed-region></text:tracked-changes><text:sequence-decls><text:sequence-decl/></text:sequence-decls>${odtParagraph(
      '第<text:page-number>3</text:page-number>页<office:annotation><text:p>批注</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note><text:change text:change-id="c1"/><text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>',
    )}`;
    expect(await odtLines(body)).toEqual(["第3页汉"]);
  });

  test("a hidden section is not shown", async () => {
    const section = (attributes: string, text: string): string =>
      `<text:section ${attributes}>${odtParagraph(text)}</text:section>`;
    const body =
      section('text:display="none"', "隐藏") + section('text:is-hidden="true"', "也隐藏") + section("", "可见");
    expect(await odtLines(body)).toEqual(["", "", "可见"]);
  });

  test("one XML file is read like the package", async () => {
    const body = `${odtParagraph("标题")}${odtTable(odtCell(span("S", "3")))}`;
    const style = textStyle("S", 'style:text-line-through-style="solid"');
    const flat = await readOne(makeFodt(body, style), "年报.xml");
    expect(flat).toEqual(await readOne(makeOdt(body, { automatic: style })));
  });

  test("macros are remarked, a password and other kinds are refused", async () => {
    const more = [{ name: "Basic/Standard/Module1.xml", content: "<a/>" }];
    expect((await readOne(makeOdt(odtParagraph("一"), { more }))).remarks).toEqual([{ kind: "macros" }]);
    const manifest = [{ name: "META-INF/manifest.xml", content: "<m:encryption-data/>" }];
    expect((await refusalOf(makeOdt("", { more: manifest }))).rule).toBe("FILE.ENCRYPTED");
    const slides = makeZip([
      { name: "mimetype", content: "application/vnd.oasis.opendocument.presentation" },
      { name: "content.xml", content: "<a/>" },
    ]);
    expect((await refusalOf(slides)).rule).toBe("FILE.UNSUPPORTED");
  });
});

describe("OpenDocument 文字：表格", () => {
  const wide = (columns: number, rows = 1): string =>
    `table:number-columns-spanned="${columns}" table:number-rows-spanned="${rows}"`;

  test("merged cells and the places that they cover", async () => {
    const grid = await odtGrid(
      odtTable(
        odtCell("项目", wide(2, 2)) + COVERED + odtCell("申请人", wide(2)) + COVERED,
        COVERED + COVERED + odtCell("自然人") + odtCell("企业"),
        odtCell("一") + odtCell("新收") + odtCell("1") + odtCell("2"),
      ),
    );
    expect(shape(grid)).toEqual(["0(2x2)=项目 2(1x2)=申请人", "2=自然人 3=企业", "0=一 1=新收 2=1 3=2"]);
  });

  test("covered places that are not written are passed over", async () => {
    const grid = await odtGrid(odtTable(odtCell("甲", wide(1, 2)) + odtCell("1"), odtCell("2")));
    expect(shape(grid)).toEqual(["0(2x1)=甲 1=1", "1=2"]);
  });

  test("a row whose covered places do not fit is refused, not shifted", async () => {
    const refusal = await refusalOf(
      makeOdt(odtTable(odtCell("甲") + odtCell("乙"), odtCell("丙") + COVERED + odtCell("1"))),
    );
    expect(refusal).toMatchObject({ rule: "FILE.UNREADABLE" });
    expect(refusal.reason).toContain("表格1第2行");
    const missing = odtTable(odtCell("甲", wide(3)) + COVERED + odtCell("1"));
    expect((await refusalOf(makeOdt(missing))).reason).toContain("表格1第1行");
    const over = odtTable(odtCell("甲") + odtCell("1", wide(1, 2)), odtCell("乙", wide(2)) + COVERED + odtCell("2"));
    expect((await refusalOf(makeOdt(over))).reason).toContain("表格1第2行");
  });

  test("a number under a merged cell is noted and not read", async () => {
    const covered = `<table:covered-table-cell>${odtParagraph("7")}</table:covered-table-cell>`;
    const grid = await odtGrid(odtTable(odtCell("5", wide(2)) + covered));
    expect(cellsOf(grid)).toEqual({ R1C1: "text 5" });
    expect(cellAt(grid, "R1C1")?.unseen).toBe("7");
  });

  test("repeated rows and cells are there as often as they say, and no more than a file may have", async () => {
    const twice = 'table:number-columns-repeated="2"';
    const row = `<table:table-row table:number-rows-repeated="3">${odtCell("0", twice)}${odtCell("1")}</table:table-row>`;
    expect(shape(await odtGrid(odtTable(row)))).toEqual(Array(3).fill("0=0 1=0 2=1"));
    const many = `<table:table-row table:number-rows-repeated="999999999"/>`;
    expect((await refusalOf(makeOdt(odtTable(many)))).rule).toBe("FILE.TOO_LARGE");
    const nested = `<table:table-row table:number-rows-repeated="90000"><table:table-cell>${odtTable(many)}</table:table-cell></table:table-row>`;
    expect((await refusalOf(makeOdt(odtTable(nested)))).rule).toBe("FILE.TOO_LARGE");
  });

  test("a table within a cell is a table of its own, and the cell says that something stands in it", async () => {
    const inner = `<table:table-cell>${odtParagraph("")}${odtTable(odtCell("9"))}</table:table-cell>`;
    const grids = gridsOf(await readOne(makeOdt(odtTable(odtCell("甲") + inner))));
    expect(grids.map((grid) => cellsOf(grid))).toEqual([{ R1C1: "text 甲", R1C2: "blank " }, { R1C1: "text 9" }]);
    expect(cellAt(grids[0], "R1C2")?.doubt).toBe("embedded");
  });

  test("header rows and rows that are not displayed", async () => {
    const rows = `<table:table><table:table-header-rows><table:table-row>${odtCell("甲")}</table:table-row></table:table-header-rows><table:table-row table:visibility="collapse">${odtCell("1")}</table:table-row></table:table>`;
    const grid = await odtGrid(rows);
    expect([shape(grid), grid?.hiddenRows]).toEqual([["0=甲", "0=1"], [1]]);
  });
});

describe("OpenDocument 文字：看得见什么", () => {
  const styles = [
    textStyle("struck", 'style:text-line-through-style="solid"'),
    textStyle("struck2", 'style:text-line-through-type="double"'),
    textStyle("under", "", "text", 'style:parent-style-name="struck"'),
    textStyle("unstruck", 'style:text-line-through-style="none"'),
    textStyle("hidden", 'text:display="none"'),
    textStyle("white", 'fo:color="#ffffff"'),
    textStyle("clear", 'fo:color="#333333" loext:opacity="0%"'),
    textStyle("window", 'style:use-window-font-color="true" loext:opacity="0%"'),
    textStyle("tiny", 'fo:font-size="1pt"'),
    textStyle("part", 'fo:font-size="8%"'),
    textStyle("narrow", 'style:text-scale="1%"'),
    textStyle("raised", 'style:text-position="super 58%"'),
    textStyle("onBlack", 'fo:color="#ffffff" fo:background-color="#000000"'),
    textStyle("noGround", 'fo:background-color="transparent"', "text", 'style:parent-style-name="onBlack"'),
    textStyle("P", 'style:text-line-through-style="solid"', "paragraph"),
    '<style:style style:name="black" style:family="table-cell"><style:table-cell-properties fo:background-color="#000000"/></style:style>',
  ].join("");
  const only = async (content: string, attributes = ""): Promise<readonly unknown[]> => {
    const cell = cellAt(await odtGrid(odtTable(odtCell(content, attributes)), { automatic: styles }), "R1C1");
    return [cell?.text, cell?.doubt, cell?.unseen];
  };

  test.each([
    ["划去", span("struck", "12"), [" 12 ", "struck", undefined]],
    ["双线", span("struck2", "12"), [" 12 ", "struck", undefined]],
    ["上级样式里", span("under", "12"), [" 12 ", "struck", undefined]],
    ["又取消", span("struck", span("unstruck", "12")), ["12", undefined, undefined]],
    ["隐藏的在数旁", `12${span("hidden", "5")}`, ["12", undefined, "5"]],
    ["白字", span("white", "12"), ["12", "unseen", undefined]],
    ["白字有底色", span("onBlack", "12"), ["12", undefined, undefined]],
    ["白字的底色又取消", span("noGround", "12"), ["12", "unseen", undefined]],
    ["全透明", span("clear", "12"), ["12", "unseen", undefined]],
    ["自动颜色", span("window", "12"), ["12", undefined, undefined]],
    ["极小", span("tiny", "12"), ["12", "unseen", undefined]],
    ["百分之几的字号", span("part", "12"), ["12", "unseen", undefined]],
    ["压扁", span("narrow", "12"), ["12", "unseen", undefined]],
    ["上标", `12${span("raised", "1")}`, ["12[1]", undefined, undefined]],
    ["隐藏文字域", `12<text:hidden-text text:is-hidden="true">9</text:hidden-text>`, ["12", undefined, "9"]],
  ])("%s", async (_, content, wanted) => expect(await only(content)).toEqual(wanted));

  test("by the styles of the paragraph and of the cell", async () => {
    const grid = await odtGrid(
      odtTable(`<table:table-cell>${odtParagraph("12", 'text:style-name="P"')}</table:table-cell>`),
      {
        automatic: styles,
      },
    );
    expect(cellAt(grid, "R1C1")?.doubt).toBe("struck");
    expect(await only(span("white", "12"), 'table:style-name="black"')).toEqual(["12", undefined, undefined]);
    const usual = `<style:default-style style:family="paragraph"><style:text-properties text:display="none"/></style:default-style>`;
    expect(cellAt(await odtGrid(odtTable(odtCell("12")), { named: usual }), "R1C1")?.unseen).toBe("12");
  });

  test("what a tracked change deleted is not read, and a number that stood alone is said", async () => {
    const changes = (text: string): string =>
      `<text:tracked-changes><text:changed-region xml:id="c"><text:deletion>${odtParagraph(text)}</text:deletion></text:changed-region></text:tracked-changes>`;
    const mark = '<text:change text:change-id="c"/>';
    const alone = await odtGrid(changes("15") + odtTable(odtCell(mark)));
    expect(cellAt(alone, "R1C1")).toMatchObject({ text: "15", doubt: "struck" });
    const replaced = await odtGrid(changes("15") + odtTable(odtCell(`${mark}12`)));
    expect(cellAt(replaced, "R1C1")).toMatchObject({ text: "12" });
    expect(cellAt(replaced, "R1C1")?.doubt).toBeUndefined();
    const around = '<text:change-start text:change-id="c"/>15<text:change-end text:change-id="c"/>12';
    expect(cellAt(await odtGrid(changes("") + odtTable(odtCell(around))), "R1C1")?.text).toBe("12");
  });

  test("an automatic number before what was typed is said", async () => {
    const level = (format: string): string =>
      `<text:list-style style:name="L${format}"><text:list-level-style-number text:level="1" style:num-format="${format}"/></text:list-style>`;
    const item = (style: string, kind = "list-item"): string =>
      `<table:table-cell><text:list text:style-name="${style}"><text:${kind}>${odtParagraph("2")}</text:${kind}></text:list></table:table-cell>`;
    const doubts = async (row: string, more = "") =>
      (await odtGrid(odtTable(row), { automatic: level("1") + level("") + more }))?.cells.map(({ doubt }) => doubt);
    const row = item("L1") + item("L") + item("L1", "list-header") + item("none");
    expect(await doubts(row)).toEqual(["numbered", undefined, undefined, undefined]);
    const other = item("L").replace("<text:list-item>", '<text:list-item text:style-override="L1">');
    expect(await doubts(other + other.replaceAll('"L', '"LX'))).toEqual(["numbered", undefined]);
    const deep = `<table:table-cell><text:numbered-paragraph text:style-name="D" text:level="2">${odtParagraph("2")}</text:numbered-paragraph></table:table-cell>`;
    const second = level("1").replace('"L1"', '"D"').replace('level="1"', 'level="2"');
    expect(await doubts(deep, second)).toEqual(["numbered"]);
  });

  test("pictures, shapes and text boxes in a cell", async () => {
    const frame = (content: string, anchor = "as-char"): string =>
      `<draw:frame text:anchor-type="${anchor}"><svg:title>标题</svg:title>${content}</draw:frame>`;
    const box = (text: string): string => `<draw:text-box>${odtParagraph(text)}</draw:text-box>`;
    const shapeOf = (text: string): string => `<draw:custom-shape>${odtParagraph(text)}</draw:custom-shape>`;
    const image = "<draw:image><office:binary-data>MTIz</office:binary-data></draw:image>";
    expect(await only(frame(image))).toEqual(["", "embedded", undefined]);
    expect(await only(`12${frame(box("3"), "paragraph")}`)).toEqual(["12", "embedded", undefined]);
    expect(await only(frame(box("12")))).toEqual(["12", undefined, undefined]);
    expect(await only(shapeOf(""))).toEqual(["", "embedded", undefined]);
    expect(await only(`12${shapeOf("5")}`)).toEqual(["12", "embedded", undefined]);
    expect(await only(`12<draw:line/>`)).toEqual(["12", undefined, undefined]);
  });
});
