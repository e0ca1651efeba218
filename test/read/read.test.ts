import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { DEFAULT_LIMITS } from "../../src/read/read.js";
import {
  bytesOf,
  cellsOf,
  gridsOf,
  joined,
  makeDocx,
  makeXlsx,
  makeZip,
  readAll,
  readOne,
  refusalOf,
  sheetOf,
} from "./making.js";

const SHEET = sheetOf('<row r="1"><c r="A1"><v>36</v></c></row>');

function bytes(...values: number[]): Uint8Array {
  return joined([new Uint8Array(values), new Uint8Array(600)]);
}

/** An OLE file as its directory shows it: one stream of that name. */
function ole(stream: string): Buffer {
  const file = Buffer.alloc(1024);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  file[26] = 3;
  file.write(stream, 512, "utf16le");
  file.writeUInt16LE(stream.length * 2 + 2, 512 + 64);
  file[512 + 66] = 2;
  return file;
}

describe("a file's kind is told by its content", () => {
  test.each([["年报.xlsx"], ["年报.xls"], ["年报.txt"], ["年报.pdf"], ["年报"]])(
    "a workbook named %s is a workbook",
    async (name) => {
      expect((await readOne(SHEET, name)).format).toBe("xlsx");
    },
  );

  test("HTML, delimited text, plain text and Word under the name of a workbook", async () => {
    expect(
      (await readOne(bytesOf("<html><body><table><tr><td>规章</td><td>1</td></tr></table></body></html>"), "a.xls"))
        .format,
    ).toBe("html");
    expect((await readOne(bytesOf("  <meta charset=utf-8><table><tr><td>1</td></tr></table>"), "a.et")).format).toBe(
      "html",
    );
    expect((await readOne(bytesOf("规章\t1\t2\n规章\t1\t2\n"), "a.xls")).format).toBe("csv");
    expect((await readOne(bytesOf("一、总体情况\n规章\n0\n"), "a.xlsx")).format).toBe("text");
    expect((await readOne(makeDocx("<w:p/>"), "a.xlsx")).format).toBe("docx");
  });

  test("a package whose main part has a name of its own is told by its content types", async () => {
    const types = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    const made = makeZip([
      {
        name: "[Content_Types].xml",
        content: `<Types><Override PartName="/book.xml" ContentType="${types}"/></Types>`,
      },
      {
        name: "_rels/.rels",
        content: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="book.xml"/></Relationships>',
      },
      { name: "book.xml", content: '<workbook xmlns:r="r"><sheets><sheet name="表" r:id="a"/></sheets></workbook>' },
      {
        name: "_rels/book.xml.rels",
        content: '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>',
      },
      { name: "s.xml", content: "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
    ]);
    expect(cellsOf(gridsOf(await readOne(made))[0])).toEqual({ A1: "number 1" });
  });

  test.each([
    ["a picture (png)", bytes(0x89, 0x50, 0x4e, 0x47), "FILE.UNSUPPORTED"],
    ["a picture (jpg)", bytes(0xff, 0xd8, 0xff), "FILE.UNSUPPORTED"],
    ["a picture (gif)", bytesOf("GIF89a"), "FILE.UNSUPPORTED"],
    ["a picture (bmp)", bytes(0x42, 0x4d, 1, 1, 0, 0), "FILE.UNSUPPORTED"],
    ["a picture (tiff)", bytes(0x49, 0x49, 0x2a, 0), "FILE.UNSUPPORTED"],
    ["a picture (webp)", joined([bytesOf("RIFF0000WEBP"), bytes(0)]), "FILE.UNSUPPORTED"],
    ["a .rar archive", bytesOf("Rar!\u001a\u0007"), "FILE.UNSUPPORTED"],
    ["a .7z archive", bytes(0x37, 0x7a, 0xbc, 0xaf), "FILE.UNSUPPORTED"],
    ["RTF", bytesOf("{\\rtf1 36}"), "FILE.UNSUPPORTED"],
    ["OFD", makeZip([{ name: "OFD.xml", content: "<a/>" }]), "FILE.UNSUPPORTED"],
    ["a presentation", makeZip([{ name: "ppt/presentation.xml", content: "<a/>" }]), "FILE.UNSUPPORTED"],
    ["a binary workbook", makeZip([{ name: "xl/workbook.bin", content: "" }]), "FILE.UNSUPPORTED"],
    ["an old Word document", ole("WordDocument"), "FILE.UNSUPPORTED"],
    ["an unknown OLE file", ole("Contents"), "FILE.UNSUPPORTED"],
    ["an encrypted workbook", ole("EncryptedPackage"), "FILE.ENCRYPTED"],
    ["an OLE file of no known version", ole("Workbook").fill(0, 26, 27), "FILE.UNREADABLE"],
    ["a damaged .xls whose stream has a name of its own case", ole("WORKBOOK"), "FILE.UNREADABLE"],
    ["nothing at all", new Uint8Array(), "FILE.UNREADABLE"],
    ["bytes of no kind", bytes(1, 2, 3), "FILE.UNREADABLE"],
    ["UTF-16 without a mark", new Uint8Array(Buffer.from("规章,1,2\n", "utf16le")), "FILE.UNREADABLE"],
    ["text in no known encoding", new Uint8Array([0x31, 0xff, 0xff, 0x0a, 0x80]), "FILE.UNREADABLE"],
    ["half a workbook", SHEET.subarray(0, SHEET.length / 2), "FILE.UNREADABLE"],
  ])("%s is refused and says what to send instead", async (_, content, rule) => {
    const failure = await refusalOf(content, "年报.xlsx");
    expect(failure.rule).toBe(rule);
    expect(failure.advice).toMatch(/报送/);
    expect(failure.reason).not.toMatch(/Error|at /);
  });

  test("a picture is told from other files that give nothing", async () => {
    expect((await refusalOf(bytes(0xff, 0xd8, 0xff))).picture).toBe(true);
    expect((await refusalOf(bytes(0x42, 0x4d, 1, 1, 0, 0))).picture).toBe(true);
    expect((await refusalOf(bytesOf("Rar!\u001a\u0007"))).picture).toBeUndefined();
    expect((await refusalOf(ole("WordDocument"))).picture).toBeUndefined();
  });

  test("an old Word document is asked for as .docx or .xlsx", async () => {
    expect((await refusalOf(ole("WordDocument"))).advice).toBe("请另存为 .docx 或 .xlsx 后重新报送");
  });

  test("a file over the size limit is not opened", async () => {
    expect((await refusalOf(SHEET, "x", { ...DEFAULT_LIMITS, fileBytes: 10 })).rule).toBe("FILE.TOO_LARGE");
  });
});

describe("archives of submissions", () => {
  test("each file is a result with its path and the hash of its own bytes", async () => {
    const text = bytesOf("规章,1,2\n许可,3,4\n");
    const results = await readAll(
      makeZip([
        { name: "乡镇/象湖镇.xlsx", content: SHEET },
        { name: "b.csv", content: text },
      ]),
    );
    expect(results.map((result) => [result.inner, result.sha256])).toEqual([
      ["乡镇/象湖镇.xlsx", sha256(SHEET)],
      ["b.csv", sha256(text)],
    ]);
    expect(results.every((result) => "document" in result.outcome)).toBe(true);
  });

  test("what programs and systems leave behind is passed over", async () => {
    const litter = [
      "__MACOSX/._a.xlsx",
      "~$a.xlsx",
      "d/.DS_Store",
      "_old/a.xlsx",
      "Thumbs.db",
      "desktop.ini",
      "README.txt",
      "a.tmp",
      "空/",
    ];
    const results = await readAll(
      makeZip([...litter.map((name) => ({ name, content: "x" })), { name: "a.xlsx", content: SHEET }]),
    );
    expect(results.map((result) => result.inner)).toEqual(["a.xlsx"]);
  });

  test("names that point out of the archive are shown without their way out", async () => {
    const names = ["../../etc/a.xlsx", "/b.xlsx", "C:\\x\\c.xlsx", "d/../../e.xlsx"];
    const results = await readAll(makeZip(names.map((name) => ({ name, content: SHEET }))));
    expect(results.map((result) => result.inner)).toEqual(["etc/a.xlsx", "b.xlsx", "x/c.xlsx", "e.xlsx"]);
  });

  test("one level of nesting is read, two are not", async () => {
    const inner = makeZip([{ name: "c.xlsx", content: SHEET }]);
    const once = await readAll(makeZip([{ name: "b.zip", content: inner }]));
    expect([once[0]?.inner, once[0]?.sha256]).toEqual(["b.zip!/c.xlsx", sha256(SHEET)]);
    const [twice] = await readAll(makeZip([{ name: "a.zip", content: makeZip([{ name: "b.zip", content: inner }]) }]));
    expect(twice).toMatchObject({ inner: "a.zip!/b.zip", outcome: { failure: { rule: "FILE.UNSUPPORTED" } } });
  });

  test("one bad file leaves the others alone", async () => {
    const bomb = makeZip([{ name: "xl/workbook.xml", content: new Uint8Array(4 * 1024 * 1024) }]);
    const results = await readAll(
      makeZip([
        { name: "1.xlsx", content: bomb },
        { name: "2.xlsx", content: SHEET, crc: 7 },
        { name: "3.xlsx", content: SHEET, flags: 0x801 },
        { name: "4.xlsx", content: "" },
        { name: "5.xlsx", content: SHEET },
      ]),
    );
    const rules = results.map((result) => ("failure" in result.outcome ? result.outcome.failure.rule : "read"));
    expect(rules).toEqual(["FILE.TOO_LARGE", "FILE.UNREADABLE", "FILE.ENCRYPTED", "FILE.UNREADABLE", "read"]);
  });

  test("an archive without files is unreadable", async () => {
    expect((await refusalOf(makeZip([{ name: "空/", content: "" }]))).rule).toBe("FILE.UNREADABLE");
  });
});

describe("older and odder workbooks", () => {
  test("XML workbooks of 2003", async () => {
    const made = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x" xmlns:ss="urn:x"><Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
      <Worksheet ss:Name="年报"><Table><Column ss:Index="2" ss:Hidden="1"/><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">7</Data></Cell></Row>
      <Row ss:Index="3" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell><Cell ss:Formula="=R1C1"><Data ss:Type="Number">0</Data></Cell><Cell ss:Formula="=R1C1"/></Row></Table></Worksheet>
      <Worksheet ss:Name="去年"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`;
    const grids = gridsOf(await readOne(bytesOf(made), "年报.xls"));
    expect(cellsOf(grids[0])).toEqual({
      A1: "text 标题",
      C1: "number 7",
      B3: "percent 0.5",
      C3: "number 0",
      D3: "uncalculated ",
    });
    expect([grids[0]?.hiddenRows, grids[0]?.hiddenColumns, grids[1]?.hidden]).toEqual([[2], [1], true]);
  });

  test.each([
    ["quoted-printable", "=E8=A7=84=E7=AB=A0</td><td=\r\n>36"],
    ["base64", undefined],
    ["8bit", "规章</td><td>36"],
  ])("web archives (%s) are read as the page within", async (encoding, cell) => {
    const page = `<html><body><table><tr><td>${cell ?? "规章</td><td>36"}</td></tr><tr><td>a</td><td>b</td></tr></table></body></html>`;
    const body =
      encoding === "base64"
        ? Buffer.from(page)
            .toString("base64")
            .replace(/(.{60})/g, "$1\r\n")
        : page;
    const mail = `MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="--=_x"\r\n\r\n----=_x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}\r\n----=_x\r\nContent-Type: image/png\r\n\r\nAAAA\r\n----=_x--\r\n`;
    const document = await readOne(bytesOf(mail), "年报.xls");
    expect(document.format).toBe("html");
    expect(cellsOf(gridsOf(document)[0])).toMatchObject({ R1C1: "text 规章", R1C2: "text 36" });
  });

  test("a workbook of one sheet a unit gives a grid for each", async () => {
    const book = utils.book_new();
    for (const unit of ["象湖镇", "叶坪镇"]) utils.book_append_sheet(book, utils.aoa_to_sheet([[unit, 1]]), unit);
    const document = await readOne(new Uint8Array(write(book, { type: "array", bookType: "xlsx" })));
    expect(gridsOf(document).map((grid) => grid.sheet)).toEqual(["象湖镇", "叶坪镇"]);
  });

  test("the same bytes give the same result", async () => {
    const made = makeXlsx({ sheets: [{ name: "表", xml: "<sheetData><row><c><v>1</v></c></row></sheetData>" }] });
    expect(await readAll(made)).toEqual(await readAll(made));
  });
});
