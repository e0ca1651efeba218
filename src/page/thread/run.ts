import { dayOfRun, NO_RECEIPTS, type ReceiptRecord } from "../../arrival.js";
import type { Consolidation } from "../../consolidation.js";
import type { RunEvent } from "../../effects.js";
import type { Severity } from "../../form/form.js";
import { run } from "../../pipeline.js";
import type { OutputFile } from "../../publish/publish.js";
import type { Carried, MadeFile, RunOutcome, RunRequest } from "../talk.js";
import { decisionWords } from "./decisions.js";
import { inWorld } from "./world.js";

/** 汇总一期: the same pipeline as the command's, on the files that were put into the page. */
export function runPeriod(
  { task, startedAt, placed, font }: RunRequest,
  carried: Carried,
  log: (event: RunEvent) => void,
): Promise<RunOutcome> {
  return inWorld({ task, placed, font, carried, log }, async (schemas, effects) => {
    // The page keeps no record of former runs: each is judged like the first.
    const receipts = async (): Promise<ReceiptRecord> => ({ ...NO_RECEIPTS, now: dayOfRun(startedAt, undefined) });
    const result = await run(task, schemas, { ...effects, receipts });
    const files = (await result.files()).map(madeFile);
    const words = decisionWords(result, schemas, placed);
    return { ...shownOf(result.consolidation), hasPdf: result.hasPdf, words, files };
  });
}

/** Of a file in pieces the whole never stands in memory: the browser takes one piece after another. */
export function madeFile(file: OutputFile): MadeFile {
  const parts = file.pieces ? [...file.pieces()] : [file.bytes];
  return { path: file.path, content: new Blob(parts.map((part) => new Uint8Array(part))) };
}

function shownOf({ series, government, period, forms, status, reasons, coverage, findings }: Consolidation) {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    series,
    title: `${government}${period.label}${forms[0].title}`,
    final: status === "final",
    reasons,
    coverage: {
      due: coverage.due.length,
      received: coverage.received.length,
      missing: coverage.missing.length,
      returned: coverage.returned.length,
      late: coverage.late.length,
    },
    findings: { mandatory: count("mandatory"), verification: count("verification"), notice: count("notice") },
  };
}
