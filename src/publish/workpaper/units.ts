import type { Consolidation } from "../../consolidation.js";
import type { FigureCode } from "../../figure.js";
import type { Figure, Unit } from "../../form/form.js";
import { columnName } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { knownFigure } from "../naming.js";
import { acrossRow, type Merge, type Sheet, type SheetRow } from "../workbook/workbook.js";
import type { SourceLinks } from "./sources.js";
import { LABEL_COLUMNS, type UnitGroup, unitRows } from "./unit-rows.js";

const HEAD_ROWS = 5;

/** 分单位明细: units by figures, grouped by category with subtotals; colours show where a finding is open. */
export function unitsSheet(consolidation: Consolidation, links: SourceLinks): Sheet {
  const groups = groupsOf(consolidation.units);
  const codes = [...consolidation.figures.keys()];
  const columns = LABEL_COLUMNS.length + codes.length;
  const last = HEAD_ROWS + consolidation.units.length + groups.length;
  return {
    name: "分单位明细",
    landscape: true,
    printed: { columns: TITLE_COLUMNS, rows: 2 },
    widths: [10, 10, 28, ...codes.map(() => 9.2)],
    rows: sheetRows(consolidation, groups, links),
    merges: headMerges(consolidation, codes),
    frozen: { rows: HEAD_ROWS, columns: LABEL_COLUMNS.length },
    filter: `A${HEAD_ROWS}:${columnName(columns - 1)}${last}`,
  };
}

function* sheetRows(
  consolidation: Consolidation,
  groups: readonly UnitGroup[],
  links: SourceLinks,
): Iterable<SheetRow> {
  yield* headRows(consolidation, [...consolidation.figures.keys()]);
  yield* unitRows(consolidation, groups, links);
}

function groupsOf(units: readonly Unit[]): readonly UnitGroup[] {
  const groups: UnitGroup[] = [];
  let first = HEAD_ROWS + 1;
  for (const [category, members] of groupBy(units, (unit) => unit.category)) {
    groups.push({ category, units: members, first });
    first += members.length + 1;
  }
  return groups;
}

/** The title and the note are merged over as many columns as a page is wide. They are all that is printed. */
const TITLE_COLUMNS = 12;

function headRows(consolidation: Consolidation, codes: readonly FigureCode[]): readonly SheetRow[] {
  const known = codes.map((code) => knownFigure(consolidation, code));
  const headings = (texts: readonly string[], height: number): SheetRow => ({
    cells: texts.map((value) => ({ value, style: "heading" as const })),
    height,
  });
  return [
    { cells: [{ value: "分单位明细", style: "subtitle" }], height: 26 },
    {
      cells: [
        {
          value:
            "“未报”为单位未报送，“缺”为没有可用的数，均不等于零；空白为不由该单位填报。底色：橙色为须修改，黄色为待核实。本表栏目多，供在电子表中查对，表格部分不打印。",
          style: "plain",
        },
      ],
      height: 34,
    },
    headings(["", "", "", ...known.map((figure, index) => tableOf(figure?.label) ?? codes[index] ?? "")], 20),
    headings(["", "", "", ...known.map((figure) => figure?.rowLabel ?? "")], 78),
    headings([...LABEL_COLUMNS, ...known.map((figure) => (figure ? lowestHeading(figure) : ""))], 66),
  ];
}

/** The heading of a figure; its unit is added unless the label states it, as in 本年收费金额（单位：万元）. */
function lowestHeading({ columnLabel, unit }: Figure): string {
  const heading = columnLabel.split("／").at(-1) ?? "";
  return heading.includes(unit) ? heading : `${heading}（${unit}）`;
}

function tableOf(label: string | undefined): string | undefined {
  return label?.split("｜")[0];
}

/** Merges equal neighbours in the heading lines of table and row. The lowest line is not merged, because the filter needs it. */
function headMerges(consolidation: Consolidation, codes: readonly FigureCode[]): readonly Merge[] {
  const known = codes.map((code) => knownFigure(consolidation, code));
  const left = LABEL_COLUMNS.length + 1;
  const across = (row: number, keys: readonly string[]): readonly Merge[] =>
    runsOf(keys).map(({ from, to }) => ({ top: row, bottom: row, left: left + from, right: left + to }));
  return [
    acrossRow(1, TITLE_COLUMNS),
    acrossRow(2, TITLE_COLUMNS),
    ...across(
      3,
      known.map((figure) => figure?.table ?? ""),
    ),
    ...across(
      4,
      known.map((figure, index) => (figure ? `${figure.table}.${figure.row}` : `${index}`)),
    ),
  ];
}

function runsOf(keys: readonly string[]): readonly { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const [index, key] of keys.entries()) {
    const last = runs.at(-1);
    if (last && keys[last.to] === key) last.to = index;
    else runs.push({ from: index, to: index });
  }
  return runs;
}
