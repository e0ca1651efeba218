import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import {
  filled,
  type MadeOfd,
  madeOfd,
  object,
  ofdEntries,
  part,
  path,
  raster,
  read,
  write,
  XS,
  YS,
} from "../made-ofd.js";
import { gridsOf, type MadeEntry, makeZip, readAll, readOne, refusalOf, textsOf } from "../making.js";

const RULED = raster(XS, YS) + write("A", 21, 36);
const FIGURE = write("12", 62, 36);
const PICTURES =
  '<ofd:MultiMedias><ofd:MultiMedia ID="8" Type="Image"><ofd:MediaFile>a.dat</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>';
const PICTURE = object("ImageObject", 'Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="8"', "");

async function figureOf(made: MadeOfd): Promise<string | undefined> {
  return gridsOf(await readOne(madeOfd(made), "年报.ofd"))[0]?.cells[1]?.text;
}

async function reasonOf(made: MadeOfd): Promise<string> {
  return (await refusalOf(madeOfd(made))).reason;
}

function withoutEntry(made: MadeOfd, name: string): Uint8Array {
  return makeZip(ofdEntries(made).filter((entry) => entry.name !== name));
}

function renamed(entries: readonly MadeEntry[], names: Readonly<Record<string, string>>): readonly MadeEntry[] {
  return entries.map((entry) => ({ ...entry, name: names[String(entry.name)] ?? entry.name }));
}

describe("a document of pages", () => {
  test("lines of text and tables come in reading order, with the page and the line", async () => {
    const document = await read(write("标题", 20, 20) + RULED + FIGURE, write("第二页", 20, 20));
    expect(document.format).toBe("ofd");
    expect(document.blocks.map(({ sheet, kind }) => [sheet, kind])).toEqual([
      ["第1页", "text"],
      ["第1页", "grid"],
      ["第2页", "text"],
    ]);
    expect(textsOf(document).map(({ lines }) => lines.map(({ text, place }) => [text, place]))).toEqual([
      [["标题", "第1行"]],
      [["第二页", "第1行"]],
    ]);
    expect(gridsOf(document)[0]?.cells[1]).toMatchObject({ text: "12", place: "第2行" });
  });

  test("the form is a template, what was filled in is the page", async () => {
    expect(await figureOf({ templates: { t: RULED }, pages: [{ template: "t", content: FIGURE }] })).toBe("12");
  });

  test("layers are painted by their kind, whatever their order in the file", async () => {
    const white = filled({ left: 60, top: 30, width: 20, height: 8 }, "255 255 255");
    const layer = (type: string, content: string): string => `<ofd:Layer Type="${type}" ID="2">${content}</ofd:Layer>`;
    const body = layer("Body", RULED + FIGURE);
    expect(await figureOf({ pages: [{ layers: body + layer("Background", white) }] })).toBe("12");
    expect(await reasonOf({ pages: [{ layers: layer("Foreground", white) + body }] })).toContain("看不见");
  });

  test("units that several places use are drawn where they are placed, within each other", async () => {
    const unit = (id: number, content: string): string =>
      `<ofd:CompositeGraphicUnit ID="${id}" Width="210" Height="297"><ofd:Content>${content}</ofd:Content></ofd:CompositeGraphicUnit>`;
    const place = (id: number, x: number): string =>
      object("CompositeObject", `Boundary="${x} 0 190 297" ResourceID="${id}"`, "");
    const resources = `<ofd:CompositeGraphicUnits>${unit(5, place(6, 10))}${unit(6, write("12", 42, 36))}</ofd:CompositeGraphicUnits>`;
    expect(await figureOf({ resources, pages: [{ content: RULED + place(5, 10) }] })).toBe("12");
    expect(await reasonOf({ pages: [{ content: RULED + place(5, 10) }] })).toContain("缺少页面所用的图元");
  });

  test("places within the file: from the root, with other signs, or from the root without saying so", async () => {
    const [main, ...rest] = ofdEntries({ pages: [{ content: RULED + FIGURE }] });
    for (const root of ["/Doc_0/Document.xml", ".\\Doc_0\\Document.xml", " ./Doc_0/../Doc_0/Document.xml "]) {
      const content = String(main?.content).replace("Doc_0/Document.xml", root);
      expect(gridsOf(await readOne(makeZip([{ name: "OFD.xml", content }, ...rest])))[0]?.cells[1]?.text).toBe("12");
    }
    const moved = rest.map((entry) => ({
      ...entry,
      content: String(entry.content).replace('BaseLoc="Pages/', 'BaseLoc="Doc_0/Pages/'),
    }));
    expect(gridsOf(await readOne(makeZip([main!, ...moved])))[0]?.cells[1]?.text).toBe("12");
    const lower = renamed([main!, ...rest], { "OFD.xml": "ofd.XML" });
    expect((await readOne(makeZip(lower))).format).toBe("ofd");
  });

  test("several documents in one file are read one after the other", async () => {
    const [main, ...rest] = ofdEntries({ pages: [{ content: RULED + FIGURE }] });
    const again = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    const content = String(main?.content).replace("</ofd:OFD>", again);
    const document = await readOne(makeZip([{ name: "OFD.xml", content }, ...rest]));
    expect(document.blocks.map(({ sheet }) => sheet)).toEqual(["文档1第1页", "文档2第1页"]);
  });
});

