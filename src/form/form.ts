import type { Jurisdiction, Naming, Outline } from "./office-records.js";
import type { Basis, LeafRecord, RuleRecord, Severity } from "./records.js";

export type { Ceilings, Jurisdiction, Naming, Outline, ReadingLimits } from "./office-records.js";
export type { Basis, RuleRecord, Severity } from "./records.js";

/** 填报单位: one row of the roster. `category` is 乡镇 or 部门 or what the jurisdiction calls its groups. */
export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: string;
  readonly from?: number;
  readonly to?: number;
}

/** 栏目: one row or column line of an axis, with the path of its headings. */
export interface Line {
  readonly code: string;
  readonly label: string;
  /** All accepted wordings, the official one first. */
  readonly wordings: readonly string[];
  /** The groups above it, outermost first. */
  readonly groups: readonly Group[];
  readonly sumOf: readonly string[];
  /** 本行: stands in place of these lines (a group that was filled as a single row). */
  readonly insteadOf: readonly string[];
  readonly record: LeafRecord | undefined;
}

export interface Group {
  readonly label: string;
  readonly wordings: readonly string[];
  readonly depth: number;
  /** The code of the group's own line, if it may bear figures. */
  readonly own?: string;
}

export interface Axis {
  readonly lines: readonly Line[];
  readonly groups: readonly Group[];
}

export interface Section {
  readonly code: string;
  readonly table: string;
  readonly label?: string;
  readonly rowHeading?: string;
  readonly layout: "matrix" | "single-row";
  readonly rows: Axis;
  readonly columns: Axis;
}

export interface Table {
  readonly code: string;
  readonly title: string;
  readonly wordings: readonly string[];
  readonly basis: Basis;
  readonly note?: string;
  readonly columnsHeading?: string;
  readonly optional: boolean;
  readonly sections: readonly Section[];
}

/** 指标: one figure of a form. */
export interface Figure {
  readonly code: string;
  readonly table: string;
  readonly section: string;
  readonly row: string;
  readonly column: string;
  /** 表三｜（三）不予公开／1.属于国家秘密｜自然人: what a person reads in a message. */
  readonly label: string;
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly unit: string;
  readonly kind: "count" | "amount";
  readonly decimals: number;
  readonly signed: boolean;
  /** A whole amount from here on is asked about: it may have been typed in another unit. */
  readonly doubtfulFrom?: string;
  /** Codes of the figures it is the sum of; empty for an input. */
  readonly parts: readonly string[];
  /** Not one of the form's own figures: read where a unit gave it (the undivided row of a group). */
  readonly optional: boolean;
  readonly insteadOf: readonly string[];
  readonly approximate: boolean;
  readonly combine: "sum" | "office" | { readonly from: string };
  /** 空白: `policy` counts as the jurisdiction's policy says, and not filled is missing; `nothing` says nothing, and is no contribution. */
  readonly blank: "policy" | "nothing";
}

/** 报表: an edition of a form, ready for use. */
export interface Form {
  readonly id: string;
  readonly edition: string;
  readonly title: string;
  readonly basis: Basis;
  readonly inForce: { readonly from: number; readonly to?: number };
  readonly tables: readonly Table[];
  readonly figures: ReadonlyMap<string, Figure>;
}

/** 规则: its record, with the severity that holds in this jurisdiction. */
export type Rule = RuleRecord & {
  readonly regraded?: { readonly to: Severity | "off"; readonly reason: string; readonly date: string };
};

/** 制度库: everything in `schemas/`, parsed and found free of contradictions. */
export interface Schemas {
  /** Changes with every byte of the files: what was made by other schemas is not theirs. */
  readonly version: string;
  readonly jurisdiction: Jurisdiction;
  readonly units: readonly Unit[];
  readonly editions: readonly Form[];
  readonly overview: Form | undefined;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly outline: Outline;
  readonly naming: Naming;
}

/** The edition in force for a report year. */
export function formInForce(schemas: Schemas, year: number): Form | undefined {
  return schemas.editions.find((form) => form.inForce.from <= year && year <= (form.inForce.to ?? 9999));
}

/** 应报单位: the roster of a report year, in the order of units.csv. */
export function unitsDue(schemas: Schemas, year: number): readonly Unit[] {
  return schemas.units.filter((unit) => (unit.from ?? 0) <= year && year <= (unit.to ?? 9999));
}
