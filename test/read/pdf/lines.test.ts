import { describe, expect, test } from "vitest";
import { lines, raster, read, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("lines of a PDF", () => {
  test("two numbers in one cell never become one", async () => {
    const two = write("1", 160, 342) + write("6", 160, 332) + write("3", 210, 335) + write("4", 225, 335);
    const document = await read(raster(XS, YS) + write("A", 60, 335) + two);
    expect(shape(gridsOf(document)[0])[0]).toBe("0=A 1=1\n6 2=3 4");
  });

  test("a figure broken at the edge of a narrow cell goes on in the next line", async () => {
    const document = await read(
      raster([50, 150, 190], [350, 310]) + write("A", 60, 335) + write("39857", 154, 338) + write("58", 154, 322),
    );
    expect(shape(gridsOf(document)[0])).toEqual(["0=A 1=3985758"]);
  });

  test("a line on which the next digit had room was not broken: a number of two lines stays two", async () => {
    const two = write("1", 152, 338) + write("16", 152, 322);
    const document = await read(raster([50, 150, 168], [350, 310]) + write("A", 60, 335) + two);
    expect(shape(gridsOf(document)[0])).toEqual(["0=A 1=1\n16"]);
  });

  test("a number that goes on below its cell is doubtful there and where it goes on", async () => {
    const digits = [..."2733"].map((digit, at) => write(digit, 151, 366.5 - at * 3.5, 3)).join("");
    const labels = write("A", 60, 360) + write("B", 60, 348);
    const document = await read(raster([50, 150, 156], [370, 358, 346]) + labels + digits);
    expect(shape(gridsOf(document)[0])).toEqual(["0=A 1=273", "0=B 1=3"]);
    expect(gridsOf(document)[0]?.cells.map(({ doubt }) => doubt)).toEqual([
      undefined,
      "distorted",
      undefined,
      "distorted",
    ]);
  });

  test("so is one that goes on below the table", async () => {
    const digits = [..."2733"].map((digit, at) => write(digit, 151, 366.5 - at * 3.5, 3)).join("");
    const document = await read(raster([50, 150, 156], [370, 358]) + write("A", 60, 360) + digits);
    expect(gridsOf(document)[0]?.cells.map(({ text, doubt }) => [text, doubt])).toEqual([
      ["A", undefined],
      ["273", "distorted"],
    ]);
  });

  test("a number whose last line has room ends there, whatever stands below", async () => {
    const [broken, below] = [write("39857", 154, 338) + write("58", 154, 324), write("12", 154, 309)];
    const document = await read(raster([50, 150, 190], [350, 320, 290]) + write("A", 60, 335) + broken + below);
    expect(gridsOf(document)[0]?.cells.map(({ text, doubt }) => [text, doubt])).toEqual([
      ["A", undefined],
      ["3985758", undefined],
      ["", undefined],
      ["12", undefined],
    ]);
  });

  test.each([
    ["raised", write("1", 182.5, 339, 6)],
    ["raised a little", write("1", 182.5, 337, 9)],
    ["small", write("1", 182.5, 335, 6)],
  ])("the mark of a note beside a number (%s) is none of its digits", async (_, mark) => {
    const document = await read(raster(XS, YS) + write("A", 60, 335) + write("7484", 160, 335) + mark);
    expect(shape(gridsOf(document)[0])[0]).toBe("0=A 1=7484 1 2=");
  });

  test("digits of one piece of writing that is pressed together are all read", async () => {
    const pressed = `BT /F1 10 Tf 10 Tz 160 335 Td (3447) Tj ET\n`;
    expect(shape(gridsOf(await read(raster(XS, YS) + write("A", 60, 335) + pressed))[0])[0]).toBe("0=A 1=3447 2=");
  });

  test("bold print by drawing twice is read once", async () => {
    const document = await read(raster(XS, YS) + write("A", 60, 335) + write("30", 160, 335) + write("30", 160.4, 335));
    expect(shape(gridsOf(document)[0])[0]).toBe("0=A 1=30 2=");
  });
});

describe("lines outside tables", () => {
  test("without ruling lines columns are never guessed: wide gaps become tabs", async () => {
    const document = await read(write("RULES", 50, 350) + write("3", 200, 350) + write("12", 260, 350));
    expect(document.blocks).toHaveLength(1);
    expect(lines(document)).toEqual(["第1行 RULES\t3\t12"]);
  });
});
