import { describe, expect, test } from "vitest";
import { taken, type WordParts, word } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const run = (text: string, properties = ""): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const paragraph = (inner: string, properties = ""): string => `<w:p><w:pPr>${properties}</w:pPr>${inner}</w:p>`;
const ask = async (cell: string, named = "", table = "", parts: WordParts = {}) =>
  (await taken(word({ B7: cell }, named, table, parts))).taken;
const style = (type: string, id: string, properties: string, more = ""): string =>
  `<w:style w:type="${type}" w:styleId="${id}">${more}<w:rPr>${properties}</w:rPr></w:style>`;

describe("Word 自己画出、文件里没有文字的内容", () => {
  const field = (code: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  test.each([
    ["EQ域画的分数", field(" EQ \\f(1,2) ")],
    ["SYMBOL域的符号", field(" SYMBOL 49 ")],
    ["下拉框选定的数", field(" FORMDROPDOWN ")],
    ["自动编号域", `${field(" AUTONUM ")}${run("1234")}`],
    ["宏按钮上的字", field(" MACROBUTTON 宏 36 ")],
    ["页码", `<w:r><w:pgNum/></w:r>${run("1234")}`],
    ["年份", "<w:r><w:yearLong/></w:r>"],
  ])("%s：不采用，也不当作0", async (_, inner) => expect(await ask(paragraph(inner))).toBe(UNREADABLE));

  test("修订中删除的单元格：不采用", async () => {
    expect(await ask(`<w:tcPr><w:cellDel w:id="1" w:author="a"/></w:tcPr>${paragraph(run("1234"))}`)).toBe(UNREADABLE);
  });
});

describe("Word 删除线", () => {
  test.each([
    ["单线", paragraph(run("1234", "<w:strike/>")), UNREADABLE],
    ["双线", paragraph(run("1234", "<w:dstrike/>")), UNREADABLE],
    ["关掉的", paragraph(run("1234", '<w:strike w:val="0"/>')), "1234"],
    ["分几段都划去", paragraph(run("12", "<w:strike/>") + run("34", "<w:strike/>")), UNREADABLE],
    ["划去一个，另写一个", paragraph(run("15", "<w:strike/>") + run("12")), UNREADABLE],
    ["修订删除，没有另写", paragraph(`<w:del><w:r><w:delText>1234</w:delText></w:r></w:del>`), UNREADABLE],
    ["移走", paragraph(`<w:moveFrom><w:r><w:t>1234</w:t></w:r></w:moveFrom>`), UNREADABLE],
    [
      "修订删除，另写了",
      paragraph(`<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:ins>${run("12")}</w:ins>`),
      "12",
    ],
  ])("%s", async (_, cell, wanted) => expect(await ask(cell)).toBe(wanted));

  test("写在字符、段落、表格样式里，或上级样式里", async () => {
    const by = (properties: string) => paragraph(run("1234", properties));
    expect(await ask(by('<w:rStyle w:val="d"/>'), style("character", "d", "<w:strike/>"))).toBe(UNREADABLE);
    const based = style("character", "d", "<w:strike/>") + style("character", "e", "", '<w:basedOn w:val="d"/>');
    expect(await ask(by('<w:rStyle w:val="e"/>'), based)).toBe(UNREADABLE);
    expect(await ask(paragraph(run("1234"), '<w:pStyle w:val="p"/>'), style("paragraph", "p", "<w:strike/>"))).toBe(
      UNREADABLE,
    );
    expect(
      await ask(
        paragraph(run("1234", '<w:strike w:val="0"/>'), '<w:pStyle w:val="p"/>'),
        style("paragraph", "p", "<w:strike/>"),
      ),
    ).toBe("1234");
    // A switch that both styles turn is off again.
    const both = style("paragraph", "p", "<w:strike/>") + style("character", "d", "<w:strike/>");
    expect(await ask(paragraph(run("1234", '<w:rStyle w:val="d"/>'), '<w:pStyle w:val="p"/>'), both)).toBe("1234");
    const table = '<w:tblPr><w:tblStyle w:val="t"/></w:tblPr>';
    expect(await ask(paragraph(run("1234")), style("table", "t", "<w:strike/>"), table)).toBe(UNREADABLE);
  });
});

describe("Word 隐藏文字和白字", () => {
  test.each([
    ["隐藏的数字在数旁", paragraph(run("1234") + run("5", "<w:vanish/>")), UNREADABLE],
    ["整个数隐藏", paragraph(run("1234", "<w:vanish/>")), UNREADABLE],
    ["隐藏的不是数字", paragraph(run("1234") + run("注", "<w:vanish/>")), "1234"],
    ["白字", paragraph(run("1234", '<w:color w:val="FFFFFF"/>')), UNREADABLE],
    ["部分白字", paragraph(run("1234") + run("5", '<w:color w:val="FFFFFF"/>')), UNREADABLE],
    ["红字", paragraph(run("1234", '<w:color w:val="FF0000"/>')), "1234"],
    ["白字有底纹", paragraph(run("1234", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')), "1234"],
    ["自动颜色", paragraph(run("1234", '<w:color w:val="auto"/>')), "1234"],
  ])("%s", async (_, cell, wanted) => expect(await ask(cell)).toBe(wanted));

  test("写在样式里", async () => {
    expect(await ask(paragraph(run("1234", '<w:rStyle w:val="h"/>')), style("character", "h", "<w:vanish/>"))).toBe(
      UNREADABLE,
    );
    expect(
      await ask(paragraph(run("1234", '<w:rStyle w:val="h"/>')), style("character", "h", '<w:color w:val="FFFFFF"/>')),
    ).toBe(UNREADABLE);
  });
});

test("Word 上标写在字符样式里的注码：不并入前面的数", async () => {
  const noted = paragraph(run("12") + run("1", '<w:rStyle w:val="n"/>'));
  expect(await ask(noted, style("character", "n", '<w:vertAlign w:val="superscript"/>'))).not.toBe("121");
  expect(await ask(noted, style("character", "n", '<w:position w:val="6"/>'))).not.toBe("121");
  expect(await ask(noted, style("character", "n", ""))).toBe("121");
});

describe("Word 主题颜色、字号和底色", () => {
  const dark = '<w:shd w:val="clear" w:color="auto" w:fill="1F497D"/>';
  test.each([
    ["主题白", '<w:color w:val="auto" w:themeColor="background1"/>', UNREADABLE],
    ["主题白，另写红色给旧程序", '<w:color w:val="FF0000" w:themeColor="background1"/>', UNREADABLE],
    ["主题黑调到全淡", '<w:color w:val="000000" w:themeColor="text1" w:themeTint="02"/>', UNREADABLE],
    ["主题黑调淡一半", '<w:color w:val="7F7F7F" w:themeColor="text1" w:themeTint="80"/>', "1234"],
    ["主题白调暗", '<w:color w:val="A6A6A6" w:themeColor="background1" w:themeShade="A6"/>', "1234"],
    ["主题强调色", '<w:color w:val="4F81BD" w:themeColor="accent1"/>', "1234"],
    ["主题白，深色底纹", `<w:color w:themeColor="background1"/>${dark}`, "1234"],
    ["黑字黑色突出显示", '<w:color w:val="000000"/><w:highlight w:val="black"/>', UNREADABLE],
    ["白字白色突出显示", '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>', UNREADABLE],
    ["字号0.5磅", '<w:sz w:val="1"/>', UNREADABLE],
    ["字号1磅", '<w:sz w:val="2"/>', UNREADABLE],
    ["字号10磅", '<w:sz w:val="20"/>', "1234"],
    ["字宽压到百分之一", '<w:w w:val="1"/>', UNREADABLE],
    ["字宽八成", '<w:w w:val="80"/>', "1234"],
    ["文本无填充", "<w14:textFill><w14:noFill/></w14:textFill>", UNREADABLE],
    [
      "文本白色填充",
      '<w14:textFill><w14:solidFill><w14:schemeClr w14:val="bg1"/></w14:solidFill></w14:textFill>',
      UNREADABLE,
    ],
    [
      "文本全透明",
      '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
      UNREADABLE,
    ],
    [
      "文本黑色填充",
      '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textFill>',
      "1234",
    ],
  ])("%s", async (_, properties, wanted) => {
    expect(await ask(paragraph(run("1234", properties)))).toBe(wanted);
    // Part of a number is as bad as all of it.
    if (wanted === UNREADABLE) expect(await ask(paragraph(run("12") + run("34", properties)))).toBe(UNREADABLE);
  });

  test("主题部件里的白；样式、上级样式、段落样式、表格样式和文档默认值里的白字和小字", async () => {
    const theme =
      '<a:theme xmlns:a="a"><a:clrScheme><a:dk1><a:srgbClr val="FFFFFF"/></a:dk1><a:lt1><a:srgbClr val="000000"/></a:lt1></a:clrScheme></a:theme>';
    const black = paragraph(run("1234", '<w:color w:themeColor="text1"/>'));
    expect(await ask(black, "", "", { theme })).toBe(UNREADABLE);
    expect(await ask(black)).toBe("1234");
    const by = paragraph(run("1234", '<w:rStyle w:val="e"/>'));
    const white = '<w:color w:themeColor="background1"/>';
    const based = style("character", "d", white) + style("character", "e", "", '<w:basedOn w:val="d"/>');
    expect(await ask(by, based)).toBe(UNREADABLE);
    const inStyle = paragraph(run("1234"), '<w:pStyle w:val="p"/>');
    expect(await ask(inStyle, style("paragraph", "p", '<w:sz w:val="2"/>'))).toBe(UNREADABLE);
    expect(await ask(inStyle, style("paragraph", "p", '<w:sz w:val="21"/>'))).toBe("1234");
    const table = '<w:tblPr><w:tblStyle w:val="t"/></w:tblPr>';
    const whole = `<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="wholeTable"><w:rPr>${white}</w:rPr></w:tblStylePr></w:style>`;
    expect(await ask(paragraph(run("1234")), whole, table)).toBe(UNREADABLE);
    const defaults = (properties: string) =>
      `<w:docDefaults><w:rPrDefault><w:rPr>${properties}</w:rPr></w:rPrDefault></w:docDefaults>`;
    expect(await ask(paragraph(run("1234")), defaults('<w:sz w:val="1"/>'))).toBe(UNREADABLE);
    expect(await ask(paragraph(run("1234")), defaults('<w:sz w:val="21"/>'))).toBe("1234");
  });

  test("升高的数字不并入前面的数，整格一样高的照读", async () => {
    const up = '<w:position w:val="12"/>';
    expect(await ask(paragraph(run("12") + run("3", up)))).toBe(UNREADABLE);
    expect(await ask(paragraph(run("12", up) + run("34", up)))).toBe("1234");
  });
});

describe("Word 单元格里不止有文字", () => {
  const inLine = (inner: string) => `<w:r><w:drawing><wp:inline>${inner}</wp:inline></w:drawing></w:r>`;
  const floating = (inner: string) => `<w:r><w:drawing><wp:anchor>${inner}</wp:anchor></w:drawing></w:r>`;
  const box = (text: string, properties = "") =>
    `<wps:wsp><wps:txbx><w:txbxContent>${paragraph(run(text, properties))}</w:txbxContent></wps:txbx></wps:wsp>`;
  const picture = "<pic:pic><a:blip/></pic:pic>";
  const line = '<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>';
  const shape = (style: string, inner: string) =>
    `<w:r><w:pict><v:shape style="${style}">${inner}</v:shape></w:pict></w:r>`;
  const old = (text: string) => `<v:textbox><w:txbxContent>${paragraph(run(text))}</w:txbxContent></v:textbox>`;
  const nested = (text: string) => `<w:tbl><w:tr><w:tc>${paragraph(run(text))}</w:tc></w:tr></w:tbl>`;
  const either = `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>${box("1234")}</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>${old("1234")}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  test.each([
    ["嵌套表格里的数", nested("1234") + paragraph(""), UNREADABLE],
    ["数旁的嵌套表格里另有数", paragraph(run("12")) + nested("34"), UNREADABLE],
    ["图片", paragraph(inLine(picture)), UNREADABLE],
    ["浮动图片", paragraph(floating(picture)), UNREADABLE],
    ["图片旁有数", paragraph(run("1234") + floating(picture)), "1234"],
    [
      "隐藏的图片",
      paragraph(`<w:r><w:rPr><w:vanish/></w:rPr><w:drawing><wp:inline>${picture}</wp:inline></w:drawing></w:r>`),
      "0",
    ],
    ["图形，无字", paragraph(inLine('<wps:wsp><a:prstGeom prst="ellipse"/></wps:wsp>')), UNREADABLE],
    ["画的斜线", paragraph(floating(line)), "0"],
    ["嵌入对象", paragraph("<w:r><w:object><v:shape/><o:OLEObject/></w:object></w:r>"), UNREADABLE],
    ["行内文本框", paragraph(inLine(box("1234"))), "1234"],
    ["行内文本框里的白字", paragraph(inLine(box("1234", '<w:color w:val="FFFFFF"/>'))), UNREADABLE],
    ["行内文本框，新旧两种写法", paragraph(either), "1234"],
    ["浮动文本框", paragraph(floating(box("1234"))), UNREADABLE],
    ["旧式行内文本框", paragraph(shape("width:9pt", old("1234"))), "1234"],
    ["旧式浮动文本框", paragraph(shape("position:absolute", old("1234"))), UNREADABLE],
    ["两个文本框", paragraph(inLine(box("12")) + inLine(box("34"))), UNREADABLE],
    ["文本框和图片", paragraph(inLine(box("12")) + inLine(picture)), UNREADABLE],
    ["数旁的文本框另有数", paragraph(run("12") + floating(box("34"))), UNREADABLE],
    ["数旁的文本框是文字", paragraph(run("1234") + floating(box("注"))), "1234"],
    ["公式编辑器里的数", paragraph("<m:oMath><m:r><m:t>1234</m:t></m:r></m:oMath>"), "1234"],
    [
      "公式编辑器里的分数",
      paragraph(
        "<m:oMath><m:f><m:num><m:r><m:t>12</m:t></m:r></m:num><m:den><m:r><m:t>34</m:t></m:r></m:den></m:f></m:oMath>",
      ),
      UNREADABLE,
    ],
    ["从右到左", paragraph(`<w:bdo w:val="rtl">${run("1234")}</w:bdo>`), UNREADABLE],
  ])("%s", async (_, cell, wanted) => expect(await ask(cell)).toBe(wanted));

  test("自动编号：显示的编号不在文字里；项目符号和编号0不算", async () => {
    const level = (format: string, text: string) =>
      `<w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
    const numbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="1">${level("decimal", "%1.")}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level("bullet", "•")}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num></w:numbering>`;
    const numbered = (id: string, inner: string) =>
      paragraph(inner, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${id}"/></w:numPr>`);
    const said = await taken(word({ B7: numbered("5", run("234")) }, "", "", { numbering }));
    expect(said).toMatchObject({ taken: UNREADABLE, message: expect.stringContaining("自动编号") });
    expect(await ask(numbered("5", ""), "", "", { numbering })).toBe(UNREADABLE);
    expect(await ask(numbered("6", run("1234")), "", "", { numbering })).toBe("1234");
    expect(await ask(numbered("0", run("1234")), "", "", { numbering })).toBe("1234");
    const list =
      '<w:style w:type="paragraph" w:styleId="l"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>';
    expect(await ask(paragraph(run("234"), '<w:pStyle w:val="l"/>'), list, "", { numbering })).toBe(UNREADABLE);
  });
});
