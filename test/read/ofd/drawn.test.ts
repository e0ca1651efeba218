import { describe, expect, test } from "vitest";
import { bar, filled, line, madeOfd, object, path, raster, read, write, writeSingly, XS, YS } from "../made-ofd.js";
import { gridsOf, refusalOf } from "../making.js";

const TABLE = raster(XS, YS) + write("A", 21, 36);
const COLOURS = { white: '<ofd:FillColor Value="255 255 255"/>', grey: '<ofd:FillColor Value="160 160 160"/>' };

/** The text of the cell in the first row and second column, in which each of these tests writes. */
async function cellOf(content: string): Promise<string | undefined> {
  return gridsOf(await read(TABLE + content))[0]?.cells[1]?.text;
}

describe("what is written on a page", () => {
  test.each([
    ["as one object with repeated offsets", write("1204", 62, 36)],
    ["as an object for every character", writeSingly("1204", 62, 36)],
    [
      "with the same object scaled",
      object(
        "TextObject",
        'Boundary="62 30 16 7" CTM="3 0 0 3 0 0" Font="4" Size="1"',
        code("1204", 'X="0" Y="2" DeltaX="g 3 0.5"'),
      ),
    ],
    ["with one offset for all", text("1204", 'X="0" Y="6" DeltaX="1.5"')],
    ["with more offsets than characters", text("1204", 'X="0" Y="6" DeltaX="g 9 1.5"')],
    ["without offsets", text("1204", 'X="0" Y="6"')],
    ["without a place of its own", text("12", 'X="0" Y="6" DeltaX="1.5"', code("04", 'X="3" DeltaX="1.5"'))],
    ["with a line end in it", text("12\n04", 'X="0" Y="6" DeltaX="g 3 1.5"')],
    ["in a block within a block", object("PageBlock", "", object("PageBlock", "", write("1204", 62, 36)))],
    ["twice, for bold print", write("1204", 62, 36) + write("1204", 62.1, 36)],
    ["in hexadecimal black", write("1204", 62, 36, { inner: '<ofd:FillColor Value="#00 #00 #00"/>' })],
    ["in a shade of colours", write("1204", 62, 36, { inner: "<ofd:FillColor><ofd:AxialShd/></ofd:FillColor>" })],
    [
      "with outlines only",
      write("1204", 62, 36, { more: 'Fill="false" Stroke="true"', inner: '<ofd:StrokeColor Value="0 0 0"/>' }),
    ],
    [
      "in white on a dark cell",
      filled({ left: 60, top: 30, width: 20, height: 8 }, "0 0 120") + write("1204", 62, 36, { inner: COLOURS.white }),
    ],
    ["on a white cell", filled({ left: 60, top: 30, width: 20, height: 8 }, "255 255 255") + write("1204", 62, 36)],
    [
      "under a ring",
      write("1204", 62, 36) +
        path(
          'Boundary="55 25 30 20" Fill="true" Stroke="false"',
          "M 0 0 L 30 0 L 15 20 C",
          '<ofd:FillColor Value="200 0 0"/>',
        ),
    ],
    [
      "under a shade",
      write("1204", 62, 36) +
        filled({ left: 60.5, top: 30.5, width: 19, height: 7 }, "0 0 0").replace(
          "/><ofd:Abb",
          "><ofd:AxialShd/></ofd:FillColor><ofd:Abb",
        ),
    ],
    [
      "under a colour that lets through",
      write("1204", 62, 36) + filled({ left: 60.5, top: 30.5, width: 19, height: 7 }, '255 255 0" Alpha="90'),
    ],
    ["under what is not shown", write("1204", 62, 36) + write("9", 70, 36, { more: 'Visible="false"' })],
    ["over writing that nothing paints", write("9", 70, 36, { more: 'Fill="false"' }) + write("1204", 62, 36)],
  ])("%s is read", async (_, content) => {
    expect(await cellOf(content)).toBe("1204");
  });

  test("figures of neighbouring cells in one object are two", async () => {
    const both = text("1234", 'X="0" Y="6" DeltaX="1.5 18.5 1.5"');
    expect(
      gridsOf(await read(TABLE + both))[0]
        ?.cells.map((cell) => cell.text)
        .slice(0, 3),
    ).toEqual(["A", "12", "34"]);
  });

  test("writing that is turned or slanted is no figure", async () => {
    const turned = object(
      "TextObject",
      'Boundary="60 30 20 8" CTM="0.7 0.7 -0.7 0.7 5 0" Font="4" Size="3"',
      code("12", 'X="0" Y="3" DeltaX="1.5"'),
    );
    expect(await cellOf(turned)).toBe("");
    const upright = text("12", 'X="0" Y="3" DeltaX="0" DeltaY="3"');
    expect(await cellOf(upright)).toBe("1\n2");
  });

  test.each([
    ["of the private use area", "\ue103\ue104"],
    ["of control", "&#x9d;&#x9d;"],
    ["written in digits", "\\0031\\0032"],
  ])("characters %s, which tell no text, are no blank cell", async (_, written) => {
    expect(await cellOf(text(written, 'X="0" Y="6" DeltaX="1.5"'))).toBe("\ufffd\ufffd");
  });

  test("glyphs in place of characters: two letters by one glyph, the rest by their own", async () => {
    const glyphs = transform(0, 2, "57") + transform(2, 1, "20");
    const written = text("fix", 'X="0" Y="6" DeltaX="2"', "", glyphs);
    expect(await cellOf(written)).toBe("fix");
  });

  test.each([
    ["of the object", 2],
    ["of their own code", 0],
  ])("glyphs by the characters %s", async (_, second) => {
    const further = transform(second, 2, "20 21") + code("12", 'X="3" DeltaX="1.5"');
    const written = text("34", 'X="0" Y="6" DeltaX="1.5"', further, transform(0, 2, "22 23"));
    expect(await cellOf(written)).toBe("3412");
  });

  test.each([
    ["one glyph for two digits", "12", "20 20"],
    ["two glyphs for one digit", "11", "20 21"],
    ["one glyph for a digit and a letter", "1x", "20 20"],
  ])("%s: what is seen is not what is written, and nothing is read", async (_, written, glyphs) => {
    const content = text(written, 'X="0" Y="6" DeltaX="1.5"', "", transform(0, 2, glyphs));
    expect((await refusalOf(madeOfd({ pages: [{ content: TABLE + content }] }))).reason).toContain("字形不一致");
  });
});

