import type { UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { type Period, periodWords } from "../../period.js";

/** Why a comparison with last year, or the period before, can't be made at all. */
export function noFormerFigures(period: Pick<Period, "kind">): string {
  const { former } = periodWords(period);
  const sources = period.kind === "year" ? `、${former}汇总结果或已公布的${former}报告` : `或${former}汇总结果`;
  return `没有${former}的数字（缺少${former}报送材料${sources}）`;
}

const SHOWN_UNITS = 6;

/** 缺上期数只说一次: what can't be judged for want of figures of the period before is said once a run, with the rules and the units it concerns. */
export function formerOnce(
  findings: readonly Finding[],
  period: Pick<Period, "kind">,
  nameOf: (unit: UnitCode) => string,
): readonly Finding[] {
  const missing = noFormerFigures(period);
  const isLacking = (finding: Finding): finding is Finding<"RULE.UNDECIDED"> =>
    finding.code === "RULE.UNDECIDED" && finding.facts.missing === missing;
  const lacking = findings.filter(isLacking);
  if (lacking.length === 0) return findings;
  const titles = [...new Set(lacking.map(({ facts }) => facts.title))];
  const units = [...new Set(lacking.flatMap(({ unit }) => unit ?? []))];
  const named = units.slice(0, SHOWN_UNITS).map(nameOf).join("、");
  const whose =
    units.length === 0 ? "" : `，涉及${units.length}个单位：${named}${units.length > SHOWN_UNITS ? "等" : ""}`;
  return [
    ...findings.filter((finding) => !isLacking(finding)),
    {
      code: "RULE.UNDECIDED",
      unit: null,
      figures: [...new Set(lacking.flatMap(({ figures }) => figures))],
      sources: [],
      facts: { title: titles.join("”“"), missing: `${missing}${whose}` },
    },
  ];
}
