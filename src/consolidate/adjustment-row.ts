import {
  ADJUSTMENT_COLUMNS,
  ADJUSTMENT_TYPES,
  type AdjustmentColumn,
  type AdjustmentRow,
  type AdjustmentType,
} from "../adjustment.js";
import { type Decimal, equals, isNegative, parseDecimal, rounded } from "../decimal.js";
import type { FigureCode, UnitCode } from "../figure.js";
import { figuresCalled, figuresNear } from "../figure-name.js";
import type { Figure, Form, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { plainText } from "../wording.js";

/** 申请的调整: a row whose every column can be understood; whether the old value holds, the sums tell. */
export interface RequestedAdjustment {
  readonly row: AdjustmentRow;
  readonly type: AdjustmentType;
  /** Null: the figure as a whole. */
  readonly unit: UnitCode | null;
  readonly figure: Figure;
  readonly from: Decimal | null;
  readonly to: Decimal;
}

export interface RowProblem {
  readonly column: AdjustmentColumn;
  /** Empty where the reason of another column is this one's too. */
  readonly reason: string;
}

export interface RefusedRow {
  readonly problems: readonly RowProblem[];
  /** The figure that the row names, if it is one. */
  readonly code?: FigureCode;
}

interface Named {
  readonly forms: readonly Form[];
  readonly due: readonly Unit[];
}

type Understood<T> = { readonly value: T } | { readonly problem: RowProblem };

/** 读懂一行: type, unit, figure and numbers by what they name; all that is wrong with the row is told at once. */
export function requestedBy(row: AdjustmentRow, named: Named): RequestedAdjustment | RefusedRow {
  const type = typeOf(row);
  const unit = unitOf(row, named.due);
  const figure = figureOf(row, named.forms);
  const from = oldValue(row);
  const to = newValue(row, "value" in figure ? figure.value : undefined);
  const uncertain = unclearIn(row);
  const problems = [
    ...uncertain,
    ...[type, unit, figure, from, to].flatMap((one) => ("problem" in one ? [one.problem] : [])),
    ...("value" in type && "value" in unit && "value" in figure
      ? unitProblems(type.value, unit.value, figure.value)
      : []),
    ...unanswered(row),
  ].filter((one) => uncertain.includes(one) || uncertain.every(({ column }) => column !== one.column));
  if (
    problems.length === 0 &&
    "value" in type &&
    "value" in unit &&
    "value" in figure &&
    "value" in from &&
    "value" in to
  )
    return { row, type: type.value, unit: unit.value, figure: figure.value, from: from.value, to: to.value };
  return { problems, ...("value" in figure && { code: figure.value.code }) };
}

/** 看不准的各栏, those of one reason told together: nothing more is said of them. */
function unclearIn({ unclear = {} }: AdjustmentRow): readonly RowProblem[] {
  const columns = ADJUSTMENT_COLUMNS.filter((column) => unclear[column] !== undefined);
  return [...groupBy(columns, (column) => unclear[column] ?? "")].flatMap(([reason, own]) =>
    own.map((column, at) => ({ column, reason: at === 0 ? `${quoted(own)}${reason}` : "" })),
  );
}

function quoted(columns: readonly AdjustmentColumn[]): string {
  return columns.map((column) => `“${column}”`).join("");
}

function typeOf({ texts }: AdjustmentRow): Understood<AdjustmentType> {
  const typed = plainText(texts.类型);
  const value = ADJUSTMENT_TYPES.find((type) => type === typed);
  return value ? { value } : problem("类型", `“类型”应为${ADJUSTMENT_TYPES.join("、")}之一`);
}

function problem(column: AdjustmentColumn, reason: string): { readonly problem: RowProblem } {
  return { problem: { column, reason } };
}

/** By code, name or another name of the roster. */
function unitOf({ texts }: AdjustmentRow, due: readonly Unit[]): Understood<UnitCode | null> {
  if (texts.单位 === "") return { value: null };
  const typed = plainText(texts.单位);
  const found = due.filter(({ code, name, aliases }) =>
    [code, name, ...aliases].some((one) => plainText(one) === typed),
  );
  if (found.length === 1 && found[0]) return { value: found[0].code };
  return problem(
    "单位",
    found.length > 1 ? `“单位”可以是${found.map(({ name }) => name).join("、")}` : "“单位”不是本期应报单位",
  );
}

function figureOf({ texts }: AdjustmentRow, forms: readonly Form[]): Understood<Figure> {
  if (texts.指标 === "") return problem("指标", "“指标”一栏没有填写");
  const found = figuresCalled(texts.指标, forms);
  const [figure] = found;
  const labels = (figures: readonly Figure[]): string => figures.map(({ label }) => `“${label}”`).join("、");
  if (found.length > 1) return problem("指标", `“指标”可以是${labels(found)}，请写全称或代码`);
  if (!figure) {
    const near = figuresNear(texts.指标, forms);
    return problem("指标", `没有这个指标${near.length > 0 ? `（是否为${labels(near.slice(0, 3))}）` : ""}`);
  }
  if (figure.answer) return problem("指标", "这项不是数，不能调整；填错的请单位更正后重报");
  if (figure.parts.length > 0) return problem("指标", "这项数由各分项相加得出，请调整其分项");
  return { value: figure };
}

/** 更正 is a unit's; a figure that comes from another source is no unit's. */
function unitProblems(type: AdjustmentType, unit: UnitCode | null, figure: Figure): readonly RowProblem[] {
  if (type === "更正" && unit === null) return [{ column: "单位", reason: "更正应写明单位" }];
  if (figure.otherSource !== undefined && (unit !== null || type !== "其他来源"))
    return [{ column: "类型", reason: `这项数取自${figure.otherSource}，“类型”应为其他来源，“单位”应空白` }];
  return [];
}

function oldValue({ texts }: AdjustmentRow): Understood<Decimal | null> {
  if (texts.原数 === "" || texts.原数 === "缺") return { value: null };
  const value = parseDecimal(plainText(texts.原数));
  return value
    ? { value }
    : problem("原数", "“原数”不是数字，请只写阿拉伯数字，不写逗号和单位（没有数的写“缺”或空白）");
}

function newValue({ texts }: AdjustmentRow, figure: Figure | undefined): Understood<Decimal> {
  if (texts.新数 === "") return problem("新数", "“新数”一栏没有填写");
  const value = parseDecimal(plainText(texts.新数));
  if (!value) return problem("新数", "“新数”不是数字，请只写阿拉伯数字，不写逗号和单位");
  if (figure && isNegative(value) && !figure.signed) return problem("新数", "“新数”不应为负数");
  if (figure && !equals(rounded(value, figure.decimals), value))
    return problem("新数", figure.decimals === 0 ? "“新数”应为整数" : `“新数”最多${figure.decimals}位小数`);
  return { value };
}

/** 理由、依据、经办人: nobody's decision without a reason is not applied. */
function unanswered({ texts }: AdjustmentRow): readonly RowProblem[] {
  return (["理由", "依据", "经办人"] as const).flatMap((column) =>
    texts[column] === "" ? [{ column, reason: `“${column}”一栏没有填写` }] : [],
  );
}
