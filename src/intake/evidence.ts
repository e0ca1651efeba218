import type { Schemas } from "../form/form.js";
import type { Block, Grid, ReadDocument } from "../grid.js";
import { groupBy } from "../grouping.js";
import { type Period, periodOfKey, yearOf } from "../period.js";
import { rememberedByText } from "../remembered.js";
import type { RollUp } from "../roll-up.js";
import { entryIn } from "../scan-entry.js";
import { notesIn, type OtherSpan, otherSpanInName, otherSpans } from "../stated-span.js";
import { type FoundMark, marksIn } from "../template-mark.js";
import { plainText } from "../wording.js";
import { type Entry, entriesOf, type Named, namedAt, rowIn, rowsBeside } from "./entries.js";
import { datesIn, isTitle, nameWithin, type RosterIndex, unitInNote, unitWithin, yearsNamed } from "./naming/naming.js";

/** 佐证: the places in a document that name the unit, the year or the date of filling in. */
export interface Evidence {
  readonly titles: readonly Named[];
  /** 后面的标题 in a document that a word processor laid out: those with a table below them, which may be another unit's. */
  readonly laterTitles: readonly Named[];
  readonly cover: readonly Named[];
  readonly periods: readonly Named[];
  /** 统计时段 that are not the period: 1月至6月, 以下为上年数据. */
  readonly spans: readonly OtherSpan<Named>[];
  readonly dates: readonly string[];
  /** 空白表标记 of this jurisdiction: for which unit and period the workbook was handed out. */
  readonly marks: readonly FoundMark[];
}

export const NO_EVIDENCE: Evidence = {
  titles: [],
  laterTitles: [],
  cover: [],
  periods: [],
  spans: [],
  dates: [],
  marks: [],
};

/** Collects titles and cover fields. The narrative is not searched: it mentions other units and other years. */
export function evidenceIn(document: ReadDocument, index: RosterIndex, period: Period): Evidence {
  if (document.rollUp) return rolledEvidence(document.rollUp);
  const entry = entryIn(document);
  if (entry) return { ...NO_EVIDENCE, marks: "mark" in entry ? [{ ...entry.mark, ...entry }] : [] };
  const { schemas } = index;
  const { naming } = schemas;
  const blocks = shownBlocks(document, period);
  const telling = blocks.flatMap((block) => tellingOf(block, schemas).fields);
  const titles = titlesAmong(blocks, index);
  const periods = telling.flatMap((entry) => [...field(entry, naming.periodHeadings), ...statedPeriod(entry)]);
  const notes = blocks.flatMap(entriesOf).flatMap((entry) => notesIn(entry, () => isAlone(entry)));
  const named = titles.map((title) => namedAt(title));
  return {
    titles: named,
    laterTitles: named.filter((_, at) => at > 0 && standsOverTable(document, titles[at]!.block)),
    cover: telling.flatMap((entry) => unitField(entry, index)),
    periods,
    spans: otherSpans([...periods, ...notes.map((note) => namedAt(note))], named.slice(0, 1), period),
    dates: telling.flatMap((entry) =>
      field(entry, naming.dateHeadings).flatMap(({ text }) => datesIn(text).slice(0, 1)),
    ),
    marks: marksIn(document).filter(({ jurisdiction }) => jurisdiction === schemas.jurisdiction.name),
  };
}

/** 一张工作表所写的单位: the titles and cover fields of one sheet, as they are without the others. */
export function unitEvidenceOf(sheet: Grid, index: RosterIndex): Pick<Evidence, "titles" | "cover"> {
  const { fields } = tellingOf(sheet, index.schemas);
  const titles = titlesAmong([sheet], index).map((title) => namedAt(title));
  return { titles, cover: fields.flatMap((entry) => unitField(entry, index)) };
}

/** 可作佐证的条目 of one block: its titles, and what may be a field of a cover or state a period. */
interface Telling {
  readonly titles: readonly Entry[];
  readonly fields: readonly Entry[];
}

const tellingOfBlocks = new WeakMap<Block, { readonly schemas: Schemas; readonly telling: Telling }>();

/** Each sheet is asked whose it is, and then all of them together. */
function tellingOf(block: Block, schemas: Schemas): Telling {
  const known = tellingOfBlocks.get(block);
  if (known?.schemas === schemas) return known.telling;
  const kindOf = kindsFor(schemas);
  const telling = { titles: [] as Entry[], fields: [] as Entry[] };
  for (const entry of entriesOf(block)) {
    const { title, field } = kindOf(entry.text);
    if (title) telling.titles.push(entry);
    if (field) telling.fields.push(entry);
  }
  tellingOfBlocks.set(block, { schemas, telling });
  return telling;
}

