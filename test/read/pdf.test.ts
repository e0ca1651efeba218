import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Grid, ReadDocument } from "../../src/grid.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../src/read/limits.js";
import { type PdfFiles, readPdf } from "../../src/read/pdf/pdf.js";
import { ReadRefusal } from "../../src/read/refusal.js";
import { bar, line, madePdf, raster, turned, write } from "./made-pdf.js";

const XS = [50, 150, 200, 250];
const YS = [350, 330, 310, 290];

async function read(...pages: readonly string[]): Promise<ReadDocument> {
  return readPdf(madePdf(pages.map((content) => ({ content }))), DEFAULT_LIMITS, installedPdfFiles);
}

function grids(document: ReadDocument): Grid[] {
  return document.blocks.filter((block): block is Grid => block.kind === "grid");
}

/** The texts of a grid, row by row, with spans where there are any. */
function shape(grid: Grid | undefined): string[] {
  return Array.from({ length: grid?.rows ?? 0 }, (_, row) => {
    const cells = grid?.cells.filter((cell) => cell.row === row) ?? [];
    return cells.map((cell) => `${cell.column}${spans(cell.rowSpan, cell.columnSpan)}=${cell.text}`).join(" ");
  });
}

function spans(rows: number, columns: number): string {
  return rows === 1 && columns === 1 ? "" : `(${rows}x${columns})`;
}

function lines(document: ReadDocument): string[] {
  return document.blocks.flatMap((block) =>
    block.kind === "text" ? block.lines.map((l) => `${l.place} ${l.text}`) : [],
  );
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const problem = await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return problem instanceof ReadRefusal ? problem.failure.rule : String(problem);
}

const NUMBERS = write("12", 160, 315) + write("0", 210, 315) + write("7", 160, 295);