describe("a number that nobody sees is no empty cell: the page is not read", () => {
  test.each([
    ["outside the page", write("12", 230, 36)],
    ["in white on white", write("12", 62, 36, { inner: COLOURS.white })],
    ["in white of one channel", write("12", 62, 36, { inner: '<ofd:FillColor Value="255"/>' })],
    ["without ink of four", write("12", 62, 36, { inner: '<ofd:FillColor Value="0 0 0 0"/>' })],
    ["under a black bar", write("12", 62, 36) + filled({ left: 60.5, top: 30.5, width: 19, height: 7 }, "0 0 0")],
    ["with outlines of no colour", write("12", 62, 36, { more: 'Fill="false" Stroke="true"' })],
    ["as small as dust", write("12", 62, 36, { size: 0.2 })],
    ["under white paint", write("12", 62, 36) + filled({ left: 60.5, top: 30.5, width: 19, height: 7 }, "255 255 255")],
    ["with an alpha of nothing", write("12", 62, 36, { more: 'Alpha="0"' })],
    [
      "in a colour with an alpha of nothing",
      write("12", 62, 36, { inner: '<ofd:FillColor Value="0 0 0" Alpha="0"/>' }),
    ],
    ["beyond the box of its object", text("12", 'X="40" Y="6" DeltaX="1.5"')],
    ["outside what it is clipped to", write("12", 62, 36, { inner: clip("M 30 0 L 40 0 L 40 9 L 30 9 C") })],
  ])("%s", async (_, content) => {
    expect((await refusalOf(madeOfd({ pages: [{ content: TABLE + content }] }))).reason).toContain("看不见的数字（12");
  });

  test.each([
    ["within what it is clipped to", write("12", 62, 36, { inner: clip("M 0 0 L 9 0 L 9 9 L 0 9 C") })],
    [
      "within one of two areas",
      write("12", 62, 36, { inner: clip("M 0 0 L 9 0 L 9 9 L 0 9 C", "M 50 0 L 60 0 L 60 9 C") }),
    ],
    ["in grey", write("12", 62, 36, { inner: COLOURS.grey })],
  ])("%s it is read", async (_, content) => {
    expect(await cellOf(content)).toBe("12");
  });

  test("which colour is white, the colour space tells", async () => {
    const spaces = `<ofd:ColorSpaces><ofd:ColorSpace ID="5" Type="RGB"><ofd:Palette><ofd:CV>0 0 0</ofd:CV><ofd:CV>255 255 255</ofd:CV></ofd:Palette></ofd:ColorSpace>
      <ofd:ColorSpace ID="6" Type="GRAY" BitsPerComponent="16"/></ofd:ColorSpaces>`;
    const written = (colour: string) => write("12", 62, 36, { inner: `<ofd:FillColor ${colour}/>` });
    const fileOf = (colour: string) => madeOfd({ resources: spaces, pages: [{ content: TABLE + written(colour) }] });
    for (const white of ['ColorSpace="5" Index="1"', 'ColorSpace="6" Value="65535"'])
      expect((await refusalOf(fileOf(white))).reason).toContain("看不见");
    await expect(refusalOf(fileOf('ColorSpace="5" Index="0"'))).rejects.toThrow();
    await expect(refusalOf(fileOf('ColorSpace="6" Value="255"'))).rejects.toThrow();
  });

  test("drawing parameters give the colour that an object leaves open", async () => {
    const params = `<ofd:DrawParams><ofd:DrawParam ID="7" Relative="8"/><ofd:DrawParam ID="8"><ofd:FillColor Value="255 255 255"/></ofd:DrawParam>
      <ofd:DrawParam ID="9" Relative="9"/></ofd:DrawParams>`;
    const fileOf = (more: string) =>
      madeOfd({ resources: params, pages: [{ content: TABLE + write("12", 62, 36, { more }) }] });
    expect((await refusalOf(fileOf('DrawParam="7"'))).reason).toContain("看不见");
    await expect(refusalOf(fileOf('DrawParam="9"'))).rejects.toThrow();
  });
});

