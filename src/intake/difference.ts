import { equals, format } from "../decimal.js";
import type { Amount, FigureCode, Observation } from "../figure.js";
import { baseOf } from "./paths.js";

/** 一份报送材料 of a unit that was read, as far as putting several in order needs it. */
export interface Candidate {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly dated: string | undefined;
  /** How much had to be remarked on: of equal copies the one that needs fewest remarks speaks for all. */
  readonly remarks: number;
}

/** Every figure of `b` stands in `a` with the same value. */
export function contains(a: Candidate, b: Candidate): boolean {
  return [...b.observations].every(([code, { amount }]) => {
    const other = a.observations.get(code)?.amount;
    return other !== undefined && sameAmount(other, amount);
  });
}

function sameAmount(a: Amount, b: Amount): boolean {
  return a.kind === b.kind && (a.kind !== "reported" || (b.kind === "reported" && equals(a.value, b.value)));
}

export function allAgree(candidates: readonly Candidate[]): boolean {
  return candidates.every((a, index) => candidates.slice(index + 1).every((b) => conflicts(a, b).length === 0));
}

function conflicts(a: Candidate, b: Candidate): readonly FigureCode[] {
  return [...a.observations].flatMap(([code, { amount }]) => {
    const other = b.observations.get(code)?.amount;
    return other && !sameAmount(other, amount) ? [code] : [];
  });
}

export interface Difference {
  readonly code: FigureCode;
  readonly words: string;
  readonly sources: readonly Observation["source"][];
}

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
    return {
      code,
      words: `${labelOf(code)}：${given.map(({ file, observation }) => `《${short ? baseOf(file) : file}》${shown(observation.amount)}`).join("，")}`,
      sources: given.map(({ observation }) => observation.source),
    };
  });
}

function shown(amount: Amount): string {
  switch (amount.kind) {
    case "reported":
      return format(amount.value);
    case "blank":
      return "空白";
    case "unreadable":
      return "不能读取";
  }
}
