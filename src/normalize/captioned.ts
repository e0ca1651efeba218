import { addressOf, type Block, type Cell, type Grid, type TextBlock } from "../grid.js";
import { matchLabel, resolveLine, type SectionLexicon } from "./lexicon.js";

/**
 * 分列小表: a ribbon that was cut into a small table for each of its rows, the row's name (行政复议) in the line above it.
 * That line is put over its table as the heading that it is; every cell keeps its address.
 */
export function withCaptions(blocks: readonly Block[], lexicons: readonly SectionLexicon[]): readonly Block[] {
  const ribbons = lexicons.filter(({ section }) => section.layout === "single-row");
  return blocks.map((block, index) => {
    const before = blocks[index - 1];
    if (block.kind !== "grid" || before?.kind !== "text") return block;
    const caption = lastLine(before);
    return caption && ribbons.some((ribbon) => isOneRowOf(ribbon, block, caption.text))
      ? headedBy(block, caption)
      : block;
  });
}

/** The last line with anything in it, without the marks of a Markdown heading. */
function lastLine(block: TextBlock): { text: string; place: string } | undefined {
  const line = block.lines.filter((one) => one.text.trim() !== "").at(-1);
  return line && { text: line.text.replace(/^[\s#*]+|[\s*]+$/g, ""), place: line.place };
}

/** The line names one row of the ribbon, and the table's first row is all of its columns, each once, and nothing else. */
function isOneRowOf(ribbon: SectionLexicon, grid: Grid, caption: string): boolean {
  if (!resolveLine(ribbon.rows, { texts: [caption], inherited: [] })) return false;
  const heads = grid.cells.filter((cell) => cell.row === 0 && cell.text.trim() !== "");
  const named = heads.flatMap((cell) =>
    matchLabel(ribbon.columns, cell.text).flatMap(({ node }) => ("line" in node ? [node.line] : [])),
  );
  const wanted = ribbon.section.columns.lines;
  return heads.length === wanted.length && named.length === wanted.length && new Set(named).size === wanted.length;
}

function headedBy(grid: Grid, caption: { text: string; place: string }): Grid {
  const below = grid.cells.map((cell): Cell => ({ ...cell, row: cell.row + 1, place: addressOf(grid, cell) }));
  const heading: Cell = { row: 0, column: 0, rowSpan: 1, columnSpan: grid.columns, kind: "text", ...caption };
  return {
    ...grid,
    rows: grid.rows + 1,
    cells: [heading, ...below],
    hiddenRows: grid.hiddenRows.map((row) => row + 1),
  };
}
