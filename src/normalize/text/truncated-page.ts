import { tableOf } from "../../figure.js";
import type { SectionLexicon } from "../lexicon.js";
import type { Located, LocatedCell, UnreadableRow } from "../located.js";
import { codesOfRow } from "../statutory-order.js";
import type { Token } from "./tokens.js";

/**
 * 文本中断: a text that ends in a figure while the form has more, may have lost that figure's last digits. It is then
 * unreadable, except a count of 0, which no digit can follow.
 */
export function withoutTruncatedNumber(
  located: Located,
  tokens: readonly Token[],
  lexicons: readonly SectionLexicon[],
): Located {
  const end = tokens.at(-1);
  const last = located.cells.at(-1);
  if (
    end?.kind !== "value" ||
    last === undefined ||
    last.place !== end.place ||
    isZeroCount(last, lexicons) ||
    isComplete(located, lexicons)
  )
    return located;
  const truncated: UnreadableRow = {
    table: tableOf(last.figure),
    figures: [last.figure],
    label: last.rowLabel,
    reason: "文本在此处中断，数字可能不完整",
    sources: [end.place],
  };
  return { ...located, cells: located.cells.slice(0, -1), unreadableRows: [...located.unreadableRows, truncated] };
}

function isZeroCount({ place, figure }: LocatedCell, lexicons: readonly SectionLexicon[]): boolean {
  const columns = lexicons
    .filter(({ section }) => tableOf(figure) === section.table)
    .flatMap(({ section }) => section.columns.lines);
  return (
    place.text.trim() === "0" &&
    columns.some((column) => figure.endsWith(`.${column.code}`) && column.record?.kind !== "amount")
  );
}

function isComplete(located: Located, lexicons: readonly SectionLexicon[]): boolean {
  const figures = new Set(located.cells.map((cell) => cell.figure));
  return lexicons.every(({ section }) => {
    const rows = section.rows.lines.filter((row) => row.insteadOf.length === 0);
    return rows.every((row) => codesOfRow(section, row.code).every((code) => figures.has(code)));
  });
}
