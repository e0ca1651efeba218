import type { FigureCode } from "../figure.js";
import type { Candidate } from "./difference.js";

/** applications.received.total stands in the table `applications`. */
export function tableOf(code: FigureCode): string {
  return code.split(".")[0] ?? code;
}

export function tablesOf({ observations }: Candidate): ReadonlySet<string> {
  return new Set([...observations.keys()].map(tableOf));
}

/** The same submission with some of its tables only: a table is taken whole or not at all. */
export function withTables<C extends Candidate>(candidate: C, wanted: (table: string) => boolean): C {
  const observations = new Map([...candidate.observations].filter(([code]) => wanted(tableOf(code))));
  return observations.size === candidate.observations.size ? candidate : { ...candidate, observations };
}

/** A table that one file leaves blank and another fills in stands in the other: forms sent table by table. */
export function withoutBlankTables<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const filled = new Set(candidates.flatMap((one) => [...tablesOf(one)].filter((table) => isFilled(one, table))));
  return candidates
    .map((one) => withTables(one, (table) => !filled.has(table) || isFilled(one, table)))
    .filter(({ observations }) => observations.size > 0);
}

function isFilled({ observations }: Candidate, table: string): boolean {
  return [...observations].some(([code, { amount }]) => tableOf(code) === table && amount.kind !== "blank");
}
