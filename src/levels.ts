import type { Consolidation } from "./consolidation.js";
import type { Severity } from "./finding.js";
import { groupBy } from "./grouping.js";
import type { LevelSummary } from "./roll-up.js";

/** 各级, as people call them; a level that a file names otherwise keeps its own word. */
const LEVEL_NAME: Readonly<Record<string, string>> = {
  country: "国家级",
  province: "省级",
  city: "市级",
  county: "县级",
  township: "乡镇级",
};

export function levelName(level: string): string {
  return Object.hasOwn(LEVEL_NAME, level) ? (LEVEL_NAME[level] ?? level) : level;
}

/** 本级情况: who sent what to this level itself, and its findings. */
export function ownSummary(
  { coverage, findings }: Pick<Consolidation, "coverage" | "findings">,
  level: string,
): LevelSummary {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    level,
    due: coverage.due.length,
    received: coverage.received.length,
    missing: coverage.missing.length,
    returned: coverage.returned.length,
    late: coverage.late.length,
    mandatory: count("mandatory"),
    verification: count("verification"),
    notice: count("notice"),
  };
}

/** 下级情况: what the jurisdictions below sent up of themselves and of those below them, added level by level. */
export function levelsBelow({ below }: Pick<Consolidation, "below">): readonly LevelSummary[] {
  const sent = below.flatMap(({ rollUp }) => rollUp.levels);
  return [...groupBy(sent, (one) => one.level).values()].map((levels) => levels.reduce(added));
}

function added(a: LevelSummary, b: LevelSummary): LevelSummary {
  return {
    level: a.level,
    due: a.due + b.due,
    received: a.received + b.received,
    missing: a.missing + b.missing,
    returned: a.returned + b.returned,
    late: a.late + b.late,
    mandatory: a.mandatory + b.mandatory,
    verification: a.verification + b.verification,
    notice: a.notice + b.notice,
  };
}
