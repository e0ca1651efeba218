import type { Schemas } from "../form/form.js";
import { addressOf, type Block, type Grid, type ReadDocument } from "../grid.js";
import { plainText } from "../wording.js";
import { indexRoster, isTitle, nameWithin, unitNamed } from "./naming.js";

/** 佐证: a place in the document that names the unit, the year or the date of filling in. */
export interface Evidence {
  readonly titles: readonly Named[];
  readonly cover: readonly Named[];
  readonly periods: readonly Named[];
  readonly dates: readonly string[];
}

export interface Named {
  readonly text: string;
  readonly sheet: string;
  readonly cell: string;
}

const TITLE_LINES = 60;
const COVER_ROWS = 40;

/** Looks through titles and cover fields, not through the narrative: what is said there of others names nobody. */
export function evidenceIn(document: ReadDocument, schemas: Schemas): Evidence {
  const near = document.blocks.flatMap((block) => (block.kind === "text" || !block.hidden ? entriesOf(block) : []));
  const titles = ownTitles(near.filter(({ text }) => isTitle(text, schemas))).map((title) =>
    withUnitAbove(title, near, schemas),
  );
  const { naming } = schemas;
  return {
    titles,
    cover: near.flatMap((entry) => field(entry, near, naming.unitHeadings)),
    periods: near.flatMap((entry) => [...field(entry, near, naming.periodHeadings), ...period(entry)]),
    dates: near.flatMap((entry) => field(entry, near, naming.dateHeadings).flatMap(({ text }) => dateIn(text) ?? [])),
  };
}

/** A page's menu lists other years' and other units' reports, title under title; the document's own title stands alone. */
function ownTitles(titles: readonly Entry[]): readonly Entry[] {
  const listed = titles.filter((title) =>
    titles.some(
      (other) =>
        other.block === title.block &&
        title.block.kind === "text" &&
        Math.abs(other.row - title.row) === 1 &&
        plainText(other.text) !== plainText(title.text),
    ),
  );
  return listed.length < titles.length ? titles.filter((title) => !listed.includes(title)) : titles;
}

const NAME_LENGTH = 30;

/** 瑞金市水利局 on one line, 2023年政府信息公开工作年度报告 on the next: one title, if the roster knows the name. */
function withUnitAbove(title: Entry, near: readonly Entry[], schemas: Schemas): Entry {
  if (nameWithin(title.text, schemas) !== "") return title;
  const above = near.filter((one) => one.block === title.block && one.row < title.row).at(-1);
  if (above === undefined || plainText(above.text).length > NAME_LENGTH || /[:：。；]/.test(above.text)) return title;
  const joined = `${above.text.trim()}${title.text.trim()}`;
  const unit = unitNamed(indexRoster(schemas, schemas.units), nameWithin(joined, schemas));
  return unit === undefined ? title : { ...title, text: joined };
}

interface Entry extends Named {
  readonly row: number;
  readonly column: number;
  readonly block: Block;
}

function entriesOf(block: Block): readonly Entry[] {
  if (block.kind === "text") {
    return block.lines
      .slice(0, TITLE_LINES * 4)
      .flatMap((line, row) =>
        line.text.trim() === ""
          ? []
          : line.text
              .split("|")
              .map((text, column) => ({ text, sheet: block.sheet, cell: line.place, row, column, block })),
      );
  }
  return gridEntries(block);
}

function gridEntries(grid: Grid): readonly Entry[] {
  const first = grid.cells.find((cell) => cell.text.trim() !== "")?.row ?? 0;
  return grid.cells
    .filter(
      (cell) =>
        cell.kind === "text" &&
        cell.text.trim() !== "" &&
        (cell.row < first + COVER_ROWS || cell.row > grid.rows - COVER_ROWS),
    )
    .map((cell) => ({
      text: cell.text,
      sheet: grid.sheet,
      cell: addressOf(grid, cell),
      row: cell.row,
      column: cell.column,
      block: grid,
    }));
}

/** 填报单位：象湖镇 in one cell, or the heading in one cell and the name in the next. */
function field(entry: Entry, entries: readonly Entry[], headings: readonly string[]): readonly Named[] {
  const plain = plainText(entry.text).replace(/[(][^()]*[)]/g, "");
  for (const heading of headings) {
    if (!plain.startsWith(heading)) continue;
    const rest = plain.slice(heading.length);
    if (/^[:：]./.test(rest)) return [{ text: firstField(rest.slice(1)), sheet: entry.sheet, cell: entry.cell }];
    if (!/^[:：]?$/.test(rest)) continue;
    const next = entries
      .filter((one) => one.block === entry.block && one.row === entry.row && one.column > entry.column)
      .sort((a, b) => a.column - b.column)[0];
    return next && next.text.length <= 40 ? [{ text: next.text, sheet: next.sheet, cell: next.cell }] : [];
  }
  return [];
}

/** 填报单位：象湖镇填报人：张三 stands in one cell: the field ends where the next one begins. */
function firstField(text: string): string {
  return (
    text.split(/填报人|填表人|联系人|联系电话|审核人|负责人|填报日期|报送日期|日期|电话|单位负责人|[:：;；]/)[0] ?? ""
  );
}

/** 统计期限为2022年1月1日至12月31日. */
function period(entry: Entry): readonly Named[] {
  const match = /(20\d{2})年1月1日(?:起)?(?:至|到|-|—)(?:\1年)?12月31日/.exec(plainText(entry.text));
  return match ? [{ text: match[0], sheet: entry.sheet, cell: entry.cell }] : [];
}

function dateIn(text: string): string | undefined {
  const match = /(20\d{2})[年\-/.](\d{1,2})[月\-/.](\d{1,2})/.exec(plainText(text));
  const [month, day] = [Number(match?.[2]), Number(match?.[3])];
  if (!match || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return `${match[1]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
