import { equals } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import { groupBy } from "../../grouping.js";
import type { Reading } from "../value/value.js";
import type { ReadCell } from "./read-cell.js";

/** What is left of the copies of a table. */
export interface ResolvedCopies {
  readonly cells: readonly ReadCell[];
  /** Figures that only one of two contradicting copies of a table gives. */
  readonly doubtful: ReadonlySet<FigureCode>;
}

/**
 * 同一张表有几份: an empty second copy is a template that was left in the file and is passed over. But where two copies
 * contradict each other, a cell that only one of them fills is not certain either.
 */
export function resolveCopies(cells: readonly ReadCell[]): ResolvedCopies {
  // Where no figure stands twice there are no copies.
  if (new Set(cells.map(({ figure }) => figure)).size === cells.length) return { cells, doubtful: new Set() };
  const kept = withoutTemplates(cells);
  const copyOf = copiesIn(cells);
  const contradicting = [...groupBy(kept, ({ figure }) => figure.table).values()].flatMap((own) =>
    contradictingPairs(own, copyOf),
  );
  if (contradicting.length === 0) return { cells: kept, doubtful: new Set() };
  const known = new Set(kept);
  const differing = new Set(contradicting.flat());
  const all = cells.filter((cell) => known.has(cell) || differing.has(copyOf.get(cell) ?? ""));
  const given = new Map([...groupBy(all, (cell) => copyOf.get(cell) ?? "")].map(([copy, own]) => [copy, codesOf(own)]));
  const doubtful = new Set<FigureCode>();
  for (const pair of contradicting) for (const code of oneSided(pair, given)) doubtful.add(code);
  return { cells: all, doubtful };
}

/** Two copies of one table. */
type Pair = readonly [string, string];

type CopyOf = ReadonlyMap<ReadCell, string>;

/** Which copy of its table each cell belongs to: a new one begins on another sheet, and where a figure is given again. */
function copiesIn(cells: readonly ReadCell[]): CopyOf {
  const copyOf = new Map<ReadCell, string>();
  for (const [place, own] of groupBy(cells, (cell) => `${cell.figure.table} ${sheetOf(cell)}`)) {
    let number = 0;
    let given = new Set<FigureCode>();
    for (const part of groupBy(own, (cell) => cell.located.instance).values()) {
      if (part.some((cell) => given.has(cell.figure.code))) {
        number += 1;
        given = new Set();
      }
      for (const cell of part) {
        given.add(cell.figure.code);
        copyOf.set(cell, `${place} ${number}`);
      }
    }
  }
  return copyOf;
}

/** Copies that share most figures of the smaller one and differ in at least one of them. */
function contradictingPairs(cells: readonly ReadCell[], copyOf: CopyOf): readonly Pair[] {
  const copies = [...groupBy(cells, (cell) => copyOf.get(cell) ?? "")].map(
    ([copy, own]) => [copy, byFigure(own)] as const,
  );
  return copies.flatMap(([copy, own], at) =>
    copies.slice(at + 1).flatMap(([other, theirs]): Pair[] => {
      const common = [...own].filter(([code]) => theirs.has(code));
      const whole = common.length * 2 >= Math.min(own.size, theirs.size);
      const differ = common.some(([code, cell]) => !sameReading(cell.reading, theirs.get(code)!.reading));
      return whole && differ ? [[copy, other]] : [];
    }),
  );
}

/** Figures that one copy gives and the other does not. */
function oneSided(pair: Pair, given: ReadonlyMap<string, ReadonlySet<FigureCode>>): readonly FigureCode[] {
  const [one, other] = pair.map((copy) => given.get(copy));
  return [...(one ?? []), ...(other ?? [])].filter((code) => !one?.has(code) || !other?.has(code));
}

function codesOf(cells: readonly ReadCell[]): ReadonlySet<FigureCode> {
  return new Set(cells.map(({ figure }) => figure.code));
}

function byFigure(cells: readonly ReadCell[]): ReadonlyMap<FigureCode, ReadCell> {
  return new Map(cells.map((cell) => [cell.figure.code, cell]));
}

/** The sheet, or the table of a document, in which a cell stands. */
function sheetOf({ located }: ReadCell): string {
  return located.instance.slice(0, located.instance.indexOf("."));
}

/** Without the cells of blank copies whose figures another copy gives. */
function withoutTemplates(cells: readonly ReadCell[]): readonly ReadCell[] {
  const filled = new Set<string>();
  const filledFigures = new Set<string>();
  for (const cell of cells) {
    if (cell.reading.kind === "blank") continue;
    filled.add(cell.located.instance);
    filledFigures.add(cell.figure.code);
  }
  return cells.filter((cell) => filled.has(cell.located.instance) || !filledFigures.has(cell.figure.code));
}

/** Whether two cells say the same: equal values, both blank, or both unreadable. */
export function sameReading(a: Reading, b: Reading): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "reported" && b.kind === "reported") return equals(a.value, b.value);
  if (a.kind === "answered" && b.kind === "answered") return a.answer === b.answer;
  return true;
}
