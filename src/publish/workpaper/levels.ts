import type { Below, Consolidation } from "../../consolidation.js";
import { decimal } from "../../decimal.js";
import { levelName, levelsBelow } from "../../levels.js";
import type { LevelSummary } from "../../roll-up.js";
import { type Names, namesOf } from "../naming.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const COUNTS = ["应报", "已报", "未报", "退回", "迟报", "强制性", "核实性", "提示性"] as const;
const HEADINGS = ["级别", "单位", "状态", ...COUNTS, "草稿原因", "上报文件", "consolidated.json 的 SHA-256"] as const;
const WIDTHS = [10, 28, 8, 8, 8, 8, 8, 8, 9, 9, 9, 40, 40, 68] as const;

/** 下级情况: completeness and findings of the levels below, by level, then of each jurisdiction that sent its consolidation up. */
export function levelsSheet(consolidation: Consolidation): readonly Sheet[] {
  const { below } = consolidation;
  if (below.length === 0) return [];
  const names = namesOf(consolidation);
  const levels = levelsBelow(consolidation);
  return [
    {
      name: "下级情况",
      widths: WIDTHS,
      landscape: true,
      rows: [
        titleRow("下级情况"),
        textRow(HEADINGS, "heading"),
        ...levels.map((level) => ({ cells: [text(levelName(level.level)), text("合计"), text(""), ...counts(level)] })),
        ...below.map((one) => jurisdictionRow(one, names)),
      ],
      merges: [acrossRow(1, HEADINGS.length)],
      repeatRows: "2:2",
      printed: { columns: HEADINGS.length, rows: 2 + levels.length + below.length },
    },
  ];
}

function jurisdictionRow({ unit, file, rollUp }: Below, names: Names): SheetRow {
  const [own] = rollUp.levels;
  return {
    cells: [
      text(levelName(rollUp.unit.level)),
      text(names.unit(unit)),
      text(rollUp.status === "final" ? "定稿" : "草稿"),
      ...(own ? counts(own) : COUNTS.map(() => text(""))),
      text(rollUp.reasons.join("；")),
      text(file),
      text(rollUp.consolidated),
    ],
  };
}

function counts(level: LevelSummary): readonly SheetCell[] {
  const { due, received, missing, returned, late, mandatory, verification, notice } = level;
  return [due, received, missing, returned, late, mandatory, verification, notice].map((count) => ({
    value: decimal(String(count)),
    style: "figure",
  }));
}

function text(value: string): SheetCell {
  return { value, style: "text" };
}
