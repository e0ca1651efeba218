import type { ReviewState, ReviewUnit } from "../publish/review/model.js";
import { REPORTING_STATE_NAME } from "../reporting-state.js";
import { named } from "../shown-text.js";

/** 指标状态: its name, and the mark beside the figure, so that a state is not told by colour alone. */
export const STATES: Readonly<Record<ReviewState, { readonly name: string; readonly mark: string }>> = {
  final: { name: "已核定", mark: "" },
  provisional: { name: "待核实", mark: "核" },
  incomplete: { name: "不完整", mark: "缺" },
  notReported: { name: "未填报", mark: "" },
};

export const UNIT_STATES: Readonly<Record<ReviewUnit["state"], string>> = REPORTING_STATE_NAME;

/** Nothing of it is summed: it sent nothing, or nothing that can be used. */
export function gaveNothing(unit: ReviewUnit | undefined): boolean {
  return unit?.state === "missing" || unit?.state === "unusable";
}

/** 离群: the measure in words, as outliers.ts computes it. */
export const OUTLIER_MEASURE =
  "离群标记按同类别单位的正数计算（不足8个不判断）：▲ 高于上四分位数加3倍四分位距，且不低于中位数的3倍；▼ 不足下四分位数的十分之一。标记只供参考，不影响审核结论。";

/** 看不见的字符: made visible, so that two different typed texts don't look the same. */
export function visible(text: string): string {
  return text
    .replace(/\r?\n/g, "⏎")
    .replace(/\t/g, "⇥")
    .replace(/\u00a0|\u3000/g, "␣")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, named);
}
