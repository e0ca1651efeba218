import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import type { Cover } from "../grid/grid.js";
import type { SectionLexicon } from "../lexicon.js";
import { COUNT_UNITS, MONEY_UNITS } from "../value/value.js";
import { mayBeGroup, type Segment, segmentsOf } from "./segments.js";

/** 名称与内容: a name of the form, what stands before it in its row, and the place at its right. */
export interface Pair {
  readonly row: number;
  readonly label: Cell;
  /** Groups that stand before the name, from left to right, those merged from above among them. */
  readonly groups: readonly Cell[];
  /** What stands before the name and is none of the form's: the name may belong to it. */
  readonly strange: readonly Cell[];
  /** Undefined where another name, or nothing at all, stands at the right. */
  readonly value: Segment | undefined;
  /** 天, 万元: what stands alone behind the value. */
  readonly measure?: string;
}

/** 一行的读法: its pairs, and what is left over, each with the pair before it. */
export interface RowOfPairs {
  readonly row: number;
  readonly pairs: readonly Pair[];
  readonly left: readonly { readonly cell: Cell; readonly after: Pair | undefined }[];
  /** Groups of a row without any name: they stand over the rows below. */
  readonly heading: readonly Cell[];
  /** The first filled cell before any name, where it is a number: it may count the rows. */
  readonly ordinal: Cell | undefined;
}

interface Reading {
  readonly pairs: Pair[];
  readonly left: { cell: Cell; after: Pair | undefined }[];
  groups: Cell[];
  strange: Cell[];
}

const MEASURE = new RegExp(
  `^[(（]?(?:[百千万亿]?(?:${COUNT_UNITS})|${MONEY_UNITS}|[百千万亿]|天|日|小时|次|%|％|‰)[)）]?$`,
);

/** 计量单位, alone: 天, 万元, （次）. */
export function isMeasure(text: string): boolean {
  return MEASURE.test(plainText(text));
}

/** 读一行: name, value, name, value. What stands at the right of a name is its value, whatever it says, unless it is a name itself. */
export function pairsIn(cover: Cover, row: number, lexicons: readonly SectionLexicon[]): RowOfPairs {
  const segments = segmentsOf(cover, row, lexicons);
  const reading: Reading = { pairs: [], left: [], groups: [], strange: [] };
  for (let at = 0; at < segments.length; at += 1) {
    const segment = segments[at] as Segment;
    const { cell, names } = segment;
    if (!cell || names === "empty") continue;
    if (names === "text") takeText(cell, reading);
    else if (names === "group") reading.groups.push(cell);
    else if (cell.row !== row) at = pastMerged(segments, at, row);
    else {
      const next = segments[at + 1];
      const isName = next?.names === "line" || next?.names === "group";
      if (isName && mayBeGroup(cell, lexicons)) reading.groups.push(cell);
      else at += takeName({ cell, row, next: isName ? undefined : next, cover }, reading);
    }
  }
  const { pairs, left, groups, strange } = reading;
  const first = segments.find(({ names }) => names !== "empty")?.cell;
  return {
    row,
    pairs,
    left: [...left, ...strange.map((cell) => ({ cell, after: pairs.at(-1) }))],
    heading: pairs.length === 0 && strange.length === 0 ? groups.filter((cell) => cell.row === row) : [],
    ordinal: first && /^\d{1,3}$/.test(first.text.trim()) ? first : undefined,
  };
}

/** 天 behind a value is its measure; any other text stands before the next name. */
function takeText(cell: Cell, reading: Reading): void {
  const behindValue = reading.groups.length + reading.strange.length === 0;
  const text = plainText(cell.text);
  const last = reading.pairs.at(-1);
  if (last && behindValue && MEASURE.test(text))
    reading.pairs[reading.pairs.length - 1] = { ...last, measure: inside(text) };
  else reading.strange.push(cell);
}

function inside(text: string): string {
  return text.replace(/^[（(]|[)）]$/g, "");
}

/** A name that is merged from above was read there, and so was a value that is merged with it. */
function pastMerged(segments: readonly Segment[], at: number, row: number): number {
  const next = segments[at + 1]?.cell;
  return next && next.row !== row ? at + 1 : at;
}

/** Returns how many segments were taken besides the name. */
function takeName(
  { cell, row, next, cover }: { cell: Cell; row: number; next: Segment | undefined; cover: Cover },
  reading: Reading,
): 0 | 1 {
  const { grid } = cover;
  const value = next ?? atTheEdge(cell, cover);
  // A document's table keeps its empty cells: one that is not there was lost.
  const isLost = value !== undefined && value.cell === undefined && grid.addressing !== "A1";
  const [groups, strange] = [reading.groups, reading.strange];
  reading.pairs.push({ row, label: cell, groups, strange, value: isLost ? undefined : value });
  reading.groups = [];
  reading.strange = [];
  return next ? 1 : 0;
}

/** Beyond the last filled column of a sheet stand empty cells. */
function atTheEdge({ row, column, columnSpan }: Cell, cover: Cover): Segment | undefined {
  const at = column + columnSpan;
  return cover.at(row, at) ? undefined : { cell: undefined, from: at, to: at, names: "empty" };
}
