import type { Consolidation } from "./consolidation.js";
import type { UnitCode } from "./figure.js";
import { isOpen } from "./finding.js";

/**
 * 报送状态: how a unit stands. 不能采用: it sent something, of which nothing could be used. 待说明: received, with a question still open.
 * What must be changed outranks what must be explained.
 */
export type ReportingState = "received" | "questioned" | "returned" | "unusable" | "missing" | "notDue";

export const REPORTING_STATE_NAME: Readonly<Record<ReportingState, string>> = {
  received: "已报",
  questioned: "待说明",
  returned: "退回",
  unusable: "不能采用",
  missing: "未报",
  notDue: "不在应报范围",
};

/** 判定报送状态, once for all units. */
export function reportingStates({
  coverage,
  submissions,
  findings,
}: Pick<Consolidation, "coverage" | "submissions" | "findings">): (unit: UnitCode) => ReportingState {
  const [due, missing, returned] = [new Set(coverage.due), new Set(coverage.missing), new Set(coverage.returned)];
  const refused = new Set(submissions.flatMap(({ unit, status }) => (status === "refused" && unit ? [unit] : [])));
  const asked = new Set(
    findings.flatMap((finding) =>
      finding.unit !== null && finding.severity === "verification" && isOpen(finding) ? [finding.unit] : [],
    ),
  );
  return (unit) => {
    if (!due.has(unit)) return "notDue";
    if (missing.has(unit)) return refused.has(unit) ? "unusable" : "missing";
    if (returned.has(unit)) return "returned";
    return asked.has(unit) ? "questioned" : "received";
  };
}
