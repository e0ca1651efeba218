import { describe, expect, test } from "vitest";
import { type OdsParts, ods, taken } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const NO_RESULT = "VALUE.NO_CACHED_RESULT";
const float = (value: string, shown: string, attributes = ""): string =>
  `<table:table-cell ${attributes} office:value-type="float" office:value="${value}"><text:p>${shown}</text:p></table:table-cell>`;
const ask = async (cell: string, parts: OdsParts = {}) => (await taken(ods({ B7: cell }, parts))).taken;
const style = (text: string, cell = "", more = ""): string =>
  `<style:style style:name="ce1" style:family="table-cell" ${more}><style:text-properties ${text}/><style:table-cell-properties ${cell}/></style:style>`;

describe("ODS：显示的与存储的", () => {
  test.each([
    ["1234", "1,234", "1234"],
    ["1234", "1234件", "1234"],
    ["1234", "12340", UNREADABLE],
    ["1234", "无", UNREADABLE],
    ["1234", "", UNREADABLE],
    ["0", "", "0"],
    ["0", "-", "0"],
    ["1234", "1.23E+03", UNREADABLE],
    ["12", "12万", UNREADABLE],
    ["12.4", "12", "VALUE.NOT_WHOLE"],
  ])("存%s，显示“%s”：%s", async (value, shown, wanted) => expect(await ask(float(value, shown))).toBe(wanted));

  test("百分比、日期、逻辑值、货币", async () => {
    const typed = (type: string, stored: string, shown: string): string =>
      `<table:table-cell office:value-type="${type}" ${stored}><text:p>${shown}</text:p></table:table-cell>`;
    const percent = await taken(ods({ B7: typed("percentage", 'office:value="0.5"', "50 %") }));
    expect(percent).toMatchObject({ taken: UNREADABLE, message: expect.stringContaining("填写为“50 %”") });
    const date = await taken(ods({ B7: typed("date", 'office:date-value="2024-03-05"', "3月5日") }));
    expect(date).toMatchObject({ taken: UNREADABLE, message: expect.stringContaining("填写为“3月5日”") });
    expect(await ask(typed("boolean", 'office:boolean-value="true"', "TRUE"))).toBe(UNREADABLE);
    expect(await ask(typed("currency", 'office:value="1234"', "¥1,234.00"))).toBe("1234");
  });
});

