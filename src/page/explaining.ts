import type { ExplanationText } from "../explanation.js";
import type { OpenQuestion } from "../publish/publish.js";

/** 说明的一处: what is asked, if it is asked still, and the row that answers it. */
export interface Entry {
  readonly question?: OpenQuestion;
  readonly row: ExplanationText;
  /** 已失效的说明: what was typed when the figures were others. It is shown, and never taken over by itself. */
  readonly lapsed?: ExplanationText;
}

/** 填写的各处: first what is asked, each with what was typed of it while its figures were the same; then what the file explains beside. */
export function entriesOf(questions: readonly OpenQuestion[], typed: readonly ExplanationText[]): readonly Entry[] {
  const byId = new Map(typed.filter(({ 编号 }) => 编号 !== "").map((row) => [row.编号, row]));
  const asked = questions.map((question): Entry => {
    const { 编号, 单位, 规则, 指标, 数值 } = question;
    const former = byId.get(编号);
    const holds = former?.数值 === 数值;
    const { 说明, 填写人, 审核人 } = former && holds ? former : question;
    const row = { 编号, 单位, 规则, 指标, 数值, 说明, 填写人, 审核人 };
    return { question, row, ...(former && !holds && { lapsed: former }) };
  });
  const ids = new Set(questions.map(({ 编号 }) => 编号));
  return [...asked, ...typed.filter(({ 编号 }) => 编号 !== "" && !ids.has(编号)).map((row) => ({ row }))];
}

/** 写入文件的各行: a lapsed row that nothing was typed for stays, and one without a text that is not lapsed goes. */
export function replacing(entries: readonly Entry[]): readonly ExplanationText[] {
  return entries.flatMap(({ row, lapsed }) => (row.说明 !== "" ? [row] : (lapsed ?? [])));
}

/** With the rows of the file that name no number, which the page does not show and leaves as they are. */
export function typedRows(
  rows: readonly ExplanationText[],
  before: readonly ExplanationText[],
): readonly ExplanationText[] {
  return [...before.filter(({ 编号 }) => 编号 === ""), ...rows];
}
