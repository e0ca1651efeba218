import type { Direction, Glyph } from "./glyph.js";

/** 词: characters on one line that touch. Places are those of its characters (`Glyph`). */
export interface Word {
  readonly glyphs: readonly Glyph[];
  readonly direction: Direction;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
  /** A space was typed before it. */
  readonly spaced: boolean;
  /** A line is drawn through its digits. */
  readonly struck?: true;
  /** 越格: its number goes on, or may go on, in another cell; or it is what goes on there. */
  readonly spilled?: true;
}

/** 行: words on one line, in reading order. */
export interface Line {
  readonly words: readonly Word[];
  readonly direction: Direction;
  readonly start: number;
  readonly end: number;
  readonly base: number;
  readonly size: number;
}

/** Gaps, in parts of the font size: more is a gap between words … */
const APART = 0.25;
/** … less is writing on top of other writing. */
const OVERLAP = -0.3;
/** How far the heights of words on one line may differ. */
const SAME_LINE = 0.5;
/** Digits of one number are of one size and height, in parts of the larger font size. */
const SAME_SIZE = 0.85;
const RAISED = 0.15;
/** A wider gap separates two cells; between Chinese characters, which may be spaced out, a still wider one. */
const WIDE = 1;
const WIDE_IDEOGRAPHS = 2.5;

/** Joins characters to words, in the order in which the page writes them. */
export function wordsOf(glyphs: readonly Glyph[]): Word[] {
  const words: Word[] = [];
  let open: Glyph[] = [];
  let spaced = false;
  const close = (): void => {
    if (open.length > 0) words.push(wordOf(open, spaced));
    if (open.length > 0) spaced = false;
    open = [];
  };
  for (const glyph of onceEach(glyphs)) {
    const last = open.at(-1);
    if (isBlank(glyph.text)) {
      close();
      spaced = true;
      continue;
    }
    if (last && !continues(last, glyph)) close();
    open.push(glyph);
  }
  close();
  return words;
}

export function wordOf(glyphs: readonly Glyph[], spaced: boolean): Word {
  const first = glyphs[0]!;
  return {
    glyphs,
    direction: first.direction,
    text: glyphs.map((glyph) => glyph.text).join(""),
    start: Math.min(...glyphs.map((glyph) => glyph.start)),
    end: Math.max(...glyphs.map((glyph) => glyph.end)),
    base: first.base,
    size: first.size,
    spaced,
  };
}

/** Without repetitions: bold print is often the same text drawn twice at nearly the same place. */
function onceEach(glyphs: readonly Glyph[]): Glyph[] {
  const seen = new Map<string, Glyph[]>();
  return glyphs.filter((glyph) => {
    if (isBlank(glyph.text)) return true;
    const key = (dx: number, dy: number) =>
      `${glyph.text}\n${Math.round(glyph.x / 4) + dx}\n${Math.round(glyph.y / 4) + dy}`;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) if (seen.get(key(dx, dy))?.some((other) => same(glyph, other))) return false;
    }
    seen.set(key(0, 0), [...(seen.get(key(0, 0)) ?? []), glyph]);
    return true;
  });
}

function same(a: Glyph, b: Glyph): boolean {
  if (a.run === b.run) return false;
  return Math.abs(a.x - b.x) < a.size * 0.12 && Math.abs(a.y - b.y) < a.size * 0.12;
}

function isBlank(text: string): boolean {
  return /^[\s\u200b\ufeff]*$/.test(text);
}

function continues(last: Glyph, next: Glyph): boolean {
  if (last.direction !== next.direction || Math.abs(last.base - next.base) > next.size * SAME_LINE * 0.5) return false;
  if (isMark(last, next)) return false;
  const gap = (next.start - last.end) / Math.max(last.size, next.size);
  return gap <= APART && gap >= OVERLAP;
}

/** 注码: whether a digit beside another is smaller, or raised: the mark of a note (7484¹), or something else that is no digit of that number. */
function isMark(last: Glyph, next: Glyph): boolean {
  if (!isFigure(last.text) || !isFigure(next.text)) return false;
  const [small, large] = [Math.min(last.size, next.size), Math.max(last.size, next.size)];
  return small < large * SAME_SIZE || Math.abs(last.base - next.base) > large * RAISED;
}