describe("tables of a PDF", () => {
  test.each([
    ["stroked lines", line],
    ["thin filled boxes", bar],
  ] as const)("come from %s, with merged cells and blanks", async (_, draw) => {
    const inner =
      draw(50, 330, 250, 330) + draw(150, 310, 250, 310) + draw(150, 290, 150, 330) + draw(200, 290, 200, 330);
    const outer = raster([50, 250], [350, 290], draw);
    const document = await read(outer + inner + write("HEAD", 130, 335) + write("GROUP", 60, 305) + NUMBERS);
    const [grid] = grids(document);
    expect(shape(grid)).toEqual(["0(1x3)=HEAD", "0(2x1)=GROUP 1=12 2=0", "1=7 2="]);
    expect(grid).toMatchObject({ sheet: "第1页", addressing: "line", rows: 3, columns: 3 });
    expect(grid?.cells.at(-1)).toMatchObject({ kind: "blank", place: "第3行" });
  });

  test("stand between lines of text, numbered from the top of the page", async () => {
    const table = raster(XS, YS) + NUMBERS + write("X", 60, 335);
    const document = await read(write("TITLE", 50, 380) + table + write("NOTE", 50, 270) + write("- 1 -", 180, 20));
    expect(document.blocks.map((block) => block.kind)).toEqual(["text", "grid", "text"]);
    expect(lines(document)).toEqual(["第1行 TITLE", "第5行 NOTE", "第6行 - 1 -"]);
    expect(grids(document)[0]?.cells.find((cell) => cell.text === "12")?.place).toBe("第3行");
  });

  test("Chinese labels of a font that is not embedded are decoded, wrapped and one character a line", async () => {
    const narrow = write("三、", 52, 318) + write("结", 52, 306) + write("果", 52, 294);
    const wrapped = write("其他法律", 90, 339) + write("法规禁止公开", 90, 333, 5);
    const document = await read(raster([50, 85, 150, 200], [350, 330, 290]) + wrapped + write("5", 160, 335) + narrow);
    expect(grids(document)[0]?.cells.map((cell) => cell.text)).toContain("其他法律法规禁止公开");
    expect(grids(document)[0]?.cells.map((cell) => cell.text)).toContain("三、结果");
  });

  test("a label turned by a quarter is one label", async () => {
    const label = turned("LAW", { matrix: "0 1 -1 0 70 295" }) + turned("CASE", { matrix: "0 1 -1 0 85 295" });
    const document = await read(raster([50, 150, 250], [350, 290]) + label + write("4", 160, 315));
    expect(shape(grids(document)[0])).toEqual(["0=LAW CASE 1=4"]);
  });

  test("a page that is turned as a whole reads like an upright one", async () => {
    const content =
      raster([100, 200, 300], [100, 200]) +
      turned("LEFT", { matrix: "0 1 -1 0 150 120" }) +
      turned("9", { matrix: "0 1 -1 0 250 120" });
    const document = await readPdf(madePdf([{ content, rotate: 90 }]), DEFAULT_LIMITS, installedPdfFiles);
    expect(shape(grids(document)[0])).toEqual(["0=LEFT", "0=9"]);
  });

  test("two numbers in one cell never become one", async () => {
    const two = write("1", 160, 342) + write("6", 160, 332) + write("3", 210, 335) + write("4", 225, 335);
    const document = await read(raster(XS, YS) + write("A", 60, 335) + two);
    expect(shape(grids(document)[0])[0]).toBe("0=A 1=1\n6 2=3 4");
  });

  test("a figure broken at the edge of a narrow cell goes on in the next line", async () => {
    const document = await read(
      raster([50, 150, 190], [350, 310]) + write("A", 60, 335) + write("39857", 154, 338) + write("58", 154, 322),
    );
    expect(shape(grids(document)[0])).toEqual(["0=A 1=3985758"]);
  });

  test("a figure too long for its cell stays whole", async () => {
    const document = await read(raster(XS, YS) + write("123456789", 152, 335) + write("A", 60, 335));
    expect(shape(grids(document)[0])[0]).toBe("0=A 1=123456789 2=");
  });

  test("a label too long for its cell stays apart from the figure that it runs into", async () => {
    const document = await read(raster(XS, YS) + write("LABEL-OF-NORMATIVE", 52, 335) + write("6", 152.5, 335));
    expect(shape(grids(document)[0])[0]).toBe("0=LABEL-OF-NORMATIVE 1=6 2=");
  });

  test("text over white paint-out, invisible text and watermarks do not mix into figures", async () => {
    const covered = write("12", 160, 335) + write("15", 161.5, 335);
    const watermark = turned("9", { matrix: "0.7 0.7 -0.7 0.7 215 335" });
    const unseen = `3 Tr\n${write("99", 210, 335)}0 Tr\n${watermark}`;
    const document = await read(raster(XS, YS) + write("A", 60, 335) + covered + unseen);
    const [, figure, empty] = grids(document)[0]?.cells ?? [];
    expect(figure?.text).not.toMatch(/^\d+$/);
    expect(empty?.kind).toBe("blank");
  });

  test("a character whose meaning the file does not tell is no blank", async () => {
    const document = await read(raster(XS, YS) + write("A", 60, 335) + write("\u0011", 160, 335));
    expect(shape(grids(document)[0])[0]).toBe("0=A 1=\ufffd 2=");
  });

  test("a digit that a subset font keeps under the code of the space is a digit", async () => {
    const digits = "BT /F3 10 Tf 1 0 0 1 160 315 Tm (1 ) Tj ET\n";
    const [grid] = grids(await read(raster(XS, YS) + write("HEAD", 60, 335) + digits));
    expect(grid?.cells.map((cell) => cell.text)).toContain("15");
  });

  test("bold print by drawing twice is read once", async () => {
    const document = await read(raster(XS, YS) + write("A", 60, 335) + write("30", 160, 335) + write("30", 160.4, 335));
    expect(shape(grids(document)[0])[0]).toBe("0=A 1=30 2=");
  });

  test("white lines, underlines and a lone frame are no table", async () => {
    const white = `1 1 1 RG ${raster([50, 100], [200, 180])} 0 0 0 RG\n`;
    const frame = raster([40, 360], [390, 20]);
    const document = await read(frame + white + write("RED HEAD", 60, 350) + line(60, 348, 120, 348));
    expect(grids(document)).toEqual([]);
    expect(lines(document)).toEqual(["第1行 RED HEAD"]);
  });

  test("a heading cut by a stray line covers what it is centred over", async () => {
    const table =
      raster([50, 250], [350, 330, 310]) +
      line(100, 350, 100, 310) +
      line(150, 330, 150, 310) +
      line(200, 330, 200, 310);
    const document = await read(
      table + write("行政诉讼", 130, 336) + ["1", "2", "3", "4"].map((n, i) => write(n, 60 + i * 50, 315)).join(""),
    );
    expect(shape(grids(document)[0])).toEqual(["0(1x4)=行政诉讼", "0=1 1=2 2=3 3=4"]);
  });
});

describe("a table over two pages", () => {
  const HEAD = write("A", 60, 335) + write("B", 160, 335) + write("C", 210, 335);

  test("gives a grid a page, with the columns of the first part", async () => {
    const below =
      raster([50, 250], [390, 370, 350]) + line(150, 390, 150, 350) + write("FEE", 60, 375) + write("8", 160, 375);
    const document = await read(raster(XS, YS) + HEAD + NUMBERS + write("- 1 -", 180, 20), below);
    expect(grids(document).map((grid) => [grid.sheet, grid.columns])).toEqual([
      ["第1页", 3],
      ["第2页", 3],
    ]);
    expect(shape(grids(document)[1])[0]).toBe("0=FEE 1(1x2)=8");
  });

  test("lacks its outer line at the page's end and is closed there", async () => {
    const open = XS.map((x) => line(x, 350, x, 290)).join("") + line(50, 350, 250, 350) + line(50, 320, 250, 320);
    const document = await read(
      open + write("A", 60, 335) + write("1", 160, 335) + write("B", 60, 300) + write("2", 160, 300),
    );
    expect(shape(grids(document)[0])).toEqual(["0=A 1=1 2=", "0=B 1=2 2="]);
  });

  test("a row cut in its label is whole again", async () => {
    const above =
      raster(XS, YS) + HEAD + write("行政机关不再处理", 60, 295) + write("7", 160, 295) + write("1", 210, 295);
    const below =
      raster(XS, [390, 370, 350]) + write("其申请", 60, 375) + write("2.END", 60, 355) + write("3", 160, 355);
    const [first, second] = grids(await read(above, below));
    expect(shape(first)[2]).toBe("0=行政机关不再处理其申请 1=7 2=1");
    expect(shape(second)).toEqual(["0=2.END 1=3 2="]);
  });

  test("a new row overleaf is not taken for the rest of the last one", async () => {
    const above = raster(XS, YS) + HEAD + write("1.行政机关不再处", 60, 295) + write("7", 160, 295);
    const below = raster(XS, [390, 370, 350]) + write("2.其他", 60, 375) + write("3", 210, 375);
    const [first, second] = grids(await read(above, below));
    expect(shape(first)[2]).toBe("0=1.行政机关不再处 1=7 2=");
    expect(shape(second)[0]).toBe("0=2.其他 1= 2=3");
  });
});

