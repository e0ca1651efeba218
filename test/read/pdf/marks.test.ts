import { describe, expect, test } from "vitest";
import { madePdf, raster, read, refusal, rotated, write, XS, YS } from "../made-pdf.js";
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
    const broken = (content: string): Uint8Array => {
      const text = Buffer.from(madePdf([{ content }])).toString("latin1");
      return new Uint8Array(Buffer.from(text.replace("/Subtype /Type1", "/Subtypo /Type1"), "latin1"));
    };
    const hidden = `3 Tr\n${write("12", 160, 335)}0 Tr\n`;
    expect(await refusal(broken(raster(XS, YS) + write("12", 160, 335)))).toBe("FILE.UNREADABLE");
    expect(await refusal(broken(raster(XS, YS) + hidden))).toBe("FILE.UNSUPPORTED");
  });
});
