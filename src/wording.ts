import { Converter } from "opencc-js/t2cn";
import { parseNumeral } from "./numeral.js";
import { ownCopy } from "./remembered.js";

/**
 * 标签归一: two wordings are the same label when their plain forms are equal. Width, spaces, quotation marks,
 * traditional characters and Kangxi radicals do not tell labels apart; everything else does. There is no likeness.
 */
export function plainText(text: string): string {
  if (text.length > LONGEST_REMEMBERED) return folded(text);
  const known = rememberedPlain.get(text);
  if (known !== undefined) return known;
  const own = ownCopy(text);
  const plain = folded(own);
  if (rememberedPlain.size > MOST_REMEMBERED) rememberedPlain.clear();
  rememberedPlain.set(own, plain);
  return plain;
}

/** The same labels stand in every unit's file, and a sheet's texts are asked about many times: short texts are folded once. */
const rememberedPlain = new Map<string, string>();
const LONGEST_REMEMBERED = 100;
/** As many as a file may have cells. */
const MOST_REMEMBERED = 500_000;

function folded(text: string): string {
  const plain = toSimplified(replaceRadicals(text.normalize("NFKC")))
    .replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g, "")
    .replace(/[“”„‟"''‘’`´「」『』《》〈〉<>]/g, "")
    .replace(/[–—―‐‑−－﹣]/g, "-");
  // Most texts are plain already: no second string of the same letters is kept.
  return plain === text ? text : plain;
}

/** 序号: the numbering before a label. 一、 is a part, （一） a group, 1. an item. */
export interface Ordinal {
  readonly style: "part" | "group" | "item";
  readonly number: number;
}

/** 标签: a wording taken apart into its numbering, its name and its bracketed notes. */
export interface Wording {
  readonly ordinal?: Ordinal;
  /** The name alone: no numbering, no notes, no punctuation. */
  readonly name: string;
  /** What stood in brackets, and 单位:… without brackets. */
  readonly notes: readonly string[];
}

const remembered = new Map<string, Wording>();

export function wordingOf(text: string): Wording {
  const known = remembered.get(text);
  if (known) return known;
  const own = ownCopy(text);
  const wording = takeApart(plainText(own));
  if (remembered.size > MOST_WORDINGS) remembered.clear();
  remembered.set(own, wording);
  return wording;
}

const MOST_WORDINGS = 50_000;

/** Without any of these there is no numbering, note or punctuation to be taken off. */
const MAY_BE_MORE_THAN_NAME = /[\p{P}\p{S}\d度元件条项]/u;
const NO_NOTES: readonly string[] = [];

function takeApart(plain: string): Wording {
  if (!MAY_BE_MORE_THAN_NAME.test(plain)) return { name: plain, notes: NO_NOTES };
  const { ordinal, rest } = takeOrdinal(plain);
  const notes: string[] = [];
  const name = ownYear(rest, notes)
    .replace(/[([【〔{]([^()[\]【】〔〕{}]*)[)\]】〕}]?/g, (_, note: string) => {
      notes.push(note);
      return "";
    })
    .replace(/(?:[,，:：;；、/]?(?:计量)?单位[:：;；为]?|\/)(万元|亿元|千元|元|件|条|项)$/, (_, unit: string) => {
      notes.push(`单位:${unit}`);
      return "";
    })
    .replace(/[\p{P}\p{S}]/gu, "");
  return { ...(ordinal && { ordinal }), name, notes };
}

/** 2023年制发件数 and 本年度制发件数 are 本年制发件数; the year that was named is a note. */
function ownYear(text: string, notes: string[]): string {
  return text
    .replace(/(?<!\d)(20\d{2})年度?(?=\p{Script=Han})/u, (_, year: string) => {
      notes.push(`${year}年`);
      return "本年";
    })
    .replaceAll("本年度", "本年");
}

/** 去序号: 一、上年情况 is 上年情况. */
export function withoutOrdinal(text: string): string {
  return takeOrdinal(plainText(text)).rest;
}

const ORDINALS: readonly (readonly [Ordinal["style"], RegExp])[] = [
  ["group", /^[([【〔]([一二三四五六七八九十]{1,3})[)\]】〕]/],
  ["item", /^[([【〔](\d{1,2})[)\]】〕]/],
  ["part", /^([一二三四五六七八九十]{1,3})[、.,,:：·]/],
  ["item", /^(\d{1,2})[、.,,:：)·]/],
  ["item", /^(\d{1,2})(?=\p{Script=Han})/u],
];

function takeOrdinal(plain: string): { ordinal?: Ordinal; rest: string } {
  for (const [style, pattern] of ORDINALS) {
    const match = pattern.exec(plain);
    if (match) return { ordinal: { style, number: ordinalNumber(match[1] ?? "") }, rest: plain.slice(match[0].length) };
  }
  return { rest: plain };
}

/** 序号的数: digits, or a Chinese numeral; 0 where it is none (一一). */
function ordinalNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (parseNumeral(text) ?? 0);
}

const toSimplified: (text: string) => string = lazily(() => Converter({ from: "t", to: "cn" }));

/** Building the dictionary costs some milliseconds, so it waits for the first character that could need it. */
function lazily(make: () => (text: string) => string): (text: string) => string {
  let convert: ((text: string) => string) | undefined;
  return (text) => {
    if (!/[\u0250-\uffff]/.test(text)) return text;
    convert ??= make();
    return convert(text);
  };
}

/** 部首: copied PDF text has radicals of the supplement block in the place of characters, which NFKC leaves alone. */
const RADICALS: Readonly<Record<string, string>> = {
  "⺟": "母",
  "⺠": "民",
  "⺮": "竹",
  "⻄": "西",
  "⻅": "见",
  "⻆": "角",
  "⻉": "贝",
  "⻋": "车",
  "⻑": "长",
  "⻓": "长",
  "⻔": "门",
  "⻘": "青",
  "⻙": "韦",
  "⻚": "页",
  "⻛": "风",
  "⻜": "飞",
  "⻝": "食",
  "⻢": "马",
  "⻣": "骨",
  "⻤": "鬼",
  "⻥": "鱼",
  "⻦": "鸟",
  "⻨": "麦",
  "⻩": "黄",
  "⻬": "齐",
  "⻮": "齿",
  "⻰": "龙",
  "⻳": "龟",
};

function replaceRadicals(text: string): string {
  if (!/[\u2e80-\u2eff]/.test(text)) return text;
  return text.replace(/[\u2e80-\u2eff]/g, (radical) => RADICALS[radical] ?? radical);
}
