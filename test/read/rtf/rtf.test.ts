import { describe, expect, test } from "vitest";
import { escaped, latin1, linesOf, makeRtf, rtfGrid, rtfLines, rtfRow } from "../made-rtf.js";
import { bytesOf, cellAt, cellsOf, gridsOf, readOne, refusalOf, shape, texts } from "../making.js";

describe("RTF：正文", () => {
  test("paragraphs and tables stand in their order", async () => {
    const document = await readOne(makeRtf(`标题\\par ${rtfRow("规章", "3")}二、\\par`), "年报.doc");
    expect(document.format).toBe("rtf");
    expect(document.blocks.map(texts)).toEqual([["第1段 标题"], ["规章 / 3"], ["第2段 二、"]]);
  });

  test("is told by its content, behind a mark or blanks too", async () => {
    for (const before of ["", "\ufeff", "\r\n "]) {
      const bytes = bytesOf(`${before}{\\rtf1 a\\par}`);
      expect((await readOne(bytes, "年报.xlsx")).format).toBe("rtf");
    }
  });

  test.each(["line", "page", "column", "sect", "par"])(
    "\\%s never joins what stands on its two sides",
    async (word) => {
      expect(await linesOf(latin1(`{\\rtf1\\ansi 12\\${word} 3\\par}`))).toEqual(["12", "3"]);
    },
  );

  test("line ends in the file are none; words, symbols and escaped signs are", async () => {
    const body = "a\r\nb\\line c\\tab d\\~e\\_f\\-g\\{\\}\\\\\\emdash\\\n{h}\\'41\\par";
    expect(await rtfLines(body)).toEqual(["ab", "c\td\u00a0e-fg{}\\—", "hA"]);
  });

  test("what is no part of the text", async () => {
    const body =
      "{\\info{\\title 某}}{\\header 页眉\\par}{\\*\\unknown x{y}}{\\pict\\pngblip 89504e}{\\footnote 注}{\\*\\annotation 批}{\\xe 索引}" +
      "{\\field{\\*\\fldinst{ PAGE }}{\\fldrslt{3}}}{\\*\\shppict{\\pict\\bin4 {{{\\}}{\\nonshppict{\\pict ff}}甲\\par";
    expect(await rtfLines(body)).toEqual(["3甲"]);
  });

  test("of two ways to write the same the one in Unicode is read", async () => {
    expect(await rtfLines("{\\upr{abc}{\\*\\ud{\\u30002?}}}\\par")).toEqual(["甲"]);
  });

  test("a file that is cut off, too deep or lies about its data is refused", async () => {
    const reason = async (text: string): Promise<string> => (await refusalOf(latin1(text))).reason;
    expect(await reason("{\\rtf1 {a}")).toContain("不完整");
    expect(await reason(`{\\rtf1${"{".repeat(5000)}`)).toContain("层数过多");
    expect(await reason("{\\rtf1{\\pict\\bin99999 a}}")).toContain("不完整");
    expect(await reason("{\\rtf1\\cellx99999999999 a}")).toContain("超出范围");
    expect(await reason("{\\rtf1 \\'zz}")).toContain("字符编码");
    expect(await reason(`{\\rtf1${"\\pard\\itap99 a\\par".repeat(2)}}`)).toContain("层数过多");
    const colours = `{\\rtf1{\\colortbl${";".repeat(50_001)}}}`;
    expect((await refusalOf(latin1(colours))).rule).toBe("FILE.TOO_LARGE");
    expect((await refusalOf(latin1(`{\\rtf1${"\\par".repeat(200_001)}}`))).rule).toBe("FILE.TOO_LARGE");
  });
});

