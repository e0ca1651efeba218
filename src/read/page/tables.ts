import type { Ruling } from "./rulings.js";

/** 框线表: a table as its ruling lines draw it: the edges of its columns (xs) and rows (ys) in points, and its cells. */
export interface Frame {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly areas: readonly Area[];
}

/** The area of one cell, in rows and columns of its frame. */
export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  /** A picture lies over it, and no writing is in it. */
  readonly pictured?: true;
}

/** Lines closer than this (points) are one line drawn twice. */
const SAME = 2.5;
/** Lines this close touch. */
const TOUCH = 3;
/** A shorter line is a mark, not a border. */
const SHORTEST = 4;
/** A page with more lines or places is a drawing, not a form. */
const MOST_RULINGS = 20_000;
const MOST_PLACES = 200_000;

/** Rebuilds the tables of a page from its ruling lines; undefined where there are too many lines for a form. */
export function framesOf(rulings: readonly Ruling[]): Frame[] | undefined {
  const horizontal = merged(rulings.filter((ruling) => ruling.horizontal));
  const vertical = merged(rulings.filter((ruling) => !ruling.horizontal));
  if (horizontal.length + vertical.length > MOST_RULINGS) return undefined;
  const frames: Frame[] = [];
  for (const group of touching(horizontal, vertical)) {
    const [xs, ys] = [edges(group.vertical, group.horizontal), edges(group.horizontal, group.vertical)];
    if (xs.length * ys.length > MOST_PLACES) return undefined;
    const frame = compressed({ xs, ys, areas: areasOf(xs, ys, group) });
    if (frame.areas.length > 1) frames.push(frame);
  }
  return frames.sort((a, b) => a.ys[0]! - b.ys[0]! || a.xs[0]! - b.xs[0]!);
}

/** Joins the pieces of each line: dotted borders and the borders of neighbouring cells are drawn piece by piece. */
function merged(rulings: readonly Ruling[]): Ruling[] {
  const lines: Ruling[] = [];
  for (const cluster of clusters(rulings)) {
    const at = cluster.reduce((total, ruling) => total + ruling.at, 0) / cluster.length;
    let open: { from: number; to: number } | undefined;
    for (const ruling of cluster.sort((a, b) => a.from - b.from)) {
      if (open && ruling.from <= open.to + SAME) {
        open.to = Math.max(open.to, ruling.to);
        continue;
      }
      if (open) lines.push({ horizontal: ruling.horizontal, at, ...open });
      open = { from: ruling.from, to: ruling.to };
    }
    if (open) lines.push({ horizontal: cluster[0]!.horizontal, at, ...open });
  }
  return lines.filter((line) => line.to - line.from >= SHORTEST);
}

function clusters(rulings: readonly Ruling[]): Ruling[][] {
  const found: Ruling[][] = [];
  let first = Number.NEGATIVE_INFINITY;
  for (const ruling of [...rulings].sort((a, b) => a.at - b.at)) {
    if (ruling.at - first > SAME) {
      found.push([]);
      first = ruling.at;
    }
    found.at(-1)!.push(ruling);
  }
  return found;
}

/** The lines of one table. */
interface Group {
  readonly horizontal: Ruling[];
  readonly vertical: Ruling[];
}

/** Groups lines that cross or meet: each group is a table. */
function touching(horizontal: readonly Ruling[], vertical: readonly Ruling[]): Group[] {
  const parent = [...horizontal, ...vertical].map((_, index) => index);
  for (const [i, row] of horizontal.entries()) {
    for (const [j, column] of vertical.entries()) {
      if (meet(row, column)) parent[rootOf(parent, i)] = rootOf(parent, horizontal.length + j);
    }
  }
  const groups = new Map<number, Group>();
  const groupOf = (index: number): Group => {
    const root = rootOf(parent, index);
    const group = groups.get(root) ?? { horizontal: [], vertical: [] };
    groups.set(root, group);
    return group;
  };
  for (const [i, row] of horizontal.entries()) groupOf(i).horizontal.push(row);
  for (const [j, column] of vertical.entries()) groupOf(horizontal.length + j).vertical.push(column);
  return [...groups.values()].filter((group) => group.horizontal.length > 0 && group.vertical.length > 0);
}

function meet(row: Ruling, column: Ruling): boolean {
  const across = column.at >= row.from - TOUCH && column.at <= row.to + TOUCH;
  return across && row.at >= column.from - TOUCH && row.at <= column.to + TOUCH;
}

