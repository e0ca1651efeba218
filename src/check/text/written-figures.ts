import { type Decimal, equals, parseDecimal, sum } from "../../decimal.js";
import { type FigureCode, figurePattern } from "../../figure.js";
import type { Form, Rule } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { type WrittenNumber, wordingPattern, writtenNumber } from "./wording-pattern.js";

/** 文字与表格对照: the phrases that name figures, and the figures they name. */
export interface WrittenFigureCase {
  readonly phrases: readonly Phrase[];
  /** 不指全部的词: words that make a clause speak of a part, another time or another body. */
  readonly partWords?: readonly string[];
  readonly year: number;
  readonly value: (code: FigureCode) => Decimal | undefined;
  /** Only a number with a measure word (36件) counts: beside flattened tables a number may be any cell's. */
  readonly measured: boolean;
}

export type Phrase = NonNullable<Extract<Rule, { kind: "narrative" }>["phrases"]>[number];

/** 不一致的数: a number in a text that is not what the tables say. */
export interface WrittenFigure {
  /** The phrase with its number, as the text has it without spaces and quotation marks. */
  readonly words: string;
  readonly written: Decimal;
  readonly inTable: Decimal;
  readonly figures: readonly FigureCode[];
}

const phrasesOfForms = new WeakMap<Form, Map<readonly Phrase[], readonly Phrase[]>>();

/** Figures of a phrase that are named by a pattern (`applications.refused.*.total`), one by one as the form has them. */
export function phrasesOf(phrases: readonly Phrase[], form: Form): readonly Phrase[] {
  const known = phrasesOfForms.get(form) ?? new Map<readonly Phrase[], readonly Phrase[]>();
  const named = known.get(phrases) ?? withFiguresNamed(phrases, form);
  phrasesOfForms.set(form, known.set(phrases, named));
  return named;
}

function withFiguresNamed(phrases: readonly Phrase[], form: Form): readonly Phrase[] {
  const codes = [...form.figures.values()].filter(({ optional }) => !optional).map(({ code }) => code);
  return phrases.map((phrase) => ({
    ...phrase,
    figures: phrase.figures.flatMap((one) => (one.includes("*") ? codes.filter(figurePattern(one)) : [one])),
  }));
}

/**
 * 文字与表格不一致: a number that stands where a phrase of the rules wants one: 收到政府信息公开申请共36件, 新收三十六件. Each number is judged once, by
 * the longest phrase. A clause about another time, a part or another body (其中, 本机关) says nothing about the whole and is left alone.
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
  if (!SAYS_NUMBER.test(text)) return [];
  const plain = plainText(text.includes("{") ? text.replace(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, "□") : text);
  const judged = new Set<number>();
  return wordsOf(given.phrases, given.measured).flatMap((one) => {
    const { words, phrase } = one;
    const numbers = numbersAt(plain, one).filter(
      (found) => !judged.has(found.numberAt) && speaksOfTheWhole(plain, words, found, given),
    );
    for (const { numberAt } of numbers) judged.add(numberAt);
    if (numbers.length === 0 || phrase.context?.every((word) => !plain.includes(word))) return [];
    const inTable = totalOf(phrase.figures, given.value);
    if (!inTable) return [];
    return numbers.map(({ at, end, written }) => ({
      words: plain.slice(at, end),
      written,
      inTable,
      figures: phrase.figures,
    }));
  });
}

/** A digit of any script or a numeral; most lines of a text have none. */
const SAYS_NUMBER = /[\p{N}零〇一二三四五六七八九十百千万两]/u;

/** One way to say a phrase. */
interface Words {
  readonly words: string;
  readonly phrase: Phrase;
  readonly pattern: RegExp;
  /** What it begins with: a text without that does not say it. */
  readonly head: string;
}

const wordsOfPhrases = new WeakMap<readonly Phrase[], Map<boolean, readonly Words[]>>();

/** All ways to say the phrases, the longest first; made once for all lines of a text. */
function wordsOf(phrases: readonly Phrase[], measured: boolean): readonly Words[] {
  const known = wordsOfPhrases.get(phrases) ?? new Map<boolean, readonly Words[]>();
  const words = known.get(measured) ?? phrases.flatMap((phrase) => sayings(phrase, measured)).sort(byLength);
  wordsOfPhrases.set(phrases, known.set(measured, words));
  return words;
}

