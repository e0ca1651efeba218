import { type Cell, type Grid, NOTHING_HIDDEN } from "../../grid.js";
import type { Direction, Glyph } from "./glyph.js";
import { cellText, type Word, wordOf } from "./lines.js";
import { spilled } from "./spilled.js";
import { isStruck, type Strokes } from "./struck.js";
import type { Area, Frame } from "./tables.js";

/** A ruled table with the words that stand in each of its cells. */
export interface FilledFrame {
  readonly frame: Frame;
  readonly words: ReadonlyMap<Area, readonly Word[]>;
}

/** Divides the words of a page into those inside tables, by their cells, and the rest. */
export function sortIntoTables(
  words: readonly Word[],
  frames: readonly Frame[],
  strokes: Strokes,
): { tables: FilledFrame[]; outside: Word[] } {
  const tables = frames.map((frame) => ({ frame, words: new Map<Area, Word[]>() }));
  const small = [...tables].sort((a, b) => extent(a.frame) - extent(b.frame));
  const outside: Word[] = [];
  for (const word of words) {
    const table =
      small.find(({ frame }) => homeOf(word, frame) !== undefined) ??
      small.find(({ frame }) => isFigure(word) && areasUnder(word, frame).size > 1);
    if (!table) outside.push(word);
    else
      for (const { area, word: piece } of piecesOf(word, table.frame)) {
        const struck = isStruck(piece, strokes);
        put(table.words, area, struck ? { ...piece, struck } : piece);
      }
  }
  markSpilled(tables, words);
  return { tables, outside };
}

function markSpilled(tables: readonly { readonly words: Map<Area, Word[]> }[], words: readonly Word[]): void {
  const over = spilled(
    tables.flatMap((table) => [...table.words.values()]),
    words,
  );
  if (over.size === 0) return;
  for (const { words: cells } of tables)
    for (const [area, there] of cells)
      if (there.some(({ glyphs }) => over.has(glyphs[0]!)))
        cells.set(
          area,
          there.map((word) => ({ ...word, spilled: true })),
        );
}

function extent({ xs, ys }: Frame): number {
  return (xs.at(-1)! - xs[0]!) * (ys.at(-1)! - ys[0]!);
}

function put(words: Map<Area, Word[]>, area: Area, word: Word): void {
  const there = words.get(area);
  if (there) there.push(word);
  else words.set(area, [word]);
}

interface Piece {
  readonly area: Area;
  readonly word: Word;
}

/**
 * The pieces of a word, by cells. A word over a border is divided only between two pieces of writing, if the border runs
 * between their characters or a label meets a figure there. Otherwise it is too long for its cell and belongs, whole,
 * to the cell in which most of it stands.
 */
function piecesOf(word: Word, frame: Frame): Piece[] {
  const homes = word.glyphs.map((glyph) => areaAt(frame, glyph.x, glyph.y));
  const several = homes.some((home) => home !== homes[0]);
  const parts: Glyph[][] = [[word.glyphs[0]!]];
  for (let i = 1; i < word.glyphs.length; i += 1) {
    const [last, glyph] = [word.glyphs[i - 1]!, word.glyphs[i]!];
    const border = homes[i] !== homes[i - 1] && borderBetween(last, glyph, frame);
    const divided = last.run !== glyph.run && (border || (several && isDigit(last) !== isDigit(glyph)));
    if (divided) parts.push([glyph]);
    else parts.at(-1)!.push(glyph);
  }
  return parts.flatMap((glyphs, index) => {
    const piece = parts.length === 1 ? word : wordOf(glyphs, index === 0 && word.spaced);
    const shared = [...sharedAreas(glyphs, frame), ...straddledAreas(piece, frame)];
    if (shared.length > 0) return shared.map((area) => ({ area, word: { ...piece, spilled: true } }));
    const area = homeOf(piece, frame);
    return area ? [{ area, word: piece }] : [];
  });
}

/** The cells on both sides of a border on which the digits of two pieces of writing meet: one number or two, nobody can tell. */
function sharedAreas(glyphs: readonly Glyph[], frame: Frame): readonly Area[] {
  const found = new Set<Area>();
  for (let i = 1; i < glyphs.length; i += 1) {
    const [last, next] = [glyphs[i - 1]!, glyphs[i]!];
    if (last.run === next.run || !isDigit(last) || !isDigit(next)) continue;
    const [a, b] = [areaAt(frame, last.x, last.y), areaAt(frame, next.x, next.y)];
    if (a && b && a !== b) found.add(a).add(b);
  }
  return [...found];
}

/** How much of a number may stand beyond its cell, as what is too long for it does on both sides. */
const BEYOND = 0.3;
/** How far (in parts of the font size) from its middle a border goes through a number and not between it and another row. */
const ON_BORDER = 0.22;
/** At how many places along a number its cell is looked for. */
const PLACES = 20;

/** 压在格线上的数: the cells under a number of which so much stands in another one, or beyond the table, that it may belong there. */
function straddledAreas(word: Word, frame: Frame): readonly Area[] {
  if (!isFigure(word)) return [];
  const { y, size } = word.glyphs[0]!;
  const along = Array.from({ length: PLACES }, (_, at) => word.start + ((at + 0.5) * (word.end - word.start)) / PLACES);
  const across = along.map((x) => areaAt(frame, x, y));
  const home = homeOf(word, frame);
  const own = across.filter((area) => area === home).length;
  const beside = home === undefined || own < PLACES * (1 - BEYOND) ? across : [];
  const over = [-ON_BORDER, ON_BORDER].map((reach) => areaAt(frame, word.glyphs[0]!.x, y + reach * size));
  const rows = over[0] === over[1] ? [] : over;
  return [...new Set([...beside, ...rows])].flatMap((area) => area ?? []);
}

