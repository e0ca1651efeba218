import type { FigureState } from "./figure.js";
import type { Severity } from "./finding.js";
import type { ListEntry } from "./list-entry.js";

/** 上报: one jurisdiction's consolidation of a period as a submission to the level above (`上报.json`). */
export interface RollUp {
  readonly unit: RolledUnit;
  /** `2022`, `2023-Q1`: the period's key. */
  readonly period: string;
  /** The main form first. */
  readonly forms: readonly RolledForm[];
  readonly status: "final" | "draft";
  /** Why it is a draft. */
  readonly reasons: readonly string[];
  readonly figures: Readonly<Record<string, RolledFigure>>;
  /** 台账的各条记录, where the forms have lists. */
  readonly entries?: readonly RolledEntry[];
  /** Where there are more than are sent up: how many, and none of them is. */
  readonly entriesLeftOut?: number;
  /** Its own level first, then those below it. */
  readonly levels: readonly LevelSummary[];
  /** 审核意见 by rule, its own level's. */
  readonly rules: Readonly<Record<string, number>>;
  /** SHA-256 of the run's `consolidated.json`, in which every figure leads on to its cells. */
  readonly consolidated: string;
}

/** 上报单位: the jurisdiction whose consolidation it is. */
export interface RolledUnit {
  readonly name: string;
  readonly government: string;
  readonly level: string;
}

export interface RolledForm {
  readonly id: string;
  readonly edition: string;
  readonly title: string;
  /** The codes of its tables, with which its figures begin. */
  readonly tables: readonly string[];
}

/** A plain decimal, or null where there is none. */
export interface RolledFigure {
  readonly value: string | null;
  readonly qualifier?: string;
  readonly state: FigureState;
  /** 按答复计数 of a figure that is no number: how many units gave each answer. */
  readonly answers?: Readonly<Record<string, number>>;
}

/** 台账的一条记录 as it is sent up, with the unit below and the cell that it is from. */
export interface RolledEntry extends Omit<ListEntry, "source"> {
  readonly unit: string;
  readonly file: string;
  readonly sheet: string;
  readonly cell: string;
}

/** 一级的报送情况: how many units the jurisdictions of one level have, who sent what, and how many findings they have. */
export interface LevelSummary extends Readonly<Record<Severity, number>> {
  readonly level: string;
  readonly due: number;
  readonly received: number;
  readonly missing: number;
  readonly returned: number;
  readonly late: number;
}
