import type { Problem } from "../problem.js";
import type { ItemLine, ItemRow } from "./items.js";
import { readLines } from "./places.js";
import { COMBINING, ROUNDING } from "./words.js";

const EXAMPLES =
  "相加、不汇总、取最小、取最大、取最晚（日期）、汇总单位填报、取自D01、F/D*100，四舍五入、按D加权，四舍五入";
const RATIO = /^([A-Z]+\d*|\d+)\/([A-Z]+\d*|\d+)(?:[*×](10{0,6}))?[,、]?(四舍五入|四舍六入五成双)$/;
const WEIGHTED = /^按([A-Z]+\d*|\d+)加权(?:平均)?[,、]?(四舍五入|四舍六入五成双)$/;

/** 汇总方式: nothing written is what the line on the other axis says, else adding. F/D*100 speaks of lines on the same axis. */
export function combiningIn(
  row: ItemRow,
  all: readonly ItemLine[],
): { readonly value: unknown; readonly problems: readonly Problem[] } {
  const typed = row.text("汇总方式");
  const text = typed.normalize("NFKC").replace(/\s+/g, "");
  if (text === "") return { value: undefined, problems: [] };
  const plain = Object.entries(COMBINING).find(([word]) => word === text)?.[1];
  if (plain) return { value: plain, problems: [] };
  const unit = /^取自(.+)$/.exec(text)?.[1];
  if (unit !== undefined) return { value: { from: unit }, problems: [] };
  const [, of, over, times, rounding] = RATIO.exec(text.toUpperCase()) ?? [];
  const [, weight, weightRounding] = WEIGHTED.exec(text.toUpperCase()) ?? [];
  const wanted = [of, over, weight].filter((place) => place !== undefined);
  if (wanted.length === 0) {
    const message = `“汇总方式”看不懂，现为“${typed}”；可以写：${EXAMPLES}`;
    return { value: undefined, problems: [row.problem(message, "汇总方式")] };
  }
  const codeAt = (place = ""): string | undefined => readLines(all).find((line) => line.place === place)?.code;
  const lost = wanted.filter((place) => codeAt(place) === undefined);
  if (lost.length > 0)
    return {
      value: undefined,
      problems: lost.map((place) => row.problem(`“汇总方式”写的“${place}”不是取数的行或栏`, "汇总方式")),
    };
  const value =
    weight === undefined
      ? { ratio: { of: codeAt(of), over: codeAt(over), ...(times && { times }) }, rounding: roundingOf(rounding) }
      : { weightedBy: codeAt(weight), rounding: roundingOf(weightRounding) };
  return { value, problems: [] };
}

function roundingOf(word: string | undefined): string | undefined {
  return Object.entries(ROUNDING).find(([name]) => name === word)?.[1];
}
