import type { Line } from "../form/form.js";
import type { Cell } from "../grid.js";
import { plainText, wordingOf } from "../wording.js";
import { unitDeclared } from "./amount.js";
import type { Cover } from "./cover.js";
import { type HeadingPath, type Lexicon, matchLabel, resolveLine, type SectionLexicon } from "./lexicon.js";

/** 栏: a run of grid columns under one heading of the form. In a ribbon the headings name the row as well. */
export interface Band {
  readonly column: Line;
  readonly row?: Line;
  readonly from: number;
  readonly to: number;
  readonly unit?: string;
  /** The heading as it stands, and the year that it names: 2022年制发件数. */
  readonly heading: Cell;
  readonly year?: number;
}

/** 表头: the headings of one section as they stand in a grid. */
export interface HeadingBlock {
  readonly lexicon: SectionLexicon;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly bands: readonly Band[];
  /** Two columns' names stand over one column: the rows of the heading were shifted against each other. */
  readonly contradictory: boolean;
  /** Headed columns that the form does not have. */
  readonly strangers: readonly { readonly column: number; readonly label: string }[];
}

/** Finds every block of column headings in the grid, top to bottom. */
export function findHeadings(cover: Cover, lexicons: readonly SectionLexicon[]): readonly HeadingBlock[] {
  return runsOfHeadingRows(cover, lexicons).flatMap((rows) => blocksOf(cover, lexicons, rows));
}

