import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { type Cover, placeOf } from "../grid/grid.js";
import type { UnknownLine } from "../located.js";
import { isNumbering, mayBeFigure } from "../stray/stray.js";
import type { Pair, RowOfPairs } from "./pairs.js";

/** 行次: the cells that number the rows, of a column in which they count up. */
export function countingCells(rows: readonly RowOfPairs[]): ReadonlySet<Cell> {
  const cells = rows.flatMap(({ ordinal }) => ordinal ?? []);
  const columns = [...new Set(cells.map(({ column }) => column))];
  return new Set(
    columns.flatMap((column) => {
      const own = cells.filter((cell) => cell.column === column);
      return isNumbering(own.map(({ text }) => text)) ? own : [];
    }),
  );
}

/** 表式以外的项: numbers beside the pairs, or in rows near them, that belong to no name of the form. */
export function unknownIn(
  cover: Cover,
  table: string,
  rows: readonly RowOfPairs[],
  counting: ReadonlySet<Cell>,
): readonly UnknownLine[] {
  return rows.flatMap(({ left }) => {
    const cells = left.map(({ cell }) => cell);
    const numbers = cells.filter((cell) => !counting.has(cell) && mayBeFigure(cell, around(cover, cell)));
    const [first] = numbers;
    if (!first) return [];
    const name = cells.find((cell) => cell.column < first.column && !numbers.includes(cell));
    const before = left.find(({ cell }) => cell === first)?.after;
    const label = name?.text.trim() ?? (before ? `${before.label.text.trim()}（右侧）` : "（没有名称的格）");
    return [{ table, label, sources: numbers.map((cell) => placeOf(cover.grid, cell)) }];
  });
}

function around(cover: Cover, cell: Cell): readonly (string | undefined)[] {
  const before = (cover.byRow.get(cell.row) ?? []).filter(({ column }) => column < cell.column);
  return [before.at(-1)?.text, cover.at(cell.row - 1, cell.column)?.text];
}

/** 备注与落款: what is no part of the form. */
export const NOTE = /^(?:注|备注|说明|填表说明|填报说明|填表人|填报人|审核人|负责人|联系电话|单位负责人|填报日期|制表)/;
const LONGEST = 60;

/** 小时 and 天, which no number converts; of money the unit that stands behind a value is its own. */
const APART = ["天", "小时", "次", "%", "‰"];

/** 计量单位不符: why a value with a measure behind it is not certainly in that of its name. */
export function measureReason(measure: string | undefined, named: readonly string[]): string | undefined {
  const own = measure && spoken(measure);
  if (own && /^[百千万亿]$/.test(own)) return `内容后面另有一格“${own}”，不能确定是不是所填数字的一部分`;
  const wanted = named.map(spoken).filter((one) => APART.includes(one));
  return own && APART.includes(own) && wanted.length > 0 && !wanted.includes(own)
    ? `内容后面写的“${own}”与计量单位“${wanted[0]}”不符`
    : undefined;
}

function spoken(measure: string): string {
  return measure.replace("日", "天").replace("％", "%");
}

/** 内容不在右边: why what stands at the right of a name is not certainly its own. */
export function movedReason(cover: Cover, pair: Pair, rows: readonly RowOfPairs[]): string | undefined {
  const own = rows.find(({ row }) => row === pair.row);
  const before = own?.pairs.slice(0, own.pairs.indexOf(pair)) ?? [];
  if (before.some(({ value }) => value === undefined)) return "同一行前面的名称右边没有填内容的格，各项内容可能错位";
  const behind = own?.left.filter(({ after }) => after === pair).map(({ cell }) => cell) ?? [];
  return pair.value?.names === "empty"
    ? elsewhereReason(cover, pair, behind, rows)
    : twoValuesReason(pair, behind, cover);
}

function elsewhereReason(
  cover: Cover,
  { label }: Pair,
  behind: readonly Cell[],
  rows: readonly RowOfPairs[],
): string | undefined {
  if (behind.some((cell) => !NOTE.test(plainText(cell.text))))
    return "右边的格空着，再往右有内容，不能确定是不是这一项的";
  const under = label.row + label.rowSpan;
  const below = cover.at(under, label.column);
  const isLeft = rows.find(({ row }) => row === under)?.left.some(({ cell }) => cell === below);
  const text = plainText(below?.text ?? "");
  return isLeft && text.length <= LONGEST && !NOTE.test(text)
    ? "右边的格空着，下面的格有内容，不能确定是不是这一项的"
    : undefined;
}

/** A number right behind the value may be the value as well. */
function twoValuesReason({ value, label }: Pair, behind: readonly Cell[], cover: Cover): string | undefined {
  const next = behind.find(({ column }) => column === (value?.to ?? 0) + 1);
  return next && mayBeFigure(next, [label.text, cover.at(next.row - 1, next.column)?.text])
    ? "右边有两个数，不能确定哪一个是这一项的"
    : undefined;
}
