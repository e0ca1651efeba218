import { gzipSync } from "node:zlib";
import { docParagraph, docRow, makeDoc } from "../read/made-doc.js";
import * as ofd from "../read/made-ofd.js";
import { makeRtf, rtfRow } from "../read/made-rtf.js";
import { makeDocx, makeZip } from "../read/making.js";
import { record, u32 } from "../read/xlsb/made-xlsb.js";
import { type Kind, kind, many } from "./kind.js";

const paragraph = (text: string, style = ""): string => `<w:p>${style}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const table = (rows: string): string => `<w:tbl>${rows}</w:tbl>`;

/** A workbook in records whose one sheet holds these. */
function binarySheet(records: readonly Uint8Array[]): Uint8Array {
  return makeZip([{ name: "xl/workbook.bin", content: Buffer.concat(records) }]);
}

/** Word、RTF、OFD、二进制工作簿. */
export const WORD_KINDS: readonly Kind[] = [
  kind("docx-deep-tables", ".docx", () =>
    makeDocx(`${"<w:tbl><w:tr><w:tc>".repeat(3_000)}${paragraph("1")}${"</w:tc></w:tr></w:tbl>".repeat(3_000)}`),
  ),
  kind("docx-190k-paragraphs", ".docx", () =>
    makeDocx(many(190_000, (at) => paragraph(`收到申请${at}件，办理${at}件。`))),
  ),
  kind("docx-merged-rows", ".docx", () =>
    makeDocx(
      table(
        many(
          3_000,
          (row) =>
            `<w:tr>${many(60, (at) => `<w:tc><w:tcPr><w:vMerge/></w:tcPr>${paragraph(`${row * at}`)}</w:tc>`)}</w:tr>`,
        ),
      ),
    ),
  ),
  kind("docx-wide-spans", ".docx", () =>
    makeDocx(table('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc></w:tr>'.repeat(1_000))),
  ),
  kind("docx-chain-of-styles", ".docx", () =>
    makeDocx(
      many(60_000, (at) => paragraph("1", `<w:pPr><w:pStyle w:val="s${at % 20_000}"/></w:pPr>`)),
      [
        {
          name: "word/styles.xml",
          content: `<w:styles xmlns:w="w">${many(20_000, (at) => `<w:style w:type="paragraph" w:styleId="s${at}"><w:basedOn w:val="s${at + 1}"/></w:style>`)}</w:styles>`,
        },
      ],
    ),
  ),
  kind("doc-19k-paragraphs", ".doc", () =>
    makeDoc({ paragraphs: Array.from({ length: 19_000 }, (_, at) => docParagraph(`收到申请${at}件`)) }),
  ),
  kind("doc-3000-rows", ".doc", () =>
    makeDoc({
      paragraphs: Array.from({ length: 3_000 }, (_, at) => docRow([`${at}`, "2", "3"], [0, 1000, 2000, 3000])).flat(),
    }),
  ),
  kind("doc-sizes-that-lie", ".doc", () =>
    makeDoc({
      paragraphs: [docParagraph("年报")],
      change: ({ main }) => {
        for (let at = 0x4c; at < 0x60; at += 4) main.writeUInt32LE(0x7fffffff, at);
      },
    }),
  ),
  kind("rtf-500k-groups", ".rtf", () => makeRtf(`${"{".repeat(500_000)}1${"}".repeat(500_000)}`)),
  kind("rtf-20k-rows", ".rtf", () => makeRtf(many(20_000, (at) => rtfRow(`${at}`, "2", "3")))),
  kind("rtf-wide-rows", ".rtf", () => makeRtf(rtfRow(...Array<string>(2_000).fill("1")).repeat(100))),
  kind("rtf-30mb-picture", ".rtf", () => makeRtf(`{\\pict ${"0f".repeat(15_000_000)}}`)),
  kind("ofd-100k-texts", ".ofd", () =>
    ofd.madeOfd({ pages: [{ content: many(100_000, (at) => ofd.write("1", at % 200, at % 290)) }] }),
  ),
  kind("ofd-1900-pages", ".ofd", () =>
    ofd.madeOfd({ pages: Array.from({ length: 1_900 }, (_, at) => ({ content: ofd.write(`${at}`, 20, 20) })) }),
  ),
  kind("ofd-pages-within-themselves", ".ofd", () => {
    const inner = ofd.object("CompositeObject", 'ResourceID="1"', "");
    const unit = ofd.object("CompositeGraphicUnit", "", `<ofd:Content>${inner.repeat(4)}</ofd:Content>`);
    return ofd.madeOfd({
      resources: `<ofd:CompositeGraphicUnits>${unit}</ofd:CompositeGraphicUnits>`,
      pages: [{ content: inner }],
    });
  }),
  kind("xlsb-endless-records", ".xlsb", () =>
    binarySheet([record(131), ...Array<Uint8Array>(500_000).fill(record(0, u32(1)))]),
  ),
  kind("xlsb-record-that-lies", ".xlsb", () => binarySheet([new Uint8Array([131, 1, 255, 255, 255, 127])])),
  kind(
    "json-not-a-roll-up",
    ".json",
    () => `{"form":"a","figures":[${many(400_000, (at) => `{"value":"${at}"},`)}{}]}`,
  ),
  kind("json-deep", ".json", () => `${"[".repeat(5_000_000)}${"]".repeat(5_000_000)}`),
  kind("unknown-bytes", ".dat", () => new Uint8Array(gzipSync(many(100_000, (at) => `${at}`))).subarray(20)),
];
