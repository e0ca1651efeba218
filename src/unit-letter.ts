import { type GradedFinding, SEVERITY_NAME, type Severity } from "./finding.js";

/** 通知内容: what a letter says of a finding. */
export type LetterFinding = Pick<GradedFinding, "id" | "rule" | "severity" | "message" | "advice" | "suspects">;

/** 致单位的通知: what a unit is asked to put right or to explain, as a slip or as text to be sent. */
export interface UnitLetter<F extends LetterFinding = LetterFinding> {
  /** 退回修改通知单, 核实通知单 or 催报通知单. */
  readonly title: string;
  readonly salutation: string;
  readonly opening: string;
  /** What must be changed stands first. */
  readonly findings: readonly F[];
}

/** 通知的对象和内容. `report` is the title of what was reported: 政府信息公开工作年度报告. `below` says where the findings stand: 见下表. */
export interface LetterRequest<F extends LetterFinding> {
  readonly unit: string;
  readonly year: number;
  readonly report: string;
  readonly below: string;
  readonly findings: readonly F[];
}

/** 拟通知: one unit's findings, with the words around them. */
export function letterTo<F extends LetterFinding>(request: LetterRequest<F>): UnitLetter<F> {
  const { unit, findings } = request;
  const mandatory = findings.filter((finding) => finding.severity === "mandatory");
  return {
    title: isReminder(mandatory) ? "催报通知单" : mandatory.length > 0 ? "退回修改通知单" : "核实通知单",
    salutation: `${unit}：`,
    opening: isReminder(mandatory) ? reminderText(request) : openingText(request),
    findings: [...mandatory, ...findings.filter((finding) => finding.severity !== "mandatory")],
  };
}

/** 催报: nothing was sent that could be changed. */
function isReminder(mandatory: readonly LetterFinding[]): boolean {
  return mandatory.length > 0 && mandatory.every((finding) => finding.rule === "UNIT.MISSING");
}

function reminderText({ year, report, below }: LetterRequest<LetterFinding>): string {
  return `你单位尚未报送${year}年度${report}（原因${below}），请尽快报送。`;
}

const COUNTED: Readonly<Record<Severity, string>> = {
  mandatory: "须修改的问题",
  verification: "须核实的问题",
  notice: "提示",
};

const ASKED: Readonly<Record<Severity, string>> = {
  mandatory: "强制性问题请修改后重新报送",
  verification: "核实性问题请核对，有误的改正后重新报送，属实的请书面说明情况",
  notice: "提示不需要答复",
};

function openingText({ year, report, below, findings }: LetterRequest<LetterFinding>): string {
  const present = (["mandatory", "verification", "notice"] as const)
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0);
  const counts = present.map(({ severity, count }) => `${COUNTED[severity]}${count}条`);
  const asked = present.map(({ severity }) => ASKED[severity]);
  return `你单位${year}年度${report}经审核，有${counts.join("、")}（${below}）。${asked.join("；")}。`;
}

/** 通知全文: the letter as plain text, ready to be sent by message or mail. */
export function letterText({ salutation, opening, findings }: UnitLetter): string {
  const numbered = findings.length > 1;
  return [
    salutation,
    opening,
    ...findings.map((finding, index) => `${numbered ? `${index + 1}. ` : ""}${findingText(finding)}`),
  ].join("\n");
}

function findingText({ severity, message, suspects, advice, id }: LetterFinding): string {
  return [
    `【${SEVERITY_NAME[severity]}】${message}`,
    ...(suspects.length > 0 ? [`疑似错处：${suspects.join("；")}`] : []),
    `怎么改：${advice}`,
    `编号：${id}`,
  ].join("\n");
}
