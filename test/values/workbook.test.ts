import { describe, expect, test } from "vitest";
import { relation, relationsXml } from "../read/making.js";
import { styles, taken, xlsx } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const NO_RESULT = "VALUE.NO_CACHED_RESULT";
const number = (value: string | number, style = 1): string => `<c r="B7" s="${style}"><v>${value}</v></c>`;
const formula = (text: string, value = "", more = ""): string => `<c r="B7"${more}><f>${text}</f>${value}</c>`;

describe("Excel 数字格式：以显示的为准，两者不同就不采用，并写明两个数", () => {
  test.each([
    ['0"0"', "1234", UNREADABLE],
    ['"1"0', "5", UNREADABLE],
    ["\\5 0", "3", UNREADABLE],
    ['"无"', "5", UNREADABLE],
    [";;;", "5", UNREADABLE],
    ['0"余"', "1234", UNREADABLE],
    ['0.00"%"', "12", UNREADABLE],
    ['0"万"', "12", UNREADABLE],
    ["0,", "12000", UNREADABLE],
    ['0!.0,"万"', "123456", UNREADABLE],
    ['[>100]"多";0', "120", UNREADABLE],
    ["0E+0", "1234", UNREADABLE],
    ["0%", "0.5", UNREADABLE],
    ['m"月"d"日"', "45356", UNREADABLE],
    ["0", "12.4", "VALUE.NOT_WHOLE"],
    ['[>100]"多";0', "12", "12"],
    ['0"件"', "1234", "1234"],
    ["#,##0_ ;[Red]-#,##0 ", "1234", "1234"],
    ['_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "1234", "1234"],
    ["0000", "7", "7"],
    ["@", "1234", "1234"],
    ['"无"', "0", "0"],
    [";;;", "0", "0"],
    ['"1"0', "0", UNREADABLE],
    ["-0", "12", UNREADABLE],
    ["(0)", "12", UNREADABLE],
    ["0-", "12", UNREADABLE],
    ["-0;-0", "12", UNREADABLE],
    ["-General", "12", UNREADABLE],
    ["0 0", "12", UNREADABLE],
    ["# ##0", "1234", "1234"],
    ["0_);(0)", "12", "12"],
    ["-0", "0", "0"],
  ])("%s，存%s：%s", async (format, value, wanted) => {
    expect((await taken(xlsx({ B7: number(value) }, { styles: styles({ format }) }))).taken).toBe(wanted);
  });

  test.each([
    ["fill", "5", UNREADABLE],
    ["fill", "0", "0"],
    ["center", "5", "5"],
  ])("水平对齐%s，存%s：%s", async (horizontal, value, wanted) => {
    const alignment = `<alignment horizontal="${horizontal}"/>`;
    expect((await taken(xlsx({ B7: number(value) }, { styles: styles({ alignment }) }))).taken).toBe(wanted);
  });

  test("意见里写明显示的和存储的；日期、百分比引用看到的文字", async () => {
    const said = async (format: string, value: string) =>
      (await taken(xlsx({ B7: number(value) }, { styles: styles({ format }) }))).message;
    expect(await said('"无"', "5")).toContain("单元格显示为“无”，存储的数是5，不能确定以哪个为准");
    expect(await said(";;;", "5")).toContain("单元格不显示内容，存储的数是5");
    expect(await said("0%", "0.5")).toContain("填写为“50%”");
    expect(await said('m"月"d"日"', "45356")).toContain("填写为“3月5日”");
  });

  test("文本的格式：显示成别的数或不显示的不采用，显示的是同一个数照读", async () => {
    const text = (format: string, value: string) =>
      taken(xlsx({ B7: `<c r="B7" s="1" t="inlineStr"><is><t>${value}</t></is></c>` }, { styles: styles({ format }) }));
    expect((await text('@"0"', "1234")).taken).toBe(UNREADABLE);
    expect((await text(";;;", "1234")).message).toContain("单元格不显示内容，存储的数是1234");
    expect((await text('0;-0;0;"无"', "1234")).taken).toBe(UNREADABLE);
    expect((await text('@"件"', "1234")).taken).toBe("1234");
    expect((await text("@", "1234")).taken).toBe("1234");
    expect((await text(";;;", "0")).taken).toBe("0");
  });

  test("金额：四舍五入显示的照存储的读，缩放、加万的不采用，千元照换算", async () => {
    const fee = async (format: string, value: string) =>
      (await taken(xlsx({ B14: `<c r="B14" s="1"><v>${value}</v></c>` }, { styles: styles({ format }) }), "B14")).taken;
    expect(await fee("0.0", "12.35")).toBe("12.35");
    expect(await fee('0.00"万元"', "12.35")).toBe("12.35");
    expect(await fee("# ?/?", "12.35")).toBe(UNREADABLE);
    expect(await fee('0.00"万"', "12.35")).toBe(UNREADABLE);
    expect(await fee('0"千元"', "12")).toBe("1.2");
  });
});

describe("Excel 条件格式", () => {
  const rule = (attributes: string, formulas: string, inner = ""): string =>
    `<conditionalFormatting sqref="B7"><cfRule ${attributes} priority="1">${formulas}${inner}</cfRule></conditionalFormatting>`;
  const hides = '<dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf>';
  const white = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf>';
  const strikes = "<dxf><font><strike/></font></dxf>";
  const black =
    '<dxf><font><color rgb="FF000000"/></font><fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill></dxf>';
  const red =
    '<dxf><font><b/><color rgb="FFFF0000"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>';
  const always = rule('type="expression" dxfId="0"', "<formula>TRUE</formula>");
  test.each([
    ["隐藏数字的格式，总是成立", hides, always, UNREADABLE],
    ["隐藏数字的格式，从不成立", hides, rule('type="expression" dxfId="0"', "<formula>FALSE</formula>"), "1234"],
    ["隐藏数字的格式，看别的格子", hides, rule('type="expression" dxfId="0"', "<formula>$A$1=0</formula>"), UNREADABLE],
    ["本格为0时隐藏", hides, rule('type="cellIs" operator="equal" dxfId="0"', "<formula>0</formula>"), "1234"],
    ["本格为0时隐藏，写作公式", hides, rule('type="expression" dxfId="0"', "<formula>B7=0</formula>"), "1234"],
    [
      "本格大于1000时隐藏",
      hides,
      rule('type="cellIs" operator="greaterThan" dxfId="0"', "<formula>1000</formula>"),
      UNREADABLE,
    ],
    [
      "介于之间时隐藏",
      hides,
      rule('type="cellIs" operator="between" dxfId="0"', "<formula>1</formula><formula>9</formula>"),
      "1234",
    ],
    ["空白时隐藏", hides, rule('type="containsBlanks" dxfId="0"', "<formula>LEN(TRIM(B7))=0</formula>"), "1234"],
    ["重复值改为白字", white, rule('type="duplicateValues" dxfId="0"', ""), UNREADABLE],
    ["白字，总是成立", white, always, UNREADABLE],
    ["黑字黑底", black, always, UNREADABLE],
    ["划去，总是成立", strikes, always, UNREADABLE],
    ["标红，总是成立", red, always, "1234"],
    ["重复值标红", red, rule('type="duplicateValues" dxfId="0"', ""), "1234"],
    [
      "色阶",
      "",
      rule(
        'type="colorScale"',
        "",
        '<colorScale><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/><color rgb="FF000000"/></colorScale>',
      ),
      "1234",
    ],
    [
      "数据条",
      "",
      rule('type="dataBar"', "", '<dataBar><cfvo type="min"/><cfvo type="max"/><color rgb="FFFFFFFF"/></dataBar>'),
      "1234",
    ],
    ["只显示数据条", "", rule('type="dataBar"', "", '<dataBar showValue="0"><cfvo type="min"/></dataBar>'), UNREADABLE],
    [
      "只显示图标",
      "",
      rule('type="iconSet"', "", '<iconSet showValue="0"><cfvo type="percent" val="0"/></iconSet>'),
      UNREADABLE,
    ],
  ])("%s：%s", async (_, changed, behind, wanted) => {
    const bytes = xlsx({ B7: number(1234, 0) }, { styles: styles({ changed }), behind });
    expect((await taken(bytes)).taken).toBe(wanted);
  });

  test("扩展列表里的条件格式一样算", async () => {
    const behind = `<extLst><ext><x14:conditionalFormattings xmlns:x14="x" xmlns:xm="m"><x14:conditionalFormatting><x14:cfRule type="expression"><xm:f>TRUE</xm:f><x14:dxf><numFmt formatCode=";;;"/></x14:dxf></x14:cfRule><xm:sqref>B7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>`;
    expect((await taken(xlsx({ B7: number(1234, 0) }, { behind }))).taken).toBe(UNREADABLE);
  });
});

describe("Excel 删除线、白字和被遮住的数", () => {
  test.each([
    ["整格删除线", "<strike/>", "", UNREADABLE],
    ["关掉的删除线", '<strike val="0"/>', "", "1234"],
    ["白字无底色", '<color rgb="FFFFFFFF"/>', "", UNREADABLE],
    ["主题白字", '<color theme="0"/>', "", UNREADABLE],
    ["编号白字", '<color indexed="9"/>', "", UNREADABLE],
    [
      "白字深底",
      '<color theme="0"/>',
      '<patternFill patternType="solid"><fgColor rgb="FF1F497D"/></patternFill>',
      "1234",
    ],
    ["红字", '<color rgb="FFFF0000"/>', "", "1234"],
    [
      "红字红底",
      '<color rgb="FFFF0000"/>',
      '<patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill>',
      UNREADABLE,
    ],
    ["自动颜色", '<color auto="1"/>', "", "1234"],
    ["主题黑字", '<color theme="1"/>', "", "1234"],
  ])("%s", async (_, font, fill, wanted) => {
    expect((await taken(xlsx({ B7: number(1234) }, { styles: styles({ font, fill }) }))).taken).toBe(wanted);
  });

  test("富文本：全部划去的不采用，划去一部分的照旧不采用，没有划去的照读", async () => {
    const rich = (...runs: readonly string[]): string => `<c r="B7" t="inlineStr"><is>${runs.join("")}</is></c>`;
    const run = (text: string, style = ""): string => `<r><rPr>${style}</rPr><t>${text}</t></r>`;
    const ask = async (cell: string) => (await taken(xlsx({ B7: cell }))).taken;
    expect(await ask(rich(run("12", "<strike/>"), run("34", "<strike/>")))).toBe(UNREADABLE);
    expect(await ask(rich(run("15", "<strike/>"), run("12")))).toBe(UNREADABLE);
    expect(await ask(rich(run("12"), run("34")))).toBe("1234");
    const strings = `<si>${run("1234", "<strike/>")}</si>`;
    expect((await taken(xlsx({ B7: '<c r="B7" t="s"><v>0</v></c>' }, { strings }))).taken).toBe(UNREADABLE);
  });

  const grey = '<patternFill patternType="solid"><fgColor rgb="FF1F497D"/></patternFill>';
  test.each([
    ["字号1", '<sz val="1"/>', "", UNREADABLE],
    ["字号2", '<sz val="2"/>', "", UNREADABLE],
    ["字号9", '<sz val="9"/>', "", "1234"],
    ["主题白，调到几乎一样", '<color theme="1" tint="0.99"/>', "", UNREADABLE],
    ["主题白，调暗", '<color theme="0" tint="-0.5"/>', "", "1234"],
  ])("整格%s", async (_, font, fill, wanted) => {
    expect((await taken(xlsx({ B7: number(1234) }, { styles: styles({ font, fill }) }))).taken).toBe(wanted);
  });

  test.each([
    ["白字段", '<color rgb="FFFFFFFF"/>', "", UNREADABLE],
    ["主题白字段", '<color theme="0"/>', "", UNREADABLE],
    ["主题黑调白的字段", '<color theme="1" tint="1"/>', "", UNREADABLE],
    ["编号白字段", '<color indexed="9"/>', "", UNREADABLE],
    ["字号1的字段", '<sz val="1"/>', "", UNREADABLE],
    ["红字段", '<color rgb="FFFF0000"/>', "", "1234"],
    ["字号8的字段", '<sz val="8"/><color theme="1"/>', "", "1234"],
    ["白字段深底", '<color rgb="FFFFFFFF"/>', grey, "1234"],
    ["与底色一样的字段", '<color rgb="FF1F497D"/>', grey, UNREADABLE],
  ])("富文本：%s", async (_, properties, fill, wanted) => {
    const runs = `<r><rPr><color rgb="FFFF0000"/></rPr><t>12</t></r><r><rPr>${properties}</rPr><t>34</t></r>`;
    const worn = styles({ fill });
    const inline = `<c r="B7" s="1" t="inlineStr"><is>${runs}</is></c>`;
    expect((await taken(xlsx({ B7: inline }, { styles: worn }))).taken).toBe(wanted);
    const shared = '<c r="B7" s="1" t="s"><v>0</v></c>';
    expect((await taken(xlsx({ B7: shared }, { styles: worn, strings: `<si>${runs}</si>` }))).taken).toBe(wanted);
    const whole = `<si><r><rPr>${properties}</rPr><t>1234</t></r></si>`;
    expect((await taken(xlsx({ B7: shared }, { styles: worn, strings: whole }))).taken).toBe(wanted);
  });

  test("富文本：段落自己没有格式就随单元格，有格式就不随；白字的空格不算", async () => {
    const ask = async (runs: string, font: string) =>
      (
        await taken(
          xlsx({ B7: '<c r="B7" s="1" t="s"><v>0</v></c>' }, { styles: styles({ font }), strings: `<si>${runs}</si>` }),
        )
      ).taken;
    const white = '<color rgb="FFFFFFFF"/>';
    expect(await ask("<r><t>12</t></r><r><t>34</t></r>", white)).toBe(UNREADABLE);
    expect(await ask("<r><rPr><b/></rPr><t>12</t></r><r><rPr><b/></rPr><t>34</t></r>", white)).toBe("1234");
    expect(await ask(`<r><t>1234</t></r><r><rPr>${white}</rPr><t xml:space="preserve">  </t></r>`, "")).toBe("1234");
    expect(await ask(`<r><t>12</t></r><r><rPr>${white}</rPr><t>.</t></r><r><t>34</t></r>`, "")).toBe(UNREADABLE);
  });

  test("合并单元格下另有不同的数：不采用；相同的数或0照读", async () => {
    const under = (value: string): string => `${number(1234, 0)}<c r="C7"><v>${value}</v></c>`;
    const behind = '<mergeCells><mergeCell ref="B7:D7"/></mergeCells>';
    const ask = async (value: string) => taken(xlsx({ B7: under(value) }, { behind }));
    expect(await ask("99")).toMatchObject({ taken: UNREADABLE, message: expect.stringContaining("看不见的内容“99”") });
    expect((await ask("1234")).taken).toBe("1234");
    expect((await ask("0")).taken).toBe("1234");
  });
});

describe("Excel 公式：所存结果不能作准的不采用，也不代为计算", () => {
  const calc = (attributes: string): string => `<calcPr ${attributes}/>`;
  test.each([
    ["存0，与常数矛盾", formula("1200+34", "<v>0</v>"), "", NO_RESULT],
    ["存别的数，与常数矛盾", formula("1200+34", "<v>1200</v>"), "", NO_RESULT],
    ["与常数相符", formula("1200+34", "<v>1234</v>"), "", "1234"],
    ["与常数相符，有浮点误差", formula("0.1+0.2", "<v>0.30000000000000004</v>"), "", "VALUE.NOT_WHOLE"],
    ["存空文本", formula("1200+34", "<v></v>", ' t="str"'), "", NO_RESULT],
    ["与引用的格子矛盾", formula("B4+C4", "<v>0</v>"), "", NO_RESULT],
    ["引用的格子本身矛盾", formula("底稿!A1", "<v>0</v>"), "", NO_RESULT],
    ["不会算的函数照存的读", formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"), "", "1234"],
    ["随日期变化", formula("TODAY()-45000", "<v>9</v>"), "", NO_RESULT],
    ["随日期变化，在括号里", formula("IF(A1=0,0,YEAR(NOW())-2018)", "<v>6</v>"), "", NO_RESULT],
    ["随机数", formula("RANDBETWEEN(1,9)", "<v>5</v>"), "", NO_RESULT],
    ["打开时重算", formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"), calc('fullCalcOnLoad="1"'), NO_RESULT],
    ["打开时重算，但已核实", formula("1200+34", "<v>1234</v>"), calc('fullCalcOnLoad="1"'), "1234"],
    ["计算未完成", formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"), calc('calcCompleted="0"'), NO_RESULT],
    [
      "手动计算且保存时不算",
      formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"),
      calc('calcMode="manual" calcOnSave="0"'),
      NO_RESULT,
    ],
    ["手动计算，保存时算过", formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"), calc('calcMode="manual"'), "1234"],
    [
      "手动计算下应随时重算的格子",
      '<c r="B7"><f ca="1">VLOOKUP(A7,A1:D3,2)</f><v>1234</v></c>',
      calc('calcMode="manual"'),
      NO_RESULT,
    ],
    ["按显示的精度计算，存0而算得不为0", formula("1200+34", "<v>0</v>"), calc('fullPrecision="0"'), NO_RESULT],
    ["按显示的精度计算，四舍五入过", formula("1233.4+0.4", "<v>1234</v>"), calc('fullPrecision="0"'), "1234"],
    ["每次全部重算，已算过", formula("VLOOKUP(A7,A1:D3,2)", "<v>1234</v>"), calc('forceFullCalc="1"'), "1234"],
    ["打开时重算，不是公式", number(1234, 0), calc('fullCalcOnLoad="1"'), "1234"],
  ])("%s", async (_, cell, workbook, wanted) => {
    const other = '<row r="1"><c r="A1"><f>1000+234</f><v>0</v></c></row>';
    expect((await taken(xlsx({ B7: cell }, { workbook, other }))).taken).toBe(wanted);
  });

  test("引用其他文件：被引用的数没有保存，不采用；保存了的照读", async () => {
    const link = (cells: string) => ({
      name: "xl/externalLinks/externalLink1.xml",
      content: `<externalLink xmlns:r="r"><externalBook r:id="x"><sheetNames><sheetName val="表"/></sheetNames><sheetDataSet><sheetData sheetId="0">${cells}</sheetData></sheetDataSet></externalBook></externalLink>`,
    });
    const ask = async (cells: string, kept = "1234", text = "[1]表!$D$9") => {
      const bytes = xlsx(
        { B7: formula(text, `<v>${kept}</v>`) },
        {
          workbook: '<externalReferences><externalReference r:id="e1"/></externalReferences>',
          relations: [relation("e1", "externalLink", "externalLinks/externalLink1.xml")],
          more: [link(cells)],
        },
      );
      return (await taken(bytes)).taken;
    };
    expect(await ask("")).toBe(NO_RESULT);
    const saved = '<row r="9"><cell r="D9"><v>1234</v></cell></row>';
    expect(await ask(saved)).toBe("1234");
    expect(await ask(saved, "0")).toBe(NO_RESULT);
    expect(await ask(saved, "0", "SUM('[1]表'!D9:D10)+0")).toBe(NO_RESULT);
    expect(await ask(saved, "1234", "SUM('[1]表'!D9:D10)+0")).toBe("1234");
    expect((await taken(xlsx({ B7: formula("'C:\\[上年.xlsx]表'!D9", "<v>1234</v>") }))).taken).toBe(NO_RESULT);
    const shared = async (text: string) => {
      const origin = `<c r="B7"><f t="shared" ref="B7:B14" si="0">${text}</f><v>1234</v></c>`;
      const bytes = xlsx(
        { B7: origin, B14: '<c r="B14"><f t="shared" si="0"/><v>12.35</v></c>' },
        {
          workbook: '<externalReferences><externalReference r:id="e1"/></externalReferences>',
          relations: [relation("e1", "externalLink", "externalLinks/externalLink1.xml")],
          more: [link('<row r="9"><cell r="D9"><v>12.35</v></cell></row>')],
        },
      );
      return (await taken(bytes, "B14")).taken;
    };
    expect(await shared("[1]表!D2")).toBe("12.35");
    expect(await shared("[1]表!$D$2")).toBe(NO_RESULT);
    expect(await shared("[1]表!D9")).toBe(NO_RESULT);
    expect(await shared("[2]表!D2")).toBe(NO_RESULT);
  });

  const array = (text: string, value: string): string =>
    `<c r="B7"><f t="array" ref="B7">${text}</f><v>${value}</v></c>`;
  const other =
    '<row r="1"><c r="A1"><v>1000</v></c><c r="B1"><v>2</v></c><c r="C1" t="inlineStr"><is><t>许可</t></is></c></row>' +
    '<row r="2"><c r="A2"><v>234</v></c><c r="B2"><v>1</v></c><c r="C2" t="inlineStr"><is><t>处罚</t></is></c></row>' +
    '<row r="3"><c r="A3"><v>-0.4</v></c><c r="C3" t="inlineStr"><is><t>许可证</t></is></c></row>';
  test.each([
    "ROUND(1233.5,0)",
    "ROUNDUP(1233.2,0)",
    "ROUNDDOWN(1234.9,0)",
    "INT(1234.7)",
    "TRUNC(1234.7)",
    "ABS(-1234)",
    "MAX(底稿!A1:A3,1234)",
    "MIN(1234,2000)",
    "1000+MAX(底稿!A2:A3)",
    "IF(底稿!A1&gt;5,1234,0)",
    "IF(AND(底稿!A1=1000,NOT(底稿!A2&lt;0)),1234)",
    "IF(OR(FALSE,底稿!C1=&quot;许可&quot;),1234,5)",
    "AVERAGE(1233,1235)",
    "SUMIF(底稿!B1:B2,&quot;&gt;0&quot;,底稿!A1:A2)",
    "SUMIF(底稿!C:C,&quot;处罚&quot;,底稿!A:A)+1000",
    "SUMIFS(底稿!A1:A2,底稿!B1:B2,1,底稿!C1:C2,&quot;处罚&quot;)+1000",
    "COUNT(底稿!A1:A3)+1231",
    "COUNTIF(底稿!C1:C3,&quot;许可*&quot;)+1232",
    "COUNTA(底稿!C1:C9)+1231",
    "SUMPRODUCT(底稿!A1:A2,底稿!B1:B2)-1000",
    "SUMPRODUCT(--(底稿!C1:C3=&quot;许可&quot;),底稿!A1:A3)+234",
    "PRODUCT(2,617)",
    "POWER(35,2)+9",
    "35^2+9",
    "VALUE(&quot;1234&quot;)",
    "IFERROR(1/0,1234)",
    "N(底稿!A1)+234",
    "123400%",
    "SUM({1000,234})",
    "SUM({500;117}*2)",
    "VLOOKUP(&quot;处罚&quot;,{&quot;许可&quot;,1;&quot;处罚&quot;,1234},2,FALSE)",
    "INDEX(底稿!A1:A3,MATCH(&quot;处罚&quot;,底稿!C1:C3,0))+1000",
    "CHOOSE(2,1,1234)",
    "SUBTOTAL(9,底稿!A1:A2)",
    "(底稿!A1+底稿!A2)*IF(ISNUMBER(底稿!B3),0,1)",
  ])("会算的函数 %s：存0不采用，存对的照读", async (text) => {
    expect((await taken(xlsx({ B7: formula(text, "<v>0</v>") }, { other }))).taken).toBe(NO_RESULT);
    expect((await taken(xlsx({ B7: formula(text, "<v>1234</v>") }, { other }))).taken).toBe("1234");
  });

  test.each([
    ["SUM(IF(底稿!A1:A2&gt;0,底稿!A1:A2))", "1234"],
    ["SUM(底稿!A1:A2*底稿!B1:B2)-1000", "1234"],
  ])("数组公式 %s", async (text, right) => {
    expect((await taken(xlsx({ B7: array(text, "0") }, { other }))).taken).toBe(NO_RESULT);
    expect((await taken(xlsx({ B7: array(text, right) }, { other }))).taken).toBe(right);
  });

  test("文本结果、共用公式、名称、超级表、三维引用", async () => {
    const ask = async (cell: string, parts: Parameters<typeof xlsx>[1] = {}) =>
      (await taken(xlsx({ B7: cell }, { other, ...parts }))).taken;
    const text = (value: string): string => formula("TEXT(底稿!A1+234,&quot;0&quot;)", `<v>${value}</v>`, ' t="str"');
    expect(await ask(text("0"))).toBe(NO_RESULT);
    expect(await ask(text("1234"))).toBe("1234");
    expect(await ask(formula("12&amp;34", "<v>12</v>", ' t="str"'))).toBe(NO_RESULT);
    expect(await ask(formula("12&amp;34", "<v>1234</v>", ' t="str"'))).toBe("1234");
    expect(await ask(formula("IF(底稿!A3&lt;0,&quot;无&quot;,底稿!A3)", "<v>无</v>", ' t="str"'))).toBe("0");
    const named = '<definedNames><definedName name="合计">底稿!$A$1:$A$2</definedName></definedNames>';
    expect(await ask(formula("SUM(合计)", "<v>0</v>"), { workbook: named })).toBe(NO_RESULT);
    expect(await ask(formula("SUM(合计)", "<v>1234</v>"), { workbook: named })).toBe("1234");
    expect(await ask(formula("SUM(底稿:底稿!A1:A2)", "<v>7</v>"))).toBe(NO_RESULT);
    // Without signs of dollars a name means other cells in each cell that uses it: what it gives is not held against the result.
    const moving = named.replace("$A$1:$A$2", "A1:A2");
    expect(await ask(formula("SUM(合计)", "<v>7</v>"), { workbook: moving })).toBe("7");
  });

  test("不会算的公式存0：引用的格子有数，又没有任何算过的公式作证，不采用；算过的文件照读", async () => {
    const zero = formula("OFFSET(底稿!A1,1,0)", "<v>0</v>");
    const ask = async (cell: string, proof = "") => (await taken(xlsx({ B7: cell }, { other: other + proof }))).taken;
    const sum = (value: string) => `<row r="9"><c r="A9"><f>SUM(A1:A2)</f><v>${value}</v></c></row>`;
    expect(await ask(zero)).toBe(NO_RESULT);
    expect(await ask(zero, sum("1234"))).toBe("0");
    expect(await ask(zero, sum("0"))).toBe(NO_RESULT);
    expect(await ask(formula("INDIRECT(&quot;A1&quot;)", "<v>0</v>"))).toBe(NO_RESULT);
    expect(await ask(formula("LET(x,1,x)", "<v>0</v>"))).toBe(NO_RESULT);
    expect(await ask(formula("VLOOKUP(0,底稿!D5:E6,2)", "<v>0</v>"))).toBe("0");
    expect(await ask(formula("VLOOKUP(0,底稿!A1:B3,2)", "<v>0</v>"))).toBe(NO_RESULT);
    expect(await ask(formula("OFFSET(底稿!A1,1,0)", "<v>234</v>"))).toBe("234");
  });
});

describe("Excel：图片、文本框盖在空白单元格上", () => {
  const corner = (name: string, row: number, column: number, down = 0, right = 0): string =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>${right}</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>${down}</xdr:rowOff></xdr:${name}>`;
  const own = corner("from", 6, 1, 10000, 10000) + corner("to", 7, 2, 20000, 30000);
  const picture = '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="图"/></xdr:nvPicPr></xdr:pic>';
  const shape = (inner: string): string => `<xdr:sp><xdr:txBody><a:p>${inner}</a:p></xdr:txBody></xdr:sp>`;
  const drawn = (content: string): string => `<xdr:twoCellAnchor>${content}<xdr:clientData/></xdr:twoCellAnchor>`;

  function workbook(cell: string, anchors: string): Uint8Array {
    const more = [
      {
        name: "xl/worksheets/_rels/sheet1.xml.rels",
        content: relationsXml([relation("d", "drawing", "../drawings/d.xml")]),
      },
      { name: "xl/drawings/d.xml", content: `<xdr:wsDr xmlns:xdr="x" xmlns:a="a">${anchors}</xdr:wsDr>` },
    ];
    return xlsx({ B7: cell }, { more });
  }

  test.each([
    ["图片盖住空白格", "", drawn(own + picture), UNREADABLE],
    ["文本框盖住空白格", "", drawn(own + shape("<a:r><a:t>34</a:t></a:r>")), UNREADABLE],
    ["没有字的图形", "", drawn(own + shape("")), "0"],
    ["连线", "", drawn(`${own}<xdr:cxnSp/>`), "0"],
    ["隐藏的图片", "", drawn(own + picture.replace("<xdr:cNvPr", '<xdr:cNvPr hidden="1"')), "0"],
    ["图片在别处", "", drawn(corner("from", 0, 5) + corner("to", 3, 8) + picture), "0"],
    ["图片只碰到边", "", drawn(corner("from", 2, 2) + corner("to", 6, 3, 20000, 300000) + picture), "0"],
    ["一点定位的图片", "", `<xdr:oneCellAnchor>${corner("from", 6, 1)}${picture}</xdr:oneCellAnchor>`, UNREADABLE],
    ["图片盖住有数的格", number(1234, 0), drawn(own + picture), "1234"],
    ["大图盖住整张表", "", drawn(corner("from", 0, 0) + corner("to", 40, 12) + picture), UNREADABLE],
  ])("%s", async (_, cell, anchors, wanted) => expect((await taken(workbook(cell, anchors))).taken).toBe(wanted));
});
