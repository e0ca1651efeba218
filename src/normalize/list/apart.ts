import { NO, YES } from "../../answer.js";
import type { ListPart, Section } from "../../form/form.js";
import { plainText } from "../../wording.js";
import { type Cover, placeOf } from "../grid/grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Sink } from "../located.js";
import { looksLikeValue, saysNumber } from "../value/value.js";

/**
 * 另一种宽度的续表: rows on the sheet behind a list that may be more of its entries, though the sheet has not the list's columns. They are
 * told and not summed. Another table begins with headings of its own, but a row of one that has a kind of the list beside a text and a number
 * may be an entry all the same; what only lists the kinds and choices of the form is none.
 */
export function rowsApart(cover: Cover, { section, columns }: SectionLexicon): readonly number[] {
  const filled = cover.rows.map((row) => ({ row, texts: textsOf(cover, row) })).filter(({ texts }) => texts.length > 1);
  const isNamed = (text: string): boolean => matchLabel(columns, text).length > 0;
  const [first] = filled;
  if (!first || !section.list) return [];
  const words = wordsOf(section, section.list);
  const kinds = kindsOf(section, section.list);
  const isOther = !first.texts.some((text) => looksLikeValue(text) || isNamed(text));
  return filled
    .filter(({ texts }) => {
      const own = texts.filter((text) => !words.has(plainText(text)) && !isNamed(text));
      const isEntry = texts.some((text) => kinds.has(plainText(text))) && !own.every(saysNumber);
      return own.length > 1 && own.some(saysNumber) && (isEntry || !isOther);
    })
    .map(({ row }) => row);
}

function textsOf({ byRow }: Cover, row: number): readonly string[] {
  return (byRow.get(row) ?? []).flatMap(({ text }) => (text.trim() === "" ? [] : [text]));
}

/** 分类: the kinds of entries, where the list has a column for them. */
function kindsOf({ rows }: Section, { columns }: ListPart): ReadonlySet<string> {
  const hasKinds = columns.some(({ role }) => role === "category");
  const kinds = hasKinds ? rows.lines.filter(({ sumOf }) => sumOf.length === 0) : [];
  return new Set(kinds.flatMap(({ wordings }) => wordings.map(plainText)));
}

/** 选项、分类、合计: what stands on a sheet of choices beside a list. */
function wordsOf({ rows }: Section, { columns }: ListPart): ReadonlySet<string> {
  const lines = rows.lines.flatMap(({ wordings }) => wordings);
  const choices = columns.flatMap(({ answer }) => answer?.choices ?? []);
  return new Set([YES, NO, ...lines, ...choices].map(plainText));
}

/** A sheet behind a list, and its rows that may be more of the list. */
interface SheetApart {
  readonly cover: Cover;
  readonly section: Section;
  readonly apart?: readonly number[];
}

/** All rows of a sheet are said together. */
export function noteRowsApart({ cover, section, apart = [] }: SheetApart, sink: Sink): void {
  const { grid, byRow } = cover;
  const numbers = apart.flatMap(
    (row) =>
      byRow
        .get(row)
        ?.filter(({ text }) => saysNumber(text))
        .slice(0, 1) ?? [],
  );
  if (numbers.length === 0) return;
  sink.unknownLines.push({
    table: section.table,
    label: `工作表“${grid.sheet}”中的${apart.length}行（像是台账的续表，栏目或栏数与台账不同）`,
    sources: numbers.map((cell) => placeOf(grid, cell)),
  });
}
