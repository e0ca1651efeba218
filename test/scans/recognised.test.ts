import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { formInForce } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { placeScan } from "../../src/gather/scans/scans.js";
import type { ReadFailure } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS, type Picture, type Recogniser, readSubmission } from "../../src/read/read.js";
import type { ScannedForm } from "../../src/scanned-form.js";
import { shippedFiles } from "../form/schema-files.js";
import { drawTable, paper, readerOfScript, scannedPdf } from "./drawn-scan.js";

const period = yearPeriod(2022);
const form = formInForce(loadSchemas(shippedFiles()), period)!;
async function readAs(
  bytes: Uint8Array,
  name: string,
  recogniser?: () => Promise<Recogniser | undefined>,
): Promise<ReadFailure> {
  const [result] = await readSubmission(bytes, name, DEFAULT_LIMITS, {
    pdfFiles: installedPdfFiles,
    ...(recogniser && { recogniser }),
  });
  if (!result || !("failure" in result.outcome)) throw new Error("a scan must never be a document");
  return result.outcome.failure;
}

async function scanned(
  pages: readonly Picture[],
  options: Parameters<typeof scannedPdf>[1] = {},
): Promise<ScannedForm> {
  const { scan } = await readAs(scannedPdf(pages, options), "扫描件.pdf", async () => readerOfScript());
  const placed = placeScan(
    { scan: scan!, file: "扫描件.pdf", sha256: "", unit: null },
    { period, editions: [form], accompanying: [], blank: "zero" },
  );
  return placed;
}

describe("what gives no proposals", () => {
  test("a page without lines, a table of another form, an empty page", async () => {
    const other = paper(900, 900);
    drawTable(
      other,
      [
        ["甲乙", "丙丁"],
        ["12", "34"],
      ],
      { at: [80, 80], widths: [300, 300], heights: [60, 60] },
    );
    const scan = await scanned([paper(900, 900), other]);
    expect(scan.cells).toEqual([]);
    expect(scan.pages.map(({ trouble }) => trouble)).toEqual(["noGrid", "notOfForm"]);
  });

  test("a scan of more pages than are looked at is refused as a whole", async () => {
    const bytes = scannedPdf(Array.from({ length: 61 }, () => paper(20, 20)));
    const failure = await readAs(bytes, "扫描件.pdf", async () => readerOfScript());
    expect(failure).toMatchObject({ rule: "FILE.TOO_LARGE", reason: "扫描件有61页，超过60页" });
    expect(failure.scan).toBeUndefined();
  });

  test("without the optional part a scan is refused as it always was", async () => {
    const bytes = scannedPdf([paper(300, 300)]);
    const refused = { rule: "FILE.UNSUPPORTED", reason: "PDF 没有文字层，可能是扫描件", scanned: true };
    expect(await readAs(bytes, "扫描件.pdf")).toMatchObject(refused);
    expect(await readAs(bytes, "扫描件.pdf", async () => undefined)).not.toHaveProperty("scan");
  });
});

describe("photographs", () => {
  test("sizes that lie and bombs are refused by name", async () => {
    const huge = png(paper(8, 8), { width: 65535, height: 65535 });
    expect(await readAs(huge, "照片.png", async () => readerOfScript())).toMatchObject({
      rule: "FILE.TOO_LARGE",
      reason: "图片超过 4000 万像素",
    });
    const short = png(paper(8, 8), { width: 4000, height: 4000 });
    expect(await readAs(short, "照片.png", async () => readerOfScript())).toMatchObject({
      rule: "FILE.UNREADABLE",
      reason: "图片已损坏，无法读取",
    });
    const jpeg = Uint8Array.of(
      0xff,
      0xd8,
      0xff,
      0xc0,
      0,
      17,
      8,
      0xff,
      0xff,
      0xff,
      0xff,
      3,
      1,
      0x22,
      0,
      2,
      0x11,
      1,
      3,
      0x11,
      1,
    );
    expect(await readAs(jpeg, "照片.jpg", async () => readerOfScript())).toMatchObject({ rule: "FILE.TOO_LARGE" });
    const bitmap = new Uint8Array(60);
    bitmap.set([0x42, 0x4d]);
    new DataView(bitmap.buffer).setInt32(18, 60000, true);
    new DataView(bitmap.buffer).setInt32(22, 60000, true);
    expect(await readAs(bitmap, "照片.bmp", async () => readerOfScript())).toMatchObject({ rule: "FILE.TOO_LARGE" });
  });
});

function png({ width, height, rgb }: Picture, said = { width, height }): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(said.width, 0);
  head.writeUInt32BE(said.height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1)
    rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  const chunk = (kind: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(kind), data, Buffer.alloc(4)]);
  };
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk("IHDR", head),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}
