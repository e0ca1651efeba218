import type { Consolidation } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import { ruleNamed } from "../form/form.js";
import { levelName, levelsBelow } from "../levels.js";
import { spokenLabel, yearOf } from "../period.js";
import { REPORTING_STATE_NAME, type ReportingState, reportingStates } from "../reporting-state.js";
import { jsonText } from "../shown-text.js";
import type { Console, Given } from "./command.js";
import { type NotAccepted, notAccepted } from "./not-accepted.js";
import { consolidated } from "./trace/trace.js";

/** 报送情况: prints the reporting board by group and unit, and the files that were not accepted, why, and what to do. */
export async function status(given: Given, console: Console): Promise<number> {
  const consolidation = await consolidated(given, console);
  const { coverage, units, period, status: verdict } = consolidation;
  const refused = notAccepted(consolidation);
  if (given.json) {
    const levels = levelsBelow(consolidation);
    const below = levels.length > 0 && { below: levels };
    console.say(jsonText({ year: yearOf(period), status: verdict, coverage, ...below, notAccepted: refused }));
    return 0;
  }
  const stateOf = reportingStates(consolidation);
  const count = (wanted: ReportingState): number => coverage.due.filter((code) => stateOf(code) === wanted).length;
  const whyUnusable = (code: UnitCode): string => {
    const own = refused.filter(({ unit }) => unit === code).flatMap(({ reasons }) => reasons.map(({ rule }) => rule));
    return [...new Set(own)].map((rule) => ruleNamed(consolidation.forms, rule)?.title ?? rule).join("、");
  };
  const state = (code: UnitCode): string => {
    const words = [REPORTING_STATE_NAME[stateOf(code)], ...(coverage.late.includes(code) ? ["迟报"] : [])].join("、");
    return stateOf(code) === "unusable" ? `${words}（${whyUnusable(code)}）` : words;
  };
  console.say(
    `${spokenLabel(period)}报送情况：应报${coverage.due.length}，已报${coverage.received.length}，未报${count("missing")}，不能采用${count("unusable")}，退回${coverage.returned.length}，待说明${count("questioned")}，迟报${coverage.late.length}`,
  );
  for (const category of [...new Set(units.map((unit) => unit.category))]) {
    const group = units.filter((unit) => unit.category === category);
    console.say(
      `${category}：应报${group.length}，已报${group.filter((unit) => coverage.received.includes(unit.code)).length}`,
    );
    for (const unit of group) console.say(`  ${unit.code} ${unit.name}  ${state(unit.code)}`);
  }
  for (const line of levelLines(consolidation)) console.say(line);
  for (const line of refusedLines(refused)) console.say(line);
  return 0;
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
