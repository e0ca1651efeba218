import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Cover } from "./cover.js";

/** Rows of headings that belong together: a row between them may be empty of headings, but not of figures. */
export function runsOfHeadingRows(cover: Cover, lexicons: readonly SectionLexicon[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let current: number[] = [];
  let gap = 0;
  for (const row of cover.rows) {
    const cells = cover.byRow.get(row) ?? [];
    if (isHeadingRow(cells, lexicons, current.length > 0)) {
      current.push(row);
      gap = 0;
    } else if (
      current.length > 0 &&
      (hasNumber(cells) || hasRowLabel(cells, lexicons) || ++gap > 1 || row - (current.at(-1) ?? 0) > 3)
    ) {
      runs.push(current);
      current = [];
      gap = 0;
    }
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

/** A row of headings has column labels and no figures; a lone label that is a row's as well (总计) continues a heading but begins none. */
function isHeadingRow(cells: readonly Cell[], lexicons: readonly SectionLexicon[], within: boolean): boolean {
  if (hasNumber(cells)) return false;
  const hits = cells.filter((cell) => lexicons.some((lexicon) => isColumnLabel(lexicon, cell.text)));
  if (hits.length === 0) return false;
  const alsoRows = hits.filter((cell) => lexicons.some((lexicon) => isOnlyRowLabel(lexicon, cell.text)));
  if (alsoRows.length === hits.length) return false;
  return (
    within ||
    hits.some(
      (cell) =>
        !lexicons.some(
          (lexicon) =>
            lexicon.section.layout === "matrix" &&
            matchLabel(lexicon.rows, cell.text).some((match) => "line" in match.node),
        ),
    )
  );
}

/** Whether a text heads a column of the section; in a ribbon the rows stand among the headings too. */
export function isColumnLabel(lexicon: SectionLexicon, text: string): boolean {
  if (matchLabel(lexicon.columns, text).length > 0) return true;
  return lexicon.section.layout === "single-row" && matchLabel(lexicon.rows, text).length > 0;
}

/** （七）总计: with its number it is the row's label and no heading. */
function isOnlyRowLabel(lexicon: SectionLexicon, text: string): boolean {
  const row = matchLabel(lexicon.rows, text)[0];
  const column = matchLabel(lexicon.columns, text)[0];
  return lexicon.section.layout === "matrix" && row !== undefined && (column === undefined || row.rank < column.rank);
}

export function hasNumber(cells: readonly Cell[]): boolean {
  return cells.some(
    (cell) =>
      cell.kind === "number" ||
      cell.kind === "yuan" ||
      cell.kind === "scaled" ||
      cell.kind === "percent" ||
      cell.kind === "date" ||
      (/^[-+－]?[\d０-９][\d０-９,，.．\s]*(?:\D{0,2})$/.test(cell.text.trim()) && !isYear(cell.text)),
  );
}

/** 2023年, 2022年度 above a column say whose figures stand there, and are none themselves. */
function isYear(text: string): boolean {
  return /^20\d{2}年度?$/.test(plainText(text));
}

function hasRowLabel(cells: readonly Cell[], lexicons: readonly SectionLexicon[]): boolean {
  return cells.some((cell) =>
    lexicons.some((lexicon) => matchLabel(lexicon.rows, cell.text).some((match) => "line" in match.node)),
  );
}