/** 倒写的数: 99 is 66 to who turns the page. */
function isUpsideDown({ text, direction }: Word): boolean {
  return direction === 2 && /[\d０-９]/.test(text);
}

function isFigure({ text, direction }: Word): boolean {
  return direction === 0 && /^[\d０-９.,，．]+$/.test(text);
}

/** Whether a word stands in a cell of the table in which there is nothing else. */
export function standsInBlankCell(word: Word, { frame, words }: FilledFrame): boolean {
  const area = homeOf(word, frame);
  return area !== undefined && (words.get(area) ?? []).length === 0;
}

function isDigit(glyph: Glyph): boolean {
  return /^[\d.,]$/.test(glyph.text);
}

function borderBetween(last: Glyph, next: Glyph, frame: Frame): boolean {
  const edges = last.direction % 2 === 0 ? frame.xs : frame.ys;
  const sign = last.direction < 2 ? 1 : -1;
  const slack = last.size * 0.15;
  return edges.some((edge) => edge * sign >= last.end - slack && edge * sign <= next.start + slack);
}

/** The area in which most of a word stands. */
function homeOf(word: Word, frame: Frame): Area | undefined {
  const [first, ...rest] = [...areasUnder(word, frame)];
  return rest.reduce((best, share) => (share[1] > best![1] ? share : best), first)?.[0];
}

/** How much of a word stands in each area; undefined: beyond the table. */
function areasUnder(word: Word, frame: Frame): ReadonlyMap<Area | undefined, number> {
  const shares = new Map<Area | undefined, number>();
  for (const glyph of word.glyphs) {
    const area = areaAt(frame, glyph.x, glyph.y);
    shares.set(area, (shares.get(area) ?? 0) + glyph.end - glyph.start + 0.001);
  }
  return shares;
}

function areaAt(frame: Frame, x: number, y: number): Area | undefined {
  const column = intervalAt(frame.xs, x);
  const row = intervalAt(frame.ys, y);
  if (row < 0 || column < 0) return undefined;
  return areasByPosition(frame)[row * (frame.xs.length - 1) + column];
}

const KNOWN_AREAS = new WeakMap<Frame, readonly (Area | undefined)[]>();

/** The area that covers each place of the table's rows and columns. */
function areasByPosition(frame: Frame): readonly (Area | undefined)[] {
  const known = KNOWN_AREAS.get(frame);
  if (known) return known;
  const columns = frame.xs.length - 1;
  const covering: (Area | undefined)[] = new Array((frame.ys.length - 1) * columns);
  for (const area of frame.areas) {
    for (let r = area.row; r < area.row + area.rowSpan; r += 1) {
      for (let c = area.column; c < area.column + area.columnSpan; c += 1) covering[r * columns + c] = area;
    }
  }
  KNOWN_AREAS.set(frame, covering);
  return covering;
}

function intervalAt(edges: readonly number[], at: number): number {
  if (at < edges[0]!) return -1;
  const next = edges.findIndex((edge) => edge > at);
  return next < 1 ? -1 : next - 1;
}

/** 表旁: whether a word stands to the right of a table, at the height of one of its rows. */
export function isBeside({ glyphs }: Word, { xs, ys }: Frame): boolean {
  return glyphs.every(({ x, y }) => x > xs.at(-1)! && intervalAt(ys, y) >= 0);
}

/** 表格在页中: `firstLine` is the number of its first row among the lines of the page; `beside`: the words next to its rows. */
export interface Setting {
  readonly sheet: string;
  readonly firstLine: number;
  readonly beside: readonly Word[];
}

/** The grid of a table. What stands beside its rows is a column without borders. */
export function gridOf({ frame, words }: FilledFrame, { sheet, firstLine, beside }: Setting): Grid {
  const cellAt = ({ pictured, ...area }: Area, there: readonly Word[]): Cell => {
    const text = cellText(there, (direction) => widthOf(frame, area, direction));
    const cell: Cell = { ...area, text, kind: text === "" ? "blank" : "text", place: `第${firstLine + area.row}行` };
    if (pictured && there.length === 0) return { ...cell, doubt: "embedded" };
    if (there.some(({ struck }) => struck)) return { ...cell, doubt: "struck" };
    return there.some((word) => word.spilled || isUpsideDown(word)) ? { ...cell, doubt: "distorted" } : cell;
  };
  const [rows, columns] = [frame.ys.length - 1, frame.xs.length - 1];
  const next = beside.length === 0 ? [] : Array.from({ length: rows }, (_, row) => row);
  const cells = [
    ...frame.areas.map((area) => cellAt(area, words.get(area) ?? [])),
    ...next.map((row) =>
      cellAt(
        { row, column: columns, rowSpan: 1, columnSpan: 1 },
        beside.filter(({ glyphs }) => intervalAt(frame.ys, glyphs[0]!.y) === row),
      ),
    ),
  ];
  return {
    kind: "grid",
    sheet,
    addressing: "line",
    rows,
    columns: next.length === 0 ? columns : columns + 1,
    cells: cells.sort((a, b) => a.row - b.row || a.column - b.column),
    ...NOTHING_HIDDEN,
  };
}

function widthOf({ xs, ys }: Frame, area: Area, direction: Direction): number {
  const [edges, from, length] = direction % 2 === 0 ? [xs, area.column, area.columnSpan] : [ys, area.row, area.rowSpan];
  // Beside a table nothing bounds a line.
  return (edges[from + length] ?? Number.POSITIVE_INFINITY) - edges[from]!;
}
