import type { Adjustment, AdjustmentColumn, AdjustmentRow } from "../adjustment.js";
import type { ConsolidatedFigure } from "../consolidation.js";
import { compare, type Decimal, equals, format, subtract, ZERO } from "../decimal.js";
import type { FigureCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { type RequestedAdjustment, type RowProblem, requestedBy } from "./adjustment-row.js";

/** 审核调整的依据: the rows of 调整.*, and the plain sums that they speak of. */
export interface AdjustmentRequest {
  readonly rows: readonly AdjustmentRow[];
  readonly forms: readonly Form[];
  readonly due: readonly Unit[];
}

export interface JudgedAdjustments {
  readonly adjustments: readonly Adjustment[];
  readonly findings: readonly Finding[];
}

/** 审核调整: a row holds if it is whole, the only one of its figure and unit, and its old value is the figure's. Every other is a finding, and changes nothing. */
export function judgeAdjustments(
  request: AdjustmentRequest,
  figures: ReadonlyMap<FigureCode, ConsolidatedFigure>,
): JudgedAdjustments {
  const judged = request.rows.map((row) => ({ row, requested: requestedBy(row, request) }));
  const whole = judged.flatMap(({ requested }) => ("figure" in requested ? [requested] : []));
  const rivals = groupBy(whole, ({ figure }) => figure.code);
  const adjustments: Adjustment[] = [];
  const findings: Finding[] = [];
  for (const { row, requested } of judged) {
    const refusal =
      "problems" in requested
        ? refused(row, requested.problems, requested.code)
        : (refusedBeside(requested, rivals.get(requested.figure.code) ?? []) ??
          refusedByFigure(requested, figures.get(requested.figure.code)));
    if (refusal) findings.push(refusal);
    else if ("figure" in requested) adjustments.push(adjustmentOf(requested));
  }
  return { adjustments, findings };
}

/** Two rows of one figure and unit, or of a whole and one of its units, can't both be right. */
function refusedBeside(one: RequestedAdjustment, rivals: readonly RequestedAdjustment[]): Finding | undefined {
  const { unit } = one;
  const others = rivals.filter(
    (other) => other !== one && (other.unit === unit || other.unit === null || unit === null),
  );
  if (others.length === 0) return undefined;
  const places = others.map(({ row }) => `《${row.file}》第${row.row}行`).join("、");
  const reason = unit === null ? "同一指标另有调整" : "同一单位的同一指标另有调整，或该指标另有整体调整";
  return refused(
    one.row,
    [{ column: "指标", reason: `${reason}（${places}），不能确定以哪一条为准` }],
    one.figure.code,
  );
}

function refusedByFigure(one: RequestedAdjustment, figure: ConsolidatedFigure | undefined): Finding | undefined {
  const { row, type, unit, from, to } = one;
  const share = figure?.contributions.find((other) => other.unit === unit);
  if (unit !== null && !share)
    return refused(row, [{ column: "单位", reason: "该单位没有填报这项数，或这项数不由该单位填报" }], one.figure.code);
  const now = (unit === null ? figure?.value : share?.value) ?? null;
  if (!isSame(from, now)) return lapsed(one, now);
  const pointless = from !== null && equals(from, to) && type !== "其他来源";
  if (pointless) return refused(row, [{ column: "新数", reason: "“新数”与“原数”相同" }], one.figure.code);
  return type === "抵销" && (from === null || compare(to, from) > 0)
    ? refused(row, [{ column: "新数", reason: "抵销只能减少：“新数”应小于“原数”" }], one.figure.code)
    : undefined;
}

function isSame(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : equals(a, b);
}

function lapsed({ row, figure, unit, from }: RequestedAdjustment, now: Decimal | null): Finding {
  const text = (value: Decimal | null): string => (value === null ? "缺" : format(value));
  const whose = unit === null ? "各单位所报合计" : "该单位所报";
  return {
    code: "ADJUSTMENT.LAPSED",
    unit: null,
    figures: [figure.code],
    sources: [placeOf(row, "原数")],
    facts: {
      about: aboutOf(row),
      reason: `第${row.row}行“原数”写的是${text(from)}，${whose}现在是${text(now)}`,
    },
  };
}

function refused(row: AdjustmentRow, problems: readonly RowProblem[], code: FigureCode | undefined): Finding {
  return {
    code: "ADJUSTMENT.REFUSED",
    unit: null,
    figures: code === undefined ? [] : [code],
    sources: [...new Set(problems.map(({ column }) => column))].map((column) => placeOf(row, column)),
    facts: {
      about: aboutOf(row),
      reason: `第${row.row}行${problems.flatMap(({ reason }) => (reason === "" ? [] : [reason])).join("；")}`,
    },
  };
}

function aboutOf({ texts }: AdjustmentRow): readonly string[] {
  return [texts.类型, texts.单位, texts.指标];
}

function placeOf({ file, sheet, cells, texts }: AdjustmentRow, column: AdjustmentColumn): Finding["sources"][number] {
  return { file, sheet, cell: cells[column], text: texts[column] };
}

function adjustmentOf({ row, type, unit, figure, from, to }: RequestedAdjustment): Adjustment {
  return {
    type,
    unit,
    figure: figure.code,
    from,
    to,
    change: subtract(to, from ?? ZERO),
    reason: row.texts.理由,
    basis: row.texts.依据,
    by: row.texts.经办人,
    date: row.texts.日期,
    source: placeOf(row, "新数"),
  };
}
