import { describe, expect, test } from "vitest";
import { taken, word } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const run = (text: string, properties = ""): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const paragraph = (inner: string, properties = ""): string => `<w:p><w:pPr>${properties}</w:pPr>${inner}</w:p>`;
const ask = async (cell: string, named = "", table = "") => (await taken(word({ B7: cell }, named, table))).taken;
const style = (type: string, id: string, properties: string, more = ""): string =>
  `<w:style w:type="${type}" w:styleId="${id}">${more}<w:rPr>${properties}</w:rPr></w:style>`;

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
