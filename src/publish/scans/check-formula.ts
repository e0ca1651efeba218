import { format, ZERO } from "../../decimal.js";
import type { EntryRow } from "../../scan-entry.js";
import type { Formula } from "../workbook/workbook.js";
import { type FormRow, proposedNumber } from "./form-rows.js";

/** How a check begins that holds, and one that does not. */
export const HOLDS = "相符";
export const FAILS = "不符";

/** 本行核对: how many cells are still open, and once all are typed whether the row foots. */
export function checkFormula(
  row: FormRow,
  { how, typed }: { readonly how: EntryRow["how"]; readonly typed: readonly string[] },
): Formula {
  const at = row.total ? row.figures.indexOf(row.total) : -1;
  const total = typed[at];
  if (how === "total" && total !== undefined)
    return { formula: `IF(${total}="","总计未填",${footing(row, typed, at)})`, result: "总计未填" };
  const count = typed.map((cell) => `(${cell}<>"")`).join("+");
  const done = total === undefined ? '"已填齐"' : footing(row, typed, at);
  const open = `"还有"&(${typed.length}-(${count}))&"格未填"`;
  return { formula: `IF(${count}=${typed.length},${done},${open})`, result: `还有${typed.length}格未填` };
}

/** A part that nobody typed counts as it was recognised; a word counts as nothing. */
function footing(row: FormRow, typed: readonly string[], at: number): string {
  const parts = row.figures.flatMap(({ code }, index) => {
    const cell = typed[index];
    if (index === at || cell === undefined) return [];
    return [`IF(${cell}="",${format(proposedNumber(row.seen.get(code)) ?? ZERO)},N(${cell}))`];
  });
  const sum = parts.join("+");
  return `IF(ROUND(${sum}-N(${typed[at]}),6)=0,"${HOLDS}","${FAILS}，分项合计"&(${sum}))`;
}