describe("ODS：删除线、隐藏和白字", () => {
  const worn = float("1234", "1234", 'table:style-name="ce1"');
  test.each([
    ["整格删除线", style('style:text-line-through-style="solid"'), UNREADABLE],
    ["没有删除线", style('style:text-line-through-style="none"'), "1234"],
    ["隐藏文字", style('text:display="none"'), UNREADABLE],
    ["白字", style('fo:color="#ffffff"'), UNREADABLE],
    ["白字深底", style('fo:color="#ffffff"', 'fo:background-color="#1f497d"'), "1234"],
    ["红字", style('fo:color="#ff0000"'), "1234"],
  ])("%s", async (_, styles, wanted) => expect(await ask(worn, { styles })).toBe(wanted));

  test("样式取自上级、列或行时一样算", async () => {
    const named =
      '<style:style style:name="废" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>';
    expect(await ask(worn, { named, styles: style("", "", 'style:parent-style-name="废"') })).toBe(UNREADABLE);
    const columns = '<table:table-column/><table:table-column table:default-cell-style-name="废"/>';
    expect(await ask(float("1234", "1234"), { named, columns })).toBe(UNREADABLE);
  });

  test.each([
    ["白字", 'fo:color="#ffffff"', "", UNREADABLE],
    ["字号1磅", 'fo:font-size="1pt"', "", UNREADABLE],
    ["字号0.5毫米", 'fo:font-size="0.5mm"', "", UNREADABLE],
    ["字号10磅", 'fo:font-size="10pt"', "", "1234"],
    ["红字", 'fo:color="#ff0000"', "", "1234"],
    ["白字深底", 'fo:color="#ffffff"', 'fo:background-color="#1f497d"', "1234"],
    ["与底色一样", 'fo:color="#1f497d"', 'fo:background-color="#1f497d"', UNREADABLE],
  ])("文字段%s；整格%s", async (_, text, cell, wanted) => {
    const span = `<style:style style:name="T1" style:family="text"><style:text-properties ${text}/></style:style>`;
    const styles = span + style('fo:color="#ff0000"', cell);
    const ask2 = (inner: string) =>
      ask(
        `<table:table-cell table:style-name="ce1" office:value-type="string"><text:p>${inner}</text:p></table:table-cell>`,
        { styles },
      );
    expect(await ask2('12<text:span text:style-name="T1">34</text:span>')).toBe(wanted);
    expect(await ask2('<text:span text:style-name="T1">1234</text:span>')).toBe(wanted);
    expect(await ask(worn, { styles: style(text, cell) })).toBe(wanted);
  });

  test("单元格白字，文字段另有颜色的照读", async () => {
    const styles = `<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#000000"/></style:style>${style('fo:color="#ffffff"')}`;
    const cell = float("1234", '<text:span text:style-name="T1">1234</text:span>', 'table:style-name="ce1"');
    expect(await ask(cell, { styles })).toBe("1234");
  });

  test("划去或隐藏的文字段", async () => {
    const styles =
      '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>' +
      '<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>';
    const text = (inner: string): string =>
      `<table:table-cell office:value-type="string"><text:p>${inner}</text:p></table:table-cell>`;
    expect(await ask(text('<text:span text:style-name="T1">1234</text:span>'), { styles })).toBe(UNREADABLE);
    expect(await ask(text('<text:span text:style-name="T1">15</text:span>12'), { styles })).toBe(UNREADABLE);
    expect(await ask(text('1234<text:span text:style-name="T2">5</text:span>'), { styles })).toBe(UNREADABLE);
    expect(await ask(text('<text:span text:style-name="T2">1234</text:span>'), { styles })).toBe(UNREADABLE);
    expect(await ask(text("1234"), { styles })).toBe("1234");
  });
});

describe("ODS：条件格式", () => {
  const blank =
    '<number:number-style style:name="N9"><number:text/></number:number-style><style:style style:name="隐" style:family="table-cell" style:data-style-name="N9"/>';
  const map = (condition: string): string =>
    `${blank}<style:style style:name="ce1" style:family="table-cell"><style:map style:condition="${condition}" style:apply-style-name="隐"/></style:style>`;
  const worn = float("1234", "1234", 'table:style-name="ce1"');
  test.each([
    ["cell-content()=1234", UNREADABLE],
    ["cell-content()=0", "1234"],
    ["cell-content()&gt;1000", UNREADABLE],
    ["cell-content-is-between(1,5)", "1234"],
    ["is-true-formula(TRUE())", UNREADABLE],
    ["is-true-formula([.A1]=1)", UNREADABLE],
  ])("样式映射 %s：%s", async (condition, wanted) => expect(await ask(worn, { styles: map(condition) })).toBe(wanted));

  test.each([
    ["formula-is(TRUE())", UNREADABLE],
    ["=0", "1234"],
    ["=1234", UNREADABLE],
    ["duplicate", UNREADABLE],
  ])("扩展条件 %s：%s", async (value, wanted) => {
    const behind = `<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="表二.B7:表二.B7"><calcext:condition calcext:apply-style-name="隐" calcext:value="${value}" calcext:base-cell-address="表二.B7"/></calcext:conditional-format></calcext:conditional-formats>`;
    expect(await ask(float("1234", "1234"), { styles: blank, behind })).toBe(wanted);
  });
});

