import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, describe, expect, it, vi } from "vitest";
import { figureCode } from "../../src/figure.js";
import { figureText } from "../../src/publish/figure-text.js";
import { type Publication, publish } from "../../src/publish/publish.js";
import { paperOf } from "../../src/publish/report/report.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { writeDocx } from "../../src/publish/word/word.js";
import { oneTypeface } from "../../src/typeface.js";
import { madePublication, printed } from "./making.js";
import { docxGrids, docxPart, elementsOf, figuresIn, htmlGrids, textOf, unzip, wordText } from "./reading.js";
import { pdfLines } from "./reading-pdf.js";

/** A font without Chinese characters is enough to read figures back, and it is there on every machine. */
const fontPath = createRequire(import.meta.url).resolve("pdfmake/fonts/Roboto/Roboto-Regular.ttf");
const pdfFonts = oneTypeface({ name: "Roboto", bytes: new Uint8Array(readFileSync(fontPath)) });
const EVIL = `<script>alert(1)</script><b onmouseover="x">&amp;'甲"]]>\u0007{year`;

function wordParagraphs(xml: string): readonly string[] {
  return xml.match(/<w:p>.*?<\/w:p>|<w:p\/>/gs) ?? [];
}

function expectedFigures({ consolidation }: Publication): ReadonlyMap<string, string> {
  const shown = [...consolidation.forms[0].figures.values()].filter((figure) => !figure.optional);
  return new Map(shown.map((figure) => [figure.code, figureText(consolidation.figures.get(figure.code))]));
}

/** Office text, reasons and the government's name full of markup. */
function evilPublication(): Publication {
  const publication = madePublication({ missing: true, government: EVIL, unitName: EVIL });
  const officeText = publication.officeText.map((section) => ({
    ...section,
    paragraphs: [{ text: EVIL, place: "第1行" }],
  }));
  return { ...publication, officeText, consolidation: { ...publication.consolidation, reasons: [`${EVIL}未报`] } };
}

