import type { ConsolidatedFigure, Consolidation, Contribution, SubmissionStatus } from "../../consolidation.js";
import { type Decimal, format } from "../../decimal.js";
import type { GradedFinding } from "../../finding.js";
import { yearOf } from "../../period.js";
import { jsonText } from "../../shown-text.js";
import { joined } from "../joined.js";
import { type Names, namesOf } from "../naming.js";
import type { OutputFile, Publication } from "../publication.js";
import { csvBytes } from "./csv.js";
import { writeRollUp } from "./roll-up.js";

export { writeOpenData } from "./open-data.js";

/** 数据文件: the office's own data: the consolidation, the findings and the same as CSV. Not for publication. */
export function writeData(publication: Publication): readonly OutputFile[] {
  const { consolidation } = publication;
  const names = namesOf(consolidation);
  const consolidated = consolidatedJson(consolidation);
  return [
    { path: "consolidated.json", bytes: consolidated },
    writeRollUp(publication, consolidated),
    { path: "findings.json", bytes: findingsJson(consolidation.findings) },
    { path: "data/figures.csv", bytes: csvBytes(figureRows(consolidation, names)) },
    { path: "data/contributions.csv", bytes: csvBytes(contributionRows(consolidation, names)) },
    { path: "data/findings.csv", bytes: csvBytes(findingRows(consolidation, names)) },
    { path: "data/submissions.csv", bytes: csvBytes(submissionRows(consolidation, names)) },
  ];
}

/** One line a contribution, so that two runs can be compared line by line; in pieces, for a large roster is more than a string holds. */
function consolidatedJson(consolidation: Consolidation): Uint8Array {
  const { jurisdiction, period, status, reasons, coverage } = consolidation;
  const year = yearOf(period);
  const encoder = new TextEncoder();
  const below = belowRecord(consolidation);
  const head = jsonText({ jurisdiction, year, status, reasons, coverage, ...(below && { below }) }, 2).slice(0, -2);
  const parts = [encoder.encode(`${head},\n  "figures": {`)];
  let separator = "\n";
  for (const figure of consolidation.figures.values()) {
    parts.push(encoder.encode(`${separator}    ${jsonText(figure.figure)}: ${figureJson(figure)}`));
    separator = ",\n";
  }
  parts.push(encoder.encode("\n  }\n}\n"));
  return joined(parts);
}

/** 下级: by unit, the file it sent up and the hash of the consolidation in which its figures lead on. */
function belowRecord({ below }: Consolidation): object | undefined {
  if (below.length === 0) return undefined;
  return Object.fromEntries(
    below.map(({ unit, file, rollUp }) => [
      unit,
      { name: rollUp.unit.name, file, status: rollUp.status, consolidated: rollUp.consolidated },
    ]),
  );
}

function figureJson(figure: ConsolidatedFigure): string {
  const { value, qualifier, state, printed } = figure;
  const own = {
    value: plain(value),
    ...(qualifier && { qualifier }),
    state,
    ...(printed && { printed: format(printed) }),
  };
  return `${jsonText(own).slice(0, -1)},\n      "contributions": ${contributionLines(figure.contributions)} }`;
}

/** A quotation mark inside a text is written \", so that `},{"` stands between two records and nowhere else. */
function contributionLines(contributions: readonly Contribution[]): string {
  if (contributions.length === 0) return "[]";
  const records = jsonText(contributions.map(contributionRecord)).slice(1, -1);
  return `[\n        ${records.replaceAll('},{"', '},\n        {"')}\n      ]`;
}

function contributionRecord({ unit, value, qualifier, source }: Contribution): Readonly<Record<string, string | null>> {
  return {
    unit,
    value: plain(value),
    ...(qualifier && { qualifier }),
    file: source?.file ?? null,
    sheet: source?.sheet ?? null,
    cell: source?.cell ?? null,
    text: source?.text ?? null,
  };
}

function findingsJson(findings: readonly GradedFinding[]): Uint8Array {
  return new TextEncoder().encode(`${jsonText(findings.map(findingRecord), 2)}\n`);
}

function findingRecord(finding: GradedFinding): object {
  const {
    id,
    rule,
    severity,
    unit,
    figures,
    message,
    expected,
    actual,
    difference,
    cause,
    explanation,
    advice,
    suspects,
  } = finding;
  const sources = finding.sources.map(({ file, sheet, cell, text }) => ({ file, sheet, cell, text }));
  return {
    id,
    rule,
    severity,
    unit,
    figures,
    message,
    expected,
    actual,
    difference,
    sources,
    cause,
    explanation,
    advice,
    suspects,
  };
}

function* figureRows({ figures }: Consolidation, names: Names): Iterable<readonly string[]> {
  yield ["code", "label", "unit", "value", "state"];
  for (const { figure, value, state } of figures.values())
    yield [figure, names.figure(figure), names.measure(figure), plain(value) ?? "", state];
}

function* contributionRows({ figures }: Consolidation, names: Names): Iterable<readonly string[]> {
  yield ["code", "unit_code", "unit_name", "value", "file", "sheet", "cell", "text"];
  for (const { figure, contributions } of figures.values()) {
    for (const { unit, value, source } of contributions) {
      yield [
        figure,
        unit,
        names.unit(unit),
        plain(value) ?? "",
        source?.file ?? "",
        source?.sheet ?? "",
        source?.cell ?? "",
        source?.text ?? "",
      ];
    }
  }
}

/** A finding about several cells names them all, separated by ；. */
function* findingRows({ findings }: Consolidation, names: Names): Iterable<readonly string[]> {
  yield [
    "id",
    "rule",
    "severity",
    "unit_code",
    "unit_name",
    "figures",
    "message",
    "expected",
    "actual",
    "difference",
    "sources",
    "cause",
    "suspects",
    "advice",
    "explanation",
    "explained_by",
  ];
  for (const one of findings) {
    yield [
      one.id,
      one.rule,
      one.severity,
      one.unit ?? "",
      names.unit(one.unit),
      one.figures.join("；"),
      one.message,
      one.expected ?? "",
      one.actual ?? "",
      one.difference ?? "",
      one.sources
        .map(({ file, sheet, cell, text }) => [file, sheet, cell, text].filter((part) => part !== "").join(" "))
        .join("；"),
      one.cause ?? "",
      one.suspects.join("；"),
      one.advice,
      one.explanation?.text ?? "",
      one.explanation?.by ?? "",
    ];
  }
}

/** 材料状态. */
export const SUBMISSION_STATUS: Readonly<Record<SubmissionStatus, string>> = {
  counted: "计入汇总",
  complement: "补充表格，计入汇总",
  duplicate: "内容相同，未重复计入",
  superseded: "已由更正材料替代",
  refused: "未计入汇总",
  stray: "不是报送材料",
  published: "本级已公布的报告",
};

function* submissionRows({ submissions }: Consolidation, names: Names): Iterable<readonly string[]> {
  yield ["unit_code", "unit_name", "status", "file", "sha256", "format"];
  for (const { unit, status, file, sha256, format: kind } of submissions) {
    yield [unit ?? "", names.unit(unit), SUBMISSION_STATUS[status], file, sha256, kind];
  }
}

function plain(value: Decimal | null): string | null {
  return value === null ? null : format(value);
}
