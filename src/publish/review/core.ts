import { lateText, untoldText } from "../../arrival.js";
import type { Consolidation, SubmissionRecord } from "../../consolidation.js";
import { equals, format } from "../../decimal.js";
import type { FigureCode } from "../../figure.js";
import { distinctFileNames } from "../../file-name.js";
import { type GradedFinding, isOpen } from "../../finding.js";
import { type Basis, type Form, isAskedOfAll, rulesOf, type Table } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { levelName, levelsBelow } from "../../levels.js";
import { reportingStates } from "../../reporting-state.js";
import { codeOf, signatureText } from "../../sign-off.js";
import { replyTerms } from "../../unit-letter.js";
import { SUBMISSION_STATUS } from "../data/data.js";
import { answersText, contentOf, figureText } from "../figure-text.js";
import { isLeftAligned, layoutTable } from "../layout/layout.js";
import { knownFigure, originOf } from "../naming.js";
import { digestOf, type OutputFile, type Publication } from "../publication.js";
import { adjustmentsOf } from "./adjustments.js";
import {
  NONE,
  type ReviewCore,
  type ReviewFigure,
  type ReviewFile,
  type ReviewRelation,
  type ReviewRule,
  type ReviewSeverity,
  type ReviewTable,
  type ReviewUnit,
} from "./model.js";
import type { ReviewPlaces } from "./places.js";
import { ruleRelations } from "./relations.js";
import { scansOf } from "./scans.js";

/** 总览: everything but the contributions, the findings and the cells. `files` and `documents` are filled in last. */
export function reviewCore(
  { consolidation, schemas, vouched = [] }: Publication,
  places: ReviewPlaces,
): Omit<ReviewCore, "files" | "documents"> {
  const { jurisdiction, period, date, status, reasons, forms, prior, findings, submissions } = consolidation;
  const [form] = forms;
  const rules = shownRules(rulesOf(forms), findings);
  const severities = ["mandatory", "verification", "notice"] as const;
  return {
    title: `${jurisdiction}${period.label}${form.title}审核`,
    series: consolidation.series.key,
    date,
    status,
    reasons,
    form: `${form.title}（${form.edition}年版，${form.basis.document}）`,
    prior: prior ? { origin: originOf(prior), byUnit: prior.byUnit.size > 0 } : null,
    reply: replyTerms(schemas.jurisdiction, period, consolidation.today),
    units: unitsOf(consolidation, places),
    ...untoldOf(consolidation),
    tables: forms.flatMap((one) => tablesOf(one, consolidation, places)),
    figures: [...consolidation.figures.values()].map((figure) => figureOf(consolidation, figure.figure)),
    rules,
    relations: relationsOf(forms, places, rules),
    strays: submissions.filter((one) => places.unit(one.unit) === NONE).map(fileOf),
    ...scansOf(consolidation, places),
    ...levelsOf(consolidation),
    ...signOffOf(consolidation, vouched),
    findings: Object.fromEntries(severities.map((one) => [one, countOf(findings, one)])) as Record<
      ReviewSeverity,
      { all: number; open: number }
    >,
  };
}

function untoldOf({ arrivals, coverage }: Consolidation): Pick<ReviewCore, "lateUntold"> {
  const lateUntold = untoldText(arrivals, coverage.received);
  return lateUntold === undefined ? {} : { lateUntold };
}

/** Files are only hashed where somebody's signature is over them. */
function signOffOf({ signOff }: Consolidation, vouched: readonly OutputFile[]): Pick<ReviewCore, "signOff"> {
  if (signOff === undefined) return {};
  const { content, signed, lapsed, damaged } = signOff;
  return {
    signOff: {
      code: codeOf(content),
      signed: signed.map(signatureText),
      lapsed: lapsed.map(signatureText),
      ...(damaged !== undefined && { damaged }),
      files: signed.length > 0 ? vouched.map((file) => [file.path, digestOf(file)] as const) : [],
    },
  };
}

function countOf(
  findings: readonly GradedFinding[],
  severity: ReviewSeverity,
): { readonly all: number; readonly open: number } {
  const own = findings.filter((finding) => finding.severity === severity);
  return { all: own.length, open: own.filter(isOpen).length };
}

function unitsOf(
  { units, coverage, arrivals, submissions, findings }: Consolidation,
  places: ReviewPlaces,
): readonly ReviewUnit[] {
  const stateOf = reportingStates({ coverage, submissions, findings });
  const late = new Set(coverage.late);
  const files = groupBy(submissions, (one) => one.unit);
  const own = groupBy(findings, (one) => one.unit);
  const slips = distinctFileNames(new Map(units.map((unit) => [unit.code, unit.name])));
  return units.map((unit, index) => ({
    code: unit.code,
    name: unit.name,
    category: unit.category,
    state: stateOf(unit.code),
    late: late.has(unit.code),
    ...lateBy(late.has(unit.code) ? lateText(arrivals, unit.code) : undefined),
    file: places.fileOfUnit(index),
    files: (files.get(unit.code) ?? []).map(fileOf),
    ...unitFindings(own.get(unit.code) ?? [], slips.get(unit.code) ?? unit.code),
  }));
}

function lateBy(text: string | undefined): Pick<ReviewUnit, "lateBy"> {
  return text === undefined ? {} : { lateBy: text };
}

