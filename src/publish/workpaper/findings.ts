import type { Consolidation } from "../../consolidation.js";
import { type GradedFinding, SEVERITY_NAME } from "../../finding.js";
import { type Form, ruleNamed } from "../../form/form.js";
import { placesText, severityStyle, shortList } from "../finding-text.js";
import { type Names, namesOf } from "../naming.js";
import { acrossRow, type Sheet, type SheetCell, type SheetRow, textRow, titleRow } from "../workbook/workbook.js";

const HEADINGS = [
  "序号",
  "级别",
  "处理情况",
  "单位",
  "规则",
  "指标",
  "问题",
  "位置",
  "现填",
  "应为",
  "相差",
  "说明",
  "说明人",
  "疑似错处",
  "怎么改",
  "同源编号",
  "编号",
] as const;
const WIDTHS = [6, 8, 8, 18, 20, 24, 48, 28, 11, 11, 9, 24, 9, 28, 30, 20, 34] as const;
/** 打印的栏: up to the explanation and who gave it; what helps to find the error is for the screen. */
const PRINTED_COLUMNS = HEADINGS.indexOf("说明人") + 1;
const HEAD_ROWS = 2;

/** 审核情况: every finding, in the order of the findings themselves. */
export function findingsSheet({ findings, ...rest }: Consolidation): Sheet {
  const names = namesOf({ findings, ...rest });
  return {
    name: "审核情况",
    widths: WIDTHS,
    landscape: true,
    rows: findingRows(findings, names, rest.forms),
    merges: [acrossRow(1, PRINTED_COLUMNS)],
    frozen: { rows: HEAD_ROWS, columns: 4 },
    filter: `A${HEAD_ROWS}:Q${HEAD_ROWS + Math.max(findings.length, 1)}`,
    repeatRows: `${HEAD_ROWS}:${HEAD_ROWS}`,
    printed: { columns: PRINTED_COLUMNS, rows: HEAD_ROWS + Math.max(findings.length, 1) },
  };
}

function* findingRows(findings: readonly GradedFinding[], names: Names, forms: readonly Form[]): Iterable<SheetRow> {
  yield titleRow("审核情况");
  yield textRow(HEADINGS, "heading");
  if (findings.length === 0) yield textRow(["", "", "", "没有审核意见"], "text");
  for (const [index, finding] of findings.entries()) yield { cells: findingCells(finding, index + 1, names, forms) };
}

function findingCells(
  finding: GradedFinding,
  number: number,
  names: Names,
  forms: readonly Form[],
): readonly SheetCell[] {
  const { severity, rule, explanation, suspects } = finding;
  const title = ruleNamed(forms, rule)?.title;
  const texts = [
    answerOf(finding),
    names.unit(finding.unit) || "（汇总数或未识别单位）",
    title ? `${rule} ${title}` : rule,
    shortList(finding.figures.map(names.figure)),
    finding.message,
    placesText(finding),
    (!finding.sides && finding.actual) || "",
    (!finding.sides && finding.expected) || "",
    finding.difference ?? "",
    explanation?.text ?? "",
    explanation
      ? `${explanation.by}${explanation.reviewer === undefined ? "" : `（审核：${explanation.reviewer}）`}`
      : "",
    suspects.join("\n"),
    finding.advice,
    finding.cause ?? "",
    finding.id,
  ];
  return [
    { value: String(number), style: "text" },
    { value: SEVERITY_NAME[severity], style: severityStyle(finding) },
    ...texts.map((value) => ({ value, style: "text" as const })),
  ];
}

function answerOf(finding: GradedFinding): string {
  if (finding.severity === "notice") return "无须答复";
  if (finding.severity === "mandatory") return "待修改";
  return finding.explanation ? "已说明" : "待说明";
}
