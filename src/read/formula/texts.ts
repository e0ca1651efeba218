import { format } from "../../decimal.js";
import { countAt, valueIn, type Work } from "./argument.js";
import { wordsOf } from "./operators.js";
import { roundedTo } from "./rounding.js";
import { arithmetic, type Known, numberOf, textOf, truthOf } from "./scalar.js";

type Words = (text: string, first: number | undefined, second: number | undefined) => Known;

function inWords(work: Words): Work {
  return (terms) => {
    const text = wordsOf(valueIn(terms[0]));
    const [first, second] = [1, 2].map((at) => (terms[at] === undefined ? 1 : countAt(terms, at)));
    return text === undefined || first === undefined || second === undefined || first < 0 || second < 0
      ? undefined
      : work(text, first, second);
  };
}

const joined: Work = (terms) => {
  const words = terms.flatMap((term) => term.table()?.flat().map(wordsOf) ?? [undefined]);
  return words.some((one) => one === undefined) ? undefined : textOf(words.join(""));
};

/** A number as the formats 0, 0.00 and @ write it. */
const formatted: Work = (terms) => {
  const [value, pattern] = [valueIn(terms[0]), valueIn(terms[1])];
  const decimals = pattern?.kind === "text" ? /^0(?:\.(0{1,9}))?$/.exec(pattern.text) : null;
  const number = value?.kind === "text" ? undefined : arithmetic(value);
  if (!decimals || number?.kind !== "number") return undefined;
  const places = decimals[1]?.length ?? 0;
  const rounded = roundedTo(number, places, "nearest");
  if (rounded?.kind !== "number") return undefined;
  const text = format(rounded.value);
  const { scale } = rounded.value;
  return textOf(places === 0 ? text : `${scale === 0 ? `${text}.` : text}${"0".repeat(places - scale)}`);
};

/** 文本函数. A text is cut and measured only where each of its signs is one to every program. */
export const TEXTS: Readonly<Record<string, Work>> = {
  CONCATENATE: joined,
  CONCAT: joined,
  TEXT: formatted,
  LEN: inWords((text) => (isPlain(text) ? numberOf({ coefficient: BigInt(text.length), scale: 0 }) : undefined)),
  LEFT: inWords((text, count = 1) => cut(text, 0, count)),
  RIGHT: inWords((text, count = 1) => cut(text, Math.max(0, text.length - count), text.length)),
  MID: inWords((text, from = 1, count = 0) => (from > 0 ? cut(text, from - 1, from - 1 + count) : undefined)),
  TRIM: inWords((text) => textOf(text.replace(/ +/g, " ").replace(/^ | $/g, ""))),
  EXACT: (terms) => {
    const [a, b] = [wordsOf(valueIn(terms[0])), wordsOf(valueIn(terms[1]))];
    return a === undefined || b === undefined ? undefined : truthOf(a === b);
  },
  VALUE: (terms) => {
    const value = valueIn(terms[0]);
    return value?.kind === "truth" ? undefined : arithmetic(value);
  },
  N: (terms) => {
    const value = valueIn(terms[0]);
    return value?.kind === "text" ? numberOf({ coefficient: 0n, scale: 0 }) : arithmetic(value);
  },
  T: (terms) => {
    const value = valueIn(terms[0]);
    return value === undefined || value.kind === "error" || value.kind === "text" ? value : textOf("");
  },
};

function isPlain(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

function cut(text: string, from: number, to: number): Known {
  return isPlain(text) ? textOf(text.slice(from, to)) : undefined;
}
