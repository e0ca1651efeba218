import { tableOf } from "../figure.js";
import type { Candidate } from "./difference.js";

/** The tables of which a submission holds any figure. */
export function tablesOf({ observations }: Candidate): ReadonlySet<string> {
  return new Set([...observations.keys()].map(tableOf));
}

/** The same submission with the wanted tables only. A table is taken whole or not at all. */
export function withTables<C extends Candidate>(candidate: C, wanted: (table: string) => boolean): C {
  const observations = new Map([...candidate.observations].filter(([code]) => wanted(tableOf(code))));
  return observations.size === candidate.observations.size ? candidate : { ...candidate, observations };
}

/** Drops from each submission the tables that it leaves blank and another one fills in. */
export function withoutBlankTables<C extends Candidate>(candidates: readonly C[]): readonly C[] {
  const filled = new Set(candidates.flatMap((one) => [...tablesOf(one)].filter((table) => isFilled(one, table))));
  return candidates
    .map((one) => withTables(one, (table) => !filled.has(table) || isFilled(one, table)))
    .filter(({ observations }) => observations.size > 0);
}

function isFilled({ observations }: Candidate, table: string): boolean {
  return [...observations].some(([code, { amount }]) => tableOf(code) === table && amount.kind !== "blank");
}
