import type { Block, TextBlock, TextLine } from "../grid.js";
import { type FilledFrame, gridOf, sortIntoTables } from "./pdf-cells.js";
import { type Line, linesOf, lineText, wordsOf } from "./pdf-lines.js";
import type { PageMarks } from "./pdf-marks.js";
import { framesOf } from "./pdf-tables.js";

/** One page, read. */
export interface PageReading {
  readonly blocks: readonly Block[];
  readonly cells: number;
  readonly hasText: boolean;
}

type Element = { readonly top: number } & ({ readonly table: FilledFrame } | { readonly line: Line });

/**
 * Rebuilds a page: tables from their ruling lines, the rest as lines of text. Lines are numbered from the
 * top as a person counts them, each row of a table being one line. Undefined when the page is a drawing.
 */
export function readPage(marks: PageMarks, sheet: string): PageReading | undefined {
  const frames = framesOf(marks.rulings);
  if (!frames) return undefined;
  const words = wordsOf(marks.glyphs);
  const { tables, outside } = sortIntoTables(words, frames);
  const filled = tables.filter((table) => table.words.size > 0);
  const blocks = blocksOf(inOrder(filled, linesOf(outside)), sheet);
  const cells = filled.reduce((total, table) => total + table.frame.areas.length, 0) + words.length;
  return { blocks, cells, hasText: words.length > 0 };
}

function inOrder(tables: readonly FilledFrame[], lines: readonly Line[]): Element[] {
  const elements: Element[] = tables.map((table) => ({ top: table.frame.ys[0]!, table }));
  for (const line of lines) elements.push({ top: topOf(line), line });
  return elements.sort((a, b) => a.top - b.top);
}

/** The middle of the line's characters: a heading set close above a table still comes before it. */
function topOf(line: Line): number {
  return Math.min(...line.words.flatMap((word) => word.glyphs.map((glyph) => glyph.y)));
}

function blocksOf(elements: readonly Element[], sheet: string): Block[] {
  const blocks: Block[] = [];
  let open: TextLine[] = [];
  let number = 1;
  for (const element of elements) {
    if ("line" in element) {
      if (open.length === 0) blocks.push(textBlock(sheet, open));
      open.push({ text: lineText(element.line), place: `第${number}行` });
      number += 1;
    } else {
      blocks.push(gridOf(element.table, sheet, number));
      number += element.table.frame.ys.length - 1;
      open = [];
    }
  }
  return blocks;
}

function textBlock(sheet: string, lines: readonly TextLine[]): TextBlock {
  return { kind: "text", sheet, lines };
}
