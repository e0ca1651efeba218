import { type Adjustment, movementOf } from "../../adjustment.js";
import type { ConsolidatedFigure, Consolidation } from "../../consolidation.js";
import { type Names, namesOf } from "../naming.js";
import { acrossRow, type Sheet, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const HEADINGS = [
  "类型",
  "单位",
  "指标",
  "原数→新数",
  "增减",
  "各单位所报合计",
  "汇总数",
  "理由",
  "依据",
  "经办人",
  "日期",
  "出处",
] as const;
const WIDTHS = [9, 22, 40, 14, 10, 12, 10, 32, 28, 10, 12, 30] as const;

/** 调整台账: every adjustment that holds, with what the units reported beside it; no sheet where there is none. */
export function adjustmentsSheet(consolidation: Consolidation): readonly Sheet[] {
  const names = namesOf(consolidation);
  const rows = [...consolidation.figures.values()].flatMap((figure) =>
    (figure.adjustments ?? [])
      .filter((one) => one.figure === figure.figure)
      .map((one) => adjustmentRow(one, figure, names)),
  );
  if (rows.length === 0) return [];
  const head = [
    titleRow("调整台账"),
    {
      cells: [
        {
          value:
            "汇总单位对所报数作的调整。单位所报的数没有改动：汇总数等于各单位所报合计加增减；合计项按调整后的分项相加。没有采用的调整见审核意见。",
          style: "plain" as const,
        },
      ],
      height: 34,
    },
    textRow(HEADINGS, "heading"),
  ];
  return [
    {
      name: "调整台账",
      widths: WIDTHS,
      landscape: true,
      rows: [...head, ...rows],
      merges: [acrossRow(1, HEADINGS.length), acrossRow(2, HEADINGS.length)],
      frozen: { rows: head.length, columns: 0 },
      printed: { columns: HEADINGS.length, rows: head.length + rows.length },
    },
  ];
}

function adjustmentRow(one: Adjustment, { value, plain = null }: ConsolidatedFigure, names: Names): SheetRow {
  const { file, sheet, cell } = one.source;
  const text = (words: string) => ({ value: words, style: "text" as const });
  const number = (amount: typeof value) => ({ value: amount ?? "缺", style: "figure" as const });
  return {
    cells: [
      text(one.type),
      text(one.unit === null ? "（整体）" : names.unit(one.unit)),
      text(names.figure(one.figure)),
      text(movementOf(one)),
      number(one.change),
      number(plain),
      number(value),
      ...[one.reason, one.basis, one.by, one.date].map(text),
      text(`${file} ${sheet === file.split("/").at(-1) ? "" : `${sheet} `}${cell}`),
    ],
  };
}
