import { equals, format } from "../decimal.js";
import { type Amount, type FigureCode, type Observation, tableOf } from "../figure.js";
import { groupBy } from "../grouping.js";
import type { ListEntry } from "../list-entry.js";
import { baseOf } from "./paths.js";

/** 备选材料: one of several submissions of a unit, with what decides which of them counts. */
export interface Candidate {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  /** 台账的各条记录, of which figures are the sums. */
  readonly entries?: readonly ListEntry[];
  readonly dated: string | undefined;
  /** How many findings reading its figures gave: of equal copies the one with the fewest is taken. */
  readonly remarks: number;
  /** 上报文件: of equal copies it counts, for it leads on to the level below and says whether it is a draft. */
  readonly sentUp?: boolean;
  /** 原样交回的标注件: its figures are still those that were marked, so it repeats what was sent before and corrects nothing. */
  readonly unchanged?: boolean;
}

/** Whether every figure of `b` stands in `a` with the same value. */
export function contains(a: Candidate, b: Candidate): boolean {
  return [...b.observations].every(([code, { amount }]) => {
    const other = a.observations.get(code)?.amount;
    return other !== undefined && sameAmount(other, amount) && sameEntries(a, b, code);
  });
}

/** Sums of different entries may be equal by chance: the lists are the same where the same entries stand in them. */
function sameEntries(a: Candidate, b: Candidate, code: FigureCode): boolean {
  return entriesKey(a, code) === entriesKey(b, code);
}

function entriesKey({ entries = [] }: Candidate, code: FigureCode): string {
  if (entries.length === 0) return "";
  const known = keysOfEntries.get(entries) ?? keysByTable(entries);
  keysOfEntries.set(entries, known);
  return known.get(tableOf(code)) ?? "";
}

const keysOfEntries = new WeakMap<readonly ListEntry[], ReadonlyMap<string, string>>();

function keysByTable(entries: readonly ListEntry[]): ReadonlyMap<string, string> {
  const keyed = [...groupBy(entries, ({ table }) => table)].map(([table, own]): [string, string] => {
    const keys = own.map(({ section, row, key }) => JSON.stringify([section, row, key]));
    return [table, keys.sort().join("\n")];
  });
  return new Map(keyed);
}

function sameAmount(a: Amount, b: Amount): boolean {
  if (a.kind === "answered")
    return b.kind === a.kind && a.answer === b.answer && JSON.stringify(a.answers) === JSON.stringify(b.answers);
  return a.kind === b.kind && (a.kind !== "reported" || (b.kind === "reported" && equals(a.value, b.value)));
}

/** Whether no two of them give different values for one figure. */
export function allAgree(candidates: readonly Candidate[]): boolean {
  return candidates.every((a, index) => candidates.slice(index + 1).every((b) => conflicts(a, b).length === 0));
}

function conflicts(a: Candidate, b: Candidate): readonly FigureCode[] {
  return [...a.observations].flatMap(([code, { amount }]) => {
    const other = b.observations.get(code)?.amount;
    return other && !(sameAmount(other, amount) && sameEntries(a, b, code)) ? [code] : [];
  });
}

/** 数字差异: a figure for which two submissions give different values, in words for the clerk and with the cells. */
export interface Difference {
  readonly code: FigureCode;
  readonly words: string;
  readonly sources: readonly Observation["source"][];
}

/** Lists every figure on which any two of the submissions differ: 表三｜…：《水利局》36，《水利局更正》35. */
export function differences(
  candidates: readonly Candidate[],
  labelOf: (code: FigureCode) => string,
): readonly Difference[] {
  const codes = [
    ...new Set(candidates.flatMap((a, index) => candidates.slice(index + 1).flatMap((b) => conflicts(a, b)))),
  ];
  const short = new Set(candidates.map(({ file }) => baseOf(file))).size === candidates.length;
  return codes.map((code) => {
    const given = candidates.flatMap((one) => {
      const observation = one.observations.get(code);
      return observation ? [{ file: one.file, observation }] : [];
    });
    const said = given.map(({ file, observation }) => ({ file, amount: shown(observation.amount) }));
    const entriesDiffer = new Set(said.map(({ amount }) => amount)).size === 1;
    return {
      code,
      words: `${labelOf(code)}：${said.map(({ file, amount }) => `《${short ? baseOf(file) : file}》${amount}`).join("，")}${entriesDiffer ? "，所列的记录不同" : ""}`,
      sources: given.map(({ observation }) => observation.source),
    };
  });
}

function shown(amount: Amount): string {
  switch (amount.kind) {
    case "reported":
      return format(amount.value);
    case "answered":
      return `“${amount.answer}”`;
    case "blank":
      return "空白";
    case "unreadable":
      return "不能读取";
  }
}