describe("RTF：文字编码", () => {
  const read = async (
    body: string,
    page = "\\ansicpg936",
    fonts = "{\\f0\\fcharset134 a;}{\\f1\\fcharset0 b;}{\\f2\\fcharset2 c;}",
  ) => (await linesOf(latin1(`{\\rtf1\\ansi${page}\\deff0{\\fonttbl${fonts}}${body}\\par}`)))[0];

  test.each([
    ["双字节", "\\'b9\\'e6\\'d5\\'c2", "规章"],
    ["原样写的字节", "\xb9\xe6\xd5\xc2", "规章"],
    ["第二个字节写成字母", "\\'81@", "丂"],
    ["西文字体里的汉字", "\\f1\\'b9\\'e6\\'d5\\'c2", "规章"],
    ["西文字体里的西文", "\\f1 Caf\\'e9 \\'8012\\'94", "Café €12”"],
    ["数字不当作汉字的一半", "\\'b912", "\ufffd12"],
    ["符号字体没有文字", "{\\f2 12}3", "\ufffd3"],
    ["Unicode和后备字节", "\\uc2\\u35268\\'b9\\'e6\\uc1\\u31456?", "规章"],
    ["没有后备字节", "\\uc0\\u35268\\u31456 12", "规章12"],
    ["负数和代理对", "\\u-28695?\\u-10177?\\u-9161?", `${String.fromCharCode(65536 - 28695)}\ud83f\udc37`],
    ["后备只到组的结尾", "{\\uc2\\u35268?}12", "规12"],
    ["控制字不是后备", "\\uc1\\u35268\\b 12", "规12"],
    ["汉字字体另外指定", "\\f1\\loch\\f1\\dbch\\af0\\'b9\\'e6", "规"],
  ])("%s", async (_, body, wanted) => expect(await read(body)).toBe(wanted));

  test("the code page of the document, or of the font", async () => {
    expect(await read("\\'b9\\'e6", "\\ansicpg936", "{\\f0 a;}")).toBe("规");
    expect(await read("\\'b9\\'e6", "", "{\\f0\\fcharset134 a;}")).toBe("规");
    expect(await read("\\'b3\\'57", "", "{\\f0\\fcharset136 a;}")).toBe("規");
    expect(await read("\\'b9\\'e6", "\\ansicpg1252", "{\\f0\\cpg936 a;}")).toBe("规");
    expect(await read("\\'e9", "\\ansicpg437", "{\\f0 a;}")).toBe("\ufffd");
  });
});

