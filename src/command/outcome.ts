import type { Consolidation } from "../consolidation.js";
import type { UnitCode } from "../figure.js";
import type { GradedFinding } from "../finding.js";
import type { Severity } from "../form/form.js";
import type { RunResult } from "../pipeline.js";
import type { RecordedRun, RunNames } from "../record/record.js";
import { listOf, natural, oneOf, record, type Shape, text } from "../shape.js";
import { jsonText } from "../shown-text.js";
import type { Console, Given } from "./command.js";

/** 审核意见 counted by severity. */
export function countBy({ findings }: Pick<Consolidation, "findings">): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { mandatory: count("mandatory"), verification: count("verification"), notice: count("notice") };
}

/** The counts that are kept with a run. */
export function countsOf(consolidation: Consolidation): Readonly<Record<string, number>> {
  const { coverage, submissions } = consolidation;
  return {
    ...countBy(consolidation),
    files: submissions.length,
    due: coverage.due.length,
    received: coverage.received.length,
    missing: coverage.missing.length,
    returned: coverage.returned.length,
  };
}

/** The names of figures and units, for the description of changes. */
export function namesOf({ forms, units }: Consolidation): RunNames {
  return {
    figures: Object.fromEntries(
      forms.flatMap((form) => [...form.figures.values()].map((figure) => [figure.code, figure.label])),
    ),
    units: Object.fromEntries(units.map((unit) => [unit.code, unit.name])),
  };
}

const SHOWN = 12;

/** 单位：意见. The name is left out where the sentence begins with it, or is about no unit. */
function withUnitName(unitName: string, message: string): string {
  return message.startsWith(unitName) ? message : `${unitName}：${message}`;
}

/** 说明不予采纳、失效: only notices, but shown, because whoever wrote the explanation expects an answer. */
function refusedExplanations(findings: readonly GradedFinding[]): readonly string[] {
  const answers = findings.filter(({ rule }) => rule.startsWith("EXPLANATION."));
  const more = answers.length > SHOWN_ANSWERS ? [`  …… 没有采纳或已失效的说明共${answers.length}条`] : [];
  return [...answers.slice(0, SHOWN_ANSWERS).map(({ rule, message }) => `  [提示性 ${rule}] ${message}`), ...more];
}

const SHOWN_ANSWERS = 4;

/** 运行结果的摘要: what is said of a run, without its place on the disk. */
export interface Summary {
  readonly status: Consolidation["status"];
  readonly coverage: Consolidation["coverage"];
  readonly counts: Readonly<Record<Severity, number>>;
  /** For people, line by line. */
  readonly lines: readonly string[];
}

const listed = listOf<UnitCode>((value): value is UnitCode => text(value));

export const isSummary: Shape<Summary> = record<Summary>({
  status: oneOf<Summary["status"]>({ final: true, draft: true }),
  coverage: record<Summary["coverage"]>({
    due: listed,
    received: listed,
    missing: listed,
    returned: listed,
    late: listed,
  }),
  counts: record<Summary["counts"]>({ mandatory: natural, verification: natural, notice: natural }),
  lines: listOf(text),
});

/** 摘要: whether the report may be published, what prevents it, and where to look. */
export function summaryOf({ consolidation, hasPdf }: Pick<RunResult, "consolidation" | "hasPdf">): Summary {
  const { status, coverage, reasons, findings } = consolidation;
  const counts = countBy(consolidation);
  const open = findings.filter((finding) => finding.severity !== "notice" && finding.explanation === null);
  const unitName = (code: string | null): string => consolidation.units.find((unit) => unit.code === code)?.name ?? "";
  const lines = [
    `${consolidation.government}${consolidation.period.label}${consolidation.forms[0].title}：${status === "final" ? "可以发布" : "草稿"}`,
    `  应报${coverage.due.length}个单位，已报${coverage.received.length}个，未报${coverage.missing.length}个，退回${coverage.returned.length}个，迟报${coverage.late.length}个`,
    `  审核意见：强制性${counts.mandatory}条，核实性${counts.verification}条，提示性${counts.notice}条`,
    ...reasons.map((reason) => `  草稿原因：${reason}`),
    ...open
      .slice(0, SHOWN)
      .map(
        (finding) =>
          `  [${finding.severity === "mandatory" ? "强制性" : "核实性"} ${finding.rule}] ${withUnitName(unitName(finding.unit), finding.message)}`,
      ),
    ...(open.length > SHOWN ? [`  …… 共${open.length}条，全部见 汇总底稿.xlsx 的“审核情况”和 review.html`] : []),
    ...refusedExplanations(findings),
    ...(hasPdf ? [] : ["  没有找到可用的中文字体，未生成 PDF（可在本级设置的 PDF字体（fonts.pdf）写明字体文件）"]),
  ];
  return { status, coverage, counts, lines };
}

export interface Finished {
  readonly summary: Summary;
  readonly recorded: RecordedRun;
  /** The period's link below the outputs folder. */
  readonly folder: string;
}

/** 运行结果: prints the summary and where the outputs are; with --json one object. */
export function report(given: Given, console: Console, { summary, recorded, folder }: Finished): void {
  const { status, counts, coverage, lines } = summary;
  if (given.json) {
    console.say(jsonText({ status, exitCode: status === "final" ? 0 : 1, outputs: folder, counts, coverage }));
    return;
  }
  if (given.quiet) return;
  for (const line of lines) console.say(line);
  console.say(
    `  输出：${folder}${recorded.unchanged ? "（与上次运行相同，没有新增运行记录）" : `（运行编号 ${recorded.runId}）`}`,
  );
  for (const line of placeLines(folder, recorded)) console.say(line);
}

/** 副本的说明: said once that the folder is a copy, and each time that a changed copy was kept. */
function placeLines(folder: string, { runId, shown }: RecordedRun): readonly string[] {
  const copied = `  说明：所在磁盘不支持链接，${folder} 是运行 ${runId} 的结果的副本，请勿在其中改动`;
  const aside = `  说明：${folder} 中的文件有改动，改动过的已移到 ${shown.setAside}，现在的是程序的结果`;
  return [...(shown.refused ? [copied] : []), ...(shown.setAside === undefined ? [] : [aside])];
}
