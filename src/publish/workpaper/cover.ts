import { untoldText } from "../../arrival.js";
import type { Consolidation } from "../../consolidation.js";
import { type GradedFinding, isOpen, SEVERITY_NAME, type Severity } from "../../finding.js";
import { type Jurisdiction, rulesOf } from "../../form/form.js";
import { periodWords } from "../../period.js";
import { codeOf, type SignOff, signatureText } from "../../sign-off.js";
import { acrossRow, linkTo, type Sheet, type SheetRow, titleRow } from "../workbook/workbook.js";

const WIDTHS = [24, 76] as const;

/** 汇总说明: whether the report may be published, why not, what was received and found, which rules were re-graded, and where to find what. */
export function coverSheet(
  consolidation: Consolidation,
  sheets: readonly Sheet[],
  { approvals }: Pick<Jurisdiction, "approvals">,
): Sheet {
  const rows = [
    ...statusRows(consolidation),
    ...countRows(consolidation),
    ...regradedRows(consolidation),
    ...(approvals.explanations ? [] : [pair("说明的审核", "本级设置不要求说明有审核人，只有填写人的说明也算数")]),
    ...contentRows(sheets),
  ];
  return {
    name: "汇总说明",
    widths: WIDTHS,
    rows,
    merges: [acrossRow(1, 2), acrossRow(2, 2)],
    printed: { columns: WIDTHS.length, rows: rows.length },
  };
}

function statusRows({
  jurisdiction,
  period,
  status,
  reasons,
  forms,
  date,
  signOff,
}: Consolidation): readonly SheetRow[] {
  const draft = status === "draft";
  const [form] = forms;
  return [
    titleRow(`${jurisdiction}${period.label}${form.title}汇总底稿`),
    {
      cells: [{ value: draft ? "草稿：尚有问题未处理，不得公布" : "已通过审核，可以公布", style: "emphasis" }],
      height: 26,
    },
    { cells: [{ value: "内部资料，不公开。", style: "plain" }] },
    ...reasons.map((reason, index) => pair(index === 0 ? "不能定稿的原因" : "", reason)),
    pair("报表制度", `${form.title}（${form.edition}年版，${form.basis.document}）`),
    pair("文件日期", date),
    ...signOffRows(signOff),
  ];
}

/** 签署情况: who has signed, over what, and which signatures no longer hold. */
function signOffRows(signOff: SignOff | undefined): readonly SheetRow[] {
  if (signOff === undefined) return [];
  const { signed, lapsed, content, damaged } = signOff;
  return [
    pair("签署", signed.length > 0 ? signed.map(signatureText).join("，") : "还没有对现在的内容签署"),
    ...(damaged === undefined ? [] : [pair("签署记录", `不可信（${damaged}），其中的签署都不算数`)]),
    ...(lapsed.length > 0 ? [pair("已失效的签署", lapsed.map(signatureText).join("，"))] : []),
    pair("内容摘要", `${content}（校验码 ${codeOf(content)}）`),
  ];
}

function countRows({
  coverage,
  arrivals,
  findings,
  submissions,
  prior,
  figures,
  period,
}: Consolidation): readonly SheetRow[] {
  const states = [...figures.values()];
  const count = (state: string): number => states.filter((figure) => figure.state === state).length;
  const untold = untoldText(arrivals, coverage.received);
  const adjusted = states.flatMap((figure) => figure.adjustments?.filter((one) => one.figure === figure.figure) ?? []);
  return [
    pair(
      "报送",
      `应报${coverage.due.length}个，已报${coverage.received.length}个，未报${coverage.missing.length}个，迟报${coverage.late.length}个，退回${coverage.returned.length}个；收到文件${submissions.length}份`,
    ),
    ...(untold === undefined ? [] : [pair("迟报的依据", untold)]),
    pair(
      "指标",
      `共${states.length}项：已核定${count("final")}项，待核实${count("provisional")}项，不完整${count("incomplete")}项${count("notReported") > 0 ? `，可以不报而没有单位填报${count("notReported")}项` : ""}`,
    ),
    ...(["mandatory", "verification", "notice"] as const).map((severity) =>
      pair(`审核意见（${SEVERITY_NAME[severity]}）`, countText(findings, severity)),
    ),
    ...(adjusted.length > 0 ? [pair("调整", `采用${adjusted.length}条，见调整台账；单位所报的数没有改动`)] : []),
    pair(`${periodWords(period).former}数`, prior ? prior.period.label : "没有"),
  ];
}

function countText(findings: readonly GradedFinding[], severity: Severity): string {
  const own = findings.filter((finding) => finding.severity === severity);
  if (severity === "notice") return `${own.length}条，无须答复`;
  const open = own.filter(isOpen).length;
  return severity === "mandatory"
    ? `${own.length}条，须由填报单位修改`
    : `${own.length}条，其中已说明${own.length - open}条，待说明${open}条`;
}

function regradedRows({ forms }: Consolidation): readonly SheetRow[] {
  const rows = rulesOf(forms).flatMap((rule) => {
    if (!rule.regraded) return [];
    const { to, reason, date } = rule.regraded;
    const grade = to === "off" ? "停用" : `改为${SEVERITY_NAME[to]}`;
    return [`${rule.id} ${rule.title}：由${SEVERITY_NAME[rule.severity]}${grade}，${date}，理由：${reason}`];
  });
  return (rows.length > 0 ? rows : ["没有调整"]).map((text, index) => pair(index === 0 ? "规则调整" : "", text));
}

function contentRows(sheets: readonly Sheet[]): readonly SheetRow[] {
  return sheets.map((sheet, index) => ({
    cells: [
      { value: index === 0 ? "本底稿各表" : "", style: "label" as const },
      { value: linkTo({ sheet: sheet.name, cell: "A1" }, sheet.name), style: "entry" as const },
    ],
  }));
}

function pair(name: string, text: string): SheetRow {
  return {
    cells: [
      { value: name, style: "label" },
      { value: text, style: "label" },
    ],
  };
}
