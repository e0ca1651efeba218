import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  HeadingLevel,
  type IParagraphOptions,
  type IRunOptions,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from "docx";
import { isLargeTable } from "../layout/layout.js";
import { escapeXml } from "../markup.js";
import {
  type DraftNotice,
  type Formatted,
  type Paper,
  type Report,
  type ReportBlock,
  type ReportPart,
  signatureIndents,
} from "../report/report.js";
import { packedDocument } from "./package.js";
import { CHARACTER, CHARACTER_SPACING, FIRST_LINE, FONT, headingStyle, LINE, PAGE, SIZE, TITLE_STYLE } from "./page.js";
import { docxTable } from "./table.js";

/** 年度报告 Word 版: in the layout of official documents, the same bytes for the same report. */
export function writeDocx({ report, date }: Paper): Uint8Array {
  return packedDocument(docxDocument(report), new Map([["docProps/core.xml", coreProperties(report, date)]]));
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
        title: TITLE_STYLE,
        heading1: headingStyle(1),
        heading2: headingStyle(2),
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
    ...report.preamble.map((paragraph) => bodyParagraph(paragraph)),
    ...signedParts(report.parts),
    new Paragraph({ keepNext: true, keepLines: true }),
    ...signatureParagraphs(report.signature),
    ...(report.signOff === undefined ? [] : [signOffParagraph(report.signOff)]),
  ];
}

function titleParagraph(report: Report): Paragraph {
  const runs = report.titleLines.map((text, index) => new TextRun({ text, ...(index > 0 && { break: 1 }) }));
  return new Paragraph({ heading: HeadingLevel.TITLE, children: runs });
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

/** 正文: its last paragraph is kept with the signature, which never stands alone on a page. */
function signedParts(parts: readonly ReportPart[]): readonly (Paragraph | Table)[] {
  return parts.flatMap((part, index) => partChildren(part, index === parts.length - 1));
}

/** A large table begins a new page, as in the blank official form. */
function partChildren(part: ReportPart, last: boolean): readonly (Paragraph | Table)[] {
  const large = part.blocks.some((block) => block.kind === "table" && isLargeTable(block.layout));
  const blocks = part.blocks.map((block, index) => blockChild(block, last && index === part.blocks.length - 1));
  return [headingParagraph({ ...part, text: part.heading }, 1, large), ...blocks];
}

function blockChild(block: ReportBlock, keepNext: boolean): Paragraph | Table {
  switch (block.kind) {
    case "paragraph":
      return block.role === "tableNote"
        ? noteParagraph(block.text, keepNext)
        : bodyParagraph(block, { placeholder: block.role === "placeholder", keepNext });
    case "subheading":
      return headingParagraph(block, 2);
    case "table":
      return docxTable(block.layout, keepNext);
  }
}

/** 标题: a heading of Word's own, so that it stands in the navigation and in a table of contents; its number is text. */
function headingParagraph(shown: Shown, level: 1 | 2, pageBreakBefore = false): Paragraph {
  const heading = level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2;
  return new Paragraph({ ...setting(shown), heading, pageBreakBefore, children: textRuns(shown) });
}

type Shown = Formatted & { readonly text: string };

const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const;

/** 对齐和首行缩进, where the outline's own file says them; what is centred or at the right is not indented unless it says so. */
function setting({ alignment, firstLine }: Formatted): Pick<IParagraphOptions, "alignment" | "indent"> {
  const aside = alignment === "center" || alignment === "right" ? 0 : undefined;
  const characters = firstLine ?? aside;
  return {
    ...(alignment && { alignment: ALIGNMENTS[alignment] }),
    ...(characters !== undefined && {
      indent: { firstLine: Math.round(characters * CHARACTER), firstLineChars: Math.round(characters * 100) },
    }),
  };
}

/** The text in runs, each with its look. */
function textRuns({ text, runs }: Shown, more: IRunOptions = {}): readonly TextRun[] {
  return (runs ?? [{ text, look: "" as const }]).map(
    (run) =>
      new TextRun({
        text: run.text,
        ...more,
        ...(run.look.includes("b") && { bold: true }),
        ...(run.look.includes("i") && { italics: true }),
        ...(run.look.includes("u") && { underline: {} }),
      }),
  );
}

interface BodyShape {
  /** In red: the office is to replace it. */
  readonly placeholder?: boolean;
  readonly keepNext?: boolean;
}

function bodyParagraph(shown: Shown, { placeholder = false, keepNext = false }: BodyShape = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: FIRST_LINE,
    ...setting(shown),
    widowControl: true,
    keepNext,
    children: textRuns(shown, { characterSpacing: CHARACTER_SPACING, ...(placeholder && { color: "C00000" }) }),
  });
}

function noteParagraph(text: string, keepNext: boolean): Paragraph {
  return new Paragraph({ keepNext, children: [new TextRun({ text, font: FONT.table, size: SIZE.five })] });
}

/** 校验码, below the date. */
function signOffParagraph(text: string): Paragraph {
  return new Paragraph({ spacing: { before: 240 }, children: [new TextRun({ text, size: SIZE.four })] });
}

/** 落款: the name over the date, at the right, on one page. */
function signatureParagraphs({ name, date }: Report["signature"]): readonly Paragraph[] {
  const indents = signatureIndents(name, date);
  return [name, date].map(
    (text, index) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepNext: index === 0,
        keepLines: true,
        indent: { right: Math.round((indents[index] ?? 0) * CHARACTER) },
        children: [new TextRun({ text })],
      }),
  );
}
