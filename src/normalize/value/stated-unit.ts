import type { Block, Grid, TextBlock } from "../../grid.js";
import { plainText } from "../../wording.js";
import { COUNT_UNITS } from "./measuring-unit.js";

/** How many lines of text before and behind a table may speak of its unit. */
const BESIDE = 3;
/** A longer text is a paragraph, not a note. */
const LONGEST = 60;

/**
 * 表外注明“单位：元”: for each sheet or table the words in or beside it that say its money is in 元 (金额以元为单位). They convert
 * nothing; an amount without a unit of its own is then asked about.
 */
export function yuanStated(blocks: readonly Block[]): ReadonlyMap<string, string> {
  return statedBeside(blocks, saysYuan);
}

/**
 * 表外注明“单位：万件”: for each sheet or table the words in or beside it that say its counts are in hundreds or more. They convert
 * nothing; a count without a unit of its own is then unreadable, as under a heading that says 万件.
 */
export function multiplesStated(blocks: readonly Block[]): ReadonlyMap<string, string> {
  return statedBeside(blocks, saysMultiple);
}

function statedBeside(blocks: readonly Block[], says: (text: string) => boolean): ReadonlyMap<string, string> {
  const stated = new Map<string, string>();
  for (const [index, block] of blocks.entries()) {
    const texts = block.kind === "text" ? linesOf(block) : [...cellsOf(block), ...textsBeside(blocks, index)];
    const words = texts.find(says);
    if (words !== undefined && !stated.has(block.sheet)) stated.set(block.sheet, words.trim());
  }
  return stated;
}

function linesOf(block: TextBlock): readonly string[] {
  return block.lines.map((line) => line.text);
}

function cellsOf(grid: Grid): readonly string[] {
  return grid.cells.flatMap((cell) => (cell.kind === "text" ? [cell.text] : []));
}

function textsBeside(blocks: readonly Block[], index: number): readonly string[] {
  const [before, after] = [blocks[index - 1], blocks[index + 1]];
  return [
    ...(before?.kind === "text" ? linesOf(before).slice(-BESIDE) : []),
    ...(after?.kind === "text" ? linesOf(after).slice(0, BESIDE) : []),
  ];
}

function saysYuan(text: string): boolean {
  if (text.length > LONGEST || !text.includes("元")) return false;
  const plain = plainText(text);
  return (
    !plain.includes("万元") &&
    /单位[:;]?(?:均?为|是)?(?:[件条项][、,/和及])?(?:人民币)?元|以元为(?:计量|货币)?单位/.test(plain)
  );
}

const MULTIPLE = `[百千万亿](?:${COUNT_UNITS})`;
const SAYS_MULTIPLE = new RegExp(
  `单位[:;]?(?:均?为|是)?(?:\\p{Script=Han}{1,3}[、,/和及]){0,2}${MULTIPLE}(?=$|[\\p{P}\\p{S}和及])|以${MULTIPLE}为(?:计量)?单位`,
  "u",
);

function saysMultiple(text: string): boolean {
  if (text.length > LONGEST || !/[百千万亿]/.test(text)) return false;
  return SAYS_MULTIPLE.test(plainText(text));
}
