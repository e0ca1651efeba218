import type { Line } from "../../form/form.js";
import type { Cell } from "../../grid.js";
import { groupNamed, resolveLine } from "../lexicon.js";
import { looksLikeValue } from "../value/value.js";
import { valueCells } from "./alignment.js";
import type { HeadingBlock } from "./headings.js";
import type { Scan } from "./scan.js";

export interface LabelledRow {
  readonly row: number;
  readonly label: string;
  readonly found: { readonly block: HeadingBlock; readonly line: Line } | undefined;
  readonly group: boolean;
}

/** （六）其他处理 beside figures, and below it rows of figures without a name: its items lost their names, and it is no row of its own. */
export function standsForUnnamedRows(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  row: LabelledRow,
  next: LabelledRow | undefined,
): boolean {
  if (
    row.found === undefined ||
    row.found.line.insteadOf.length === 0 ||
    next === undefined ||
    next.label !== "" ||
    next.row !== row.row + 1
  )
    return false;
  return blocks.some((block) => valueCells(scan.cover, block, next.row).some((cell) => looksLikeValue(cell.text)));
}

/** 填报人, 联系电话, 注: what stands below a table and is no row of it. */
export function isSignature(text: string): boolean {
  return /填报|填表|审核|复核|负责|联系|电话|日期|备注|说明|^注|签|盖章|单位|制表|传真|邮/.test(text);
}

/** Rows right below the last known one that look like more rows of the table, not like notes and signatures. */
export function contiguousTail(rows: readonly LabelledRow[], last: number): readonly LabelledRow[] {
  const tail: LabelledRow[] = [];
  for (const row of rows) {
    if (row.row !== last + tail.length + 1 || row.label === "" || isSignature(row.label)) break;
    tail.push(row);
  }
  return tail;
}

/** The row's label path: the cells left of the figures, merged groups included. */
export function labelRow(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  row: number,
  left: number,
  inherited: Map<number, string>,
): LabelledRow {
  const texts: string[] = [];
  const seen = new Set<Cell>();
  for (let column = 0; column < left; column++) {
    const cell = scan.cover.at(row, column);
    if (!cell || seen.has(cell) || cell.text.trim() === "") continue;
    seen.add(cell);
    texts.push(cell.text);
    if (cell.row === row) forgetDeeper(inherited, column);
    if (blocks.some((block) => groupNamed(block.lexicon.rows, cell.text))) inherited.set(column, cell.text);
  }
  const above = [...inherited.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([, text]) => text)
    .filter((text) => !texts.includes(text));
  for (const block of blocks) {
    const line = resolveLine(block.lexicon.rows, { texts, inherited: above });
    if (line) return { row, label: texts.join("／"), found: { block, line }, group: false };
  }
  const group = texts.some((text) => blocks.some((block) => groupNamed(block.lexicon.rows, text)));
  return { row, label: texts.join("／").replace(/\s+/g, ""), found: undefined, group };
}

function forgetDeeper(inherited: Map<number, string>, column: number): void {
  for (const at of [...inherited.keys()]) if (at >= column) inherited.delete(at);
}
