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
