import type { Cell } from "../../grid.js";
import { isDay } from "../../period.js";

/** 日期: YYYY-MM-DD, and what was left out of the text to get it; or why the text is no certain day. */
export type DayRead = { readonly day: string; readonly cleaned?: string } | { readonly reason: string };

const WHOLE =
  /^(?<year>(?:19|20)\d{2})(?:年(?<m1>\d{1,2})月(?<d1>\d{1,2})日|(?<sign>[-/.])(?<m2>\d{1,2})\k<sign>(?<d2>\d{1,2}))(?<time> ?(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2})?)?$/;
const IN_A_ROW = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;

/** 读日期: 2022-03-05, 2022/3/5, 2022.3.5, 2022年3月5日 or 20220305, as it is seen. */
export function dayIn(seen: string, kind: Cell["kind"]): DayRead {
  const text = seen
    .normalize("NFKC")
    .replace(/ (?=[年月日])/g, "")
    .replace(/(?<=[年月]) /g, "")
    .replace(/[–—−]/g, "-")
    .trim();
  const row = IN_A_ROW.exec(text);
  if (row) return dayOf([row[1], row[2], row[3]], "没有分隔的日期");
  if (kind === "number") return { reason: "单元格是数字，不是日期" };
  const groups = WHOLE.exec(text)?.groups;
  if (groups) return dayOf([groups.year, groups.m1 ?? groups.m2, groups.d1 ?? groups.d2], groups.time && "时间");
  if (kind === "date") return { reason: `显示为“${seen}”，没有写全年、月、日` };
  return { reason: "不是写全年、月、日的日期，应写作 2022-03-05 或 2022年3月5日" };
}

function dayOf(
  [year = "", month = "", date = ""]: readonly (string | undefined)[],
  cleaned: string | undefined,
): DayRead {
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (!isDay(day)) return { reason: "没有这一天" };
  return { day, ...(cleaned !== undefined && { cleaned }) };
}
