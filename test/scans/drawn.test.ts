import { describe, expect, test } from "vitest";
import { withFootings } from "../../src/check/check.js";
import { figureCode } from "../../src/figure.js";
import { formInForce } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { placeScan } from "../../src/gather/scans/scans.js";
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
const OF_TWO = own.filter((code) => code.startsWith("proactive."));
const WIDE = "proactive.licensing.decisions";
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
const THREE_WIDTHS = [80, 110, 270, ...Array<number>(7).fill(107)];
const FOUR = { widths: Array<number>(15).fill(75), heights: [44, 44, 84, 44] };
const FIRST_ROWS = 5;

/** Tables 2 and 3 on one page, the rest of table 3 and table 4 on another. */
function bothPages(given: Truth, misread: (rows: Paper) => Paper = (rows) => rows): readonly [Picture, Picture] {
  const [one, two] = [paper(1240, 2060), paper(1240, 2060)];
  drawTable(one, tableTwo(given), TWO);
  const rows = misread(tableThree(given));
  const heights = heightsOf(rows);
  drawTable(one, rows.slice(0, FIRST_ROWS), { at: [10, 860], widths: THREE_WIDTHS, heights });
  const rest = { at: [10, 100], widths: THREE_WIDTHS, heights: heights.slice(FIRST_ROWS) } as const;
  const lower = drawTable(two, rows.slice(FIRST_ROWS), rest);
  drawTable(two, tableFour(given), { ...FOUR, at: [60, lower + 80] });
  return [one, two];
}

/** High enough for the lines of each row's own label. */
function heightsOf(rows: Paper): readonly number[] {
  const lines = (row: Paper[number]): number =>
    Math.max(Math.ceil((textOf(row[2]).length + 1) / 11), Math.ceil((textOf(row[1]).length + 1) / 15));
  return rows.map((row, at) => (at === 2 ? 92 : Math.max(44, lines(row) * 30 + 14)));
}

function pageOfTwo(given: Truth = truth): Picture {
  const page = paper(1240, 1754);
  drawTable(page, tableTwo(given), TWO);
  return page;
}

async function scanned(
  pages: readonly Picture[],
  options: Parameters<typeof scannedPdf>[1] = {},
  recogniser: Recogniser = readerOfScript(),
): Promise<ScannedForm> {
  const host = { pdfFiles: installedPdfFiles, recogniser: async () => recogniser };
  const [result] = await readSubmission(scannedPdf(pages, options), "扫描件.pdf", DEFAULT_LIMITS, host);
  if (!result || !("failure" in result.outcome)) throw new Error("a scan must never be a document");
  const { scan } = result.outcome.failure;
  const placed = placeScan(
    { scan: scan!, file: "扫描件.pdf", sha256: "", unit: null },
    { period, editions: [form], accompanying: [], blank: "zero" },
  );
  return withFootings(placed, [form]);
}

function cellOf({ cells }: ScannedForm, code: string): ScannedCell | undefined {
  return cells.find(({ figure }) => figure === code);
}

/** Figures whose proposal is another than the truth, doubted ones left out. */
function wrongIn({ cells }: ScannedForm): readonly string[] {
  return cells
    .filter(({ figure, proposal, doubts }) => doubts.length === 0 && proposal !== truth[figure])
    .map(({ figure }) => figure);
}

