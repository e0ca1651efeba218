import { lateText, untoldText } from "../arrival.js";
import type { Consolidation } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import { ruleNamed } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { levelName, levelsBelow } from "../levels.js";
import { yearOf } from "../period.js";
import { compareRuns, listRuns, readRun, type UnitChanges } from "../record/record.js";
import {
  type BoardCounts,
  boardCounts,
  REPORTING_STATE_NAME,
  type ReportingState,
  rateText,
  reportingStates,
} from "../reporting-state.js";
import { spokenSeries } from "../series.js";
import { jsonText } from "../shown-text.js";
import { type Console, foldersOf, type Given } from "./command.js";
import { type NotAccepted, notAccepted } from "./not-accepted.js";
import { consolidated } from "./trace/trace.js";

/** 报送情况: prints the reporting board by group and unit, and the files that were not accepted, why, and what to do. */
export async function status(given: Given, console: Console): Promise<number> {
  const consolidation = await consolidated(given, console);
  const { coverage, arrivals, units, period, series, status: verdict } = consolidation;
  const refused = notAccepted(consolidation);
  const changes = await changesSinceRun(given, consolidation);
  if (given.json) {
    const levels = levelsBelow(consolidation);
    const below = levels.length > 0 && { below: levels };
    const groups = boardOf(consolidation);
    const facts = { year: yearOf(period), status: verdict, coverage, arrivals: arrivalFacts(arrivals) };
    const rest = { groups, changes, ...below };
    console.say(jsonText({ ...facts, ...rest, notAccepted: refused }));
    return 0;
  }
  const stateOf = reportingStates(consolidation);
  const whyUnusable = (code: UnitCode): string => {
    const own = refused.filter(({ unit }) => unit === code).flatMap(({ reasons }) => reasons.map(({ rule }) => rule));
    return [...new Set(own)].map((rule) => ruleNamed(consolidation.forms, rule)?.title ?? rule).join("、");
  };
  const state = (code: UnitCode): string => {
    const late = lateText(arrivals, code);
    const words =
      late === undefined ? REPORTING_STATE_NAME[stateOf(code)] : `${REPORTING_STATE_NAME[stateOf(code)]}、${late}`;
    return stateOf(code) === "unusable" ? `${words}（${whyUnusable(code)}）` : words;
  };
  console.say(`${spokenSeries(series)}报送情况：${boardText(boardCounts(standingOf(consolidation)))}`);
  for (const { category, ...counts } of boardOf(consolidation)) {
    console.say(`${category}：${boardText(counts)}`);
    for (const unit of units.filter((one) => one.category === category))
      console.say(`  ${unit.code} ${unit.name}  ${state(unit.code)}`);
  }
  const untold = untoldText(arrivals, coverage.received);
  if (untold !== undefined) console.say(`迟报：${untold}`);
  for (const line of changeLines(changes, consolidation)) console.say(line);
  for (const line of levelLines(consolidation)) console.say(line);
  for (const line of refusedLines(refused)) console.say(line);
  return 0;
}

/** When each received unit came, and by what that is known, for another program. */
function arrivalFacts({ deadline, days, untold }: Consolidation["arrivals"]): object {
  return { deadline, untold: untold ?? null, days: Object.fromEntries(days) };
}

function standingOf(
  consolidation: Consolidation,
): readonly { readonly category: string; readonly state: ReportingState; readonly late: boolean }[] {
  const stateOf = reportingStates(consolidation);
  const late = new Set(consolidation.coverage.late);
  return consolidation.units.map(({ code, category }) => ({ category, state: stateOf(code), late: late.has(code) }));
}

/** 分类统计: by category, in the roster's order. */
function boardOf(consolidation: Consolidation): readonly (BoardCounts & { readonly category: string })[] {
  const groups = groupBy(standingOf(consolidation), ({ category }) => category);
  return [...groups].map(([category, units]) => ({ category, ...boardCounts(units) }));
}

