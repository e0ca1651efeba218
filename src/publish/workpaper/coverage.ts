import { lateText } from "../../arrival.js";
import type { Consolidation, SubmissionRecord } from "../../consolidation.js";
import { decimal, permille } from "../../decimal.js";
import type { UnitCode } from "../../figure.js";
import { type GradedFinding, isOpen } from "../../finding.js";
import { type Form, ruleNamed, type Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { type ReportingState, reportingStates } from "../../reporting-state.js";
import { SUBMISSION_STATUS } from "../data/data.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const GROUP_HEADINGS = [
  "",
  "类别",
  "",
  "应报",
  "已报",
  "未报",
  "不能采用",
  "迟报",
  "退回",
  "待说明",
  "报送率",
] as const;
const UNIT_HEADINGS = [
  "序号",
  "类别",
  "单位",
  "应报",
  "已报",
  "未报",
  "不能采用",
  "迟报",
  "退回",
  "待说明",
  "待改",
  "待核实",
  "提示",
  "材料",
] as const;
const WIDTHS = [6, 12, 28, 8, 8, 8, 10, 8, 8, 8, 9, 9, 8, 60] as const;
const KINDS = ["due", "received", "missing", "unusable", "late", "returned", "questioned"] as const;

/** 报送情况: 应报、已报、未报、不能采用、迟报、退回、待说明, by group and by unit. What was sent and can't be used is not 未报. */
export function coverageSheet(consolidation: Consolidation): Sheet {
  const sets = coverageSets(consolidation);
  const due = consolidation.units.filter((unit) => sets.due.has(unit.code));
  const categories = [...new Set(due.map((unit) => unit.category))];
  const groups = categories.map((category) =>
    groupRow(
      category,
      due.filter((unit) => unit.category === category),
      sets,
      "figure",
    ),
  );
  const head = [
    titleRow("报送情况"),
    textRow(GROUP_HEADINGS, "heading"),
    ...groups,
    groupRow("合计", due, sets, "subtotal"),
    { cells: [] },
  ];
  const top = head.length + 1;
  return {
    name: "报送情况",
    widths: WIDTHS,
    landscape: true,
    rows: [...head, textRow(UNIT_HEADINGS, "heading"), ...unitRows(consolidation, due, sets)],
    merges: [acrossRow(1, UNIT_HEADINGS.length)],
    ...(categories.length <= 6 && { frozen: { rows: top, columns: 3 } }),
    filter: `A${top}:N${top + Math.max(due.length, 1)}`,
    repeatRows: `${top}:${top}`,
    printed: { columns: UNIT_HEADINGS.length, rows: top + due.length },
  };
}

type Kind = (typeof KINDS)[number];

type CoverageSets = Readonly<Record<Kind, ReadonlySet<UnitCode>>>;

function coverageSets(consolidation: Consolidation): CoverageSets {
  const { coverage } = consolidation;
  const stateOf = reportingStates(consolidation);
  const inState = (state: ReportingState): ReadonlySet<UnitCode> =>
    new Set(coverage.due.filter((unit) => stateOf(unit) === state));
  return {
    due: new Set(coverage.due),
    received: new Set(coverage.received),
    missing: inState("missing"),
    unusable: inState("unusable"),
    late: new Set(coverage.late),
    returned: new Set(coverage.returned),
    questioned: inState("questioned"),
  };
}

function groupRow(
  category: string,
  units: readonly Unit[],
  sets: CoverageSets,
  style: "figure" | "subtotal",
): SheetRow {
  const counts = KINDS.map((kind) => decimal(String(units.filter((unit) => sets[kind].has(unit.code)).length)));
  const [due, received] = counts;
  const rate = due && received ? permille(received, due) : undefined;
  return {
    cells: [
      { value: "", style },
      { value: category, style },
      { value: "", style },
      ...counts.map((value) => ({ value, style })),
      { value: rate === undefined ? "" : `${rate / 10n}.${rate % 10n}%`, style },
    ],
  };
}

function unitRows(consolidation: Consolidation, due: readonly Unit[], sets: CoverageSets): readonly SheetRow[] {
  const files = groupBy(consolidation.submissions, (one) => one.unit);
  const findings = groupBy(consolidation.findings, (one) => one.unit);
  return due.map((unit, index) =>
    unitRow(unit, index + 1, {
      sets,
      forms: consolidation.forms,
      files: files.get(unit.code) ?? [],
      findings: findings.get(unit.code) ?? [],
      late: sets.late.has(unit.code) ? lateText(consolidation.arrivals, unit.code) : undefined,
    }),
  );
}

interface UnitFacts {
  readonly sets: CoverageSets;
  readonly forms: readonly Form[];
  readonly files: readonly SubmissionRecord[];
  readonly findings: readonly GradedFinding[];
  readonly late: string | undefined;
}

function unitRow(unit: Unit, number: number, { sets, forms, files, findings, late }: UnitFacts): SheetRow {
  const marks = KINDS.map(
    (kind): SheetCell => ({ value: sets[kind].has(unit.code) ? "√" : "", style: markStyle(kind, sets, unit) }),
  );
  const open = findings.filter(isOpen);
  const counts = [
    open.filter((one) => one.severity === "mandatory"),
    open.filter((one) => one.severity === "verification"),
    findings.filter((one) => one.severity === "notice"),
  ];
  return {
    cells: [
      { value: decimal(String(number)), style: "figure" },
      { value: unit.category, style: "text" },
      { value: unit.name, style: "text" },
      ...marks,
      ...counts.map((list) => ({ value: decimal(String(list.length)), style: "figure" as const })),
      {
        value: [...files.map((one) => fileText(one, forms)), ...(late === undefined ? [] : [late])].join("\n"),
        style: "text",
      },
    ],
  };
}

/** A file that is not used says why. */
function fileText(one: SubmissionRecord, forms: readonly Form[]): string {
  const reasons = one.status === "refused" ? one.reasons : [];
  const why = reasons.length > 0 ? `：${reasons.map((rule) => ruleNamed(forms, rule)?.title ?? rule).join("、")}` : "";
  const by = one.confirmed ? `，${one.confirmed.by}据扫描件${one.confirmed.scan}核对录入` : "";
  return `${one.file}（${SUBMISSION_STATUS[one.status]}${why}${by}）`;
}

function markStyle(kind: Kind, sets: CoverageSets, unit: Unit): "figure" | "mandatory" | "verification" {
  if (!sets[kind].has(unit.code)) return "figure";
  if (kind === "missing" || kind === "unusable" || kind === "returned") return "mandatory";
  return kind === "late" || kind === "questioned" ? "verification" : "figure";
}
