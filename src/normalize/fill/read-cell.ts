import type { SourceCell } from "../../figure.js";
import type { Ceilings, Figure, Form } from "../../form/form.js";
import type { LocatedCell, Place } from "../located.js";
import type { Reading } from "../value/value.js";

/** What the values are read for: whose file, and what the jurisdiction says of blanks. */
export interface FillContext {
  readonly form: Form;
  readonly unit: string | null;
  readonly file: string;
  readonly blank: "zero" | "unreadable";
  readonly ceilings?: Ceilings | undefined;
  /** Sheets and tables beside whose headings 单位：元 stands, with the words. */
  readonly inYuan?: ReadonlyMap<string, string>;
}

export interface ReadCell {
  readonly located: LocatedCell;
  readonly figure: Figure;
  readonly reading: Reading;
}

export function sourceOf(place: Place, { file }: FillContext): SourceCell {
  return { file, sheet: place.sheet, cell: place.cell, text: place.text };
}

export function tableTitle(form: Form, code: string): string {
  return form.tables.find((table) => table.code === code)?.title ?? code;
}
