import type { ProcessedSubmission } from "../submission.js";
import { packedDocument } from "./document.js";
import { packedFigures } from "./figures.js";
import { sharingSources } from "./findings.js";
import type { Shared } from "./sharing.js";

export { openShared, type Shared } from "./sharing.js";

/** 收起的材料: the same submission in a third of the memory, for those of all units are kept to the end of a run. */
export function packedSubmission(one: ProcessedSubmission, shared: Shared): ProcessedSubmission {
  const findings = sharingSources(one.findings, shared);
  if (!("filled" in one)) return { ...one, findings };
  const { received, filled } = one;
  const observations = packedFigures(filled.observations, shared);
  return {
    ...one,
    findings,
    received: { ...received, document: packedDocument(received.document, shared) },
    filled: { ...filled, observations, findings: sharingSources(filled.findings, shared, observations) },
  };
}
