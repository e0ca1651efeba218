import type { Sink } from "../located.js";
import { orderFoots } from "../statutory-order.js";
import type { Heading } from "./heading.js";
import { cellsForColumns, dividedLine, isPageNumber } from "./row-cells.js";
import type { Token } from "./tokens.js";

/** The figures after a ribbon's headings, all in one row. */
export function readSingleRow(tokens: readonly Token[], heading: Heading, sink: Sink, instance: string): number {
  const lexicon = heading.lexicons[0]!;
  const { section } = lexicon;
  const statutory = section.rows.lines.flatMap((row) =>
    section.columns.lines.map((column) => `${row.code}.${column.code}`),
  );
  const order = heading.orders.get(lexicon);
  const codes = (order ?? statutory).map((code) => `${section.table}.${code}`);
  const line = order && dividedLine(tokens, heading.end, order.length);
  const end = line ? heading.end + line.length : nextLabel(tokens, heading.end);
  const found = tokens.slice(heading.end, end).filter((token) => !isPageNumber(token));
  const cells = line ?? cellsForColumns(found, codes.length);
  const values = found.filter((token) => token.kind === "value");
  const assumed = order === undefined || values.some((token) => token.spaced);
  if (!cells || (assumed && !orderFoots(codes, values, lexicon))) {
    if (values.length > 0)
      sink.unreadableRows.push({
        table: section.table,
        label: "",
        figures: codes,
        reason: `有${values.length}个数字，栏目有${codes.length}个，不能确定各数字属于哪一栏`,
        sources: values.map((token) => token.place),
      });
    return end;
  }
  for (const [index, token] of cells.entries()) {
    sink.cells.push({
      figure: codes[index] ?? "",
      kind: token.kind === "blank" ? "blank" : "text",
      place: token.place,
      instance,
      example: false,
      hidden: false,
      rowLabel: "",
    });
  }
  if (assumed)
    sink.assumedRows.push({ table: section.table, row: section.code, sources: values.map((token) => token.place) });
  return end;
}

function nextLabel(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < tokens.length && tokens[end]?.kind !== "label") end += 1;
  return end;
}
