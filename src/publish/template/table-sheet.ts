import { NO_FIGURE } from "../../figure.js";
import type { Form, Naming, Table } from "../../form/form.js";
import { spokenDay } from "../../period.js";
import { layoutTable, type TableLayout } from "../layout/layout.js";
import { figurePlaces, mainMeasure, pageOf, sheetName, tableBlock } from "../statutory/statutory.js";
import { acrossRow, type Sheet, type SheetRow, titleRow } from "../workbook/workbook.js";
import { entryCell, validationsOf } from "./entry-cells.js";
import { marksBelow } from "./marks-below.js";
import { marksBeside, withMarksBeside } from "./marks-beside.js";
import { AGREES, DIFFERS, relationMarks } from "./relation-marks.js";
import type { FigurePlaces, UnitForm } from "./unit-form.js";

/** 一张表: as published, to be typed into; what checks it stands beside and below it and is not printed. */
export function tableSheet(own: UnitForm, table: Table, naming: Naming): Sheet {
  const layout = layoutTable(table, () => "");
  const head = headRows(own, table, naming);
  const top = head.length + 1;
  const page = pageOf(layout);
  const places = figurePlaces(layout, top);
  const block = tableBlock({ layout, top, widths: page.widths }, ({ figure = NO_FIGURE }) =>
    entryCell(figure, own, places),
  );
  const marks = relationMarks(own, places);
  const beside = marksBeside(marks, { left: layout.columns, top });
  const closed = closedNote(own, layout, places);
  const last = head.length + block.rows.length + closed.length;
  const below = marksBelow(marks, { layout, widths: page.widths, top: last + 1, valuesFrom: firstValue(layout) });
  const rows = [...head, ...block.rows, ...closed, ...below.rows];
  return {
    name: sheetName(table),
    widths: [...page.widths, ...beside.widths],
    landscape: page.landscape,
    rows: withMarksBeside(rows, beside),
    merges: [
      ...head.map((_, at) => acrossRow(at + 1, layout.columns)),
      ...block.merges,
      ...closed.map((_, at) => acrossRow(top + block.rows.length + at, layout.columns)),
      ...beside.merges,
      ...below.merges,
    ],
    frozen: { rows: head.length + layout.headerRows, columns: 0 },
    printed: { columns: layout.columns, rows: last },
    ...(layout.headerRows > 0 && { repeatRows: `1:${head.length + layout.headerRows}` }),
    header: `${own.unit.name}　${own.period.label}`,
    locked: true,
    validations: validationsOf(own, places, mainMeasure(own.form, table)),
    highlights: [...beside.cells, ...below.cells].flatMap(highlightsOf),
  };
}

/** The heading of each field of the cover is the first by which a submission's cover is read. */
export function headRows({ title, unit, period, form }: UnitForm, table: Table, naming: Naming): readonly SheetRow[] {
  const [unitHeading = "", periodHeading = ""] = [naming.unitHeadings[0], naming.periodHeadings[0]];
  const span = `${spokenDay(period.start)}至${spokenDay(period.end).replace(/^\d+年/, "")}`;
  return [
    titleRow(title),
    { cells: [{ value: `${unitHeading}：${unit.name}`, style: "plain" }], height: 18 },
    { cells: [{ value: `${periodHeading}：${span}`, style: "plain" }], height: 18 },
    { cells: [{ value: table.title, style: "subtitle" }], height: 24 },
    { cells: [{ value: `代码：${unit.code}　　计量单位：${measureWords(form, table)}`, style: "note" }], height: 18 },
  ];
}

function measureWords(form: Form, table: Table): string {
  const units = new Set(
    [...form.figures.values()]
      .filter(({ table: own, answer }) => own === table.code && !answer)
      .map(({ unit }) => unit),
  );
  return `${mainMeasure(form, table)}${units.size > 1 ? "（不同的，点选该格时注明）" : ""}`;
}

function firstValue(layout: TableLayout): number {
  const columns = layout.rows.flatMap((cells) =>
    cells.filter(({ kind }) => kind === "value").map(({ column }) => column),
  );
  return Math.min(layout.columns, ...columns);
}

/** 灰格说明, where the table has figures that another fills in. */
function closedNote(own: UnitForm, layout: TableLayout, places: FigurePlaces): readonly SheetRow[] {
  const isClosed = layout.rows
    .flat()
    .some(({ figure }) => figure !== undefined && entryCell(figure, own, places).style === "closed");
  return isClosed ? [{ cells: [{ value: "注：灰色的格由其他单位填报，不用填。", style: "plain" }], height: 20 }] : [];
}

function highlightsOf(cell: string): NonNullable<Sheet["highlights"]> {
  return [
    { cells: cell, formula: `LEFT(${cell},2)="${DIFFERS}"`, as: "differs" },
    { cells: cell, formula: `LEFT(${cell},2)="${AGREES}"`, as: "agrees" },
  ];
}
