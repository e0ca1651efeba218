import { describe, expect, test } from "vitest";
import { bytesOf, joined, makeZip, refusalOf, sheetOf } from "./making.js";

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

describe("files that give nothing are told by their first bytes", () => {
  test.each([
    ["a picture (png)", bytes(0x89, 0x50, 0x4e, 0x47), "FILE.UNSUPPORTED"],
    ["a picture (jpg)", bytes(0xff, 0xd8, 0xff), "FILE.UNSUPPORTED"],
    ["a picture (gif)", bytesOf("GIF89a"), "FILE.UNSUPPORTED"],
    ["a picture (bmp)", bytes(0x42, 0x4d, 1, 1, 0, 0), "FILE.UNSUPPORTED"],
    ["a picture (tiff)", bytes(0x49, 0x49, 0x2a, 0), "FILE.UNSUPPORTED"],
    ["a picture (webp)", joined([bytesOf("RIFF0000WEBP"), bytes(0)]), "FILE.UNSUPPORTED"],
    ["a .rar archive without anything", bytes(...bytesOf("Rar!\u001a\u0007\0")), "FILE.UNREADABLE"],
    ["a .7z archive without anything", bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "FILE.UNREADABLE"],
    ["a .bz2 archive", bytes(...bytesOf("BZh9")), "FILE.UNSUPPORTED"],
    ["an .xz archive", bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), "FILE.UNSUPPORTED"],
    ["an OFD file without a document", makeZip([{ name: "OFD.xml", content: "<a/>" }]), "FILE.UNREADABLE"],
    ["a presentation", makeZip([{ name: "ppt/presentation.xml", content: "<a/>" }]), "FILE.UNSUPPORTED"],
    ["a Word document of which only its name is left", ole("WordDocument"), "FILE.UNREADABLE"],
    ["a text of Microsoft Works", ole("MN0"), "FILE.UNSUPPORTED"],
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
    expect((await refusalOf(bytes(...bytesOf("BZh9")))).picture).toBeUndefined();
    expect((await refusalOf(ole("WordDocument"))).picture).toBeUndefined();
  });

  test("a damaged Word document is asked for as .docx, and one of Microsoft Works is named", async () => {
    expect((await refusalOf(ole("WordDocument"))).advice).toBe(
      "请用 Word 或 WPS 打开核对内容，另存为 .docx 后重新报送",
    );
    expect((await refusalOf(ole("MN0"))).reason).toBe("这是 Microsoft Works 文件（旧式 .wps），无法读取");
  });
});