const readable = EVIL.replace("\u0007", "⟨U+0007⟩");

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("writeDocx", () => {
  it.each(["2021", "2019"])("has every figure of the %s form in its place", (edition) => {
    const publication = madePublication({ edition });
    expect(figuresIn(docxGrids(writeDocx(paperOf(publication))), publication.consolidation.forms[0])).toEqual(
      expectedFigures(publication),
    );
  });

  it("has all 200 figures", () => {
    const publication = madePublication();
    expect(figuresIn(docxGrids(writeDocx(paperOf(publication))), publication.consolidation.forms[0]).size).toBe(200);
  });

  it("notices an altered figure", () => {
    const publication = madePublication();
    const grids = docxGrids(writeDocx(paperOf(publication))).map((grid) =>
      grid.map((line) => line.map((text) => (text === "120.55" ? "120.56" : text))),
    );
    expect(figuresIn(grids, publication.consolidation.forms[0])).not.toEqual(expectedFigures(publication));
  });

  it("is laid out as an official document", () => {
    const bytes = writeDocx(paperOf(madePublication()));
    const xml = docxPart(bytes, "word/document.xml");
    expect(xml).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/);
    expect(xml).toContain('w:firstLineChars="200"');
    const styles = docxPart(bytes, "word/styles.xml");
    expect(styles).toMatch(/w:styleId="Title">.*?<w:jc w:val="center"\/>.*?方正小标宋简体.*?<w:sz w:val="44"\/>/s);
    expect(styles).toMatch(/w:styleId="Heading1">.*?<w:outlineLvl w:val="0"\/>.*?w:eastAsia="黑体".*?w:val="32"/s);
    expect(styles).toMatch(/w:styleId="Heading2">.*?<w:outlineLvl w:val="1"\/>.*?w:eastAsia="楷体_GB2312"/s);
    expect(styles).toMatch(
      /w:eastAsia="仿宋_GB2312".*<w:sz w:val="32"\/>.*<w:spacing w:after="0" w:before="0" w:line="579" w:lineRule="exact"\/>/s,
    );
    expect(docxPart(bytes, "word/settings.xml")).toContain("<w:evenAndOddHeaders/>");
  });

  it("has the parts as headings of Word's own, with their numbers as text", () => {
    const publication = madePublication();
    const paragraphs = wordParagraphs(docxPart(writeDocx(paperOf(publication)), "word/document.xml"));
    const styled = (style: string) =>
      paragraphs.filter((one) => one.includes(`<w:pStyle w:val="${style}"/>`)).map((one) => wordText(one));
    expect(styled("Title")).toEqual(["瑞金市人民政府2022年政府信息公开工作年度报告"]);
    expect(styled("Heading1")).toEqual(publication.consolidation.forms[0].outline.parts.map((part) => part.heading));
    expect(styled("Heading2")[0]).toBe("（一）主动公开情况");
    expect(paragraphs.join("")).not.toContain("<w:numPr>");
  });

  it("never leaves the signature alone on a page", () => {
    const paragraphs = wordParagraphs(docxPart(writeDocx(paperOf(madePublication())), "word/document.xml"));
    const [text, blank, name, date] = paragraphs.slice(-4) as [string, string, string, string];
    expect([text, blank, name, date].map(wordText)).toEqual([
      "我市未向申请人收取过信息处理费。",
      "",
      "瑞金市人民政府",
      "2023年3月31日",
    ]);
    for (const kept of [text, blank, name]) expect(kept).toContain("<w:keepNext/>");
    for (const line of [name, date]) expect(line).toContain('<w:jc w:val="right"/>');
    expect([name, date].map((line) => /<w:ind w:right="(\d+)"/.exec(line)?.[1])).toEqual(["1200", "1280"]);
  });

  it("numbers odd pages at the right and even pages at the left", () => {
    const bytes = writeDocx(paperOf(madePublication()));
    const footers = [...unzip(bytes)]
      .filter(([name]) => /word\/footer\d\.xml/.test(name))
      .map(([, part]) => new TextDecoder().decode(part));
    const document = docxPart(bytes, "word/document.xml");
    const relations = docxPart(bytes, "word/_rels/document.xml.rels");
    const footerOf = (type: string) => {
      const id =
        new RegExp(`<w:footerReference w:type="${type}" r:id="([^"]+)"`).exec(document)?.[1] ??
        new RegExp(`<w:footerReference r:id="([^"]+)" w:type="${type}"`).exec(document)?.[1];
      const target = relations.match(/<Relationship [^>]+>/g)?.find((one) => one.includes(`Id="${id}"`));
      return docxPart(bytes, `word/${/Target="([^"]+)"/.exec(target ?? "")?.[1]}`);
    };
    expect(footers).toHaveLength(2);
    expect(footerOf("default")).toContain('<w:jc w:val="right"/>');
    expect(footerOf("even")).toContain('<w:jc w:val="left"/>');
    expect(wordText(footerOf("even"))).toBe("—  —");
    expect(footerOf("even")).toContain("PAGE");
  });

  it("repeats the headings of the large tables and tears no row", () => {
    const tables = [
      ...docxPart(writeDocx(paperOf(madePublication())), "word/document.xml").matchAll(/<w:tbl>.*?<\/w:tbl>/gs),
    ].map((match) => match[0]);
    expect(tables.map((table) => table.match(/<w:tblHeader\/>/g)?.length ?? 0)).toEqual([0, 3, 3]);
    for (const table of tables) {
      expect(table.match(/<w:cantSplit\/>/g)?.length).toBe(table.match(/<w:tr>/g)?.length);
      const widths = [...table.matchAll(/<w:gridCol w:w="(\d+)"/g)].map((match) => Number(match[1]));
      expect(widths.reduce((total, width) => total + width, 0)).toBe(8844);
    }
  });

  it("keeps markup as text and leaves out what XML forbids", () => {
    const bytes = writeDocx(paperOf(evilPublication()));
    const xml = docxPart(bytes, "word/document.xml");
    expect(xml).not.toContain("<script");
    expect(xml).not.toContain("\u0007");
    expect(wordText(xml).split(readable).length).toBeGreaterThanOrEqual(5);
    expect(docxPart(bytes, "docProps/core.xml")).toContain("&lt;script&gt;");
  });
});

