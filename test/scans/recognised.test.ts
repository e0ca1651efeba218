import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { withFootings } from "../../src/check/check.js";
import { figureCode } from "../../src/figure.js";
import { formInForce } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { placeScan } from "../../src/gather/scans/scans.js";
import type { ReadFailure } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS, type Picture, type Recogniser, readSubmission } from "../../src/read/read.js";
import type { ScannedCell, ScannedForm } from "../../src/scanned-form.js";
import { shippedFiles } from "../form/schema-files.js";
import { type Paper, type Truth, tableFour, tableThree, tableTwo, textOf } from "../normalize/paper.js";
import { drawTable, type Frame, fill, paper, readerOfScript, scannedPdf, seal, turned } from "./drawn-scan.js";

const period = yearPeriod(2022);
const form = formInForce(loadSchemas(shippedFiles()), period)!;
const own = [...form.figures.values()].filter(({ optional }) => !optional).map(({ code }) => code);
/** Small whole numbers, because the cells are narrow and the made script has no decimal point; every relation holds. */
const truth = smallTruth();

function smallTruth(): Truth {
  const given: Record<string, string> = {};
  const parts = [...form.figures.values()].filter(({ optional, parts: of }) => !optional && of.length === 0);
  for (const [at, { code }] of parts.entries()) given[code] = String((at * 7) % 19);
  const sum = (codes: readonly string[]): number => codes.reduce((total, code) => total + figureOf(code), 0);
  const figureOf = (code: string): number => {
    const figure = form.figures.get(figureCode(code));
    return figure && figure.parts.length > 0 ? sum(figure.parts) : Number(given[code] ?? "0");
  };
  for (const { column } of parts.filter(({ table, row }) => table === "applications" && row === "received")) {
    const at = (row: string): number => figureOf(`applications.${row}.${column}`);
    given[`applications.received.${column}`] = String(at("outcomesTotal") + at("carriedOut") - at("carriedIn"));
  }
  return Object.fromEntries(own.map((code) => [code, String(figureOf(code))]));
}

const TWO: Frame = { at: [110, 120], widths: [330, 250, 250, 250], heights: Array<number>(14).fill(44) };
const THREE_WIDTHS = [80, 110, 270, ...Array<number>(7).fill(108)];
const FOUR = { widths: Array<number>(15).fill(75), heights: [44, 44, 84, 44] };

/** Table 3 by two pages: so many rows stand on the first. */
function pagesOf(given: Truth, firstRows = 5): readonly [Picture, Picture] {
  const [one, two] = [paper(1240, 2060), paper(1240, 2060)];
  drawTable(one, tableTwo(given), TWO);
  const rows = tableThree(given);
  const heights = heightsOf(rows);
  drawTable(one, rows.slice(0, firstRows), { at: [24, 860], widths: THREE_WIDTHS, heights });
  const lower = drawTable(two, rows.slice(firstRows), {
    at: [24, 100],
    widths: THREE_WIDTHS,
    heights: heights.slice(firstRows),
  });
  drawTable(two, tableFour(given), { ...FOUR, at: [60, lower + 80] });
  return [one, two];
}

/** High enough for the lines of each row's own label. */
function heightsOf(rows: Paper): readonly number[] {
  const lines = (row: Paper[number]): number =>
    Math.max(Math.ceil((textOf(row[2]).length + 1) / 11), Math.ceil((textOf(row[1]).length + 1) / 15));
  return rows.map((row, at) => (at === 2 ? 92 : Math.max(44, lines(row) * 30 + 14)));
}

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
  return withFootings(placed, [form]);
}

function cellOf({ cells }: ScannedForm, code: string): ScannedCell {
  return cells.find(({ figure }) => figure === code)!;
}

/** Figures whose proposal is another than the truth, doubted ones left out. */
function wrongIn({ cells }: ScannedForm, given: Truth = truth): readonly string[] {
  return cells
    .filter(({ figure, proposal, doubts }) => doubts.length === 0 && proposal !== given[figure])
    .map(({ figure }) => figure);
}

