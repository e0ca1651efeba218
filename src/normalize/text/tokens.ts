import { addressOf, type Grid, type TextBlock, type TextLine } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import type { Place } from "../located.js";
import { isPageNumber } from "../stray/stray.js";
import { looksLikeValue } from "../value/value.js";

/** 文字单元: one cell of a flattened table, as text gives it: a label, a value or an empty cell. */
export interface Token {
  readonly text: string;
  readonly place: Place;
  readonly kind: "label" | "value" | "blank";
  /** The number of its line in the text. */
  readonly line: number;
  /** The line was divided by bars or tabs, so that an empty cell in it is certainly a cell. */
  readonly divided: boolean;
  /** An empty cell that shows only as its closing bar, on a line of its own. */
  readonly barOnly?: true;
  /** Only a space stands between it and the number before it: 1 234 may be two figures or one. */
  readonly spaced?: true;
  /** The text of several labels run together, of which this was separated as one. */
  readonly runTogether?: string;
}

/** Divides the text of a page into cells. An empty line is an empty cell, unless the page sets one between all cells. */
export function tokensOf(block: TextBlock): readonly Token[] {
  const lines = block.lines.map((line) => ({ ...line, text: line.text.replace(BAR, "|") }));
  const doubleSpaced = isDoubleSpaced(block);
  const closing = closesCells(lines);
  const tokens: Token[] = [];
  /** The last line held text: the next empty one may only separate two cells. */
  let separator = false;
  for (const [index, line] of lines.entries()) {
    if (standsAtPageBreak(lines, index)) continue;
    const cells = cellsOf(line.text);
    const place = { sheet: block.sheet, cell: line.place };
    if (cells.length === 0) {
      if (closing && line.text.trim() === "|" && endsInBar(lines[index - 1]))
        tokens.push({
          text: "",
          place: { ...place, text: "" },
          kind: "blank",
          line: index,
          divided: true,
          barOnly: true,
        });
      continue;
    }
    if (cells.length === 1 && (cells[0] ?? "") === "") {
      if (!separator || !doubleSpaced)
        tokens.push({ text: "", place: { ...place, text: "" }, kind: "blank", line: index, divided: false });
      separator = false;
      continue;
    }
    const divided = /[|\t]/.test(line.text);
    for (const [at, cell] of cells.entries())
      for (const [number, text] of (line.text.includes("\t") ? withNumbersSeparated(cell, at) : [cell]).entries()) {
        const spaced = divided && number > 0 && NUMBER.test(tokens.at(-1)?.text ?? "");
        const token = { text, place: { ...place, text }, kind: kindOf(text), line: index, divided };
        tokens.push(spaced ? { ...token, spaced } : token);
      }
    separator = true;
  }
  return tokens;
}

/** 竖线: bars of other kinds divide cells as | does. */
const BAR = /[│┃｜║┆┇┊┋]/g;

/** Whether a line is a page number (— 5 —, 第5页, 5 / 12) or an empty line right beside one: neither is a cell of a table. */
function standsAtPageBreak(lines: readonly TextLine[], index: number): boolean {
  const text = (at: number): string => lines[at]?.text.trim() ?? "";
  if (text(index) !== "") return isPageNumber(text(index));
  return isPageNumber(text(index - 1)) || isPageNumber(text(index + 1));
}

/**
 * The filled cells of a grid, row by row; empty ones say nothing where the columns can't be trusted. After each row with
 * figures an end mark is put in, so that no row goes on into the next.
 */
export function tokensOfGrid(grid: Grid): readonly Token[] {
  const rows = groupBy(
    grid.cells.filter((cell) => cell.text.trim() !== ""),
    (cell) => cell.row,
  );
  return [...rows].flatMap(([line, cells]) => {
    const tokens = cells.map((cell): Token => {
      const place = { sheet: grid.sheet, cell: addressOf(grid, cell), text: cell.text };
      return { text: cell.text, place, kind: kindOf(cell.text), line, divided: true };
    });
    const last = tokens.at(-1);
    const figures = tokens.some((token) => token.kind === "value");
    return last && figures ? [...tokens, { ...last, text: END_OF_ROW, kind: "label" as const, line: -1 }] : tokens;
  });
}

