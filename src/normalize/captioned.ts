import { addressOf, type Block, type Cell, type Grid, type TextBlock } from "../grid.js";
import { matchLabel, resolveLine, type SectionLexicon } from "./lexicon.js";

/**
 * 表四拆成的小表: a table of a single row is often sent as one small table for each of its groups, with the group's name
 * (行政复议) in the line above. That line is put over its table as a heading; every cell keeps its address.
 */
export function withCaptions(blocks: readonly Block[], lexicons: readonly SectionLexicon[]): readonly Block[] {
  const singleRows = lexicons.filter(({ section }) => section.layout === "single-row");
  return blocks.map((block, index) => {
    const before = blocks[index - 1];
    if (block.kind !== "grid" || before?.kind !== "text") return block;
    const caption = lastLine(before);
    return caption && singleRows.some((lexicon) => isOneRowOf(lexicon, block, caption.text))
      ? headedBy(block, caption)
      : block;
  });
}

/** The last line with anything in it, without the marks of a Markdown heading. */
function lastLine(block: TextBlock): { text: string; place: string } | undefined {
  const line = block.lines.filter((one) => one.text.trim() !== "").at(-1);
  return line && { text: withoutMarks(line.text), place: line.place };
}

/** Looked at sign by sign: as a pattern, long runs of blanks and stars cost the square of their length. */
function withoutMarks(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && /[\s#*]/.test(text[from]!)) from += 1;
  while (to > from && /[\s*]/.test(text[to - 1]!)) to -= 1;
  return text.slice(from, to);
}

/** Whether the line names one row, and the table's first row holds all of its columns, each once, and nothing else. */
function isOneRowOf({ rows, columns, section }: SectionLexicon, grid: Grid, caption: string): boolean {
  if (!resolveLine(rows, { texts: [caption], inherited: [] })) return false;
  const heads = grid.cells.filter((cell) => cell.row === 0 && cell.text.trim() !== "");
  const named = heads.flatMap((cell) =>
    matchLabel(columns, cell.text).flatMap(({ node }) => ("line" in node ? [node.line] : [])),
  );
  const wanted = section.columns.lines;
  return heads.length === wanted.length && named.length === wanted.length && new Set(named).size === wanted.length;
}

function headedBy(grid: Grid, caption: { text: string; place: string }): Grid {
  const below = grid.cells.map((cell): Cell => ({ ...cell, row: cell.row + 1, place: addressOf(grid, cell) }));
  const heading: Cell = { row: 0, column: 0, rowSpan: 1, columnSpan: grid.columns, kind: "text", ...caption };
  return {
    ...grid,
    rows: grid.rows + 1,
    ...(grid.fields && { fields: [grid.columns, ...grid.fields] }),
    cells: [heading, ...below],
    hiddenRows: grid.hiddenRows.map((row) => row + 1),
  };
}
