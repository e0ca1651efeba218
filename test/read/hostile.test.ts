import { utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import { COVERED, odtCell, odtTable } from "./made-odt.js";
import { makeRtf, rtfRow } from "./made-rtf.js";
import {
  bytesOf,
  gridsOf,
  joined,
  makeDocx,
  makeZip,
  readAll,
  readOne,
  refusalOf,
  shape,
  sheetOf,
  workbookParts,
} from "./making.js";

const RULES = ["FILE.UNREADABLE", "FILE.ENCRYPTED", "FILE.TOO_LARGE", "FILE.UNSUPPORTED"];
const LIMITS = { ...DEFAULT_LIMITS, cells: 20_000, inflatedBytes: 20_000_000 };

/** Bytes changed at some places, pieces cut out or doubled. */
function damaged(whole: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(whole.length - 1);
  const change = fc.tuple(place, fc.nat(255));
  return fc
    .tuple(fc.array(change, { maxLength: 8 }), place, fc.constantFrom("keep", "cut", "double", "drop"))
    .map(([changes, at, how]) => {
      const bytes = new Uint8Array(whole);
      for (const [where, value] of changes) bytes[where] = value;
      if (how === "cut") return bytes.subarray(0, at);
      if (how === "double") return joined([bytes.subarray(0, at), bytes]);
      if (how === "drop") return joined([bytes.subarray(0, at), bytes.subarray(at + 16)]);
      return bytes;
    });
}

async function expectAnswer(bytes: Uint8Array): Promise<void> {
  const results = await readAll(bytes, "年报.xlsx", LIMITS);
  expect(results.length).toBeGreaterThan(0);
  for (const { outcome } of results) {
    if ("failure" in outcome) expect(RULES).toContain(outcome.failure.rule);
    else expect(Array.isArray(outcome.document.blocks)).toBe(true);
  }
}

const ROWS =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c></row><row r="2"><c r="A2" s="1"><v>0.5</v></c></row>';
const STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>';
const WORKBOOK = { strings: "<si><t>规章</t></si>", styles: STYLES };
const XLSX = sheetOf(ROWS, WORKBOOK, '<mergeCells><mergeCell ref="A2:B3"/></mergeCells>');
const STORED = makeZip(
  workbookParts({ sheets: [{ name: "表", xml: `<sheetData>${ROWS}</sheetData>` }], ...WORKBOOK }).map((part) => ({
    ...part,
    stored: true,
    crc: 0,
  })),
);
const DOCX = makeDocx(
  "<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
);
const SHEETJS = {
  SheetNames: ["表"],
  Sheets: {
    表: utils.aoa_to_sheet([
      ["规章", 1, 2.5],
      ["许可", 3, true],
    ]),
  },
};
const XLS = new Uint8Array(write(SHEETJS, { type: "array", bookType: "biff8" }));
const ODS = new Uint8Array(write(SHEETJS, { type: "array", bookType: "ods" }));
const SPAN = 'table:number-rows-spanned="2" table:number-columns-spanned="2"';
const ODT_ROWS = [
  odtCell("规章", SPAN) + COVERED + odtCell("1"),
  COVERED + COVERED + odtCell('<draw:frame xmlns:draw="d"/>'),
];
const ODT_CONTENT = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:text>${odtTable(...ODT_ROWS)}</office:text></office:body></office:document-content>`;
const odtOf = (content: string | Uint8Array): Uint8Array =>
  makeZip([
    { name: "mimetype", content: "application/vnd.oasis.opendocument.text" },
    { name: "content.xml", content },
  ]);
const RTF = makeRtf(
  `标题\\par ${rtfRow({ text: "规章", words: "\\clvmgf" }, "1")}${rtfRow({ text: "", words: "\\clvmrg" }, "2")}{\\pict\\bin3 {{{}` +
    "\\pard\\intbl\\itap2 7\\nestcell{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}\\pard\\intbl\\cell\\trowd\\cellx9\\row\\pard\\'b9\\'e6",
);

describe("damaged files are answered, never a crash", () => {
  test.each([
    ["xlsx", XLSX, 300],
    ["xlsx without compression", STORED, 300],
    ["docx", DOCX, 300],
    ["ods", ODS, 200],
    ["xls", XLS, 200],
    [
      "zip of files",
      makeZip([
        { name: "a.xlsx", content: XLSX },
        { name: "b.docx", content: DOCX, stored: true },
      ]),
      200,
    ],
    ["odt", odtOf(ODT_CONTENT), 200],
    ["rtf", RTF, 300],
    ["csv", bytesOf('规章,"1\n",2\n许可,3,4\n合计,4,6\n'), 200],
  ])("%s", async (_, whole, numRuns) => {
    await fc.assert(fc.asyncProperty(damaged(whole), expectAnswer), { numRuns, seed: 20230131 });
  });

  test("XML that is damaged inside an intact archive", async () => {
    const parts = workbookParts({ sheets: [{ name: "表", xml: `<sheetData>${ROWS}</sheetData>` }], ...WORKBOOK });
    const broken = fc
      .nat(parts.length - 1)
      .chain((which) =>
        damaged(bytesOf(parts[which]!.content)).map((content) =>
          makeZip(parts.map((part, i) => (i === which ? { ...part, content } : part))),
        ),
      );
    await fc.assert(fc.asyncProperty(broken, expectAnswer), { numRuns: 400, seed: 20230131 });
  });

  test("the content of a text document that is damaged inside an intact archive", async () => {
    expect(gridsOf(await readOne(odtOf(ODT_CONTENT))).map(shape)).toEqual([["0(2x2)=规章 2=1", "2="]]);
    const broken = damaged(bytesOf(ODT_CONTENT)).map(odtOf);
    await fc.assert(fc.asyncProperty(broken, expectAnswer), { numRuns: 300, seed: 20230131 });
  });

  test("any bytes at all", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), expectAnswer), {
      numRuns: 300,
      seed: 20230131,
    });
  });
});

describe("files made to swell are refused before they do", () => {
  test("a sheet that is hundreds of times its packed size", async () => {
    const row = `<row>${"<c><v>1</v></c>".repeat(1000)}</row>`;
    const packed = sheetOf(row.repeat(1500));
    expect(packed.length).toBeLessThan(200_000);
    expect((await refusalOf(packed)).rule).toBe("FILE.TOO_LARGE");
  });

  test("an archive that lies about its sizes", async () => {
    const zeros = new Uint8Array(5_000_000);
    expect((await refusalOf(makeZip([{ name: "xl/workbook.xml", content: zeros, size: 1000 }]))).rule).toBe(
      "FILE.UNREADABLE",
    );
  });

  test("entities that double themselves", async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><workbook>&c;</workbook>`;
    expect((await refusalOf(makeZip([{ name: "xl/workbook.xml", content: bomb }]))).rule).toBe("FILE.UNREADABLE");
  });

  test("names that reach for an object's insides", async () => {
    const sheets = { SheetNames: ["a23456789"], Sheets: { a23456789: utils.aoa_to_sheet([[1]]) } };
    const bytes = Buffer.from(new Uint8Array(write(sheets, { type: "array", bookType: "biff8" })));
    bytes.write("__proto__", bytes.indexOf(Buffer.from("a23456789", "utf16le")), "utf16le");
    expect((await refusalOf(bytes)).rule).toBe("FILE.UNREADABLE");
    expect(Object.hasOwn(Object.prototype, "!ref")).toBe(false);
  });
});
