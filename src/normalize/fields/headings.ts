import type { Cell } from "../../grid.js";
import { plainText, withoutOrdinal, wordingOf } from "../../wording.js";
import type { Cover } from "../grid/grid.js";
import { periodHead } from "../period-heads.js";
import type { Pair, RowOfPairs } from "./pairs.js";
import { NOTE } from "./strays.js";

/** 上级名称: the groups that stand over a name: headings of their own rows, and names that were written once before empty cells. */
export interface OpenHeadings {
  /** Takes up what a row brings. */
  readonly enter: (row: RowOfPairs) => void;
  readonly over: (pair: Pair) => readonly Cell[];
  /** Ends those of groups that do not hold the line that was read. */
  readonly keep: (holdsLine: (group: Cell) => boolean) => void;
  /** 上年: what says of which earlier period a pair is: the name's own note, or a heading over it or over the column of its value. */
  readonly former: (pair: Pair) => string | undefined;
}

export const LONGEST_HEADING = 20;

/** 单独一行的标题: whether a text that stands alone in its row may stand over those below. Remarks and sentences do not. */
export function mayBeHeading(text: string): boolean {
  const plain = plainText(text);
  return (
    plain.length <= LONGEST_HEADING &&
    /\p{L}/u.test(plain) &&
    !/[。；;,，!?]|:./.test(plain) &&
    !NOTE.test(plain) &&
    wordingOf(text).name !== ""
  );
}

/** What stands alone in a row without names. */
function aloneIn({ row, pairs, heading, left }: RowOfPairs): Cell | undefined {
  const [only, ...more] = left;
  const isAlone = only && more.length === 0 && pairs.length + heading.length === 0 && only.cell.row === row;
  return isAlone && only.cell.kind !== "number" && mayBeHeading(only.cell.text) ? only.cell : undefined;
}

/** 表式以外的项: what a row without names of the form begins with, such as 抖音账号 before its value. */
function unknownIn({ row, pairs, heading, left }: RowOfPairs): Cell | undefined {
  if (pairs.length + heading.length > 0) return undefined;
  const own = left.map(({ cell }) => cell).filter((cell) => cell.row === row && cell.kind !== "number");
  const first = own.find(({ text }) => /\p{L}/u.test(text));
  return first && mayBeHeading(first.text) ? first : undefined;
}

const YEAR = /20\d{2}(?=年)/g;

/** The newest year that anything above the pairs, or a heading between them, names. */
function newestYear(cover: Cover): number {
  const alone = cover.rows.flatMap((row) => {
    const [only, ...more] = (cover.byRow.get(row) ?? []).filter(({ text }) => text.trim() !== "");
    return only && more.length === 0 && only.text.length <= 40 ? [only.text] : [];
  });
  return Math.max(0, ...alone.flatMap((text) => text.match(YEAR) ?? []).map(Number));
}

/** 上年｜本年: heads that stand beside others in their row, by the columns that they stand over. */
function headsIn({ row, left }: RowOfPairs): readonly (readonly [number, Cell])[] {
  const own = left.map(({ cell }) => cell).filter((cell) => cell.row === row);
  if (own.length < 2) return [];
  return own.flatMap((cell) =>
    Array.from({ length: cell.columnSpan }, (_, at): readonly [number, Cell] => [cell.column + at, cell]),
  );
}

/** Whether a text names an earlier period; undefined where it names none. */
function saysFormer(text: string, newest: () => number): boolean | undefined {
  const head = periodHead(withoutOrdinal(text).replace(/(?:情况)?:?$/, ""));
  return head && (head.kind === "former" || (head.kind === "year" && head.year < newest()));
}

/** Of headings that name no period, only one that is numbered like that of the earlier period (一、… 二、…) ends it. */
function formerAfter(heading: Cell, former: Cell | undefined, newest: () => number): Cell | undefined {
  const isFormer = saysFormer(heading.text, newest);
  if (isFormer !== undefined) return isFormer ? heading : undefined;
  if (!former) return undefined;
  const [own, before] = [heading, former].map(({ text }) => wordingOf(text).ordinal?.style);
  return own !== undefined && own === before ? undefined : former;
}

export function openHeadings(cover: Cover): OpenHeadings {
  let headings: readonly Cell[] = [];
  let former: Cell | undefined;
  const before = new Map<number, Cell>();
  let known: number | undefined;
  const newest = (): number => {
    known ??= newestYear(cover);
    return known;
  };
  const heads = new Map<number, Cell>();
  return {
    former: ({ label, value }) =>
      former?.text ??
      (value && heads.get(value.from)?.text) ??
      wordingOf(label.text).notes.find((note) => saysFormer(note, newest)),
    enter: (one) => {
      const { row, heading, pairs } = one;
      for (const [column, cell] of pairs.length > 0 ? [] : headsIn(one))
        if (saysFormer(cell.text, newest)) heads.set(column, cell);
        else heads.delete(column);
      const [first] = heading;
      const unknown = unknownIn(one);
      // Below a name that the form does not have, with or without a value, no name is certainly of the group before it.
      if (unknown) headings = headings.filter((cell) => cell.column < unknown.column);
      const alone = aloneIn(one);
      if (alone) {
        before.clear();
        former = formerAfter(alone, former, newest);
      }
      if (first) {
        // A heading further to the left, or at the same place, ends those of before.
        headings = [...headings.filter((cell) => cell.column < first.column), ...heading];
        before.clear();
      }
      const groups = pairs.flatMap((pair) => pair.groups).filter((cell) => cell.row === row);
      for (const cell of [...groups, ...pairs.map(({ label }) => label)].sort((a, b) => a.column - b.column)) {
        for (const column of [...before.keys()]) if (column >= cell.column) before.delete(column);
        if (groups.includes(cell)) before.set(cell.column, cell);
      }
    },
    keep: (holdsLine) => {
      headings = headings.filter(holdsLine);
      for (const [column, cell] of [...before]) if (!holdsLine(cell)) before.delete(column);
    },
    over: ({ row, label }) => {
      const left = [...before.values()].filter(
        (cell) => cell.column < label.column && cell.row < row && isEmptyAt(cover, row, cell),
      );
      return [...headings, ...left];
    },
  };
}

/** Its column is empty down to the row, so that it may stand for it. */
function isEmptyAt(cover: Cover, row: number, { column, row: top, rowSpan }: Cell): boolean {
  for (let at = top + rowSpan; at <= row; at += 1) if ((cover.at(at, column)?.text ?? "").trim() !== "") return false;
  return true;
}
