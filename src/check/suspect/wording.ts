import { format } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { SlipKind } from "./slip.js";
import type { Change, Slip, SuspectResult, Suspicion } from "./suspicion.js";

const SLIPS: Readonly<Record<SlipKind, string>> = {
  totalNotFilled: "总计未填",
  totalNotUpdated: "总计未随各项更新",
  digitsSwapped: "数字颠倒",
  digitDoubled: "数字重复录入",
  digitAdded: "多写一位数字",
  digitLost: "漏写一位数字",
  digitWrong: "一位数字录错",
  offByOne: "相差1",
  sign: "正负号错误",
  omitted: "漏填",
  neighbourRepeated: "照抄了相邻的数",
  swapped: "两数互换位置",
  moved: "填错行或栏",
  reclassified: "部分件数归错行或栏",
};

/** Past this many the sentence no longer helps; the first stand for all. */
const NAMED = 6;

/** 疑似错处说明: 若“表三｜（三）不予公开／1.属于国家秘密｜自然人”由53改为35（疑为数字颠倒），则全部关系成立 */
export function describeSuspicion(suspicion: Suspicion, labelOf: (figure: FigureCode) => string): string {
  const slips = shortened(
    suspicion.slips.map((slip) => slipText(slip, labelOf)),
    "，且",
    "处",
  );
  return `若${slips}${totalsText(suspicion.totals, labelOf)}，则${outcomeText(suspicion)}`;
}

/** 差错名称: 数字颠倒 */
export function slipName(kind: SlipKind): string {
  return SLIPS[kind];
}

function slipText(slip: Slip, labelOf: (figure: FigureCode) => string): string {
  const changes = slip.changes.map((change) => changeText(change, labelOf)).join("、");
  return slip.kind === undefined ? changes : `${changes}（疑为${SLIPS[slip.kind]}）`;
}

function changeText(change: Change, labelOf: (figure: FigureCode) => string): string {
  return `“${labelOf(change.figure)}”由${format(change.from)}改为${format(change.to)}`;
}

function totalsText(totals: readonly Change[], labelOf: (figure: FigureCode) => string): string {
  if (totals.length === 0) return "";
  return `，有关总计随之更正（${shortened(
    totals.map((change) => changeText(change, labelOf)),
    "、",
    "处",
  )}）`;
}

function shortened(texts: readonly string[], joint: string, measure: string): string {
  if (texts.length <= NAMED) return texts.join(joint);
  return `${texts.slice(0, NAMED).join(joint)}等${texts.length}${measure}`;
}

function outcomeText(suspicion: Suspicion): string {
  return suspicion.settlesAll ? "全部关系成立" : `其中${suspicion.settled.length}项关系成立`;
}

/** 疑似错处各句: what a finding or a slip says under it, with how far it may be believed. */
export function describeSuspects(result: SuspectResult, labelOf: (figure: FigureCode) => string): readonly string[] {
  const { suspicions, found } = result;
  if (suspicions.length === 0) return result.exhaustive ? [] : ["差错较多，仅凭数字不能推断错在何处，请逐项核对。"];
  const sentences = suspicions.map((suspicion) => `${describeSuspicion(suspicion, labelOf)}。`);
  const doubt = result.exhaustive ? [] : ["差错较多，未能查尽所有可能，以下改法仅供参考。"];
  if (found === 1) return [...doubt, ...sentences];
  const listed = found > suspicions.length ? `，以下是可能性较大的${suspicions.length}种` : "，以可能性大小为序";
  return [...doubt, `有${found}种改法都能使关系成立，仅凭数字不能确定是哪一种${listed}：`, ...sentences];
}