describe("RTF：表格", () => {
  test("the edges of all rows together are the lines of the grid", async () => {
    const grid = await rtfGrid(
      rtfRow("项目", { text: "申请人", columns: 2 }) +
        rtfRow("", "自然人", "企业") +
        rtfRow({ text: "合计", columns: 3 }),
    );
    expect(shape(grid)).toEqual(["0=项目 1(1x2)=申请人", "0= 1=自然人 2=企业", "0(1x3)=合计"]);
  });

  test("edges that all but meet are one line", async () => {
    const row = (edges: readonly number[], words = ""): string =>
      `\\trowd${words}${edges.map((edge) => `\\cellx${edge}`).join("")}${edges.map((_, at) => `\\pard\\intbl ${at}\\cell`).join("")}\\row`;
    const rows = row([1000, 2000]) + row([1012, 1995], "\\trleft-5") + row([1500, 2000]);
    expect(shape(await rtfGrid(rows))).toEqual(["0=0 1(1x2)=1", "0=0 1(1x2)=1", "0(1x2)=0 2=1"]);
    expect(shape(await rtfGrid(row([1, 2, 3]) + row([2, 3])))).toEqual(["0=0 1=1 2=2", "0(1x2)=0 2=1"]);
    expect(shape(await rtfGrid(row([1000, 2000]) + row([2000], "\\trleft1000")))).toEqual(["0=0 1=1", "1=0"]);
  });

  test("cells merged downwards and sideways", async () => {
    const grid = await rtfGrid(
      rtfRow({ text: "甲", words: "\\clvmgf" }, { text: "乙", words: "\\clmgf" }, { text: "", words: "\\clmrg" }) +
        rtfRow({ text: "", words: "\\clvmrg" }, "1", "2"),
    );
    expect(shape(grid)).toEqual(["0(2x1)=甲 1(1x2)=乙", "1=1 2=2"]);
  });

  test("a row keeps the definition of the one before it, and may be defined at its end", async () => {
    const cells = "\\pard\\intbl 1\\cell 2\\cell";
    expect(shape(await rtfGrid(`\\trowd\\cellx1\\cellx500${cells}\\row${cells}\\row`))).toEqual(["0=1 1=2", "0=1 1=2"]);
    expect(shape(await rtfGrid(`\\pard\\intbl 1\\cell 2\\cell\\trowd\\cellx100\\cellx900\\row`))).toEqual(["0=1 1=2"]);
  });

  test.each([
    ["单元格多于列边界", "\\trowd\\cellx100\\pard\\intbl 1\\cell 2\\cell\\row"],
    ["单元格少于列边界", "\\trowd\\cellx100\\cellx200\\pard\\intbl 1\\cell\\row"],
    ["边界倒退", "\\trowd\\cellx200\\cellx100\\pard\\intbl 1\\cell 2\\cell\\row"],
    ["没有行尾", "\\trowd\\cellx100\\cellx200\\pard\\intbl 1\\cell 2\\cell\\pard 正文\\par"],
    ["没有单元格尾", "\\trowd\\cellx100\\pard\\intbl 1\\par\\row"],
    ["没有表格", "\\row"],
  ])("a row that does not fit is refused, not shifted: %s", async (_, body) => {
    expect((await refusalOf(makeRtf(body))).reason).toMatch(/表格1第1行的单元格与列边界对不上/);
  });

  test("a table within a cell is a table of its own, and the cell says that something stands in it", async () => {
    const inner =
      "\\pard\\intbl\\itap2 7\\nestcell 8\\nestcell{\\*\\nesttableprops\\trowd\\cellx400\\cellx800\\nestrow}{\\nonesttables\\par}";
    const body = `\\trowd\\cellx1000\\cellx2000\\pard\\intbl 甲\\cell${inner}\\pard\\intbl\\cell\\row\\pard`;
    const grids = gridsOf(await readOne(makeRtf(body)));
    expect(grids.map((grid) => cellsOf(grid))).toEqual([
      { R1C1: "text 甲", R1C2: "blank " },
      { R1C1: "text 7", R1C2: "text 8" },
    ]);
    expect(cellAt(grids[0], "R1C2")?.doubt).toBe("embedded");
  });

  test("rows without height are hidden, and paragraphs of no row are text", async () => {
    expect((await rtfGrid(`\\trowd\\trrh-20\\cellx100\\pard\\intbl 1\\cell\\row`))?.hiddenRows).toEqual([0]);
    expect(await rtfLines("\\pard\\intbl 甲\\par\\pard 乙\\par")).toEqual(["甲", "乙"]);
  });

  test("no more cells than a file may have", async () => {
    const row = `\\trowd\\cellx100\\pard\\intbl\\cell\\row`;
    const { DEFAULT_LIMITS } = await import("../../../src/read/read.js");
    const refusal = await refusalOf(makeRtf(row.repeat(101)), "年报.rtf", { ...DEFAULT_LIMITS, cells: 100 });
    expect(refusal.rule).toBe("FILE.TOO_LARGE");
    const edges = Array.from({ length: 2000 }, (_, at) => `\\cellx${at + 1}`).join("");
    expect((await refusalOf(makeRtf(`\\trowd${edges}\\pard\\intbl${"\\cell".repeat(2000)}\\row`))).rule).toBe(
      "FILE.UNREADABLE",
    );
  });
});

