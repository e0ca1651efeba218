import { type Decimal, format } from "../../decimal.js";
import { type FigureCode, NO_FIGURE, type SourceCell, type UnitCode, wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Form, Rule } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { type Period, yearOf } from "../../period.js";
import { plainText } from "../../wording.js";
import { contradictedFigures, phrasesOf } from "./written-figures.js";

type NarrativeRule = Extract<Rule, { kind: "narrative" }>;

type WordedCode = "TEXT.FIGURE_MISMATCH" | "TEXT.OTHER_YEAR" | "TEXT.PLACEHOLDER";

/** 文字部分: the running text of a submission, line by line, with the tables beside it. */
export interface NarrativeCase {
  readonly form: Form;
  /** Null for the office's own text. */
  readonly unit: UnitCode | null;
  readonly period: Period;
  readonly file: string;
  readonly lines: readonly { readonly text: string; readonly sheet: string; readonly place: string }[];
  readonly value: (code: FigureCode) => Decimal | undefined;
  /** Names of the other units, to find text that was taken over from them. */
  readonly otherNames: readonly string[];
}

/** Sentences are narrative; short lines are the flattened cells of tables. The office's own text is all narrative. */
function isSentence({ unit }: NarrativeCase, text: string): boolean {
  return unit === null || (text.length >= 10 && /[，。；,;、]/.test(text)) || /.{4}[。；]\s*$/.test(text);
}

export function checkNarrative(rule: NarrativeRule, given: NarrativeCase): readonly Finding[] {
  const sentences = given.lines.filter((line) => isSentence(given, line.text));
  switch (rule.check) {
    case "figures":
      return onePerWording(sentences.flatMap((line) => figureMismatches(rule, given, line)));
    case "otherYear":
      return onePerWording([
        ...sentences.flatMap((line) => otherYears(rule, given, line)),
        ...otherSignatures(rule, given),
      ]);
    case "placeholders":
      return onePerWording(given.lines.flatMap((line) => placeholders(rule, given, line)));
    case "requiredText":
      return sentences.length === 0 ? [] : requiredText(rule, given);
  }
}

/** The same words in several lines are one matter, with every line as a source. */
function onePerWording(findings: readonly Finding<WordedCode>[]): readonly Finding[] {
  const matters = groupBy(findings, ({ figures, facts }) => [facts.words, ...figures].join("\u0001"));
  const worded = [...matters.values()].map((group) => ({ ...group[0]!, sources: sourcesOf(group) }));
  return worded.length > MOST_WORDINGS ? withMore(worded) : worded;
}

/** Different wordings of one rule in one file that are said one by one, and the places that are named with one. */
const MOST_WORDINGS = 100;
const MOST_PLACES = 100;

function sourcesOf(group: readonly Finding[]): readonly SourceCell[] {
  return group.slice(0, MOST_PLACES).flatMap(({ sources }) => sources);
}

function reworded<C extends WordedCode>(finding: Finding<C>, words: string): Finding {
  return { ...finding, facts: { ...finding.facts, words } } as Finding;
}

/** 其余各处: a text of nothing but numbers would give a finding for each; the last one says how many more there are, and lists their figures. */
function withMore(findings: readonly Finding<WordedCode>[]): readonly Finding[] {
  const [last, ...more] = findings.slice(MOST_WORDINGS - 1) as [Finding<WordedCode>, ...Finding<WordedCode>[]];
  const words = `${last.facts.words}（另有${more.length}处同类的没有一一列出）`;
  const figures = [...new Set([last, ...more].flatMap((one) => one.figures))];
  return [
    ...findings.slice(0, MOST_WORDINGS - 1),
    { ...reworded(last, words), figures, sources: sourcesOf([last, ...more]) },
  ];
}

function sourceOf(given: NarrativeCase, line: NarrativeCase["lines"][number]): SourceCell {
  return { file: given.file, sheet: line.sheet, cell: line.place, text: line.text.trim().slice(0, 120) };
}

const NO_PHRASES: NonNullable<NarrativeRule["phrases"]> = [];

/** Numbers in a sentence that contradict the unit's own tables. */
function figureMismatches(
  rule: NarrativeRule,
  given: NarrativeCase,
  line: NarrativeCase["lines"][number],
): readonly Finding<"TEXT.FIGURE_MISMATCH">[] {
  const { form, period, value } = given;
  const phrases = phrasesOf(rule.phrases ?? NO_PHRASES, form);
  const known = { phrases, ...(rule.partWords && { partWords: rule.partWords }), year: yearOf(period), value };
  return contradictedFigures(line.text, { ...known, measured: given.unit !== null }).map(
    ({ words, written, inTable, figures }): Finding<"TEXT.FIGURE_MISMATCH"> => ({
      code: "TEXT.FIGURE_MISMATCH",
      rule: rule.id,
      unit: given.unit,
      figures,
      sources: [sourceOf(given, line)],
      facts: {
        figure: given.form.figures.get(figures[0] ?? NO_FIGURE)?.label ?? "",
        words,
        written: format(written),
        table: format(inTable),
      },
      expected: format(inTable),
      actual: format(written),
    }),
  );
}

