import { withoutMissing } from "../../clauses.js";
import { composedPart, numbered, type OutlinePart, type Sentence } from "../../composition.js";
import type { Consolidation } from "../../consolidation.js";
import { safeFileName } from "../../file-name.js";
import { type Outline, tableNamed } from "../../form/form.js";
import { sectionsNamed } from "../../office-text.js";
import type { Period } from "../../period.js";
import { reportingStates } from "../../reporting-state.js";
import { shownText } from "../../shown-text.js";
import { signOffLine } from "../../sign-off.js";
import { type Alignment, type LineFormat, looksKept, runsOf, type TextRun } from "../../text-format.js";
import { contentOf, MISSING_MARK } from "../figure-text.js";
import { layoutTable, type TableLayout } from "../layout/layout.js";
import type { Publication } from "../publication.js";
import { fillSentence, formatted, isFilled } from "./sentence.js";

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
  /** 校验码, or that a signature no longer holds. */
  readonly signOff: string | undefined;
}

/** 草稿说明: why this is not the report. */
export interface DraftNotice {
  readonly text: string;
  readonly reasons: readonly string[];
}

export interface ReportPart extends Formatted {
  readonly heading: string;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock = Paragraph | Subheading | ReportTable;

/** 格式 of the outline's own Word file; where it says nothing the official layout holds. */
export interface Formatted {
  readonly runs?: readonly TextRun[];
  readonly alignment?: Alignment;
  /** In characters. */
  readonly firstLine?: number;
}

export interface Paragraph extends Formatted {
  readonly kind: "paragraph";
  readonly text: string;
  /** 待补: stands where the office's own text is missing, or remarks on a table. */
  readonly role?: "placeholder" | "tableNote";
}

export interface Subheading extends Formatted {
  readonly kind: "subheading";
  readonly text: string;
}

export interface ReportTable {
  readonly kind: "table";
  readonly layout: TableLayout;
}

/** 待排版的报告: all that its Word and PDF versions are made from. */
export interface Paper {
  readonly report: Report;
  /** 成文日期, of the documents' properties too. */
  readonly date: string;
}

export function paperOf(publication: Publication): Paper {
  return { report: buildReport(publication), date: publication.consolidation.date };
}

/** 编排: the outline's sentences with their figures, the statutory tables, the office's own text. */
export function buildReport(publication: Publication): Report {
  const { consolidation } = publication;
  const { outline } = consolidation.forms[0];
  const officialTitle = fillSentence(publication.consolidation, outline.title).text;
  const draft = draftNotice(consolidation);
  const title = draft ? `${officialTitle}${DRAFT_MARK}` : officialTitle;
  return {
    title,
    titleLines: titleLines(title, consolidation.period),
    officialTitle,
    draft,
    preamble: outline.preamble.flatMap((text) =>
      told(consolidation, { text, needs: [] }).map((words) => ({ kind: "paragraph" as const, ...words })),
    ),
    parts: outline.parts.map((part) => ({
      heading: part.heading,
      ...headingFormat(outline, part.heading),
      blocks: partBlocks(publication, part),
    })),
    signature: { name: shownText(consolidation.government), date: chineseDate(consolidation.date) },
    signOff: shownLine(signOffLine(consolidation.signOff)),
  };
}

function shownLine(line: string | undefined): string | undefined {
  return line === undefined ? undefined : shownText(line);
}

const DRAFT_MARK = "（草稿）";

/** Of a draft: why it is one, and which units are missing from it, by name. */
export function draftNotice(consolidation: Consolidation): DraftNotice | undefined {
  const { status, reasons, units } = consolidation;
  if (status !== "draft") return undefined;
  const stateOf = reportingStates(consolidation);
  const named = (["missing", "unusable"] as const).flatMap((state) => {
    const names = units.filter(({ code }) => stateOf(code) === state).map(({ name }) => name);
    return names.length > 0 ? [`${ABSENT[state]}：${names.join("、")}`] : [];
  });
  return { text: "草稿，不是正式报告，不得公布。", reasons: [...reasons, ...named].map(shownText) };
}

const ABSENT = { missing: "未报单位", unusable: "材料不能采用的单位" } as const;

function partBlocks(publication: Publication, part: OutlinePart): readonly ReportBlock[] {
  const written = textBlocks(publication, part);
  const wanted = part.office && written.length === 0;
  const text = wanted ? [{ kind: "paragraph" as const, text: MISSING_TEXT, role: "placeholder" as const }] : written;
  const table = part.table === undefined ? [] : tableBlocks(publication, part.table);
  // What the office adds to a table stands below it.
  return sectionsNamed(publication.officeText, part.heading).length > 0 ? [...table, ...text] : [...text, ...table];
}

/** A heading with nothing below it is left out, and those that stay are numbered anew. */
function textBlocks(
  { consolidation, officeText }: Publication,
  part: OutlinePart,
): readonly (Paragraph | Subheading)[] {
  const { outline } = consolidation.forms[0];
  const groups = composedPart(part, officeText).map(({ heading, sentences }) => ({
    heading,
    typed: heading ?? "",
    texts: sentences.flatMap((sentence) => told(consolidation, sentence)),
  }));
  return numbered(groups.filter(({ texts }) => texts.length > 0)).flatMap(({ heading, typed, texts }) => [
    ...(heading === undefined
      ? []
      : [{ kind: "subheading" as const, text: shownText(heading), ...headingFormat(outline, typed, heading) }]),
    ...texts.map((words) => ({ kind: "paragraph" as const, ...words })),
  ]);
}

/** A draft shows which figure a sentence lacks; in a final report the clause can't stand. */
function told(
  consolidation: Consolidation,
  { text: sentence, needs, written }: Sentence,
): readonly (Formatted & { readonly text: string })[] {
  const isMissing = (name: string): boolean => !isFilled(consolidation, name);
  if (needs.length > 0 && needs.every(isMissing)) return [];
  const kept = consolidation.status === "final" ? withoutMissing(sentence, isMissing).text : sentence;
  if (kept === "") return [];
  const { text } = fillSentence(consolidation, kept);
  const format = written ? undefined : formatOf(consolidation.forms[0].outline, sentence);
  return [{ text, ...(format && formatted(consolidation, { sentence, kept, text }, format)) }];
}

function formatOf({ formats }: Outline, text: string): LineFormat | undefined {
  return formats?.find(([own]) => own === text)?.[1];
}

/** 标题的格式; numbered anew, its signs keep their looks. */
function headingFormat(outline: Outline, typed: string, shown = typed): Formatted {
  const format = formatOf(outline, typed);
  if (!format) return {};
  const { alignment, firstLine } = format;
  const text = shownText(shown);
  const runs = runsOf(text, looksKept(typed, format.looks, text));
  return {
    ...(alignment && { alignment }),
    ...(firstLine !== undefined && { firstLine }),
    ...(runs.some(({ look }) => look !== "") && { runs }),
  };
}

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

const MISSING_TEXT = "【本部分文字尚未提供：请汇总单位在 正文.md 或 正文.docx 的同名标题下写明。】";

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

/** 报告文件名: the report's title, the same for each of its formats; a draft's says that it is one. */
export function reportFileName({ consolidation }: Publication): string {
  const name = safeFileName(fillSentence(consolidation, consolidation.forms[0].outline.title).text);
  return consolidation.status === "draft" ? `${name}${DRAFT_MARK}` : name;
}