describe("a scan of known figures", () => {
  test("every figure is proposed, with its place and picture, over two pages", async () => {
    const scan = await scanned(bothPages(truth));
    expect(scan.cells.map(({ figure }) => figure)).toEqual(own);
    expect(wrongIn(scan)).toEqual([]);
    expect(scan.cells.filter(({ doubts }) => doubts.length > 0)).toEqual([]);
    expect(scan.footings.length).toBeGreaterThan(30);
    expect(scan.footings.filter(({ holds }) => !holds)).toEqual([]);
    expect(scan.pages.map(({ tables, trouble }) => [tables, trouble])).toEqual([
      [2, undefined],
      [2, undefined],
    ]);
    const { place, page, box, picture } = cellOf(scan, "applications.granted.enterprise")!;
    expect([page, place]).toEqual([2, { table: 1, row: 1, column: 5 }]);
    const off = [box.left - 577, box.top - 100, box.right - 684, box.bottom - 144].map(Math.abs);
    expect(Math.max(...off)).toBeLessThanOrEqual(3);
    expect([...picture.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
  });

  test("a relation that fails, and a label that was not read for certain, are said", async () => {
    const misread = (rows: Paper): Paper =>
      rows.map((row) => row.map((cell) => (cell === "5.属于三类内部事务信息" ? "5.属干三类内部事务信息" : cell)));
    const scan = await scanned(bothPages({ ...truth, "disputes.reconsideration.total": "1" }, misread));
    expect(scan.footings.filter(({ holds }) => !holds).map(({ rule }) => rule)).toEqual(["T4.ROW_TOTAL"]);
    const doubted = scan.cells.filter(({ doubts }) => doubts.includes("label")).map(({ figure }) => figure);
    expect(doubted).toEqual(own.filter((code) => code.startsWith("applications.refused.internalAffairs.")));
  });

  test.each([
    ["turned by 1.4° and in strips", (page: Picture) => turned(page, 1.4), { strips: 7 }],
    ["grey and faint, with broken lines", (page: Picture) => faint(broken(page)), {}],
    ["in the shade, turned the other way", (page: Picture) => shaded(turned(page, -2)), {}],
    ["fed in sideways, as the file says", quarterTurned, { rotate: 90 }],
    ["on a sheet whose edge shows", edged, {}],
    ["without the line on its right", withoutRightLine, {}],
  ] as const)("a page %s", async (_, change, options) => {
    const scan = await scanned([change(pageOfTwo())], options);
    expect(scan.cells.map(({ figure }) => figure)).toEqual(OF_TWO);
    expect(scan.cells.filter(({ figure, proposal }) => proposal !== truth[figure])).toEqual([]);
  });
});

describe("the picture of a cell", () => {
  const CELL = { width: 246, height: 40 } as const;
  const sizeOf = ({ picture }: ScannedCell): readonly [number, number] => {
    const view = new DataView(picture.buffer, picture.byteOffset);
    return [view.getUint32(16), view.getUint32(20)];
  };

  test("of a wide one shows what stands in it large, and all of one in which nothing stands", async () => {
    const scan = await scanned([pageOfTwo({ ...truth, [WIDE]: "" })]);
    const [width, height] = sizeOf(cellOf(scan, "proactive.penalties.decisions")!);
    expect(height).toBeGreaterThanOrEqual(CELL.height);
    expect(width / height).toBeLessThan(3);
    const [whole] = sizeOf(cellOf(scan, WIDE)!);
    expect(whole).toBeGreaterThanOrEqual(CELL.width);
  });

  test("leaves out nothing that can be seen, however pale and far from the figure", async () => {
    const page = pageOfTwo();
    const plain = sizeOf(cellOf(await scanned([page]), "proactive.regulations.issued")!)[0];
    // Within the cell, at its far end, a stroke that is paler than anything that counts as ink.
    fill(page, [660, 224, 664, 236], [215, 215, 215]);
    const withStroke = sizeOf(cellOf(await scanned([page]), "proactive.regulations.issued")!)[0];
    expect(withStroke).toBeGreaterThan(plain + 50);
  });

  test("is all of one whose lines are touched: what lies along them may be a stroke", async () => {
    const page = pageOfTwo();
    fill(page, [1186, 570, 1189, 592]);
    const cell = cellOf(await scanned([page]), "proactive.compulsion.decisions")!;
    expect(cell.doubts).toContain("touching");
    expect(sizeOf(cell)[0]).toBeGreaterThan(2 * CELL.width);
  });
});

describe("what makes a proposal doubtful", () => {
  test("a red seal is taken off, and every cell under it is said", async () => {
    const page = pageOfTwo();
    seal(page, [800, 480, 170], [225, 40, 48]);
    const scan = await scanned([page]);
    expect(scan.cells.map(({ figure, proposal }) => [figure, proposal])).toEqual(OF_TWO.map((c) => [c, truth[c]]));
    expect(scan.cells.filter(({ doubts }) => doubts.includes("seal")).length).toBeGreaterThan(1);
  });

  test("the strokes of a strong seal are no ink, in the shade neither", async () => {
    for (const change of [(page: Picture) => page, shaded]) {
      const page = pageOfTwo();
      for (let x = 480; x < 1120; x += 16) for (let y = 392; y < 428; y += 12) seal(page, [x, y, 5], [175, 35, 40]);
      const cell = cellOf(await scanned([change(page)]), WIDE);
      expect(cell?.proposal).toBe(truth[WIDE]);
      expect(cell?.doubts).toContain("seal");
    }
  });

  test.each([
    ["a wide stroke", [620, 395, 640, 415]],
    ["a 1", [700, 395, 704, 415]],
  ] as const)("%s typed in red is not an empty cell, and an empty one is", async (_, stroke) => {
    const page = pageOfTwo({ ...truth, [WIDE]: "", "proactive.compulsion.decisions": "" });
    fill(page, stroke, [225, 30, 40]);
    const scan = await scanned([page]);
    expect(cellOf(scan, WIDE)).toMatchObject({ proposal: null, doubts: ["seal"] });
    expect(cellOf(scan, "proactive.compulsion.decisions")).toMatchObject({ proposal: "", doubts: [] });
  });

  test("ink that reaches the cell's edge, and a stroke that lies along it", async () => {
    const page = pageOfTwo({ ...truth, "proactive.compulsion.decisions": "" });
    fill(page, [1170, 400, 1189, 404]);
    // As a 1 stands that was typed right beside the line.
    fill(page, [1186, 570, 1189, 592]);
    const scan = await scanned([page]);
    expect(cellOf(scan, WIDE)?.doubts).toContain("touching");
    expect(cellOf(scan, "proactive.compulsion.decisions")).toMatchObject({ proposal: null, doubts: ["touching"] });
  });

  test("the pale edge of a line is no stroke", async () => {
    const page = pageOfTwo({ ...truth, "proactive.compulsion.decisions": "" });
    fill(page, [1187, 570, 1190, 592], [185, 185, 185]);
    const scan = await scanned([page]);
    expect(cellOf(scan, "proactive.compulsion.decisions")).toMatchObject({ proposal: "", doubts: [] });
  });

  test("a cell that a false line halves, whatever stands in its halves", async () => {
    for (const given of [truth, { ...truth, [WIDE]: "" }]) {
      const page = pageOfTwo(given);
      // Right of the number: it is left in one half, and the other is empty.
      fill(page, [800, 384, 802, 428]);
      const cell = cellOf(await scanned([page]), WIDE);
      expect(cell).toMatchObject({ proposal: given[WIDE], doubts: ["label"] });
    }
  });

  test.each([391, 420])("a row that a false line divides, at %i", async (y) => {
    const page = pageOfTwo();
    fill(page, [440, y, 1192, y + 2]);
    const scan = await scanned([page]);
    expect(wrongIn(scan)).toEqual([]);
  });

  test("a cell that is cut off with the page", async () => {
    const whole = pageOfTwo();
    const page = paper(1000, whole.height);
    for (let y = 0; y < page.height; y += 1)
      page.rgb.set(whole.rgb.subarray(y * whole.width * 3, (y * whole.width + page.width) * 3), y * page.width * 3);
    const scan = await scanned([page]);
    const last = scan.cells.filter(({ figure }) => /\.(inForce|decisions|amount)$/.test(figure));
    expect(last.length).toBeGreaterThan(0);
    expect(last.filter(({ doubts }) => !doubts.includes("touching"))).toEqual([]);
  });

  test("an unsure recognition is said where no sure one vouches for it", async () => {
    const blind: Recogniser = async (lines) => lines.map(() => ({ text: "5", confidence: 0.3 }));
    const host = { pdfFiles: installedPdfFiles, recogniser: async () => blind };
    const [result] = await readSubmission(scannedPdf([pageOfTwo()]), "扫描件.pdf", DEFAULT_LIMITS, host);
    const cells = [...("failure" in result!.outcome ? result!.outcome.failure.scan!.cells.values() : [])];
    const read = cells.filter(({ proposal }) => proposal !== "");
    expect(read.length).toBeGreaterThan(OF_TWO.length);
    expect(read.filter(({ doubts }) => doubts.length === 0)).toEqual([]);
  });
});

/** Ink that a worn printer left grey. */
function faint(page: Picture): Picture {
  return { ...page, rgb: page.rgb.map((value) => 150 + Math.round(value * 0.38)) };
}

/** A gap of two pixels every ninety in the lines, across and down. */
function broken(page: Picture): Picture {
  const out = { ...page, rgb: page.rgb.slice() };
  const white = [255, 255, 255] as const;
  for (let y = TWO.at[1] + 20; y < TWO.at[1] + 616; y += 90) fill(out, [0, y, 130, y + 2], white);
  for (let x = TWO.at[0] + 40; x < 1190; x += 90) fill(out, [x, 100, x + 2, 125], white);
  return out;
}

function shaded(page: Picture): Picture {
  const light = (at: number): number => 1 - 0.55 * (((at / 3) % page.width) / page.width);
  return { ...page, rgb: page.rgb.map((value, at) => Math.round(value * light(at))) };
}

/** Turned to the left by a quarter, as a sheet lies that was fed in sideways. */
function quarterTurned({ width, height, rgb }: Picture): Picture {
  const out = paper(height, width);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      out.rgb.set(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), ((width - 1 - x) * height + y) * 3);
  return out;
}

/** A sheet on a dark table. */
function edged(page: Picture): Picture {
  const out = { ...page, rgb: page.rgb.slice() };
  const dark = [70, 62, 50] as const;
  for (const side of [
    [0, 0, page.width, 24],
    [0, page.height - 24, page.width, page.height],
    [0, 0, 24, page.height],
    [page.width - 24, 0, page.width, page.height],
  ] as const)
    fill(out, side, dark);
  return out;
}

/** As a table is printed that is a little wider than the paper's margins. */
function withoutRightLine(page: Picture): Picture {
  const out = { ...page, rgb: page.rgb.slice() };
  for (const [at, top] of TWO.heights.map((height, row) => [row, TWO.at[1] + row * height] as const))
    fill(out, [1188, top + (at === 0 ? 0 : 2), 1194, top + 44], [255, 255, 255]);
  return out;
}
