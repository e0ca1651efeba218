import type { Day } from "./period.js";

const HOURS = 8;

/** 北京时间的日期 of a moment: 2023-01-31T18:00:00Z → 2023-02-01. Deadlines run by it, wherever the machine stands. */
export function beijingDay(moment: string): Day {
  return beijing(moment).slice(0, 10);
}

/** 北京时间: 2023-01-31T18:00:00Z → 2023-02-01 02:00:00. */
export function beijingTime(moment: string): string {
  return beijing(moment).slice(0, 19).replace("T", " ");
}

/** A text that is no moment, which only a damaged record holds, stays as it is. */
function beijing(moment: string): string {
  const time = Date.parse(moment);
  return Number.isNaN(time) ? moment : new Date(time + HOURS * 3_600_000).toISOString();
}
