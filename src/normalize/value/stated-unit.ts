import type { Block, Grid, TextBlock } from "../../grid.js";
import { plainText } from "../../wording.js";
import { COUNT_UNITS, MONEY_UNITS } from "./measuring-unit.js";

/** How many lines of text before and behind a table may speak of its unit. */
const BESIDE = 3;
/** A longer text is a paragraph, not a note. */
const LONGEST = 60;

/** 表外注明的货币单位: 千元, with the words that say so, 单位：千元, and all units in them. */
export interface StatedMoney {
  readonly unit: string;
  readonly named: readonly string[];
  readonly words: string;
}

/**
 * 表外注明“单位：元”“单位：千元”: for each sheet or table the units of money that the words in or beside it name (金额以元为单位). They
 * convert nothing; an amount that should be in another unit and names none itself is then asked about.
 */
export function moneyStated(blocks: readonly Block[]): ReadonlyMap<string, readonly StatedMoney[]> {
  return statedBeside(blocks, moneyIn);
}

/**
 * 表外注明“单位：万件”: for each sheet or table the words in or beside it that say its counts are in hundreds or more. They convert
 * nothing; a count without a unit of its own is then unreadable, as under a heading that says 万件.
 */
export function multiplesStated(blocks: readonly Block[]): ReadonlyMap<string, readonly string[]> {
  return statedBeside(blocks, multipleIn);
}

function statedBeside<T>(
  blocks: readonly Block[],
  saidBy: (text: string) => T | undefined,
): ReadonlyMap<string, readonly T[]> {
  const stated = new Map<string, readonly T[]>();
  for (const [index, block] of blocks.entries()) {
    const texts = block.kind === "text" ? linesOf(block) : textsBeside(blocks, index);
    const inside = block.kind === "text" ? [] : saidIn(block, saidBy);
    const said = [...inside, ...texts.flatMap((text) => saidBy(text) ?? [])];
    if (said.length > 0) stated.set(block.sheet, [...(stated.get(block.sheet) ?? []), ...said]);
  }
  return stated;
}

function linesOf(block: TextBlock): readonly string[] {
  return block.lines.map((line) => line.text);
}

function saidIn<T>({ cells }: Grid, saidBy: (text: string) => T | undefined): readonly T[] {
  const said: T[] = [];
  for (const { kind, text } of cells) {
    const one = kind === "text" ? saidBy(text) : undefined;
    if (one !== undefined) said.push(one);
  }
  return said;
}

function textsBeside(blocks: readonly Block[], index: number): readonly string[] {
  const [before, after] = [blocks[index - 1], blocks[index + 1]];
  return [
    ...(before?.kind === "text" ? linesOf(before).slice(-BESIDE) : []),
    ...(after?.kind === "text" ? linesOf(after).slice(0, BESIDE) : []),
  ];
}

/** Not 填报单位：元坝镇. */
const UNIT_IS = "(?<!填报|报送|编报|填表|报告|编制)单位[:;]?(?:均?为|是)?";
const SAYS_MONEY = new RegExp(
  `${UNIT_IS}(?:[件条项][、,/和及])?(?:人民币)?(${MONEY_UNITS})|以(?:人民币)?(${MONEY_UNITS})为(?:计量|货币)?单位`,
);
const ANY_MONEY = new RegExp(MONEY_UNITS, "g");

function moneyIn(text: string): StatedMoney | undefined {
  if (text.length > LONGEST || !text.includes("元")) return undefined;
  const plain = plainText(text);
  const [, behind, before] = SAYS_MONEY.exec(plain) ?? [];
  const unit = behind ?? before;
  return unit === undefined ? undefined : { unit, named: plain.match(ANY_MONEY) ?? [], words: text.trim() };
}

const MULTIPLE = `[百千万亿](?:${COUNT_UNITS})`;
/** 单位：万 alone: of counts as well as of money. */
const BARE_MULTIPLE = "(?<!\\p{Script=Han})(?:计量|数量)?单位[:;]?(?:均?为|是)?[百千万亿](?=$|[)】。])";
const SAYS_MULTIPLE = new RegExp(
  `${UNIT_IS}(?:\\p{Script=Han}{1,3}[、,/和及]){0,2}${MULTIPLE}(?=$|[\\p{P}\\p{S}和及])|以${MULTIPLE}为(?:计量)?单位|${BARE_MULTIPLE}`,
  "u",
);

function multipleIn(text: string): string | undefined {
  if (text.length > LONGEST || !/[百千万亿]/.test(text)) return undefined;
  return SAYS_MULTIPLE.test(plainText(text)) ? text.trim() : undefined;
}
