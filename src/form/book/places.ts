import { codeOf, type FigureCode } from "../../figure.js";
import type { ItemLine, ItemSection, ItemTable } from "./items.js";
import { textLines } from "./list.js";

/** 取数的行、栏 of a section. */
export function readLines(lines: readonly ItemLine[]): readonly ItemLine[] {
  return lines.filter(({ read }) => read);
}

/** 成对表的一栏: a cell beside its name stands under no heading. */
export const FIELD_COLUMN = { code: "value", label: "填报内容" } as const;

interface Placed {
  readonly table: ItemTable;
  readonly section: ItemSection;
}

interface Found extends Placed {
  readonly row: ItemLine | undefined;
  readonly column: ItemLine | undefined;
}

/** A reference of a relation: the code of its figures, and how its line is called; or what is wrong with it. */
export type Reference = { readonly code: string; readonly name: string } | { readonly wrong: string };

/** 引用: D5 is a cell, D列 a column in each of its rows, 5行 a row in each of its columns. */
export function referenced(text: string, tables: readonly ItemTable[]): Reference {
  const [, letters = "", number = ""] = /^([A-Z]{1,3})?([1-9]\d*)?[列行]?$/.exec(text) ?? [];
  const shape = /^(?:[A-Z]{1,3}[1-9]\d*|[A-Z]{1,3}列|[1-9]\d*行)$/.test(text);
  if (!shape)
    return {
      wrong: `“${text}”看不懂：单元格写作 D5，整栏写作 D列，整行写作 5行，上期的数写作 上期D5、年内上期D5、上年同期D5`,
    };
  const all = tables.flatMap((table) => table.sections.map((section): Placed => ({ table, section })));
  const found = all.flatMap((placed): readonly Found[] => {
    if (placed.section.layout === "fields") {
      const cell = readLines(placed.section.rows).find(({ place }) => place === text);
      return cell ? [{ ...placed, row: cell, column: undefined }] : [];
    }
    const row = lineAt(number, placed.section.rows);
    const column = lineAt(letters, placed.section.columns);
    return (number === "" || row) && (letters === "" || column) ? [{ ...placed, row, column }] : [];
  });
  const [one, other] = found;
  if (!one) return { wrong: `“${text}”不是取数的格：“项目”表里没有这一行或这一栏` };
  if (other)
    return { wrong: `有几张分表都有“${text}”，请逐格写明，例如 ${letters}${one.section.rows[0]?.place ?? "5"}` };
  const names = [one.row, one.column].flatMap((line) => (line ? [line.row.text("名称")] : []));
  const column = one.section.layout === "fields" ? FIELD_COLUMN.code : (one.column?.code ?? "*");
  return { code: `${one.table.code}.${one.row?.code ?? "*"}.${column}`, name: names.join("｜") };
}

/** The kinds of a list stand nowhere on the blank: no place is none of them. */
function lineAt(wanted: string, lines: readonly ItemLine[]): ItemLine | undefined {
  return wanted === "" ? undefined : readLines(lines).find(({ place }) => place === wanted);
}

/** 取数的格: by the codes of the figures, where they stand on the blank; rows and columns count from 0. Of a list, those of its first kind. */
export function entryPlaces(tables: readonly ItemTable[]): ReadonlyMap<FigureCode, EntryPlace> {
  return new Map(
    tables.flatMap(({ code, sections }) =>
      sections.flatMap((section) =>
        section.layout === "fields"
          ? cellsOf(code, section)
          : rowsOf(section).flatMap((row) =>
              readLines(section.columns).map((column): [FigureCode, EntryPlace] => [
                codeOf(code, row.code, column.code),
                { row: row.at, column: columnNumber(column.place) },
              ]),
            ),
      ),
    ),
  );
}

function cellsOf(table: string, { rows }: ItemSection): readonly (readonly [FigureCode, EntryPlace])[] {
  return readLines(rows).map(({ code, place }) => {
    const [, letters = "", number = ""] = /^([A-Z]+)(\d+)$/.exec(place) ?? [];
    return [codeOf(table, code, FIELD_COLUMN.code), { row: Number(number) - 1, column: columnNumber(letters) }];
  });
}

/** 台账的文字: what an entry says beside its figures, so that it is read as one. */
export function textPlaces(tables: readonly ItemTable[]): readonly TextPlace[] {
  return tables.flatMap(({ sections }) =>
    sections
      .filter(({ layout }) => layout === "list")
      .flatMap((section) =>
        // Days and choices are left blank: a figure beside them is read without them.
        triedLines(section).map(({ row, place }) => ({
          row: firstRowOf(section),
          column: columnNumber(place),
          text: row.text("类型") === "分类" ? (section.rows[0]?.row.text("名称") ?? "") : TRIED,
        })),
      ),
  );
}

const TRIED = "试填";

function triedLines(section: ItemSection): readonly ItemLine[] {
  return textLines(section).filter(({ row }) => ["编号", "名录单位", "分类", "文字"].includes(row.text("类型")));
}

function rowsOf(section: ItemSection): readonly { readonly code: string; readonly at: number }[] {
  if (section.layout === "list") return [{ code: section.rows[0]?.code ?? "all", at: firstRowOf(section) }];
  return readLines(section.rows).map(({ code, place }) => ({ code, at: Number(place) - 1 }));
}

/** A2:F6: the last row of a list's place is the one in which its first entry is typed. */
function firstRowOf({ row }: ItemSection): number {
  return (
    Number(/^[A-Z]{1,3}\d{1,7}:[A-Z]{1,3}(\d{1,7})$/.exec(row.text("位置").normalize("NFKC").trim())?.[1] ?? 1) - 1
  );
}

export interface EntryPlace {
  readonly row: number;
  readonly column: number;
}

export interface TextPlace extends EntryPlace {
  readonly text: string;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
