import type { Attributes } from "../xml.js";
import { oldShading, shadingAt } from "./colours.js";
import type { Modifier } from "./modifiers.js";

/** 表格行的定义: where its cells lie, whatever stands in them. */
export interface RowShape {
  /** 单元格的边, from the left, in twentieths of a point; one more than there are cells. */
  readonly edges: readonly number[];
  readonly cells: readonly CellShape[];
  /** In twentieths of a point; below 0 the row is exactly so high. */
  readonly height: number;
  readonly style?: number;
  /** What rows of one table have in common. */
  readonly table: string;
}

/** 单元格的定义. */
export interface CellShape {
  /** 横向合并: 0 for none; a row of cells that say something else are one, beginning with what the first of them says. */
  readonly across: number;
  readonly down: "none" | "restart" | "continue";
  readonly shading?: Attributes;
}

interface Cell {
  width: number;
  across: number;
  down: CellShape["down"];
  shading: Attributes | undefined;
}

interface Row {
  cells: Cell[];
  left: number;
  gap: number;
  height: number;
  style: number | undefined;
  shaded: boolean;
}

/** Word itself stops at 63. */
const MOST_CELLS = 255;
const CELL = 20;
const SHADING = 10;

const emptyCell = (width = 0): Cell => ({ width, across: 0, down: "none", shading: undefined });

type Change = (row: Row, value: DataView) => unknown;

const CHANGES: ReadonlyMap<number, Change> = new Map<number, Change>([
  [0xd608, define],
  [0x9601, (row, value) => Object.assign(row, { left: value.getInt16(0, true) - row.gap })],
  [0x9602, takeGap],
  [0x9407, (row, value) => Object.assign(row, { height: value.getInt16(0, true) })],
  [0x563a, (row, value) => Object.assign(row, { style: value.getUint16(0, true) })],
  [0x7621, insertCells],
  [0x5622, (row, value) => row.cells.splice(value.getUint8(0), span(value))],
  [0x7623, (row, value) => change(row, value, { width: value.getUint16(2, true) })],
  [0x5624, (row, value) => mergeAcross(row, value)],
  [0x5625, (row, value) => change(row, value, { across: 0 })],
  [0xd62b, mergeDown],
  [0xd609, (row, value) => takeOldShadings(row, value)],
  [0xd612, (row, value) => takeShadings(row, value, 0)],
  [0xd616, (row, value) => takeShadings(row, value, 22)],
  [0xd60c, (row, value) => takeShadings(row, value, 44)],
  [0x7627, (row, value) => change(row, value, { shading: oldShading(value.getUint16(2, true)) })],
  [0xd62d, (row, value) => change(row, value, { shading: shadingAt(value, 2) })],
  [0xd660, (row, value) => row.cells.map((cell) => Object.assign(cell, { shading: shadingAt(value, 0) }))],
]);

/** Style, direction and place: rows that differ in one of them belong to two tables. */
const OF_TABLE: ReadonlySet<number> = new Set([
  0x563a, 0x560b, 0x5664, 0x360d, 0x940e, 0x940f, 0x9410, 0x9411, 0x941e, 0x941f, 0x3465,
]);

/** The shape that the modifiers at a row's end give it. */
export function rowShape(modifiers: readonly Modifier[]): RowShape {
  const row: Row = { cells: [], left: 0, gap: 0, height: 0, style: undefined, shaded: false };
  const table = new Map<number, string>();
  for (const { code, value } of modifiers) {
    CHANGES.get(code)?.(row, value);
    if (OF_TABLE.has(code))
      table.set(code, [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)].join());
  }
  const edges = [row.left];
  for (const { width } of row.cells) edges.push((edges.at(-1) ?? 0) + width);
  return {
    edges,
    cells: row.cells.map(({ across, down, shading }) => ({ across, down, ...(shading && { shading }) })),
    height: row.height,
    ...(row.style !== undefined && { style: row.style }),
    table: [...table].sort(([a], [b]) => a - b).join(";"),
  };
}

/** All cells at once: how many, the edges between them, and of each how it is merged. */
function define(row: Row, value: DataView): void {
  const count = value.getUint8(0);
  const edge = (at: number): number => value.getInt16(1 + at * 2, true);
  row.left = edge(0);
  row.cells = Array.from({ length: count }, (_, at) => emptyCell(edge(at + 1) - edge(at)));
  row.cells.forEach((cell, at) => {
    const own = 1 + (count + 1) * 2 + at * CELL;
    // Cells at the end that say nothing may be left out.
    const flags = own + 2 <= value.byteLength ? value.getUint16(own, true) : 0;
    cell.across = flags & 3;
    cell.down = DOWN[(flags >> 5) & 3] ?? "none";
  });
}

const DOWN = ["none", "continue", "restart", "restart"] as const;

function takeGap(row: Row, value: DataView): void {
  const gap = value.getInt16(0, true);
  row.left += row.gap - gap;
  row.gap = gap;
}

/** Cells that are missing before the first new one are there, without a width. */
function insertCells(row: Row, value: DataView): void {
  const [first, count, width] = [value.getUint8(0), value.getUint8(1), value.getUint16(2, true)];
  while (row.cells.length < first) row.cells.push(emptyCell());
  row.cells.splice(first, 0, ...Array.from({ length: count }, () => emptyCell(width)));
  row.cells.length = Math.min(row.cells.length, MOST_CELLS);
}

function span(value: DataView): number {
  return Math.max(0, value.getUint8(1) - value.getUint8(0));
}

/** The cells from one number to before another. */
function chosen({ cells }: Row, value: DataView): readonly Cell[] {
  return cells.slice(value.getUint8(0), value.getUint8(1));
}

function change(row: Row, value: DataView, to: Partial<Cell>): void {
  for (const cell of chosen(row, value)) Object.assign(cell, to);
}

function mergeAcross(row: Row, value: DataView): void {
  chosen(row, value).forEach((cell, at) => {
    cell.across = at === 0 ? 1 : 2;
  });
}

function mergeDown(row: Row, value: DataView): void {
  const cell = row.cells[value.getUint8(0)];
  if (cell) cell.down = DOWN[value.getUint8(1) & 3] ?? "none";
}

/** The old list stands beside the new one for older programs. */
function takeOldShadings(row: Row, value: DataView): void {
  if (row.shaded) return;
  row.cells.forEach((cell, at) => {
    if (at * 2 + 2 <= value.byteLength) cell.shading = oldShading(value.getUint16(at * 2, true));
  });
}

function takeShadings(row: Row, value: DataView, first: number): void {
  row.shaded = true;
  for (let at = 0; (at + 1) * SHADING <= value.byteLength; at++) {
    const cell = row.cells[first + at];
    if (cell) cell.shading = shadingAt(value, at * SHADING);
  }
}
