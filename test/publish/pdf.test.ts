import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { describe, expect, it } from "vitest";
import { keepsTogether, LAST_TEXT, SIGNATURE } from "../../src/publish/pdf/page-breaks.js";
import { oneTypeface, type Typefaces } from "../../src/typeface.js";
import { madePublication, printed } from "./making.js";

/** Fonts without Chinese characters are enough to see which face is used where, and they are there on every machine. */
function roboto(style: string): { readonly name: string; readonly bytes: Uint8Array } {
  const path = createRequire(import.meta.url).resolve(`pdfmake/fonts/Roboto/Roboto-${style}.ttf`);
  return { name: style, bytes: new Uint8Array(readFileSync(path)) };
}

const regular = roboto("Regular");
const FONTS: Typefaces = {
  title: roboto("Medium"),
  heading: roboto("MediumItalic"),
  subheading: roboto("Italic"),
  body: regular,
  table: regular,
};

interface StructureNode {
  readonly role?: string;
  readonly id?: string;
  readonly children?: readonly StructureNode[];
}

interface Read {
  /** role and text of every heading and paragraph, in the order in which they are read. */
  readonly pieces: readonly string[];
  readonly roles: readonly string[];
  readonly fonts: ReadonlySet<string>;
  readonly raw: string;
}

async function readTagged(bytes: Uint8Array): Promise<Read> {
  const document = await getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 }).promise;
  const pieces: string[] = [];
  const roles: string[] = [];
  const fonts = new Set<string>();
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const texts = textsById((await page.getTextContent({ includeMarkedContent: true })).items);
    await page.getOperatorList();
    const walk = (node: StructureNode, role: string): void => {
      if (node.role && node.role !== "Root") roles.push(node.role);
      if (node.id) pieces.push(`${role} ${texts.get(node.id)?.trim() ?? ""}`);
      for (const child of node.children ?? []) walk(child, node.role ?? role);
    };
    walk((await page.getStructTree()) as StructureNode, "");
  }
  await document.destroy();
  const raw = Buffer.from(bytes).toString("latin1");
  for (const match of raw.matchAll(/\/FontName \/[A-Z]+\+([\w-]+)/g)) fonts.add(match[1] ?? "");
  return { pieces, roles, fonts, raw };
}

/** The text between each mark and its end. */
function textsById(items: readonly unknown[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let id: string | undefined;
  for (const item of items as readonly { type?: string; id?: string; str?: string }[]) {
    if (item.type?.startsWith("beginMarkedContent")) id = item.id;
    else if (item.type === "endMarkedContent") id = undefined;
    else if (id !== undefined) texts.set(id, (texts.get(id) ?? "") + (item.str ?? ""));
  }
  return texts;
}

describe("writePdf", () => {
  it("is tagged: title, headings and paragraphs in their order, tables with their headings", async () => {
    const publication = madePublication({ pdfFonts: FONTS });
    const [form] = publication.consolidation.forms;
    const { pieces, roles, raw } = await readTagged(await printed(publication));
    const count = (role: string) => roles.filter((one) => one === role).length;
    expect(raw).toContain("/Marked true");
    expect(raw).toContain("/Lang (zh-CN)");
    expect(raw).toContain("/DisplayDocTitle true");
    expect(pieces[0]).toMatch(/^H1 .*2022/);
    expect(count("H2")).toBe(form.outline.parts.length);
    expect(count("H3")).toBeGreaterThan(1);
    expect(count("Table")).toBe(3);
    expect(pieces.filter((piece) => piece === "TD 120.55")).toHaveLength(1);
    expect(pieces.at(-1)).toMatch(/^P 2023.*3.*31/);
    expect(raw).toMatch(/\/O \/Table\s+\/ColSpan 7\s+\/Scope \/Column/);
    expect(raw).toMatch(/\/Scope \/Row/);
    expect(pieces.filter((piece) => /— \d+ —/.test(piece))).toEqual([]);
  });

  it("prints each part in its face", async () => {
    const { fonts } = await readTagged(await printed(madePublication({ pdfFonts: FONTS })));
    expect([...fonts].sort()).toEqual(["Roboto-Italic", "Roboto-Medium", "Roboto-MediumItalic", "Roboto-Regular"]);
  });

  it("takes from a collection of fonts the one for simplified Chinese, else the first", async () => {
    const pair = collection([roboto("Italic").bytes, regular.bytes]);
    const publication = madePublication({ pdfFonts: oneTypeface({ name: "pair.ttc", bytes: pair }) });
    const { fonts } = await readTagged(await printed(publication));
    expect([...fonts]).toEqual(["Roboto-Italic"]);
  });

  it("keeps the properties readable whatever the title holds", async () => {
    const publication = madePublication({ pdfFonts: FONTS, government: "<甲>&乙" });
    const document = await getDocument({ data: await printed(publication), verbosity: 0 }).promise;
    const { metadata } = await document.getMetadata();
    expect(metadata.get("dc:creator")).toEqual(["＜甲＞＆乙"]);
    await document.destroy();
  });
});

/** Fonts in one file: their tables are listed from its beginning. */
function collection(fonts: readonly Uint8Array[]): Uint8Array {
  const head = 12 + 4 * fonts.length;
  const starts = fonts.map((_, index) => head + fonts.slice(0, index).reduce((total, one) => total + one.length, 0));
  const bytes = new Uint8Array(head + fonts.reduce((total, one) => total + one.length, 0));
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("ttcf"));
  view.setUint32(4, 0x10000);
  view.setUint32(8, fonts.length);
  for (const [index, font] of fonts.entries()) {
    const start = starts[index] ?? 0;
    view.setUint32(12 + 4 * index, start);
    bytes.set(font, start);
    for (let left = view.getUint16(start + 4), at = start + 12; left > 0; left -= 1, at += 16)
      view.setUint32(at + 8, view.getUint32(at + 8) + start);
  }
  return bytes;
}

describe("keepsTogether", () => {
  const around = (here: readonly object[], next: readonly object[] = []) => ({
    getFollowingNodesOnPage: () => here as never,
    getNodesOnNextPage: () => next as never,
  });
  const lines = [{ style: SIGNATURE }, { style: SIGNATURE }];
  const last = { style: LAST_TEXT, pageNumbers: [4] };

  it("lets no heading end a page", () => {
    expect(keepsTogether({ headlineLevel: 1, pageNumbers: [1] }, around([{ headlineLevel: 2 }]))).toBe(true);
    expect(keepsTogether({ headlineLevel: 1, pageNumbers: [1] }, around([{ headlineLevel: 2 }, {}]))).toBe(false);
  });

  it("takes the last paragraph to the page of the signature", () => {
    expect(keepsTogether(last, around(lines))).toBe(false);
    expect(keepsTogether(last, around([]))).toBe(true);
    expect(keepsTogether(last, around(lines.slice(1)))).toBe(true);
    const divided = { ...last, pageNumbers: [4, 5] };
    expect(keepsTogether(divided, around([], lines))).toBe(false);
    expect(keepsTogether(divided, around([], []))).toBe(true);
    expect(keepsTogether({ pageNumbers: [4] }, around([]))).toBe(false);
  });
});