describe("what else a file holds is said, and is no hindrance", () => {
  test("signatures and seals", async () => {
    const signed = {
      pages: [{ content: RULED + FIGURE }],
      body: "<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures>",
      entries: [
        part(
          "Doc_0/Signs/Signatures.xml",
          "Signatures",
          '<ofd:Signature ID="1" Type="Seal" BaseLoc="S/Signature.xml"/>',
        ),
      ],
    };
    expect((await readOne(madeOfd(signed))).remarks).toEqual([{ kind: "signed" }]);
    expect(await figureOf(signed)).toBe("12");
  });

  test("a list of signatures or attachments that is damaged or missing is no hindrance", async () => {
    const made = {
      pages: [{ content: RULED + FIGURE }],
      body: "<ofd:Signatures>Signs.xml</ofd:Signatures>",
      document: "<ofd:Attachments>Attachments.xml</ofd:Attachments>",
    };
    const damaged = [{ name: "Signs.xml", content: "<a" }];
    for (const entries of [[], damaged])
      expect((await readOne(madeOfd({ ...made, entries }))).remarks).toEqual([{ kind: "signed" }]);
  });

  test("attachments, by their names", async () => {
    const attachments = [
      '<ofd:Attachment Name="年报表.xlsx" ID="1"><ofd:FileLoc>/Doc_0/a_1.xlsx</ofd:FileLoc></ofd:Attachment>',
      '<ofd:Attachment Name="说明" Format="docx" ID="2"><ofd:FileLoc>a_2.dat</ofd:FileLoc></ofd:Attachment>',
      '<ofd:Attachment ID="3"><ofd:FileLoc>Attachs/b.pdf</ofd:FileLoc></ofd:Attachment>',
    ];
    const document = await readOne(
      madeOfd({
        pages: [{ content: RULED + FIGURE }],
        document: "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        entries: [part("Doc_0/Attachs/Attachments.xml", "Attachments", attachments.join(""))],
      }),
    );
    expect(document.remarks).toEqual([{ kind: "attached", names: ["年报表.xlsx", "说明.docx", "b.pdf"] }]);
  });

  const annotated = (attributes: string, content: string): MadeOfd => ({
    pages: [{ content: RULED }],
    document: "<ofd:Annotations>Annots.xml</ofd:Annotations>",
    entries: [
      part(
        "Doc_0/Annots.xml",
        "Annotations",
        '<ofd:Page PageID="1"><ofd:FileLoc>Annots/1.xml</ofd:FileLoc></ofd:Page>',
      ),
      part(
        "Doc_0/Annots/1.xml",
        "PageAnnot",
        `<ofd:Annot ID="1" ${attributes}><ofd:Appearance Boundary="60 30 30 8">${content}</ofd:Appearance></ofd:Annot>`,
      ),
    ],
  });

  test("an annotation that crosses a figure out puts it in doubt", async () => {
    const made = annotated('Type="Highlight" Subtype="StrikeOut"', path('Boundary="1 5 5 0"', "M 0 0 L 5 0"));
    const document = await readOne(madeOfd({ ...made, pages: [{ content: RULED + FIGURE }] }));
    expect(gridsOf(document)[0]?.cells[1]?.doubt).toBe("struck");
  });

  test.each([
    ['Type="Path"', "12"],
    ['Type="Stamp" Subtype="FreeText"', "12"],
    ['Type="Path" Visible="false"', ""],
    ['Type="Watermark"', ""],
    ['Type="Stamp"', ""],
    ['Type="Highlight"', ""],
  ])("an annotation of %s holds %j", async (attributes, text) => {
    expect(await figureOf(annotated(attributes, write("12", 2, 6)))).toBe(text);
  });
});

