import { codeOf } from "../../figure.js";
import type { Sink } from "../located.js";
import { codesOfSection, orderFoots, singleRowNames } from "../statutory-order.js";
import type { Heading } from "./heading.js";
import { cellsForColumns, dividedLine, isPageNumber, recordRow } from "./row-cells.js";
import type { Token } from "./tokens.js";

/** 单行表: reads the figures after the headings of a table of a single row (表四); returns where to go on. */
export function readSingleRow(tokens: readonly Token[], heading: Heading, sink: Sink, instance: string): number {
  const lexicon = heading.lexicons[0]!;
  const { section } = lexicon;
  const order = heading.orders.get(lexicon);
  const codes = order?.map(({ row = "", column }) => codeOf(section.table, row, column)) ?? codesOfSection(section);
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
  recordRow(sink, { codes, cells, instance, label: "", labels: heading.labels });
  if (assumed)
    sink.assumedRows.push({
      table: section.table,
      row: singleRowNames(section),
      sources: values.map((token) => token.place),
    });
  return end;
}

function nextLabel(tokens: readonly Token[], from: number): number {
  let end = from;
  while (end < tokens.length && tokens[end]?.kind !== "label") end += 1;
  return end;
}
