import { countedAnswers, countsText } from "../../answer.js";
import type { ConsolidatedFigure, Consolidation, Contribution } from "../../consolidation.js";
import { type Decimal, equals, sum } from "../../decimal.js";
import type { FigureCode, UnitCode } from "../../figure.js";
import { isOpen } from "../../finding.js";
import type { Figure, Unit } from "../../form/form.js";
import { isAskedOf } from "../../form/form.js";
import { columnName } from "../../grid.js";
import { answersText } from "../figure-text.js";
import { knownFigure } from "../naming.js";
import { exactNumber, linkTo, type SheetCell, type SheetRow, type SheetStyle } from "../workbook/workbook.js";
import type { SourceLinks } from "./sources.js";

/** 单位分组: the units of one category and the sheet row where they begin; their subtotal stands below them. */
export interface UnitGroup {
  readonly category: string;
  readonly units: readonly Unit[];
  readonly first: number;
}

export const LABEL_COLUMNS = ["类别", "单位代码", "单位"] as const;

/** One column of the sheet: a consolidated figure, what the form says of it, and the column's letters. */
interface FigureColumn {
  readonly consolidated: ConsolidatedFigure;
  readonly figure: Figure | undefined;
  readonly letters: string;
  readonly of: (unit: UnitCode) => Contribution | undefined;
}

/** The units of each group with the group's subtotal, then what is published and where it came from. */
export function* unitRows(
  consolidation: Consolidation,
  groups: readonly UnitGroup[],
  links: SourceLinks,
): Iterable<SheetRow> {
  const columns = columnsOf(consolidation);
  const open = openFindings(consolidation);
  const missing = new Set(consolidation.coverage.missing);
  for (const group of groups) {
    for (const unit of group.units)
      yield unitRow(unit, columns, missing.has(unit.code), open.get(unit.code) ?? NOTHING_OPEN);
    yield totalRow([group.category, "", `${group.category}小计`], (column) => subtotalCell(group, column), columns);
  }
  if (columns.some(({ consolidated }) => consolidated.plain !== undefined)) yield* adjustedRows(groups, columns);
  else yield totalRow(["", "", "汇总数"], (column) => totalCell(groups, column), columns);
  yield totalRow(["", "", "各单位数及出处"], (column) => linkCell(links, column), columns);
}

/** 各列. A unit's contribution is looked up at the unit's place in the roster, where it nearly always is. */
function columnsOf(consolidation: Consolidation): readonly FigureColumn[] {
  const places = new Map(consolidation.units.map((unit, index) => [unit.code, index]));
  return [...consolidation.figures.values()].map((consolidated, index) => ({
    consolidated,
    figure: knownFigure(consolidation, consolidated.figure),
    letters: columnName(LABEL_COLUMNS.length + index),
    of: (unit) => {
      const likely = consolidated.contributions[places.get(unit) ?? 0];
      return likely?.unit === unit ? likely : consolidated.contributions.find((one) => one.unit === unit);
    },
  }));
}

function unitRow(unit: Unit, columns: readonly FigureColumn[], missing: boolean, open: OpenFigures): SheetRow {
  const cells = columns.map((column) => unitCell(unit, column, missing, open.get(column.consolidated.figure)));
  return { cells: [...labelled([unit.category, unit.code, unit.name], "text"), ...cells] };
}

function totalRow(
  labels: readonly string[],
  cellOf: (column: FigureColumn) => SheetCell,
  columns: readonly FigureColumn[],
): SheetRow {
  return { cells: [...labelled(labels, "subtotalLabel"), ...columns.map(cellOf)] };
}

function labelled(texts: readonly string[], style: SheetStyle): readonly SheetCell[] {
  return texts.map((value) => ({ value, style }));
}

function unitCell(unit: Unit, column: FigureColumn, missing: boolean, open: SheetStyle | undefined): SheetCell {
  const contribution = column.of(unit.code);
  if (contribution?.value) return { value: contribution.value, style: open ?? "figure" };
  if (contribution?.answer !== undefined) return { value: contribution.answer, style: open ?? "text" };
  if (!contribution?.source && !isAskedOf(column.figure, unit.code)) return { value: "", style: open ?? "figure" };
  return missing ? { value: "未报", style: "missing" } : { value: "缺", style: open ?? "missing" };
}

