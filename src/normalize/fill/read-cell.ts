import type { SourceCell, UnitCode } from "../../figure.js";
import type { Ceilings, Figure, Form } from "../../form/form.js";
import type { Period } from "../../period.js";
import type { LocatedCell, Place } from "../located.js";
import type { Reading, StatedMoney } from "../value/value.js";

/** Whose file it is, for which form it is read, and what the jurisdiction's policies say. */
export interface FillContext {
  readonly form: Form;
  readonly unit: UnitCode | null;
  readonly file: string;
  readonly blank: "zero" | "unreadable";
  /** 报告期, in which days that the form asks for may have to lie. */
  readonly period?: Period;
  readonly ceilings?: Ceilings | undefined;
  /** By sheet or table: the units of money that the words beside it name (单位：元). */
  readonly moneyUnits?: ReadonlyMap<string, readonly StatedMoney[]>;
  /** By sheet or table: the words beside it that say its counts are in hundreds or more (单位：万件). */
  readonly inMultiples?: ReadonlyMap<string, readonly string[]>;
  /** 查找过的工作表、正文和表格, by their names. */
  readonly searched?: readonly string[];
}

/** A cell with the figure it stands for and what was read in it. */
export interface ReadCell {
  readonly located: LocatedCell;
  readonly figure: Figure;
  readonly reading: Reading;
}

export function sourceOf(place: Place, { file }: FillContext): SourceCell {
  return { file, sheet: place.sheet, cell: place.cell, text: place.text };
}

/** The title of a table, as messages name it. */
export function tableTitle(form: Form, code: string): string {
  return form.tables.find((table) => table.code === code)?.title ?? code;
}
