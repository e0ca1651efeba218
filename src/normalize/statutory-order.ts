import { add, equals, parseDecimal, ZERO } from "../decimal.js";
import type { SectionLexicon } from "./lexicon.js";

/**
 * 合计相符: whether a row of plain numbers, taken in statutory order, agrees with every total it holds.
 * A section without a total proves nothing, so it never foots.
 */
export function orderFoots(
  codes: readonly string[],
  cells: readonly { readonly text: string }[],
  lexicon: SectionLexicon,
): boolean {
  const values = new Map<string, string>(codes.map((code, index) => [code, cells[index]?.text.trim() ?? ""]));
  let totals = 0;
  for (const row of lexicon.section.rows.lines) {
    for (const column of lexicon.section.columns.lines.filter((line) => line.sumOf.length > 0)) {
      const code = `${lexicon.section.table}.${row.code}.${column.code}`;
      if (!values.has(code)) continue;
      totals += 1;
      if (
        !foots(
          values,
          code,
          column.sumOf.map((part) => `${lexicon.section.table}.${row.code}.${part}`),
        )
      )
        return false;
    }
  }
  return totals > 0;
}

function foots(values: ReadonlyMap<string, string>, total: string, parts: readonly string[]): boolean {
  const stated = parseDecimal(values.get(total) ?? "");
  let sum = ZERO;
  for (const part of parts) {
    const value = parseDecimal(values.get(part) ?? "");
    if (!value) return false;
    sum = add(sum, value);
  }
  return stated !== undefined && equals(stated, sum);
}
