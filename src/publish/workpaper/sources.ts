import { type Adjustment, movementOf } from "../../adjustment.js";
import type { ConsolidatedFigure, Consolidation, Contribution } from "../../consolidation.js";
import type { FigureCode, SourceCell } from "../../figure.js";
import type { Figure } from "../../form/form.js";
import { isAskedOf } from "../../form/form.js";
import { knownFigure, type Names, namesOf } from "../naming.js";
import {
  acrossRow,
  lastingTexts,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  titleRow,
} from "../workbook/workbook.js";

const HEADINGS = [
  "指标代码",
  "指标",
  "计量单位",
  "单位代码",
  "单位",
  "数值",
  "文件",
  "工作表",
  "单元格",
  "原文",
] as const;
const WIDTHS = [42, 44, 9, 10, 26, 12, 34, 18, 9, 22] as const;
const HEAD_ROWS = 3;
/** A sheet has 1,048,576 rows. */
const MOST_ROWS = 1_000_000;

/** 数据来源: a figure's rows begin at `row` of `sheet`. */
interface SourcePlace {
  readonly sheet: string;
  readonly row: number;
  readonly figure: ConsolidatedFigure;
}

/** Where each figure's contributions stand: `数据来源`!A12. */
export type SourceLinks = ReadonlyMap<FigureCode, { readonly sheet: string; readonly cell: string }>;

export function sourceLinks(consolidation: Consolidation): SourceLinks {
  return new Map(
    sourcePlaces(consolidation).map(({ figure, sheet, row }) => [figure.figure, { sheet, cell: `A${row}` }]),
  );
}

/** 数据来源: every contribution with its file, sheet, cell and the text as typed. Past the rows of one sheet it goes on in the next. */
export function sourceSheets(consolidation: Consolidation): readonly Sheet[] {
  const places = sourcePlaces(consolidation);
  const naming = {
    names: namesOf(consolidation),
    figureOf: (code: FigureCode) => knownFigure(consolidation, code),
    text: lastingTexts(),
  };
  return [...new Set(places.map((place) => place.sheet))].map((name) =>
    sourceSheet(
      name,
      places.filter((place) => place.sheet === name),
      naming,
    ),
  );
}

interface Naming {
  readonly names: Names;
  readonly figureOf: (code: FigureCode) => Figure | undefined;
  /** Of a unit, a file, a place: what is the same in hundreds of rows. */
  readonly text: (value: string) => SheetCell;
}

function sourcePlaces({ figures }: Consolidation): readonly SourcePlace[] {
  const places: SourcePlace[] = [];
  let sheet = 1;
  let row = HEAD_ROWS + 1;
  for (const figure of figures.values()) {
    if (rowsOf(figure) === 0) continue;
    if (row > HEAD_ROWS + 1 && row + rowsOf(figure) > MOST_ROWS) {
      sheet += 1;
      row = HEAD_ROWS + 1;
    }
    places.push({ sheet: sheet === 1 ? "数据来源" : `数据来源${sheet}`, row, figure });
    row += rowsOf(figure);
  }
  return places;
}

function rowsOf({ contributions, adjustments = [] }: ConsolidatedFigure): number {
  return contributions.length + adjustments.length;
}

function sourceSheet(name: string, places: readonly SourcePlace[], naming: Naming): Sheet {
  const count = places.reduce((sum, place) => sum + rowsOf(place.figure), 0);
  return {
    name,
    widths: WIDTHS,
    landscape: true,
    rows: sourceRows(places, naming),
    merges: [acrossRow(1, HEADINGS.length), acrossRow(2, HEADINGS.length)],
    frozen: { rows: HEAD_ROWS, columns: 0 },
    filter: `A${HEAD_ROWS}:J${HEAD_ROWS + count}`,
    printed: { columns: HEADINGS.length, rows: HEAD_ROWS - 1 },
  };
}

function* sourceRows(places: readonly SourcePlace[], naming: Naming): Iterable<SheetRow> {
  yield titleRow("数据来源");
  yield {
    cells: [
      {
        value:
          "每一行是一个单位的一项数：取自哪个文件、哪张表、哪个单元格，原来是怎么填的。“缺”表示没有可用的数，不等于零；空白表示不由该单位填报。合计项按该单位各分项重新计算，原文是其填写的合计。本表行数多，供在电子表中查对，表格部分不打印。",
        style: "plain",
      },
    ],
    height: 32,
  };
  yield textRow(HEADINGS, "heading");
  for (const { figure } of places) {
    const column = figureCells(figure.figure, naming);
    for (const contribution of figure.contributions) yield { cells: sourceCells(column, contribution, naming) };
    for (const adjustment of figure.adjustments ?? []) yield { cells: adjustmentCells(column, adjustment, naming) };
  }
}

/** The cells that are the same in all rows of a figure. */
interface FigureCells {
  readonly figure: Figure | undefined;
  readonly code: SheetCell;
  readonly name: SheetCell;
  readonly measure: SheetCell;
}

function figureCells(code: FigureCode, { names, figureOf }: Naming): FigureCells {
  return {
    figure: figureOf(code),
    code: { value: code, style: "code" },
    name: { value: names.figure(code), style: "text" },
    measure: { value: names.measure(code), style: "text" },
  };
}

/** 调整: behind the units' figures, by what it adds to their sum. */
function adjustmentCells(
  { code, name, measure }: FigureCells,
  { type, unit, change, source, reason, by, ...one }: Adjustment,
  { names }: Naming,
): readonly SheetCell[] {
  const text = (value: string): SheetCell => ({ value, style: "text" });
  return [
    code,
    name,
    measure,
    text(unit ?? ""),
    text(`${unit === null ? "整体" : names.unit(unit)}（${type}）`),
    { value: change, style: "figure" },
    text(source.file),
    text(source.sheet),
    text(source.cell),
    text(`${movementOf(one)}；${reason}（${by}）`),
  ];
}

/** Of a figure that was read off a scan, with who confirmed it and where. */
function fileText({ file, confirmed }: SourceCell): string {
  if (!confirmed) return file;
  const where = confirmed.file === file ? "" : `，见 ${confirmed.file} ${confirmed.sheet} ${confirmed.cell}`;
  return `${file}（${confirmed.by}核对录入${where}）`;
}

function sourceCells(
  { figure, code, name, measure }: FigureCells,
  { unit, value, answer, qualifier, source }: Contribution,
  { names, text }: Naming,
): readonly SheetCell[] {
  const absent: SheetCell =
    source || isAskedOf(figure, unit) ? { value: "缺", style: "missing" } : { value: "", style: "figure" };
  return [
    code,
    qualifier && value !== null ? { value: `${name.value}（约数：${qualifier}）`, style: "text" } : name,
    measure,
    text(unit),
    text(names.unit(unit)),
    answer !== undefined ? { value: answer, style: "text" } : value === null ? absent : { value, style: "figure" },
    text(source ? fileText(source) : ""),
    text(source?.sheet ?? ""),
    text(source?.cell ?? ""),
    { value: source?.text ?? "", style: "text" },
  ];
}