/** 小计: a formula over the group's cells where a spreadsheet adds them exactly, else the computed value. */
function subtotalCell(group: UnitGroup, column: FigureColumn): SheetCell {
  const terms = column.figure?.answer;
  if (terms) {
    const given = group.units
      .flatMap((unit) => column.of(unit.code) ?? [])
      .filter(({ answer }) => answer !== undefined);
    return { value: given.length === 0 ? "" : countsText(countedAnswers(given, terms), terms), style: "subtotal" };
  }
  const values = group.units.flatMap((unit) => column.of(unit.code)?.value ?? []);
  const asked = group.units.some((unit) => isAskedOf(column.figure, unit.code));
  if (values.length === 0) return { value: asked ? "缺" : "", style: "subtotal" };
  const range = `${column.letters}${group.first}:${column.letters}${group.first + group.units.length - 1}`;
  const result = sum(values);
  return { value: areExact([...values, result]) ? { formula: `SUM(${range})`, result } : result, style: "subtotal" };
}

/** 汇总数: figures taken from one unit or from the office itself need not be the sum of the rows, and are then written as they are. */
function totalCell(groups: readonly UnitGroup[], { consolidated, figure, letters }: FigureColumn): SheetCell {
  if (figure?.answer) return { value: answersText(consolidated, figure.answer), style: "subtotal" };
  if (!consolidated.value) return { value: "缺", style: "subtotal" };
  const values = consolidated.contributions.flatMap((one) => one.value ?? []);
  const cells = groups.map((group) => `${letters}${group.first + group.units.length}`).join(",");
  const result = consolidated.value;
  const live = areExact([...values, result]) && equals(sum(values), result);
  return { value: live ? { formula: `SUM(${cells})`, result } : result, style: "subtotal" };
}

/** 调整: what the units reported, what was adjusted, and what both make, one below the other. */
function* adjustedRows(groups: readonly UnitGroup[], columns: readonly FigureColumn[]): Iterable<SheetRow> {
  const plainOf = ({ consolidated, ...column }: FigureColumn): FigureColumn => {
    const { plain = consolidated.value } = consolidated;
    return { ...column, consolidated: { ...consolidated, value: plain } };
  };
  yield totalRow(["", "", "各单位所报合计"], (column) => totalCell(groups, plainOf(column)), columns);
  yield totalRow(["", "", "调整"], adjustmentCell, columns);
  yield totalRow(
    ["", "", "汇总数"],
    ({ consolidated: { value } }) => ({ value: value ?? "缺", style: "subtotal" }),
    columns,
  );
}

function adjustmentCell({ consolidated: { adjustments = [] } }: FigureColumn): SheetCell {
  return { value: adjustments.length === 0 ? "" : sum(adjustments.map(({ change }) => change)), style: "subtotal" };
}

function areExact(values: readonly Decimal[]): boolean {
  return values.every((value) => exactNumber(value) !== undefined);
}

function linkCell(links: SourceLinks, { consolidated }: FigureColumn): SheetCell {
  const link = links.get(consolidated.figure);
  return link ? { value: linkTo(link, "来源"), style: "link" } : { value: "", style: "figure" };
}

/** How each figure of a unit is marked that an open finding is about. */
type OpenFigures = ReadonlyMap<FigureCode, SheetStyle>;

const NOTHING_OPEN: OpenFigures = new Map();

function openFindings({ findings }: Consolidation): ReadonlyMap<UnitCode, OpenFigures> {
  const open = new Map<UnitCode, Map<FigureCode, SheetStyle>>();
  for (const { unit, figures, severity } of findings.filter(isOpen)) {
    if (unit === null) continue;
    const styles = open.get(unit) ?? new Map<FigureCode, SheetStyle>();
    open.set(unit, styles);
    for (const code of figures) {
      if (styles.get(code) !== "mandatory") styles.set(code, severity === "mandatory" ? "mandatory" : "verification");
    }
  }
  return open;
}
