import { relationsOf } from "../../check/check.js";
import { absolute, type Decimal, format, isZero, subtract, sum } from "../../decimal.js";
import { type FigureCode, NO_FIGURE } from "../../figure.js";
import type { Rule } from "../../form/form.js";
import { isAskedOf } from "../../form/form.js";
import { periodWords } from "../../period.js";
import type { Relation } from "../../relation.js";
import { rangesOf, type SheetPlace } from "../statutory/statutory.js";
import { exactNumber, type Formula } from "../workbook/workbook.js";
import { type FigurePlaces, isSettled, partsOn, type UnitForm } from "./unit-form.js";

/** 勾稽核对: a relation with the formula that says beside the table whether it holds. */
export interface RelationMark {
  readonly rule: Rule;
  readonly relation: Relation;
  readonly formula: Formula;
  /** The cells of its figures. */
  readonly places: readonly SheetPlace[];
}

/** 结果用语: how a mark begins. */
export const AGREES = "相符";
export const DIFFERS = "不符";

/** 表内的勾稽核对: every relation of the rules whose figures all stand on the sheet. One with last year's figure needs it; what is carried over is filled in. */
export function relationMarks(own: UnitForm, places: FigurePlaces): readonly RelationMark[] {
  const rules = [...own.form.rules.values()].filter(({ regraded }) => regraded?.to !== "off");
  return rules.flatMap((rule) =>
    relationsOf(own.form, [rule]).flatMap((relation) => {
      const known = withTermsOn(relation, own, places);
      return known
        ? [{ rule, relation: known, formula: markFormula(known, own, places), places: placesOf(known, places) }]
        : [];
    }),
  );
}

/** The relation without the lines that stand in the place of others; none where a figure is not on the sheet or not asked for. */
function withTermsOn(relation: Relation, own: UnitForm, places: FigurePlaces): Relation | undefined {
  const { form, unit, before } = own;
  const shown = { ...relation, left: relation.left.filter((code) => form.figures.get(code)?.optional !== true) };
  const codes = codesIn(shown);
  const isHere = (code: FigureCode): boolean => places.has(code) && isAskedOf(form.figures.get(code), unit.code);
  if (codes.length < 2 || !codes.every(isHere)) return undefined;
  if (shown.before === undefined) return shown;
  const known = before.get(shown.before);
  return known && exactNumber(known) !== undefined ? shown : undefined;
}

function codesIn({ left, minus = [], right }: Relation): readonly FigureCode[] {
  return [...left, ...minus, ...right];
}

function placesOf(relation: Relation, places: FigurePlaces): readonly SheetPlace[] {
  return codesIn(relation).flatMap((code) => places.get(code) ?? []);
}

/** 公式: says nothing before something is typed, then that the sides agree, or by how much they differ. */
function markFormula(relation: Relation, own: UnitForm, places: FigurePlaces): Formula {
  const { form, before } = own;
  const known = relation.before === undefined ? undefined : before.get(relation.before);
  const total = (codes: readonly FigureCode[]): string => `SUM(${rangesIn(codes, places)})`;
  const { left, minus = [], right } = relation;
  const added = [...(known ? [format(known)] : []), ...(left.length > 0 ? [total(left)] : [])].join("+");
  const difference = `${added}${minus.length > 0 ? `-${total(minus)}` : ""}-${total(right)}`;
  const figures = codesIn(relation).flatMap((code) => form.figures.get(code) ?? []);
  const decimals = Math.max(0, ...figures.map((figure) => figure.decimals));
  const measure = figures[0]?.unit ?? "";
  const { former } = periodWords(own.period);
  const stated = `IF(ROUND(${difference},${decimals})=0,"${AGREES}","${DIFFERS}，相差"&ROUND(ABS(${difference}),${decimals})&"${measure}${known ? `（${former}为${format(known)}）` : ""}")`;
  const open = codesIn(relation).filter((code) => !isSettled(code, own, places));
  const formula = open.length === 0 ? stated : `IF(COUNT(${rangesIn(open, places)})=0,"",${stated})`;
  return { formula, result: open.length === 0 ? resultNow(relation, own, places) : "" };
}

function rangesIn(codes: readonly FigureCode[], places: FigurePlaces): string {
  return rangesOf(codes.flatMap((code) => places.get(code) ?? [])).join(",");
}

/** What the formula says of figures that are all known. */
function resultNow({ left, minus = [], right, before }: Relation, own: UnitForm, places: FigurePlaces): string {
  const total = (codes: readonly FigureCode[]): Decimal => sum(codes.map((code) => valueNow(code, own, places)));
  const known = before === undefined ? [] : [own.before.get(before)].filter((value) => value !== undefined);
  const difference = subtract(subtract(sum([...known, total(left)]), total(minus)), total(right));
  if (isZero(difference)) return AGREES;
  const measure = own.form.figures.get(right[0] ?? NO_FIGURE)?.unit ?? "";
  const { former } = periodWords(own.period);
  return `${DIFFERS}，相差${format(absolute(difference))}${measure}${known.map((value) => `（${former}为${format(value)}）`).join("")}`;
}

function valueNow(code: FigureCode, own: UnitForm, places: FigurePlaces): Decimal {
  const figure = own.form.figures.get(code);
  const given = own.given.get(code);
  return given ?? sum((figure ? partsOn(figure, places) : []).map((part) => valueNow(part, own, places)));
}
