import { wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Schemas } from "../../form/form.js";
import { unitOf } from "../../intake/intake.js";
import { entryIn, pendingScans } from "../../scan-entry.js";
import { SCAN_TROUBLE } from "../../scan-words.js";
import type { PendingScan, ScannedForm } from "../../scanned-form.js";
import type { ProcessedSubmission } from "../submission.js";

/** 待核: the scans that wait for a person, and the findings that say where their workbooks lie. */
export interface Pending {
  readonly scans: readonly PendingScan[];
  readonly findings: readonly Finding[];
}

/**
 * 待核的扫描件: those of units of which nothing but scans, or workbooks typed from scans, came in. That they give nothing is said of each as of
 * any file that can't be read; what is said here is for the office alone.
 * @param outputs the folder in which this period's outputs lie
 */
export function pendingOf(
  processed: readonly ProcessedSubmission[],
  { schemas, outputs }: { readonly schemas: Schemas; readonly outputs: string },
): Pending {
  const scanned = processed.flatMap((one) => ("scanned" in one && one.scanned ? [one.scanned] : []));
  const spoken = new Set(processed.flatMap((one) => (isReadable(one) ? [one.acceptance.unit.code] : [])));
  const waiting = scanned.filter(({ unit }) => unit === null || !spoken.has(unit));
  const scans = pendingScans(
    waiting.filter(({ cells }) => cells.length > 0),
    (code) => schemas.units.find((unit) => unit.code === code)?.name ?? code,
  );
  return { scans, findings: waiting.map((scan) => pendingFinding(scan, scans, outputs)) };
}

/**
 * 须识别的扫描件: those of units of which nothing else can be read, by the file that they came in. A sealed scan beside the unit's workbook would cost
 * most of a minute each for nothing.
 */
export function scansAlone(processed: readonly ProcessedSubmission[]): ReadonlySet<string> {
  const spoken = new Set(processed.flatMap((one) => (isReadable(one) ? [one.acceptance.unit.code] : [])));
  return new Set(
    processed.flatMap((one) => {
      if ("filled" in one || !one.received.failure.scanned || isConfirmed(one)) return [];
      const unit = unitOf(one.received.identity);
      return unit && !spoken.has(unit.code) ? [one.received.file.split("!/")[0] ?? ""] : [];
    }),
  );
}

function isConfirmed({ acceptance }: ProcessedSubmission): boolean {
  return acceptance.state === "refused" && acceptance.reasons.includes("SCAN.CONFIRMED");
}

type Accepted = ProcessedSubmission & { readonly acceptance: { readonly state: "accepted" } };

/** 能读取的材料, and no workbook typed from a scan: of those a unit may need several. */
function isReadable(one: ProcessedSubmission): one is Accepted {
  return one.acceptance.state === "accepted" && "filled" in one && !isEntry(one);
}

/** 录入的工作簿, one that was made of a scan to be typed into. */
export function isEntry(one: ProcessedSubmission): boolean {
  return "filled" in one && entryIn(one.received.document) !== undefined;
}

function pendingFinding(scan: ScannedForm, scans: readonly PendingScan[], outputs: string): Finding {
  const pending = scans.find((one) => one.scan.file === scan.file);
  const facts = pending
    ? { count: scan.cells.length, workbook: `${outputs}/${pending.workbook}` }
    : { reason: whyNone(scan) };
  return { code: "SCAN.PENDING", unit: scan.unit, figures: [], sources: [wholeFile(scan.file)], facts };
}

function whyNone({ cells, pages }: ScannedForm): string {
  if (cells.length > 0) return "不知道是哪个单位的，请在文件名中写明单位名称后再运行";
  const why = [...new Set(pages.flatMap(({ trouble }) => (trouble ? [SCAN_TROUBLE[trouble]] : [])))];
  return why.length > 0 ? why.join("；") : "没有识别出表式中的格";
}
