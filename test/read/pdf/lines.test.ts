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
