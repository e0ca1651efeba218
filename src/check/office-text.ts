import { type Decimal, equals, format, parseDecimal, sum } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Outline, Rule } from "../form/form.js";
import { type OfficeSection, sectionsNamed } from "../office-text.js";
import { type Fillings, placeholdersIn, resolvePlaceholder } from "../placeholder.js";
import { wordingOf } from "../wording.js";

type OfficeParagraph = OfficeSection["paragraphs"][number];

/** 正文审核: the office's own text, with what its placeholders stand for and the report it goes into. */
export interface OfficeTextCase {
  readonly sections: readonly OfficeSection[];
  readonly outline: Outline;
  readonly rules: readonly Rule[];
  readonly year: number;
  readonly fillings: Fillings;
}

/** 正文审核: what is wrong in the office's text, and which of the parts that the office writes itself are not there yet. */
export function checkOfficeText(given: OfficeTextCase): readonly Finding[] {
  const headings = new Set(given.outline.parts.map((part) => wordingOf(part.heading).name));
  const wrong = given.sections.flatMap((section) => {
    const unused = headings.has(wordingOf(section.heading).name) ? [] : [unusedHeading(section)];
    return [...unused, ...section.paragraphs.flatMap((paragraph) => checkParagraph(given, section, paragraph))];
  });
  return [...wrong, ...unwritten(given)];
}

function unwritten({ sections, outline }: OfficeTextCase): readonly Finding[] {
  const isWritten = (heading: string): boolean =>
    sectionsNamed(sections, heading).some((section) => section.paragraphs.length > 0);
  const headings = outline.parts
    .filter((part) => part.office && !part.fallback?.length && !isWritten(part.heading))
    .map((part) => part.heading);
  return headings.length > 0
    ? [{ code: "OUTLINE.TEXT_MISSING", unit: null, figures: [], sources: [], facts: { headings } }]
    : [];
}

function unusedHeading(section: OfficeSection): Finding {
  const first = section.paragraphs[0] ?? { text: section.heading, place: "" };
  return finding(section, first, {
    words: section.heading,
    reason: "报告没有这个标题，标题下的文字没有采用",
    figures: [],
  });
}

function checkParagraph(given: OfficeTextCase, section: OfficeSection, paragraph: OfficeParagraph): readonly Finding[] {
  return [...unresolved(given, paragraph.text), ...contradictions(given, paragraph.text)].map((found) =>
    finding(section, paragraph, found),
  );
}

interface Found {
  readonly words: string;
  readonly reason: string;
  readonly figures: readonly FigureCode[];
}

/** Placeholders that stand for nothing. */
function unresolved({ fillings }: OfficeTextCase, text: string): readonly Found[] {
  return placeholdersIn(text).flatMap((name): readonly Found[] => {
    const resolved = resolvePlaceholder(fillings, name);
    const words = `{${name}}`;
    if (resolved.kind === "unknown") return [{ words, reason: resolved.reason, figures: [] }];
    return resolved.kind === "missing" ? [{ words, reason: "该指标没有数据", figures: [name.replace(/@.*/, "")] }] : [];
  });
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
function contradictions(given: OfficeTextCase, text: string): readonly Found[] {
  const plain = text.normalize("NFKC");
  const judged = new Set<number>();
  return phrasesOf(given.rules).flatMap(({ words, figures }) =>
    numbersAfter(plain, words).flatMap(({ at, end, number }) => {
      if (judged.has(end) || speaksOfOtherYear(plain.slice(0, at), words, given.year)) return [];
      judged.add(end);
      const value = totalOf(given.fillings, figures);
      if (!value || equals(value, number)) return [];
      return [{ words: plain.slice(at, end), reason: `表格中的数字是${format(value)}`, figures }];
    }),
  );
}

function phrasesOf(
  rules: readonly Rule[],
): readonly { readonly words: string; readonly figures: readonly FigureCode[] }[] {
  return rules
    .flatMap((rule) => (rule.kind === "narrative" ? (rule.phrases ?? []) : []))
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

function totalOf({ figures }: Fillings, codes: readonly FigureCode[]): Decimal | undefined {
  const values = codes.map((code) => figures.get(code)?.value);
  return values.every((value) => value) ? sum(values.flatMap((value) => (value ? [value] : []))) : undefined;
}
