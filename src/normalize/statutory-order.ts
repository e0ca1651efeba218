import { add, equals, parseDecimal, ZERO } from "../decimal.js";
import { codeOf, type FigureCode } from "../figure.js";
import type { Section } from "../form/form.js";
import type { SectionLexicon } from "./lexicon.js";

/** 法定顺序: the codes of a row's figures in the order of the form's columns. */
export function codesOfRow(section: Section, row: string): readonly FigureCode[] {
  const rows = rowsOfSections.get(section) ?? new Map<string, readonly FigureCode[]>();
  const known = rows.get(row);
  if (known) return known;
  const codes = section.columns.lines.map((column) => codeOf(section.table, row, column.code));
  rowsOfSections.set(section, rows.set(row, codes));
  return codes;
}

/** The same rows are asked for with every file. */
const rowsOfSections = new WeakMap<Section, Map<string, readonly FigureCode[]>>();

/** The codes of all figures of a section, row by row, as a table of a single row prints them. */
export function codesOfSection(section: Section): readonly FigureCode[] {
  return section.rows.lines.flatMap((row) => codesOfRow(section, row.code));
}

/** 单行表的名称: the groups under which a section prints its one row of figures, as messages name it. */
export function singleRowNames({ rows }: Section): string {
  return rows.lines.map(({ label }) => label).join("、");
}

/**
 * 合计相符: whether a row of plain numbers agrees with every total it holds (1 0 0 0 0 2 3: the seventh is the sum of
 * the six), if its cells belong to these codes. Without a total nothing confirms the order, so the answer is false.
 */
export function orderFoots(
  codes: readonly FigureCode[],
  cells: readonly { readonly text: string }[],
  { section }: SectionLexicon,
): boolean {
  const values = new Map(codes.map((code, index) => [code, cells[index]?.text.trim() ?? ""]));
  let totals = 0;
  for (const row of section.rows.lines) {
    for (const column of section.columns.lines.filter((line) => line.sumOf.length > 0)) {
      const total = codeOf(section.table, row.code, column.code);
      if (!values.has(total)) continue;
      totals += 1;
      const parts = column.sumOf.map((part) => codeOf(section.table, row.code, part));
      if (!foots(values, total, parts)) return false;
    }
  }
  return totals > 0;
}

function foots(values: ReadonlyMap<FigureCode, string>, total: FigureCode, parts: readonly FigureCode[]): boolean {
  const stated = parseDecimal(values.get(total) ?? "");
  let sum = ZERO;
  for (const part of parts) {
    const value = parseDecimal(values.get(part) ?? "");
    if (!value) return false;
    sum = add(sum, value);
  }
  return stated !== undefined && equals(stated, sum);
}
