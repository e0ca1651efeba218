import { type Decimal, equals, format, parseDecimal, sum } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { RuleRecord } from "../../form/form.js";
import { type OfficeSection, sectionsNamed } from "../../office-text.js";
import { wordingOf } from "../../wording.js";
import type { Publication } from "../publication.js";
import { placeholdersIn, resolvePlaceholder } from "./placeholder.js";

type OfficeParagraph = OfficeSection["paragraphs"][number];

/** 缺文字的部分: headings that the office writes itself and has not written. */
export function missingOfficeText(publication: Publication): readonly string[] {
  return publication.schemas.outline.parts
    .filter(
      (part) =>
        part.office &&
        !part.fallback?.length &&
        !sectionsNamed(publication.officeText, part.heading).some((section) => section.paragraphs.length > 0),
    )
    .map((part) => part.heading);
}

/** 正文核对: placeholders that lead nowhere, numbers typed by hand that contradict a figure, headings the report does not have. */
export function checkOfficeText(publication: Publication): readonly Finding[] {
  const headings = new Set(publication.schemas.outline.parts.map((part) => wordingOf(part.heading).name));
  return publication.officeText.flatMap((section) => {
    const unused = headings.has(wordingOf(section.heading).name) ? [] : [unusedHeading(section)];
    return [...unused, ...section.paragraphs.flatMap((paragraph) => checkParagraph(publication, section, paragraph))];
  });
}

function unusedHeading(section: OfficeSection): Finding {
  const first = section.paragraphs[0] ?? { text: section.heading, place: "" };
  return finding(section, first, {
    words: section.heading,
    reason: "报告没有这个标题，标题下的文字没有采用",
    figures: [],
  });
}

function checkParagraph(
  publication: Publication,
  section: OfficeSection,
  paragraph: OfficeParagraph,
): readonly Finding[] {
  const bad = placeholdersIn(paragraph.text).flatMap((name) => {
    const resolved = resolvePlaceholder(publication, name);
    if (resolved.kind === "text") return [];
    const reason = resolved.kind === "unknown" ? resolved.reason : "该指标没有数据";
    return [
      finding(section, paragraph, {
        words: `{${name}}`,
        reason,
        figures: resolved.kind === "missing" ? [name.replace(/@.*/, "")] : [],
      }),
    ];
  });
  return [...bad, ...contradictions(publication, paragraph.text).map((found) => finding(section, paragraph, found))];
}

interface Found {
  readonly words: string;
  readonly reason: string;
  readonly figures: readonly FigureCode[];
}

function finding(section: OfficeSection, paragraph: OfficeParagraph, { words, reason, figures }: Found): Finding {
  return {
    code: "OUTLINE.PLACEHOLDER",
    unit: null,
    figures,
    facts: { words, reason },
    sources: [{ file: section.file, sheet: "正文", cell: paragraph.place, text: paragraph.text }],
  };
}

/** 手写数字: a number right after a phrase that names a figure. Each number is judged once, by the longest phrase before it. */
function contradictions(publication: Publication, text: string): readonly Found[] {
  const plain = text.normalize("NFKC");
  const judged = new Set<number>();
  return phrasesOf(publication).flatMap(({ words, figures }) =>
    numbersAfter(plain, words).flatMap(({ at, end, number }) => {
      if (judged.has(end) || speaksOfOtherYear(plain.slice(0, at), words, publication.consolidation.year)) return [];
      judged.add(end);
      const value = totalOf(publication, figures);
      if (!value || equals(value, number)) return [];
      return [{ words: plain.slice(at, end), reason: `表格中的数字是${format(value)}`, figures }];
    }),
  );
}

function phrasesOf({
  schemas,
}: Publication): readonly { readonly words: string; readonly figures: readonly FigureCode[] }[] {
  const rule = schemas.rules.get("TEXT.FIGURE_MISMATCH") as RuleRecord | undefined;
  const phrases = rule?.kind === "narrative" ? (rule.phrases ?? []) : [];
  return phrases
    .flatMap(({ words, figures }) => words.map((word) => ({ words: word.normalize("NFKC"), figures })))
    .sort((a, b) => b.words.length - a.words.length);
}

/** Between the phrase and its number only words that say "in all" may stand; 2022年 and 5% are no figures of the form. */
function numbersAfter(text: string, words: string): readonly { at: number; end: number; number: Decimal }[] {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(
    `${escaped}(?:案件|数量|总数|总计|合计|事项|的|数|量|共|计|为|有|了|[:\\s])*(\\d[\\d,]*(?:\\.\\d+)?)(?![\\d.,]*\\s*[年月日%个百千万亿])`,
    "g",
  );
  return [...text.matchAll(pattern)].flatMap((match) => {
    const number = parseDecimal((match[1] ?? "").replaceAll(",", ""));
    return number ? [{ at: match.index, end: match.index + match[0].length, number }] : [];
  });
}

function speaksOfOtherYear(before: string, words: string, year: number): boolean {
  const clause = before.slice(Math.max(...["。", ";", "!", ","].map((mark) => before.lastIndexOf(mark))) + 1);
  const years = [...clause.matchAll(/(\d{4})年/g)].map((match) => Number(match[1]));
  return years.some((one) => one !== year) || (/去年|上年|上一年/.test(clause) && !/上年/.test(words));
}

function totalOf(publication: Publication, figures: readonly FigureCode[]): Decimal | undefined {
  const values = figures.map((code) => publication.consolidation.figures.get(code)?.value);
  return values.every((value) => value) ? sum(values.flatMap((value) => (value ? [value] : []))) : undefined;
}
