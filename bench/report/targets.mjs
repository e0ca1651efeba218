// 目标: what the speed is to be on two cores, beside what was measured. A target that was not measured in this run is left out.
import { exponent } from "../measure/clock.mjs";
import { growthOf, msOf, shown, table } from "./tables.mjs";

const wallOf = ({ rows }, run) => rows.find((row) => row.units === 60 && row.mix === "alike" && row.run === run)?.wall;

function gainOf(threads, look) {
  const [one, two] = [1, 2].map((count) => threads.find((row) => row.look === look && row.threads === count)?.wall);
  return one / two;
}

/** Each target: what it is about, its limit (at most, or at least), the figure and its unit. */
function targetsOf({ alone, files: { rows }, threads, jobs }) {
  const checked = (look) => msOf(alone.rows, "xlsx", look, "checked");
  const timesAsFast = (reader, own) => msOf(own, "xlsx", "alike", reader) / msOf(own, "xlsx", "alike", "checked");
  const sizes = growthOf(jobs);
  const large = sizes.find(({ size }) => size === 6000);
  return [
    ["a workbook, read to checked, alike", { most: 1.3 }, checked("alike"), "ms"],
    ["the same, messy", { most: 4 }, checked("messy"), "ms"],
    ["as fast as SheetJS's mere reading", { least: 1.7 }, timesAsFast("SheetJS", alone.rows), "×"],
    ["as fast as pandas", { least: 9 }, timesAsFast("pandas", rows), "×"],
    ["two threads against one, read to checked", { least: 1.6 }, gainOf(threads, "alike"), "×"],
    ["60 units, all outputs, first run, clock", { most: 1.5 }, wallOf(jobs, "first"), "s"],
    ["60 units, one file changed, clock", { most: 0.8 }, wallOf(jobs, "one file changed"), "s"],
    ["60 units, nothing changed, clock", { most: 0.5 }, wallOf(jobs, "nothing changed"), "s"],
    ["a page of PDF, read to checked", { most: 25 }, msOf(rows, "pdf", "alike", "checked"), "ms"],
    ["6,000 units, all outputs, processor", { most: 70 }, large?.cost, "s"],
    ["6,000 units, memory at most", { most: 700 }, large?.megabytes, "MB"],
    ["growth from 60 to 6,000 units, exponent", { most: 1.05 }, large && exponent(sizes[0], large), ""],
  ].map(([what, limit, figure, unit]) => ({ what, limit, figure, unit }));
}

function isReached({ most = Number.POSITIVE_INFINITY, least = 0 }, figure) {
  return figure <= most && figure >= least;
}

export function targetsTable(results) {
  const measured = targetsOf(results).filter(({ figure }) => Number.isFinite(figure));
  const cells = ({ what, limit, figure, unit }) => [
    what,
    `${limit.most === undefined ? "≥" : "≤"} ${limit.most ?? limit.least} ${unit}`.trim(),
    `${shown(figure)} ${unit}`.trim(),
    isReached(limit, figure) ? "reached" : "missed",
  ];
  return table(["what is aimed at, on two idle cores", "target", "measured", ""], measured.map(cells));
}