function runsOfHeadingRows(cover: Cover, lexicons: readonly SectionLexicon[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let current: number[] = [];
  let gap = 0;
  for (const row of cover.rows) {
    const cells = cover.byRow.get(row) ?? [];
    if (isHeadingRow(cells, lexicons, current.length > 0)) {
      current.push(row);
      gap = 0;
    } else if (
      current.length > 0 &&
      (hasNumber(cells) || hasRowLabel(cells, lexicons) || ++gap > 1 || row - (current.at(-1) ?? 0) > 3)
    ) {
      runs.push(current);
      current = [];
      gap = 0;
    }
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

/** A row of headings has column labels and no figures; a lone label that is a row's as well (总计) continues a heading but begins none. */
function isHeadingRow(cells: readonly Cell[], lexicons: readonly SectionLexicon[], within: boolean): boolean {
  if (hasNumber(cells)) return false;
  const hits = cells.filter((cell) => lexicons.some((lexicon) => isColumnLabel(lexicon, cell.text)));
  if (hits.length === 0) return false;
  const alsoRows = hits.filter((cell) => lexicons.some((lexicon) => isOnlyRowLabel(lexicon, cell.text)));
  if (alsoRows.length === hits.length) return false;
  return (
    within ||
    hits.some(
      (cell) =>
        !lexicons.some(
          (lexicon) =>
            lexicon.section.layout === "matrix" &&
            matchLabel(lexicon.rows, cell.text).some((match) => "line" in match.node),
        ),
    )
  );
}

function isColumnLabel(lexicon: SectionLexicon, text: string): boolean {
  if (matchLabel(lexicon.columns, text).length > 0) return true;
  return lexicon.section.layout === "ribbon" && matchLabel(lexicon.rows, text).length > 0;
}

/** （七）总计: with its number it is the row's label and no heading. */
function isOnlyRowLabel(lexicon: SectionLexicon, text: string): boolean {
  const row = matchLabel(lexicon.rows, text)[0];
  const column = matchLabel(lexicon.columns, text)[0];
  return lexicon.section.layout === "matrix" && row !== undefined && (column === undefined || row.rank < column.rank);
}

export function hasNumber(cells: readonly Cell[]): boolean {
  return cells.some(
    (cell) =>
      cell.kind === "number" ||
      cell.kind === "percent" ||
      cell.kind === "date" ||
      /^[-+－]?[\d０-９][\d０-９,，.．\s]*(?:\D{0,2})$/.test(cell.text.trim()),
  );
}

function hasRowLabel(cells: readonly Cell[], lexicons: readonly SectionLexicon[]): boolean {
  return cells.some((cell) =>
    lexicons.some((lexicon) => matchLabel(lexicon.rows, cell.text).some((match) => "line" in match.node)),
  );
}

function blocksOf(cover: Cover, lexicons: readonly SectionLexicon[], rows: readonly number[]): readonly HeadingBlock[] {
  const cells = rows.flatMap((row) => cover.byRow.get(row) ?? []).filter((cell) => cell.text.trim() !== "");
  return lexicons.flatMap((lexicon) => {
    const own = ownCells(cells, lexicon, lexicons);
    if (own.length === 0) return [];
    const block = blockOf(cover, lexicon, rows, own, cells);
    return block ? [block] : [];
  });
}

/** The heading cells that belong to this section: its own labels, and shared ones (总计) that stand within or right beside them. */
function ownCells(
  cells: readonly Cell[],
  lexicon: SectionLexicon,
  lexicons: readonly SectionLexicon[],
): readonly Cell[] {
  const mine = cells.filter((cell) => isColumnLabel(lexicon, cell.text));
  const others = lexicons.filter((other) => other !== lexicon && other.section.table !== lexicon.section.table);
  const certain = mine.filter((cell) => !others.some((other) => isColumnLabel(other, cell.text)));
  if (certain.length === 0) return [];
  const from = Math.min(...certain.map((cell) => cell.column));
  const to = Math.max(...certain.map((cell) => cell.column + cell.columnSpan - 1));
  const foreign = cells.filter(
    (cell) => !mine.includes(cell) && others.some((other) => isColumnLabel(other, cell.text)),
  );
  return mine.filter((cell) => {
    if (certain.includes(cell) || (cell.column >= from && cell.column <= to)) return true;
    const [low, high] = cell.column < from ? [cell.column, from] : [to, cell.column];
    return !foreign.some((one) => one.column > low && one.column < high) && high - low <= 4;
  });
}

function blockOf(
  cover: Cover,
  lexicon: SectionLexicon,
  rows: readonly number[],
  own: readonly Cell[],
  all: readonly Cell[],
): HeadingBlock | undefined {
  const firstRow = rows[0] ?? 0;
  const lastRow = Math.max(...own.map((cell) => cell.row + Math.min(cell.rowSpan, 6) - 1), rows.at(-1) ?? 0);
  const from = Math.min(...own.map((cell) => cell.column));
  const to = Math.max(...own.map((cell) => cell.column + Math.min(cell.columnSpan, 60) - 1));
  const bands: Band[] = [];
  const strangers: { column: number; label: string }[] = [];
  let contradictory = false;
  for (let column = from; column <= to + 3; column++) {
    const stack = headingStack(cover, rows, column, own);
    contradictory ||= column <= to && isContradictory(lexicon, stack);
    const band = column <= to ? bandAt(lexicon, stack, column) : undefined;
    if (band) extend(bands, band);
    else {
      const label = strangerAt(all, own, column);
      if (label) strangers.push({ column, label });
    }
  }
  const { kept, dropped } = ofOwnYear(bands);
  strangers.push(...dropped.map((band) => ({ column: band.from, label: band.heading.text.trim() })));
  return kept.length > 0 ? { lexicon, firstRow, lastRow, bands: kept, contradictory, strangers } : undefined;
}

/** 2023年制发件数 beside 2022年制发件数: the earlier year stands there for comparison. */
function ofOwnYear(bands: readonly Band[]): { kept: readonly Band[]; dropped: readonly Band[] } {
  const age = (band: Band): number => band.year ?? Number.POSITIVE_INFINITY;
  const dropped = bands.filter((band) =>
    bands.some((other) => other.column === band.column && other.row === band.row && age(other) > age(band)),
  );
  return { kept: bands.filter((band) => !dropped.includes(band)), dropped };
}

interface HeadingStack extends HeadingPath {
  readonly cells: readonly Cell[];
}

/** The headings over one column, top to bottom; a group's label reaches to the right over empty cells until the next heading. */
function headingStack(cover: Cover, rows: readonly number[], column: number, own: readonly Cell[]): HeadingStack {
  const cells: Cell[] = [];
  const inherited: string[] = [];
  for (const row of rows) {
    const cell = cover.at(row, column);
    if (cell && cell.text.trim() !== "") {
      if (!cells.includes(cell)) cells.push(cell);
      continue;
    }
    const left = own.filter((one) => one.row === row && one.column < column).sort((a, b) => b.column - a.column)[0];
    if (left && !blocked(cover, row, left.column + left.columnSpan, column)) inherited.push(left.text);
  }
  return { cells, texts: cells.map((cell) => cell.text), inherited };
}

function blocked(cover: Cover, row: number, from: number, to: number): boolean {
  for (let column = from; column < to; column++) if ((cover.at(row, column)?.text ?? "").trim() !== "") return true;
  return false;
}

function isContradictory({ columns }: SectionLexicon, stack: HeadingStack): boolean {
  const named = stack.texts.flatMap((text) => {
    const lines = matchLabel(columns, text).flatMap(({ node }) => ("line" in node ? [node.line] : []));
    return lines.length > 0 ? [lines] : [];
  });
  return named.some((lines) => !lines.some((line) => named[0]?.includes(line)));
}

function bandAt(lexicon: SectionLexicon, stack: HeadingStack, at: number): Band | undefined {
  const column = resolveLine(lexicon.columns, stack);
  if (!column) return undefined;
  const unit = unitDeclared(stack.texts.flatMap((text) => wordingOf(text).notes));
  const row = lexicon.section.layout === "ribbon" ? ribbonRow(lexicon.rows, stack) : undefined;
  const heading = stack.cells.at(-1);
  if (!heading) return undefined;
  const year = stack.texts.flatMap((text) => yearsIn(text))[0];
  return {
    column,
    ...(row && { row }),
    from: at,
    to: at,
    ...(unit && { unit }),
    heading,
    ...(year !== undefined && { year }),
  };
}

/** In a ribbon the groups over the column name the row; one that only reaches over from the left counts if none stands there. */
function ribbonRow(rows: Lexicon, stack: HeadingStack): Line | undefined {
  const direct = resolveLine(rows, { texts: stack.texts, inherited: [] });
  return direct ?? resolveLine(rows, { texts: [...stack.inherited, ...stack.texts], inherited: [] });
}

function extend(bands: Band[], band: Band): void {
  const last = bands.at(-1);
  if (
    last &&
    last.to === band.from - 1 &&
    last.column === band.column &&
    last.row === band.row &&
    last.year === band.year
  )
    bands[bands.length - 1] = { ...last, to: band.to };
  else bands.push(band);
}

function strangerAt(all: readonly Cell[], own: readonly Cell[], column: number): string | undefined {
  const cell = all.filter((one) => !own.includes(one) && one.column === column && one.columnSpan === 1).at(-1);
  return cell && plainText(cell.text) !== "" ? cell.text.trim() : undefined;
}

/** Years within heading labels: 本年(2023)制发件数. */
export function yearsIn(text: string): readonly number[] {
  return wordingOf(text).notes.flatMap((note) => {
    const match = /^(20\d{2})年?度?$/.exec(note);
    return match ? [Number(match[1])] : [];
  });
}
