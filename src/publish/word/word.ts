import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from "docx";
import { isLargeTable } from "../layout/layout.js";
import { escapeXml } from "../markup.js";
import type { Publication } from "../publication.js";
import { buildReport, type DraftNotice, type Report, type ReportBlock, type ReportPart } from "../report/report.js";
import { withFixedZipTimes } from "../zip-times.js";
import { CHARACTER_SPACING, FIRST_LINE, FONT, LINE, PAGE, SIZE } from "./page.js";
import { docxTable } from "./table.js";

/** 年度报告 Word 版: in the layout of official documents, the same bytes for the same report. */
export async function writeDocx(publication: Publication): Promise<Uint8Array> {
  const report = buildReport(publication);
  const { date } = publication.consolidation;
  const properties = { path: "docProps/core.xml", data: coreProperties(report, date) };
  return withFixedZipTimes(await Packer.pack(docxDocument(report), "uint8array", undefined, [properties]));
}

/** The document properties, written here because the library puts the time and its own name into them. */
function coreProperties(report: Report, date: string): string {
  const time = `<dcterms:created xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:modified>`;
  const names = [
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2001/XMLSchema-instance",
  ];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="${names[0]}" xmlns:dc="${names[1]}" xmlns:dcterms="${names[2]}" xmlns:xsi="${names[3]}"><dc:title>${escapeXml(report.title)}</dc:title><dc:creator>${escapeXml(report.signature.name)}</dc:creator><dc:language>zh-CN</dc:language>${time}</cp:coreProperties>`;
}

function docxDocument(report: Report): Document {
  const body = { font: FONT.body, size: SIZE.three, language: { value: "en-US", eastAsia: "zh-CN" } };
  return new Document({
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: { run: body, paragraph: { spacing: { line: LINE, lineRule: "exact", before: 0, after: 0 } } },
      },
    },
    sections: [
      {
        properties: { page: PAGE, grid: { type: DocumentGridType.DEFAULT, linePitch: LINE } },
        headers: report.draft ? { default: draftHeader(), even: draftHeader() } : {},
        footers: { default: pageNumber("right"), even: pageNumber("left") },
        children: reportChildren(report),
      },
    ],
  });
}

/** 页码: — 1 — in size 4, odd pages to the right and even to the left, one character in from the edge. */
function pageNumber(side: "left" | "right"): Footer {
  const run = { font: FONT.table, size: SIZE.four };
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === "right" ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [side]: 280 },
        children: [new TextRun({ ...run, children: ["— ", PageNumber.CURRENT, " —"] })],
      }),
    ],
  });
}

function draftHeader(): Header {
  const run = new TextRun({ text: "草稿", font: FONT.heading, size: SIZE.three, color: "C00000", bold: true });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [run] })] });
}

function reportChildren(report: Report): (Paragraph | Table)[] {
  return [
    titleParagraph(report),
    ...(report.draft ? draftParagraphs(report.draft) : []),
    new Paragraph({}),
    ...report.preamble.map((paragraph) => bodyParagraph(paragraph.text)),
    ...report.parts.flatMap(partChildren),
    new Paragraph({ keepNext: true }),
    ...[report.signature.name, report.signature.date].map((text, index) => signatureParagraph(text, index === 0)),
  ];
}

function titleParagraph(report: Report): Paragraph {
  const runs = report.titleLines.map(
    (text, index) => new TextRun({ text, font: FONT.title, size: SIZE.two, ...(index > 0 && { break: 1 }) }),
  );
  return new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: 700, lineRule: "exact" }, children: runs });
}

/** 草稿说明: framed, in red, with every reason. */
function draftParagraphs(draft: DraftNotice): readonly Paragraph[] {
  const line = { style: BorderStyle.SINGLE, size: 8, color: "C00000", space: 4 };
  const text = draft.reasons.length > 0 ? `${draft.text}原因：${draft.reasons.join("；")}。` : draft.text;
  return [
    new Paragraph({
      border: { top: line, bottom: line, left: line, right: line },
      children: [new TextRun({ text, font: FONT.heading, size: SIZE.four, color: "C00000" })],
    }),
  ];
}

/** A large table begins a new page, as in the blank official form. */
function partChildren(part: ReportPart): readonly (Paragraph | Table)[] {
  const large = part.blocks.some((block) => block.kind === "table" && isLargeTable(block.layout));
  return [headingParagraph(part.heading, 1, large), ...part.blocks.flatMap(blockChildren)];
}

function blockChildren(block: ReportBlock): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case "paragraph":
      return [
        block.role === "tableNote"
          ? noteParagraph(block.text)
          : bodyParagraph(block.text, block.role === "placeholder"),
      ];
    case "subheading":
      return [headingParagraph(block.text, 2)];
    case "table":
      return [docxTable(block.layout)];
  }
}

/** 标题: 一、 in 黑体, （一） in 楷体, kept on one page with the next line. */
function headingParagraph(text: string, level: 1 | 2, pageBreakBefore = false): Paragraph {
  const font = level === 1 ? FONT.heading : FONT.subheading;
  const run = new TextRun({ text, font, size: SIZE.three, characterSpacing: CHARACTER_SPACING });
  return new Paragraph({
    keepNext: true,
    pageBreakBefore,
    outlineLevel: level - 1,
    indent: FIRST_LINE,
    children: [run],
  });
}

function bodyParagraph(text: string, placeholder = false): Paragraph {
  const run = new TextRun({ text, characterSpacing: CHARACTER_SPACING, ...(placeholder && { color: "C00000" }) });
  return new Paragraph({ alignment: AlignmentType.BOTH, indent: FIRST_LINE, widowControl: true, children: [run] });
}

function noteParagraph(text: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text, font: FONT.table, size: SIZE.five })] });
}

/** 落款: right-aligned, four characters from the edge, with the date centred below the name as nearly as an indent allows. */
function signatureParagraph(text: string, keepNext: boolean): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    keepNext,
    indent: { right: 1280 },
    children: [new TextRun({ text })],
  });
}