type KindOf = (text: string) => { readonly title: boolean; readonly field: boolean };

const kindsBySchemas = new WeakMap<Schemas, KindOf>();

/** What texts may tell by these schemas: the same labels stand in every file. */
function kindsFor(schemas: Schemas): KindOf {
  const known = kindsBySchemas.get(schemas);
  if (known) return known;
  const kindOf = rememberedByText((text) => ({
    title: isTitle(text, schemas),
    field: maySay(plainText(text), schemas.naming),
  }));
  kindsBySchemas.set(schemas, kindOf);
  return kindOf;
}

function isAlone({ block, row }: Entry): boolean {
  return rowIn(block, row).length === 1;
}

const LAID_OUT: ReadonlySet<ReadDocument["format"]> = new Set(["docx", "doc", "odt", "rtf", "pdf", "ofd"]);

/** Web pages, and what is copied from them, list the titles of other reports anywhere. */
function standsOverTable({ format, blocks }: ReadDocument, block: Block): boolean {
  return LAID_OUT.has(format) && blocks.slice(blocks.indexOf(block)).some(({ kind }) => kind === "grid");
}

function titlesAmong(blocks: readonly Block[], index: RosterIndex): readonly Entry[] {
  const titles = blocks.flatMap((block) => tellingOf(block, index.schemas).titles);
  return ownTitles(titles).map((title) => withUnitBeside(title, index));
}

/** Whether a text begins with the heading of a cover field or states a period; most labels do neither. */
function maySay(plain: string, { unitHeadings, periodHeadings, dateHeadings }: Schemas["naming"]): boolean {
  const begins = (heading: string): boolean => plain.startsWith(heading);
  return (
    unitHeadings.some(begins) || periodHeadings.some(begins) || dateHeadings.some(begins) || plain.includes("年1月1日")
  );
}

/** 下级的上报 names its jurisdiction and its period; the jurisdiction's own would be its own report. */
function rolledEvidence({ unit, period }: RollUp): Evidence {
  const year = periodOfKey(period);
  const text = year ? `${unit.name}${yearOf(year)}年度` : unit.name;
  return { ...NO_EVIDENCE, titles: [{ text, sheet: "上报", cell: "unit" }] };
}

/** Leaves out hidden sheets, and sheets named for another year or month where there are others: no figures are read from them either. */
function shownBlocks(document: ReadDocument, period: Period): readonly Block[] {
  const shown = document.blocks.filter((block) => block.kind === "text" || !block.hidden);
  const own = shown.filter((block) => {
    if (block.kind !== "grid" || block.addressing !== "A1") return true;
    const years = yearsNamed(block.sheet);
    const isOwnYear = years.length === 0 || years.includes(yearOf(period));
    return isOwnYear && (period.kind === "year" || otherSpanInName(block.sheet, period) === undefined);
  });
  return own.some((block) => block.kind === "grid") ? own : shown;
}

/** Leaves out titles that stand directly below one another: that is a web page's menu of other reports. The document's own title stands alone. */
function ownTitles(titles: readonly Entry[]): readonly Entry[] {
  const texts = new Map(
    [...groupBy(titles, ({ block }) => block)].map(([block, own]) => [
      block,
      new Map([...groupBy(own, ({ row }) => row)].map(([row, some]) => [row, new Set(some.map(({ plain }) => plain))])),
    ]),
  );
  const differs = ({ block, plain }: Entry, row: number): boolean => {
    const others = texts.get(block)?.get(row);
    return others !== undefined && (others.size > 1 || !others.has(plain));
  };
  const isListed = (title: Entry): boolean =>
    title.block.kind === "text" && (differs(title, title.row - 1) || differs(title, title.row + 1));
  const alone = titles.filter((title) => !isListed(title));
  return alone.length > 0 ? alone : titles;
}

const NAME_LENGTH = 30;

