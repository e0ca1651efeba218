import { numeralOf } from "../../numeral.js";
import type { ItemTable } from "./items.js";

/** 默认提纲: a report of a part for each table. The office's own text, or a file of the outline, takes its place. */
export function defaultOutline(title: string, tables: readonly ItemTable[]): object {
  return {
    title: `{jurisdiction}{period}${title}`,
    preamble: [],
    parts: tables.map(({ code, row }, at) => ({ heading: `${numeralOf(at + 1)}、${row.text("名称")}`, table: code })),
  };
}
