import type { Line } from "../../form/form.js";
import { type Band, cellsWithin } from "../grid/grid.js";
import { mayBeFigure } from "../stray/stray.js";
import type { ListTable } from "./tables.js";

/** Two columns beside each other: one of free text, one of figures. */
interface Beside {
  readonly text: Band;
  readonly figure: Band;
}

/**
 * 数字错栏: by row, why a figure may stand a column too far to the left or right: a free text is a number and the figure beside it is blank. Where
 * numbers stand in the text beside filled figures too (批次), they are its own.
 */
export function strayedNumbers(table: ListTable): ReadonlyMap<number, string> {
  const strayed = new Map<number, string>();
  for (const beside of neighbours(table)) {
    const numbered = table.rows.filter((row) => isNumber(table, row, beside.text));
    const [blank, filled] = [true, false].map((want) =>
      numbered.filter((row) => (textUnder(table, row, beside.figure) === "") === want),
    );
    if (filled?.length) continue;
    const { label } = beside.figure.column;
    for (const row of blank ?? [])
      strayed.set(row, `“${beside.text.column.label}”填的是数字而旁边的“${label}”空着，不能确定数字属于哪一栏`);
  }
  return strayed;
}

function neighbours({ bands, section, list }: ListTable): readonly Beside[] {
  const texts = list.columns.filter(({ role, answer }) => role === "text" && !answer).map(({ line }) => line);
  const isText = ({ column }: Band): boolean => texts.includes(column) && !isNumbered(column);
  const isFigure = ({ column }: Band): boolean => section.columns.lines.includes(column);
  const sorted = [...bands].sort((a, b) => a.from - b.from);
  return sorted.slice(1).flatMap((right, at): readonly Beside[] => {
    const left = sorted[at] as Band;
    if (left.to + 1 !== right.from) return [];
    if (isText(left) && isFigure(right)) return [{ text: left, figure: right }];
    return isFigure(left) && isText(right) ? [{ text: right, figure: left }] : [];
  });
}

/** 序号、电话: numbers are what belongs there. */
function isNumbered({ label }: Line): boolean {
  return /号|编码|代码|年|月|日期|时间|电话|手机|邮编/.test(label);
}

function isNumber({ cover }: ListTable, row: number, band: Band): boolean {
  return cellsWithin(cover, row, band).some((cell) => mayBeFigure(cell, [band.heading.text]));
}

function textUnder({ cover }: ListTable, row: number, band: Band): string {
  return cellsWithin(cover, row, band)
    .map(({ text }) => text.trim())
    .join("");
}
