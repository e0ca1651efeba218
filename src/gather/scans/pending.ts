import type { Finding } from "../../finding.js";
import type { Schemas } from "../../form/form.js";
import { entryIn, pendingScans } from "../../scan-entry.js";
import { SCAN_TROUBLE } from "../../scan-words.js";
import type { PendingScan, ScannedForm } from "../../scanned-form.js";
import type { ProcessedSubmission } from "../submission.js";

/** 待核: the scans that wait for a person, and the findings with where their workbooks lie. */
export interface Pending {
  readonly scans: readonly PendingScan[];
  readonly findings: readonly Finding[];
}

/**
 * 待核的扫描件: those of units of which nothing but scans, or workbooks typed from scans, came in. The finding about each says where its workbook
 * lies, or why none was made.
 * @param outputs the folder in which this period's outputs lie
 */
export function pendingOf(
  processed: readonly ProcessedSubmission[],
  findings: readonly Finding[],
  { schemas, outputs }: { readonly schemas: Schemas; readonly outputs: string },
): Pending {
  const scanned = processed.flatMap((one) => ("scanned" in one && one.scanned ? [one.scanned] : []));
  if (scanned.length === 0) return { scans: [], findings };
  const spoken = new Set(processed.flatMap((one) => (isReadable(one) ? [one.acceptance.unit.code] : [])));
  const waiting = scanned.filter(({ unit, cells }) => unit !== null && !spoken.has(unit) && cells.length > 0);
  const scans = pendingScans(waiting, (code) => schemas.units.find((unit) => unit.code === code)?.name ?? code);
  const advice = new Map(scanned.map((scan) => [scan.file, adviceFor(scan, scans, outputs)]));
  return { scans, findings: findings.map((finding) => withAdvice(finding, advice)) };
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

function withAdvice(finding: Finding, advice: ReadonlyMap<string, string>): Finding {
  if (finding.code !== "FILE.UNSUPPORTED") return finding;
  const own = finding.sources.length === 1 ? advice.get(finding.sources[0]?.file ?? "") : undefined;
  return own === undefined ? finding : { ...finding, facts: { ...finding.facts, advice: own } };
}

function adviceFor(scan: ScannedForm, scans: readonly PendingScan[], outputs: string): string {
  const pending = scans.find((one) => one.scan.file === scan.file);
  if (pending) {
    return `已识别出${scan.cells.length}格，都要由人核对后才作数：请打开《${outputs}/${pending.workbook}》照图核对、填上核对人，保存到收件文件夹后再运行；也可以请报送单位改报 .xlsx 或 .docx 原件`;
  }
  if (scan.cells.length > 0)
    return scan.unit === null
      ? "已识别，但不知道是哪个单位的：请在文件名中写明单位名称后再运行"
      : "该单位另有能读取的材料，这份扫描件不用录入";
  const why = [...new Set(scan.pages.flatMap(({ trouble }) => (trouble ? [SCAN_TROUBLE[trouble]] : [])))];
  return `没有可以录入的表格${why.length > 0 ? `（${why.join("；")}）` : ""}：请报送年报的 .xlsx 或 .docx 原件，或者放平、照正、以200至300 dpi 重新扫描，也可以填空白表（npm start -- template）报送`;
}
