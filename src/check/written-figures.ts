import { type Decimal, equals, parseDecimal, sum } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Rule } from "../form/form.js";
import { plainText } from "../wording.js";

/** 文字与表格对照: the phrases that name figures, and the figures they name. */
export interface WrittenFigureCase {
  readonly phrases: readonly Phrase[];
  readonly year: number;
  readonly value: (code: FigureCode) => Decimal | undefined;
  /** Only a number with a measure word (36件) counts: beside flattened tables a number may be any cell's. */
  readonly measured: boolean;
}

type Phrase = NonNullable<Extract<Rule, { kind: "narrative" }>["phrases"]>[number];

/** 不一致的数: a number in a text that is not what the tables say. */
export interface WrittenFigure {
  /** The phrase with its number, as the text has it without spaces and quotation marks. */
  readonly words: string;
  readonly written: Decimal;
  readonly inTable: Decimal;
  readonly figures: readonly FigureCode[];
}

/**
 * 文字与表格不一致: a number right after a phrase that names a figure: 收到政府信息公开申请共36件. Each number is judged once, by the longest
 * phrase before it. A clause about another year or about a part (其中, 本机关) says nothing about the whole and is left alone.
 */
export function contradictedFigures(text: string, given: WrittenFigureCase): readonly WrittenFigure[] {
  return figuresIn(text, given).filter(({ written, inTable }) => !equals(inTable, written));
}

/** 文字印证: the figures that a text states just as the tables do. */
export function confirmedFigures(text: string, given: WrittenFigureCase): readonly FigureCode[] {
  return figuresIn(text, given)
    .filter(({ written, inTable }) => equals(inTable, written))
    .flatMap(({ figures }) => figures);
}

function figuresIn(text: string, given: WrittenFigureCase): readonly WrittenFigure[] {
  const plain = plainText(text);
  const judged = new Set<number>();
  return wordsOf(given.phrases).flatMap(({ words, figures }) =>
    numbersAfter(plain, words, given.measured).flatMap(({ at, end, written }) => {
      if (judged.has(end) || !speaksOfTheWhole(plain.slice(0, at), words, given.year)) return [];
      judged.add(end);
      const inTable = totalOf(figures, given.value);
      if (!inTable) return [];
      return [{ words: plain.slice(at, end), written, inTable, figures }];
    }),
  );
}

function wordsOf(
  phrases: readonly Phrase[],
): readonly { readonly words: string; readonly figures: Phrase["figures"] }[] {
  return phrases
    .flatMap(({ words, figures }) => words.map((one) => ({ words: plainText(one), figures })))
    .sort((a, b) => b.words.length - a.words.length);
}

/** Words that may stand between the phrase and its number: 申请案件总数为36件. */
const BETWEEN = "[案件事项总合共计数量为有了的:,]{0,8}";
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?`;
const MEASURED = "[余多]?[件宗份起]";
/** 2022年, 5% and 3万 are no figures of a form; nor is the beginning of a longer number. */
const NOT_OTHERWISE = String.raw`(?!\d|\.\d|,\d{3}(?!\d)|[年月日%个百千万亿])`;

function numbersAfter(
  text: string,
  words: string,
  measured: boolean,
): readonly { readonly at: number; readonly end: number; readonly written: Decimal }[] {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`${escaped}${BETWEEN}${NUMBER}${measured ? MEASURED : NOT_OTHERWISE}`, "g");
  return [...text.matchAll(pattern)].flatMap((match) => {
    const written = parseDecimal(`${(match[1] ?? "").replaceAll(",", "")}${match[2] ?? ""}`);
    return written ? [{ at: match.index, end: match.index + match[0].length, written }] : [];
  });
}

/** How far before a phrase a word may stand that makes it a part's: 其中，收到申请3件. */
const NEAR = 12;

function speaksOfTheWhole(before: string, words: string, year: number): boolean {
  const sentence = before.slice(lastOf(before, ["。", ";", "!", "?"]) + 1);
  const clause = sentence.slice(sentence.lastIndexOf(",") + 1);
  const otherYear = [...clause.matchAll(/(\d{4})年/g)].some((match) => Number(match[1]) !== year);
  // 上年结转3件、新收36件: what was carried in is a figure of this year.
  const lastYear = /去年|上年(?!度?结转)|上一年/.test(clause) && !/上年/.test(words);
  const part = /其中|本机关|本办|我办|本级|去年/.test(sentence.slice(-NEAR));
  return !otherYear && !lastYear && !part && !/同比|较上|占/.test(clause);
}

function lastOf(text: string, marks: readonly string[]): number {
  return Math.max(...marks.map((mark) => text.lastIndexOf(mark)));
}

function totalOf(codes: readonly FigureCode[], value: (code: FigureCode) => Decimal | undefined): Decimal | undefined {
  const values = codes.map(value).filter((one) => one !== undefined);
  return values.length === codes.length ? sum(values) : undefined;
}
