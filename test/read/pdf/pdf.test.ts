import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReadDocument } from "../../../src/grid.js";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { type PdfFiles, readPdf } from "../../../src/read/pdf/pdf.js";
import { ReadRefusal } from "../../../src/read/refusal.js";
import { madePdf, NUMBERS, raster, read, refusal, write, XS, YS } from "../made-pdf.js";

describe("a PDF as a whole", () => {
  test("pages without text are remarked; a file without any is refused as a scan", async () => {
    expect((await read(write("TEXT", 50, 350), raster(XS, YS))).remarks).toEqual([
      { kind: "pictures", pages: ["第2页"] },
    ]);
    expect(await refusal(madePdf([{ content: raster(XS, YS) }]))).toBe("FILE.UNSUPPORTED");
  });

  test.each([
    ["a picture of a table under a title", write("TABLE", 50, 380) + picture(380, 120), ["第2页"]],
    ["a picture within a group", `q ${picture(380, 120)} Q`, ["第2页"]],
    ["an emblem", write("TABLE", 50, 380) + picture(60, 60), []],
    ["a part that is scaled and has a text", `q 380 0 0 300 0 0 cm Q ${write("TABLE", 50, 380)}`, ["第2页"]],
    ["nothing", "", []],
  ])("beside a page of text, %s", async (_, second, pages) => {
    const { remarks } = await read(raster(XS, YS) + NUMBERS, second);
    expect(remarks).toEqual(pages.length > 0 ? [{ kind: "pictures", pages }] : []);
  });

  test("pictures of pages with a program's name on them are scans, and a table of text on one is none", async () => {
    const [cover, name] = [picture(600, 600), write("Scanned by XYZ", 150, 10)];
    expect(await refusal(madePdf([{ content: cover + name }, { content: cover }]))).toBe("FILE.UNSUPPORTED");
    const { remarks } = await read(cover + name, raster(XS, YS) + NUMBERS);
    expect(remarks).toEqual([{ kind: "pictures", pages: ["第1页"] }]);
    expect((await read(cover + raster(XS, YS) + NUMBERS)).blocks.some(({ kind }) => kind === "grid")).toBe(true);
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

/** A picture so large, which the reader does not decode. */
function picture(width: number, height: number): string {
  return ` q ${width} 0 0 ${height} 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI Q `;
}
