import type { Consolidation, Coverage, SubmissionRecord } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import type { GradedFinding } from "../finding.js";
import type { Form } from "../form/form.js";
import { type ReportingState, reportingStates } from "../reporting-state.js";
import { type CoverageRequest, coverageOf } from "./coverage.js";
import { type Sums, withProvisional } from "./sums.js";

export { adjustSums } from "./adjust.js";
export { missingUnits } from "./coverage.js";
export { driversOf } from "./drivers.js";
export { type PriorSources, priorYear } from "./prior.js";
export { withSignOff } from "./sign-off.js";
export { type SumRequest, type Sums, sumForms } from "./sums.js";

/** 定稿依据: the sums, the graded findings, and who was due and sent what. */
export interface ConcludeRequest extends CoverageRequest {
  readonly forms: readonly Form[];
  readonly sums: Sums;
  readonly submissions: readonly SubmissionRecord[];
}

/** 定稿: the state of every figure, who sent and who did not, and whether the report may be published. The findings are known only after the sums. */
export function conclude(
  request: ConcludeRequest,
): Pick<Consolidation, "figures" | "findings" | "coverage" | "arrivals" | "status" | "reasons"> {
  const { forms, sums, findings, submissions } = request;
  const { coverage, arrivals } = coverageOf(request);
  const reasons = reasonsOf(findings, coverage, reportingStates({ coverage, submissions, findings }));
  return {
    figures: withProvisional(sums.figures, findings, forms),
    findings,
    coverage,
    arrivals,
    status: reasons.length === 0 ? "final" : "draft",
    reasons,
  };
}

/**
 * 为什么还是草稿: nothing may be published while a unit is missing, a mandatory finding stands or a verification is unexplained. A unit
 * that sent something that can't be used is no 未报.
 */
function reasonsOf(
  findings: readonly GradedFinding[],
  { missing, returned }: Coverage,
  stateOf: (unit: UnitCode) => ReportingState,
): readonly string[] {
  const unusable = missing.filter((unit) => stateOf(unit) === "unusable").length;
  const mandatory = findings.filter(
    (finding) => finding.severity === "mandatory" && finding.rule !== "UNIT.MISSING",
  ).length;
  const unexplained = findings.filter(
    (finding) => finding.severity === "verification" && finding.explanation === null,
  ).length;
  return [
    ...(missing.length > unusable ? [`有${missing.length - unusable}个应报单位未报`] : []),
    ...(unusable > 0 ? [`有${unusable}个应报单位报送的材料不能采用`] : []),
    ...(mandatory > 0
      ? [`有${mandatory}条强制性审核意见未改正${returned.length > 0 ? `（退回${returned.length}个单位）` : ""}`]
      : []),
    ...(unexplained > 0 ? [`有${unexplained}条核实性审核意见未说明`] : []),
  ];
}
