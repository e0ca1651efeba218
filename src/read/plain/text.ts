import type { Block, ReadDocument, Remark, TextLine } from "../../grid.js";
import { withoutEmphasis } from "./emphasis.js";
import { isRuler, markdownGrid } from "./text-table.js";

const SHEET = "正文";

/** 文本: every physical line is kept, empty ones too. Text with Markdown tables gives these as grids. */
export function readText(text: string): ReadDocument {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  if (rulersOf(lines).length === 0) return { format: "text", blocks: [textBlock(lines, 0, lines.length)], remarks: [] };
  const { shown, open } = withoutComments(lines);
  const remarks: Remark[] = open ? [{ kind: "damagedPart", part: SWALLOWED }] : [];
  return { format: "markdown", blocks: markdownBlocks(shown, rulersOf(shown)), remarks };
}

/** The lines of dashes below the heads of tables. */
function rulersOf(lines: readonly string[]): readonly number[] {
  return lines.flatMap((line, index) => (isRuler(line) && isRow(lines[index - 1]) ? [index] : []));
}

const SWALLOWED = "文中有一处注释（<!--）没有结束，它后面的内容不显示，未读取";

/** 注释: what Markdown does not show, <!-- … -->, over several lines too; one that is never ended goes to the end. Every line keeps its number. */
function withoutComments(lines: readonly string[]): { readonly shown: readonly string[]; readonly open: boolean } {
  let open = false;
  const shownOf = (line: string): string => {
    let shown = "";
    let at = 0;
    while (at < line.length) {
      const next = line.indexOf(open ? "-->" : "<!--", at);
      if (!open) shown += line.slice(at, next < 0 ? line.length : next);
      if (next < 0) break;
      at = next + (open ? 3 : 4);
      open = !open;
    }
    return shown;
  };
  const shown = lines.map(shownOf);
  return { shown, open };
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
