import type { Block, ReadDocument, TextLine } from "../../grid.js";
import { withoutEmphasis } from "./emphasis.js";
import { isRuler, markdownGrid } from "./text-table.js";

const SHEET = "正文";

/** 文本: every physical line is kept, empty ones too. Text with Markdown tables gives these as grids. */
export function readText(text: string): ReadDocument {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  const rulers = lines.flatMap((line, index) => (isRuler(line) && isRow(lines[index - 1]) ? [index] : []));
  if (rulers.length === 0) return { format: "text", blocks: [textBlock(lines, 0, lines.length)], remarks: [] };
  return { format: "markdown", blocks: markdownBlocks(lines, rulers), remarks: [] };
}

function isRow(line: string | undefined): boolean {
  return line?.includes("|") === true && !isRuler(line);
}

function textBlock(lines: readonly string[], from: number, to: number): Block {
  const numbered = lines
    .slice(from, to)
    .map((text, index): TextLine => ({ text: withoutEmphasis(text), place: `第${from + index + 1}行` }));
  return { kind: "text", sheet: SHEET, lines: numbered };
}

/** A table runs from the line before its ruler to the last row, or to the head of the next table. */
function markdownBlocks(lines: readonly string[], rulers: readonly number[]): Block[] {
  const blocks: Block[] = [];
  let done = 0;
  for (const [index, ruler] of rulers.entries()) {
    const next = rulers[index + 1] ?? lines.length + 1;
    const head = ruler - 1;
    let end = ruler + 1;
    while (end < next - 1 && isRow(lines[end])) end += 1;
    if (head > done) blocks.push(textBlock(lines, done, head));
    const rows = [lines[head] ?? "", ...lines.slice(ruler + 1, end)];
    blocks.push(markdownGrid(rows, `表格${index + 1}`));
    done = end;
  }
  if (done < lines.length) blocks.push(textBlock(lines, done, lines.length));
  return blocks;
}
