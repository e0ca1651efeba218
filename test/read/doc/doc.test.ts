import { describe, expect, test } from "vitest";
import type { Cell } from "../../../src/grid.js";
import {
  docParagraph,
  docRow,
  docText,
  innerRow,
  type MadeCell,
  type MadeDoc,
  type MadeText,
  makeDoc,
  modifier,
  u16,
  u32,
} from "../made-doc.js";
import { cell, paragraph, run, table } from "../made-word.js";
import { cellAt, cellsOf, gridsOf, makeDocx, readOne, shape, texts, textsOf } from "../making.js";

const END = docParagraph("");
const EDGES = [0, 1000, 2000, 3000];

async function grids(rows: MadeDoc["paragraphs"], more: Partial<MadeDoc> = {}) {
  return gridsOf(await readOne(makeDoc({ paragraphs: [...rows, END], ...more })));
}

/** The one cell of a table with what stands in it. */
async function onlyCell(text: MadeCell["text"], more: Partial<MadeDoc> = {}): Promise<Cell | undefined> {
  return cellAt((await grids(docRow([{ text }], [0, 1000]), more))[0], "R1C1");
}

describe("what a document says is what the same document says as .docx", () => {
  test("paragraphs and tables come in their order, with the same places", async () => {
    const old = await readOne(
      makeDoc({
        paragraphs: [
          docParagraph("一、总体情况"),
          docParagraph(""),
          ...docRow(["规章", "3", ""], EDGES),
          docParagraph("二"),
        ],
      }),
    );
    const docx = await readOne(
      makeDocx(
        paragraph(run("一、总体情况")) +
          paragraph("") +
          table(cell("规章") + cell("3") + cell("")) +
          paragraph(run("二")),
      ),
    );
    expect(old.format).toBe("doc");
    expect(old.blocks).toEqual(docx.blocks);
    expect(cellsOf(gridsOf(old)[0])).toEqual({ R1C1: "text 规章", R1C2: "text 3", R1C3: "blank " });
  });

  const STRUCK = modifier(0x0837, 1);
  const HIDDEN = modifier(0x083c, 1);
  const WHITE = modifier(0x6870, 255, 255, 255, 0);
  const styled = (text: string, properties: string): string =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
  test.each<[string, readonly (string | MadeText)[], string]>([
    ["crossed out", [docText("12", STRUCK)], styled("12", "<w:strike/>")],
    ["crossed out twice", [docText("12", modifier(0x2a53, 1))], styled("12", "<w:dstrike/>")],
    ["crossed out and written anew", [docText("15", STRUCK), "12"], styled("15", "<w:strike/>") + run("12")],
    ["hidden", [docText("12", HIDDEN)], styled("12", "<w:vanish/>")],
    ["hidden beside it", ["12", docText("5", HIDDEN)], run("12") + styled("5", "<w:vanish/>")],
    ["white", ["1", docText("2", WHITE)], run("1") + styled("2", '<w:color w:val="FFFFFF"/>')],
    ["white by its number", [docText("12", modifier(0x2a42, 8))], styled("12", '<w:color w:val="FFFFFF"/>')],
    [
      "white on black",
      [docText("12", WHITE, modifier(0x2a0c, 1))],
      styled("12", '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>'),
    ],
    [
      "black on a black ground",
      [docText("12", modifier(0x6870, 0, 0, 0, 0), modifier(0xca71, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0))],
      styled("12", '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>'),
    ],
    [
      "the colour of its ground, by numbers",
      [docText("12", modifier(0x2a42, 6), modifier(0x4866, ...u16(6 << 5)))],
      styled("12", '<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FF0000"/>'),
    ],
    ["tiny", [docText("12", modifier(0x4a43, ...u16(2)))], styled("12", '<w:sz w:val="2"/>')],
    ["squeezed", [docText("12", modifier(0x4852, ...u16(1)))], styled("12", '<w:w w:val="1"/>')],
    [
      "a raised mark",
      ["12", docText("1", modifier(0x2a48, 1))],
      run("12") + styled("1", '<w:vertAlign w:val="superscript"/>'),
    ],
    [
      "a mark higher up",
      ["12", docText("1", modifier(0x4845, ...u16(6)))],
      run("12") + styled("1", '<w:position w:val="6"/>'),
    ],
    [
      "deleted and inserted",
      [docText("15", modifier(0x0800, 1)), docText("12", modifier(0x0801, 1))],
      `<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:ins>${run("12")}</w:ins>`,
    ],
    ["deleted", [docText("15", modifier(0x0800, 1))], "<w:del><w:r><w:delText>15</w:delText></w:r></w:del>"],
    ["a tabulator and a line's end", ["1\t2\v3"], "<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t></w:r>"],
    ["a hyphen", ["1\u001e2\u001f"], "<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>"],
    [
      "a sign of a symbol font",
      ["1", docText("(", modifier(0x6a09, ...u16(3), ...u16(0xf0e0)), modifier(0x0855, 1))],
      `${run("1")}<w:r><w:sym/></w:r>`,
    ],
    ["a picture", [docText("\u0001", modifier(0x0855, 1))], "<w:r><w:pict><w:imagedata/></w:pict></w:r>"],
    [
      "a footnote's mark",
      ["12", docText("\u0002", modifier(0x0855, 1))],
      `${run("12")}<w:r><w:footnoteReference/></w:r>`,
    ],
  ])("%s", async (_, texts, xml) => {
    const docx = await readOne(makeDocx(table(`<w:tc><w:tcPr/>${paragraph(xml)}</w:tc>`)));
    expect(await onlyCell(texts)).toEqual(cellAt(gridsOf(docx)[0], "R1C1"));
  });
});

