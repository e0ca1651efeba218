import { addressOf, type Grid, type ReadDocument } from "./grid.js";

/** 空白表标记: for which form, edition, period and unit a blank workbook was made. It lies on a hidden sheet and comes back with the figures. */
export interface TemplateMark {
  readonly form: string;
  readonly edition: string;
  /** The key of the period: `2022`. */
  readonly period: string;
  /** The place that made it: another place's unit of the same code is another unit. */
  readonly jurisdiction: string;
  /** The unit's code and name. */
  readonly unit: string;
  readonly name: string;
}

/** A mark with the cells that name the unit and the period. */
export interface FoundMark extends TemplateMark {
  readonly sheet: string;
  readonly cells: { readonly unit: string; readonly period: string };
}

export const MARK_SHEET = "空白表标记";

/** In the first cell of the sheet: what is below it is a mark, and of which shape. */
const HEAD = "crossfoot template 1";

const KEYS = ["form", "edition", "period", "jurisdiction", "unit", "name"] as const;

/** 标记页的各行: the head, then a key and its value in each row. */
export function markRows(mark: TemplateMark): readonly (readonly string[])[] {
  return [[HEAD], ...KEYS.map((key) => [key, mark[key]])];
}

/** 文件中的标记: more than one where sheets of several workbooks were put together. */
export function marksIn({ blocks }: ReadDocument): readonly FoundMark[] {
  return blocks.flatMap((block) => (block.kind === "grid" ? (markOn(block) ?? []) : []));
}

/** 标记页: whether a sheet is nothing but a mark. */
export function isMarkSheet(grid: Grid): boolean {
  return markOn(grid) !== undefined;
}

/** A sheet that is not whole is no mark, and so is one on which anything else stands. */
function markOn(grid: Grid): FoundMark | undefined {
  const [head, ...cells] = grid.cells.filter(({ text }) => text !== "");
  if (head?.text !== HEAD || cells.length !== KEYS.length * 2) return undefined;
  const found = new Map(KEYS.map((key, at) => [key, cells[at * 2]?.text === key ? cells[at * 2 + 1] : undefined]));
  const [form, edition, period, jurisdiction, unit, name] = KEYS.map((key) => found.get(key));
  if (!form || !edition || !period || !jurisdiction || !unit || !name) return undefined;
  return {
    form: form.text,
    edition: edition.text,
    period: period.text,
    jurisdiction: jurisdiction.text,
    unit: unit.text,
    name: name.text,
    sheet: grid.sheet,
    cells: { unit: addressOf(grid, unit), period: addressOf(grid, period) },
  };
}