const END_OF_ROW = "。";

function kindOf(text: string): Token["kind"] {
  if (text === "") return "blank";
  return looksLikeValue(text) ? "value" : "label";
}

/** Whether an empty line follows most lines: then a single one is no cell. */
function isDoubleSpaced(block: TextBlock): boolean {
  let followed = 0;
  let filled = 0;
  for (const [index, line] of block.lines.entries()) {
    if (line.text.trim() === "" || index === block.lines.length - 1) continue;
    filled += 1;
    if ((block.lines[index + 1]?.text ?? "x").trim() === "") followed += 1;
  }
  return followed * 10 >= filled * 7;
}

const FEWEST_CLOSED = 10;

/**
 * 行政许可 |⏎0 |: whether the page writes one cell a line and closes each with a bar. Then a bar alone on its line is an
 * empty cell. It is not, where rows begin with a bar or cells are closed by a bar on the next line.
 */
function closesCells(lines: readonly TextLine[]): boolean {
  const first = lines.find((line) => line.text.includes("|"));
  if (first?.text.trim() === "|") return false;
  const filled = lines.filter((line) => /[^|\s]/.test(line.text));
  const closed = filled.filter(endsInBar).length;
  const closedBelow = lines.filter(
    (line, index) => line.text.trim() === "|" && /[^|\s]\s*$/.test(lines[index - 1]?.text ?? ""),
  ).length;
  return closed >= FEWEST_CLOSED && closedBelow * 3 < closed;
}

function endsInBar(line: TextLine | undefined): boolean {
  return line?.text.trimEnd().endsWith("|") === true;
}

/** The cells of one line: divided by bars, by tabs, or a label and the numbers after it. A line of bars alone has none. */
function cellsOf(line: string): readonly string[] {
  const trimmed = line.trim();
  if (trimmed === "") return [""];
  if (trimmed.includes("|")) return byBars(trimmed);
  const blanks = /^[^\t|]+(\t+) *$/.exec(line.trimStart())?.[1];
  if (blanks !== undefined) return [trimmed, ...[...blanks].map(() => "")];
  if (trimmed.includes("\t")) return trimmed.split("\t").map((cell) => cell.trim());
  return byTrailingNumbers(trimmed);
}

function byBars(line: string): readonly string[] {
  if (/^[|\s]+$/.test(line)) return [];
  const cells = line.split("|").map((cell) => cell.trim());
  if (cells[0] === "") cells.shift();
  if (cells.at(-1) === "") cells.pop();
  return cells;
}

const NUMBER = /^[-+－]?\d[\d,，]*(?:\.\d+)?(?:万元|元|件)?$/;

/** 行政规范性文件 564⇥984⇥12 3: in narrow columns only a space stands between two numbers, or a label and its number. */
function withNumbersSeparated(cell: string, at: number): readonly string[] {
  const parts = byTrailingNumbers(cell);
  return at === 0 || parts.every((part) => NUMBER.test(part)) ? parts : [cell];
}

/** 行政许可 0 is a label and a number, 0 0 0 three numbers; a sentence stays whole. */
function byTrailingNumbers(line: string): readonly string[] {
  const parts = line.split(/[\s\u3000\u00a0]+/);
  let numbers = 0;
  while (numbers < parts.length && NUMBER.test(parts[parts.length - 1 - numbers] ?? "")) numbers += 1;
  if (numbers === 0 || parts.length === 1) return [line];
  const label = parts.slice(0, parts.length - numbers).join(" ");
  const values = parts.slice(parts.length - numbers);
  return label === "" ? values : [label, ...values];
}
