import { utils, write as writeBook } from "@e965/xlsx";
import * as ofd from "../read/made-ofd.js";
import { madePdf, NUMBERS, raster, write, XS, YS } from "../read/made-pdf.js";
import { makeDocx, makeXlsx, makeZip, sheetOf } from "../read/making.js";
import { asked, submission } from "./office.js";

/** 恶意件的一类: as SECURITY.md names it, a file of it, and the finding that it gets. */
export interface HostileKind {
  readonly kind: string;
  readonly rule: string;
  readonly name: string;
  readonly bytes: () => Uint8Array | string;
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const row = (cells: string): string => `<row r="1">${cells}</row>`;
const ole = (name: string): Uint8Array => {
  const sheets = { SheetNames: ["a23456789"], Sheets: { a23456789: utils.aoa_to_sheet([[1]]) } };
  const bytes = Buffer.from(new Uint8Array(writeBook(sheets, { type: "array", bookType: "biff8" })));
  bytes.write(name, bytes.indexOf(Buffer.from("a23456789", "utf16le")), "utf16le");
  return bytes;
};

/** The files' names name a unit of the roster that sent nothing else, so that each is that unit's submission. */
const UNIT = "叶坪镇";

const entry = (content: string | Uint8Array, more: object = {}): Uint8Array =>
  makeZip([{ name: "xl/workbook.xml", content, ...more }]);

const UNIT_PLACED = ofd.object("CompositeObject", 'ResourceID="1"', "");
const ofdOf = (content: string, more: Partial<ofd.MadeOfd> = {}): Uint8Array =>
  ofd.madeOfd({ pages: [{ content: ofd.raster(ofd.XS, ofd.YS) + ofd.write("7", 62, 36) + content }], ...more });

const NOT_READ: readonly (readonly [string, string, string, () => Uint8Array | string])[] = [
  ["an empty file", "FILE.UNREADABLE", ".xlsx", () => ""],
  ["a workbook that is cut off", "FILE.UNREADABLE", ".xlsx", () => sheetOf(row("<c><v>1</v></c>")).subarray(0, 300)],
  ["a file of more than 50 MB", "FILE.TOO_LARGE", ".csv", () => new Uint8Array(51 * 1024 * 1024)],
  [
    "an archive that swells: an entry 200 times its packed size",
    "FILE.TOO_LARGE",
    ".xlsx",
    () => entry(new Uint8Array(8_000_000)),
  ],
  [
    "an archive that lies about its sizes",
    "FILE.UNREADABLE",
    ".xlsx",
    () => entry(new Uint8Array(2_000_000), { size: 1000 }),
  ],
  ["an archive whose checksum is wrong", "FILE.UNREADABLE", ".xlsx", () => entry("<workbook/>", { crc: 1 })],
  [
    "an archive with two entries of one name",
    "FILE.UNREADABLE",
    ".xlsx",
    () => makeZip(["甲", "乙"].map((content) => ({ name: "xl/workbook.xml", content }))),
  ],
  [
    "an archive of more than 2,000 entries",
    "FILE.TOO_LARGE",
    ".zip",
    () => makeZip(Array.from({ length: 2001 }, (_, at) => ({ name: `${at}`, content: "" }))),
  ],
  ["an archive with a password", "FILE.ENCRYPTED", ".xlsx", () => entry("<workbook/>", { flags: 1 })],
  [
    "XML whose entities double themselves",
    "FILE.UNREADABLE",
    ".xlsx",
    () => entry(`<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;">]><workbook>&c;</workbook>`),
  ],
  [
    "one string of a million signs in a thousand cells",
    "FILE.TOO_LARGE",
    ".xlsx",
    () =>
      makeXlsx({
        sheets: [{ name: "表", xml: `<sheetData>${row('<c t="s"><v>0</v></c>'.repeat(1000))}</sheetData>` }],
        strings: `<si><t>${Array.from({ length: 200_000 }, (_, at) => (at * 7919).toString(36)).join("")}</t></si>`,
      }),
  ],
  [
    "merged areas over the whole sheet, thousands of them",
    "FILE.TOO_LARGE",
    ".xlsx",
    () =>
      sheetOf(
        Array.from({ length: 300 }, (_, at) => `<row r="${at + 1}"><c r="A${at + 1}"><v>1</v></c></row>`).join("") +
          '<row r="30000"><c r="CV30000"><v>1</v></c></row>',
        {},
        `<mergeCells>${Array.from({ length: 300 }, (_, at) => `<mergeCell ref="A${at + 1}:XFD1048576"/>`).join("")}</mergeCells>`,
      ),
  ],
  ["more than 20,000 lines of text", "FILE.TOO_LARGE", ".txt", () => "一行。\n".repeat(30_000)],
  ["a sheet named like an object's insides", "FILE.UNREADABLE", ".xls", () => ole("__proto__")],
  ["a page description that is cut off", "FILE.UNREADABLE", ".pdf", () => madePdf([{ content: "" }]).subarray(0, 60)],
  [
    "a page description with a password",
    "FILE.ENCRYPTED",
    ".pdf",
    () => madePdf([{ content: "" }], "/Encrypt << /Filter /Standard /V 1 /R 2 /O () /U () /P 0 >>"),
  ],
  [
    "a page description whose uncompressed content has a bit turned",
    "FILE.UNREADABLE",
    ".pdf",
    () => madePdf([{ content: (raster(XS, YS) + NUMBERS).replace("Tj", "Tk") }]),
  ],
  [
    "a page description with a number that no reader shows",
    "FILE.UNREADABLE",
    ".pdf",
    () => madePdf([{ content: raster(XS, YS) + NUMBERS + write("12", 500, 335) }]),
  ],
  [
    "a layout document (OFD) with a number that no reader shows",
    "FILE.UNREADABLE",
    ".ofd",
    () => ofdOf(ofd.write("12", 230, 36)),
  ],
  [
    "a layout document whose pages stand within themselves",
    "FILE.TOO_LARGE",
    ".ofd",
    () =>
      ofd.madeOfd({
        resources: `<ofd:CompositeGraphicUnits>${ofd.object("CompositeGraphicUnit", "", `<ofd:Content>${UNIT_PLACED}</ofd:Content>`)}</ofd:CompositeGraphicUnits>`,
        pages: [{ content: UNIT_PLACED }],
      }),
  ],
  [
    "a layout document that is encrypted",
    "FILE.ENCRYPTED",
    ".ofd",
    () => ofd.madeOfd({ pages: [{}], entries: [ofd.part("Encryptions.xml", "Encryptions", "")] }),
  ],
  ["a picture", "FILE.UNSUPPORTED", ".png", () => Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)],
  [
    "a binary workbook whose records do not hold together",
    "FILE.UNREADABLE",
    ".xlsb",
    () => makeZip([{ name: "xl/workbook.bin", content: "\u0000\u007f" }]),
  ],
  ["a presentation", "FILE.UNSUPPORTED", ".pptx", () => makeZip([{ name: "ppt/presentation.xml", content: "<p/>" }])],
];

