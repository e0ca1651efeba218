import { plainText } from "../wording.js";

const OWN = /^(?:本年度?|今年|当年|本期|本报告期|报告期|本年同期)(?:数|数据|数量|累计|值)?$/;
const FORMER = /^(?:上年度?|去年|上一年度?|前年|上期|上年同期|去年同期|同期)(?:数|数据|数量|累计|值)?$/;

/** A longer text is no head, and is not looked at: a line may hold ten thousands of words. */
const LONGEST = 40;

/** 本年｜上年: a head that says only of which period the figures below it are. */
export type PeriodHead = { readonly kind: "own" | "former" } | { readonly kind: "year"; readonly year: number };

export function periodHead(text: string): PeriodHead | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = plainText(text).replace(/^[(【〔]|[)】〕]$/g, "");
  if (OWN.test(plain)) return { kind: "own" };
  if (FORMER.test(plain)) return { kind: "former" };
  const year = /^(20\d{2})年?度?(?:数|数据|数量)?$/.exec(plain)?.[1];
  return year === undefined ? undefined : { kind: "year", year: Number(year) };
}
