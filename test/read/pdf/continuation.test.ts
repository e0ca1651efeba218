import { describe, expect, test } from "vitest";
import { line, NUMBERS, raster, read, write, XS, YS } from "../made-pdf.js";
import { gridsOf, shape } from "../making.js";

describe("a table over two pages", () => {
  const HEAD = write("A", 60, 335) + write("B", 160, 335) + write("C", 210, 335);

  test("gives a grid a page, with the columns of the first part", async () => {
    const below =
      raster([50, 250], [390, 370, 350]) + line(150, 390, 150, 350) + write("FEE", 60, 375) + write("8", 160, 375);
    const document = await read(raster(XS, YS) + HEAD + NUMBERS + write("- 1 -", 180, 20), below);
    expect(gridsOf(document).map((grid) => [grid.sheet, grid.columns])).toEqual([
      ["第1页", 3],
      ["第2页", 3],
    ]);
    expect(shape(gridsOf(document)[1])[0]).toBe("0=FEE 1(1x2)=8");
  });

  test("lacks its outer line at the page's end and is closed there", async () => {
    const open = XS.map((x) => line(x, 350, x, 290)).join("") + line(50, 350, 250, 350) + line(50, 320, 250, 320);
    const document = await read(
      open + write("A", 60, 335) + write("1", 160, 335) + write("B", 60, 300) + write("2", 160, 300),
    );
    expect(shape(gridsOf(document)[0])).toEqual(["0=A 1=1 2=", "0=B 1=2 2="]);
  });

  test("a row cut in its label is whole again", async () => {
    const above =
      raster(XS, YS) + HEAD + write("行政机关不再处理", 60, 295) + write("7", 160, 295) + write("1", 210, 295);
    const below =
      raster(XS, [390, 370, 350]) + write("其申请", 60, 375) + write("2.END", 60, 355) + write("3", 160, 355);
    const [first, second] = gridsOf(await read(above, below));
    expect(shape(first)[2]).toBe("0=行政机关不再处理其申请 1=7 2=1");
    expect(shape(second)).toEqual(["0=2.END 1=3 2="]);
  });

  test("a row is cut, too, where a sign that begins no line took a character of its label down", async () => {
    const above = raster(XS, YS) + HEAD + write("行政机关不再处", 60, 295) + write("7", 160, 295);
    const below = (rest: string) => raster(XS, [390, 370, 350]) + write(rest, 60, 375) + write("2.END", 60, 355);
    const first = async (rest: string) => shape(gridsOf(await read(above, below(rest)))[0])[2];
    expect(await first("理、其")).toBe("0=行政机关不再处理、其 1=7 2=");
    expect(await first("理其")).toBe("0=行政机关不再处 1=7 2=");
  });

  test("a number that the page's end may cut is doubtful on both pages", async () => {
    const narrow = [50, 150, 190];
    const doubts = async (above: string, label: string): Promise<unknown> =>
      gridsOf(
        await read(
          raster(narrow, [350, 330]) + write("FEE", 60, 335) + write(above, 154, 335),
          raster(narrow, [390, 370]) + (label === "" ? "" : write(label, 60, 375)) + write("58", 154, 375),
        ),
      ).map(({ cells }) => cells.at(-1)?.doubt);
    expect(await doubts("39857", "")).toEqual(["distorted", "distorted"]);
    expect(await doubts("39857", "FINE")).toEqual([undefined, undefined]);
    expect(await doubts("7", "")).toEqual([undefined, undefined]);
  });

  test("a new row overleaf is not taken for the rest of the last one", async () => {
    const above = raster(XS, YS) + HEAD + write("1.行政机关不再处", 60, 295) + write("7", 160, 295);
    const below = raster(XS, [390, 370, 350]) + write("2.其他", 60, 375) + write("3", 210, 375);
    const [first, second] = gridsOf(await read(above, below));
    expect(shape(first)[2]).toBe("0=1.行政机关不再处 1=7 2=");
    expect(shape(second)[0]).toBe("0=2.其他 1= 2=3");
  });
});