describe("tables", () => {
  test("a cell covers what lies between its edges, whatever its number in the row", async () => {
    const [grid] = await grids([
      ...docRow(["表头", "合计"], [0, 3000, 4000]),
      ...docRow(["甲", "乙", "丙", "4"], [0, 1000, 2000, 3000, 4000]),
      ...docRow(["后半", "5"], [2000, 3000, 4000]),
      ...docRow(["全宽"], [0, 4000]),
    ]);
    expect(shape(grid)).toEqual(["0(1x3)=表头 3=合计", "0=甲 1=乙 2=丙 3=4", "2=后半 3=5", "0(1x4)=全宽"]);
  });

  test("edges less than a point apart are one line, unless a cell is narrower", async () => {
    const [grid] = await grids([...docRow(["a", "b"], [0, 1000, 2000]), ...docRow(["c", "d"], [4, 1012, 1990])]);
    expect(shape(grid)).toEqual(["0=a 1=b", "0=c 1=d"]);
    const [narrow] = await grids([
      ...docRow(["a", "b", "c"], [0, 1000, 1010, 2000]),
      ...docRow(["d", "e"], [0, 1010, 2000]),
    ]);
    expect(shape(narrow)).toEqual(["0=a 1=b 2=c", "0(1x2)=d 2=e"]);
  });

  test("cells merged downwards and sideways", async () => {
    const [RESTART, CONTINUE, FIRST, NEXT] = [0x60, 0x20, 1, 2];
    const [grid] = await grids([
      ...docRow(
        [
          { text: "合", flags: RESTART },
          { text: "横", flags: FIRST },
          { text: "", flags: NEXT },
        ],
        EDGES,
      ),
      ...docRow([{ text: "", flags: CONTINUE }, "1", "2"], EDGES),
    ]);
    expect(shape(grid)).toEqual(["0(2x1)=合 1(1x2)=横", "1=1 2=2"]);
    // Some say with the larger number which cell is the first.
    const [other] = await grids(
      docRow([{ text: "横", flags: NEXT }, { text: "", flags: FIRST }, { text: "3" }], EDGES),
    );
    expect(shape(other)).toEqual(["0(1x2)=横 2=3"]);
  });

  test("what stands in a cell that is merged away may be seen or not", async () => {
    const [grid] = await grids(docRow([{ text: "12", flags: 1 }, { text: "5", flags: 2 }, "3"], EDGES));
    expect(cellAt(grid, "R1C1")?.text).toBe("12\n5\n\ufffd");
    expect(cellAt(grid, "R1C3")?.text).toBe("3");
  });

  test("rows too long for a page lie in the data stream", async () => {
    const edges = Array.from({ length: 13 }, (_, at) => at * 700);
    const [grid] = await grids([
      ...docRow(
        Array.from({ length: 12 }, (_, at) => `${at}`),
        edges,
      ),
      ...docRow(["合并", "5"], [0, 7700, 8400]),
    ]);
    expect(grid?.columns).toBe(12);
    expect(shape(grid)[1]).toBe("0(1x11)=合并 11=5");
  });

  test("cells put in, taken out, widened and merged after the row was defined", async () => {
    const insert = modifier(0x7621, 0, 3, ...u16(1000));
    const [grid] = await grids([
      ...docRow(["a", "b", "c"], [], { noDefinition: true, row: insert }),
      ...docRow(["d", "e"], EDGES, { row: modifier(0x5622, 1, 2) }),
      ...docRow(["f", "g", "h"], EDGES, { row: modifier(0x7623, 0, 1, ...u16(2000)) }),
      ...docRow(["i", "", "j"], EDGES, { row: modifier(0x5624, 0, 2) }),
      ...docRow(["k", "l", "m"], EDGES, { row: modifier(0xd62b, 0, 3) }),
      ...docRow(["", "n", "o"], EDGES, { row: modifier(0xd62b, 0, 1) }),
      ...docRow(["p"], [1000, 2000], { row: modifier(0x9601, ...u16(2000)) }),
    ]);
    expect(shape(grid)).toEqual([
      "0=a 1=b 2=c",
      "0=d 1=e",
      "0(1x2)=f 2=g 3=h",
      "0(1x2)=i 2=j",
      "0(2x1)=k 1=l 2=m",
      "1=n 2=o",
      "2=p",
    ]);
  });

  test("a row with a cell more or less than edges gives no figure, and the others keep their columns", async () => {
    const rows = (cells: readonly string[]) => [
      ...docRow(["甲", "1", "2"], EDGES),
      ...docRow(cells, EDGES),
      ...docRow(["丙", "3", "4"], EDGES),
    ];
    for (const cells of [
      ["乙", "5"],
      ["乙", "5", "6", ""],
    ]) {
      const [grid] = await grids(rows(cells));
      const own = grid?.cells.filter(({ row }) => row === 1) ?? [];
      expect(own[0]?.text).toBe("乙");
      expect(own.slice(1).every(({ text }) => text.includes("\ufffd"))).toBe(true);
      expect(shape(grid)[2]).toBe("0=丙 1=3 2=4");
    }
    const textsIn = async (cells: readonly string[], edges: readonly number[]) =>
      (await grids(docRow(cells, edges)))[0]?.cells.map(({ text }) => text);
    expect(await textsIn(["乙", "5"], [0, 2000, 1000])).toEqual(["乙", "5\n\ufffd"]);
    const flat = await grids(docRow(["甲", { text: "", flags: 1 }, { text: "", flags: 2 }, "5"], [0, 10, 10, 10, 20]));
    expect(cellAt(flat[0], "R1C4")?.text).toBe("5\n\ufffd");
    // Words can say a number too, and that there is none.
    expect(await textsIn(["乙", "五", "无"], [0, 1000, 2000])).toEqual(["乙", "五\n\ufffd", "无\n\ufffd"]);
    expect(await textsIn(["三十六件", "/"], [0, 1000])).toEqual(["三十六件\n\ufffd", "/\n\ufffd"]);
  });

  test("a table within a cell is a grid of its own", async () => {
    const inside = [{ texts: ["外"], mark: "\r", own: modifier(0x2416, 1) }, ...innerRow(["内", "1"], [0, 500, 1000])];
    const found = await grids([
      ...inside,
      ...docRow(["", "2"], [0, 2000, 4000]),
      ...docRow(["后", "3"], [0, 2000, 4000]),
    ]);
    expect(found.map(cellsOf)).toEqual([
      { R1C1: "text 外", R1C2: "text 2", R2C1: "text 后", R2C2: "text 3" },
      { R1C1: "text 内", R1C2: "text 1" },
    ]);
  });

  test("rows of another style or place are another table", async () => {
    const found = await grids([
      ...docRow(["a"], [0, 1000]),
      ...docRow(["b"], [0, 1000], { row: modifier(0x563a, ...u16(0)) }),
      ...docRow(["c"], [0, 1000], { row: modifier(0x940e, ...u16(500)) }),
    ]);
    expect(found.map(cellsOf)).toEqual([{ R1C1: "text a" }, { R1C1: "text b" }, { R1C1: "text c" }]);
  });

  test("a deleted row is no part of the table, and rows that nobody sees are hidden", async () => {
    const [grid] = await grids([
      ...docRow(["a"], [0, 1000]),
      ...docRow(["b"], [0, 1000], { mark: modifier(0x0800, 1) }),
      ...docRow(["c"], [0, 1000], { mark: modifier(0x083c, 1) }),
      ...docRow(["d"], [0, 1000], { row: modifier(0x9407, ...u16(-20 & 0xffff)) }),
    ]);
    expect([shape(grid), grid?.hiddenRows]).toEqual([
      ["0=a", "0=c", "0=d"],
      [1, 2],
    ]);
  });

  test("grounds of cells, as a list, one by one, and of a style", async () => {
    const white = docText("12", modifier(0x6870, 255, 255, 255, 0));
    const black = [0, 0, 0, 255, 0, 0, 0, 0, 0, 0];
    const none = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0];
    const rows = (row: readonly number[]) => docRow(["甲", { text: [white] }], [0, 1000, 2000], { row });
    const doubt = async (row: readonly number[], more: Partial<MadeDoc> = {}) =>
      cellAt((await grids(rows(row), more))[0], "R1C2")?.doubt;
    expect(await doubt([])).toBe("unseen");
    expect(await doubt(modifier(0xd612, ...none, ...black))).toBeUndefined();
    expect(await doubt(modifier(0xd612, ...black, ...none))).toBe("unseen");
    expect(await doubt(modifier(0xd609, ...u16(0), ...u16(1 << 5)))).toBeUndefined();
    expect(await doubt(modifier(0xd62d, 1, 2, ...black))).toBeUndefined();
    const shaded = { kind: 3, groups: [modifier(0xd660, ...black), [1, 0], []] } as const;
    const styles = [{ kind: 1, groups: [[0, 0], []] }, shaded] as const;
    expect(await doubt(modifier(0x563a, ...u16(1)), { styles })).toBeUndefined();
  });
});