describe("ODS：公式、合并和重复", () => {
  test.each([
    ["of:=1200+34", "0", NO_RESULT],
    ["of:=1200+34", "1234", "1234"],
    ["of:=[.B4]+[.C4]", "0", NO_RESULT],
    ["of:=VLOOKUP([.A1];[.B1:.C3];2)", "1234", "1234"],
    ["of:=['file:///上年.ods'#$表三.D9]", "1234", NO_RESULT],
  ])("%s 存%s：%s", async (formula, value, wanted) => {
    expect(await ask(float(value, value, `table:formula="${formula}"`))).toBe(wanted);
  });

  test.each([
    "of:=ROUND(1233.6;0)",
    "of:=IF([.B4]&gt;=0;1234;0)",
    "of:=SUMPRODUCT({617;308.5};{1;2})",
    "of:=SUM({1000;200|30;4})",
    "of:=VLOOKUP(&quot;乙&quot;;{&quot;甲&quot;;1|&quot;乙&quot;;1234};2;FALSE())",
    "of:=COUNT(1;2)+1232",
  ])("会算的函数 %s：存0不采用，存对的照读", async (formula) => {
    expect(await ask(float("0", "0", `table:formula="${formula}"`))).toBe(NO_RESULT);
    expect(await ask(float("1234", "1234", `table:formula="${formula}"`))).toBe("1234");
  });

  test("名称、数组公式", async () => {
    const other = (cells: string, after = "") =>
      `<table:table table:name="底稿"><table:table-row>${cells}</table:table-row></table:table>${after}`;
    const named =
      '<table:named-expressions><table:named-range table:name="合计" table:cell-range-address="$底稿.$A$1:.$B$1"/></table:named-expressions>';
    const tables = other(float("1000", "1000") + float("234", "234"), named);
    const sum = (value: string) => float(value, value, 'table:formula="of:=SUM(合计)"');
    expect(await ask(sum("0"), { tables })).toBe(NO_RESULT);
    expect(await ask(sum("1234"), { tables })).toBe("1234");
    const matrix = (second: string) =>
      other(
        float("2000", "2000", 'table:number-matrix-columns-spanned="2" table:formula="of:={1000;617}*2"') +
          float(second, second),
      );
    const linked = (value: string) => float(value, value, 'table:formula="of:=[$底稿.B1]"');
    expect(await ask(linked("0"), { tables: matrix("0") })).toBe(NO_RESULT);
    expect(await ask(linked("1234"), { tables: matrix("1234") })).toBe("1234");
  });

  test("引用的其他文件保存了数据：照读，那份数据不是本表", async () => {
    const cell = float("1234", "1234", "table:formula=\"of:=['file:///上年.ods'#$表三.D9]\"");
    const tables = `<table:table table:name="'file:///上年.ods'#$表三"><table:table-row>${float("1234", "1234")}</table:table-row></table:table>`;
    expect(await ask(cell, { tables })).toBe("1234");
  });

  test("合并遮住的单元格里另有数：不采用", async () => {
    const covered = `${float("1234", "1234", 'table:number-columns-spanned="3"')}<table:covered-table-cell office:value-type="float" office:value="99"><text:p>99</text:p></table:covered-table-cell>`;
    expect(await ask(covered)).toBe(UNREADABLE);
  });
});

describe("ODS：单元格里的图片和文本框", () => {
  const cell = (inner: string, text = ""): string =>
    `<table:table-cell ${text && 'office:value-type="string"'}>${inner}${text && `<text:p>${text}</text:p>`}</table:table-cell>`;
  const image = "<draw:frame><draw:image/></draw:frame>";
  const box = (text: string): string =>
    `<draw:frame><draw:text-box><text:p>${text}</text:p></draw:text-box></draw:frame>`;
  test.each([
    ["图片", cell(image), UNREADABLE],
    ["文本框", cell(box("34")), UNREADABLE],
    ["有字的图形", cell("<draw:custom-shape><text:p>34</text:p></draw:custom-shape>"), UNREADABLE],
    ["没有字的图形", cell("<draw:custom-shape><text:p/></draw:custom-shape>"), "0"],
    ["画的斜线", cell("<draw:line/>"), "0"],
    ["批注", cell("<office:annotation><text:p>34</text:p></office:annotation>"), "0"],
    ["图片旁有数", cell(image, "1234"), "1234"],
    ["矩形里的字不并入数", cell("<draw:rect><text:p>34</text:p></draw:rect>", "12"), "12"],
  ])("%s", async (_, written, wanted) => expect(await ask(written)).toBe(wanted));
});
