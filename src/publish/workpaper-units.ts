import type { Consolidation, Contribution } from "../consolidation.js";
import { type Decimal, equals, sum } from "../decimal.js";
import type { FigureCode, UnitCode } from "../figure.js";
import { isOpen } from "../finding.js";
import type { Unit } from "../form/form.js";
import { columnName } from "../grid.js";
import { exactNumber } from "./exact-number.js";
import { knownFigure } from "./naming.js";
import { acrossRow, linkTo, type Merge, type Sheet, type SheetCell, type SheetRow, type SheetStyle, type SheetValue } from "./sheet.js";

type Links = ReadonlyMap<FigureCode, { readonly sheet: string; readonly cell: string }>;

const LABEL_COLUMNS = ["类别", "单位代码", "单位"] as const;
const HEAD_ROWS = 5;

/** 单位分组: the units of one category and the rows where they stand. */
interface UnitGroup {
  readonly category: string;
  readonly units: readonly Unit[];
  readonly first: number;
}

/** 分单位明细: units by figures, grouped by category with subtotals; colours show where a finding is open. */
export function unitsSheet(consolidation: Consolidation, links: Links): Sheet {
  const groups = groupsOf(consolidation.units);
  const codes = [...consolidation.figures.keys()];
  const columns = LABEL_COLUMNS.length + codes.length;
  const last = HEAD_ROWS + consolidation.units.length + groups.length;
  return {
    name: "分单位明细", landscape: true, repeatColumns: "A:C", repeatRows: `3:${HEAD_ROWS}`,
    widths: [10, 10, 28, ...codes.map(() => 9)],
    rows: unitRows(consolidation, groups, codes, links),
    merges: headMerges(consolidation, codes),
    frozen: { rows: HEAD_ROWS, columns: LABEL_COLUMNS.length },
    filter: `A${HEAD_ROWS}:${columnName(columns - 1)}${last}`,
  };
}

function groupsOf(units: readonly Unit[]): readonly UnitGroup[] {
  const groups: UnitGroup[] = [];
  let first = HEAD_ROWS + 1;
  for (const category of new Set(units.map((unit) => unit.category))) {
    const members = units.filter((unit) => unit.category === category);
    groups.push({ category, units: members, first });
    first += members.length + 1;
  }
  return groups;
}

function* unitRows(consolidation: Consolidation, groups: readonly UnitGroup[], codes: readonly FigureCode[], links: Links): Iterable<SheetRow> {
  yield* headRows(consolidation, codes);
  const find = contributionFinder(consolidation);
  const styles = openFindings(consolidation);
  const missing = new Set(consolidation.coverage.missing);
  for (const group of groups) {
    for (const unit of group.units) {
      const values = codes.map((code) => unitCell(find(code, unit.code), missing.has(unit.code), styles.get(`${unit.code} ${code}`)));
      yield { cells: [...labelled([unit.category, unit.code, unit.name], "text"), ...values] };
    }
    const subtotals = codes.map((code, index) => subtotalCell(group, group.units.map((unit) => find(code, unit.code)), index));
    yield { cells: [...labelled([group.category, "", `${group.category}小计`], "subtotalLabel"), ...subtotals] };
  }
  const totals = codes.map((code, index) => totalCell(consolidation, code, groups, index));
  yield { cells: [...labelled(["", "", "汇总数"], "subtotalLabel"), ...totals] };
  yield { cells: [...labelled(["", "", "各单位数及出处"], "subtotalLabel"), ...codes.map((code) => linkCell(links.get(code)))] };
}

function labelled(texts: readonly string[], style: SheetStyle): readonly SheetCell[] {
  return texts.map((value) => ({ value, style }));
}

function unitCell(contribution: Contribution | undefined, missing: boolean, open: SheetStyle | undefined): SheetCell {
  if (contribution?.value) return { value: contribution.value, style: open ?? "figure" };
  if (missing) return { value: "未报", style: "missing" };
  return contribution ? { value: "缺", style: open ?? "missing" } : { value: "", style: "figure" };
}

/** A live sum over the group's cells where a spreadsheet can add them exactly, else our own value. */
function subtotalCell(group: UnitGroup, contributions: readonly (Contribution | undefined)[], index: number): SheetCell {
  const values = contributions.flatMap((one) => (one?.value ? [one.value] : []));
  if (values.length === 0) return { value: "缺", style: "subtotal" };
  const column = columnName(LABEL_COLUMNS.length + index);
  const range = `${column}${group.first}:${column}${group.first + group.units.length - 1}`;
  return { value: liveSum(range, values, sum(values)), style: "subtotal" };
}