describe("pictures", () => {
  const png = (colours: number, more = "") =>
    new TextEncoder()
      .encode(`\u0001PNG\r\n\u001a\n0000IHDR00000000\u0008${String.fromCharCode(colours)}000${more}0000IDAT`)
      .fill(0x89, 0, 1);
  const pictured = (content: string, picture: Uint8Array): MadeOfd => ({
    resources: PICTURES,
    pages: [{ content }],
    entries: [{ name: "Doc_0/a.dat", content: picture }],
  });
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);

  test.each([
    ["a picture that lets nothing through", RULED + FIGURE + PICTURE, jpeg],
    ["one without transparent colours", RULED + FIGURE + PICTURE, png(2)],
  ])("over figures, %s hides them", async (_, content, picture) => {
    expect(await reasonOf(pictured(content, picture))).toContain("看不见的数字");
  });

  test.each([
    ["that may let through", RULED + FIGURE + PICTURE, png(6)],
    ["with a transparent colour", RULED + FIGURE + PICTURE, png(3, "tRNS")],
    ["behind the figures", PICTURE + RULED + FIGURE, jpeg],
    ["that is half transparent", RULED + FIGURE + PICTURE.replace("ResourceID", 'Alpha="90" ResourceID'), jpeg],
    [
      "that is mixed with the page",
      RULED + FIGURE + PICTURE.replace("ResourceID", 'BlendMode="Multiply" ResourceID'),
      jpeg,
    ],
    ["of another kind", RULED + FIGURE + PICTURE, Uint8Array.of(1, 2, 3)],
  ])("one %s does not", async (_, content, picture) => {
    expect(await figureOf(pictured(content, picture))).toBe("12");
  });

  test("a page of nothing else is a scan, and so is a file of such pages", async () => {
    const made = pictured(PICTURE, jpeg);
    expect(await refusalOf(madeOfd(made))).toMatchObject({
      rule: "FILE.UNSUPPORTED",
      reason: "OFD 没有文字层，可能是扫描件",
    });
    const both = await readOne(madeOfd({ ...made, pages: [...made.pages, { content: RULED + FIGURE }] }));
    expect(both.remarks).toEqual([{ kind: "pictures", pages: ["第1页"] }]);
  });
});

describe("what is refused, by name", () => {
  const MADE: MadeOfd = { templates: { t: RULED }, pages: [{ template: "t", content: FIGURE }] };

  test.each(["Doc_0/Document.xml", "Doc_0/Tpls/t.xml", "Doc_0/Pages/Page_0/Content.xml"])(
    "a file without its %s",
    async (name) => {
      const { rule, reason } = await refusalOf(withoutEntry(MADE, name));
      expect([rule, reason]).toEqual(["FILE.UNREADABLE", expect.stringContaining(name.split("/").at(-1)!)]);
    },
  );

  test("a file without the resources it names only lacks what they define", async () => {
    expect(gridsOf(await readOne(withoutEntry(MADE, "Doc_0/PublicRes.xml")))[0]?.cells[1]?.text).toBe("12");
  });

  test("an encrypted file", async () => {
    const made = { ...MADE, entries: [part("Encryptions.xml", "Encryptions", "")] };
    expect((await refusalOf(madeOfd(made))).rule).toBe("FILE.ENCRYPTED");
  });

  test("versions of which the current one is another document", async () => {
    const versioned = (root: string): MadeOfd => ({
      ...MADE,
      body: '<ofd:Versions><ofd:Version ID="2" Current="true" BaseLoc="Doc_0/Versions/v2.xml"/></ofd:Versions>',
      entries: [part("Doc_0/Versions/v2.xml", "DocVersion", `<ofd:DocRoot>${root}</ofd:DocRoot>`)],
    });
    expect(await figureOf(versioned("../Document.xml"))).toBe("12");
    expect(await reasonOf(versioned("Document.xml"))).toContain("几个版本");
  });

  test.each([
    ["a box that is none", FIGURE.replace('Boundary="', 'Boundary="x ')],
    ["a place beyond any page", write("12", 1e300, 36)],
    ["a size that is none", FIGURE.replace('Size="3"', 'Size="large"')],
    ["no size", FIGURE.replace('Size="3"', "")],
    ["an offset that is none", FIGURE.replace('DeltaX="1.5"', 'DeltaX="1,5"')],
    ["repeated offsets that end", FIGURE.replace('DeltaX="1.5"', 'DeltaX="g 4"')],
    ["a path of unknown signs", path('Boundary="0 0 9 9"', "M 0 0 X 4 4")],
    ["a path that ends early", path('Boundary="0 0 9 9"', "M 0 0 L 4")],
    ["a page that is no XML", "<ofd:TextObject"],
  ])("a page with %s", async (_, content) => {
    expect((await refusalOf(madeOfd({ pages: [{ content: RULED + content }] }))).rule).toBe("FILE.UNREADABLE");
  });
});

