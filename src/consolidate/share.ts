import type { Stated } from "../check/check.js";
import type { Contribution } from "../consolidation.js";
import { type Decimal, sum } from "../decimal.js";
import type { FigureCode, Observation, UnitCode } from "../figure.js";
import { type Figure, isGivenBy } from "../form/form.js";

/** 填报方: a unit with what it reported, and the office's own entries under the code of the oversight office. */
export interface Giver {
  readonly unit: UnitCode;
  /** Undefined where the unit sent nothing that could be summed. */
  readonly reported: Stated | undefined;
  /** Of the oversight office only. */
  readonly office: Stated | undefined;
}

/** 单位数: what a giver adds to an input figure; undefined where the figure is not asked of it, or a blank says nothing. */
export function inputShare(figure: Figure, giver: Giver): Contribution | undefined {
  const stated = askedOf(figure, giver);
  if (!stated) return undefined;
  const observation = stated.observations.get(figure.code);
  if (isSilent(figure, observation)) return undefined;
  const share = { unit: giver.unit, value: stated.value(figure.code) ?? null, source: observation?.source ?? null };
  const beside = observation && besideOf(observation.amount);
  return beside ? { ...share, ...beside } : share;
}

/** Few shares have anything beside their value; of the others there may be a million. */
function besideOf(amount: Observation["amount"]): Pick<Contribution, "qualifier" | "answer" | "answers"> | undefined {
  if (amount.kind === "answered") return { answer: amount.answer, ...(amount.answers && { answers: amount.answers }) };
  return amount.kind === "reported" && amount.qualifier ? { qualifier: amount.qualifier } : undefined;
}

/** Whose entries a figure is taken from: every unit's, one unit's, or the office's own. */
function askedOf(figure: Figure, { unit, reported, office }: Giver): Stated | undefined {
  if (figure.combine === "office") return office;
  return isGivenBy(figure, unit) ? reported : undefined;
}

/** The undivided row of a group is there only where it was filled; where a blank says nothing, so is every figure. */
function isSilent({ optional, blank }: Figure, observation: Observation | undefined): boolean {
  if (!observation) return optional || blank === "nothing";
  return blank === "nothing" && observation.amount.kind === "blank";
}

/** 单位合计: what a giver adds to a total, recomputed from its own shares of the parts; `shareOf` gives its share of a part. */
export function totalShare(
  figure: Figure,
  giver: Giver,
  shareOf: (part: FigureCode) => Contribution | undefined,
): Contribution | undefined {
  const stated = giver.reported ?? giver.office;
  const printed = giver.reported?.observations.get(figure.code);
  if (!stated || (figure.optional && !printed)) return undefined;
  const shares = stated.parts(figure).flatMap((part) => shareOf(part) ?? []);
  if (shares.length === 0 && (figure.blank === "nothing" || !giver.reported)) return undefined;
  return {
    unit: giver.unit,
    value: wholeSum(shares),
    source: figure.blank === "nothing" ? null : (printed?.source ?? null),
  };
}

/** A sum that lacks a term is not smaller, it is unknown. */
function wholeSum(shares: readonly Contribution[]): Decimal | null {
  const values = shares.flatMap(({ value }) => value ?? []);
  return values.length === 0 || values.length < shares.length ? null : sum(values);
}

/** 表上合计: the sum of a total as the units printed it; null where nobody did, or a blank total says nothing. */
export function printedSum({ code, blank }: Figure, givers: readonly Giver[]): Decimal | null {
  if (blank === "nothing") return null;
  const printed = givers.flatMap(({ reported }) => {
    const amount = reported?.observations.get(code)?.amount;
    return amount?.kind === "reported" ? [amount.value] : [];
  });
  return printed.length === 0 ? null : sum(printed);
}
