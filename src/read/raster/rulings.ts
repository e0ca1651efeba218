import type { Ruling } from "../page/page.js";
import { emptyGrey, type Grey } from "./picture.js";

/** In points: how thick a line may be, what gap it may have in one piece and between two, and how long it is at least. */
const THICKEST = 3;
const GAP = 1.6;
const BRIDGED = 7;
const SHORTEST_ACROSS = 20;
const SHORTEST_DOWN = 9;
/** In points: what lies closer is the same line. */
const SAME = 0.8;
/** The share of a line that is ink; of what it goes on through. */
const FILLED = 0.85;
const SOLID = 0.92;
/** How far from another line (points) a line may end; a short one, which may be a stroke of a character, must reach it. */
const MEETS = 2;
const REACHES = 0.8;
const SHORT = 30;

/**
 * 表格线 of a straightened table, in points: thin runs of ink, across and down, that begin and end at another line. A stroke of a
 * character is as thin, but short, and it does not touch the lines.
 *
 * @param scale pixels of a point
 */
export function rulingsOf(ink: Grey, scale: number): readonly Ruling[] {
  const down = turned(ink);
  const found = [
    ...runsIn(ink, { scale, shortest: SHORTEST_ACROSS }).map((run) => ruling(run, true, scale)),
    ...runsIn(down, { scale, shortest: SHORTEST_DOWN }).map((run) => ruling(run, false, scale)),
  ];
  const wide = { across: thickened(ink), down: thickened(down) };
  const known = framed(bridged(found));
  return framed(
    known.map((line) => farther(line, goingOn(line.horizontal ? wide.across : wide.down, line, scale), known)),
  );
}

/** What a line goes on through must lead to another line: a stroke of a character that stands behind its end does not. */
function farther(line: Ruling, longer: Ruling, all: readonly Ruling[]): Ruling {
  const across = all.filter(({ horizontal }) => horizontal !== line.horizontal);
  const leads = (end: number): boolean => across.some(({ at }) => Math.abs(at - end) <= MEETS);
  return {
    ...line,
    from: leads(longer.from) ? longer.from : line.from,
    to: leads(longer.to) ? longer.to : line.to,
  };
}

function ruling({ at, from, to }: Run, horizontal: boolean, scale: number): Ruling {
  return { horizontal, at: at / scale, from: from / scale, to: to / scale };
}

interface Run {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

interface Measure {
  readonly scale: number;
  readonly shortest: number;
}

/** The runs across a picture, each as it goes on at its height. */
function runsIn(ink: Grey, { scale, shortest }: Measure): readonly Run[] {
  const thin = thinIn(ink, Math.ceil(THICKEST * scale));
  const near = thickened(thin);
  const found: Run[] = [];
  for (let y = 1; y + 1 < ink.height; y += 1)
    for (const run of runsAt(near, y, GAP * scale)) {
      if (run.to - run.from < shortest * scale) continue;
      if (filled(near, y, run) >= FILLED) found.push(run);
    }
  return found;
}

/** Ink that is no higher than a line may be thick. */
function thinIn({ width, height, data }: Grey, most: number): Grey {
  const out = emptyGrey(width, height);
  for (let x = 0; x < width; x += 1) {
    let start = 0;
    for (let y = 0; y <= height; y += 1) {
      if (y < height && data[y * width + x] === 1) continue;
      if (y - start <= most) for (let i = start; i < y; i += 1) out.data[i * width + x] = 1;
      start = y + 1;
    }
  }
  return out;
}

/** With the ink of the rows above and below: a line that lies slightly turned stays one. */
function thickened({ width, height, data }: Grey): Grey {
  const out = emptyGrey(width, height);
  for (let at = width; at < data.length - width; at += 1)
    out.data[at] = data[at]! | data[at - width]! | data[at + width]!;
  return out;
}

function runsAt({ width, data }: Grey, y: number, gap: number): Run[] {
  const runs: Run[] = [];
  let [start, last] = [-1, -1];
  for (let x = 0; x <= width; x += 1) {
    if (x < width && data[y * width + x] === 1) {
      if (start < 0) start = x;
      last = x;
    } else if (start >= 0 && (x - last > gap || x === width)) {
      runs.push({ at: y, from: start, to: last + 1 });
      start = -1;
    }
  }
  return runs;
}

function filled({ width, data }: Grey, y: number, { from, to }: Run): number {
  let dark = 0;
  for (let x = from; x < to; x += 1) dark += data[y * width + x]!;
  return dark / (to - from);
}

/** A line that is known goes on through the ink of seals, as far as nearly everything at its height is ink. */
function goingOn({ width, data }: Grey, line: Ruling, scale: number): Ruling {
  const row = Math.round(line.at * scale) * width;
  const most = Math.round(GAP * scale);
  const end = (from: number, step: 1 | -1): number => {
    let [last, dark, passed] = [from, 0, 0];
    for (let x = from + step; x >= 0 && x < width && Math.abs(x - last) <= most; x += step) {
      passed += 1;
      dark += data[row + x]!;
      if (data[row + x] === 1 && dark >= passed * SOLID) last = x;
    }
    return last;
  };
  const [from, to] = [end(Math.round(line.from * scale), -1), end(Math.round(line.to * scale) - 1, 1) + 1];
  return { ...line, from: from / scale, to: to / scale };
}

/** Pieces of one line with a gap between them that a faint print or a seal makes. */
function bridged(lines: readonly Ruling[]): readonly Ruling[] {
  const joined: Ruling[] = [];
  for (const line of lines.toSorted((a, b) => a.from - b.from)) {
    const at = joined.findIndex(
      (one) =>
        one.horizontal === line.horizontal && Math.abs(one.at - line.at) <= SAME && line.from - one.to <= BRIDGED,
    );
    const before = joined[at];
    if (before) joined[at] = { ...before, to: Math.max(before.to, line.to) };
    else joined.push(line);
  }
  return joined;
}

/** Rows become columns. */
export function turned({ width, height, data }: Grey): Grey {
  const out = emptyGrey(height, width);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) out.data[x * height + y] = data[y * width + x]!;
  return out;
}

/** The lines that begin and end at lines across them. What is left out may be where others ended: they are looked at again. */
function framed(rulings: readonly Ruling[]): readonly Ruling[] {
  const across = rulings.filter(({ horizontal }) => horizontal);
  const down = rulings.filter(({ horizontal }) => !horizontal);
  const kept = [...across.filter((line) => isHeld(line, down)), ...down.filter((line) => isHeld(line, across))];
  return kept.length === rulings.length ? rulings : framed(kept);
}

/** A table cut by the page's end is open there: one end held is enough for a line that another one crosses. */
function isHeld(line: Ruling, others: readonly Ruling[]): boolean {
  const near = line.to - line.from < SHORT ? REACHES : MEETS;
  const meets = (end: number): boolean =>
    others.some(({ at, from, to }) => Math.abs(at - end) <= near && line.at >= from - MEETS && line.at <= to + MEETS);
  const crosses = others.filter(
    ({ at, from, to }) =>
      at >= line.from - MEETS && at <= line.to + MEETS && line.at >= from - MEETS && line.at <= to + MEETS,
  );
  const ends = [line.from, line.to].filter(meets).length;
  return ends === 2 || (ends === 1 && crosses.length > 1);
}
