import type { UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { groupBy } from "../../grouping.js";
import { type Period, periodWords } from "../../period.js";

/** Why a comparison with last year, or the period before, can't be made at all. */
export function noFormerFigures(period: Pick<Period, "kind">): string {
  const { former } = periodWords(period);
  const sources = period.kind === "year" ? `、${former}汇总结果或已公布的${former}报告` : `或${former}汇总结果`;
  return `没有${former}的数字（缺少${former}报送材料${sources}）`;
}

const SHOWN_UNITS = 6;

type Undecided = Finding<"RULE.UNDECIDED">;

/** 只说一次: what can't be judged for want of the same thing, last year's figures or another form's, is said once a run, with the rules and the units it concerns. */
export function onceARun(findings: readonly Finding[], nameOf: (unit: UnitCode) => string): readonly Finding[] {
  const isShared = (finding: Finding): finding is Undecided =>
    finding.code === "RULE.UNDECIDED" && finding.facts.once === true;
  const shared = groupBy(findings.filter(isShared), ({ facts }) => facts.missing);
  if (shared.size === 0) return findings;
  const others = findings.filter((finding) => !isShared(finding));
  return [...others, ...[...shared].map(([missing, group]) => together(missing, group, nameOf))];
}

function together(missing: string, group: readonly Undecided[], nameOf: (unit: UnitCode) => string): Undecided {
  const titles = [...new Set(group.map(({ facts }) => facts.title))];
  const units = [...new Set(group.flatMap(({ unit }) => unit ?? []))];
  const named = units.slice(0, SHOWN_UNITS).map(nameOf).join("、");
  const whose =
    units.length === 0 ? "" : `，涉及${units.length}个单位：${named}${units.length > SHOWN_UNITS ? "等" : ""}`;
  return {
    code: "RULE.UNDECIDED",
    unit: null,
    figures: [...new Set(group.flatMap(({ figures }) => figures))],
    sources: [],
    facts: { title: titles.join("”“"), missing: `${missing}${whose}` },
    ...(units.length > 0 && { concerning: units }),
  };
}