/** The counts of a unit's findings, and the path of its 退回单, which only a unit with an open finding has. */
function unitFindings(
  findings: readonly GradedFinding[],
  fileName: string,
): Pick<ReviewUnit, "slip" | "mandatory" | "verification" | "explained" | "notice"> {
  const verification = findings.filter((finding) => finding.severity === "verification");
  return {
    slip: findings.some(isOpen) ? `returns/${fileName}.xlsx` : null,
    mandatory: findings.filter((finding) => finding.severity === "mandatory").length,
    verification: verification.filter(isOpen).length,
    explained: verification.filter((finding) => !isOpen(finding)).length,
    notice: findings.filter((finding) => finding.severity === "notice").length,
  };
}

function fileOf({ file, status, format: kind }: SubmissionRecord): ReviewFile {
  return { file, status: SUBMISSION_STATUS[status], format: kind };
}

function tablesOf(form: Form, consolidation: Consolidation, places: ReviewPlaces): readonly ReviewTable[] {
  return form.tables.map((table) => tableOf(table, consolidation, places));
}

function tableOf(table: Table, consolidation: Consolidation, places: ReviewPlaces): ReviewTable {
  const layout = layoutTable(table, contentOf(consolidation));
  return {
    code: table.code,
    title: table.title,
    basis: basisText(table.basis),
    headerRows: layout.headerRows,
    widths: layout.widths,
    rows: layout.rows.map((row) =>
      row.map((cell) => ({
        text: cell.text,
        kind: cell.kind,
        rowSpan: cell.rowSpan,
        columnSpan: cell.columnSpan,
        headers: cell.headers,
        ...(cell.id !== undefined && { id: cell.id }),
        ...(cell.vertical && { vertical: true }),
        ...(isLeftAligned(cell) && { left: true }),
        ...(cell.figure !== undefined && places.figure(cell.figure) !== NONE && { figure: places.figure(cell.figure) }),
      })),
    ),
  };
}

function figureOf(consolidation: Consolidation, code: FigureCode): ReviewFigure {
  const figure = consolidation.figures.get(code);
  const known = knownFigure(consolidation, code);
  const value = figure?.value ?? null;
  const { prior } = consolidation;
  const before = prior?.figures.get(code);
  const origin = prior?.otherOrigins?.get(code);
  return {
    code,
    table: known?.table ?? "",
    label: known?.label ?? code,
    row: known?.rowLabel ?? code,
    column: known?.columnLabel ?? "",
    unit: known?.unit ?? "",
    value: value && format(value),
    ...(figure?.qualifier && { shown: figureText(figure) }),
    ...(figure?.answers && known?.answer && { shown: answersText(figure, known.answer) }),
    state: figure?.state ?? "incomplete",
    before: before ? format(before) : null,
    ...(prior && origin !== undefined && before && { beforeOrigin: originOf(prior, origin) }),
    ...adjustmentsOf(figure, consolidation),
    ...(figure?.printed &&
      value &&
      !equals(figure.printed, figure.plain ?? value) && { printed: format(figure.printed) }),
    derived: (known?.parts.length ?? 0) > 0,
    optional: known?.optional ?? false,
    single: known !== undefined && !isAskedOfAll(known),
  };
}

interface KnownRule {
  readonly id: string;
  readonly title: string;
  readonly basis: Basis;
}

/** All rules of the jurisdiction, then those that only findings name, each with its number of open findings. */
function shownRules(known: readonly KnownRule[], findings: readonly GradedFinding[]): readonly ReviewRule[] {
  const open = groupBy(findings.filter(isOpen), (finding) => finding.rule);
  const ids = new Set(known.map((rule) => rule.id));
  const others = [...new Set(findings.map((finding) => finding.rule))].filter((id) => !ids.has(id));
  return [
    ...known.map(({ id, title, basis }) => ({ id, title, basis: basisText(basis), open: open.get(id)?.length ?? 0 })),
    ...others.map((id) => ({ id, title: id, basis: "", open: open.get(id)?.length ?? 0 })),
  ];
}

function basisText({ document, clause }: Basis): string {
  return clause ? `${document}　${clause}` : document;
}

function relationsOf(
  forms: readonly Form[],
  places: ReviewPlaces,
  rules: readonly ReviewRule[],
): readonly ReviewRelation[] {
  const ruleAt = new Map(rules.map((rule, index) => [rule.id, index]));
  const present = (term: { readonly figure: number }): boolean => term.figure !== NONE;
  return forms.flatMap(ruleRelations).map(({ rule, where, left, right, figures }) => ({
    rule: ruleAt.get(rule) ?? NONE,
    where,
    left: left.map((term) => ({ ...term, figure: places.figure(term.figure) })).filter(present),
    right: right.map((term) => ({ ...term, figure: places.figure(term.figure) })).filter(present),
    figures: figures.map(places.figure).filter((figure) => figure !== NONE),
  }));
}

/** 下级情况; left out where nobody below sent up a consolidation. */
function levelsOf(consolidation: Consolidation): Pick<ReviewCore, "levels"> {
  const levels = levelsBelow(consolidation).map(({ level, notice: _unneeded, ...counts }) => ({
    name: levelName(level),
    ...counts,
  }));
  return levels.length > 0 ? { levels } : {};
}
