import pdfmake from "pdfmake";
import { isLargeTable } from "../layout/layout.js";
import type { Publication } from "../publication.js";
import { buildReport, type DraftNotice, type Report, type ReportBlock, type ReportPart } from "../report/report.js";
import { lineFactor } from "./font-metrics.js";
import { type PdfNode, pdfTable } from "./table.js";

const POINTS_PER_MM = 72 / 25.4;
const TEXT_WIDTH = 156 * POINTS_PER_MM;
/** 每页22行. */
const LINE_PITCH = (225 * POINTS_PER_MM) / 22;
const FONT = "report";
const RED = "#b00020";

/** 年度报告 PDF 版: in the page layout of official documents, with the one font given; without a font there is none. */
export async function writePdf(publication: Publication): Promise<Uint8Array | undefined> {
  const { pdfFont, consolidation } = publication;
  if (!pdfFont) return undefined;
  const report = buildReport(publication);
  const fontFile = "report-font";
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  pdfmake.virtualfs.writeFileSync(fontFile, pdfFont.bytes);
  pdfmake.setFonts({ [FONT]: { normal: isCollection(pdfFont.bytes) ? [fontFile, pdfFont.name] : fontFile } });
  return new Uint8Array(
    await pdfmake.createPdf(definition(report, consolidation.date, lineFactor(pdfFont.bytes))).getBuffer(),
  );
}

/** Whether a font file is a .ttc, which contains several fonts, so that one must be named. */
function isCollection(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === "ttcf";
}

function definition(report: Report, date: string, factor: number): PdfNode {
  const time = new Date(`${date}T00:00:00Z`);
  const margins = [28, 37, 26, 35].map((mm) => mm * POINTS_PER_MM);
  return {
    info: {
      title: report.title,
      author: report.signature.name,
      creator: "crossfoot",
      producer: "crossfoot",
      creationDate: time,
      modDate: time,
    },
    language: "zh-CN",
    pageSize: "A4",
    pageMargins: margins,
    defaultStyle: { font: FONT, ...type(16, LINE_PITCH, factor) },
    header: report.draft
      ? () => ({ text: "草稿", color: RED, alignment: "right", margin: [0, 42, margins[2], 0] })
      : undefined,
    footer: (page: number) => pageNumber(page, margins),
    pageBreakBefore: standsAlone,
    content: [
      { text: report.titleLines.join("\n"), ...type(22, 35, factor), alignment: "center", margin: [0, 0, 0, 14] },
      ...(report.draft ? [draftBox(report.draft, factor)] : []),
      ...report.preamble.map((paragraph) => paragraphNode(paragraph.text)),
      ...report.parts.flatMap((part) => partNodes(part, factor)),
      {
        unbreakable: true,
        stack: [report.signature.name, report.signature.date].map((text) => ({
          text,
          alignment: "right",
          margin: [0, 0, 64, 0],
        })),
        margin: [0, 24, 0, 0],
      },
    ],
  };
}

/** A type size with its distance from line to line in points; the library counts that in line heights of the font. */
function type(size: number, pitch: number, factor: number): { readonly fontSize: number; readonly lineHeight: number } {
  return { fontSize: size, lineHeight: pitch / (size * factor) };
}

/** 页码: — 1 —, odd pages to the right, even pages to the left. */
function pageNumber(page: number, margins: readonly number[]): PdfNode {
  const [left = 0, , right = 0] = margins;
  return {
    text: `— ${page} —`,
    fontSize: 14,
    alignment: page % 2 === 1 ? "right" : "left",
    margin: [left + 14, 20, right + 14, 0],
  };
}

interface NodePlace {
  readonly headlineLevel?: number;
}

/** A heading is never the last line of a page. */
function standsAlone(node: NodePlace, container: { getFollowingNodesOnPage(): readonly NodePlace[] }): boolean {
  return (
    node.headlineLevel !== undefined &&
    container.getFollowingNodesOnPage().every((next) => next.headlineLevel !== undefined)
  );
}

function draftBox(draft: DraftNotice, factor: number): PdfNode {
  const text = draft.reasons.length > 0 ? `${draft.text}原因：${draft.reasons.join("；")}。` : draft.text;
  return {
    table: { widths: ["*"], body: [[{ text, color: RED, ...type(12, 18, factor) }]] },
    layout: { hLineColor: () => RED, vLineColor: () => RED, hLineWidth: () => 1, vLineWidth: () => 1 },
    margin: [0, 0, 0, 10],
  };
}

/** A part that begins with a small table stays with it on one page; a large table begins a new page. */
function partNodes(part: ReportPart, factor: number): readonly PdfNode[] {
  const [first, ...rest] = part.blocks;
  const large = first?.kind === "table" && isLargeTable(first.layout);
  const heading = { text: part.heading, headlineLevel: 1, leadingIndent: 32 };
  if (first?.kind === "table" && !large)
    return [
      { unbreakable: true, stack: [heading, blockNode(first, factor)] },
      ...rest.map((block) => blockNode(block, factor)),
    ];
  return [
    { ...heading, ...(large && { pageBreak: "before" }) },
    ...part.blocks.map((block) => blockNode(block, factor)),
  ];
}

function blockNode(block: ReportBlock, factor: number): PdfNode {
  switch (block.kind) {
    case "paragraph":
      if (block.role === "tableNote") return { text: block.text, ...type(9.5, 13, factor) };
      return { ...paragraphNode(block.text), ...(block.role === "placeholder" && { color: RED }) };
    case "subheading":
      return { text: block.text, headlineLevel: 2, leadingIndent: 32 };
    case "table":
      return pdfTable(block.layout, TEXT_WIDTH, factor);
  }
}

function paragraphNode(text: string): PdfNode {
  return { text, leadingIndent: 32 };
}
