import type { Consolidation } from "./consolidation.js";
import { decimal, permille } from "./decimal.js";
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

/** 报送情况统计 of some units. 已报 are all of which something could be used; 通过 those of which nothing more is wanted. */
export interface BoardCounts {
  readonly due: number;
  readonly received: number;
  readonly missing: number;
  readonly unusable: number;
  readonly late: number;
  readonly returned: number;
  readonly questioned: number;
  readonly passed: number;
}

/** 统计报送情况; units that need not report are left out. */
export function boardCounts(units: readonly { readonly state: ReportingState; readonly late: boolean }[]): BoardCounts {
  const due = units.filter(({ state }) => state !== "notDue");
  const count = (...states: readonly ReportingState[]): number =>
    due.filter(({ state }) => states.includes(state)).length;
  return {
    due: due.length,
    received: count("received", "questioned", "returned"),
    missing: count("missing"),
    unusable: count("unusable"),
    late: due.filter(({ late }) => late).length,
    returned: count("returned"),
    questioned: count("questioned"),
    passed: count("received"),
  };
}

/** 比率: 31 of 32 → 96.9%; — where there are none. Only all are 100.0%. */
export function rateText(part: number, whole: number): string {
  const rate = permille(decimal(String(part)), decimal(String(whole)));
  if (rate === undefined) return "—";
  const cut = part < whole && rate === 1000n ? 999n : rate;
  return `${cut / 10n}.${cut % 10n}%`;
}
