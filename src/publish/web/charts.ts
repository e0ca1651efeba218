import type { Consolidation } from "../../consolidation.js";
import { compare, type Decimal, permille, sum, ZERO } from "../../decimal.js";
import { codeOf } from "../../figure.js";
import type { Line, Section, Table } from "../../form/form.js";
import { periodWords } from "../../period.js";
import { figureText, MISSING_MARK, valueText } from "../figure-text.js";

/** 图表: bars with their numbers, drawn by charts-svg.ts. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** 计量单位: 件. */
  readonly unit: string;
  /** What the bars stand for, where there is more than one for an item. */
  readonly series: readonly string[];
  readonly items: readonly ChartItem[];
}

export interface ChartItem {
  readonly label: string;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly text: string;
  /** Length in thousandths of the longest bar; null where the figure is missing. */
  readonly length: number | null;
}

/**
 * 常用图表: applications by outcome and by applicant, this year and last. The table of applications is recognised by its shape:
 * the one whose rows and columns both have totals. A chart in which every figure is 0 or missing would show nothing and is left out.
 */
export function chartsOf(consolidation: Consolidation): readonly Chart[] {
  const subject = subjectOf(consolidation);
  if (!subject) return [];
  const byYear = consolidation.prior ? [chartByYear(consolidation, subject, consolidation.prior)] : [];
  const charts = [chartByOutcome(consolidation, subject), chartByApplicant(consolidation, subject), ...byYear];
  return charts.filter((chart) => chart.items.some((item) => item.bars.some((bar) => bar.length)));
}

interface Subject {
  readonly table: Table;
  readonly section: Section;
  readonly totalRow: Line;
  readonly totalColumn: Line;
}

function subjectOf({ forms: [form] }: Consolidation): Subject | undefined {
  for (const table of form.tables) {
    for (const section of table.sections) {
      const totalRow = section.rows.lines.find((line) => line.sumOf.length > 0);
      const totalColumn = section.columns.lines.find((line) => line.sumOf.length > 0);
      if (totalRow && totalColumn && section.layout === "matrix") return { table, section, totalRow, totalColumn };
    }
  }
  return undefined;
}

/** 按办理结果: one bar an outcome. The items of a group are one bar together, without a length where an item is missing. */
function chartByOutcome(consolidation: Consolidation, { table, section, totalRow, totalColumn }: Subject): Chart {
  const depth = totalRow.groups.length;
  const groups = new Map<string, (Decimal | null)[]>();
  for (const line of section.rows.lines.filter((one) => totalRow.sumOf.includes(one.code))) {
    const figure = consolidation.figures.get(codeOf(table.code, line.code, totalColumn.code));
    if (line.insteadOf.length > 0 && !figure?.value) continue;
    const own =
      line.insteadOf.length > 0 ? section.rows.groups.find((group) => group.own === line.code)?.label : undefined;
    const label = own ?? line.groups[depth]?.label ?? line.label;
    groups.set(label, [...(groups.get(label) ?? []), figure?.value ?? null]);
  }
  const items = [...groups].map(([label, values]) => ({ label: withoutNumbering(label), values: [totalOf(values)] }));
  return drawn({
    unit: unitOf(consolidation, table),
    id: "chart-outcome",
    title: withoutNumbering(totalRow.groups.at(-1)?.label ?? totalRow.label),
    series: [],
    items,
  });
}

function chartByApplicant(consolidation: Consolidation, { table, section, totalColumn }: Subject): Chart {
  const row = section.rows.lines[0];
  const columns = section.columns.lines.filter((line) => totalColumn.sumOf.includes(line.code));
  const items = columns.map((column) => ({
    label: [...column.groups.map((group) => group.label), column.label].join("—"),
    values: [shown(consolidation.figures.get(codeOf(table.code, row?.code ?? "", column.code)))],
  }));
  return drawn({
    unit: unitOf(consolidation, table),
    id: "chart-applicant",
    title: `${withoutNumbering(row?.label ?? "")}（${table.columnsHeading ?? table.title}）`,
    series: [],
    items,
  });
}

/** The rows that stand in no group, and the total of those that do. */
function chartByYear(
  consolidation: Consolidation,
  { table, section, totalRow, totalColumn }: Subject,
  prior: NonNullable<Consolidation["prior"]>,
): Chart {
  const rows = section.rows.lines.filter((line) => line.groups.length === 0 || line === totalRow);
  const items = rows.map((row) => {
    const code = codeOf(table.code, row.code, totalColumn.code);
    const before = prior.figures.get(code) ?? null;
    const label = withoutNumbering(
      row === totalRow ? `${row.groups.at(-1)?.label ?? ""}${withoutNumbering(row.label)}` : row.label,
    );
    return {
      label,
      values: [
        { value: before, text: before ? valueText(before, undefined) : MISSING_MARK },
        shown(consolidation.figures.get(code)),
      ],
    };
  });
  return drawn({
    unit: unitOf(consolidation, table),
    id: "chart-years",
    title: `${withoutNumbering(table.title)}：与${periodWords(consolidation.period).former}比较`,
    series: [prior.period.label, consolidation.period.label],
    items,
  });
}

interface Shown {
  readonly value: Decimal | null;
  readonly text: string;
}

function shown(figure: Parameters<typeof figureText>[0]): Shown {
  return { value: figure?.value ?? null, text: figureText(figure) };
}

function totalOf(values: readonly (Decimal | null)[]): Shown {
  const known = values.filter((value): value is Decimal => value !== null);
  if (known.length < values.length) return { value: null, text: MISSING_MARK };
  const value = sum(known);
  return { value, text: valueText(value, undefined) };
}

function unitOf({ forms: [form] }: Consolidation, table: Table): string {
  return [...form.figures.values()].find((figure) => figure.table === table.code)?.unit ?? "";
}

interface Undrawn extends Omit<Chart, "items"> {
  readonly items: readonly { readonly label: string; readonly values: readonly Shown[] }[];
}

function drawn({ id, title, unit, series, items }: Undrawn): Chart {
  const values = items.flatMap((item) => item.values.map((one) => one.value ?? ZERO));
  const longest = values.reduce((most, value) => (compare(value, most) > 0 ? value : most), ZERO);
  const bar = ({ value, text }: Shown): Bar => ({
    text,
    length: value ? Number(permille(value, longest) ?? 0n) : null,
  });
  return { id, title, unit, series, items: items.map(({ label, values: all }) => ({ label, bars: all.map(bar) })) };
}

function withoutNumbering(label: string): string {
  return label
    .replace(/^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.)/, "")
    .replace(/（[^（）]*）$/, "");
}
