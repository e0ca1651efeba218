import type { Decimal } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Figure, Form, Unit } from "../../form/form.js";
import type { Period } from "../../period.js";
import type { SheetPlace } from "../statutory/statutory.js";

/** 某单位的表: a form as one unit is to fill it in. */
export interface UnitForm {
  readonly form: Form;
  readonly unit: Unit;
  readonly period: Period;
  /** 某某镇2022年某某报告, at the head of every sheet. */
  readonly title: string;
  /** 上年数 of the unit, as far as they are known. */
  readonly before: ReadonlyMap<FigureCode, Decimal>;
  /** 预填数: figures that are filled in and locked. */
  readonly given: ReadonlyMap<FigureCode, Decimal>;
}

/** 表中的位置: where each figure of a table stands in its sheet. */
export type FigurePlaces = ReadonlyMap<FigureCode, SheetPlace>;

/** 分项: the parts of a total that have cells on its sheet; none for a figure that is typed. */
export function partsOn({ parts }: Figure, places: FigurePlaces): readonly FigureCode[] {
  return parts.filter((part) => places.has(part));
}

/** Whether a figure says something before anybody types: it is given, or a total with such a part. */
export function isSettled(code: FigureCode, { form, given }: UnitForm, places: FigurePlaces): boolean {
  if (given.has(code)) return true;
  const figure = form.figures.get(code);
  return figure !== undefined && partsOn(figure, places).some((part) => given.has(part));
}
