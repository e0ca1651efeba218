import { codeOf, type FigureCode } from "../../figure.js";
import type { ItemLine, ItemSection, ItemTable } from "./items.js";

/** 取数的行、栏 of a section. */
export function readLines(lines: readonly ItemLine[]): readonly ItemLine[] {
  return lines.filter(({ read }) => read);
}

interface Placed {
  readonly table: ItemTable;
  readonly section: ItemSection;
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
  const found = all.flatMap((placed) => {
    const row = readLines(placed.section.rows).find(({ place }) => place === number);
    const column = readLines(placed.section.columns).find(({ place }) => place === letters);
    return (number === "" || row) && (letters === "" || column) ? [{ ...placed, row, column }] : [];
  });
  const [one, other] = found;
  if (!one) return { wrong: `“${text}”不是取数的格：“项目”表里没有这一行或这一栏` };
  if (other)
    return { wrong: `有几张分表都有“${text}”，请逐格写明，例如 ${letters}${one.section.rows[0]?.place ?? "5"}` };
  const names = [one.row, one.column].flatMap((line) => (line ? [line.row.text("名称")] : []));
  return { code: `${one.table.code}.${one.row?.code ?? "*"}.${one.column?.code ?? "*"}`, name: names.join("｜") };
}

/** 取数的格: by the codes of the figures, where they stand on the blank; rows and columns count from 0. */
export function entryPlaces(tables: readonly ItemTable[]): ReadonlyMap<FigureCode, EntryPlace> {
  return new Map(
    tables.flatMap(({ code, sections }) =>
      sections.flatMap(({ rows, columns }) =>
        readLines(rows).flatMap((row) =>
          readLines(columns).map((column): [FigureCode, EntryPlace] => [
            codeOf(code, row.code, column.code),
            { row: Number(row.place) - 1, column: columnNumber(column.place) },
          ]),
        ),
      ),
    ),
  );
}

export interface EntryPlace {
  readonly row: number;
  readonly column: number;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
