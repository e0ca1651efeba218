import { ACTS, keptActs, keptActsText, receiptsIn } from "../../act-book.js";
import { dayOfRun } from "../../arrival.js";
import { continued } from "../../book.js";
import type { Consolidation } from "../../consolidation.js";
import type { RunEvent } from "../../effects.js";
import type { Schemas, Severity } from "../../form/form.js";
import type { Day } from "../../period.js";
import { type RunResult, run } from "../../pipeline.js";
import type { OutputFile } from "../../publish/publish.js";
import { seriesOf } from "../../series.js";
import { signaturesIn } from "../../signature-book.js";
import { standingDecisions } from "../../standing-decisions.js";
import type { Carried, MadeFile, RunOutcome, RunRequest } from "../talk.js";
import { decisionWords } from "./decisions.js";
import { keptPath, type Records, recordFile, recordFiles, recordsOf } from "./records.js";
import { signingOf } from "./signing.js";
import { inWorld } from "./world.js";

/** 汇总一期: the same pipeline as the command's, on the files that were put into the page. */
export function runPeriod(
  { task, startedAt, placed, font }: RunRequest,
  carried: Carried,
  log: (event: RunEvent) => void,
): Promise<RunOutcome> {
  return inWorld({ task, placed, font, carried, log }, async (schemas, effects, endReading) => {
    const records = await recordsOf(placed);
    const series = seriesOf(task.period, schemas.folders?.suffix);
    const began = { at: `${startedAt.slice(0, 19)}Z`, day: dayOfRun(startedAt, undefined) };
    const result = await run(task, schemas, {
      ...effects,
      signatures: async () => signaturesIn(records.signatures, series),
      receipts: async () => ({ ...receiptsIn(records.acts, series), now: began.day }),
    });
    // Their memory is what the outputs need next.
    endReading();
    const files = (await result.files()).map(madeFile);
    const signing = await signingOf(result, files, schemas);
    return {
      ...shownOf(result.consolidation),
      hasPdf: result.hasPdf,
      words: decisionWords(result, schemas, placed),
      signing,
      records: await actFiles({ result, schemas, records, run: signing.run, ...began }),
      files,
    };
  });
}

interface Acting {
  readonly result: RunResult;
  readonly schemas: Schemas;
  readonly records: Records;
  readonly run: string;
  readonly at: string;
  readonly day: Day;
}

/** 登记办理: what was first received and decided in this run, as the command enters it. The same run again is no entry of its own. */
async function actFiles({ result, schemas, records, run, at, day }: Acting): Promise<readonly MadeFile[]> {
  const { series, coverage } = result.consolidation;
  const { acts } = records;
  const before = (await records.keptBefore(series))?.standing;
  const seen = receiptsIn(acts, series).seen;
  const standing = standingDecisions(result.office, schemas);
  const kept = keptActs({ series, id: run, seen, before }, { at, day, received: coverage.received, standing });
  const last = acts.entries.findLast(({ period }) => period === series.key);
  if (last?.run === run && kept.entry.received.length + kept.entry.acts.length === 0) return [];
  const { texts } = continued(acts, { ...kept.entry, damage: acts.problems.map(({ text }) => text) });
  return [...recordFiles(ACTS, texts), recordFile(keptPath(series, run), keptActsText(kept))];
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
