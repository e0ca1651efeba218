import { describe, expect, test } from "vitest";
import { bar, line, lines, NUMBERS, raster, read, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("tables of a PDF", () => {
  test.each([
    ["stroked lines", line],
    ["thin filled boxes", bar],
  ] as const)("come from %s, with merged cells and blanks", async (_, draw) => {
    const inner =
      draw(50, 330, 250, 330) + draw(150, 310, 250, 310) + draw(150, 290, 150, 330) + draw(200, 290, 200, 330);
    const outer = raster([50, 250], [350, 290], draw);
    const document = await read(outer + inner + write("HEAD", 130, 335) + write("GROUP", 60, 305) + NUMBERS);
    const [grid] = gridsOf(document);
    expect(shape(grid)).toEqual(["0(1x3)=HEAD", "0(2x1)=GROUP 1=12 2=0", "1=7 2="]);
    expect(grid).toMatchObject({ sheet: "第1页", addressing: "line", rows: 3, columns: 3 });
    expect(grid?.cells.at(-1)).toMatchObject({ kind: "blank", place: "第3行" });
  });

  test("stand between lines of text, numbered from the top of the page", async () => {
    const table = raster(XS, YS) + NUMBERS + write("X", 60, 335);
    const document = await read(write("TITLE", 50, 380) + table + write("NOTE", 50, 270) + write("- 1 -", 180, 20));
    expect(document.blocks.map((block) => block.kind)).toEqual(["text", "grid", "text"]);
    expect(lines(document)).toEqual(["第1行 TITLE", "第5行 NOTE", "第6行 - 1 -"]);
    expect(gridsOf(document)[0]?.cells.find((cell) => cell.text === "12")?.place).toBe("第3行");
  });

  test("white lines, underlines and a lone frame are no table", async () => {
    const white = `1 1 1 RG ${raster([50, 100], [200, 180])} 0 0 0 RG\n`;
    const frame = raster([40, 360], [390, 20]);
    const document = await read(frame + white + write("RED HEAD", 60, 350) + line(60, 348, 120, 348));
    expect(gridsOf(document)).toEqual([]);
    expect(lines(document)).toEqual(["第1行 RED HEAD"]);
  });
});
