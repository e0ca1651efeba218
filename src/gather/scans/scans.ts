import { type SourceCell, wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { formInForce, type Schemas } from "../../form/form.js";
import type { ReceivedDocument } from "../../intake/intake.js";
import type { Period } from "../../period.js";
import { entryIn, type FoundEntry } from "../../scan-entry.js";
import type { Acceptance, FilledSubmission, ProcessedSubmission } from "../submission.js";
import { atScan, type ScanAtHand } from "./places.js";

export { isKeptScan, type KeptScan, keptScan, scanOf } from "./kept.js";
export { isEntry, type Pending, pendingOf, scansAlone } from "./pending.js";
export { placeScan } from "./placing.js";

/** 录入工作簿本身的问题: why it can't be taken whatever the scan says. */
export function entryFindings(
  { document, file }: ReceivedDocument,
  period: Period,
  schemas: Schemas,
): readonly Finding[] {
  const entry = entryIn(document);
  const problem = entry && problemOf(entry, period, schemas);
  if (!problem) return [];
  return [{ code: "SCAN.REFUSED", unit: null, figures: [], sources: [wholeFile(file)], facts: problem }];
}

const AGAIN = "请用本次运行所出的“录入-待核”工作簿重新核对录入";

function problemOf(entry: FoundEntry, period: Period, schemas: Schemas): Problem | undefined {
  if ("damaged" in entry) return { reason: entry.damaged, advice: AGAIN };
  const { mark, by } = entry;
  const form = formInForce(schemas, period);
  if (mark.jurisdiction !== schemas.jurisdiction.name)
    return { reason: `它是${mark.jurisdiction}的扫描件所用`, advice: AGAIN };
  if (mark.form !== form?.id || mark.edition !== form.edition)
    return { reason: "它所用的表式不是本期施行的表式", advice: AGAIN };
  return by === "" ? { reason: "没有填写核对人", advice: "请由核对的人在“说明”页填上姓名，保存后再运行" } : undefined;
}

type Problem = Finding<"SCAN.REFUSED">["facts"];

/** 不予采用: in addition to whatever else keeps it out. */
export function refusedAsEntry(acceptance: Acceptance): Acceptance {
  const others = acceptance.state === "refused" ? acceptance.reasons : [];
  return { state: "refused", reasons: ["SCAN.REFUSED", ...others] };
}

/**
 * 录入与扫描件对照: what was confirmed is held against the scan that lies in the inputs. Its figures then come from their places on the scan; a scan
 * that has changed since leaves nothing of it, and one that is not there is asked for.
 */
export function besideScans(processed: readonly ProcessedSubmission[]): readonly ProcessedSubmission[] {
  const entries = processed.flatMap((one) => {
    const entry = "filled" in one ? entryIn(one.received.document) : undefined;
    return "filled" in one && entry && "mark" in entry ? [{ one, entry }] : [];
  });
  if (entries.length === 0) return processed;
  const held = new Map(
    entries.map(({ one, entry }) => [one as ProcessedSubmission, heldAgainst(one, entry, processed)]),
  );
  const confirmed = new Map<string, Finding[]>();
  for (const { finding, scan } of held.values()) {
    if (finding) confirmed.set(scan, [...(confirmed.get(scan) ?? []), finding]);
  }
  return processed.map((one) => held.get(one)?.one ?? settled(one, confirmed));
}

interface Held {
  readonly one: FilledSubmission;
  /** The scan's path. */
  readonly scan: string;
  /** What is said of the scan, where the entry stands for it. */
  readonly finding?: Finding;
}

function heldAgainst(
  one: FilledSubmission,
  entry: Extract<FoundEntry, { mark: unknown }>,
  processed: readonly ProcessedSubmission[],
): Held {
  const { mark, by } = entry;
  const scans = processed.filter((other) => other.received.sha256 === mark.sha256).map(({ received }) => received.file);
  const scan = scans.find((file) => file === mark.file) ?? scans[0];
  const hand: ScanAtHand = { entry, file: one.received.file, ...(scan !== undefined && { scan }) };
  if (one.acceptance.state !== "accepted") return { one, scan: scan ?? mark.file };
  if (scan === undefined && processed.some(({ received }) => received.file === mark.file))
    return { one: changed(one, mark.file), scan: mark.file };
  const placed = atScan(one, hand);
  const common = { unit: one.acceptance.unit.code, figures: [...one.filled.observations.keys()] };
  if (scan === undefined) {
    const facts = { scan: mark.file, by };
    const sources = [wholeFile(one.received.file)];
    const missing: Finding = { code: "SCAN.SOURCE_MISSING", ...common, unit: null, sources, facts };
    return { one: { ...placed, findings: [...placed.findings, missing] }, scan: mark.file };
  }
  const sources = [scan, one.received.file].map(wholeFile);
  return {
    one: placed,
    scan,
    finding: { code: "SCAN.CONFIRMED", ...common, figures: [], sources, facts: countsOf(hand, one) },
  };
}

/** 采用几项、其中几项是填写的. */
function countsOf({ entry }: ScanAtHand, { filled }: FilledSubmission): Finding<"SCAN.CONFIRMED">["facts"] {
  const taken = [...filled.observations.values()].filter(({ amount }) => amount.kind !== "unreadable");
  const typedInto = new Set(
    entry.mark.rows.flatMap(({ sheet, cells }) => cells.map(({ typed }) => placeKey({ sheet, cell: typed }))),
  );
  return {
    by: entry.by,
    count: taken.length,
    typed: taken.filter(({ source }) => typedInto.has(placeKey(source))).length,
  };
}

function placeKey({ sheet, cell }: Pick<SourceCell, "sheet" | "cell">): string {
  return `${sheet}\u0001${cell}`;
}

/** 扫描件已经换过: what was confirmed is what another file showed. */
function changed(one: FilledSubmission, scan: string): FilledSubmission {
  const facts = { reason: `扫描件《${scan}》在核对录入以后换过，内容已不是当时核对的`, advice: AGAIN };
  const finding: Finding = {
    code: "SCAN.REFUSED",
    unit: null,
    figures: [...one.filled.observations.keys()],
    sources: [one.received.file, scan].map(wholeFile),
    facts,
  };
  return { ...one, findings: [...one.findings, finding], acceptance: refusedAsEntry(one.acceptance) };
}

/** 已核对的扫描件: nothing is asked about it any more. */
function settled(one: ProcessedSubmission, confirmed: ReadonlyMap<string, readonly Finding[]>): ProcessedSubmission {
  const said = confirmed.get(one.received.file);
  if (!said || "filled" in one) return one;
  const { rule } = one.received.failure;
  const others = one.findings.filter(({ code }) => code !== rule);
  const { scanned: _, ...rest } = one;
  return { ...rest, findings: [...others, ...said], acceptance: { state: "refused", reasons: ["SCAN.CONFIRMED"] } };
}