/** 汇总数: figures taken from one unit or from the office itself need not be the sum of the rows, and are then written as they are. */
function totalCell({ figures }: Consolidation, code: FigureCode, groups: readonly UnitGroup[], index: number): SheetCell {
  const figure = figures.get(code);
  if (!figure?.value) return { value: "缺", style: "subtotal" };
  const column = columnName(LABEL_COLUMNS.length + index);
  const values = figure.contributions.flatMap((one) => (one.value ? [one.value] : []));
  const cells = groups.map((group) => `${column}${group.first + group.units.length}`).join(",");
  return { value: liveSum(cells, values, figure.value), style: "subtotal" };
}

function liveSum(range: string, values: readonly Decimal[], result: Decimal): SheetValue {
  const exact = [...values, result].every((value) => exactNumber(value) !== undefined);
  return exact && equals(sum(values), result) ? { formula: `SUM(${range})`, result } : result;
}

function linkCell(link: { readonly sheet: string; readonly cell: string } | undefined): SheetCell {
  return link ? { value: linkTo(link, "来源"), style: "link" } : { value: "", style: "figure" };
}

/** Contributions stand in the roster's order, so that the place of a unit is nearly always known. */
function contributionFinder({ figures, units }: Consolidation): (code: FigureCode, unit: UnitCode) => Contribution | undefined {
  const places = new Map(units.map((unit, index) => [unit.code, index]));
  return (code, unit) => {
    const contributions = figures.get(code)?.contributions ?? [];
    const likely = contributions[places.get(unit) ?? 0];
    return likely?.unit === unit ? likely : contributions.find((one) => one.unit === unit);
  };
}

function openFindings({ findings }: Consolidation): ReadonlyMap<string, SheetStyle> {
  const styles = new Map<string, SheetStyle>();
  for (const finding of findings.filter(isOpen)) {
    for (const code of finding.figures) {
      const key = `${finding.unit} ${code}`;
      if (styles.get(key) !== "mandatory") styles.set(key, finding.severity === "mandatory" ? "mandatory" : "verification");
    }
  }
  return styles;
}

/** The title stands over the columns of the first page. */
const TITLE_COLUMNS = 12;

function headRows(consolidation: Consolidation, codes: readonly FigureCode[]): readonly SheetRow[] {
  const known = codes.map((code) => knownFigure(consolidation, code));
  const headings = (texts: readonly string[], height: number): SheetRow => ({ cells: texts.map((value) => ({ value, style: "heading" as const })), height });
  return [
    { cells: [{ value: "分单位明细", style: "subtitle" }], height: 26 },
    { cells: [{ value: "“未报”为单位未报送，“缺”为没有可用的数，均不等于零。底色：橙色为须修改，黄色为待核实。", style: "plain" }], height: 20 },
    headings(["", "", "", ...known.map((figure, index) => tableOf(figure?.label) ?? codes[index] ?? "")], 20),
    headings(["", "", "", ...known.map((figure) => figure?.rowLabel ?? "")], 78),
    headings([...LABEL_COLUMNS, ...known.map((figure) => (figure ? `${figure.columnLabel.split("／").at(-1)}（${figure.unit}）` : ""))], 66),
  ];
}

function tableOf(label: string | undefined): string | undefined {
  return label?.split("｜")[0];
}

/** Equal neighbours in the table's and the row's heading line become one cell; the lowest line stays whole for the filter. */
function headMerges(consolidation: Consolidation, codes: readonly FigureCode[]): readonly Merge[] {
  const known = codes.map((code) => knownFigure(consolidation, code));
  const left = LABEL_COLUMNS.length + 1;
  const across = (row: number, keys: readonly string[]): readonly Merge[] =>
    runsOf(keys).map(({ from, to }) => ({ top: row, bottom: row, left: left + from, right: left + to }));
  return [
    acrossRow(1, TITLE_COLUMNS), acrossRow(2, TITLE_COLUMNS), ...across(3, known.map((figure) => figure?.table ?? "")),
    ...across(4, known.map((figure, index) => (figure ? `${figure.table}.${figure.row}` : `${index}`))),
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