describe("the rest of a PDF", () => {
  test("without ruling lines columns are never guessed: wide gaps become tabs", async () => {
    const document = await read(write("RULES", 50, 350) + write("3", 200, 350) + write("12", 260, 350));
    expect(document.blocks).toHaveLength(1);
    expect(lines(document)).toEqual(["第1行 RULES\t3\t12"]);
  });

  test("pages without text are remarked; a file without any is refused as a scan", async () => {
    expect((await read(write("TEXT", 50, 350), raster(XS, YS))).remarks).toEqual([{ kind: "picturesOnly" }]);
    expect(await refusal(madePdf([{ content: raster(XS, YS) }]))).toBe("FILE.UNSUPPORTED");
  });

  test("a password, damage and size are refused with their reason", async () => {
    const key = "00".repeat(32);
    const locked = `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`;
    expect(await refusal(madePdf([{ content: write("A", 50, 50) }], locked))).toBe("FILE.ENCRYPTED");
    expect(await refusal(new TextEncoder().encode("%PDF-1.4\nnothing"))).toBe("FILE.UNREADABLE");
    const many = madePdf([{ content: raster(XS, YS) + NUMBERS }]);
    await expect(readPdf(many, { ...DEFAULT_LIMITS, cells: 5 }, installedPdfFiles)).rejects.toMatchObject({
      failure: { rule: "FILE.TOO_LARGE" },
    });
  });

  test("a single wrong byte in the compressed content is damage, never a blank", async () => {
    const page = raster(XS, YS) + NUMBERS + write("A", 60, 335);
    const bytes = madePdf([{ content: page, deflated: true }]);
    expect(shape(grids(await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles))[0])[1]).toBe("0= 1=12 2=0");
    const at = new TextDecoder("latin1").decode(bytes).indexOf("stream\n");
    for (const offset of [12, 40, 80]) {
      const broken = bytes.slice();
      broken[at + offset] = (broken[at + offset] ?? 0) ^ 4;
      expect(await refusal(broken)).toBe("FILE.UNREADABLE");
    }
  });

  test("a content that inflates past the limit is refused", async () => {
    const bytes = madePdf([{ content: " ".repeat(100_000) + write("A", 60, 335), deflated: true }]);
    const reading = readPdf(bytes, { ...DEFAULT_LIMITS, inflatedBytes: 50_000 }, installedPdfFiles);
    await expect(reading).rejects.toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
  });

  test.each([
    ["a character map", "行政许可", "cmaps/"],
    ["a font", "HEAD", "standard_fonts/"],
  ])(
    "where %s of the program is missing the file is refused and the map named, never read with blanks",
    async (_, text, folder) => {
      const bytes = madePdf([{ content: raster(XS, YS) + NUMBERS + write(text, 60, 335) }]);
      const without: readonly PdfFiles[] = [
        async (name) => (name.startsWith(folder) ? undefined : installedPdfFiles(name)),
        async (name) => (name.startsWith(folder) ? Promise.reject(new Error("no disk")) : installedPdfFiles(name)),
      ];
      for (const files of without)
        await expect(readPdf(bytes, DEFAULT_LIMITS, files)).rejects.toMatchObject({
          failure: {
            rule: "FILE.UNREADABLE",
            reason: expect.stringContaining(`缺少读取这份 PDF 所需的字体文件（${folder}`),
          },
        });
    },
  );

  test("the same bytes give the same document", async () => {
    const page = raster(XS, YS) + NUMBERS + write("A", 60, 335);
    expect(await read(page, page)).toEqual(await read(page, page));
  });

  test("whatever is damaged in it, reading ends with a document or a refusal", async () => {
    const whole = madePdf([{ content: raster(XS, YS) + NUMBERS + write("行政许可", 60, 335) }]);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut % 4 === 0 ? cut : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const outcome = await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles).catch((problem: unknown) => problem);
        expect(outcome instanceof ReadRefusal || (outcome as ReadDocument).format === "pdf").toBe(true);
      }),
      { numRuns: 60, seed: 7 },
    );
  }, 60_000);
});
