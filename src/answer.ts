/** 非数值类型: what a figure holds that is no number. Nothing of it is ever added. */
export type AnswerKind = "text" | "date" | "yesNo" | "choice";

/** Whether a kind is no number. */
export function isAnswerKind(kind: string | undefined): boolean {
  return kind === "text" || kind === "date" || kind === "yesNo" || kind === "choice";
}

/** 填写要求 of a figure that is answered in words, by a day, by 是 or 否, or by one of several choices. */
export interface AnswerTerms {
  readonly kind: AnswerKind;
  /** 可选项, in the form's order; of 是否 its two answers. Empty for texts and days. */
  readonly choices: readonly string[];
  /** 可选几项. */
  readonly several: boolean;
  /** 最多几字. */
  readonly longest?: number;
  /** 应在报告期内. */
  readonly withinPeriod: boolean;
  /** 可不填. */
  readonly mayBeBlank: boolean;
}

export const YES = "是";
export const NO = "否";

/** What stands between the answers of one that may choose several: 微博、微信. */
const BETWEEN = "、";

export function joinedChoices(choices: readonly string[]): string {
  return choices.join(BETWEEN);
}

/** 按答复计数: how many units gave an answer. */
export interface AnswerCount {
  readonly answer: string;
  readonly units: number;
}

/** 一份答复: what a unit gave; of a jurisdiction how many of its own units gave each answer. */
export interface Given {
  readonly answer?: string;
  readonly answers?: readonly AnswerCount[];
}

/** 汇总答复: every choice of the form with its count, also where nobody took it; days and texts in the order in which they are met. */
export function countedAnswers(all: readonly Given[], terms: AnswerTerms): readonly AnswerCount[] {
  const counts = new Map<string, number>(terms.choices.map((choice) => [choice, 0]));
  for (const { answer, units } of all.flatMap((one) => countsOf(one, terms)))
    counts.set(answer, (counts.get(answer) ?? 0) + units);
  return [...counts].map(([answer, units]) => ({ answer, units }));
}

function countsOf({ answer, answers }: Given, { several }: AnswerTerms): readonly AnswerCount[] {
  if (answers) return answers;
  if (answer === undefined) return [];
  return (several ? answer.split(BETWEEN) : [answer]).map((one) => ({ answer: one, units: 1 }));
}

/** 汇总答复的文字: 是12家、否3家; of texts and days how many units gave one. */
export function countsText(counts: readonly AnswerCount[], { choices }: AnswerTerms): string {
  if (choices.length > 0) return counts.map(({ answer, units }) => `${answer}${units}家`).join(BETWEEN);
  return `${counts.reduce((sum, { units }) => sum + units, 0)}家已填`;
}

/** 最晚的日期: days are written so that the last one sorts last. */
export function latestAnswer(counts: readonly AnswerCount[]): string | undefined {
  const given = counts.flatMap(({ answer, units }) => (units > 0 ? [answer] : []));
  return given.sort().reverse()[0];
}

/** 按答复计数 as it is written into a file: { "是": 3, "否": 1 }. */
export function countsRecord(counts: readonly AnswerCount[]): Readonly<Record<string, number>> {
  return Object.fromEntries(counts.map(({ answer, units }) => [answer, units]));
}