/** How the text of a report opens, with the name of whose it is: 2022年，象湖镇人民政府认真贯彻……. */
const YEAR_BEFORE = /^20\d{2}年度?(?:以来)?[,，]?/;
const OPENING = /^(?:20\d{2}年|认真|严格|坚持|深入|积极|高度重视|按照|始终|切实|扎实|全面|共收到|主动公开)/;

function opensAs(text: string, name: string): boolean {
  return [text, text.replace(YEAR_BEFORE, "")].some(
    (one) => one.startsWith(name) && OPENING.test(one.slice(name.length)),
  );
}

/** Text of another year left in: 2021年…… in the report of 2022, where it is not compared with or quoted from a document. */
function otherYears(
  rule: NarrativeRule,
  given: NarrativeCase,
  line: NarrativeCase["lines"][number],
): readonly Finding<"TEXT.OTHER_YEAR">[] {
  const text = plainText(line.text);
  const stale = [
    ...text.matchAll(
      /(?<![\d〔[(])(20\d{2})年(?:度|全年)?[^，。；,;]{0,8}(?:主动公开|我单位|我局|我镇|我乡|我办|我委|全年|共收到|政府信息公开工作(?:总体)?情况|,|，)/g,
    ),
  ]
    .filter(
      (match) => Number(match[1]) !== yearOf(given.period) && Math.abs(Number(match[1]) - yearOf(given.period)) <= 6,
    )
    .filter(
      (match) =>
        Number(match[1]) !== yearOf(given.period) + 1 &&
        !/截至|相比|同比|较|比|自|以来|印发|修订|发布|成立|建设/.test(
          text.slice(Math.max(0, match.index - 6), match.index + match[0].length + 4),
        ),
    );
  const names = given.otherNames.filter((name) => name.length >= SHORTEST_NAME && opensAs(text, name));
  return [...stale.map((match) => match[0].replace(/[,，]$/, "")), ...names]
    .slice(0, 1)
    .map((words) => leftIn(rule, given, line, words));
}

const SHORTEST_NAME = 3;

function leftIn(
  rule: NarrativeRule,
  given: NarrativeCase,
  line: NarrativeCase["lines"][number],
  words: string,
): Finding<"TEXT.OTHER_YEAR"> {
  return {
    code: "TEXT.OTHER_YEAR",
    rule: rule.id,
    unit: given.unit,
    figures: [],
    sources: [sourceOf(given, line)],
    facts: { words },
  };
}

/** 落款 of another unit: its name alone on a line, with the date behind it or on the next line. */
function otherSignatures(rule: NarrativeRule, given: NarrativeCase): readonly Finding<"TEXT.OTHER_YEAR">[] {
  const names = given.otherNames.filter((name) => name.length >= SHORTEST_NAME);
  return given.lines.flatMap((line, at) => {
    const text = plainText(line.text);
    if (text.length > LONGEST_SIGNATURE) return [];
    const next = plainText(given.lines[at + 1]?.text ?? "");
    const signed = names.filter(
      (name) => text.startsWith(name) && DATE.test(text === name ? next : text.slice(name.length)),
    );
    return signed.map((words) => leftIn(rule, given, line, words));
  });
}

const LONGEST_SIGNATURE = 50;
const DATE = /^(?:20\d{2}|二[〇○零]二.)年.{1,2}月.{1,3}日$/;

function placeholders(
  rule: NarrativeRule,
  given: NarrativeCase,
  line: NarrativeCase["lines"][number],
): readonly Finding<"TEXT.PLACEHOLDER">[] {
  const found = (rule.patterns ?? []).flatMap((pattern) => new RegExp(pattern).exec(line.text)?.[0] ?? []).slice(0, 1);
  return found.map(
    (words): Finding<"TEXT.PLACEHOLDER"> => ({
      code: "TEXT.PLACEHOLDER",
      rule: rule.id,
      unit: given.unit,
      figures: [],
      sources: [sourceOf(given, line)],
      facts: { words },
    }),
  );
}

/** Parts five and six, where the submission has a narrative at all. */
function requiredText(rule: NarrativeRule, given: NarrativeCase): readonly Finding[] {
  const at = (pattern: RegExp): number =>
    given.lines.findIndex((line) => line.text.trim().length <= 40 && pattern.test(plainText(line.text)));
  const five = at(/^五、.*(?:问题|改进)/);
  const six = at(/^六、/);
  const findings: Finding[] = [];
  const body = (from: number, to: number): string =>
    given.lines
      .slice(from + 1, to < 0 ? undefined : to)
      .map((line) => line.text)
      .join("")
      .replace(/\s/g, "");
  if (five >= 0 && body(five, six).length < 10) findings.push(missing(rule, given, "第五部分没有内容或不足10个字"));
  if (six >= 0 && !/信息处理费|处理费/.test(body(six, -1)))
    findings.push(missing(rule, given, "第六部分没有报告收取信息处理费的情况"));
  return findings;
}

function missing(rule: NarrativeRule, given: NarrativeCase, what: string): Finding {
  return {
    code: "TEXT.SECTION_MISSING",
    rule: rule.id,
    unit: given.unit,
    figures: [],
    sources: [wholeFile(given.file)],
    facts: { what },
  };
}
