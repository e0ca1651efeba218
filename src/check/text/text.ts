import { withoutMissing } from "../../clauses.js";
import { composedPart, type OutlinePart, type Sentence } from "../../composition.js";
import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Forms, Jurisdiction, Outline, Unit } from "../../form/form.js";
import type { OfficeParagraph, OfficeSection } from "../../office-text.js";
import type { Period } from "../../period.js";
import {
  type Fillings,
  labelIn,
  NO_VALUE,
  placeholdersIn,
  type Resolved,
  replacePlaceholders,
  resolvePlaceholder,
} from "../../placeholder.js";
import { wordingOf } from "../../wording.js";
import { checkNarrative } from "./narrative.js";
import { otherPlacesFinder } from "./other-places.js";

export { checkNarrative } from "./narrative.js";
export { confirmedFigures, phrasesOf } from "./written-figures.js";

/** 正文审核: the office's own text, with what its placeholders stand for and the report it goes into. */
export interface OfficeTextCase {
  readonly sections: readonly OfficeSection[];
  readonly period: Period;
  readonly jurisdiction: Jurisdiction;
  /** Every unit of the roster, due or not. */
  readonly roster: readonly Unit[];
  /** Its main form has the outline that the text goes into. */
  readonly fillings: Fillings & { readonly forms: Forms };
}

/** 正文审核: what is wrong in the text of the report, the office's and the outline's, and what of it is not there. */
export function checkOfficeText(given: OfficeTextCase): readonly Finding[] {
  const { parts } = outlineOf(given);
  const headings = new Set(parts.map((part) => wordingOf(part.heading).name));
  return [
    ...given.sections.flatMap((section) => [
      ...(headings.has(wordingOf(section.heading).name) ? [] : [unusedHeading(section)]),
      ...section.paragraphs.flatMap((paragraph) => unresolved(given, section, paragraph)),
      ...narratives(given, section),
    ]),
    ...parts.flatMap((part) => dropped(given, part)),
    ...strangers(given),
    ...unwritten(given),
  ];
}

function outlineOf({ fillings: { forms } }: OfficeTextCase): Outline {
  return forms[0].outline;
}

/** 没有文字的部分: one without a table that has no sentence, or none whose figures are there. */
function unwritten(given: OfficeTextCase): readonly Finding[] {
  const headings = outlineOf(given)
    .parts.filter((part) => part.table === undefined && !sentencesOf(given, part).some((one) => isTold(given, one)))
    .map((part) => part.heading);
  return headings.length > 0
    ? [{ code: "OUTLINE.TEXT_MISSING", unit: null, figures: [], sources: [], facts: { headings } }]
    : [];
}

function sentencesOf({ sections }: OfficeTextCase, part: OutlinePart): readonly Sentence[] {
  return composedPart(part, sections).flatMap(({ sentences }) => sentences);
}

function isTold(given: OfficeTextCase, { text }: Sentence): boolean {
  return /[\p{L}\p{N}]/u.test(withoutMissing(text, (name) => isMissing(given, name)).text);
}

function isMissing({ fillings }: OfficeTextCase, name: string): boolean {
  const { kind } = resolvePlaceholder(fillings, name);
  return kind === "missing" || kind === "unknown";
}

function unusedHeading(section: OfficeSection): Finding {
  const first = section.paragraphs[0] ?? { text: section.heading, place: "" };
  const words = section.heading || first.text;
  const reason =
    section.heading === "" ? "没有写在报告的任何一个标题下，没有采用" : "报告没有这个标题，标题下的文字没有采用";
  return {
    ...placeholderFinding(section, first, { words, reason }),
    // Words that introduce the text (下表由……填报) lose nothing.
    ...(section.heading === "" && { severity: "notice" as const }),
  };
}

/** Placeholders of the office that stand for nothing; one whose figure is missing is said with its sentence. */
function unresolved(
  { fillings }: OfficeTextCase,
  section: OfficeSection,
  paragraph: OfficeParagraph,
): readonly Finding[] {
  return placeholdersIn(paragraph.text).flatMap((name): readonly Finding[] => {
    const resolved = resolvePlaceholder(fillings, name);
    return resolved.kind === "unknown"
      ? [placeholderFinding(section, paragraph, { words: `{${name}}`, reason: resolved.reason })]
      : [];
  });
}

function placeholderFinding(
  section: OfficeSection,
  paragraph: OfficeParagraph,
  facts: { readonly words: string; readonly reason: string },
): Finding {
  return { code: "OUTLINE.PLACEHOLDER", unit: null, figures: [], facts, sources: [sourceOf(section, paragraph)] };
}

function sourceOf({ file }: OfficeSection, { place, text }: OfficeParagraph): Finding["sources"][number] {
  return { file, sheet: "正文", cell: place, text };
}

/** The office's sentences by the rules for a unit's: numbers against the tables, other years, gaps left open. */
function narratives(given: OfficeTextCase, { file, paragraphs }: OfficeSection): readonly Finding[] {
  const { forms, figures } = given.fillings;
  const lines = paragraphs.map(({ text, place }) => ({ text, place, sheet: "正文" }));
  const value = (code: FigureCode): Decimal | undefined => figures.get(code)?.value ?? undefined;
  return forms.flatMap((form) =>
    [...form.rules.values()].flatMap((rule) =>
      rule.kind === "narrative" && rule.check !== "requiredText" && rule.regraded?.to !== "off"
        ? checkNarrative(rule, { form, unit: null, period: given.period, file, lines, value, otherNames: [] })
        : [],
    ),
  );
}

