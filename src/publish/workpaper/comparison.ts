import type { ConsolidatedFigure, Consolidation, PriorYear } from "../../consolidation.js";
import { absolute, compare, type Decimal, format, isNegative, isZero, permille, subtract } from "../../decimal.js";
import { type Period, periodWords, previousPeriod } from "../../period.js";
import { type Names, namesOf, originOf } from "../naming.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const WIDTHS = [42, 46, 9, 12, 12, 12, 10, 60, 12] as const;
const HEAD_ROWS = 3;

/** 与上年对比, 与上期对比: this period, the one before, the change and the three units that drive it. */
export function comparisonSheet(consolidation: Consolidation): Sheet {
  const { prior, period, figures } = consolidation;
  const { former } = periodWords(period);
  const title = `与${former}对比`;
  const shared = { name: title, widths: WIDTHS, landscape: true };
  if (!prior)
    return {
      ...shared,
      rows: [titleRow(title), absence(period)],
      merges: [acrossRow(1, WIDTHS.length), acrossRow(2, WIDTHS.length)],
    };
  const names = namesOf(consolidation);
  return {
    ...shared,
    rows: [
      titleRow(title),
      originRow(prior, former),
      textRow(headings(period, prior.period), "heading"),
      ...[...figures.values()].map((figure) => comparisonRow(figure, prior, names)),
    ],
    merges: [acrossRow(1, WIDTHS.length), acrossRow(2, WIDTHS.length)],
    frozen: { rows: HEAD_ROWS, columns: 2 },
    filter: `A${HEAD_ROWS}:I${HEAD_ROWS + figures.size}`,
    repeatRows: `${HEAD_ROWS}:${HEAD_ROWS}`,
    printed: { columns: WIDTHS.length, rows: HEAD_ROWS + figures.size },
  };
}

function absence(period: Period): SheetRow {
  const { former } = periodWords(period);
  const sources = period.kind === "year" ? "报送材料、汇总结果或已公布的报告" : "报送材料、汇总结果";
  return {
    cells: [
      {
        value: `没有${previousPeriod(period).label}的数据（${former}的${sources}都没有），无法与${former}对比。`,
        style: "plain",
      },
    ],
    height: 24,
  };
}

function shortOrigin(origin: PriorYear["origin"], former: string): string {
  return { submissions: "单位报送", consolidation: `${former}汇总`, published: "已公布报告" }[origin];
}

function originRow(prior: PriorYear, former: string): SheetRow {
  const units = prior.origin === "published" ? "（没有分单位数，不能列出主要影响单位）" : "";
  return {
    cells: [
      {
        value: `${former}数来自：${originOf(prior)}${units}。增减百分比按${former}数计算；${former}为零或没有数的不计算。`,
        style: "plain",
      },
    ],
    height: 20,
  };
}

function headings(period: Period, before: Period): readonly string[] {
  const { own, former } = periodWords(period);
  return [
    "指标代码",
    "指标",
    "计量单位",
    period.label,
    before.label,
    "增减",
    "增减百分比",
    `主要影响单位（${former}→${own}）`,
    `${former}数来源`,
  ];
}

function comparisonRow(figure: ConsolidatedFigure, prior: PriorYear, names: Names): SheetRow {
  const now = figure.value;
  const before = prior.figures.get(figure.figure) ?? null;
  const change = now && before ? subtract(now, before) : null;
  const origin = prior.otherOrigins?.get(figure.figure) ?? prior.origin;
  return {
    cells: [
      { value: figure.figure, style: "code" },
      { value: names.figure(figure.figure), style: "text" },
      { value: names.measure(figure.figure), style: "text" },
      valueCell(now),
      valueCell(before),
      { value: change ?? "", style: "figure" },
      { value: change && before ? percentText(change, before) : "", style: "figure" },
      { value: change && !isZero(change) ? driversOf(figure, prior, names).join("；") : "", style: "text" },
      {
        value: before === null ? "" : shortOrigin(origin, periodWords(prior.period).former),
        style: "text",
      },
    ],
  };
}

function valueCell(value: Decimal | null): SheetCell {
  return value === null ? { value: "缺", style: "missing" } : { value, style: "figure" };
}

/** A share to a tenth, 12.5%; — where the whole is 0. */
function percentText(change: Decimal, before: Decimal): string {
  const share = permille(absolute(change), absolute(before));
  if (share === undefined) return "—";
  const sign = isNegative(change) && share > 0n ? "-" : "";
  return `${sign}${share / 10n}.${share % 10n}%`;
}

const DRIVERS = 3;

/** 主要影响单位: the units with the greatest change, up or down. */
function driversOf(figure: ConsolidatedFigure, prior: PriorYear, names: Names): readonly string[] {
  const changes = figure.contributions.flatMap(({ unit, value }) => {
    const before = prior.byUnit.get(unit)?.get(figure.figure);
    if (!value || !before) return [];
    const change = subtract(value, before);
    return isZero(change) ? [] : [{ unit, value, before, change }];
  });
  changes.sort((a, b) => compare(absolute(b.change), absolute(a.change)));
  return changes.slice(0, DRIVERS).map(({ unit, value, before, change }) => {
    const sign = isNegative(change) ? "" : "+";
    return `${names.unit(unit)} ${sign}${format(change)}（${format(before)}→${format(value)}）`;
  });
}