/** Joins a title with the unit's name on the line above or below it (瑞金市水利局 / 2023年政府信息公开工作年度报告), if the roster knows the name. */
function withUnitBeside(title: Entry, index: RosterIndex): Entry {
  if (nameWithin(title.text, index.schemas) !== "" || unitInNote(index, title.text)) return title;
  const { above, below } = rowsBeside(title);
  const name = [above.at(-1), below[0]].find(
    (one) => one !== undefined && isNameAlone(one.text) && unitWithin(index, one.text),
  );
  return name === undefined ? title : { ...title, text: `${name.text.trim()}${title.text.trim()}` };
}

function isNameAlone(text: string): boolean {
  return plainText(text).length <= NAME_LENGTH && !/[:：。；]/.test(text);
}

/** 填报单位 of the cover. Where the heading stands before or above the names of several units, it heads a list and names none. */
function unitField(entry: Entry, index: RosterIndex): readonly Named[] {
  const { unitHeadings } = index.schemas.naming;
  const glued = unitHeadings.flatMap((heading) => afterHeading(entry.plain, heading) ?? []);
  if (glued.length === 0) return [];
  const named = glued.find((rest) => !/^[:：]/.test(rest) && unitWithin(index, rest) !== undefined);
  if (named !== undefined) return [namedAt(entry, named)];
  if (!glued.some((rest) => /^[:：]?$/.test(rest))) return field(entry, unitHeadings);
  return valueOfHeading(entry, index);
}

/** How many cells to the right are looked at: a longer row is a list in any case. */
const BESIDE = 200;

/** The value of a heading cell: to its right (填报单位 | 水利局), or in the row below (填报单位 | 填报人 | 电话). */
function valueOfHeading(entry: Entry, index: RosterIndex): readonly Named[] {
  const { block, row, column } = entry;
  const beside = behind(entry);
  const below = [row + 1, row + 2].flatMap((under) => at(rowIn(block, under), column) ?? []);
  const naming = (list: readonly Entry[]): readonly Entry[] =>
    list.filter((one) => unitWithin(index, one.text) !== undefined);
  const unitsOf = (list: readonly Entry[]): number => new Set(list.map((one) => unitWithin(index, one.text))).size;
  if (unitsOf(naming(beside)) > 1 || unitsOf(naming(below)) > 1) return [];
  const [first] = naming(below);
  return naming(beside).length === 0 && first ? [namedAt(first)] : field(entry, index.schemas.naming.unitHeadings);
}

/** The entries to the right of an entry. */
function behind(entry: Entry): readonly Entry[] {
  const row = rowIn(entry.block, entry.row);
  const from = firstFrom(row, entry.column + 1);
  return row.slice(from, from + BESIDE);
}

function at(row: readonly Entry[], column: number): Entry | undefined {
  const found = row[firstFrom(row, column)];
  return found?.column === column ? found : undefined;
}

/** The index of the first entry at or right of a column. */
function firstFrom(row: readonly Entry[], column: number): number {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle]?.column ?? 0) < column) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What follows a heading and the note in brackets after it: 填报单位（盖章）：水利局（2022年度） → ：水利局(2022年度). */
function afterHeading(plain: string, heading: string): string | undefined {
  return plain.startsWith(heading) ? plain.slice(heading.length).replace(/^[(][^()]*[)]/, "") : undefined;
}

/** A field of the cover: heading and value in one cell (填报单位：象湖镇), or in two neighbouring cells. */
function field(entry: Entry, headings: readonly string[]): readonly Named[] {
  for (const heading of headings) {
    const rest = afterHeading(entry.plain, heading);
    if (rest === undefined) continue;
    if (/^[:：]./.test(rest)) return [namedAt(entry, firstField(rest.slice(1)))];
    if (!/^[:：]?$/.test(rest)) continue;
    const next = behind(entry)[0];
    return next && next.text.length <= 40 ? [namedAt(next)] : [];
  }
  return [];
}

/** Cuts a field off where the next one begins in the same cell: 象湖镇填报人：张三 → 象湖镇. */
function firstField(text: string): string {
  return (
    text.split(
      /填报人|填表人|经办人|联系人|联系电话|审核人|负责人|填报日期|报送日期|填报时间|填表时间|报送时间|日期|电话|单位负责人|[:：;；]/,
    )[0] ?? ""
  );
}

/** 统计期限: 2022年1月1日至12月31日. */
function statedPeriod(entry: Entry): readonly Named[] {
  const match = /(20\d{2})年1月1日(?:起)?(?:至|到|-|—)(?:\1年)?12月31日/.exec(entry.plain);
  return match ? [namedAt(entry, match[0])] : [];
}