describe("a number that is crossed out", () => {
  const doubtOf = async (content: string) => gridsOf(await read(TABLE + content))[0]?.cells[1]?.doubt;
  const FIGURE = write("12", 62, 36);

  test.each([
    ["with a line", FIGURE + line(61, 35, 66, 35)],
    ["with a bar", FIGURE + bar(61, 35, 66, 35)],
    ["with a line from border to border", FIGURE + line(60, 35, 80, 35)],
    ["before it was written", line(61, 35, 66, 35) + FIGURE],
  ])("%s is in doubt", async (_, content) => {
    expect(await doubtOf(content)).toBe("struck");
  });

  test.each([
    ["underlined", FIGURE + line(61, 36.4, 66, 36.4)],
    ["under a line", FIGURE + line(61, 33, 66, 33)],
    ["beside a line", FIGURE + line(67, 35, 75, 35)],
    [
      "crossed out in white",
      FIGURE + path('Boundary="61 35 5 0"', "M 0 0 L 5 0", '<ofd:StrokeColor Value="255 255 255"/>'),
    ],
  ])("%s it is not", async (_, content) => {
    expect(await doubtOf(content)).toBeUndefined();
  });
});

describe("borders", () => {
  const cells = async (content: string) => gridsOf(await read(content)).map((grid) => [grid.rows, grid.columns]);
  const NUMBERS = write("12", 62, 44) + write("7", 82, 52);

  test.each([
    ["lines", raster(XS, YS)],
    [
      "one path of all lines",
      path(
        'Boundary="20 30 80 24"',
        [...XS.map((x) => `M ${x - 20} 0 L ${x - 20} 24`), ...YS.map((y) => `M 0 ${y - 30} L 80 ${y - 30}`)].join(" "),
      ),
    ],
    [
      "rectangles",
      XS.slice(0, -1)
        .flatMap((x, i) =>
          YS.slice(0, -1).map((y, k) =>
            path(
              `Boundary="${x} ${y} ${XS[i + 1]! - x} ${YS[k + 1]! - y}"`,
              `M 0 0 L ${XS[i + 1]! - x} 0 L ${XS[i + 1]! - x} 8 L 0 8 C`,
            ),
          ),
        )
        .join(""),
    ],
  ])("drawn as %s make a table", async (_, borders) => {
    expect(await cells(borders + NUMBERS)).toEqual([[3, 3]]);
  });

  test.each([
    ["not shown", 'Visible="false"', ""],
    ["white", "", '<ofd:StrokeColor Value="255 255 255"/>'],
    ["without colour", 'Stroke="false"', ""],
    ["transparent", 'Alpha="3"', ""],
  ])("%s are none", async (_, more, inner) => {
    const unseen = (x0: number, y0: number, x1: number, y1: number): string =>
      path(`Boundary="${x0} ${y0} ${x1 - x0} ${y1 - y0}" ${more}`, `M 0 0 L ${x1 - x0} ${y1 - y0}`, inner);
    expect(await cells(raster(XS, YS, unseen) + NUMBERS)).toEqual([]);
  });

  test("curves and arcs draw no border, and the path goes on at their end", async () => {
    const round = path(
      'Boundary="0 0 210 297"',
      "M 20 50 Q 20 54 24 54 B 30 54 40 54 50 54 A 5 5 0 0 1 60 54 L 100 54",
    );
    expect(
      await cells(
        line(20, 30, 100, 30) + line(20, 30, 20, 54) + line(100, 30, 100, 54) + line(60, 30, 60, 54) + round + NUMBERS,
      ),
    ).toEqual([[1, 2]]);
  });
});

function code(written: string, attributes: string): string {
  return `<ofd:TextCode ${attributes}>${written}</ofd:TextCode>`;
}

/** A text object in the cell at (62, 30), its base line 6 mm below. */
function text(written: string, attributes: string, further = "", before = ""): string {
  return object("TextObject", 'Boundary="62 30 30 8" Font="4" Size="3"', before + code(written, attributes) + further);
}

function transform(position: number, codes: number, glyphs: string): string {
  const count = glyphs.split(" ").length;
  const attributes = `CodePosition="${position}" CodeCount="${codes}" GlyphCount="${count}"`;
  return `<ofd:CGTransform ${attributes}><ofd:Glyphs>${glyphs}</ofd:Glyphs></ofd:CGTransform>`;
}

function clip(...areas: readonly string[]): string {
  const made = areas.map(
    (data) => `<ofd:Area>${path('Boundary="0 0 90 90"', data).replaceAll("PathObject", "Path")}</ofd:Area>`,
  );
  return `<ofd:Clips><ofd:Clip>${made.join("")}</ofd:Clip></ofd:Clips>`;
}