describe("writeHtml", () => {
  it.each(["2021", "2019"])("has every figure of the %s form in its place", (edition) => {
    const publication = madePublication({ edition });
    expect(figuresIn(htmlGrids(writeHtml(publication)), publication.consolidation.forms[0])).toEqual(
      expectedFigures(publication),
    );
  });

  it("loads nothing, runs nothing and says which language it is in", () => {
    const html = writeHtml(madePublication());
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).toContain('<html lang="zh-CN">');
    for (const tag of ["script", "link", "img", "iframe", "object"]) expect(elementsOf(html, tag)).toHaveLength(0);
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(/);
  });

  it("keeps markup as text", () => {
    const html = writeHtml(evilPublication());
    expect(elementsOf(html, "script")).toHaveLength(0);
    expect(elementsOf(html, "b")).toHaveLength(0);
    expect(elementsOf(html, "p").filter((one) => textOf(one).includes(readable)).length).toBeGreaterThanOrEqual(3);
    expect(elementsOf(html, "li").some((one) => textOf(one) === `${readable}未报`)).toBe(true);
  });
});

describe("writePdf", () => {
  it("is left out without a font", async () => {
    const paths = (await publish(madePublication())).map(({ path }) => path);
    expect(paths.filter((path) => /\.(?:pdf|docx)$/.test(path))).toEqual([expect.stringMatching(/\.docx$/)]);
  });

  it.each(["2021", "2019"])("has every row of figures of the %s form in its order", async (edition) => {
    const publication = madePublication({ pdfFonts, edition });
    const { forms, figures } = publication.consolidation;
    const [form] = forms;
    const rows = form.tables.flatMap((table) =>
      table.sections.flatMap((section) => {
        const lines = section.rows.lines.filter((line) => line.insteadOf.length === 0);
        const values = lines.map((row) =>
          section.columns.lines.map((column) =>
            figureText(figures.get(figureCode(`${table.code}.${row.code}.${column.code}`))),
          ),
        );
        return section.layout === "single-row" ? [values.flat()] : values;
      }),
    );
    expect(await pdfLines(await printed(publication))).toEqual(rows);
  });
});

describe("all three", () => {
  const WRITERS = {
    docx: (publication: Publication) => writeDocx(paperOf(publication)),
    html: async (publication: Publication) => new TextEncoder().encode(writeHtml(publication)),
    pdf: printed,
  };

  it.each(Object.entries(WRITERS))("%s is the same bytes at any time and in any time zone", async (_, write) => {
    const publication = madePublication({ pdfFonts });
    const first = Buffer.from((await write(publication)) ?? []);
    expect(Buffer.from((await write(publication)) ?? []).equals(first)).toBe(true);
    vi.stubEnv("TZ", "America/New_York");
    expect(new Date(0).getHours()).toBe(19);
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-07-01T04:05:06Z") });
    expect(Buffer.from((await write(madePublication({ pdfFonts }))) ?? []).equals(first)).toBe(true);
  });

  it("hold no file name and no typed text", () => {
    const publication = madePublication();
    const docx = [...unzip(writeDocx(paperOf(publication))).values()]
      .map((part) => new TextDecoder().decode(part))
      .join("");
    const page = writeHtml(publication).replace(/<section class="formats".*?<\/section>/s, "");
    for (const text of [docx, page]) {
      for (const inner of ["原件-", "原填", "原表-", "正文.md", ".xlsx"]) expect(text).not.toContain(inner);
    }
  });

  it("say that a draft is a draft and why, and a final says nothing of it", async () => {
    const draft = madePublication({ missing: true });
    const final = madePublication();
    const texts = (publication: Publication) => [
      wordText(docxPart(writeDocx(paperOf(publication)), "word/document.xml")),
      writeHtml(publication).replace(/<style>.*<\/style>/s, ""),
    ];
    for (const text of texts(draft)) {
      expect(text).toContain("年度报告（草稿）");
      expect(text).toContain("1个应报单位未报：市发展和改革委员会");
    }
    for (const text of texts(final)) expect(text).not.toContain("草稿");
  });

  it("show a figure nobody reported as 缺, marked, with its explanation", () => {
    const code = "applications.received.enterprise";
    const publication = madePublication({ missing: true, withoutValue: [code] });
    const docx = writeDocx(paperOf(publication));
    expect(figuresIn(docxGrids(docx), publication.consolidation.forms[0]).get(code)).toBe("缺");
    expect(docxPart(docx, "word/document.xml")).toContain("FDE9D9");
    const html = writeHtml(publication);
    expect(figuresIn(htmlGrids(html), publication.consolidation.forms[0]).get(code)).toBe("缺（没有单位报送）");
    for (const text of [wordText(docxPart(docx, "word/document.xml")), html])
      expect(text).toContain("表示没有单位报送该项数据，不是0");
  });
});
