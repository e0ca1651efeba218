import type { Consolidation, SubmissionStatus } from "../consolidation.js";
import type { GradedFinding } from "../finding.js";

/** 未采用的文件: what was not accepted, why, and what to do. */
export interface NotAccepted {
  readonly file: string;
  readonly unit: string | null;
  /** What became of it; `waiting` was not read at all and is left for the next run. */
  readonly status: SubmissionStatus | "waiting";
  readonly reasons: readonly { readonly rule: string; readonly reason: string; readonly advice: string }[];
}

/** Every file that no figure comes from, in the order of the paths; the jurisdiction's own reports are no submissions. */
export function notAccepted({ submissions, findings }: Consolidation): readonly NotAccepted[] {
  const left = submissions.filter(({ status }) => !ACCEPTED.has(status));
  const waiting = findings.filter(({ rule }) => rule === "FILE.UNSTABLE").flatMap(({ sources }) => sources);
  return [
    ...left.map(({ file, unit, status }) => ({ file, unit, status, reasons: reasonsFor(file, unit, findings) })),
    ...waiting.map(({ file }) => ({
      file,
      unit: null,
      status: "waiting" as const,
      reasons: reasonsFor(file, null, findings),
    })),
  ].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

const ACCEPTED: ReadonlySet<SubmissionStatus> = new Set(["counted", "complement", "published"]);

/** These say why a file does not count; what else was found in it is no reason. */
const REFUSING = /^(?:FILE\.(?!MACROS$|HIDDEN_CONTENT$)|UNIT\.(?:UNKNOWN|CONFLICT|AMBIGUOUS|TWICE)$|YEAR\.MISMATCH$)/;

function reasonsFor(file: string, unit: string | null, findings: readonly GradedFinding[]): NotAccepted["reasons"] {
  const speaking = findings.filter(
    (finding) => REFUSING.test(finding.rule) && (speaksOf(finding, file) || isOfSeveral(finding, unit)),
  );
  return speaking.map(({ rule, message, advice }) => ({ rule, reason: message, advice }));
}

function speaksOf({ sources }: GradedFinding, file: string): boolean {
  return sources.some((source) => source.file === file);
}

/** Of several submissions of one unit: the finding names the cells that differ, which need not be in every file. */
function isOfSeveral({ rule, unit }: GradedFinding, ofUnit: string | null): boolean {
  return ofUnit !== null && unit === ofUnit && (rule === "UNIT.TWICE" || rule === "UNIT.AMBIGUOUS");
}
