import { describe, expect, test } from "vitest";
import { raster, read, rotated, write, XS, YS } from "../made-pdf.js";
import { gridsOf } from "../making.js";

describe("what shows on a page of a PDF", () => {
  test("text over white paint-out, invisible text and watermarks do not mix into figures", async () => {
    const covered = write("12", 160, 335) + write("15", 161.5, 335);
    const watermark = rotated("9", { matrix: "0.7 0.7 -0.7 0.7 215 335" });
    const unseen = `3 Tr\n${write("99", 210, 335)}0 Tr\n${watermark}`;
    const document = await read(raster(XS, YS) + write("A", 60, 335) + covered + unseen);
    const [, figure, empty] = gridsOf(document)[0]?.cells ?? [];
    expect(figure?.text).not.toMatch(/^\d+$/);
    expect(empty?.kind).toBe("blank");
  });

  test("what is written in a font that can't be loaded is no empty cell: the page is not read", async () => {
    const page = raster(XS, YS) + write("A", 60, 335);
    expect(gridsOf(await read(page))).toHaveLength(1);
    const broken = "BT /F9 10 Tf 1 0 0 1 160 335 Tm (12) Tj ET\n";
    await expect(read(page + broken)).rejects.toThrow("PDF 的字体信息已损坏");
    const unseen = `3 Tr\n${broken}0 Tr\n`;
    expect(gridsOf(await read(page + unseen))).toHaveLength(1);
  });
});
