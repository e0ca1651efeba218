import { MOST_FIGURES, MOST_SECTIONS } from "../bounds.js";
import type { Problem, SchemaFile } from "../problem.js";
import { type BookRow, bookSheet, lostSheet, wordsIn } from "./rows.js";
import {
  ITEM_HEADINGS,
  ITEM_SHEET,
  type ItemHeading,
  KINDS,
  LATER_HEADINGS,
  LAYOUTS,
  type LayoutWord,
  LEVELS,
  type Level,
  LIST_KINDS,
  NOT_READ,
  NUMBER_KINDS,
  PATH_SIGN,
} from "./words.js";

export type ItemRow = BookRow<ItemHeading>;

/** 行、栏: one line of the blank, at a row number or under the letters of a column. */
export interface ItemLine {
  readonly row: ItemRow;
  /** 5, D or, of a single cell, C5. */
  readonly place: string;
  readonly code: string;
  /** 属于: the places of the lines that it is a part of. */
  readonly totals: readonly string[];
  readonly read: boolean;
}

export interface ItemSection {
  readonly row: ItemRow;
  readonly code: string;
  readonly layout: (typeof LAYOUTS)[LayoutWord];
  readonly rows: readonly ItemLine[];
  readonly columns: readonly ItemLine[];
}

export interface ItemTable {
  readonly row: ItemRow;
  readonly code: string;
  readonly sections: readonly ItemSection[];
}

interface OpenSection extends ItemSection {
  readonly rows: ItemLine[];
  readonly columns: ItemLine[];
}

interface OpenTable extends ItemTable {
  readonly sections: OpenSection[];
}

/** 读“项目”表: tables, their sections, and the lines of each, in the order of the sheet. */
export function readItems(file: SchemaFile): {
  readonly tables: readonly ItemTable[];
  readonly unclear: readonly Problem[];
  readonly problems: readonly Problem[];
} {
  const sheet = bookSheet(file, ITEM_SHEET, ITEM_HEADINGS, LATER_HEADINGS);
  if (!sheet) return { tables: [], unclear: [], problems: [lostSheet(file, ITEM_SHEET)] };
  const tables: OpenTable[] = [];
  const problems = sheet.rows.flatMap((row) => taken(row, tables));
  const empty = tables.flatMap(({ row, sections }) => (sections.length === 0 ? [row.problem("这张表没有分表")] : []));
  const excess = excessIn(file, tables);
  if (excess.length > 0) return { tables: [], unclear: [], problems: excess };
  const none = sheet.rows.length === 0 ? [{ file: file.path, message: `“${ITEM_SHEET}”表没有内容` }] : [];
  return { tables, unclear: sheet.problems, problems: [...problems, ...empty, ...none] };
}

function excessIn({ path }: SchemaFile, tables: readonly ItemTable[]): readonly Problem[] {
  const sections = tables.flatMap((table) => table.sections);
  const figures = sections.reduce((total, { rows, columns }) => total + rows.length * columns.length, 0);
  if (sections.length > MOST_SECTIONS) return [{ file: path, message: `分表超过 ${MOST_SECTIONS} 张` }];
  if (figures > MOST_FIGURES) return [{ file: path, message: `指标（行数乘以栏数）超过 ${MOST_FIGURES} 个` }];
  return [];
}

/** Puts a row where it belongs: behind the table and the section that stand above it. */
function taken(row: ItemRow, tables: OpenTable[]): readonly Problem[] {
  const level = row.text("类别");
  const code = row.text("代码");
  if (!isLevel(level)) return [row.problem(`“类别”只能是 ${LEVELS.join("、")} 之一，现为“${level}”`, "类别")];
  if (level === "表") {
    tables.push({ row, code, sections: [] });
    return [];
  }
  const table = tables.at(-1);
  if (!table) return [row.problem("上面没有写明是哪一张表", "类别")];
  if (level === "分表") {
    const typed = row.text("类型");
    const layout = typed === "" ? "matrix" : Object.entries(LAYOUTS).find(([word]) => word === typed)?.[1];
    table.sections.push({ row, code, layout: layout ?? "matrix", rows: [], columns: [] });
    return layout
      ? []
      : [row.problem(`分表的“类型”只能是 ${Object.keys(LAYOUTS).join("、")} 之一，现为“${typed}”`, "类型")];
  }
  const section = table.sections.at(-1);
  if (!section) return [row.problem("上面没有写明是哪一张分表", "类别")];
  const place = row.text("位置").normalize("NFKC").toUpperCase();
  const kind = row.text("类型");
  const isList = section.layout === "list";
  const isText = isList && (LIST_KINDS as readonly string[]).includes(kind);
  if ((level === "格") !== (section.layout === "fields"))
    return [row.problem("成对表里一格写一行，类别写 格；其他的表写 行 和 栏", "类别")];
  section[level === "栏" ? "columns" : "rows"].push({
    row,
    place,
    code,
    totals: wordsIn(row.text("属于").toUpperCase()),
    read: kind !== NOT_READ && !isText,
  });
  // The rows of a list are kinds of entries and stand nowhere on the blank.
  if (isList && level === "行") return tooMany(row);
  return [...wrongPlace(row, level, place), ...(isText ? [] : wrongKind(row, kind, isList)), ...tooMany(row)];
}

/** A heading stands under a few others, and an item goes into a few totals. */
export const MOST_STEPS = 10;
export const MOST_TOTALS = 20;

function tooMany(row: ItemRow): readonly Problem[] {
  const steps = row.text("名称").split(PATH_SIGN).length;
  const totals = wordsIn(row.text("属于")).length;
  return [
    ...(steps > MOST_STEPS ? [row.problem(`“名称”超过 ${MOST_STEPS} 层`, "名称")] : []),
    ...(totals > MOST_TOTALS ? [row.problem(`“属于”超过 ${MOST_TOTALS} 项`, "属于")] : []),
  ];
}

function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text);
}

function wrongPlace(row: ItemRow, level: Level, place: string): readonly Problem[] {
  const [pattern, shape] = PLACES[level === "行" || level === "格" ? level : "栏"];
  return pattern.test(place) ? [] : [row.problem(`“位置”应为${shape}，现为“${row.text("位置")}”`, "位置")];
}

const PLACES = {
  行: [/^[1-9]\d{0,6}$/, "行号，例如 5"],
  栏: [/^[A-Z]{1,3}$/, "列的字母，例如 D"],
  格: [/^[A-Z]{1,3}[1-9]\d{0,6}$/, "填内容的单元格，例如 C5"],
} as const;

function wrongKind(row: ItemRow, kind: string, isList: boolean): readonly Problem[] {
  const known: readonly string[] = isList ? NUMBER_KINDS : KINDS;
  if (kind === "" || known.includes(kind)) return [];
  const kinds = isList ? [...LIST_KINDS, ...known] : known;
  return [row.problem(`“类型”只能是 ${kinds.join("、")} 之一，现为“${kind}”`, "类型")];
}
