import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Cover } from "./cover.js";
import {
  type Band,
  bandAt,
  extend,
  headingStack,
  isContradictory,
  isUneven,
  ofOwnName,
  ofOwnYear,
} from "./heading-bands.js";
import { isColumnLabel, runsOfHeadingRows } from "./heading-rows.js";

/** 表头: the headings of one section as they stand in a grid. */
export interface HeadingBlock {
  readonly lexicon: SectionLexicon;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly bands: readonly Band[];
  /** Two columns' names stand over one column: the rows of the heading were shifted against each other. */
  readonly contradictory: boolean;
  /** Headed columns that the form does not have. */
  readonly unknownColumns: readonly { readonly column: number; readonly label: string }[];
}

/** Finds every block of column headings in the grid, top to bottom. */
export function findHeadings(cover: Cover, lexicons: readonly SectionLexicon[]): readonly HeadingBlock[] {
  return runsOfHeadingRows(cover, lexicons).flatMap((rows) => blocksOf(cover, lexicons, rows));
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
    (cell) =>
      !mine.includes(cell) && others.some((other) => isColumnLabel(other, cell.text) && !isTotal(other, cell.text)),
  );
  return mine.filter((cell) => {
    if (certain.includes(cell) || (cell.column >= from && cell.column <= to)) return true;
    const [low, high] = cell.column < from ? [cell.column, from] : [to, cell.column];
    return !foreign.some((one) => one.column > low && one.column < high) && high - low <= 4;
  });
}

/** 小计: as another table's word for its totals it may stand in any table. */
function isTotal({ columns }: SectionLexicon, text: string): boolean {
  return matchLabel(columns, text).some(({ node }) => "line" in node && node.line.sumOf.length > 0);
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
  const unknownColumns: { column: number; label: string }[] = [];
  let contradictory = false;
  for (let column = from; column <= to + 3; column++) {
    const stack = headingStack(cover, rows, column, own);
    contradictory ||= column <= to && isContradictory(lexicon, stack);
    const band = column <= to ? bandAt(lexicon, stack, column) : undefined;
    if (band) extend(bands, band, lexicon);
    else {
      const label = unknownColumnAt(all, own, column);
      if (label) unknownColumns.push({ column, label });
    }
  }
  const kept = ofOwnName(lexicon, ofOwnYear(bands));
  const dropped = bands.filter((band) => !kept.includes(band));
  unknownColumns.push(...dropped.map((band) => ({ column: band.from, label: band.heading.text.trim() })));
  contradictory ||= isUneven(kept);
  return kept.length > 0 ? { lexicon, firstRow, lastRow, bands: kept, contradictory, unknownColumns } : undefined;
}

function unknownColumnAt(all: readonly Cell[], own: readonly Cell[], column: number): string | undefined {
  const cell = all.filter((one) => !own.includes(one) && one.column === column && one.columnSpan === 1).at(-1);
  return cell && plainText(cell.text) !== "" ? cell.text.trim() : undefined;
}
