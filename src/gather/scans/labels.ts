import type { Form } from "../../form/form.js";
import type { Block, Cell, Grid } from "../../grid.js";
import { plainText } from "../../wording.js";
import { nearestLabel } from "./nearest.js";

/** 校正过标签的表格, and which cells were changed. */
export interface Corrected {
  readonly blocks: readonly Block[];
  readonly changed: ReadonlySet<Cell>;
}

/** Labels that were read nearly as the form has them, written as it has them. */
export function correctedBlocks(blocks: readonly Block[], forms: readonly Form[]): Corrected {
  const wordings = wordingsOf(forms);
  const known = new Set(wordings.map(bare));
  const changed = new Set<Cell>();
  const corrected = (cell: Cell): Cell => {
    if (cell.kind !== "text" || !/\p{Script=Han}/u.test(cell.text) || known.has(bare(cell.text))) return cell;
    const label = nearestLabel(cell.text, wordings, bare);
    if (label === undefined) return cell;
    const own: Cell = { ...cell, text: label };
    changed.add(own);
    return own;
  };
  const done = blocks.map((block) => (block.kind === "grid" ? { ...block, cells: block.cells.map(corrected) } : block));
  return { blocks: done, changed };
}

/** Without what tells no two labels of a form apart and is easily misread. */
export function bare(text: string): string {
  return plainText(text).replace(/[\p{P}\p{S}]/gu, "");
}

function wordingsOf(forms: readonly Form[]): readonly string[] {
  const all = forms.flatMap(({ tables }) =>
    tables.flatMap(({ note, columnsHeading, sections }) => [
      ...[note, columnsHeading].filter((text) => text !== undefined),
      ...sections.flatMap(({ label, rowHeading, rows, columns }) => [
        ...[label, rowHeading].filter((text) => text !== undefined),
        ...[rows, columns].flatMap(({ lines, groups }) => [...lines, ...groups].map((line) => line.label)),
      ]),
    ]),
  );
  return [...new Set(all)];
}

/** 标签不确定的格: the numbers of the cells in whose row or column a label was changed. */
export function uncertainLines(blocks: readonly Block[], changed: ReadonlySet<Cell>): ReadonlySet<number> {
  const uncertain = new Set<number>();
  for (const grid of blocks.filter((block): block is Grid => block.kind === "grid")) {
    const labels = grid.cells.filter((cell) => changed.has(cell));
    for (const cell of grid.cells) {
      const besides = labels.some((label) => sharesLine(cell, label));
      if (besides && /^\d+$/.test(cell.text)) uncertain.add(Number(cell.text));
    }
  }
  return uncertain;
}

/** Whether a cell lies to the right of a label in its rows, or below it in its columns. */
function sharesLine(cell: Cell, label: Cell): boolean {
  const inRow = cell.row >= label.row && cell.row < label.row + label.rowSpan && cell.column > label.column;
  const inColumn = cell.column >= label.column && cell.column < label.column + label.columnSpan && cell.row > label.row;
  return inRow || inColumn;
}

/** 图上写的金额单位: by the number of a cell, those that the labels of its row and column name; a label that was corrected no longer says so. */
export function moneyNamed(blocks: readonly Block[]): ReadonlyMap<number, readonly string[]> {
  const named = new Map<number, readonly string[]>();
  for (const grid of blocks.filter((block): block is Grid => block.kind === "grid")) {
    const labels = grid.cells.flatMap((cell) => {
      const unit = MONEY.exec(plainText(cell.text))?.[0];
      return unit === undefined ? [] : [{ cell, unit }];
    });
    for (const cell of grid.cells) {
      const units = labels.flatMap((label) => (sharesLine(cell, label.cell) ? [label.unit] : []));
      if (units.length > 0 && /^\d+$/.test(cell.text)) named.set(Number(cell.text), units);
    }
  }
  return named;
}

/** Not 元坝镇. */
const MONEY = /[十百千万亿]{0,3}元(?!\p{Script=Han})/u;
