import { isContact, isPageNumber, namesContact } from "../stray/stray.js";
import { COUNT_UNITS, MONEY_UNITS, saysNumber } from "../value/value.js";

/** 名称和数: a line of text that is nothing but a name and numbers: 政务新媒体：55, 补充 政务新媒体 55件. Without a name it is a number alone. */
export interface TypedLine {
  readonly label: string;
  readonly values: readonly string[];
}

/** What a line of text says if it is no more than a name and numbers; undefined for a sentence, a date, a telephone number, a page number. */
export function typedLineOf(text: string): TypedLine | undefined {
  const line = text.trim();
  if (line.length > LONGEST) return runTogether(line);
  if (line === "" || isPageNumber(line)) return undefined;
  const bare = withoutSigns(line);
  return listed(bare) ?? (isSentence(narrow(bare)) ? undefined : (runTogether(bare) ?? onlyFigures(named(bare))));
}

/** Without the brackets around it all, the full stop behind a name with a colon, and a blank before the measure: （政务新媒体：55 条。） */
function withoutSigns(line: string): string {
  const inner = /^[（(]([^（()）]{4,})[)）]$/.exec(line)?.[1] ?? line;
  const open = /[:：][^:：]*[。；;]$/.test(inner) ? inner.slice(0, -1) : inner;
  return open.replace(BLANK_BEFORE_MEASURE, "$1$2").replace(IN_BRACKETS, " $1");
}

const BLANK_BEFORE_MEASURE = new RegExp(`(\\d)\\s+(${COUNT_UNITS}|${MONEY_UNITS})$`);
const IN_BRACKETS = new RegExp(`[（(]\\s*(\\d{2,6}|\\d{1,6}(?:${COUNT_UNITS}|${MONEY_UNITS}))\\s*[)）]$`);

/** 政务新媒体：55条；网站：31条: names with their numbers in one line. */
function listed(line: string): TypedLine | undefined {
  const clauses = line.split(/[；;，](?!\d{3})/);
  return allOf(clauses.map((clause) => (/[:：]/.test(clause) ? onlyFigures(named(clause.trim())) : undefined)));
}

/**
 * 清理政务新媒体740 政务新媒体测评746: names with their numbers right behind them, as the cells of a table fall together whose rows were broken
 * off. Of the first, its name may be broken off as well, or lost: 言722 政务新媒体账号—微博728.
 */
function runTogether(line: string): TypedLine | undefined {
  if (line.length > LONGEST_TABLE || isSentence(narrow(line))) return undefined;
  const [start = "", ...rest] = line.split(/\s+/);
  const first =
    numberBehind(start) ?? (rest.length > 1 && NUMBER.test(narrow(start)) ? { label: "", values: [start] } : undefined);
  const others = rest.map(numberBehind);
  if (!first || !mayEndName(first.label) || first.values.some(isContact)) return undefined;
  if (others.length === 0 || !others.every((one) => one && isFigure(one))) return undefined;
  const found = [first, ...others.flatMap((one) => one ?? [])];
  const values = found.flatMap((one) => one.values);
  const names = found.flatMap(({ label }) => label || []);
  return values.some(saysNumber) ? { label: names.join("、"), values } : undefined;
}

function isFigure(found: TypedLine): boolean {
  return !found.values.some(isContact) && mayName(found.label) && !isTitle(found);
}

const LONGEST_TABLE = 3000;

function allOf(found: readonly (TypedLine | undefined)[]): TypedLine | undefined {
  if (found.length < 2) return undefined;
  if (found.some((one) => one === undefined || one.label === "")) return undefined;
  return {
    label: found.map((one) => one?.label).join("、"),
    values: found.flatMap((one) => one?.values ?? []),
  };
}

function named(line: string): TypedLine | undefined {
  const pieces = line.split(/[\s|│┃｜║:：=＝]+|(?<=\p{Script=Han})[—–]+/u).filter((piece) => piece !== "");
  const separate = trailingNumbers(pieces);
  const label = pieces.slice(0, pieces.length - separate.length).join(" ");
  return separate.length > 0 ? { label, values: separate } : numberBehind(line);
}

function onlyFigures(found: TypedLine | undefined): TypedLine | undefined {
  if (!found?.values.some(saysNumber) || found.values.some(isContact)) return undefined;
  return found.label === "" || isFigure(found) ? found : undefined;
}

const LONGEST = 60;
const SENTENCE = /[。；;！!？?]|[，,](?!\d{3})/;

function isSentence(line: string): boolean {
  return SENTENCE.test(line) || (/\d{4}年/.test(line) && /\d月/.test(line));
}

const NUMBER = new RegExp(
  `^(?:约|近|共|计|合计)?[-－]?(?:(?:\\d{1,3}(?:[,，]\\d{3})+|\\d{1,6})(?:\\.\\d+)?|(?=[零〇百千万]*[一二两三四五六七八九十])[零〇一二两三四五六七八九十百千万]+)(?:余|多)?(?:${COUNT_UNITS}|${MONEY_UNITS})?(?:余|多|左右|以上)?$`,
);

function trailingNumbers(pieces: readonly string[]): readonly string[] {
  let from = pieces.length;
  while (from > 0 && NUMBER.test(narrow(pieces[from - 1]!))) from -= 1;
  return pieces.slice(from);
}

/** 政务新媒体55件: digits right behind the name. */
function numberBehind(line: string): TypedLine | undefined {
  const at = [...line.matchAll(/(?<=[\p{Script=Han}）)])[\d０-９]/gu)].at(-1)?.index;
  if (at === undefined || !NUMBER.test(narrow(line.slice(at)))) return undefined;
  return { label: line.slice(0, at), values: [line.slice(at)] };
}

function narrow(text: string): string {
  return text.replace(/[０-９]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** Whether what stands before a number can be the name of a figure: two characters of a text, and no date, contact, note or number of a document. */
export function mayName(label: string): boolean {
  const han = label.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han >= 2 && mayEndName(label);
}

function mayEndName(label: string): boolean {
  return label.length <= LONGEST_LABEL && !NO_FIGURE.test(label) && !namesContact(label);
}

const LONGEST_LABEL = 40;

/** 附件 1, 浏览次数：120, 截至 2023: words behind which a number counts no matter of the report. */
const NO_FIGURE =
  /(?:^(?:附件|附表|附|图表?|表格?|第.{0,2})|年度?|截[至止]|转发|收藏|热度|人气|得分|标识码|文号|字号|字体|大小|索引号|编号|序号|邮编|页码?|[页版])$|浏览|阅读|点击|访问|点赞|分享|关注|评[分论]|备案|版权|^(?:图|表)[\s-]?\d|[年月]$/;

/** 政府信息公开工作年度报告 2024: a title with its year. */
function isTitle({ label, values }: TypedLine): boolean {
  return /(?:报告|年报|年度?)$/.test(label) && values.every((value) => /^20\d{2}$/.test(narrow(value)));
}
