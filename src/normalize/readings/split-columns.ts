import { tableOf } from "../../figure.js";
import { type CarriedHeadings, locateInGrid } from "../grid/grid.js";
import type { SectionLexicon } from "../lexicon.js";
import { joined, type Located } from "../located.js";
import { figureColumnsOf, type PrintedPart, printedPart, rightOf, sideBySide } from "./printed-pages.js";
import { hasUnreadableRow, isWhole, type NumberedGrid, type TableReading } from "./reading.js";

/** A table that is printed wider than the paper takes at most so many pages in each direction. */
const MOST_ACROSS = 7;
const MOST_DOWN = 4;
/** A longer document is no printed sheet. */
const MOST_PAGES = 60;
/** With more ways to put pages together no single one is right. */
const MOST_ARRANGEMENTS = 60;
/** Pages on which nothing stands are not printed: so many candidates for the right parts of one page are tried in every combination. */
const MOST_LOOSE = 6;

/**
 * 打印时栏目分到几页的表: a sheet wider than the paper, whose right columns stand on later pages. Pages are put side by side where
 * those to the right have as many rows below their headings as the one with the labels, and either no row label of the form or the very
 * same ones, repeated on every page. A table is taken only if it is whole then, in one way, with no row that can't be read.
 */
export const SPLIT_COLUMNS: TableReading = {
  name: "split columns",
  scope: "document",
  headingYears: "both",
  isOpen: (soFar, table, lexicons) => !isWhole(soFar, table, lexicons),
  read: (grids, open, all) => arrangementsOf(grids, open).map((rows) => locatedIn(rows, all)),
  isEnough: (found, table, lexicons) => wholes(found, table, lexicons).length === 1,
  choose: (found, table, lexicons) => wholes(found, table, lexicons),
};

/** The whole readings of a table; those that read the same cells are one. */
function wholes(found: readonly Located[], table: string, lexicons: readonly SectionLexicon[]): readonly Located[] {
  const different = new Map<string, Located>();
  for (const one of found)
    if (isWhole(one, table, lexicons) && !hasUnreadableRow(one, table)) {
      const cells = one.cells.filter(({ figure }) => tableOf(figure) === table);
      const key = cells.map(({ figure, place }) => `${figure} ${place.cell}`).sort();
      if (!different.has(key.join("\n"))) different.set(key.join("\n"), one);
    }
  return [...different.values()];
}

/** Parts beside one another, from left to right. */
type PageRow = readonly PrintedPart[];

/** The ways in which pages make one sheet: first down, then over, or the other way; and those of one row with gaps. */
function arrangementsOf(
  grids: readonly NumberedGrid[],
  open: readonly SectionLexicon[],
): readonly (readonly PageRow[])[] {
  const pages = pagesOf(grids, open);
  if (pages.length > MOST_PAGES) return [];
  const within = (fits: Fits): readonly (readonly PageRow[])[] => {
    const isOne = (row: PageRow): boolean => open.some((one) => fits(figureColumnsOf(row), columnsOf(one)));
    return [...regular(pages, isOne), ...loose(pages, isOne)];
  };
  const wide = within(WIDE);
  const chosen = wide.length > MOST_ARRANGEMENTS ? within(EXACT) : wide;
  return chosen.length > MOST_ARRANGEMENTS ? [] : chosen;
}

type Fits = (columns: number, wanted: number) => boolean;
const EXACT: Fits = (columns, wanted) => columns === wanted;
/** Beside the form's columns there may be others: remarks, another year's. */
const WIDE: Fits = (columns, wanted) => columns >= wanted && columns <= 2 * wanted + 1;

/** 栏目数: how many columns of figures a section is printed with. */
function columnsOf({ section }: SectionLexicon): number {
  return section.columns.lines.length * (section.layout === "single-row" ? section.rows.lines.length : 1);
}

/** Only printed pages are split so; tables beside text elsewhere stand for themselves, and a row of theirs may have lost a cell. */
function pagesOf(grids: readonly NumberedGrid[], open: readonly SectionLexicon[]): readonly (readonly PrintedPart[])[] {
  const pages = new Map<string, PrintedPart[]>();
  for (const one of grids) {
    if (one.grid.addressing !== "line") continue;
    const { sheet } = one.grid;
    pages.set(sheet, [...(pages.get(sheet) ?? []), printedPart(one, open)]);
  }
  return [...pages.values()];
}

type Pages = readonly (readonly PrintedPart[])[];

type IsOne = (row: PageRow) => boolean;

function regular(pages: Pages, isOne: IsOne): readonly (readonly PageRow[])[] {
  const found: (readonly PageRow[])[] = [];
  for (let across = 2; across <= MOST_ACROSS; across++)
    for (let down = 1; down <= MOST_DOWN; down++)
      for (let start = 0; start + across * down <= pages.length; start++) {
        const at = (row: number, column: number) => pages[start + column * down + row] ?? [];
        const over = (row: number, column: number) => pages[start + row * across + column] ?? [];
        for (const page of down === 1 ? [at] : [at, over]) {
          const rows = Array.from({ length: down }, (_, row) =>
            besideOneAnother(Array.from({ length: across }, (__, column) => page(row, column))).filter(isOne),
          );
          if (rows.every((row) => row.length > 0)) found.push(rows.flat());
        }
      }
  return found;
}

/** Each part of the left page with the one part of every other page that goes on beside it. */
function besideOneAnother([left = [], ...right]: Pages): readonly PageRow[] {
  return left.filter(begins).flatMap((first): readonly PageRow[] => {
    const parts = right.map((page) => page.flatMap((part) => rightOf(first, part) ?? []));
    return parts.every(({ length }) => length === 1) ? [[first, ...parts.flat()]] : [];
  });
}

function begins({ labelled, beginsSingleRow }: PrintedPart): boolean {
  return labelled || beginsSingleRow;
}

/** 空白页不打印: the right parts of one part may stand on any later pages. */
function loose(pages: Pages, isOne: IsOne): readonly (readonly PageRow[])[] {
  return pages.flatMap((page, at) =>
    page.filter(begins).flatMap((first) => {
      const later = pages.slice(at + 1).flatMap((other) => {
        const parts = other.flatMap((part) => rightOf(first, part) ?? []);
        return parts.length === 1 ? parts : [];
      });
      if (later.length > MOST_LOOSE) return [];
      const rows = choicesOf(later).map((right): PageRow => [first, ...right]);
      return rows.filter(isOne).map((row) => [row]);
    }),
  );
}

/** Every choice of one part and more, in their order. */
function choicesOf(parts: readonly PrintedPart[]): readonly (readonly PrintedPart[])[] {
  const choices: (readonly PrintedPart[])[] = [[]];
  for (const part of parts) for (const chosen of [...choices]) choices.push([...chosen, part]);
  return choices.slice(1);
}

function locatedIn(rows: readonly PageRow[], lexicons: readonly SectionLexicon[]): Located {
  let carried: CarriedHeadings | undefined;
  const wanted = rows[0]?.[0]?.grid.columns ?? 0;
  const parts = rows.map((row) => {
    const found = locateInGrid(sideBySide(row, wanted), `${row[0]?.index ?? 0}.w`, lexicons, carried);
    carried = found.carried;
    return found.located;
  });
  return joined(parts);
}
