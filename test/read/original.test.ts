import { expect, test } from "vitest";
import { sha256 } from "../../src/bytes.js";
import { joined } from "../../src/publish/joined.js";
import { DEFAULT_LIMITS, openOriginal, originalWithin } from "../../src/read/read.js";
import { zipped } from "../../src/zip.js";

function archive(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const encoder = new TextEncoder();
  return joined([
    ...zipped(
      Object.entries(files).map(([name, content]) => ({
        name,
        content: [typeof content === "string" ? encoder.encode(content) : content],
      })),
    ),
  ]);
}

const INNER = archive({ "年报/水利局.xlsx": "内容", "其他.txt": "x" });
const OUTER = archive({ "b.zip": INNER });
const HASH = sha256(new TextEncoder().encode("内容"));

test("an original is found in its archives, and only if it is the one that was read", () => {
  const found = (inner: readonly string[], hash = HASH): string | undefined => {
    const bytes = originalWithin(OUTER, inner, hash, DEFAULT_LIMITS);
    return bytes && new TextDecoder().decode(bytes);
  };
  expect(found(["b.zip", "年报/水利局.xlsx"])).toBe("内容");
  expect(found(["b.zip", "年报/水利局.xlsx"], sha256(INNER))).toBeUndefined();
  expect(found(["b.zip", "年报/林业局.xlsx"])).toBeUndefined();
  expect(found(["b.zip", "其他.txt", "a.xlsx"])).toBeUndefined();
  expect(originalWithin(OUTER, [], sha256(OUTER), DEFAULT_LIMITS)).toBe(OUTER);
  expect(originalWithin(OUTER, [], HASH, DEFAULT_LIMITS)).toBeUndefined();
});

const RELATION = (id: string, kind: string, more: string): string =>
  `<Relationship Id="${id}" Type="http://x/${kind}" ${more}/>`;

test("an original's parts are found whatever the case of their names, with all that leads outside", () => {
  const relations = `<Relationships>${RELATION("a", "hyperlink", 'Target="http://x/" TargetMode="External"')}${RELATION("b", "drawing", 'Target="../Drawings/d.xml"')}</Relationships>`;
  const parts = openOriginal(
    archive({ "XL/Sheets/s.xml": "<a/>", "XL/Sheets/_rels/s.xml.rels": relations, "xl/drawings/D.xml": "<b>" }),
    DEFAULT_LIMITS,
  );
  expect(parts.nameOf("xl/sheets/S.xml")).toBe("XL/Sheets/s.xml");
  expect(parts.outside).toEqual(["hyperlink"]);
  expect(parts.ids("xl/sheets/s.xml")).toEqual(["a", "b"]);
  expect([...parts.relations("xl/sheets/s.xml")]).toEqual([["b", { kind: "drawing", target: "xl/Drawings/d.xml" }]]);
  expect(parts.xml("xl/sheets/s.xml")).toBe("<a/>");
  expect(parts.text("xl/drawings/d.xml")).toBe("<b>");
  expect(() => parts.xml("xl/drawings/d.xml")).toThrow("XML");
  expect(joined(parts.packed("XL/Sheets/s.xml").pieces).length).toBe(parts.packed("XL/Sheets/s.xml").size);
});

test.each([
  '<c r="A1"><v>1</c></v>',
  '<c r="A1" s="1><v>1</v></c>',
  '<c r="A1"><v>1</v>',
  '<c r="A1"><v>&none;</v></c>',
  '<c r="A1"><f>A1 < 2</f></c>',
  '<c r="A1"><v>1</v></d>',
  '<c r="A1" s=1/>',
  '<c r="A1" s="&none;"/>',
])("a sheet with a cell that is not well-formed is refused: %s", (cell) => {
  const sheet = `<worksheet><c r="A1" s="1"><f>1</f><v>1</v></c><c/>${cell}</worksheet>`;
  const parts = openOriginal(archive({ "xl/a.xml": sheet }), DEFAULT_LIMITS);
  expect(() => parts.xml("xl/a.xml")).toThrow("内部 XML");
  expect(() => parts.common("xl/a.xml")).toThrow("内部 XML");
});

test("a part that came before counts against the limits all the same, and is refused again if it is broken", () => {
  const bytes = archive({ "xl/workbook.xml": `<workbook>${" ".repeat(1000)}</workbook>`, "xl/b.xml": "<b>" });
  const limits = { ...DEFAULT_LIMITS, inflatedBytes: 2500 };
  for (let time = 0; time < 2; time += 1) {
    const parts = openOriginal(bytes, limits);
    expect(() => parts.common("xl/b.xml")).toThrow("内部 XML");
    expect(parts.common("xl/workbook.xml")).toHaveLength(1021);
    expect(parts.common("xl/workbook.xml")).toHaveLength(1021);
    expect(() => parts.common("xl/workbook.xml")).toThrow();
  }
});
