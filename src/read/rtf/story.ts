import { type Budget, spendCells } from "../limits.js";
import { tooLarge } from "../refusal.js";
import { type ToldLook, type ToldParagraph, tellParagraph, tellRun } from "../word/word.js";
import type { XmlListener } from "../xml.js";
import { openDefinition, type RowDefinition } from "./row.js";
import { misfit, type RtfRow, rowOf, tellTable } from "./table.js";
import { openTape, type Spent, type Tape } from "./tape.js";
import { damaged } from "./tokens.js";

/** A table whose rows have not all come. */
interface OpenTable {
  readonly number: number;
  readonly rows: RtfRow[];
  /** Of the row that is open: its cells so far, and what has been told for the next one. */
  cells: Tape[];
  content: Tape;
  /** Whether anything has been told for it. */
  begun: boolean;
}

/** What the stories of one file share. */
export interface Telling {
  readonly budget: Budget;
  readonly spent: Spent;
  readonly colourOf: (index: number) => string | undefined;
  paragraphs: number;
  tables: number;
}

/** 一篇文字: the document's own, or that of a text box: paragraphs, and tables in tables. */
export interface Story {
  readonly telling: Telling;
  readonly to: XmlListener;
  /** From the outermost: table 1 holds table 2. */
  readonly tables: OpenTable[];
  /** 行定义 of the outermost table, which later rows keep until they say otherwise. */
  definition: RowDefinition;
  paragraph: Tape;
  /** Text that waits for the end of its look. */
  pending: { readonly look: ToldLook; readonly key: string; text: string } | undefined;
  /** Something has been told in the paragraph. */
  told: boolean;
}

const MOST_PARAGRAPHS = 200_000;
const DEEPEST_TABLE = 30;

export function openStory(telling: Telling, to: XmlListener): Story {
  const paragraph = openTape(telling.spent);
  return { telling, to, tables: [], definition: openDefinition(), paragraph, pending: undefined, told: false };
}

/** Adds text; what has the same look is one run. */
export function addText(story: Story, look: ToldLook, text: string): void {
  if (text === "") return;
  const key = JSON.stringify(look);
  if (story.pending?.key === key) story.pending.text += text;
  else {
    flushText(story);
    story.pending = { look, key, text };
  }
  story.told = true;
}

/** Where something other than text is told in the paragraph. */
export function paragraphOf(story: Story): XmlListener {
  flushText(story);
  story.told = true;
  return story.paragraph;
}

function flushText(story: Story): void {
  const { pending } = story;
  story.pending = undefined;
  if (pending) tellRun(story.paragraph, pending.look, pending.text);
}

/** Ends the paragraph, which stands in the table of a level, or in none (0). */
export function endParagraph(story: Story, level: number, paragraph: ToldParagraph): void {
  flushText(story);
  const { telling } = story;
  telling.paragraphs += 1;
  if (telling.paragraphs > MOST_PARAGRAPHS) throw tooLarge("文字段落过多");
  const to = placeOf(story, level);
  tellParagraph(to, paragraph);
  story.paragraph.tell(to);
  to.close("p");
  story.paragraph = openTape(telling.spent);
  story.told = false;
}

/** Where a paragraph of a level goes: tables that lie deeper have ended before it. */
function placeOf(story: Story, level: number): XmlListener {
  closeTables(story, level);
  if (level > DEEPEST_TABLE) throw damaged("RTF 文件中表格的层数过多，无法读取");
  while (story.tables.length < level) story.tables.push(openTable(story.telling));
  const table = story.tables[level - 1];
  if (!table) return story.to;
  table.begun = true;
  return table.content;
}

function openTable(telling: Telling): OpenTable {
  telling.tables += 1;
  return { number: telling.tables, rows: [], cells: [], content: openTape(telling.spent), begun: false };
}

/** Ends the cell that is open at a level. */
export function endCell(story: Story, level: number): void {
  closeTables(story, level);
  const table = story.tables[level - 1];
  if (!table) return;
  spendCells(story.telling.budget, 1);
  table.cells.push(table.content);
  table.content = openTape(story.telling.spent);
  table.begun = false;
}

/** Ends the row that is open at a level: its cells must be those that the row defines. */
export function endRow(story: Story, level: number, definition: RowDefinition): void {
  closeTables(story, level);
  const table = story.tables[level - 1];
  if (!table || table.begun) throw misfit({ table: table?.number ?? 1, row: (table?.rows.length ?? 0) + 1 });
  table.rows.push(rowOf(definition, table.cells, { table: table.number, row: table.rows.length + 1 }));
  table.cells = [];
}

/** Tells the tables that lie deeper than a level: each stands in a cell of the next outer one. */
export function closeTables(story: Story, level: number): void {
  while (story.tables.length > level) {
    const table = story.tables.pop() as OpenTable;
    const outer = story.tables.at(-1);
    const to = outer?.content ?? story.to;
    if (table.cells.length > 0 || (table.begun && table.rows.length > 0))
      throw misfit({ table: table.number, row: table.rows.length + 1 });
    if (outer) outer.begun = true;
    if (table.rows.length > 0) tellTable(to, table.rows, story.telling.colourOf);
    // Paragraphs that speak of a table, without a row that ends: they stand in none.
    else table.content.tell(to);
  }
}
