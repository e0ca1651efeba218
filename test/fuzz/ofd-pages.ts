import { line, ofdEntries, write } from "../read/made-ofd.js";
import type { Span } from "./draft.js";
import type { Material, Table } from "./material.js";
import type { Part } from "./packages.js";

const ROW = 6;
const LETTER = 1.5;
const WIDTH = 190;

interface Drawn {
  readonly drawing: string;
  readonly code: string;
}

/** 版式文件: one table a page, every cell in a box. The figures are found again where they were drawn. */
export function fixedPages({ title, tables }: Material): readonly Part[] {
  const drawn = tables.map((table) => drawnCells(table));
  const contents = drawn.map(
    (cells, at) => write(at === 0 ? title : tables[at]!.heading, 20, 15) + cells.map(({ drawing }) => drawing).join(""),
  );
  const entries = ofdEntries({ pages: contents.map((content) => ({ content })) });
  return entries.map(({ name, content }): Part => {
    const text = String(content);
    const page = contents.findIndex((one) => text.includes(one));
    return { name: String(name), draft: { text, spans: page < 0 ? [] : spansOf(text, drawn[page]!) } };
  });
}

function spansOf(text: string, cells: readonly Partial<Drawn>[]): readonly Span[] {
  let from = 0;
  return cells.flatMap(({ drawing = "", code }): readonly Span[] => {
    const start = text.indexOf(drawing, from);
    from = start + drawing.length;
    return code === undefined ? [] : [{ start, end: from, codes: [code] }];
  });
}

function drawnCells(table: Table): readonly (Pick<Drawn, "drawing"> & Partial<Drawn>)[] {
  const edges = edgesOf(table);
  return table.rows.flatMap((row, r) =>
    row.flatMap((slot, c) => {
      if (slot.covered) return [];
      const [left, right] = [edges[c]!, edges[Math.min(edges.length - 1, c + slot.columns)]!];
      const drawing = boxed(slot.text, { left, right, top: 25 + r * ROW, bottom: 25 + (r + slot.rows) * ROW });
      return [{ drawing, ...(slot.code !== undefined && { code: slot.code }) }];
    }),
  );
}

/** Columns of labels are wide, of figures narrow. */
function edgesOf({ rows }: Table): readonly number[] {
  const width = rows[0]?.length ?? 1;
  const weights = Array.from({ length: width }, (_, c) =>
    Math.max(4, ...rows.map((row) => (row[c]?.columns === 1 ? Math.min(40, row[c].text.length) : 4))),
  );
  const all = weights.reduce((total, weight) => total + weight, 0);
  let at = 10;
  return [at, ...weights.map((weight) => (at = Math.round(at + (weight / all) * WIDTH)))];
}

function boxed(text: string, box: Readonly<Record<"left" | "right" | "top" | "bottom", number>>): string {
  const { left, right, top, bottom } = box;
  // A number is never broken over lines.
  const letters = /^[\d.,]+$/.test(text) ? text.length : Math.max(1, Math.floor((right - left - 1) / LETTER));
  const lines = [...text.matchAll(new RegExp(`.{1,${letters}}`, "gsu"))].map(([part]) => part);
  return [
    line(left, top, right, top) + line(left, bottom, right, bottom),
    line(left, top, left, bottom) + line(right, top, right, bottom),
    ...lines.map((part, at) => write(part, left + 0.6, top + (at + 1) * (LETTER + 0.2), { size: LETTER })),
  ].join("");
}
