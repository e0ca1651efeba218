import { AGGREGATES } from "./aggregates.js";
import type { Work } from "./argument.js";
import { LOGIC } from "./logic.js";
import { LOOKUPS } from "./lookup.js";
import { TEXTS } from "./texts.js";

/** 函数 that give the same in every program. What is not here is not computed: dates, chance, other files, cells named by a text. */
const FUNCTIONS: ReadonlyMap<string, Work> = new Map(Object.entries({ ...AGGREGATES, ...LOGIC, ...TEXTS, ...LOOKUPS }));

export function functionOf(name: string): Work | undefined {
  return FUNCTIONS.get(name);
}

export function isKnown(name: string): boolean {
  return FUNCTIONS.has(name) || name === "SUBTOTAL";
}

/** Within these a term is taken cell by cell even where the formula is no array formula. */
export function takesArrays(name: string): boolean {
  return name === "SUMPRODUCT";
}
