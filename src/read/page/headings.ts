import type { FilledFrame } from "./cells.js";
import { type Word, wordOf } from "./lines.js";
import type { Area, Frame } from "./tables.js";

/** A heading is off centre from this distance (points) to the middle of its own cell on … */
const OFF_CENTRE = 8;
/** … and centred over two cells up to this distance to their middle. */
const CENTRED = 2;

/**
 * 标题被杂线切断: a stray line sometimes cuts a merged heading in two, with its words centred over both parts (行政诉讼 over
 * its ten columns). The empty part is joined to the heading. Cells with figures are left alone.
 */
export function withWholeHeadings(table: FilledFrame): FilledFrame {
  const gone = new Set<Area>();
  const words = new Map<Area, readonly Word[]>();
  const areas = table.frame.areas.map((area) => {
    const there = table.words.get(area);
    const partner = there && emptyPart(table, area, there);
    if (!there) return area;
    const whole = partner && !gone.has(partner) ? union(area, partner) : area;
    if (partner && whole !== area) gone.add(partner);
    words.set(whole, there);
    return whole;
  });
  return { frame: { ...table.frame, areas: areas.filter((area) => !gone.has(area)) }, words };
}

function emptyPart({ frame, words }: FilledFrame, area: Area, there: readonly Word[]): Area | undefined {
  if (there.some((word) => word.direction !== 0 || /[\d０-９]/.test(word.text))) return undefined;
  const whole = wordOf(
    there.flatMap((word) => word.glyphs),
    false,
  );
  const middle = (whole.start + whole.end) / 2;
  if (Math.abs(middle - middleOf(frame, area)) < OFF_CENTRE) return undefined;
  return frame.areas.find((other) => {
    const beside = other.column + other.columnSpan === area.column || area.column + area.columnSpan === other.column;
    const level = other.row === area.row && other.rowSpan === area.rowSpan;
    return beside && level && !words.has(other) && Math.abs(middle - middleOf(frame, union(area, other))) < CENTRED;
  });
}

function union(a: Area, b: Area): Area {
  return { ...a, column: Math.min(a.column, b.column), columnSpan: a.columnSpan + b.columnSpan };
}

function middleOf({ xs }: Frame, area: Area): number {
  return (xs[area.column]! + xs[area.column + area.columnSpan]!) / 2;
}
