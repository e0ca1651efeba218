/** 量词 that may stand behind a number, as alternatives of a pattern. */
export const COUNT_UNITS = "件|条|宗|个|份|次|项|起|例|篇|期|场|则|种|对|人次|人|家|部|户|笔";

/** 货币单位 that may stand behind a number. 万 and 亿 alone are no units but part of the number. */
export const MONEY_UNITS = "亿元|千万元|百万元|万元|千元|百元|元";

/** Powers of ten of a money unit: 万元 is 10⁴ 元. */
export const MONEY: Readonly<Record<string, number>> = {
  元: 0,
  百元: 2,
  千元: 3,
  万元: 4,
  万: 4,
  百万元: 6,
  千万元: 7,
  亿元: 8,
  亿: 8,
};

const DECLARED = new RegExp(
  `(?:^|单位[:：;；]?为?|人民币|以|为)(${MONEY_UNITS}|[百千万亿](?:${COUNT_UNITS})|亿|万)(?=$|[\\p{P}\\p{S}]|人民币|为|保留|计)`,
  "u",
);

/** 注明的计量单位: the first unit that a heading's notes declare: 单位：元, 人民币元, 以元为单位, 元（保留两位小数）, 万件. */
export function unitDeclared(notes: readonly string[]): string | undefined {
  for (const note of notes) {
    const unit = DECLARED.exec(note)?.[1];
    if (unit) return /^[亿万]$/.test(unit) ? `${unit}元` : unit;
  }
  return undefined;
}

/** 万件, 千件: whether the unit counts thousands or more of something other than money. */
export function isMultiple(unit: string): boolean {
  return /^[百千万亿]/.test(unit) && !(unit in MONEY);
}
