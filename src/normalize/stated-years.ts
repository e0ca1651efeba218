import { wordingOf } from "../wording.js";

/** 标题写明的年度: 2023 of 本年(2023)制发件数. 上年(2022)结转 and 结转下年度 rightly speak of another year and give none. */
export function yearsIn(text: string): readonly number[] {
  const { name, notes } = wordingOf(text);
  if (/上年|上一年|下年/.test(name)) return [];
  return notes.flatMap((note) => {
    const match = /^(20\d{2})年?度?$/.exec(note);
    return match ? [Number(match[1])] : [];
  });
}