describe("RTF：看得见什么", () => {
  const only = async (text: string, words = "", head = ""): Promise<readonly unknown[]> => {
    const cell = cellAt(await rtfGrid(rtfRow({ text, words }, "x"), head), "R1C1");
    return [cell?.text, cell?.doubt, cell?.unseen];
  };

  test.each([
    ["划去", "{\\strike 12}", [" 12 ", "struck", undefined]],
    ["双线", "{\\striked1 12}", [" 12 ", "struck", undefined]],
    ["又取消", "{\\strike{\\strike0 12}}", ["12", undefined, undefined]],
    ["重置", "{\\strike\\plain 12}", ["12", undefined, undefined]],
    ["隐藏的在数旁", "12{\\v 5}", ["12", undefined, "5"]],
    ["白字", "{\\cf2 12}", ["12", "unseen", undefined]],
    ["红字", "{\\cf3 12}", ["12", undefined, undefined]],
    ["白字有底色", "{\\cf2\\highlight1 12}", ["12", undefined, undefined]],
    ["自动颜色", "{\\cf0 12}", ["12", undefined, undefined]],
    ["极小", "{\\fs2 12}", ["12", "unseen", undefined]],
    ["压扁", "{\\charscalex1 12}", ["12", "unseen", undefined]],
    ["上标", "12{\\super 1}", ["12[1]", undefined, undefined]],
    ["升高", "12{\\up6 1}", ["12[1]", undefined, undefined]],
    ["修订删除，另写了", "{\\deleted 15}{\\revised 12}", ["12", undefined, undefined]],
    ["修订删除，没有另写", "{\\deleted 15}", ["15", "struck", undefined]],
    ["修订中移走，又有移来", "{\\mvf\\mvauth1 15}{\\mvt\\mvauth1 12}", ["12", undefined, undefined]],
    ["EQ域", "{\\field{\\*\\fldinst EQ \\\\\\\\f(1,2)}{\\fldrslt}}", ["\ufffd", undefined, undefined]],
    ["公式", "{\\mmath{\\*\\moMath{\\mr 1}}}", ["\ufffd", undefined, undefined]],
    ["页码", "\\chpgn", ["\ufffd", undefined, undefined]],
    [
      "下拉列表",
      "{\\field{\\*\\fldinst FORMDROPDOWN{\\*\\formfield{\\fftype2}}}{\\fldrslt}}",
      ["\ufffd", undefined, undefined],
    ],
    ["图片", "{\\pict ff}", ["", "embedded", undefined]],
    ["对象", "{\\object\\objemb{\\*\\objdata 00}{\\result 12}}", ["12", undefined, undefined]],
    ["自动编号", "{\\pntext 1.\\tab}2", ["2", "numbered", undefined]],
    ["列表的编号", "{\\listtext\\f0 一、\\tab}2", ["2", "numbered", undefined]],
    ["项目符号", "{\\listtext\\f2\\'b7\\tab}2", ["2", undefined, undefined]],
  ])("%s", async (_, text, wanted) => expect(await only(text)).toEqual(wanted));

  test("by styles, by lists and by the ground of the cell", async () => {
    const styles = "{\\stylesheet{\\s1\\strike a;}{\\*\\cs2\\v b;}{\\s3 c;}}";
    expect(await only("\\s1 12", "", styles)).toEqual([" 12 ", "struck", undefined]);
    expect(await only("\\s1\\strike0 12", "", styles)).toEqual(["12", undefined, undefined]);
    expect(await only("\\s3 12{\\cs2 5}", "", styles)).toEqual(["12", undefined, "5"]);
    const lists =
      "{\\*\\listtable{\\list{\\listlevel\\levelnfc0}\\listid7}{\\list{\\listlevel\\levelnfc23}\\listid8}}" +
      "{\\*\\listoverridetable{\\listoverride\\listid7\\ls1}{\\listoverride\\listid8\\ls2}}";
    expect(await only("\\ls1 12", "", lists)).toEqual(["12", "numbered", undefined]);
    expect(await only("\\ls2 12", "", lists)).toEqual(["12", undefined, undefined]);
    expect(await only("\\cf2 12", "\\clcbpat1")).toEqual(["12", undefined, undefined]);
    expect(await only("\\cf2 12", "\\clshdng2000")).toEqual(["12", undefined, undefined]);
  });

  test("text boxes and shapes", async () => {
    const shapeOf = (content: string, type = 202): string =>
      `{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv ${type}}}${content}}{\\shprslt{\\pict ff}}}`;
    expect(await only(`12${shapeOf("{\\shptxt\\pard 3\\par}")}`)).toEqual(["12", "embedded", undefined]);
    expect(await only(`12${shapeOf("{\\shptxt\\pard 件\\par}")}`)).toEqual(["12", undefined, undefined]);
    const numbered = `{\\pntext 1.\\tab}${shapeOf("{\\shptxt\\pard 件\\par}")}2`;
    expect(await only(numbered)).toEqual(["2", "numbered", undefined]);
    expect(await only(shapeOf("", 20))).toEqual(["", undefined, undefined]);
    expect(await only(shapeOf("", 3))).toEqual(["", "embedded", undefined]);
    expect(await rtfLines(`${shapeOf("{\\shptxt\\pard 框内\\par}")}正文\\par`)).toEqual(["框内", "正文"]);
  });

  test("a made-up character is escaped as its makers do", () => {
    expect(escaped("规1𠮷")).toBe("\\u-30268?1\\u-10174?\\u-8265?");
  });
});