function sayings(phrase: Phrase, measured: boolean): readonly Words[] {
  return phrase.words.map((one) => {
    const words = plainText(one);
    const pattern = wordingPattern(words, phrase.measures, measured);
    return { words, phrase, pattern, head: /^[^*#]*/.exec(words)![0] };
  });
}

function byLength(a: Words, b: Words): number {
  return lengthOf(b.words) - lengthOf(a.words);
}

/** Of two phrases the one with more words of its own is meant; signs that stand for others count for nothing. */
function lengthOf(words: string): number {
  return words.replace(/[*#]/g, "").length;
}

interface FoundNumber {
  readonly at: number;
  readonly end: number;
  readonly numberAt: number;
  readonly written: Decimal;
}

function numbersAt(text: string, { pattern, head }: Words): readonly FoundNumber[] {
  if (!text.includes(head)) return [];
  return [...text.matchAll(pattern)].flatMap((match) => {
    const written = writtenValue(writtenNumber(match.groups ?? {}));
    const numberAt = match.index + (match.groups?.["before"]?.length ?? 0);
    return written ? [{ at: match.index, end: match.index + match[0].length, numberAt, written }] : [];
  });
}

/** 125000元 is 12.5万元, in which the form has it. */
function writtenValue({ digits, measure }: WrittenNumber): Decimal | undefined {
  const value = parseDecimal(digits);
  return value && measure === "元" ? sum([{ ...value, scale: value.scale + 4 }]) : value;
}

/** How far before a phrase a word may stand that makes it a part's: 其中，收到申请3件. */
const NEAR = 12;
/** How far back a sentence is looked at: nobody writes longer ones, and each number of a text has its own. */
const LONGEST_SENTENCE = 1000;

function speaksOfTheWhole(text: string, words: string, { at, end }: FoundNumber, given: WrittenFigureCase): boolean {
  const before = text.slice(Math.max(0, at - LONGEST_SENTENCE), at);
  const sentence = before.slice(lastOf(before, ["。", ";", "!", "?"]) + 1);
  const clause = `${sentence.slice(sentence.lastIndexOf(",") + 1)}${text.slice(at, end)}`;
  // 上年结转3件、新收36件: what was carried in is a figure of this year.
  const lastYear = /去年|上年(?!度?结转)|上一年/.test(clause) && !/上年|上一年/.test(words);
  const near = `${sentence.slice(-NEAR)}${text.slice(at, end)}`;
  const part = (given.partWords ?? PART_WORDS).some((word) => near.includes(word) && !words.includes(word));
  return (
    !namesOtherTime(sentence, clause, given.year) && !lastYear && !part && !/同比|较上|比上|占|增加|减少/.test(clause)
  );
}

const PART_WORDS: readonly string[] = ["其中", "本机关", "本办", "我办", "本级", "去年"];

/** Another year, or a part of this one: 2021年收到, 上半年收到, 3月收到. */
function namesOtherTime(sentence: string, clause: string, year: number): boolean {
  const named = [...clause.matchAll(/(\d{4})年/g)].map((match) => Number(match[1]));
  const last = [...sentence.matchAll(/(\d{4})年/g)].map((match) => Number(match[1])).at(-1);
  const days = clause.replace(/1月1日.{0,8}12月31日|截至.{0,6}12月31日|12月底/g, "");
  return (
    named.some((one) => one !== year) ||
    (named.length === 0 && last !== undefined && last < year) ||
    /\d月|季度|[上下]半年/.test(days)
  );
}

function lastOf(text: string, marks: readonly string[]): number {
  return Math.max(...marks.map((mark) => text.lastIndexOf(mark)));
}

function totalOf(codes: readonly FigureCode[], value: (code: FigureCode) => Decimal | undefined): Decimal | undefined {
  const values = codes.map(value).filter((one) => one !== undefined);
  return values.length > 0 && values.length === codes.length ? sum(values) : undefined;
}
