import { type ArrivalSources, type Arrivals, arrivalsOf } from "../arrival.js";
import type { Coverage } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import type { Finding, GradedFinding } from "../finding.js";
import { askedOf, type Form, type Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";

export interface CoverageRequest extends ArrivalSources {
  readonly due: readonly Unit[];
  /** Units of which something could be summed. */
  readonly received: ReadonlySet<UnitCode>;
  readonly findings: readonly GradedFinding[];
}

/** 报送情况: due, received, missing, returned, and late as far as it is known when each came; the disk's dates only say when a file was copied. */
export function coverageOf(request: CoverageRequest): { readonly coverage: Coverage; readonly arrivals: Arrivals } {
  const { due, received, findings, deadline } = request;
  const codes = due.map((unit) => unit.code);
  const returned = new Set(
    findings.flatMap((finding) => (finding.severity === "mandatory" && finding.unit !== null ? [finding.unit] : [])),
  );
  const came = codes.filter((code) => received.has(code));
  const arrivals = arrivalsOf(came, request);
  const coverage = {
    due: codes,
    received: came,
    missing: codes.filter((code) => !received.has(code)),
    returned: came.filter((code) => returned.has(code)),
    late: came.filter((code) => (arrivals.days.get(code)?.day ?? "") > deadline),
  };
  return { coverage, arrivals };
}

/** 未报: a due unit of which nothing could be summed. */
export function missingUnits(
  due: readonly Unit[],
  received: ReadonlySet<UnitCode>,
  findings: readonly Finding[],
  forms: readonly Form[] = [],
): readonly Finding[] {
  // Of the statutory form only: a table that may be left out is not voided by being left out.
  const tried = groupBy(findings, (finding) => finding.unit);
  return due
    .filter((unit) => !received.has(unit.code))
    .map(
      (unit): Finding => ({
        code: "UNIT.MISSING",
        unit: unit.code,
        figures: askedOf(unit, forms[0]),
        sources: [],
        facts: {
          name: unit.name,
          why: whyUnused(tried.get(unit.code) ?? []) ?? whyUnplaced(unit, findings),
        },
      }),
    );
}

/** 不能采用: which files, and by which rule each is left out. */
function whyUnused(own: readonly Finding[]): string | undefined {
  if (own.length === 0) return undefined;
  const files = [...new Set(own.flatMap(({ sources }) => sources.map(({ file }) => file)))];
  const named = files.length === 0 ? "" : `《${files.join("》《")}》`;
  return `报送的材料${named}不能采用（原因见该单位的其他审核意见）`;
}

/** A file that names the unit and another beside it is neither's; the clerk is told which file it is. */
function whyUnplaced({ name }: Unit, findings: readonly Finding[]): string {
  const files = findings.flatMap((finding) =>
    finding.code === "UNIT.CONFLICT" && finding.facts.named.some((words) => words.endsWith(`“${name}”`))
      ? finding.sources.slice(0, 1).map(({ file }) => file)
      : [],
  );
  return files.length > 0
    ? `没有可以认定的材料：《${files.join("》《")}》写有该单位名称，又写有别的单位名称`
    : "没有报送材料，或报送的材料未能认定是该单位的";
}
