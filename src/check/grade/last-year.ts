import type { UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";

/** Why a comparison with last year can't be made at all. */
export const NO_LAST_YEAR = "没有上年的数字（缺少上年报送材料、上年汇总结果或已公布的上年报告）";

const SHOWN_UNITS = 6;

/** 缺上年数: what can't be judged for want of last year is said once a run, with the rules and the units it concerns. */
export function lastYearOnce(findings: readonly Finding[], nameOf: (unit: UnitCode) => string): readonly Finding[] {
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
      facts: { title: titles.join("”“"), missing: `${NO_LAST_YEAR}${whose}` },
    },
  ];
}

function isLacking(finding: Finding): finding is Finding<"RULE.UNDECIDED"> {
  return finding.code === "RULE.UNDECIDED" && finding.facts.missing === NO_LAST_YEAR;
}
