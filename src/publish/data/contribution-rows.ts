import { type Adjustment, adjustmentRecord } from "../../adjustment.js";
import type { Consolidation, Contribution } from "../../consolidation.js";
import { type Decimal, format } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import type { Names } from "../naming.js";

/** 单位数, a row each. Adjustments follow the contributions of their figure, in columns that are there only where there are any. */
export function* contributionRows({ figures }: Consolidation, names: Names): Iterable<readonly string[]> {
  const adjusted = isAdjusted(figures);
  const answered = isAnswered(figures);
  const confirmed = isConfirmed(figures);
  yield [
    ...["code", "unit_code", "unit_name", "value", "file", "sheet", "cell", "text"],
    ...(adjusted ? ["kind", "reason", "basis", "by"] : []),
    ...(answered ? ["answer"] : []),
    ...(confirmed ? ["confirmed_by", "confirmed_in"] : []),
  ];
  for (const { figure, contributions, adjustments = [] } of figures.values()) {
    for (const { unit, value, answer, source } of contributions) {
      yield [
        figure,
        unit,
        names.unit(unit),
        plain(value) ?? "",
        source?.file ?? "",
        source?.sheet ?? "",
        source?.cell ?? "",
        source?.text ?? "",
        ...(adjusted ? ["reported", "", "", ""] : []),
        ...(answered ? [answer ?? ""] : []),
        ...(confirmed ? confirmedTexts(source) : []),
      ];
    }
    for (const one of adjustments)
      yield [...adjustmentRow(figure, one, names), ...(answered ? [""] : []), ...(confirmed ? ["", ""] : [])];
  }
}

function adjustmentRow(code: FigureCode, adjustment: Adjustment, names: Names): readonly string[] {
  const record = adjustmentRecord(adjustment);
  const texts = (keys: readonly string[]): readonly string[] => keys.map((key) => record[key] ?? "");
  const name = adjustment.unit === null ? "整体调整" : names.unit(adjustment.unit);
  return [
    code,
    ...texts(["unit"]),
    name,
    ...texts(["value", "file", "sheet", "cell", "text", "kind", "reason", "basis", "by"]),
  ];
}

/** Whether any figure is no number; its answers have a column then. */
export function isAnswered(figures: Consolidation["figures"]): boolean {
  return [...figures.values()].some((figure) => figure.answers !== undefined);
}

/** 核对录入: whether any figure was read off a scan; who confirmed it has columns then. */
function isConfirmed(figures: Consolidation["figures"]): boolean {
  return [...figures.values()].some(({ contributions }) => contributions.some(({ source }) => source?.confirmed));
}

function confirmedTexts(source: Contribution["source"]): readonly [by: string, where: string] {
  const { by, file, sheet, cell } = source?.confirmed ?? { by: "", file: "", sheet: "", cell: "" };
  return [by, [file, sheet, cell].filter((part) => part !== "").join(" ")];
}

/** Whether the office adjusted anything. */
export function isAdjusted(figures: Consolidation["figures"]): boolean {
  return [...figures.values()].some((figure) => figure.plain !== undefined);
}

export function plain(value: Decimal | null): string | null {
  return value === null ? null : format(value);
}