const READ: readonly (readonly [string, string, string, () => Uint8Array | string])[] = [
  [
    "a formula or markup in a cell",
    "VALUE.UNREADABLE",
    ".csv",
    () =>
      submission("叶坪镇人民政府", {
        typed: {
          ...asked(2).typed,
          "disputes.review.upheld": '=cmd|"/C calc"!A0',
          "proactive.fees.amount": "<script>1</script>",
        },
      }),
  ],
  [
    "a workbook with macros",
    "FILE.MACROS",
    ".xlsm",
    () => sheetOf(row("<c><v>1</v></c>"), { more: [{ name: "xl/vbaProject.bin", content: "x" }] }),
  ],
  [
    "a layout document with a signature",
    "FILE.SIGNED",
    ".ofd",
    () => ofdOf("", { body: "<ofd:Signatures>Signs.xml</ofd:Signatures>" }),
  ],
  [
    "a layout document with a workbook attached",
    "FILE.ATTACHMENTS",
    ".ofd",
    () =>
      ofdOf("", {
        document: "<ofd:Attachments>Attachments.xml</ofd:Attachments>",
        entries: [ofd.part("Doc_0/Attachments.xml", "Attachments", '<ofd:Attachment ID="1" Name="年报.xlsx"/>')],
      }),
  ],
  [
    "a hidden sheet",
    "FILE.HIDDEN_CONTENT",
    ".xlsx",
    () =>
      makeXlsx({
        sheets: [
          { name: "表", xml: `<sheetData>${row("<c><v>1</v></c>")}</sheetData>` },
          { name: "藏", xml: `<sheetData>${row("<c><v>9</v></c>")}</sheetData>`, state: "hidden" },
        ],
      }),
  ],
  [
    "columns wider than any sheet (a span of 1,000,000,000)",
    "FORM.TABLE_MISSING",
    ".html",
    () => text('<table><tr><td colspan="1000000000" rowspan="1000000000">1</td></tr></table>'),
  ],
  [
    "a Word table whose cells span thousands of columns",
    "FORM.TABLE_MISSING",
    ".docx",
    () =>
      makeDocx(
        `<w:tbl>${'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc></w:tr>'.repeat(300)}</w:tbl>`,
      ),
  ],
];

/** Each kind in a file of its own, as if it were the unit's report. */
export const HOSTILE_KINDS: readonly HostileKind[] = [...NOT_READ, ...READ].map(([kind, rule, ending, bytes], at) => ({
  kind,
  rule,
  name: `${at + 1}/${UNIT}${ending}`,
  bytes,
}));