/** 略去的句子: quoted, one finding a paragraph. Where the outline wants figures that nobody had to report, it is only said. */
function dropped(given: OfficeTextCase, part: OutlinePart): readonly Finding[] {
  return sentencesOf(given, part).flatMap((sentence): readonly Finding[] => {
    const clauses = withoutMissing(sentence.text, (name) => isMissing(given, name)).dropped;
    if (clauses.length === 0) return [];
    const gone = lostIn(given, clauses.join());
    if (sentence.written && gone.every(({ resolved }) => resolved.kind === "unknown")) return [];
    const figures = gone.flatMap(({ resolved }) => ("figure" in resolved && resolved.figure ? [resolved.figure] : []));
    const { written } = sentence;
    return [
      {
        code: "OUTLINE.SENTENCE_DROPPED",
        unit: null,
        figures: [...new Set(figures)],
        sources: written ? [{ file: written.file, sheet: "正文", cell: written.place, text: sentence.text }] : [],
        facts: {
          heading: part.heading,
          words: clauses.map((clause) => shown(given, clause)),
          missing: [...new Set(gone.map((one) => reasonOf(given, one)))],
        },
        ...(!written && gone.every((one) => isNotAsked(given, one)) && { severity: "notice" as const }),
      },
    ];
  });
}

interface Lost {
  readonly name: string;
  readonly resolved: Extract<Resolved, { kind: "missing" | "unknown" }>;
}

function lostIn({ fillings }: OfficeTextCase, text: string): readonly Lost[] {
  return placeholdersIn(text).flatMap((name): readonly Lost[] => {
    const resolved = resolvePlaceholder(fillings, name);
    return resolved.kind === "missing" || resolved.kind === "unknown" ? [{ name, resolved }] : [];
  });
}

/** A figure of a table that may be left out, and that no unit sent. */
function isNotAsked({ fillings }: OfficeTextCase, { resolved }: Lost): boolean {
  return (
    "figure" in resolved &&
    resolved.figure !== undefined &&
    fillings.figures.get(resolved.figure)?.state === "notReported"
  );
}

/** “本年新收”没有数据; of a share with the unit whose it is. */
function reasonOf({ fillings }: OfficeTextCase, { name, resolved }: Lost): string {
  const label = "figure" in resolved && resolved.figure ? labelIn(fillings, resolved.figure) : undefined;
  if (label === undefined || resolved.reason !== NO_VALUE) return resolved.reason;
  const at = name.indexOf("@");
  return `“${label}”${at < 0 ? "" : `中${sharersOf(fillings, name.slice(at + 1))}的数`}没有数据`;
}

/** `D01` is a unit, `=乡镇` a group of units, `!D01,=乡镇` all the others. */
function sharersOf({ units, oversightOffice }: Fillings, share: string): string {
  const isOthers = share.startsWith("!");
  const named = (isOthers ? share.slice(1).split(",") : [share]).map((one) => {
    const wanted = one === "oversightOffice" ? oversightOffice : one;
    return units.find(({ code }) => code === wanted)?.name ?? one.replace(/^=/, "");
  });
  return isOthers ? `${named.join("、")}以外各单位` : named.join("");
}

function shown({ fillings }: OfficeTextCase, clause: string): string {
  return replacePlaceholders(clause, (name) => {
    const resolved = resolvePlaceholder(fillings, name);
    if (resolved.kind === "name") return resolved.text;
    const label = "figure" in resolved && resolved.figure ? labelIn(fillings, resolved.figure) : undefined;
    // The one name that may be missing is the oversight office's.
    return `{${label ?? (resolved.kind === "missing" && !name.includes("/") ? "主管部门" : name)}}`;
  });
}

/** 别处的地名: in the outline's own words and in the office's. */
function strangers(given: OfficeTextCase): readonly Finding[] {
  const { title, preamble, parts } = outlineOf(given);
  const own = [title, ...preamble, ...parts.map(({ heading }) => heading), given.fillings.names.government];
  const outline = [
    ...own,
    ...parts.flatMap((part) => sentencesOf(given, part).filter((one) => !one.written)).map(({ text }) => text),
  ];
  const places = otherPlacesFinder(given.jurisdiction, given.roster);
  return [
    ...[...new Set(outline.flatMap(places))].map(
      (words): Finding => ({
        code: "OUTLINE.OTHER_PLACE",
        unit: null,
        figures: [],
        sources: [],
        facts: { words, where: "报告提纲（outline.json）或本级设置" },
      }),
    ),
    ...given.sections.flatMap((section) =>
      section.paragraphs.flatMap((paragraph) =>
        places(paragraph.text).map(
          (words): Finding => ({
            code: "OUTLINE.OTHER_PLACE",
            unit: null,
            figures: [],
            sources: [sourceOf(section, paragraph)],
            facts: { words, where: "正文" },
          }),
        ),
      ),
    ),
  ];
}