/** Sorts words into lines, from the top, and each line from its beginning. */
export function linesOf(words: readonly Word[]): Line[] {
  const lines: Word[][] = [];
  const ordered = [...words].sort((a, b) => a.direction - b.direction || a.base - b.base || a.start - b.start);
  for (const word of ordered) {
    const line = lines.at(-1);
    const first = line?.[0];
    const fits = first && first.direction === word.direction && word.base - first.base <= word.size * SAME_LINE;
    if (line && fits) line.push(word);
    else lines.push([word]);
  }
  return lines.map((line) => lineOf(line.sort((a, b) => a.start - b.start)));
}

function lineOf(words: readonly Word[]): Line {
  const first = words[0]!;
  const end = Math.max(...words.map((word) => word.end));
  const size = Math.max(...words.map((word) => word.size));
  return { words, direction: first.direction, start: first.start, end, base: first.base, size };
}

/** The text of a line outside tables, with a tab at each wide gap. */
export function lineText(line: Line): string {
  return joinedWords(line, true);
}

function joinedWords(line: Line, tabs: boolean): string {
  let text = "";
  let last: Word | undefined;
  for (const word of line.words) {
    if (last) text += separator(last, word, tabs);
    text += word.text;
    last = word;
  }
  return text;
}

/** What stands between two words: nothing between Chinese characters (总　计 is spaced out), a space between numbers. */
function separator(last: Word, word: Word, tabs: boolean): string {
  const gap = (word.start - last.end) / Math.max(last.size, word.size);
  const ideographs = isWide(last.text.at(-1)) && isWide(word.text.at(0));
  if (tabs && gap > (ideographs ? WIDE_IDEOGRAPHS : WIDE)) return "\t";
  if (word.spaced && gap > 0) return " ";
  if (gap < OVERLAP || isMark(last.glyphs.at(-1)!, word.glyphs[0]!)) return " ";
  return ideographs || gap <= APART ? "" : " ";
}

/**
 * The text of a cell, its lines joined. Chinese characters go on without a break (商业⏎企业), and so does a line that fills
 * its cell, since it was wrapped. Digits on shorter lines stay apart, for they may be two numbers: on a line, too, on which the
 * next digit had room, as another line of the cell shows.
 */
export function cellText(words: readonly Word[], width: (direction: Direction) => number): string {
  let text = "";
  let last: Line | undefined;
  const lines = linesOf(words);
  const widest = lines.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  for (const line of lines) {
    const next = joinedWords(line, false);
    if (last) text += lineBreak(last, line, { before: text, after: next, width: width(line.direction), widest });
    text += next;
    last = line;
  }
  return text;
}

/** The texts on both sides of a line break, the width of the cell, and that of its widest line. */
interface Seam {
  readonly before: string;
  readonly after: string;
  readonly width: number;
  readonly widest: number;
}

function lineBreak(last: Line, next: Line, seam: Seam): string {
  const [before, after] = [seam.before.at(-1) ?? "", seam.after.at(0) ?? ""];
  if (isWide(before) && isWide(after)) return "";
  const first = next.words[0]!;
  const filled = last.end - last.start + first.size * 1.6 >= seam.width;
  if (isFigure(before) && isFigure(after)) {
    const digit = first.glyphs[0]!;
    const full = filled && last.end - last.start + digit.end - digit.start > seam.widest;
    return full && last.direction === next.direction ? "" : "\n";
  }
  if (isWide(before) || isWide(after)) return filled || /[（(【]/.test(after) ? "" : "\n";
  return " ";
}

function isFigure(character: string): boolean {
  return /[\d０-９.,，．]/.test(character);
}

/** Chinese characters and full-width signs, which need no spaces. */
function isWide(character: string | undefined): boolean {
  return (
    character !== undefined &&
    /[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u2014\u2018-\u201d\u{20000}-\u{3ffff}]/u.test(character)
  );
}
