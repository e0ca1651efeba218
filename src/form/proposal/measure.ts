import { NO, YES } from "../../answer.js";
import { NOT_READ, OPEN } from "../book/book.js";
import { nameOf, type ProposedLine } from "./lines.js";
import { COUNTED, kindSaid, NO_NUMBER, NOT_ADDED } from "./words.js";

/** 类型、单位、汇总方式 of a line, from its words; empty where they say nothing. */
export interface Measure {
  readonly kind: string;
  readonly decimals: string;
  readonly unit: string;
  readonly combine: string;
}

const BRACKETED = /[（(](?:计量)?(?:单位[:：])?([^（）()：:，,、\d]{1,5})[)）]\s*$/;
const UNITS =
  /^(?:[个件人户条次元项宗起例份篇家名天月年亩吨台辆套处所场批期笔本册]|人次|户次|件次|万元|亿元|千元|平方米|公里|公顷|元\/\S+|%|％|‰|百分比)$/;
const PERCENT = /[%％‰]|率|占比|比例|比重|同比|环比/;
const MONEY = /金额|支出|收入|资金|经费|费用|罚没|万元|亿元|元$/;
const WORDS = /^(?:备注|说明|序号)$/;

/** 提议一行、一栏的类型, from its words; `suggested` is the quotient that its formulas are. */
export function measureOf(line: ProposedLine, suggested: string | undefined): Measure {
  const last = (line.steps.at(-1) ?? "").replace(/\s+/g, "");
  const unit = unitOf(line);
  const name = nameOf(line);
  if (WORDS.test(last)) return { kind: NOT_READ, decimals: "", unit: "", combine: "" };
  const answer = line.axis === "row" && !line.field ? undefined : answerKind(last, line.options ?? []);
  if (answer !== undefined) return { kind: answer, decimals: "", unit: "", combine: "" };
  if (NOT_ADDED.test(`${name} ${unit}`))
    return {
      kind: "小数",
      decimals: "2",
      unit: unit || (PERCENT.test(name) ? "%" : ""),
      combine: combineWords(suggested, line.field),
    };
  if (MONEY.test(`${name}${unit}`)) return { kind: "小数", decimals: unit === "元" ? "2" : "6", unit, combine: "" };
  if (line.field && unit === "" && !COUNTED.test(last)) return { kind: ASK_KIND, decimals: "", unit, combine: "" };
  return { kind: unit === "" && !line.field ? "" : "整数", decimals: "", unit, combine: "" };
}

const ASK_KIND = `${OPEN}（整数、小数、文字、日期、是否或选项；选项写在“选项”一栏；不取的写 ${NOT_READ}）`;

/** 不是数的类型, by the boxes to tick, else by the name; undefined where it may be a number. */
function answerKind(name: string, options: readonly string[]): string | undefined {
  if (options.length > 0) return isYesNo(options) ? "是否" : SORTS.test(name) ? "选项" : ASK_SEVERAL;
  const said = kindSaid(name);
  if (said !== undefined) return said;
  return NO_NUMBER.test(name) && !NOT_ADDED.test(name) && !COUNTED.test(name) ? ASK_KIND : undefined;
}

function isYesNo(options: readonly string[]): boolean {
  return options.length === 2 && options.includes(YES) && options.includes(NO);
}

const SORTS = /类型|类别|种类|级别|性质/;
const ASK_SEVERAL = `${OPEN}（只能选一项的写 选项，可以选几项的写 选项（可选几项））`;

function combineWords(suggested: string | undefined, field: true | undefined): string {
  const ways = field ? "C6/C5*100，四舍五入，或 按C5加权，四舍五入" : "F/D*100，四舍五入";
  return suggested === undefined
    ? `${OPEN}（不能相加的，写 不汇总，或 ${ways}；能相加的写 相加）`
    : `${OPEN}（建议：${suggested}，四舍五入）`;
}

/** 计量单位 in brackets behind the label, of the label itself or of the group above it. */
function unitOf({ steps, unit }: ProposedLine): string {
  if (unit !== undefined) return unit;
  for (const step of [...steps].reverse()) {
    const found = BRACKETED.exec(step)?.[1]?.replace(/\s+/g, "");
    if (found !== undefined && UNITS.test(found)) return found === "％" || found === "百分比" ? "%" : found;
  }
  return "";
}