describe("text", () => {
  test("narrow characters are those of Windows, and pieces may lie in any order", async () => {
    const paragraphs = [docParagraph("abc 12"), docParagraph("瑞金市水利局"), docParagraph("def 34")];
    for (const pieces of [1, 4, 9, 100]) {
      const lines = textsOf(await readOne(makeDoc({ paragraphs, narrow: true, pieces })))[0]?.lines.map(
        ({ text }) => text,
      );
      expect(lines).toEqual(["abc 12", "瑞金市水利局", "def 34"]);
    }
    const quoted = makeDoc({
      paragraphs: [docParagraph("xayb")],
      narrow: true,
      change: ({ main }) => main.set([0x93, 0x61, 0x94, 0x85], 1024),
    });
    expect(texts((await readOne(quoted)).blocks[0])).toEqual(["第1段 “a”…"]);
  });

  test("what stands behind the body is not read", async () => {
    const document = await readOne(makeDoc({ paragraphs: [docParagraph("正文")], behind: [docParagraph("脚注 5")] }));
    expect(document.blocks.map(texts)).toEqual([["第1段 正文"]]);
  });

  const mark = (sign: string): MadeText => docText(sign, modifier(0x0855, 1));
  const field = (instruction: string, ...result: readonly (string | MadeText)[]) =>
    result.length === 0
      ? [mark("\u0013"), instruction, mark("\u0015")]
      : [mark("\u0013"), instruction, mark("\u0014"), ...result, mark("\u0015")];
  test("of a field its result is read, and what has none is no text", async () => {
    expect((await onlyCell(field(" =SUM(ABOVE) 99 ", "36")))?.text).toBe("36");
    expect((await onlyCell(["12", ...field(" XE 7 ")]))?.text).toBe("12");
    expect((await onlyCell(["1", ...field(" IF ", "2")]))?.text).toBe("12");
    const inner = [mark("\u0013"), " IF ", ...field(" PAGE ", "99"), " x ", mark("\u0014"), "36", mark("\u0015")];
    expect((await onlyCell(inner))?.text).toBe("36");
    expect((await onlyCell(field(" EQ \\f(1,2) ")))?.text).toBe("\ufffd");
  });

  test("pages and sections end lines, and a section its paragraph", async () => {
    const document = await readOne(
      makeDoc({ paragraphs: [docParagraph("a\fb"), docParagraph("c\fd"), docParagraph("e")], sections: [6] }),
    );
    expect(document.blocks.map(texts)).toEqual([["第1段 a", "第1段 b", "第2段 c", "第3段 d", "第4段 e"]]);
  });

  test("an automatic number stands before what was typed, a bullet does not", async () => {
    const list = (number: number, level = 0) => [...modifier(0x460b, ...u16(number)), ...modifier(0x260a, level)];
    const doubt = async (own: readonly number[], more: Partial<MadeDoc> = {}) => {
      const [first, ...rest] = docRow(["12"], [0, 1000]);
      const rows = [{ ...first!, own: [...first!.own!, ...own] }, ...rest];
      return cellAt((await grids(rows, { lists: [0, 23], ...more }))[0], "R1C1")?.doubt;
    };
    expect(await doubt([])).toBeUndefined();
    expect(await doubt(list(1))).toBe("numbered");
    expect(await doubt(list(1, 3))).toBe("numbered");
    expect(await doubt(list(2))).toBeUndefined();
    expect(await doubt(list(0))).toBeUndefined();
    expect(await doubt(list(0xf801))).toBeUndefined();
    expect(await doubt(list(0x10000 - 1))).toBe("numbered");
    expect(await doubt(list(9))).toBeUndefined();
    expect(await doubt(list(0x7ff))).toBe("numbered");
    const styles = [{ kind: 1, groups: [[0, 0, ...list(1)], []] }] as const;
    expect(await doubt([], { styles })).toBe("numbered");
  });

  test("styles hide, cross out and colour, and what the text says itself stands", async () => {
    const styles = [
      { kind: 1, groups: [[0, 0], []] },
      { kind: 2, groups: [modifier(0x0837, 1)] },
      { kind: 2, base: 1, groups: [modifier(0x4a43, ...u16(20))] },
      { kind: 1, base: 0, groups: [[3, 0], modifier(0x083c, 1)] },
      { kind: 1, base: 1, groups: [[4, 0], []] },
    ] as const;
    const by = (style: number, ...own: readonly (readonly number[])[]) =>
      docText("12", modifier(0x4a30, ...u16(style)), ...own);
    const look = async (text: MadeText) => (await onlyCell([text], { styles }))?.doubt;
    expect(await look(by(1))).toBe("struck");
    expect(await look(by(2))).toBe("struck");
    expect(await look(by(1, modifier(0x0837, 0)))).toBeUndefined();
    expect(await look(by(1, modifier(0x0837, 0x81)))).toBeUndefined();
    expect(await look(by(1, modifier(0x0837, 0x80)))).toBe("struck");
    expect(await look(docText("12", modifier(0x0837, 1), modifier(0x2a33, 1)))).toBeUndefined();
    const inStyle = async (style: number) => {
      const [first, ...rest] = docRow(["12"], [0, 1000]);
      return cellAt((await grids([{ ...first!, style }, ...rest], { styles }))[0], "R1C1");
    };
    expect((await inStyle(3))?.unseen).toBe("12");
    // A style that is based on one of another kind takes nothing from it.
    expect((await inStyle(4))?.doubt).toBeUndefined();
  });

  test("a table's style reaches the text of its cells", async () => {
    const styles = [
      { kind: 1, groups: [[0, 0], []] },
      { kind: 3, groups: [[], [1, 0], modifier(0x0837, 1)] },
    ] as const;
    const [grid] = await grids(docRow(["12"], [0, 1000], { row: modifier(0x563a, ...u16(1)) }), { styles });
    expect(cellAt(grid, "R1C1")?.doubt).toBe("struck");
  });

  test("macros are said, and a document of hardly anything but a picture", async () => {
    const streams = { "/Macros/VBA/_VBA_PROJECT": new Uint8Array([1]) };
    expect((await readOne(makeDoc({ paragraphs: [END], streams }))).remarks).toEqual([{ kind: "macros" }]);
    const picture = docParagraph([docText("\u0001", modifier(0x0855, 1), modifier(0x6a03, ...u32(0)))]);
    expect((await readOne(makeDoc({ paragraphs: [picture] }))).remarks).toEqual([{ kind: "pictures", pages: [] }]);
  });
});

