import type { SectionLexicon } from "../lexicon.js";
import type { Located, LocatedCell, UnreadableRow } from "../located.js";
import type { Token } from "./tokens.js";

/** A text that ends in a figure, while tables are still to come, was cut off: the figure's last digits may be lost. A count of 0 has no more. */
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
  const cut: UnreadableRow = {
    table: last.figure.split(".")[0] ?? "",
    figures: [last.figure],
    label: last.rowLabel,
    reason: "文本在此处中断，数字可能不完整",
    sources: [end.place],
  };
  return { ...located, cells: located.cells.slice(0, -1), unreadableRows: [...located.unreadableRows, cut] };
}

function isZeroCount({ place, figure }: LocatedCell, lexicons: readonly SectionLexicon[]): boolean {
  const columns = lexicons
    .filter(({ section }) => figure.startsWith(`${section.table}.`))
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
    return rows.every((row) =>
      section.columns.lines.every((column) => figures.has(`${section.table}.${row.code}.${column.code}`)),
    );
  });
}
