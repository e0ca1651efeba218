import { type SourceCell, wholeFile } from "../../figure.js";
import type { Finding } from "../../finding.js";
import { formInForce, type Schemas, type Unit } from "../../form/form.js";
import { type ReceivedDocument, unitOf } from "../../intake/intake.js";
import { type Period, periodOfKey } from "../../period.js";
import { type EntryMark, entryIn, type FoundEntry } from "../../scan-entry.js";
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
const MOVED = "请将它移到所属期的收件文件夹；本期的扫描件，请用本期运行所出的“录入-待核”工作簿核对录入";

function problemOf(entry: FoundEntry, period: Period, schemas: Schemas): Problem | undefined {
  if ("damaged" in entry) return { reason: entry.damaged, advice: AGAIN };
  const { mark, by } = entry;
  const form = formInForce(schemas, period);
  if (mark.jurisdiction !== schemas.jurisdiction.name)
    return { reason: `它是${mark.jurisdiction}的扫描件所用`, advice: AGAIN };
  if (mark.period !== period.key)
    return {
      reason: `它是${periodOfKey(mark.period)?.label ?? mark.period}的扫描件所用，本期是${period.label}`,
      advice: MOVED,
    };
  if (mark.form !== form?.id || mark.edition !== form.edition)
    return { reason: "它所用的表式不是本期施行的表式", advice: AGAIN };
  return NAME.test(by)
    ? undefined
    : { reason: "没有填写核对人", advice: "请由核对的人在“说明”页填上姓名，保存后再运行" };
}

/** A name has a letter: signs that are not seen and strokes name nobody. */
const NAME = /\p{L}/u;

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
  for (const { finding, scans } of held.values()) {
    // Said of the first copy: the others are the same.
    for (const [at, scan] of scans.entries())
      confirmed.set(scan, [...(confirmed.get(scan) ?? []), ...(finding && at === 0 ? [finding] : [])]);
  }
  return processed.map((one) => held.get(one)?.one ?? settled(one, confirmed));
}

interface Held {
  readonly one: FilledSubmission;
  /** The scan and its copies, where the entry stands for them. */
  readonly scans: readonly string[];
  /** What is said of the scan. */
  readonly finding?: Finding;
}

function heldAgainst(
  one: FilledSubmission,
  entry: Extract<FoundEntry, { mark: unknown }>,
  processed: readonly ProcessedSubmission[],
): Held {
  const { acceptance, received } = one;
  if (acceptance.state !== "accepted") return { one, scans: [] };
  const { mark, by } = entry;
  const found = scansOf(mark, acceptance.unit, processed);
  if ("reason" in found) return { one: notOf(one, found), scans: [] };
  const [scan] = found.scans;
  const hand: ScanAtHand = { entry, file: received.file, ...(scan !== undefined && { scan }) };
  const placed = atScan(one, hand);
  const common = { unit: acceptance.unit.code, figures: [...one.filled.observations.keys()] };
  if (scan === undefined) {
    const facts = { scan: mark.file, by };
    const sources = [wholeFile(received.file)];
    const missing: Finding = { code: "SCAN.SOURCE_MISSING", ...common, unit: null, sources, facts };
    return { one: { ...placed, findings: [...placed.findings, missing] }, scans: [] };
  }
  const sources = [...found.scans, received.file].map(wholeFile);
  return {
    one: placed,
    scans: found.scans,
    finding: { code: "SCAN.CONFIRMED", ...common, figures: [], sources, facts: countsOf(hand, one) },
  };
}

interface OtherScan {
  readonly reason: string;
  readonly file: string;
}

/** 录入所据的扫描件: known by its bytes, the one in its former place first; no unit's but that of the entry, whatever the file is called now. */
function scansOf(
  { sha256, file }: EntryMark,
  unit: Unit,
  processed: readonly ProcessedSubmission[],
): { readonly scans: readonly string[] } | OtherScan {
  const copies = processed.filter(({ received }) => received.sha256 === sha256);
  const own = copies.filter(({ received }) => [undefined, unit.code].includes(unitOf(received.identity)?.code));
  const [first] = copies;
  if (first && own.length === 0) {
    const { file: other, identity } = first.received;
    const reason = `扫描件《${other}》现在是${unitOf(identity)?.name}的，工作簿是按${unit.name}的核对录入的`;
    return { reason, file: other };
  }
  if (!first && processed.some(({ received }) => received.file === file))
    return { reason: `扫描件《${file}》在核对录入以后换过，内容已不是当时核对的`, file };
  const files = own.map(({ received }) => received.file);
  return { scans: [...files.filter((one) => one === file), ...files.filter((one) => one !== file)] };
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

/** 不是当时的扫描件: what was confirmed is not what the scan at hand shows of this unit. */
function notOf(one: FilledSubmission, { reason, file }: OtherScan): FilledSubmission {
  const finding: Finding = {
    code: "SCAN.REFUSED",
    unit: null,
    figures: [...one.filled.observations.keys()],
    sources: [one.received.file, file].map(wholeFile),
    facts: { reason, advice: AGAIN },
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