describe("drawings", () => {
  const anchor = docText("\b", modifier(0x0855, 1));
  const read = async (text: MadeCell["text"], more: Partial<MadeDoc>) =>
    readOne(makeDoc({ paragraphs: [...docRow([{ text }, "2"], [0, 1000, 2000]), END], ...more }));
  const at = (shape: NonNullable<MadeDoc["anchors"]>[number]["shape"], place = 0) => ({
    anchors: [{ at: place, shape }],
  });
  const box = (...paragraphs: MadeDoc["paragraphs"]) => ({ boxes: [{ id: 7, paragraphs }] });

  test("a text box is read where it is anchored, and is no text of the cell around it", async () => {
    const document = await read(["1", anchor], {
      ...at({ id: 7, kind: 202 }, 1),
      ...box(docParagraph("框中 5"), ...docRow(["内", "3"], [0, 1000, 2000]), docParagraph("")),
    });
    expect(gridsOf(document).map(cellsOf)).toEqual([
      { R1C1: "text 1", R1C2: "text 2" },
      { R1C1: "text 内", R1C2: "text 3" },
    ]);
    expect(textsOf(document).flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(["框中 5", "", ""]);
    expect(cellAt(gridsOf(document)[0], "R1C1")?.doubt).toBe("embedded");
  });

  test("a blank cell under a box, a picture or a sign that is drawn is not blank for certain; under a line it is", async () => {
    const doubt = async (more: Partial<MadeDoc>) => cellAt(gridsOf(await read([anchor], more))[0], "R1C1")?.doubt;
    expect(await doubt({ ...at({ id: 7, kind: 202 }), ...box(docParagraph("5")) })).toBe("embedded");
    expect(await doubt(at({ id: 7, kind: 75 }))).toBe("embedded");
    expect(await doubt(at({ id: 7, kind: 1 }))).toBe("embedded");
    expect(await doubt({})).toBe("embedded");
    expect(await doubt(at({ id: 7, kind: 20 }))).toBeUndefined();
    expect(
      await doubt(
        at({
          id: 8,
          kind: 0,
          within: [
            { id: 5, kind: 20 },
            { id: 6, kind: 32 },
          ],
        }),
      ),
    ).toBeUndefined();
    const grouped = {
      id: 8,
      kind: 0,
      within: [
        { id: 5, kind: 20 },
        { id: 9, kind: 0, within: [{ id: 7, kind: 202 }] },
      ],
    };
    expect(await doubt({ ...at(grouped), ...box(docParagraph("5")) })).toBe("embedded");
  });

  test("a box that is anchored nowhere comes at the end, and one that is anchored in itself once", async () => {
    const lines = async (more: Partial<MadeDoc>) =>
      textsOf(await readOne(makeDoc({ paragraphs: [docParagraph("正文")], ...more }))).flatMap((block) =>
        block.lines.map(({ text }) => text),
      );
    expect(await lines(box(docParagraph("框中")))).toEqual(["正文", "框中"]);
    const within = { ...at({ id: 7, kind: 202 }, 3), ...box(docParagraph([anchor, "框中"])) };
    expect(await lines(within)).toEqual(["正文", "框中"]);
  });
});
