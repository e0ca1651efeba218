import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Relation } from "../../relation.js";
import type { SlipKind } from "./slip.js";

/** One figure, what is stated and what it would be. */
export interface Change {
  readonly figure: FigureCode;
  readonly from: Decimal;
  readonly to: Decimal;
}

/** 差错: one mistake of the person who filled the form in; an exchange or a misplaced figure changes two cells. */
export interface Slip {
  readonly kind: SlipKind | undefined;
  readonly changes: readonly Change[];
}

/** 疑似错处: a set of figures whose change puts the relations right, with the value each would take. */
export interface Suspicion {
  readonly changes: readonly Change[];
  /** The kind of slip, where a single slip of a known kind explains everything. */
  readonly slip: SlipKind | undefined;
  readonly slips: readonly Slip[];
  /** Totals that agreed with their parts as stated, and only follow a part that changes. */
  readonly totals: readonly Change[];
  /** False where the form holds more mistakes than could be traced: some relations stay broken. */
  readonly settlesAll: boolean;
  /** The broken relations it puts right: those of one root. */
  readonly settled: readonly Relation[];
  /** What it was ranked by, compared from the front: less is likelier. Equal ranks can't be told apart. */
  readonly rank: readonly [cells: number, cost: number, vouched: number, changes: number];
}

export interface SuspectResult {
  /** At most five, the likeliest first. */
  readonly suspicions: readonly Suspicion[];
  /** How many there are in all, those not listed included. */
  readonly found: number;
  /** How many share the first rank: above one, the figures alone can't tell which it is. */
  readonly tied: number;
  /** More than one smallest explanation. */
  readonly ambiguous: boolean;
  /** False when the bounded search gave up: there may be others, and smaller ones. */
  readonly exhaustive: boolean;
}
