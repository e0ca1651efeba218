import { describe, expect, test } from "vitest";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { readPdf } from "../../../src/read/pdf/pdf.js";
import { madePdf, NUMBERS, raster, refusal, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("damaged PDF", () => {
  test("a single wrong byte in the compressed content is damage, never a blank", async () => {
    const page = raster(XS, YS) + NUMBERS + write("A", 60, 335);
    const bytes = madePdf([{ content: page, deflated: true }]);
    expect(shape(gridsOf(await readPdf(bytes, DEFAULT_LIMITS, installedPdfFiles))[0])[1]).toBe("0= 1=12 2=0");
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
});
