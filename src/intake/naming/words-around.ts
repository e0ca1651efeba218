import type { Schemas } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { plainText } from "../../wording.js";
import { withoutDates, YEAR_NAMED } from "./dates.js";
import { nameKey } from "./places.js";
import { titleWordsOf } from "./title.js";

/** Everything a text can be shortened to by removing known words from its two ends, longest first, so that 数据局 is tried before 局. */
export function restsOf(text: string, schemas: Schemas): readonly string[] {
  const words = wordsAround(schemas);
  const known = words.remembered.get(text);
  if (known) return known;
  const seen = new Set([withoutNotes(text, words)]);
  for (const rest of seen) for (const shorter of shortened(rest, words)) seen.add(shorter);
  const rests = [...seen].sort((a, b) => b.length - a.length);
  if (words.remembered.size > MOST_REMEMBERED) words.remembered.clear();
  words.remembered.set(text, rests);
  return rests;
}

const MOST_REMEMBERED = 20_000;

/** The text without one known word at either end, or without a number or 表二 at its end. */
function shortened(rest: string, { byFirst, byLast }: WordsAround): readonly string[] {
  const before = (byFirst.get(rest[0] ?? "") ?? []).filter((word) => rest.startsWith(word));
  const behind = (byLast.get(rest.at(-1) ?? "") ?? []).filter((word) => rest.endsWith(word));
  const ending = /^(.*?\D)(?:\d+|表[一二三四五六])$/u.exec(rest)?.[1] ?? (/^\d+$/.test(rest) ? "" : undefined);
  return [
    ...before.map((word) => rest.slice(word.length)),
    ...behind.map((word) => rest.slice(0, rest.length - word.length)),
    ...(ending === undefined ? [] : [ending]),
  ];
}

function withoutNotes(text: string, { long }: WordsAround): string {
  let rest = withoutDates(plainText(text))
    .replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]/g, "")
    .replace(/附[件表][\d一二三四五六七八九十]*(?:-\d+)?[:：.、_-]?|附(?=\d)\d+(?:-\d+)?[:：.、_-]?|^附[:：]/g, "")
    .replace(YEAR_NAMED, "")
    .replace(/[vV]\d+(?:\.\d+)*|第[一二三四五六七八九\d]+[版次稿]/g, "")
    .replace(/^(?:\d+|[一二三四五六七八九十]{1,3}(?=[、.．:：]))[.、．:：\-_)]?/, "");
  rest = rest.replace(/[\p{P}\p{S}]/gu, "");
  for (const word of long) rest = rest.replaceAll(word, "");
  return rest;
}

interface WordsAround {
  readonly byFirst: ReadonlyMap<string, readonly string[]>;
  readonly byLast: ReadonlyMap<string, readonly string[]>;
  /** Whole report titles, which may stand between other words. */
  readonly long: readonly string[];
  /** Results by text: the same sheet names and titles recur in every file. */
  readonly remembered: Map<string, readonly string[]>;
}

const wordsBySchemas = new WeakMap<Schemas, WordsAround>();

function wordsAround(schemas: Schemas): WordsAround {
  const known = wordsBySchemas.get(schemas);
  if (known) return known;
  const { naming } = schemas;
  const all = [
    ...new Set(
      [
        ...titleWordsOf(schemas),
        ...naming.surroundingWords,
        // 更正后 and 更正前 are removed as a whole.
        ...naming.correctionWords.flatMap((word) => [word, `${word}后`, `${word}前`]),
        ...naming.finalWords,
        ...naming.repeatedWords,
        ...naming.earlierWords,
        ...naming.scanWords,
      ].map(nameKey),
    ),
  ].sort((a, b) => b.length - a.length);
  const words = {
    byFirst: groupBy(all, (word) => word[0] ?? ""),
    byLast: groupBy(all, (word) => word.at(-1) ?? ""),
    long: all.filter((word) => word.length >= 6),
    remembered: new Map<string, readonly string[]>(),
  };
  wordsBySchemas.set(schemas, words);
  return words;
}
