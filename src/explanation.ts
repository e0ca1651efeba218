import { type Decimal, format } from "./decimal.js";

/** 说明.* 的栏目 that are read, in the order of the file. */
export const EXPLANATION_COLUMNS = ["编号", "单位", "规则", "指标", "数值", "说明", "填写人", "审核人"] as const;

export type ExplanationColumn = (typeof EXPLANATION_COLUMNS)[number];

/** 说明的一行, as it is typed. */
export type ExplanationText = Readonly<Record<ExplanationColumn, string>>;

/** 缺: stands where a figure has no value; it is neither 0 nor blank, so that an explanation of a missing figure lapses when one comes. */
const MISSING_VALUE = "缺";

/**
 * 数值: the figures of a finding as they are now, in the order the finding names them: `36；0；缺`.
 * An explanation holds only while this text is the same.
 */
export function figuresText(values: readonly (Decimal | null)[]): string {
  const texts = values.map((value) => (value === null ? MISSING_VALUE : format(value)));
  const [first] = texts;
  // A blank form has two hundred zeros: one word says them.
  if (texts.length > MOST_LISTED && texts.every((text) => text === first)) return `${texts.length}项均为${first}`;
  return texts.join("；");
}

const MOST_LISTED = 12;

/** 数值各项: what figuresText wrote, or a person typed, one text a figure. */
export function valuesListed(text: string): readonly string[] {
  const [, count, value] = /^(\d{1,4})项均为(.+)$/.exec(text.trim()) ?? [];
  if (count !== undefined && value !== undefined) return Array.from({ length: Number(count) }, () => value);
  return text
    .split(/[;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** 指标: the labels of a finding's figures; of very many only how many they are, for nobody reads two hundred labels. */
export function figuresNamed(labels: readonly string[]): string {
  if (labels.length <= MOST_NAMED) return labels.join("；");
  return `${tablesIn(labels).join("、")}共${labels.length}项`;
}

const MOST_NAMED = 60;

/** 表三 of 表三｜一、本年新收…｜总计. */
function tablesIn(labels: readonly string[]): readonly string[] {
  return [...new Set(labels.map((label) => label.split("｜")[0] ?? ""))];
}
