import { type AnswerTerms, countsText } from "../answer.js";
import type { ConsolidatedFigure, Consolidation } from "../consolidation.js";
import { type Decimal, format } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import { figureNamed, isRecombined } from "../form/form.js";
import { spokenDay } from "../period.js";

/** 缺数标记: stands where nobody reported a figure. It is never a 0. */
export const MISSING_MARK = "缺";

/** 不汇总标记: every unit gave it, but they make no number together. */
export const NOT_COMBINED_MARK = "—";

/** 指标数字: the value as it is printed, an approximate one with its qualifier (300余). */
export function figureText(figure: Pick<ConsolidatedFigure, "value" | "qualifier"> | undefined): string {
  return figure?.value ? valueText(figure.value, figure.qualifier) : MISSING_MARK;
}

/** 约 and 近 stand before the number, 余 and 多 after it. */
export function valueText(value: Decimal, qualifier: string | undefined): string {
  if (!qualifier) return format(value);
  return /^[约近超逾]/.test(qualifier) ? `${qualifier}${format(value)}` : `${format(value)}${qualifier}`;
}

/** 答复的汇总: 是12家、否3家, or the last of the days where the form takes it; the answers themselves stand in the office's own papers. */
export function answersText(figure: ConsolidatedFigure | undefined, terms: AnswerTerms): string {
  if (figure?.latest !== undefined) return spokenDay(figure.latest);
  const given = figure?.answers?.some(({ units }) => units > 0);
  if (figure?.answers && given) return countsText(figure.answers, terms);
  return figure && figure.state !== "incomplete" ? NOT_COMBINED_MARK : MISSING_MARK;
}

/** 表内容: what stands in a value cell; empty for an optional figure that no unit gave, so that its row is left out. */
export function contentOf(consolidation: Consolidation): (code: FigureCode) => string {
  const { figures, forms } = consolidation;
  return (code) => {
    const known = figureNamed(forms, code);
    const figure = figures.get(code);
    if (known?.optional && !figure?.value) return "";
    if (known?.answer) return answersText(figure, known.answer);
    if (known && isRecombined(known) && figure?.value === null && figure.state !== "incomplete")
      return NOT_COMBINED_MARK;
    return figureText(figure);
  };
}
