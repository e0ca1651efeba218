import { describe, expect, test } from "vitest";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { readPdf } from "../../../src/read/pdf/pdf.js";
import { madePdf, raster, read, rotated, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("characters of a PDF", () => {
  test("Chinese labels of a font that is not embedded are decoded, wrapped and one character a line", async () => {
    const narrow = write("三、", 52, 318) + write("结", 52, 306) + write("果", 52, 294);
    const wrapped = write("其他法律", 90, 339) + write("法规禁止公开", 90, 333, 5);
    const document = await read(raster([50, 85, 150, 200], [350, 330, 290]) + wrapped + write("5", 160, 335) + narrow);
    expect(gridsOf(document)[0]?.cells.map((cell) => cell.text)).toContain("其他法律法规禁止公开");
    expect(gridsOf(document)[0]?.cells.map((cell) => cell.text)).toContain("三、结果");
  });

  test("a label rotated by a quarter is one label", async () => {
    const label = rotated("LAW", { matrix: "0 1 -1 0 70 295" }) + rotated("CASE", { matrix: "0 1 -1 0 85 295" });
    const document = await read(raster([50, 150, 250], [350, 290]) + label + write("4", 160, 315));
    expect(shape(gridsOf(document)[0])).toEqual(["0=LAW CASE 1=4"]);
  });

  test("a page that is rotated as a whole reads like an upright one", async () => {
    const content =
      raster([100, 200, 300], [100, 200]) +
      rotated("LEFT", { matrix: "0 1 -1 0 150 120" }) +
      rotated("9", { matrix: "0 1 -1 0 250 120" });
    const document = await readPdf(madePdf([{ content, rotate: 90 }]), DEFAULT_LIMITS, installedPdfFiles);
    expect(shape(gridsOf(document)[0])).toEqual(["0=LEFT", "0=9"]);
  });

  test("a character whose meaning the file does not tell is no blank", async () => {
    const document = await read(raster(XS, YS) + write("A", 60, 335) + write("\u0011", 160, 335));
    expect(shape(gridsOf(document)[0])[0]).toBe("0=A 1=\ufffd 2=");
  });

  test("a code that draws another digit than its text says is no digit", async () => {
    const shown = (digits: string) => `BT /F4 10 Tf 1 0 0 1 160 335 Tm (${digits}) Tj ET\n`;
    const row = async (digits: string) =>
      shape(gridsOf(await read(raster(XS, YS) + write("A", 60, 335) + shown(digits)))[0])[0];
    expect(await row("12")).toBe("0=A 1=\ufffd2 2=");
    expect(await row("22")).toBe("0=A 1=22 2=");
  });

  test("a digit that a subset font keeps under the code of the space is a digit", async () => {
    const digits = "BT /F3 10 Tf 1 0 0 1 160 315 Tm (1 ) Tj ET\n";
    const [grid] = gridsOf(await read(raster(XS, YS) + write("HEAD", 60, 335) + digits));
    expect(grid?.cells.map((cell) => cell.text)).toContain("15");
  });
});
