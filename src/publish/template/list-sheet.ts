import { codeOf } from "../../figure.js";
import type { Line, Naming, Section, Table } from "../../form/form.js";
import { headingCells, headingDepth } from "../layout/layout.js";
import { addressOfPlace, sheetName } from "../statutory/statutory.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, type Validation } from "../workbook/workbook.js";
import { headRows } from "./table-sheet.js";
import type { UnitForm } from "./unit-form.js";

/** More can be added below: the sheet is not protected. */
const BLANK_ROWS = 100;

interface Column {
  readonly path: readonly string[];
  /** Of a text the kinds that it may say, empty for any; undefined for a figure. */
  readonly texts?: readonly string[];
  readonly line: Line;
}

/** 台账的空白表: its headings over rows to be filled in, one an entry; who fills it in adds rows as needed. */
export function listSheet(own: UnitForm, table: Table, section: Section, naming: Naming): Sheet {
  const columns = columnsOf(section);
  const paths = columns.map(({ path }) => path);
  const head = headRows(own, table, naming);
  const depth = headingDepth(paths);
  const { cells } = headingCells({
    paths,
    top: head.length,
    left: 0,
    columns: columns.length,
    idPrefix: table.code,
    above: [],
  });
  const headings = Array.from({ length: depth }, (_, at): SheetRow => {
    const row: (SheetCell | null)[] = columns.map(() => null);
    for (const cell of cells)
      if (cell.row === head.length + at) row[cell.column] = { value: cell.text, style: "heading" };
    return { cells: row };
  });
  const first = head.length + depth;
  const merged = cells.filter(({ rowSpan, columnSpan }) => rowSpan * columnSpan > 1);
  return {
    name: sheetName(table),
    widths: columns.map(({ path, texts }) => Math.max(texts ? 18 : 12, (path.at(-1) ?? "").length * 2)),
    landscape: true,
    rows: [...head, ...headings, ...Array.from({ length: BLANK_ROWS }, () => ({ cells: columns.map(blankCell) }))],
    merges: [
      ...head.map((_, at) => acrossRow(at + 1, columns.length)),
      ...merged.map(({ row, column, rowSpan, columnSpan }) => ({
        top: row + 1,
        left: column + 1,
        bottom: row + rowSpan,
        right: column + columnSpan,
      })),
    ],
    frozen: { rows: first, columns: 0 },
    repeatRows: `${head.length + 1}:${first}`,
    header: `${own.unit.name}　${own.period.label}`,
    validations: columns.flatMap((column, at) => validationOf(column, at, first, { own, table, section })),
  };
}

function columnsOf({ list, rows, columns }: Section): readonly Column[] {
  const kinds = rows.lines.filter(({ sumOf }) => sumOf.length === 0).map(({ label }) => label);
  const texts = (list?.columns ?? []).map(({ line, role }) => ({
    path: [line.label],
    texts: role === "category" ? kinds : [],
    line,
  }));
  const figures = columns.lines
    .filter(({ code }) => code !== list?.count)
    .map((line) => ({ path: [...line.groups.map(({ label }) => label), line.label], line }));
  return [...texts, ...figures];
}

function blankCell({ texts }: Column): SheetCell {
  return { value: "", style: texts ? "answer" : "input" };
}

function validationOf(
  { texts, line }: Column,
  at: number,
  first: number,
  { own, table, section }: { readonly own: UnitForm; readonly table: Table; readonly section: Section },
): readonly Validation[] {
  const cell = addressOfPlace({ row: first, column: at });
  const cells = `${cell}:${addressOfPlace({ row: first + BLANK_ROWS - 1, column: at })}`;
  if (texts) return texts.length > 0 ? [{ cells, allows: { oneOf: texts }, error: `应为${texts.join("、")}之一` }] : [];
  const figure = own.form.figures.get(codeOf(table.code, section.rows.lines[0]?.code ?? "", line.code));
  if (!figure) return [];
  const { decimals, signed, unit } = figure;
  const tests = [`ISNUMBER(${cell})`, ...(signed ? [] : [`${cell}>=0`]), `ROUND(${cell},${decimals})=${cell}`];
  const shape = decimals === 0 ? "整数" : `最多${decimals}位小数`;
  return [
    {
      cells,
      allows: { formula: `AND(${tests.join(",")})` },
      error: `这里填以${unit}为计量单位的数，${shape}，只填数字。`,
    },
  ];
}