describe("files made to swell or to go round are refused", () => {
  const rule = async (made: MadeOfd): Promise<string> => (await refusalOf(madeOfd(made))).rule;
  const unit = (id: number, inner: number): string =>
    `<ofd:CompositeGraphicUnit ID="${id}"><ofd:Content>${object("CompositeObject", `ResourceID="${inner}"`, "").repeat(9)}</ofd:Content></ofd:CompositeGraphicUnit>`;

  test("units within themselves", async () => {
    const resources = `<ofd:CompositeGraphicUnits>${unit(5, 5)}</ofd:CompositeGraphicUnits>`;
    expect(await rule({ resources, pages: [{ content: object("CompositeObject", 'ResourceID="5"', "") }] })).toBe(
      "FILE.TOO_LARGE",
    );
  });

  test("units of nine units of nine units", async () => {
    const resources = `<ofd:CompositeGraphicUnits>${Array.from({ length: 15 }, (_, at) => unit(at, at + 1)).join("")}${unit(15, 16)}
      <ofd:CompositeGraphicUnit ID="16"/></ofd:CompositeGraphicUnits>`;
    expect(await rule({ resources, pages: [{ content: object("CompositeObject", 'ResourceID="0"', "") }] })).toBe(
      "FILE.TOO_LARGE",
    );
  });

  test.each([
    ["blocks in blocks", `${"<ofd:PageBlock>".repeat(200)}${"</ofd:PageBlock>".repeat(200)}`],
    ["an object for every thing there is", "<ofd:PathObject/>".repeat(200_001)],
    ["a path of a million lines", path('Boundary="0 0 9 9"', `M 0 0 ${"L 1 1 ".repeat(200_000)}`)],
    ["a text of a million characters", write("12", 62, 36).replace(">12<", `>${"1".repeat(1_000_000)}<`)],
  ])("%s", async (_, content) => {
    expect(await rule({ pages: [{ content }] })).toBe("FILE.TOO_LARGE");
  });

  test("offsets repeated a billion times are as many as there are characters", async () => {
    expect(
      await figureOf({ pages: [{ content: RULED + FIGURE.replace('DeltaX="1.5"', 'DeltaX="g 999999999 1.5"') }] }),
    ).toBe("12");
  });

  test("a page for every entry of a list", async () => {
    const [main, root, ...rest] = ofdEntries({ pages: [{ content: RULED }] });
    const content = String(root?.content).replace(/<ofd:Page ID[^>]*>/, (one) => one.repeat(1001));
    expect((await refusalOf(makeZip([main!, { name: "Doc_0/Document.xml", content }, ...rest]))).rule).toBe(
      "FILE.TOO_LARGE",
    );
  });

  test("more cells and words than the limit", async () => {
    const [result] = await readAll(madeOfd({ pages: [{ content: RULED }] }), "a.ofd", { ...DEFAULT_LIMITS, cells: 5 });
    expect(result?.outcome).toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
  });
});
