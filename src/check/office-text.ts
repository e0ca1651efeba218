import { type Decimal, format } from "../decimal.js";
import { type FigureCode, figureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Forms, type Outline, rulesOf } from "../form/form.js";
import { type OfficeSection, sectionsNamed } from "../office-text.js";
import { type Period, yearOf } from "../period.js";
import { type Fillings, placeholdersIn, resolvePlaceholder } from "../placeholder.js";
import { wordingOf } from "../wording.js";
import { contradictedFigures } from "./written-figures.js";

type OfficeParagraph = OfficeSection["paragraphs"][number];

/** 正文审核: the office's own text, with what its placeholders stand for and the report it goes into. */
export interface OfficeTextCase {
  readonly sections: readonly OfficeSection[];
  readonly period: Period;
  /** Its main form has the outline that the text goes into. */
  readonly fillings: Fillings & { readonly forms: Forms };
}

/** 正文审核: what is wrong in the office's text, and which of the parts that the office writes itself are not there yet. */
export function checkOfficeText(given: OfficeTextCase): readonly Finding[] {
  const headings = new Set(outlineOf(given).parts.map((part) => wordingOf(part.heading).name));
  const wrong = given.sections.flatMap((section) => {
    const unused = headings.has(wordingOf(section.heading).name) ? [] : [unusedHeading(section)];
    return [...unused, ...section.paragraphs.flatMap((paragraph) => checkParagraph(given, section, paragraph))];
  });
  return [...wrong, ...unwritten(given)];
}

function outlineOf({ fillings: { forms } }: OfficeTextCase): Outline {
  return forms[0].outline;
}

function unwritten(given: OfficeTextCase): readonly Finding[] {
  const isWritten = (heading: string): boolean =>
    sectionsNamed(given.sections, heading).some((section) => section.paragraphs.length > 0);
  const headings = outlineOf(given)
    .parts.filter((part) => part.office && !part.fallback?.length && !isWritten(part.heading))
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
    const code = figureCode(name.replace(/@.*/, ""));
    return resolved.kind === "missing" ? [{ words, reason: "该指标没有数据", figures: [code] }] : [];
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

/** 手写数字: numbers that contradict the tables. */
function contradictions({ period, fillings }: OfficeTextCase, text: string): readonly Found[] {
  const year = yearOf(period);
  const phrases = rulesOf(fillings.forms).flatMap((rule) => (rule.kind === "narrative" ? (rule.phrases ?? []) : []));
  const value = (code: FigureCode): Decimal | undefined => fillings.figures.get(code)?.value ?? undefined;
  return contradictedFigures(text, { phrases, year, value, measured: false }).map(({ words, inTable, figures }) => ({
    words,
    reason: `表格中的数字是${format(inTable)}`,
    figures,
  }));
}
