import type * as sheetjs from "@e965/xlsx";
import type ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import type { Block } from "../../src/grid.js";
import { MARKED_SHEET_HEAD } from "../../src/marked-copy.js";
import { writeMarked } from "../../src/publish/marked/marked.js";
import type { OutputFile } from "../../src/publish/publish.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { libreOfficePath, resavedByOffice } from "../libreoffice.js";
import { madeOriginal, prefixedOriginal, withParts } from "./made-original.js";
import { madePublication } from "./making.js";
import { mandatoryFinding, verificationFinding } from "./making-findings.js";
import { exceljsBook, sheetjsBook, shownText, textRows } from "./parts.js";
import { unzip } from "./reading.js";

const FILE = "2022/原件-T01.xlsx";
const SHEET = "原表-applications";
const ORIGINAL = madeOriginal();
const MADE = madePublication({ findings: [mandatoryFinding()] });

interface Sent {
  readonly bytes?: Uint8Array;
  readonly format?: string;
  readonly blocks?: readonly Block[];
  readonly findings?: readonly GradedFinding[];
}

function markedFiles({
  bytes,
  format = "xlsx",
  blocks = [],
  findings = [mandatoryFinding()],
}: Sent): readonly OutputFile[] {
  const { submissions, documents } = MADE.consolidation;
  const hash = bytes ? sha256(bytes) : "";
  return writeMarked({
    ...MADE,
    consolidation: {
      ...MADE.consolidation,
      findings,
      submissions: submissions.map((one) => (one.file === FILE ? { ...one, format, sha256: hash } : one)),
      documents: documents.map((one) => (one.file === FILE ? { ...one, blocks } : one)),
    },
    originals: (file, wanted) => (file === FILE && wanted === hash ? bytes : undefined),
  });
}

function marked(sent: Sent): OutputFile {
  const [file, ...others] = markedFiles(sent);
  expect(others).toEqual([]);
  expect(file!.path).toBe("returns/象湖镇人民政府-标注.xlsx");
  return file!;
}

/** A comment's text, however many runs it has. */
function noteOf(cell: ExcelJS.Cell): string {
  const note = cell.note as string | { readonly texts: readonly { readonly text: string }[] };
  return typeof note === "string" ? note : note.texts.map(({ text }) => text).join("");
}

const decoder = new TextDecoder();
const partOf = (file: OutputFile, name: string): string => decoder.decode(unzip(file.bytes).get(name));

/** Every cell of these sheets but their colours: value and formula. */
function contents(book: sheetjs.WorkBook, names: readonly string[]): unknown {
  return names.map((name) =>
    Object.entries(book.Sheets[name]!)
      .filter(
        ([address, cell]) =>
          !address.startsWith("!") && ((cell as sheetjs.CellObject).v !== undefined || (cell as sheetjs.CellObject).f),
      )
      .map(([address, cell]) => [address, (cell as sheetjs.CellObject).v, (cell as sheetjs.CellObject).f]),
  );
}

