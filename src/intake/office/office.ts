import { addressOf, type Grid, type ReadDocument } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { plainText } from "../../wording.js";
import { filledRows } from "./filled-rows.js";

export { adjustmentsIn, hasAdjustmentHeadings } from "./adjustments.js";
export { officeSectionsIn } from "./sections.js";

/** 说明: one row of the office's 说明.csv or 说明.xlsx, which explains a 核实性 finding. */
export interface Explanation {
  readonly id: string;
  readonly unit: string;
  readonly rule: string;
  readonly figures: string;
  readonly values: string;
  readonly text: string;
  readonly by: string;
  /** 审核人: who has checked it. */
  readonly reviewer: string;
  readonly source: { readonly file: string; readonly sheet: string; readonly cell: string };
  /** What stands in the row and is not certain: a formula, a struck text, a merged area. */
  readonly unclear?: readonly string[];
}

const COLUMNS = {
  编号: "id",
  单位: "unit",
  规则: "rule",
  指标: "figures",
  数值: "values",
  说明: "text",
  填写人: "by",
  审核人: "reviewer",
} as const;

type Key = (typeof COLUMNS)[keyof typeof COLUMNS];

const LABELS = new Map(Object.entries(COLUMNS).map(([label, key]) => [key, label]));

/** Reads the explanations of each sheet that has their column headings; other sheets and columns are ignored. */
export function explanationsIn(document: ReadDocument, file: string): readonly Explanation[] {
  return document.blocks.flatMap((block) =>
    block.kind === "grid" && !block.hidden ? explanationRows(block, file) : [],
  );
}

/** Whether a file has the column headings of explanations: 说明, and in the same row 编号 or 规则. */
export function hasExplanationHeadings(document: ReadDocument): boolean {
  return document.blocks.some(
    (block) => block.kind === "grid" && !block.hidden && explanationHeading(block) !== undefined,
  );
}

function explanationHeading(grid: Grid): { readonly row: number; readonly column: number } | undefined {
  const rows = new Set(grid.cells.filter((cell) => plainText(cell.text) === "说明").map((cell) => cell.row));
  return grid.cells.find((cell) => rows.has(cell.row) && ["编号", "规则"].includes(plainText(cell.text)));
}

function explanationRows(grid: Grid, file: string): readonly Explanation[] {
  const heading = explanationHeading(grid);
  if (!heading) return [];
  const columns = new Map(
    grid.cells
      .filter((cell) => cell.row === heading.row && plainText(cell.text) in COLUMNS)
      .map((cell) => [cell.column, COLUMNS[plainText(cell.text) as keyof typeof COLUMNS]]),
  );
  return filledRows(grid, heading.row, columns).map(({ row, texts, unclear }) => {
    const text = (name: Key): string => texts.get(name) ?? "";
    return {
      id: text("id"),
      unit: text("unit"),
      rule: text("rule"),
      figures: text("figures"),
      values: text("values"),
      text: text("text"),
      by: text("by"),
      reviewer: text("reviewer"),
      source: { file, sheet: grid.sheet, cell: addressOf(grid, { row, column: heading.column }) },
      ...(unclear.size > 0 && { unclear: reasonsIn(unclear) }),
    };
  });
}

/** Columns of one reason are told together. */
function reasonsIn(unclear: ReadonlyMap<Key, string>): readonly string[] {
  return [...groupBy([...unclear], ([, reason]) => reason)].map(
    ([reason, own]) => `${own.map(([name]) => `“${LABELS.get(name)}”`).join("")}${reason}`,
  );
}
