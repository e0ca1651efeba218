import { isLargeTable } from "../layout/layout.js";
import {
  type DraftNotice,
  type Formatted,
  type Report,
  type ReportBlock,
  type ReportPart,
  signatureIndents,
} from "../report/report.js";
import { LAST_TEXT, SIGNATURE } from "./page-breaks.js";
import { LINE_PITCH, type Setting, SIZE, TEXT_WIDTH } from "./setting.js";
import { pdfTable } from "./table.js";
import { type PdfNode, taggedText } from "./tags.js";

export const RED = "#b00020";

/** 全文: title, draft notice, parts and signature, each with its tag. */
export function reportNodes(report: Report, setting: Setting): readonly PdfNode[] {
  const title = { ...setting("title", 22, 35), alignment: "center", margin: [0, 0, 0, 14] };
  const text = [
    ...report.preamble.map((paragraph) => paragraphNode(paragraph)),
    ...report.parts.flatMap((part) => partNodes(part, setting)),
  ];
  return [
    taggedText("H1", report.titleLines.join("\n"), title),
    ...(report.draft ? [draftBox(report.draft, setting)] : []),
    ...text.map((node, index) => (index === text.length - 1 ? { ...node, style: LAST_TEXT } : node)),
    ...signatureNodes(report.signature),
    ...(report.signOff === undefined ? [] : [taggedText("P", report.signOff, setting("table", 12, 24))]),
  ];
}

function draftBox(draft: DraftNotice, setting: Setting): PdfNode {
  const text = draft.reasons.length > 0 ? `${draft.text}原因：${draft.reasons.join("；")}。` : draft.text;
  const notice = taggedText("P", text, { color: RED, ...setting("heading", 12, 18) });
  return {
    table: { widths: ["*"], body: [[notice]] },
    layout: { hLineColor: () => RED, vLineColor: () => RED, hLineWidth: () => 1, vLineWidth: () => 1 },
    margin: [0, 0, 0, 10],
    tags: notice.tags,
  };
}

/** A part that begins with a small table stays with it on one page; a large table begins a new page. */
function partNodes(part: ReportPart, setting: Setting): readonly PdfNode[] {
  const [first, ...rest] = part.blocks;
  const large = first?.kind === "table" && isLargeTable(first.layout);
  const shape = {
    ...setting("heading", SIZE, LINE_PITCH),
    headlineLevel: 1,
    leadingIndent: 2 * SIZE,
    ...shapeOf(part),
  };
  const heading = taggedText("H2", part.heading, { ...shape, ...(large && { pageBreak: "before" }) });
  if (first?.kind !== "table" || large) return [heading, ...part.blocks.map((block) => blockNode(block, setting))];
  return [together([heading, blockNode(first, setting)]), ...rest.map((block) => blockNode(block, setting))];
}

/** Nodes that stay on one page. */
function together(stack: readonly PdfNode[]): PdfNode {
  return { unbreakable: true, stack, tags: stack.flatMap((node) => node.tags) };
}

function blockNode(block: ReportBlock, setting: Setting): PdfNode {
  switch (block.kind) {
    case "paragraph":
      if (block.role === "tableNote") return taggedText("P", block.text, setting("table", 9.5, 13));
      return paragraphNode(block, block.role === "placeholder" ? { color: RED } : {});
    case "subheading":
      return taggedText("H3", block.text, {
        ...setting("subheading", SIZE, LINE_PITCH),
        headlineLevel: 2,
        leadingIndent: 2 * SIZE,
        ...shapeOf(block),
      });
    case "table":
      return pdfTable(block.layout, TEXT_WIDTH, setting);
  }
}

function paragraphNode(
  shown: Formatted & { readonly text: string },
  shape: Readonly<Record<string, unknown>> = {},
): PdfNode {
  return taggedText("P", shown.text, { ...shape, leadingIndent: 2 * SIZE, ...shapeOf(shown) });
}

/** 对齐和首行缩进 of the outline's own file. The official typefaces have no bold or slanted face to set its words in. */
function shapeOf({ alignment, firstLine }: Formatted): Readonly<Record<string, unknown>> {
  const aside = alignment === "center" || alignment === "right" ? 0 : undefined;
  const characters = firstLine ?? aside;
  return { ...(alignment && { alignment }), ...(characters !== undefined && { leadingIndent: characters * SIZE }) };
}

/** 落款: the name over the date, at the right, one line below the text. */
function signatureNodes({ name, date }: Report["signature"]): readonly PdfNode[] {
  const indents = signatureIndents(name, date);
  return [name, date].map((text, index) =>
    taggedText("P", text, {
      alignment: "right",
      margin: [0, index === 0 ? LINE_PITCH : 0, (indents[index] ?? 0) * SIZE, 0],
      style: SIGNATURE,
    }),
  );
}