describe("a copy of the unit's own workbook", () => {
  test("has the list first, and every value, formula, sheet, picture and name of the original", async () => {
    const bytes = await ORIGINAL;
    const file = marked({ bytes });
    const before = sheetjsBook({ path: "", bytes });
    const book = sheetjsBook(file);
    expect(book.SheetNames).toEqual(["问题清单", ...before.SheetNames]);
    expect(contents(book, before.SheetNames)).toEqual(contents(before, before.SheetNames));
    expect(book.Workbook?.Sheets?.map(({ Hidden }) => Hidden)).toEqual([0, 0, 0, 1]);
    const [was, is] = [unzip(bytes), unzip(file.bytes)];
    for (const name of [...was.keys()].filter((one) => !one.endsWith("/"))) {
      expect([...is.keys()]).toContain(name);
      if (/media|tables|theme|sharedStrings|docProps|sheet[23]\.xml$/.test(name) && !/_rels/.test(name))
        expect([name, decoder.decode(is.get(name))]).toEqual([name, decoder.decode(was.get(name))]);
    }
    const names = [...partOf(file, "xl/workbook.xml").matchAll(/<definedName[^>]*>/g)].map(([tag]) => tag);
    expect(names.filter((tag) => tag.includes("localSheetId"))).toEqual([expect.stringContaining('localSheetId="2"')]);
    const sheet = partOf(file, "xl/worksheets/sheet1.xml");
    for (const kept of [
      "<dataValidation ",
      "<conditionalFormatting",
      "<mergeCell ",
      "<drawing ",
      "<hyperlink ",
      't="shared"',
    ])
      expect(sheet).toContain(kept);
    expect(sheet).not.toContain("tabSelected");
    expect(sheet.match(/<legacyDrawing /g)).toHaveLength(1);
  });

  test("colours and comments the cells, over their own style and below their own comment", async () => {
    const book = await exceljsBook(marked({ bytes: await ORIGINAL }));
    const sheet = book.getWorksheet(SHEET)!;
    const [present, absent, other] = [sheet.getCell("C3"), sheet.getCell("C4"), sheet.getCell("D3")];
    for (const cell of [present, absent])
      expect(cell.fill).toMatchObject({ type: "pattern", pattern: "solid", fgColor: { argb: "FFF8CBAD" } });
    expect(present).toMatchObject({ numFmt: '0"件"', font: { bold: true, color: { argb: "FF000000" } } });
    expect(present.border.top).toEqual({ style: "double" });
    expect(other.fill).not.toMatchObject({ pattern: "solid" });
    expect(noteOf(present)).toBe(
      "请核对\n——审核意见——\n第1条（强制性）：自然人 列：新收加结转，不等于办理结果总计加结转下年度。\n本格现填：4件（原填）\n疑似错处：上年结转由0改为1\n怎么改：请核对自然人列各行。",
    );
    expect(noteOf(absent)).toContain("第1条（强制性）");
    expect(noteOf(sheet.getCell("A1"))).toBe("单位自己的批注");
  });

  test("a suspected cell has its own colour and says so first; a formula over it is not to be typed over", async () => {
    const finding = mandatoryFinding();
    const [first, second] = finding.sources;
    const formula = { ...first!, cell: "D4" };
    const told = {
      ...finding,
      guesses: ["C3由4改为5"],
      suspected: [first!],
      sources: [formula, first!, second!],
    };
    const book = await exceljsBook(marked({ bytes: await ORIGINAL, findings: [told] }));
    const sheet = book.getWorksheet(SHEET)!;
    expect(
      ["C3", "C4", "D4"].map((cell) => (sheet.getCell(cell).fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb),
    ).toEqual(["FFFF7C80", "FFF8CBAD", undefined]);
    expect(noteOf(sheet.getCell("C3"))).toMatch(/——审核意见——\n疑似错处：C3由4改为5\n第1条（强制性）：/);
    expect(noteOf(sheet.getCell("D4"))).toContain("疑似错处：C3由4改为5");
    const list = book.worksheets[0]!;
    const legend = list.getColumn(1).values.indexOf("图例");
    expect(
      [3, 4, 5].map((column) => (list.getCell(legend, column).fill as ExcelJS.FillPattern | undefined)?.fgColor?.argb),
    ).toEqual(["FFFF7C80", "FFF8CBAD", "FFFFF2CC"]);
    const whole = await exceljsBook(marked({ bytes: await ORIGINAL, findings: [{ ...told, suspected: [] }] }));
    expect(whole.getWorksheet(SHEET)!.getCell("D4").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  });

  test("the list leads to every cell, by links within the workbook", async () => {
    const file = marked({
      bytes: await ORIGINAL,
      findings: [verificationFinding({ cause: "另一事" }), mandatoryFinding()],
    });
    const rows = textRows(sheetjsBook(file).Sheets["问题清单"]);
    expect(rows[0]?.[0]).toBe(MARKED_SHEET_HEAD);
    const table = rows.slice(rows.findIndex(([first]) => first === "序号") + 1);
    expect(table.map((row) => row.slice(0, 3))).toEqual([
      ["1", "强制性", `${SHEET} C3`],
      ["", "", `${SHEET} C4`],
      ["2", "核实性", `${SHEET} C3`],
      ["", "", `${SHEET} C4`],
    ]);
    const list = [...unzip(file.bytes)]
      .map(([, part]) => decoder.decode(part))
      .find((part) => part.includes(MARKED_SHEET_HEAD))!;
    expect([...list.matchAll(/<hyperlink [^>]*>/g)].map(([tag]) => tag)).toEqual(
      ["C3", "C4", "C3", "C4"].map((cell) => expect.stringContaining(`location="&#39;${SHEET}&#39;!${cell}"`)),
    );
    expect(list).not.toContain("r:id");
  });

  test("prefixed names, rows and cells without addresses, brackets in texts and comments", async () => {
    const file = marked({ bytes: prefixedOriginal() });
    const sheet = partOf(file, "xl/sheet.xml");
    expect(sheet).toContain('<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c><!-- <c r="C3"/> --><x:c r="C3" s="');
    expect(sheet).toContain('</x:row><x:row r="4"><x:c r="C4" s="');
    expect(sheet).toContain('<x:t>&lt;c r="C3"&gt;</x:t>');
    expect(partOf(file, "xl/workbook.xml")).toContain('<x:definedName name="数" localSheetId="1"');
    const results = await readSubmission(file.bytes, "a.xlsx", DEFAULT_LIMITS, () => Promise.reject(new Error("none")));
    expect(results).toMatchObject([{ outcome: { document: { blocks: [{ sheet: "问题清单" }, { sheet: SHEET }] } } }]);
  });

  test("the same bytes each time; the original is not touched", async () => {
    const bytes = await ORIGINAL;
    const before = sha256(bytes);
    expect(marked({ bytes }).bytes).toEqual(marked({ bytes }).bytes);
    expect(sha256(bytes)).toBe(before);
  });
});

const BLOCKS: readonly Block[] = [
  {
    kind: "grid",
    sheet: "表格1/甲",
    addressing: "RC",
    rows: 4,
    columns: 3,
    hiddenRows: [],
    hiddenColumns: [],
    hidden: false,
    cells: [
      { row: 0, column: 0, rowSpan: 1, columnSpan: 3, text: "=cmd|'/C calc'!A0", kind: "text" },
      { row: 2, column: 2, rowSpan: 1, columnSpan: 1, text: "4件", kind: "text" },
      { row: 3, column: 2, rowSpan: 1, columnSpan: 1, text: "12", kind: "number" },
    ],
  },
  { kind: "text", sheet: "正文", lines: [{ text: "收到4件", place: "第9行" }] },
];
const IN_GRID = [
  mandatoryFinding({
    sources: [
      { file: FILE, sheet: "表格1/甲", cell: "R3C3", text: "4件" },
      { file: FILE, sheet: "正文", cell: "第9行", text: "收到4件" },
      { file: "2021/别的.xlsx", sheet: "表", cell: "A1", text: "1" },
    ],
  }),
];

describe("a workbook of what was read", () => {
  test("stands in for a file that is no workbook; texts stay texts", async () => {
    const file = marked({ format: "docx", blocks: BLOCKS, findings: IN_GRID });
    const book = sheetjsBook(file);
    expect(book.SheetNames).toEqual(["问题清单", "表格1_甲", "正文"]);
    const grid = book.Sheets["表格1_甲"]!;
    expect([grid.A1, grid.C3, grid.C4].map((cell) => [shownText(cell), cell?.f])).toEqual([
      ["=cmd|'/C calc'!A0", undefined],
      ["4件", undefined],
      ["12", undefined],
    ]);
    expect(textRows(book.Sheets["问题清单"]).flat().join("\n")).toContain("虽以 .xlsx 命名，内容却不是 .xlsx 工作簿");
    const again = await exceljsBook(file);
    expect(again.getWorksheet("表格1_甲")!.getCell("C3").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
    expect(again.getWorksheet("正文")!.getCell("B1").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  });

  test("has as many sheets as can be opened, and says that there were more", () => {
    const blocks = Array.from({ length: 2_500 }, (_, at): Block => ({ ...BLOCKS[1]!, sheet: `正文${at}` }) as Block);
    const book = sheetjsBook(marked({ format: "docx", blocks, findings: IN_GRID }));
    expect(book.SheetNames).toHaveLength(201);
    expect(textRows(book.Sheets["问题清单"]).flat().join("\n")).toContain("只有前面的部分");
  });

  test("is made however well its texts can be packed", () => {
    const lines = Array.from({ length: 20 }, (_, at) => ({ text: `${at}${"x".repeat(90_000)}`, place: `第${at}行` }));
    const book = sheetjsBook(
      marked({ format: "docx", blocks: [{ kind: "text", sheet: "正文", lines }], findings: IN_GRID }),
    );
    expect(book.SheetNames).toEqual(["问题清单", "正文"]);
  });

  test("keeps a hidden sheet hidden", () => {
    const hidden = { ...BLOCKS[0]!, sheet: "藏", hidden: true } as Block;
    const book = sheetjsBook(marked({ format: "xls", blocks: [...BLOCKS, hidden], findings: IN_GRID }));
    expect(book.SheetNames).toEqual(["问题清单", "表格1_甲", "正文", "藏"]);
    expect(book.Workbook?.Sheets?.map(({ Hidden }) => Hidden)).toEqual([0, 0, 0, 2]);
  });

  const EXTERNAL = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.com/a.png" TargetMode="External"/></Relationships>`;
  test.each<readonly [string, Readonly<Record<string, string | null>>, string]>([
    ["macros", { "xl/vbaProject.bin": "x" }, "含有宏"],
    ["a signature", { "_xmlsignatures/sig1.xml": "<a/>" }, "数字签名"],
    ["links to other workbooks", { "xl/externalLinks/externalLink1.xml": "<a/>" }, "引用了其他文件"],
    ["a web query", { "xl/connections.xml": "<a/>" }, "外部数据连接"],
    ["an embedded object", { "xl/embeddings/oleObject1.bin": "x" }, "嵌有对象"],
    ["a linked picture", { "xl/drawings/_rels/drawing9.xml.rels": EXTERNAL }, "文件以外的内容"],
    ["no styles", { "xl/styles.xml": null }, "样式表"],
    ["a broken part", { "xl/styles.xml": "<styleSheet>" }, "XML"],
  ])("stands in for a workbook with %s, and says why", async (_, changes, reason) => {
    const file = marked({ bytes: withParts(await ORIGINAL, changes), blocks: BLOCKS, findings: IN_GRID });
    const book = sheetjsBook(file);
    expect(book.SheetNames).toEqual(["问题清单", "表格1_甲", "正文"]);
    expect(textRows(book.Sheets["问题清单"]).flat().join("\n")).toContain(reason);
  });

  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const sheetOf = (inner: string): string => `<worksheet xmlns="${MAIN}">${inner}</worksheet>`;
  test.each<readonly [string, string, string]>([
    ["rows out of order", sheetOf('<sheetData><row r="5"/><row r="3"/></sheetData>'), "没有按顺序"],
    ["cells out of order", sheetOf('<sheetData><row r="3"><c r="C3"/><c r="A3"/></row></sheetData>'), "没有按顺序"],
    [
      "a formula that calls the network",
      sheetOf('<sheetData><row r="3"><c r="A3"><f>WEBSERVICE("http://x/")</f></c></row></sheetData>'),
      "访问网络",
    ],
    [
      "a picture from the network",
      sheetOf('<sheetData><row r="3"><c r="A3"><f>_xlfn.IMAGE("http://x/a.png")</f></c></row></sheetData>'),
      "访问网络",
    ],
    [
      "a formula that calls a program",
      sheetOf("<sheetData><row><c><f>cmd|'/C calc'!A0</f></c></row></sheetData>"),
      "其他程序",
    ],
    [
      "a call of the network in numbers of signs",
      sheetOf("<sheetData><row><c><f>&#87;EBSERVICE&#x28;A1)</f></c></row></sheetData>"),
      "访问网络",
    ],
    [
      "a formula with a comment",
      sheetOf("<sheetData><row><c><f>WEB<!-- -->SERVICE(A1)</f></c></row></sheetData>"),
      "不常见",
    ],
    ["a formula with an instruction", sheetOf("<sheetData><row><c><f>RTD<?a?>(1)</f></c></row></sheetData>"), "不常见"],
    [
      "a link to another program, its marks written by their names",
      sheetOf("<sheetData><row><c><f>cmd|&apos;/c a&apos;!A1</f></c></row></sheetData>"),
      "访问网络",
    ],
    ["CDATA", sheetOf("<sheetData><row><c><f><![CDATA[1]]></f></c></row></sheetData>"), "不常见"],
    ["a quotation mark in a name", sheetOf('<sheetData><row><c a\'b="1"/></row></sheetData>'), "不常见"],
    ["no cells", sheetOf(""), "结构不完整"],
  ])("stands in for a sheet with %s", (_, sheet, reason) => {
    const file = marked({ bytes: withParts(prefixedOriginal(), { "xl/sheet.xml": sheet }), blocks: BLOCKS });
    const book = sheetjsBook(file);
    expect(book.SheetNames).toEqual(["问题清单", "表格1_甲", "正文"]);
    expect(textRows(book.Sheets["问题清单"]).flat().join("\n")).toContain(reason);
  });

  test.each<readonly [string, string, string]>([
    [
      "an empty cell has the style of its row, else of its column",
      '<cols><col min="3" max="3" width="9" style="7"/></cols><sheetData><row r="3" s="8" customFormat="1"/></sheetData>',
      '<sheetData><row r="3" s="8" customFormat="1"><c r="C3" s="',
    ],
    [
      "Chinese in numbers of signs, as some writers give it, calls nothing",
      '<sheetData><row r="3"><c r="A3"><f>IF(B3&gt;0,"&#30456;&#31526;","")</f></c></row></sheetData>',
      '<c r="A3"><f>IF(B3&gt;0,"&#30456;&#31526;","")</f></c><c r="C3" s="',
    ],
    [
      "a text that is like an unsafe formula is a text",
      '<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>CALL (12345) | \'</t></is></c><c r="B3"><f>A1</f></c></row></sheetData>',
      '<c r="B3"><f>A1</f></c><c r="C3" s="',
    ],
    [
      "a comment that begins like its end is a comment",
      '<!--><sheetData>--><sheetData><row r="3"/></sheetData>',
      '<!--><sheetData>--><sheetData><row r="3"><c r="C3" s="',
    ],
    ["a sheet without rows gets some", "<sheetData/>", '<sheetData><row r="3"><c r="C3" s="'],
    ["a tag full of blanks", `<sheetData${" ".repeat(1_000_000)}/>`, '<sheetData><row r="3"><c r="C3" s="'],
  ])("%s", (_, inner, expected) => {
    const file = marked({ bytes: withParts(prefixedOriginal(), { "xl/sheet.xml": sheetOf(inner) }) });
    expect(partOf(file, "xl/sheet.xml")).toContain(expected);
  });

  test("stands in for a workbook that changed since it was read", () => {
    const changed = marked({ blocks: BLOCKS, findings: IN_GRID });
    expect(textRows(sheetjsBook(changed).Sheets["问题清单"]).flat().join("\n")).toContain("已改动或移走");
  });

  test("stands in for a workbook of several units: none sees what the others reported", async () => {
    const bytes = await ORIGINAL;
    const record = { ...MADE.consolidation.submissions[0]!, sha256: sha256(bytes) };
    const submissions = [record, { ...record, unit: unitCode("T02") }];
    const files = writeMarked({
      ...MADE,
      consolidation: { ...MADE.consolidation, submissions },
      originals: () => bytes,
    });
    expect(files.map((file) => sheetjsBook(file).SheetNames)).toEqual([["问题清单", "说明"]]);
  });
});

/** One of the two cells is right now, and another is wrong. */
const LATER = [
  verificationFinding({
    sources: [
      { file: FILE, sheet: SHEET, cell: "C3", text: "5" },
      { file: FILE, sheet: "藏", cell: "B2", text: "" },
    ],
  }),
];

async function expectMarkedAgain(bytes: Uint8Array): Promise<void> {
  const file = marked({ bytes, findings: LATER });
  const before = sheetjsBook({ path: "", bytes });
  const book = sheetjsBook(file);
  expect(book.SheetNames).toEqual(before.SheetNames);
  expect(contents(book, before.SheetNames.slice(1))).toEqual(contents(before, before.SheetNames.slice(1)));
  const table = textRows(book.Sheets["问题清单"]).filter((row) => row[2]?.includes(" "));
  expect(table.map((row) => row[2])).toEqual([`${SHEET} C3`, "藏 B2"]);
  const again = await exceljsBook(file);
  const sheet = again.getWorksheet(SHEET)!;
  expect(sheet.getCell("C3").fill).toMatchObject({ fgColor: { argb: "FFFFF2CC" } });
  expect(
    noteOf(sheet.getCell("C3"))
      .split("——审核意见——\n")
      .map((text) => text.slice(0, 8)),
  ).toEqual([expect.stringMatching(/^请核对\s*$/), "第1条（核实性）"]);
  expect(sheet.getCell("C4").fill).not.toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
  expect(sheet.getCell("C4").note).toBeUndefined();
  expect(noteOf(sheet.getCell("A1"))).toBe("单位自己的批注");
  expect(noteOf(again.getWorksheet("藏")!.getCell("B2"))).toContain("第1条（核实性）");
}

test("each file of a unit in which something was found is marked, also one that was not taken up", async () => {
  const bytes = await ORIGINAL;
  const other = "2022/另一份.xlsx";
  const { consolidation } = MADE;
  const record = { ...consolidation.submissions[0]!, sha256: sha256(bytes) };
  const refused = { ...record, status: "refused", reasons: ["YEAR.MISMATCH"], file: other } as const;
  const unread = { ...record, status: "refused", reasons: ["FILE.UNREADABLE"], file: "2022/坏.xlsx" } as const;
  const sources = [other, unread.file].map((file) => ({ file, sheet: SHEET, cell: "A1", text: "2021" }));
  const findings = [mandatoryFinding(), verificationFinding({ rule: "YEAR.MISMATCH", sources })];
  const files = writeMarked({
    ...MADE,
    consolidation: { ...consolidation, findings, submissions: [unread, refused, record] },
    originals: () => bytes,
  });
  expect(files.map(({ path }) => path)).toEqual([
    "returns/象湖镇人民政府-标注.xlsx",
    "returns/象湖镇人民政府-标注（2）.xlsx",
  ]);
  const [first, second] = await Promise.all(files.map(exceljsBook));
  expect(noteOf(first!.getWorksheet(SHEET)!.getCell("A1"))).toBe("单位自己的批注");
  expect(noteOf(second!.getWorksheet(SHEET)!.getCell("A1"))).toContain("第2条（核实性）");
});

test("a marked copy that comes back is marked anew: what was put right bears no mark any more", async () => {
  await expectMarkedAgain(marked({ bytes: await ORIGINAL }).bytes);
});

test.skipIf(libreOfficePath() === undefined)(
  "LibreOffice opens a marked copy and keeps all that is in it",
  async () => {
    const bytes = await ORIGINAL;
    const saved = await resavedByOffice(marked({ bytes }).bytes, ["xlsx"]);
    const [before, book] = [sheetjsBook({ path: "", bytes }), sheetjsBook({ path: "", bytes: saved[0]![1] })];
    expect(book.SheetNames).toEqual(["问题清单", ...before.SheetNames]);
    const values = (from: sheetjs.WorkBook): unknown =>
      before.SheetNames.map((name) => textRows(from.Sheets[name]).flat().filter(Boolean));
    expect(values(book)).toEqual(values(before));
    const sheet = (await exceljsBook({ path: "", bytes: saved[0]![1] })).getWorksheet(SHEET)!;
    expect(sheet.getCell("C4").fill).toMatchObject({ fgColor: { argb: "FFF8CBAD" } });
    expect(noteOf(sheet.getCell("C4"))).toContain("第1条（强制性）");
    expect(noteOf(sheet.getCell("C3"))).toContain("——审核意见——");
    await expectMarkedAgain(saved[0]![1]);
  },
);
