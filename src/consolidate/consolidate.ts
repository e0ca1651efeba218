import type { Consolidation } from "../consolidation.js";
import type { GradedFinding } from "../finding.js";
import type { Form } from "../form/form.js";
import { type CoverageRequest, coverageOf } from "./coverage.js";
import { type Sums, withProvisional } from "./sums.js";

export { missingUnits } from "./coverage.js";
export { driversOf } from "./drivers.js";
export { type PriorSources, priorYear } from "./prior.js";
export { type SumRequest, type Sums, sumForms } from "./sums.js";

/** 定稿依据: the sums, the graded findings, and who was due and sent what. */
export interface ConcludeRequest extends CoverageRequest {
  readonly forms: readonly Form[];
  readonly sums: Sums;
}

/** 定稿: the state of every figure, who sent and who did not, and whether the report may be published. The findings are known only after the sums. */
export function conclude(
  request: ConcludeRequest,
): Pick<Consolidation, "figures" | "findings" | "coverage" | "status" | "reasons"> {
  const { forms, sums, findings } = request;
  const coverage = coverageOf(request);
  const reasons = reasonsOf(findings, coverage.missing.length, coverage.returned.length);
  return {
    figures: withProvisional(sums.figures, findings, forms),
    findings,
    coverage,
    status: reasons.length === 0 ? "final" : "draft",
    reasons,
  };
}

/** 为什么还是草稿: nothing may be published while a unit is missing, a mandatory finding stands or a verification is unexplained. */
function reasonsOf(findings: readonly GradedFinding[], missing: number, returned: number): readonly string[] {
  const mandatory = findings.filter(
    (finding) => finding.severity === "mandatory" && finding.rule !== "UNIT.MISSING",
  ).length;
  const unexplained = findings.filter(
    (finding) => finding.severity === "verification" && finding.explanation === null,
  ).length;
  return [
    ...(missing > 0 ? [`有${missing}个应报单位未报`] : []),
    ...(mandatory > 0
      ? [`有${mandatory}条强制性审核意见未改正${returned > 0 ? `（退回${returned}个单位）` : ""}`]
      : []),
    ...(unexplained > 0 ? [`有${unexplained}条核实性审核意见未说明`] : []),
  ];
}
