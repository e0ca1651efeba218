import type { SourceDocument } from "../consolidation.js";
import type { ListedFile } from "../effects.js";
import { type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { groupBy } from "../grouping.js";
import type { ReceivedDocument } from "../intake/intake.js";
import type { PublishedPage, UnitReport } from "../unit-report.js";
import { type FilledSubmission, type ProcessedSubmission, sourceDocument } from "./submission.js";

/** 单位已公布的报告: what the files in 已公布/ give. None of them is a submission, and none is ever summed. */
export interface PublishedPages {
  readonly byUnit: ReadonlyMap<UnitCode, readonly PublishedPage[]>;
  readonly documents: readonly SourceDocument[];
  readonly findings: readonly Finding[];
}

/** 归户: the pages by unit; what can't be compared is a notice, whatever would be wrong with a submission. */
export function publishedPages(
  parts: readonly ProcessedSubmission[],
  special: readonly ListedFile[],
  folder: string,
): PublishedPages {
  const pages = parts.flatMap((part) => {
    const page = pageOf(part);
    return page ? [page] : [];
  });
  return {
    byUnit: new Map(
      [...groupBy(pages, ({ unit }) => unit)].map(([unit, own]) => [unit, own.map(({ page }) => page)] as const),
    ),
    documents: pages.map(({ unit, received }) => sourceDocument(unit, received)),
    findings: [
      ...parts.flatMap((part) => (pageOf(part) || part.acceptance.state === "published" ? [] : [notCompared(part)])),
      ...special.map(({ path }) => notComparedFinding(null, `${folder}/${path}`, "不是文件本身，没有打开")),
    ],
  };
}

interface Page {
  readonly unit: UnitCode;
  readonly page: PublishedPage;
  readonly received: ReceivedDocument;
}

function pageOf(part: ProcessedSubmission): Page | undefined {
  if (part.acceptance.state !== "accepted" || !("filled" in part)) return undefined;
  const { received, filled, acceptance } = part;
  if (filled.observations.size === 0) return undefined;
  return {
    unit: acceptance.unit.code,
    page: { file: received.file, observations: filled.observations },
    received,
  };
}

function notCompared(part: ProcessedSubmission): Finding {
  const { acceptance, received } = part;
  const unit = acceptance.state === "accepted" ? acceptance.unit.code : null;
  return notComparedFinding(unit, received.file, reasonFor(part));
}

function notComparedFinding(unit: UnitCode | null, file: string, reason: string): Finding<"PUBLISHED.NOT_COMPARED"> {
  return { code: "PUBLISHED.NOT_COMPARED", unit, figures: [], sources: [wholeFile(file)], facts: { reason } };
}

/** Why a file in the folder is compared with nothing. */
function reasonFor(part: ProcessedSubmission): string {
  const { acceptance } = part;
  if (acceptance.state === "refused") return acceptance.reasons.map((reason) => refusalWords(reason, part)).join("；");
  return "没有找到年度报告的表格";
}

function refusalWords(
  reason: Extract<ProcessedSubmission["acceptance"], { readonly state: "refused" }>["reasons"][number],
  part: ProcessedSubmission,
): string {
  switch (reason) {
    case "UNIT.UNKNOWN":
      return unknownWords(part.findings);
    case "UNIT.CONFLICT":
      return "文件名、标题、封面写的不是同一个单位";
    case "YEAR.MISMATCH":
      return yearWords(part.findings);
    default:
      return "failure" in part.received ? part.received.failure.reason : "读不出来";
  }
}

function unknownWords(findings: FilledSubmission["findings"]): string {
  const unknown = findings.find((one): one is Finding<"UNIT.UNKNOWN"> => one.code === "UNIT.UNKNOWN");
  const { named = [], nearest, notDue } = unknown?.facts ?? {};
  if (notDue !== undefined) return `“${notDue}”不是本年应报单位`;
  const words = named.length > 0 ? `写的是“${named.join("”“")}”，单位名录中没有` : "没有写明是名录中的哪个单位";
  return nearest === undefined ? words : `${words}（是否为“${nearest}”？）`;
}

function yearWords(findings: FilledSubmission["findings"]): string {
  const other = findings.find((one): one is Finding<"YEAR.MISMATCH"> => one.code === "YEAR.MISMATCH");
  return other ? `写明的是${other.facts.found}，本期是${other.facts.wanted}` : "写明的是另一年度";
}

/** A unit's report beside what the unit itself published. */
export function besidePages(reports: readonly UnitReport[], { byUnit }: PublishedPages): readonly UnitReport[] {
  return reports.map((report) => {
    const pages = byUnit.get(report.unit.code);
    return pages ? { ...report, pages } : report;
  });
}
