import type { Cell } from "../../grid.js";
import { plainText, wordingOf } from "../../wording.js";
import type { Cover } from "../grid/grid.js";
import { periodHead } from "../period-heads.js";
import type { Pair, RowOfPairs } from "./pairs.js";
import { NOTE } from "./strays.js";

/** 上级名称: the groups that stand over a name: headings of their own rows, and names that were written once before empty cells. */
export interface OpenHeadings {
  /** Takes up what a row brings. */
  readonly enter: (row: RowOfPairs) => void;
  readonly over: (pair: Pair) => readonly Cell[];
  /** 上年: the heading that says of which earlier period the pairs below it are. */
  readonly former: () => Cell | undefined;
}

const LONGEST = 20;

/** 单独一行的标题: whether a text that stands alone in its row may stand over those below. Remarks and sentences do not. */
export function mayBeHeading(text: string): boolean {
  const plain = plainText(text);
  return (
    plain.length <= LONGEST &&
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

const YEAR = /20\d{2}(?=年)/g;

/** The newest year that anything above the pairs, or a heading between them, names. */
function newestYear(cover: Cover): number {
  const alone = cover.rows.flatMap((row) => {
    const [only, ...more] = (cover.byRow.get(row) ?? []).filter(({ text }) => text.trim() !== "");
    return only && more.length === 0 && only.text.length <= 40 ? [only.text] : [];
  });
  return Math.max(0, ...alone.flatMap((text) => text.match(YEAR) ?? []).map(Number));
}

function isFormer(text: string, newest: () => number): boolean {
  const head = periodHead(plainText(text).replace(/情况$/, ""));
  return head?.kind === "former" || (head?.kind === "year" && head.year < newest());
}

export function openHeadings(cover: Cover): OpenHeadings {
  let headings: readonly Cell[] = [];
  let former: Cell | undefined;
  const before = new Map<number, Cell>();
  return {
    former: () => former,
    enter: (one) => {
      const { row, heading, pairs } = one;
      const [first] = heading;
      const unknown = aloneIn(one);
      if (unknown) {
        // Of a heading that the form does not have, no name below is of the group before it.
        headings = headings.filter((cell) => cell.column < unknown.column);
        before.clear();
        former = isFormer(unknown.text, () => newestYear(cover)) ? unknown : undefined;
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