function rootOf(parent: number[], index: number): number {
  let root = index;
  while (parent[root]! !== root) {
    parent[root] = parent[parent[root]!]!;
    root = parent[root]!;
  }
  return root;
}

/**
 * Where columns (or rows) begin and end. A table cut by the page's end, or one without side borders,
 * lacks its outermost line: the lines across it still end there.
 */
function edges(own: readonly Ruling[], crossing: readonly Ruling[]): number[] {
  const at: number[] = [];
  for (const line of [...own].sort((a, b) => a.at - b.at)) {
    if (at.length === 0 || line.at - at.at(-1)! > SAME) at.push(line.at);
  }
  const [from, to] = [Math.min(...crossing.map((line) => line.from)), Math.max(...crossing.map((line) => line.to))];
  if (from < at[0]! - OUTSIDE) at.unshift(from);
  if (to > at.at(-1)! + OUTSIDE) at.push(to);
  return at;
}

/** How far lines must reach beyond the last line across them to be open cells and not sloppy corners. */
const OUTSIDE = 6;

/** Joins the patches of the raster that no line parts: 合并单元格 lack their inner borders. */
function areasOf(xs: readonly number[], ys: readonly number[], group: Group): Area[] {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const below = borders(group.horizontal, ys, xs);
  const beside = borders(group.vertical, xs, ys);
  const parent = Array.from({ length: rows * columns }, (_, index) => index);
  const join = (a: number, b: number): void => {
    parent[rootOf(parent, b)] = rootOf(parent, a);
  };
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const here = row * columns + column;
      if (column + 1 < columns && !beside.has((column + 1) * rows + row)) join(here, here + 1);
      if (row + 1 < rows && !below.has((row + 1) * columns + column)) join(here, here + columns);
    }
  }
  return rectangles(rows, columns, (row, column) => rootOf(parent, row * columns + column));
}

/** For each edge `i` and each stretch `k` along it, `i * stretches + k` where a line is drawn. */
function borders(lines: readonly Ruling[], at: readonly number[], stops: readonly number[]): Set<number> {
  const drawn = new Set<number>();
  for (const line of lines) {
    const edge = at.findIndex((position) => Math.abs(position - line.at) <= SAME);
    for (let k = 0; k + 1 < stops.length; k += 1) {
      const [from, to] = [stops[k]!, stops[k + 1]!];
      const covered = Math.min(line.to, to) - Math.max(line.from, from);
      if (covered > (to - from) * COVERED) drawn.add(edge * (stops.length - 1) + k);
    }
  }
  return drawn;
}

const COVERED = 0.6;

/** The cells: each region without a border inside, cut into rectangles where it is no rectangle itself. */
function rectangles(rows: number, columns: number, regionAt: (row: number, column: number) => number): Area[] {
  const taken = new Set<number>();
  const areas: Area[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      if (taken.has(row * columns + column)) continue;
      const same = (r: number, c: number) => !taken.has(r * columns + c) && regionAt(r, c) === regionAt(row, column);
      let columnSpan = 1;
      while (column + columnSpan < columns && same(row, column + columnSpan)) columnSpan += 1;
      let rowSpan = 1;
      while (row + rowSpan < rows && span(columnSpan).every((k) => same(row + rowSpan, column + k))) rowSpan += 1;
      for (const r of span(rowSpan)) for (const c of span(columnSpan)) taken.add((row + r) * columns + column + c);
      areas.push({ row, column, rowSpan, columnSpan });
    }
  }
  return areas;
}

function span(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Drops edges at which no cell begins or ends, such as an underline inside a cell. */
function compressed(frame: Frame): Frame {
  const rows = new Set(frame.areas.flatMap((area) => [area.row, area.row + area.rowSpan]));
  const columns = new Set(frame.areas.flatMap((area) => [area.column, area.column + area.columnSpan]));
  const [row, column] = [renumbered(frame.ys.length, rows), renumbered(frame.xs.length, columns)];
  const areas = frame.areas.map((area) => ({
    row: row[area.row]!,
    column: column[area.column]!,
    rowSpan: row[area.row + area.rowSpan]! - row[area.row]!,
    columnSpan: column[area.column + area.columnSpan]! - column[area.column]!,
  }));
  const xs = frame.xs.filter((_, index) => columns.has(index));
  return { xs, ys: frame.ys.filter((_, index) => rows.has(index)), areas };
}

function renumbered(length: number, kept: ReadonlySet<number>): number[] {
  let next = -1;
  return span(length).map((index) => {
    if (kept.has(index)) next += 1;
    return next;
  });
}
