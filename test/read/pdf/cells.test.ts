import { describe, expect, test } from "vitest";
import { raster, read, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("digits over a border", () => {
  test("of two pieces of writing are one number or two: neither cell is certain", async () => {
    const table = raster([50, 150, 154, 190], [350, 330]) + write("A", 60, 335);
    const two = write("7", 150.2, 335) + write("5", 155, 335);
    const [, left, right] = gridsOf(await read(table + two))[0]?.cells ?? [];
    expect([left, right].map((cell) => cell?.doubt)).toEqual(["distorted", "distorted"]);
  });
});

describe("a number on a border", () => {
  const doubts = async (content: string) =>
    gridsOf(await read(raster(XS, YS) + write("A", 60, 335) + content))[0]
      ?.cells.slice(0, 3)
      .map(({ doubt }) => doubt);

  test("that runs out of the table is no empty cell", async () => {
    expect(await doubts(write("1234", 238, 335))).toEqual([undefined, undefined, "distorted"]);
    expect(await doubts(write("1234", 245, 335))).toEqual([undefined, undefined, "distorted"]);
  });

  test("of which half stands in the next cell may belong to either", async () => {
    expect(await doubts(write("1234", 188, 335))).toEqual([undefined, "distorted", "distorted"]);
  });

  test("that stands on the line between two rows may belong to either", async () => {
    const cells = gridsOf(await read(raster(XS, YS) + write("A", 60, 335) + write("12", 160, 326.5)))[0]?.cells ?? [];
    expect(cells.filter(({ doubt }) => doubt).map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 1, "12"],
      [1, 1, "12"],
    ]);
  });

  test("that is a little too long for its cell belongs to it", async () => {
    expect(await doubts(write("1234567", 164, 335))).toEqual([undefined, undefined, undefined]);
  });
});

describe("words and cells of a PDF", () => {
  test("a figure too long for its cell stays whole", async () => {
    const document = await read(raster(XS, YS) + write("123456789", 152, 335) + write("A", 60, 335));
    expect(shape(gridsOf(document)[0])[0]).toBe("0=A 1=123456789 2=");
  });

  test("a label too long for its cell stays apart from the figure that it runs into", async () => {
    const document = await read(raster(XS, YS) + write("LABEL-OF-NORMATIVE", 52, 335) + write("6", 152.5, 335));
    expect(shape(gridsOf(document)[0])[0]).toBe("0=LABEL-OF-NORMATIVE 1=6 2=");
  });

  test("a number to the right of a table, at the height of a row, is a column without borders", async () => {
    const own = write("A", 60, 335) + write("12", 160, 335);
    const document = await read(raster(XS, YS) + own + write("99", 258, 335) + write("page", 300, 335));
    expect(shape(gridsOf(document)[0])).toEqual(["0=A 1=12 2= 3=99", "0= 1= 2= 3=", "0= 1= 2= 3="]);
    expect(gridsOf(document)[0]?.columns).toBe(4);
  });
});