function boardText({ due, received, missing, unusable, returned, questioned, late, passed }: BoardCounts): string {
  const counts = `应报${due}，已报${received}，未报${missing}，不能采用${unusable}，退回${returned}，待说明${questioned}，迟报${late}，通过${passed}`;
  return `${counts}；报送率${rateText(received, due)}，通过率${rateText(passed, due)}`;
}

/** 与最近一次运行相比: how the units' standing has changed since the newest recorded run of the period; null where there is none. */
async function changesSinceRun(
  given: Given,
  { series, coverage, status: verdict }: Consolidation,
): Promise<(UnitChanges & { readonly run: string }) | null> {
  const { outputs } = foldersOf(given);
  const runs = (await listRuns(outputs)).filter((one) => one.state === "whole" && one.series.key === series.key);
  const newest = runs.at(-1);
  if (!newest) return null;
  const former = await readRun(outputs, newest.id);
  if (!former.consolidated) return null;
  const now = { ...former.consolidated, status: verdict, coverage };
  return { run: newest.id, ...compareRuns(former, { id: "", consolidated: now, findings: former.findings }).units };
}

const CHANGE_NAME: Readonly<Record<keyof UnitChanges, string>> = {
  newlyReceived: "新收到",
  newlyMissing: "变为未报",
  newlyReturned: "新退回",
  noLongerReturned: "不再退回",
  newlyLate: "新列为迟报",
  noLongerLate: "不再列为迟报",
  newlyDue: "新列入应报",
  noLongerDue: "不再列入应报",
};

function changeLines(
  changes: Awaited<ReturnType<typeof changesSinceRun>>,
  { units }: Consolidation,
): readonly string[] {
  if (changes === null) return [];
  const nameOf = (code: string): string => units.find((unit) => unit.code === code)?.name ?? code;
  const lines = (Object.keys(CHANGE_NAME) as (keyof UnitChanges)[]).flatMap((kind) => {
    const codes = changes[kind];
    return codes.length > 0 ? [`  ${CHANGE_NAME[kind]}（${codes.length}个）：${codes.map(nameOf).join("、")}`] : [];
  });
  return [`与最近一次运行（${changes.run}）相比：${lines.length === 0 ? "没有变化" : ""}`, ...lines];
}

/** 下级情况: by level, then each jurisdiction that sent up a draft. */
export function levelLines(consolidation: Consolidation): readonly string[] {
  const levels = levelsBelow(consolidation);
  if (levels.length === 0) return [];
  const nameOf = (code: UnitCode): string => consolidation.units.find((unit) => unit.code === code)?.name ?? code;
  return [
    "下级情况（据各上报文件）：",
    ...levels.map(
      (one) =>
        `  ${levelName(one.level)}：应报${one.due}，已报${one.received}，未报${one.missing}，退回${one.returned}，迟报${one.late}；审核意见：强制性${one.mandatory}条，核实性${one.verification}条，提示性${one.notice}条`,
    ),
    ...consolidation.below
      .filter(({ rollUp }) => rollUp.status === "draft")
      .map(({ unit, rollUp }) => `  ${nameOf(unit)}上报的是草稿：${rollUp.reasons.join("；")}`),
  ];
}

const FATES: Readonly<Record<NotAccepted["status"], string>> = {
  counted: "已采用",
  complement: "已采用",
  published: "本级已公布的报告",
  duplicate: "与另一份相同",
  superseded: "已被更正",
  refused: "不予采用",
  stray: "不是报送材料",
  waiting: "留待下次",
};

function refusedLines(refused: readonly NotAccepted[]): readonly string[] {
  if (refused.length === 0) return [];
  return [
    `未采用的文件：${refused.length}个`,
    ...refused.flatMap(({ file, status: fate, reasons }) => [
      `  《${file}》（${FATES[fate]}）`,
      ...reasons.flatMap(({ reason, advice }) => [
        `      原因：${reason}`,
        ...(advice === "" ? [] : [`      怎么办：${advice}`]),
      ]),
    ]),
  ];
}
