import type { Naming } from "../../form/form.js";
import { plainText } from "../../wording.js";

/** What is left of a text must be at least so many characters beside the set phrases, and so many beside every word that adds nothing. */
const SHORTEST = 6;
const SHORTEST_BESIDE_WORDS = 4;
/** 啊啊啊啊啊啊 and 说明说明说明 are no sentence. */
const FEWEST_DIFFERENT = 4;

const HAN = /\p{Script=Han}/gu;

/** 空话: why an explanation says nothing, or undefined for one that says something. */
export function emptyBecause(text: string, naming: Naming): string | undefined {
  const plain = plainText(text).replace(/[\p{P}\p{S}]/gu, "");
  const signs = plain.match(HAN) ?? [];
  if (plain !== "" && !/\p{Script=Han}{2}/u.test(plain)) return "没有用文字写明原因";
  const substance = without(
    plain,
    naming.emptyExplanations.filter((phrase) => phrase.length > 1),
  );
  if (substance.length < SHORTEST) return "没有写明具体原因";
  if (new Set(signs).size < FEWEST_DIFFERENT) return "只有重复的字，没有写明具体原因";
  const rest = without(plain, [...naming.emptyExplanations, ...naming.stockWords]).match(HAN) ?? [];
  return rest.length < SHORTEST_BESIDE_WORDS ? "只有套话，没有写明具体原因" : undefined;
}

/** The text without any of the words, the longest first. */
function without(text: string, words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ""), text);
}
