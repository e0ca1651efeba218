import type { Consolidation, SubmissionRecord } from "../../consolidation.js";
import { distinctFileNames } from "../../file-name.js";
import { type GradedFinding, isOpen } from "../../finding.js";
import type { Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { digestOf, markedBasis, markedPieces } from "./made-copy.js";

/**
 * 标注件: for each unit that has something to put right or to explain, the workbook that it sent with the cells marked. Of several
 * files of one unit each is marked in which something was found.
 */
export function writeMarked(publication: Publication): readonly OutputFile[] {
  const { consolidation } = publication;
  const open = groupBy(consolidation.findings.filter(isOpen), (finding) => finding.unit);
  const names = distinctFileNames(new Map(consolidation.units.map((unit) => [unit.code, unit.name])));
  const shared = sharedFiles(consolidation);
  return consolidation.units.flatMap((unit) => {
    const findings = open.get(unit.code) ?? [];
    const files = markedFiles(consolidation, unit, findings);
    return files.map((submission, at) => {
      const marked = { unit, findings, submission, shared: shared.has(submission.file), digest: digestOf(submission) };
      return fileInPieces(
        `returns/${names.get(unit.code) ?? unit.code}-标注${at === 0 ? "" : `（${at + 1}）`}.xlsx`,
        () => markedPieces(publication, marked),
        () => markedBasis(publication, marked),
      );
    });
  });
}

/** The files of a unit that were read and are spoken of, the one with the most figures first. */
function markedFiles(
  { submissions, documents }: Consolidation,
  unit: Unit,
  findings: readonly GradedFinding[],
): readonly SubmissionRecord[] {
  const named = new Set(findings.flatMap(({ sources }) => sources.map(({ file }) => file)));
  const read = new Set(documents.filter((one) => one.unit === unit.code).map(({ file }) => file));
  return (
    submissions
      // What the office itself typed from a scan is not the unit's to put right.
      .filter((one) => one.unit === unit.code && one.format !== "json" && named.has(one.file) && !one.confirmed)
      .filter((one) => read.has(one.file) || isReadable(one))
      .sort((a, b) => Number(b.status === "counted") - Number(a.status === "counted"))
  );
}

/** 没有采用的工作簿: it was read and says what is wrong, but nothing of it is kept. */
function isReadable(one: SubmissionRecord): boolean {
  return one.status === "refused" && one.format === "xlsx" && !one.reasons.some((reason) => reason.startsWith("FILE."));
}

/** 几个单位合报的文件: none of them is sent what the others reported. */
function sharedFiles({ submissions }: Consolidation): ReadonlySet<string> {
  const byFile = groupBy(submissions, ({ file }) => file);
  return new Set([...byFile].filter(([, own]) => own.length > 1).map(([file]) => file));
}
