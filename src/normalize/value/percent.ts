import type { Figure } from "../../form/form.js";
import { type Digits, type Reading, unreadable } from "./reading.js";
import { typedNumber } from "./typed-number.js";

/** 百分数: of a figure in percent, 50% without its sign; undefined for any other text or figure. */
export function withoutPercent(text: string, { unit }: Pick<Figure, "unit">): string | undefined {
  if (unit !== "%" && unit !== "‰") return undefined;
  const sign = text.trim().replace("％", "%").at(-1);
  return sign === unit ? text.trim().slice(0, -1).trim() : undefined;
}

/** A stored number that its format shows in percent, where the figure is in percent: what is shown counts. */
export function shownPercent(shown: string | undefined, figure: Figure): Digits | Reading | undefined {
  const seen = shown === undefined ? undefined : withoutPercent(shown, figure);
  if (seen === undefined) return undefined;
  const read = typedNumber(seen, seen, figure);
  if ("kind" in read) return read;
  return read.unit === undefined
    ? { ...read, cleaned: [...read.cleaned, "百分比格式"] }
    : unreadable("百分数里有计量单位，不能确定是什么数");
}
