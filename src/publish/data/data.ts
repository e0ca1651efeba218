import { adjustmentRecord } from "../../adjustment.js";
import { countsRecord } from "../../answer.js";
import type { ConsolidatedFigure, Consolidation, Contribution, SubmissionStatus } from "../../consolidation.js";
import { format } from "../../decimal.js";
import type { GradedFinding } from "../../finding.js";
import { yearOf } from "../../period.js";
import { jsonText } from "../../shown-text.js";
import { codeOf } from "../../sign-off.js";
import { type EntryTable, entryTables } from "../entries.js";
import { type Names, namesOf } from "../naming.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { contributionRows, isAdjusted, isAnswered, plain } from "./contribution-rows.js";
import { csvPieces } from "./csv.js";
import { hashedFile, writeRollUp } from "./roll-up.js";

export { csvPieces } from "./csv.js";
export { writeOpenData } from "./open-data.js";

/** 数据文件: the office's own data: the consolidation, the findings and the same as CSV. Not for publication. */
export function writeData(publication: Publication): readonly OutputFile[] {
  const { consolidation } = publication;
  const names = namesOf(consolidation);
  const consolidated = hashedFile("consolidated.json", () => encoded(consolidatedJson(consolidation)));
  return [
    consolidated.file,
    writeRollUp(publication, consolidated.sha256),
    fileInPieces("findings.json", () => encoded(findingsJson(consolidation.findings))),
    fileInPieces("data/figures.csv", () => csvPieces(figureRows(consolidation, names))),
    fileInPieces("data/contributions.csv", () => csvPieces(contributionRows(consolidation, names))),
    fileInPieces("data/findings.csv", () => csvPieces(findingRows(consolidation, names))),
    fileInPieces("data/submissions.csv", () => csvPieces(submissionRows(consolidation, names))),
    ...entryTables(consolidation).map((table) =>
      fileInPieces(`data/entries-${table.code}.csv`, () => csvPieces(entryRows(table, names))),
    ),
  ];
}

/** One line a contribution, so that two runs can be compared line by line; in pieces, for a large roster is more than a string holds. */
function* consolidatedJson(consolidation: Consolidation): Iterable<string> {
  const { jurisdiction, period, forms, status, reasons, coverage, signOff } = consolidation;
  const year = yearOf(period);
  const below = belowRecord(consolidation);
  const signed = signOff && { signOff: { code: codeOf(signOff.content), ...signOff } };
  const of = { ...(period.kind !== "year" && { period: period.key }), form: forms[0].id };
  const facts = { jurisdiction, year, ...of, status, reasons, coverage, ...(below && { below }), ...signed };
  const head = jsonText(facts, 2).slice(0, -2);
  yield `${head},\n  "figures": {`;
  let separator = "\n";
  for (const figure of consolidation.figures.values()) {
    yield `${separator}    ${jsonText(figure.figure)}: ${figureJson(figure)}`;
    separator = ",\n";
  }
  yield "\n  }\n}\n";
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
  const { value, qualifier, answers, latest, state, printed, plain: unadjusted } = figure;
  const own = {
    value: plain(value),
    ...(unadjusted !== undefined && { sum: plain(unadjusted) }),
    ...(qualifier && { qualifier }),
    ...(answers && { answers: countsRecord(answers) }),
    ...(latest !== undefined && { latest }),
    state,
    ...(printed && { printed: format(printed) }),
  };
  return `${jsonText(own).slice(0, -1)},\n      "contributions": ${contributionLines(figure)} }`;
}

/** A quotation mark inside a text is written \", so that `},{"` stands between two records and nowhere else. */
function contributionLines({ contributions, adjustments = [] }: ConsolidatedFigure): string {
  const all = [...contributions.map(contributionRecord), ...adjustments.map(adjustmentRecord)];
  if (all.length === 0) return "[]";
  const records = jsonText(all).slice(1, -1);
  return `[\n        ${records.replaceAll('},{"', '},\n        {"')}\n      ]`;
}

function contributionRecord({ unit, value, answer, answers, qualifier, source }: Contribution): object {
  return {
    unit,
    value: plain(value),
    ...(answer !== undefined && { answer }),
    ...(answers && { answers: countsRecord(answers) }),
    ...(qualifier && { qualifier }),
    file: source?.file ?? null,
    sheet: source?.sheet ?? null,
    cell: source?.cell ?? null,
    text: source?.text ?? null,
    ...(source?.confirmed && { confirmed: source.confirmed }),
  };
}

/** One finding after another, for all of them may be more than a string holds. A line end inside a text is written \\n. */
function* findingsJson(findings: readonly GradedFinding[]): Iterable<string> {
  let separator = "[\n  ";
  for (const finding of findings) {
    yield separator + jsonText(findingRecord(finding), 2).replaceAll("\n", "\n  ");
    separator = ",\n  ";
  }
  yield findings.length > 0 ? "\n]\n" : "[]\n";
}

function* encoded(texts: Iterable<string>): Iterable<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
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

/** The plain sum beside the value, where anything was adjusted. */
function* figureRows({ figures }: Consolidation, names: Names): Iterable<readonly string[]> {
  const adjusted = isAdjusted(figures);
  const answered = isAnswered(figures);
  yield ["code", "label", "unit", "value", "state", ...(adjusted ? ["sum"] : []), ...(answered ? ["answers"] : [])];
  for (const { figure, value, answers = [], state, plain: unadjusted = value } of figures.values())
    yield [
      figure,
      names.figure(figure),
      names.measure(figure),
      plain(value) ?? "",
      state,
      ...(adjusted ? [plain(unadjusted) ?? ""] : []),
      ...(answered ? [answers.map(({ answer, units }) => `${answer}：${units}`).join("；")] : []),
    ];
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
    "reviewed_by",
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
      one.explanation?.reviewer ?? "",
    ];
  }
}

/** 台账明细: under the list's own headings, with the cell of each entry. */
function* entryRows({ columns, entries }: EntryTable, names: Names): Iterable<readonly string[]> {
  yield ["unit_code", "unit_name", ...columns.map(({ label }) => label), "counted", "file", "sheet", "cell"];
  for (const { unit, entry } of entries) {
    const { file, sheet, cell } = entry.source;
    const own = columns.map(({ code }) => entry.values[code] ?? "");
    yield [unit, names.unit(unit), ...own, entry.counted ? "yes" : "no", file, sheet, cell];
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
