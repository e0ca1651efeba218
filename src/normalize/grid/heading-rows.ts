import type { Cell } from "../../grid.js";
import { groupBy } from "../../grouping.js";
import { plainText } from "../../wording.js";
import { labelWording, namesEntered } from "../label-names.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { Cover } from "./cover.js";

/** 表头的行: runs of heading rows. One row without headings may stand between them, but none with figures or a row's label. */
export function runsOfHeadingRows(cover: Cover, lexicons: readonly SectionLexicon[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  let current: number[] = [];
  let gap = 0;
  const labelled = labelsOf(cover);
  for (const row of cover.rows) {
    const labels = labelled.get(row) ?? NONE;
    if (labels.length === 0 && current.length === 0) continue;
    const cells = cover.byRow.get(row) ?? NONE;
    if (!hasNumber(cells) && isHeadingRow(labels, lexicons, current.length > 0)) {
      if (current.length < MOST_ROWS) current.push(row);
      gap = 0;
    } else if (
      current.length > 0 &&
      (hasNumber(cells) || hasRowLabel(labels, lexicons) || ++gap > 1 || row - (current.at(-1) ?? 0) > 3)
    ) {
      runs.push(current);
      current = [];
      gap = 0;
    }
  }
  if (current.length > 0) runs.push(current);
  return runs;
}

/** No form's headings are so tall; what goes on like headings below them is a list whose texts are called like its columns. */
const MOST_ROWS = 200;

const NONE: readonly Cell[] = [];

interface Labels {
  readonly byRow: ReadonlyMap<number, readonly Cell[]>;
  /** How many names were known when the texts were looked at. */
  readonly names: number;
}

const labelsOfCovers = new WeakMap<Cover, Labels>();

/** Cells that may be labels, by row. Every form asks for them, and of a long list few rows have any. */
function labelsOf(cover: Cover): Labels["byRow"] {
  const known = labelsOfCovers.get(cover);
  if (known?.names === namesEntered()) return known.byRow;
  const cells = [...cover.byRow.values()].flatMap((own) => own.filter(({ text }) => labelWording(text) !== undefined));
  const byRow = groupBy(cells, ({ row }) => row);
  labelsOfCovers.set(cover, { byRow, names: namesEntered() });
  return byRow;
}

/** A row of headings has column labels and no figures. A label that may be a row's too (总计) continues a heading but begins none. */
function isHeadingRow(labels: readonly Cell[], lexicons: readonly SectionLexicon[], within: boolean): boolean {
  const hits = labels.filter((cell) => lexicons.some((lexicon) => isColumnLabel(lexicon, cell.text)));
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

/** Whether a text is a heading of the section; in a table of a single row the rows' names stand among the headings. */
export function isColumnLabel(lexicon: SectionLexicon, text: string): boolean {
  if (matchLabel(lexicon.columns, text).length > 0) return true;
  return lexicon.section.layout === "single-row" && matchLabel(lexicon.rows, text).length > 0;
}

/** （七）总计: with its number it is a row's label and no heading. */
function isOnlyRowLabel(lexicon: SectionLexicon, text: string): boolean {
  const row = matchLabel(lexicon.rows, text)[0];
  const column = matchLabel(lexicon.columns, text)[0];
  return lexicon.section.layout === "matrix" && row !== undefined && (column === undefined || row.rank < column.rank);
}

/** Whether a number stands in one of the cells; 2023年 is none. */
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

/** 2023年, 2022年度 above a column say of which year its figures are. */
function isYear(text: string): boolean {
  return /^20\d{2}年度?$/.test(plainText(text));
}

function hasRowLabel(cells: readonly Cell[], lexicons: readonly SectionLexicon[]): boolean {
  return cells.some((cell) =>
    lexicons.some((lexicon) => matchLabel(lexicon.rows, cell.text).some((match) => "line" in match.node)),
  );
}
