import { describe, expect, test } from "vitest";
import { installedPdfFiles } from "../../../src/machine/pdf-files.js";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { readPdf } from "../../../src/read/pdf/pdf.js";
import { line, madePdf, raster, read, refusal, rotated, write, XS, YS } from "../made-pdf.js";
import { gridsOf } from "../making.js";

describe("what shows on a page of a PDF", () => {
  test("text over white paint-out and watermarks do not mix into figures", async () => {
    const covered = write("12", 160, 335) + write("15", 161.5, 335);
    const watermark = rotated("9", { matrix: "0.7 0.7 -0.7 0.7 215 335" });
    const document = await read(raster(XS, YS) + write("A", 60, 335) + covered + watermark);
    const [, figure, empty] = gridsOf(document)[0]?.cells ?? [];
    expect(figure?.text).not.toMatch(/^\d+$/);
    expect(empty?.kind).toBe("blank");
  });

  const TABLE = raster(XS, YS) + write("A", 60, 335);
  test.each([
    ["outside the page", write("12", 560, 335)],
    ["in white on white", `1 1 1 rg ${write("12", 160, 335)}`],
    ["that is set not to show", `3 Tr\n${write("12", 160, 335)}0 Tr\n`],
    ["that is as small as a dot", write("12", 160, 335, 0.5)],
    ["under a black bar", `${write("12", 160, 335)}0 g 152 331 40 18 re f`],
    ["under white paint", `${write("12", 160, 335)}1 1 1 rg 152 331 40 18 re f`],
    ["outside what it is clipped to", `q 0 0 140 400 re W n ${write("12", 160, 335)}Q`],
    ["outside what it is clipped to, as digits of a larger number", `q 0 0 166 400 re W n ${write("1234", 160, 335)}Q`],
  ])("a number %s is no empty cell, and nobody sees it: the page is not read", async (_, content) => {
    expect(await refusal(madePdf([{ content: TABLE + content }]))).toBe("FILE.UNREADABLE");
  });

  test.each([
    ["in white on a dark cell", `0 0 0.5 rg 152 331 40 18 re f 1 1 1 rg ${write("12", 160, 335)}`],
    ["over what a scan was read as", `3 Tr\n${write("12", 160, 335)}0 Tr\n${write("12", 160, 335)}`],
    ["within a frame drawn as an area", `${write("12", 160, 335)}0 g 152 331 40 18 re 153 332 38 16 re f*`],
    ["on a white cell", `1 1 1 rg 152 331 40 18 re f 0 g ${write("12", 160, 335)}`],
    ["within what it is clipped to", `q 150 320 60 60 re W n ${write("12", 160, 335)}Q`],
    ["clipped to less than nothing of another state", `q 0 0 9 9 re W n Q ${write("12", 160, 335)}`],
  ])("a number %s is read", async (_, content) => {
    expect(gridsOf(await read(TABLE + content))[0]?.cells[1]?.text).toBe("12");
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

  test("a number that a line crosses out is in doubt, one that is underlined is not", async () => {
    const doubts = async (content: string) => gridsOf(await read(TABLE + content))[0]?.cells[1]?.doubt;
    expect(await doubts(write("12", 160, 335) + line(158, 338.5, 174, 338.5))).toBe("struck");
    expect(await doubts(write("12", 160, 335) + line(158, 333.5, 174, 333.5))).toBeUndefined();
    expect(await doubts(write("12", 160, 335) + line(158, 332, 174, 345))).toBe("struck");
    expect(await doubts(write("12", 160, 335) + line(152, 332, 158, 348))).toBeUndefined();
  });

  const ZIGZAG = (turns: number, left: number): string =>
    `${left} 60 m ${Array.from({ length: turns }, (_, at) => `${left + (at % 2) * 20} ${61 + (at % 250)} l`).join(" ")} S\n`;

  test("a drawing of so many slanting lines beside the table changes nothing in it, and hides no line through a number", async () => {
    const drawing = ZIGZAG(200_000, 400);
    const read12 = async (more: string) => gridsOf(await read(TABLE + write("12", 160, 335) + more))[0]?.cells[1];
    expect(await read12(drawing)).toMatchObject({ text: "12" });
    expect((await read12(drawing))?.doubt).toBeUndefined();
    expect((await read12(ZIGZAG(5000, 400) + line(158, 332, 174, 345)))?.doubt).toBe("struck");
  });

  const annotated = (annotation: string): Uint8Array =>
    madePdf([{ content: TABLE + write("12", 160, 335), annotations: `<< /Type /Annot ${annotation} >>` }]);
  const AROUND = "/Rect [158 333 174 344] /QuadPoints [158 344 174 344 158 333 174 333] /C [1 0 0]";

  test.each([
    ["StrikeOut", AROUND, "struck"],
    ["Line", `${AROUND} /L [158 333 174 344]`, "struck"],
    ["Ink", `${AROUND} /InkList [[158 333 162 340 168 337 174 344]]`, "struck"],
    ["Highlight", AROUND, undefined],
    ["Underline", AROUND, undefined],
  ])("a number under an annotation of kind %s", async (kind, rest, doubt) => {
    const document = await readPdf(annotated(`/Subtype /${kind} ${rest}`), DEFAULT_LIMITS, installedPdfFiles);
    expect(gridsOf(document)[0]?.cells[1]).toMatchObject({ text: "12", ...(doubt && { doubt }) });
    expect(gridsOf(document)[0]?.cells[1]?.doubt).toBe(doubt);
  });

  test("a number typed as a note, which the file does not draw, may be seen or not: the page is not read", async () => {
    const note = (text: string) =>
      annotated(`/Subtype /FreeText /Rect [210 333 240 344] /DA (/F1 9 Tf) /Contents (${text})`);
    expect(await refusal(note("15"))).toBe("FILE.UNREADABLE");
    expect(await refusal(note("checked"))).toBe("undefined");
  });

  const IMAGE = "BI /W 2 /H 2 /CS /G /BPC 8 ID abcd EI";
  test.each([
    ["a picture", `q 30 0 0 10 155 335 cm ${IMAGE} Q`, "embedded"],
    [
      "a shape with curves, as a digit drawn by its outline",
      "160 335 m 166 335 166 343 160 343 c 163 341 163 337 160 335 c f",
      "embedded",
    ],
    ["a picture larger than the cell, as a seal", `q 120 0 0 120 120 280 cm ${IMAGE} Q`, undefined],
    ["a picture as small as a dot", `q 1 0 0 1 165 340 cm ${IMAGE} Q`, undefined],
    ["a coloured ground", "0.9 0.9 1 rg 151 331 48 18 re f 0 g", undefined],
    ["a slanting line for nothing", line(160, 334, 170, 346), undefined],
  ])("%s in a cell without writing", async (_, content, doubt) => {
    expect(gridsOf(await read(TABLE + content))[0]?.cells[1]?.doubt).toBe(doubt);
    const written = await read(`${TABLE}${content}\n${write("12", 160, 315)}`);
    expect(gridsOf(written)[0]?.cells[4]).toMatchObject({ text: "12" });
  });

  test("a number that stands on its head is in doubt", async () => {
    const turned = rotated("66", { matrix: "-1 0 0 -1 180 345" });
    expect(gridsOf(await read(TABLE + turned))[0]?.cells[1]?.doubt).toBe("distorted");
  });
});
