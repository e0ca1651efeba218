import { type Outline, tableNamed } from "../../form/form.js";
import { numeralOf } from "../../numeral.js";
import { sectionsNamed } from "../../office-text.js";
import type { Period } from "../../period.js";
import { contentOf, MISSING_MARK } from "../figure-text.js";
import { safeFileName } from "../file-name.js";
import { layoutTable, type TableLayout } from "../layout/layout.js";
import { withoutControls } from "../markup.js";
import type { Publication } from "../publication.js";
import { fillSentence, isFilled } from "./sentence.js";

export { fillSentence } from "./sentence.js";
export { signatureIndents } from "./signature.js";

/** 报告: the whole report as neutral structure; what Word, web page and PDF are written from. */
export interface Report {
  /** The title as printed; a draft says so in it. */
  readonly title: string;
  /** A long title in two lines. */
  readonly titleLines: readonly string[];
  /** The title alone, for file names. */
  readonly officialTitle: string;
  readonly draft: DraftNotice | undefined;
  readonly preamble: readonly Paragraph[];
  readonly parts: readonly ReportPart[];
  readonly signature: { readonly name: string; readonly date: string };
}

/** 草稿说明: why this is not the report. */
export interface DraftNotice {
  readonly text: string;
  readonly reasons: readonly string[];
}

export interface ReportPart {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock = Paragraph | Subheading | ReportTable;

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
  /** 待补: stands where the office's own text is missing, or remarks on a table. */
  readonly role?: "placeholder" | "tableNote";
}

export interface Subheading {
  readonly kind: "subheading";
  readonly text: string;
}

export interface ReportTable {
  readonly kind: "table";
  readonly layout: TableLayout;
}

type OutlinePart = Outline["parts"][number];
type OutlineParagraph = NonNullable<OutlinePart["paragraphs"]>[number];

/** 编排: the outline's sentences with their figures, the statutory tables, the office's own text. */
export function buildReport(publication: Publication): Report {
  const { consolidation } = publication;
  const { outline } = consolidation.forms[0];
  const officialTitle = fillSentence(publication.consolidation, outline.title).text;
  const draft = consolidation.status === "draft" ? draftNotice(consolidation.reasons.map(withoutControls)) : undefined;
  const title = draft ? `${officialTitle}（草稿）` : officialTitle;
  return {
    title,
    titleLines: titleLines(title, consolidation.period),
    officialTitle,
    draft,
    preamble: outline.preamble.flatMap((text) =>
      outlineParagraph(publication, text).filter((block) => block.kind === "paragraph"),
    ),
    parts: outline.parts.map((part) => ({ heading: part.heading, blocks: partBlocks(publication, part) })),
    signature: { name: withoutControls(consolidation.government), date: chineseDate(consolidation.date) },
  };
}

function draftNotice(reasons: readonly string[]): DraftNotice {
  return { text: "草稿，不是正式报告，不得公布。", reasons };
}

function partBlocks(publication: Publication, part: OutlinePart): readonly ReportBlock[] {
  const own = withoutEmptyHeadings((part.paragraphs ?? []).flatMap((one) => outlineParagraph(publication, one)));
  const table = part.table === undefined ? [] : tableBlocks(publication, part.table);
  return [...own, ...table, ...officeBlocks(publication, part)];
}

/** A sentence is left out where none of its figures is there; in a final report where any is missing, for it can't be said. */
function outlineParagraph(publication: Publication, paragraph: OutlineParagraph): readonly (Paragraph | Subheading)[] {
  if (typeof paragraph === "object" && "heading" in paragraph) return [{ kind: "subheading", text: paragraph.heading }];
  const { text: sentence, needs } = typeof paragraph === "string" ? { text: paragraph, needs: [] } : paragraph;
  if (needs.length > 0 && !needs.some((code) => isFilled(publication.consolidation, code))) return [];
  const { text, missing } = fillSentence(publication.consolidation, sentence);
  return missing && publication.consolidation.status === "final" ? [] : [{ kind: "paragraph", text }];
}

/** 小标题: one with nothing below it is left out, and those that stay are numbered anew. */
function withoutEmptyHeadings(blocks: readonly (Paragraph | Subheading)[]): readonly (Paragraph | Subheading)[] {
  const kept = blocks.filter((block, index) => block.kind !== "subheading" || blocks[index + 1]?.kind === "paragraph");
  let number = 0;
  return kept.map((block) => {
    if (block.kind !== "subheading" || !GROUP_ORDINAL.test(block.text)) return block;
    number += 1;
    return { ...block, text: block.text.replace(GROUP_ORDINAL, `（${numeralOf(number)}）`) };
  });
}

const GROUP_ORDINAL = /^（[一二三四五六七八九十]{1,3}）/;

function tableBlocks(publication: Publication, code: string): readonly ReportBlock[] {
  const table = tableNamed(publication.consolidation.forms, code);
  if (!table) return [];
  const layout = layoutTable(table, contentOf(publication.consolidation));
  const note = `注：“${MISSING_MARK}”表示没有单位报送该项数据，不是0。`;
  return [
    { kind: "table", layout },
    ...(layout.missing ? [{ kind: "paragraph" as const, text: note, role: "tableNote" as const }] : []),
  ];
}

/** 单位撰写的文字: by heading; where it is wanted and missing, a sentence says so. */
function officeBlocks(publication: Publication, part: OutlinePart): readonly (Paragraph | Subheading)[] {
  const written = sectionsNamed(publication.officeText, part.heading).flatMap((section) =>
    section.paragraphs.map((paragraph) => paragraph.text),
  );
  if (written.length > 0) return written.map((text) => officeBlock(fillSentence(publication.consolidation, text).text));
  if (!part.office) return [];
  if (part.fallback?.length)
    return part.fallback.map((text) => officeBlock(fillSentence(publication.consolidation, text).text));
  return [{ kind: "paragraph", text: MISSING_TEXT, role: "placeholder" }];
}

const MISSING_TEXT = "【本部分文字尚未提供：请汇总单位在 正文.md 或 正文.docx 的同名标题下写明。】";

/** （一）工作中存在的主要问题: a short line with a group's number and no full stop is a heading. */
function officeBlock(text: string): Paragraph | Subheading {
  const heading = GROUP_ORDINAL.test(text) && text.length <= 40 && !/[。；！？]/.test(text);
  return { kind: heading ? "subheading" : "paragraph", text };
}

/** 成文日期: 2023-03-31 → 2023年3月31日. */
function chineseDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** 长标题分行: after the period, where its sense divides it. */
function titleLines(title: string, { label }: Period): readonly string[] {
  const at = title.indexOf(label);
  if (title.length <= 20 || at < 0) return [title];
  const end = at + label.length;
  return [title.slice(0, end), title.slice(end)];
}

/** 报告文件名: the report's title, the same for each of its formats. */
export function reportFileName(publication: Publication): string {
  return safeFileName(fillSentence(publication.consolidation, publication.consolidation.forms[0].outline.title).text);
}
