import type { AnswerTerms } from "../../answer.js";
import { sum } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Figure } from "../../form/form.js";
import { isAskedOf } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { addressOfPlace, rangesOf, type SheetPlace } from "../statutory/statutory.js";
import type { Formula, SheetCell, Validation } from "../workbook/workbook.js";
import { type FigurePlaces, partsOn, type UnitForm } from "./unit-form.js";

/** 一格: what stands in a figure's cell before anybody has typed: nothing, a figure that is known, or the formula of a total. */
export function entryCell(code: FigureCode, own: UnitForm, places: FigurePlaces): SheetCell {
  const figure = own.form.figures.get(code);
  if (!figure || !isAskedOf(figure, own.unit.code)) return { value: "", style: "closed" };
  const parts = partsOn(figure, places);
  if (parts.length > 0) return { value: totalOf(figure, parts, own, places), style: "subtotal" };
  const given = own.given.get(code);
  return given ? { value: given, style: "given" } : { value: "", style: "input" };
}

/** 合计公式: nothing while nothing is typed, for a total of 0 that nobody meant would say that there was nothing to report. */
function totalOf(figure: Figure, parts: readonly FigureCode[], { given }: UnitForm, places: FigurePlaces): Formula {
  const ranges = rangesOf(parts.flatMap((part) => places.get(part) ?? [])).join(",");
  const total = figure.decimals > 0 ? `ROUND(SUM(${ranges}),${figure.decimals})` : `SUM(${ranges})`;
  const known = parts.flatMap((part) => given.get(part) ?? []);
  return { formula: `IF(COUNT(${ranges})=0,"",${total})`, result: known.length === 0 ? "" : sum(known) };
}

/** 输入限制 of the cells that can be typed into: those of one kind and measure together. Another measure than the table's is told in the cell. */
export function validationsOf(own: UnitForm, places: FigurePlaces, measure: string): readonly Validation[] {
  const typed = [...places].flatMap(([code, place]) => {
    const figure = own.form.figures.get(code);
    return figure && entryCell(code, own, places).style === "input" && !figure.approximate ? [{ figure, place }] : [];
  });
  const answers = typed.filter(({ figure }) => figure.answer);
  const numbers = typed.filter(({ figure }) => !figure.answer);
  const whole = numbers.filter(({ figure }) => figure.decimals === 0 && !figure.signed);
  const byMeasure = groupBy(whole, ({ figure }) => figure.unit);
  return [
    ...[...byMeasure].map(([unit, cells]) =>
      wholeNumbers(
        cells.map(({ place }) => place),
        unit === measure ? undefined : unit,
      ),
    ),
    ...numbers.filter((one) => !whole.includes(one)).map(({ figure, place }) => otherNumber(figure, place)),
    ...answers.flatMap(({ figure, place }) => (figure.answer ? answerAt(figure.answer, place) : [])),
  ];
}

function wholeNumbers(places: readonly SheetPlace[], measure: string | undefined): Validation {
  return {
    cells: rangesOf(places).join(" "),
    allows: { wholeFrom: 0 },
    error: "这里填整数，不小于0，只填数字，不写计量单位。确实没有的填0。",
    ...(measure !== undefined && { prompt: `计量单位：${measure}` }),
  };
}

/** 文字、日期、是否、选项: a choice from its list, a text no longer than it may be; a day is left to be typed. */
function answerAt({ choices, several, longest }: AnswerTerms, place: SheetPlace): readonly Validation[] {
  const cells = addressOfPlace(place);
  if (choices.length > 0 && !several)
    return [{ cells, allows: { oneOf: choices }, error: `这里只能填：${choices.join("、")}。` }];
  if (longest === undefined) return [];
  return [{ cells, allows: { formula: `LEN(${cells})<=${longest}` }, error: `这里最多填${longest}个字。` }];
}

/** 金额和增减数: decimals as far as the form allows them, and negative where it has increases and decreases. */
function otherNumber({ unit, decimals, signed }: Figure, place: SheetPlace): Validation {
  const cell = addressOfPlace(place);
  const shape = decimals === 0 ? "整数" : `最多${decimals}位小数`;
  const tests = [`ISNUMBER(${cell})`, ...(signed ? [] : [`${cell}>=0`]), `ROUND(${cell},${decimals})=${cell}`];
  return {
    cells: cell,
    allows: { formula: `AND(${tests.join(",")})` },
    error: `这里填以${unit}为计量单位的数，${shape}${signed ? "，减少的填负数" : "，不小于0"}，只填数字。确实没有的填0。`,
    prompt: `计量单位：${unit}；${shape}${signed ? "；减少的填负数" : ""}。`,
  };
}
