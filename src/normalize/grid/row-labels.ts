import type { Line } from "../../form/form.js";
import type { Cell } from "../../grid.js";
import { labelsRead } from "../label-reading.js";
import { groupNamed, resolveLine } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import { looksLikeValue } from "../value/value.js";
import { valueCells } from "./alignment.js";
import { labelPlaces } from "./cover.js";
import type { HeadingBlock } from "./headings.js";
import type { Scan } from "./scan.js";

/** The line of the form that a row's labels name, and those labels that are not typed as the form has them. */
export interface FoundLine {
  readonly block: HeadingBlock;
  readonly line: Line;
  readonly labels: readonly LabelRead[];
}

/** A row of a grid with the labels that stand before its figures, and the line of the form they name. */
export interface LabelledRow {
  readonly row: number;
  /** The labels as they stand, outermost first: （三）不予公开／1.属于国家秘密. */
  readonly label: string;
  readonly found: FoundLine | undefined;
  /** One of the labels names a group of the form. */
  readonly group: boolean;
}

/**
 * 分项名称丢失: （六）其他处理 beside figures, and a row of figures without any name right below. The items' names were lost,
 * and the first row is one of them, not the group's own.
 */
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

/** 填报人, 联系电话, 注: text that stands below a table and is no row of it. */
export function isSignature(text: string): boolean {
  return /填报|填表|审核|复核|负责|联系|电话|日期|备注|说明|^注|签|盖章|单位|制表|传真|邮/.test(text);
}

/** Rows right below the last recognised one that look like rows of the table, not like notes and signatures. */
export function contiguousTail(rows: readonly LabelledRow[], last: number): readonly LabelledRow[] {
  const tail: LabelledRow[] = [];
  for (const row of rows) {
    if (row.row !== last + tail.length + 1 || row.label === "" || isSignature(row.label)) break;
    tail.push(row);
  }
  return tail;
}

/**
 * The labels before a row's figures, those of merged groups included. `inherited` remembers groups by column, for a
 * group's label may stand only beside its first item.
 */
export function labelRow(
  scan: Scan,
  blocks: readonly HeadingBlock[],
  row: number,
  left: number,
  inherited: Map<number, Cell>,
): LabelledRow {
  const cells = new Set<Cell>();
  for (let column = 0; column < left; column++) {
    const cell = scan.cover.at(row, column);
    if (!cell || cells.has(cell) || cell.text.trim() === "") continue;
    cells.add(cell);
    if (cell.row === row) forgetDeeper(inherited, column);
    if (blocks.some((block) => groupNamed(block.lexicon.rows, cell.text))) inherited.set(column, cell);
  }
  const texts = [...cells].map((cell) => cell.text);
  const above = [...inherited.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([, cell]) => cell)
    .filter((cell) => !texts.includes(cell.text));
  for (const block of blocks) {
    const { rows } = block.lexicon;
    const line = resolveLine(rows, { texts, inherited: above.map((cell) => cell.text) });
    if (!line) continue;
    const labels = labelsRead(rows, line, labelPlaces(scan.cover.grid, [...above, ...cells]));
    return { row, label: texts.join("／"), found: { block, line, labels }, group: false };
  }
  const group = texts.some((text) => blocks.some((block) => groupNamed(block.lexicon.rows, text)));
  return { row, label: texts.join("／").replace(/\s+/g, ""), found: undefined, group };
}

function forgetDeeper(inherited: Map<number, Cell>, column: number): void {
  for (const at of [...inherited.keys()]) if (at >= column) inherited.delete(at);
}
