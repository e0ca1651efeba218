import type { Consolidation, SubmissionStatus } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import type { GradedFinding } from "../finding.js";
import type { FindingCode } from "../finding-facts.js";

/** 未采用的文件: what was not accepted, why, and what to do. */
export interface NotAccepted {
  readonly file: string;
  readonly unit: UnitCode | null;
  /** What became of it. `waiting`: it was not read and is left for the next run. */
  readonly status: SubmissionStatus | "waiting";
  readonly reasons: readonly { readonly rule: string; readonly reason: string; readonly advice: string }[];
}

/** Lists every submission of which no figure is used, by path. The jurisdiction's own reports are not among them. */
export function notAccepted({ submissions, findings }: Consolidation): readonly NotAccepted[] {
  const left = submissions.flatMap((one): readonly NotAccepted[] =>
    "reasons" in one
      ? [{ file: one.file, unit: one.unit, status: one.status, reasons: reasonsFor(one, one.reasons, findings) }]
      : [],
  );
  return [...left, ...waiting(findings)].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** 未写完的文件: not read yet, so its finding is the only record of it. */
function waiting(findings: readonly GradedFinding[]): readonly NotAccepted[] {
  const own = findings.filter(({ rule }) => rule === UNSTABLE);
  const files = own.flatMap(({ sources }) => sources.map(({ file }) => file));
  return files.map((file) => ({
    file,
    unit: null,
    status: "waiting",
    reasons: reasonsFor({ file, unit: null }, [UNSTABLE], own),
  }));
}

const UNSTABLE: FindingCode = "FILE.UNSTABLE";

/** The findings that say why, in their order: those of the file, and of several submissions of one unit those of the unit. */
function reasonsFor(
  { file, unit }: Pick<NotAccepted, "file" | "unit">,
  codes: readonly FindingCode[],
  findings: readonly GradedFinding[],
): NotAccepted["reasons"] {
  const rules: readonly string[] = codes;
  return findings
    .filter((finding) => rules.includes(finding.rule) && (speaksOf(finding, file) || isOfSeveral(finding, unit)))
    .map(({ rule, message, advice }) => ({ rule, reason: message, advice }));
}

function speaksOf({ sources }: GradedFinding, file: string): boolean {
  return sources.some((source) => source.file === file);
}

/** 一个单位报送多份: the finding names the cells that differ, which need not be in every file. */
function isOfSeveral({ rule, unit }: GradedFinding, ofUnit: string | null): boolean {
  return ofUnit !== null && unit === ofUnit && (rule === "UNIT.TWICE" || rule === "UNIT.AMBIGUOUS");
}