describe("a scan of known figures", () => {
  test("every figure is proposed, with its place and picture, over two pages", async () => {
    const scan = await scanned(pagesOf(truth));
    expect(scan.cells.map(({ figure }) => figure)).toEqual(own);
    expect(wrongIn(scan)).toEqual([]);
    expect(scan.cells.filter(({ doubts }) => doubts.length > 0)).toEqual([]);
    expect(scan.footings.filter(({ holds }) => holds).length).toBe(42);
    expect(scan.pages.map(({ tables, trouble }) => [tables, trouble])).toEqual([
      [2, undefined],
      [2, undefined],
    ]);
    const { place, page, box, picture } = cellOf(scan, "applications.granted.enterprise");
    expect([page, place]).toEqual([2, { table: 1, row: 1, column: 4 }]);
    // 第2页表三第一行：the second column of figures.
    expect(
      [box.left, box.top, box.right, box.bottom].map((at, i) => Math.abs(at - [592, 100, 700, 144][i]!) <= 3),
    ).toEqual([true, true, true, true]);
    expect([...picture.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  test("the form's relations are weighed over the proposals", async () => {
    const off = await scanned(pagesOf({ ...truth, "disputes.reconsideration.total": "1" }));
    expect(off.footings.filter(({ holds }) => !holds).map(({ rule }) => rule)).toEqual(["T4.ROW_TOTAL"]);
  });

  test.each([
    ["turned by 1.4° and in strips", (page: Picture) => turned(page, 1.4), { strips: 7 }],
    ["grey and faint, with broken lines", (page: Picture) => faint(broken(page)), {}],
    ["in the shade, turned the other way", (page: Picture) => shaded(turned(page, -2)), {}],
  ] as const)("%s", async (_, change, options) => {
    const scan = await scanned(pagesOf(truth).map(change), options);
    expect(scan.cells.length).toBe(own.length);
    expect(wrongIn(scan)).toEqual([]);
  });

  test("a page that the file shows turned is read upright", async () => {
    const sideways = pagesOf(truth).map((page) => quarterTurned(page));
    const scan = await scanned(sideways, { rotate: 90 });
    expect(scan.cells.length).toBe(own.length);
    expect(wrongIn(scan)).toEqual([]);
  });
});

describe("what makes a proposal doubtful", () => {
  test("a red seal is taken off, and every cell under it is said", async () => {
    const [one, two] = pagesOf(truth);
    seal(two, [820, 500, 170], [225, 40, 48]);
    const scan = await scanned([one, two]);
    const sealed = scan.cells.filter(({ doubts }) => doubts.includes("seal"));
    expect(sealed.length).toBeGreaterThan(15);
    expect(scan.cells.length).toBe(own.length);
    expect(sealed.every(({ figure, proposal }) => proposal === truth[figure])).toBe(true);
    expect(wrongIn(scan)).toEqual([]);
  });

  test("a figure typed in red is not an empty cell", async () => {
    const code = "applications.granted.enterprise";
    const [one, two] = pagesOf({ ...truth, [code]: "" });
    fill(two, [620, 112, 638, 132], [225, 30, 40]);
    const { proposal, doubts } = cellOf(await scanned([one, two]), code);
    expect([proposal, doubts]).toEqual([null, ["seal"]]);
  });

  test("an empty cell is proposed as empty", async () => {
    const code = "applications.granted.enterprise";
    const { proposal, doubts } = cellOf(await scanned(pagesOf({ ...truth, [code]: "" })), code);
    expect([proposal, doubts]).toEqual(["", []]);
  });

  test("ink that reaches the cell's edge is said", async () => {
    const [one, two] = pagesOf(truth);
    fill(two, [586, 120, 640, 124]);
    expect(cellOf(await scanned([one, two]), "applications.granted.enterprise").doubts).toContain("touching");
  });

  test("an unsure recognition is said unless the same signs were read alike elsewhere", async () => {
    const { scan } = await readAs(
      scannedPdf(pagesOf({ ...truth, "proactive.regulations.issued": "7" })),
      "扫描件.pdf",
      async () => readerOfScript(0.4),
    );
    const cells = [...scan!.cells.values()];
    expect(cells.length).toBeGreaterThan(190);
    const blind: Recogniser = async (lines) => lines.map(() => ({ text: "5", confidence: 0.3 }));
    const guessed = await readAs(scannedPdf(pagesOf(truth)), "扫描件.pdf", async () => blind);
    expect([...guessed.scan!.cells.values()].every(({ doubts }) => doubts.length > 0)).toBe(true);
  });

  test("a label that was not read for certain makes its row doubtful, and another form's label is none of this one's", async () => {
    const misread = (rows: Paper): Paper =>
      rows.map((row) => row.map((cell) => (cell === "5.属于三类内部事务信息" ? "5.属干三类内部事务信息" : cell)));
    const [one, two] = [paper(1240, 2060), paper(1240, 2060)];
    drawTable(one, tableTwo(truth), TWO);
    const rows = misread(tableThree(truth));
    drawTable(two, rows, { at: [24, 40], widths: THREE_WIDTHS, heights: heightsOf(rows) });
    const scan = await scanned([one, two]);
    const doubted = scan.cells.filter(({ doubts }) => doubts.includes("label")).map(({ figure }) => figure);
    expect(doubted).toEqual(own.filter((code) => code.startsWith("applications.refused.internalAffairs.")));
    expect(wrongIn(scan)).toEqual([]);
  });
});

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

  test("without the optional part a scan is refused as it always was", async () => {
    const bytes = scannedPdf([paper(300, 300)]);
    const refused = { rule: "FILE.UNSUPPORTED", reason: "PDF 没有文字层，可能是扫描件", scanned: true };
    expect(await readAs(bytes, "扫描件.pdf")).toMatchObject(refused);
    expect(await readAs(bytes, "扫描件.pdf", async () => undefined)).not.toHaveProperty("scan");
  });
});

describe("photographs", () => {
  test("a PNG is read like a page", async () => {
    const [one] = pagesOf(truth);
    const { scan, picture } = await readAs(png(one), "照片.png", async () => readerOfScript());
    expect(picture).toBe(true);
    expect(scan?.pages).toEqual([{ number: 1, width: 1240, height: 2060, tables: 2, blank: false }]);
    expect(scan?.cells.size).toBe(24);
  });

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

/** Ink that a worn printer left grey. */
function faint(page: Picture): Picture {
  return { ...page, rgb: page.rgb.map((value) => 150 + Math.round(value * 0.38)) };
}

/** A gap of two pixels every ninety, across and down. */
function broken(page: Picture): Picture {
  const out = { ...page, rgb: page.rgb.slice() };
  for (let y = 40; y < out.height; y += 90)
    for (let x = 60; x < out.width; x += 1) if (isLine(page, x, y, 1)) fill(out, [x, y, x + 1, y + 2], [255, 255, 255]);
  for (let x = 40; x < out.width; x += 90)
    for (let y = 60; y < out.height; y += 1)
      if (isLine(page, x, y, page.width)) fill(out, [x, y, x + 2, y + 1], [255, 255, 255]);
  return out;
}

/** Whether a pixel lies on a long line across the given direction. */
function isLine({ rgb, width }: Picture, x: number, y: number, step: number): boolean {
  const at = y * width + x;
  const over = step === 1 ? width : 1;
  return Array.from({ length: 60 }, (_, i) => rgb[(at + (i - 30) * over) * 3]).every(
    (value) => value !== undefined && value < 128,
  );
}

function shaded(page: Picture): Picture {
  return {
    ...page,
    rgb: page.rgb.map((value, at) => Math.round(value * (1 - 0.55 * (((at / 3) % page.width) / page.width)))),
  };
}

/** Turned to the left by a quarter, as a sheet lies that was fed in sideways. */
function quarterTurned({ width, height, rgb }: Picture): Picture {
  const out = paper(height, width);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      out.rgb.set(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), ((width - 1 - x) * height + y) * 3);
  return out;
}

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
