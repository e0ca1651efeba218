import type { Amount, FigureCode, SourceCell } from "../../figure.js";

/** 共用的内容: what thousands of units have in common stands in memory once. To be dropped with the files of a period. */
export interface Shared {
  /** Gives for each text the equal one that came first: labels, sheets, cells, the file that each cell names. */
  readonly text: (text: string) => string;
  /** Gives for each list of figures the equal one that came first. */
  readonly order: (codes: readonly FigureCode[]) => FigureOrder;
  /** Gives for each amount the equal one that came first; most of a form's are 0. */
  readonly amount: (amount: Amount) => Amount;
}

/** 指标顺序: the place of each of a file's figures, in their order. */
export type FigureOrder = ReadonlyMap<FigureCode, number>;

/** Shorter texts out of JSON are one and the same anyway; longer ones are seldom equal. */
const SHORTEST = 11;
const LONGEST = 200;

export function openShared(): Shared {
  const texts = new Map<string, string>();
  const amounts = new Map<string, Amount>();
  const orders = new Map<string, FigureOrder>();
  return {
    text: (text) => {
      if (text.length < SHORTEST || text.length > LONGEST) return text;
      return known(texts, text, () => text);
    },
    order: (codes) => known(orders, codes.join(), () => new Map(codes.map((code, place) => [code, place]))),
    amount: (amount) => (amount.kind === "answered" ? amount : known(amounts, keyOf(amount), () => amount)),
  };
}

function known<T>(first: Map<string, T>, key: string, made: () => T): T {
  const before = first.get(key);
  if (before !== undefined) return before;
  const value = made();
  first.set(key, value);
  return value;
}

function keyOf(amount: Amount): string {
  if (amount.kind !== "reported") return amount.kind;
  const { value, qualifier = "" } = amount;
  return `${value.coefficient} ${value.scale} ${qualifier}`;
}

/** The same cell with shared texts. */
export function sharedSource({ file, sheet, cell, text, confirmed }: SourceCell, shared: Shared): SourceCell {
  const own = { file: shared.text(file), sheet: shared.text(sheet), cell: shared.text(cell), text: shared.text(text) };
  return confirmed ? { ...own, confirmed } : own;
}
