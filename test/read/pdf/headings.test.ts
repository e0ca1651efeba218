import { describe, expect, test } from "vitest";
import { line, raster, read, write } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("headings of a PDF table", () => {
  test("a heading cut by a stray line covers what it is centred over", async () => {
    const table =
      raster([50, 250], [350, 330, 310]) +
      line(100, 350, 100, 310) +
      line(150, 330, 150, 310) +
      line(200, 330, 200, 310);
    const document = await read(
      table + write("行政诉讼", 130, 336) + ["1", "2", "3", "4"].map((n, i) => write(n, 60 + i * 50, 315)).join(""),
    );
    expect(shape(gridsOf(document)[0])).toEqual(["0(1x4)=行政诉讼", "0=1 1=2 2=3 3=4"]);
  });
});
