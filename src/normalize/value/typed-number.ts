import { parseDecimal } from "../../decimal.js";
import type { Figure } from "../../form/form.js";
import { chineseNumber } from "./chinese-number.js";
import { COUNT_UNITS, MONEY_UNITS, unitDeclared } from "./measuring-unit.js";
import { type Digits, type Reading, unreadable } from "./reading.js";
import { dustOf, withoutDust } from "./stored-number.js";

const NUMBER = "\\d+(?:\\.\\d+)?|\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?";
const TYPED = new RegExp(
  `^(?<about>约|近|大约)?(?<sign>[+＋]|[-－–—−﹣]|增加?|减少?)?(?<digits>${NUMBER})(?<over>余|多)?(?<unit>${COUNT_UNITS}|${MONEY_UNITS}|万|亿)?(?<over2>余|多|左右|以上)?$`,
);

/** 36: a whole number and nothing else, as nearly all are. */
const WHOLE = /^(?:0|[1-9]\d*)$/;

/** Notes that make the number uncertain: 12（应为15）, 12（待核实）, 12（估）, 12（上年数）, 12（万件）. */
const DOUBTS = new RegExp(
  [
    "应为|应是|应该是|(?:更正|修正|订正)[为后]|改[为成]\\d|有误|存疑|不准确|(?:数据|统计)不(?:全|完整)",
    "待(?:核|定|补(?!正)|录|确认|统计|更新|填)|未(?:统计|录入|核实)|暂[缺估定]",
    "^估|(?<!评)估[计算数]|预计|大约|左右|^约|约\\d",
    "^(?:上年|去年|上一年|20\\d{2}年)度?(?:数|数据|数字)?$",
    `^(?:单位[:：]?)?[百千万亿](?:${COUNT_UNITS})$`,
  ].join("|"),
);

/** 手工填写的数: a number as a person types it: 1,234, 36件, 约30, 22（其中修订16件）. `narrow` is the text in half-width characters. */
export function typedNumber(text: string, narrow: string, figure: Figure): Digits | Reading {
  const cleaned: string[] = [];
  const whole = text === narrow && WHOLE.test(text) ? parseDecimal(text) : undefined;
  if (whole) return { value: whole, cleaned };
  if (/[\uff10-\uff19\uff0c\uff0e\uff0b\uff0d]/.test(text)) cleaned.push("全角字符");
  const { body, note } = withoutNote(/^['‘’`](?=\d)/.test(narrow) ? narrow.slice(1) : narrow);
  if (note !== undefined && !figure.approximate && DOUBTS.test(note)) return unreadable(`附注“${note}”使数字不能确定`);
  if (note !== undefined) cleaned.push(`附注“${note}”`);
  if (body.length < narrow.length && /^['‘’`]/.test(narrow)) cleaned.push("数字前的撇号");
  const match = TYPED.exec(body);
  if (!match?.groups) return chineseNumber(body, cleaned, figure.kind === "amount" ? "amount" : "count");
  const { about, sign, digits = "", over, over2 } = match.groups;
  const unit = match.groups.unit ?? (note === undefined ? undefined : unitDeclared([note]));
  if (/^0\d/.test(digits)) return unreadable("数字以0开头，可能是几个数连在了一起");
  const qualifier = about ?? over ?? over2;
  if (qualifier !== undefined && !figure.approximate) return unreadable(`带有“${qualifier}”，是约数，应填准确数`);
  if (sign && /^(?:增|减)/.test(sign) && !figure.signed) return unreadable(`带有“${sign}”，不能确定是什么数`);
  if (digits.includes(",")) cleaned.push("千分位分隔符");
  if (unit) cleaned.push(`计量单位“${unit}”`);
  if (sign && !/[-－–—−﹣]/.test(sign)) cleaned.push(`“${sign}”号`);
  const negative = sign !== undefined && /[-－–—−﹣]|减/.test(sign);
  const value = parseDecimal(`${negative ? "-" : ""}${digits.replaceAll(",", "")}`);
  if (!value) return unreadable("数字格式不能识别");
  cleaned.push(...dustOf(value, figure));
  return { value: withoutDust(value, figure), cleaned, ...(unit && { unit }), ...(qualifier && { qualifier }) };
}

/** Separates 22(其中修订16件) into the number and its note, which is the whole bracket at the end. */
function withoutNote(text: string): { body: string; note?: string } {
  const open = text.search(/[([【]/);
  const [body, note] = [text.slice(0, Math.max(0, open)).trim(), text.slice(open + 1, -1)];
  return body !== "" && /[)\]】]$/.test(text) && /\p{Script=Han}/u.test(note)
    ? { body, note: note.replace(/\s+/g, "") }
    : { body: text.replace(/(?<=\d)\s+(?=[\p{Script=Han}])/u, "") };
}
