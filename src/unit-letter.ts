import { type GradedFinding, SEVERITY_NAME, type Severity } from "./finding.js";
import type { Jurisdiction } from "./form/form.js";
import { type Day, dayAfter, daysLater, type Period, spokenDay } from "./period.js";

/** 通知内容: what a letter says of a finding. */
export type LetterFinding = Pick<
  GradedFinding,
  "id" | "rule" | "severity" | "message" | "advice" | "suspects" | "guesses"
>;

/** 致单位的通知: what a unit is asked to put right or to explain, as a slip or as text to be sent. */
export interface UnitLetter<F extends LetterFinding = LetterFinding> {
  /** 退回修改通知单, 核实通知单 or 催报通知单. */
  readonly title: string;
  readonly salutation: string;
  readonly opening: string;
  /** What must be changed stands first. */
  readonly findings: readonly F[];
  /** By when to answer, and whom to ask. */
  readonly closing: readonly string[];
}

/** 答复要求: by when to answer, in words, and whom to ask, as far as the settings say. */
export interface ReplyTerms {
  /** 2023年2月10日前 or 收到本通知之日起5日内. */
  readonly by?: string;
  /** 报送截止日, for a unit that has sent nothing. */
  readonly due: string;
  readonly contact?: string;
  readonly phone?: string;
}

type ReplySettings = Pick<Jurisdiction, "contact" | "phone" | "replyBy" | "replyDays" | "deadlines">;

/** 取答复要求: a number of days becomes a day where the day of the run is known. */
export function replyTerms(settings: ReplySettings, period: Period, today: Day | undefined): ReplyTerms {
  const { contact, phone, deadlines } = settings;
  const by = replyBy(settings, period, today);
  return {
    due: spokenDay(dayAfter(period, deadlines.submission)),
    ...(by !== undefined && { by }),
    ...(contact !== undefined && { contact }),
    ...(phone !== undefined && { phone }),
  };
}

function replyBy(
  { replyBy: fixed, replyDays }: ReplySettings,
  period: Period,
  today: Day | undefined,
): string | undefined {
  if (fixed !== undefined) return `${spokenDay(dayAfter(period, fixed))}前`;
  if (replyDays === undefined) return undefined;
  return today === undefined ? `收到本通知之日起${replyDays}日内` : `${spokenDay(daysLater(today, replyDays))}前`;
}

/** 通知的对象和内容. `report` is the title of what was reported: 政府信息公开工作年度报告. `below` says where the findings stand: 见下表. */
export interface LetterRequest<F extends LetterFinding> {
  readonly unit: string;
  /** 2022年度, 2022年12月. */
  readonly period: string;
  readonly report: string;
  readonly below: string;
  readonly findings: readonly F[];
  /** What the opening counts: one finding a row, where a row tells of several findings; without it all of them. */
  readonly counted?: readonly F[];
  readonly reply?: ReplyTerms;
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
    closing: closingOf(request),
  };
}

/** 催报: nothing was sent that could be changed. */
function isReminder(mandatory: readonly LetterFinding[]): boolean {
  return mandatory.length > 0 && mandatory.every((finding) => finding.rule === "UNIT.MISSING");
}

function reminderText({ period, report, below }: LetterRequest<LetterFinding>): string {
  return `你单位尚未报送${period}${report}（原因${below}），请尽快报送。`;
}

function closingOf({ findings, reply }: LetterRequest<LetterFinding>): readonly string[] {
  if (reply === undefined) return [];
  const { by, due, contact, phone } = reply;
  const reminder = isReminder(findings.filter((finding) => finding.severity === "mandatory"));
  const asked = by === undefined ? [] : [`请于${by}${reminder ? "报送" : "答复"}。`];
  const whom = [contact && `联系人：${contact}`, phone && `联系电话：${phone}`].filter(Boolean).join("，");
  return [...(reminder ? [`报送截止日为${due}。`] : []), ...asked, ...(whom === "" ? [] : [`${whom}。`])];
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

function openingText({ period, report, below, findings, counted = findings }: LetterRequest<LetterFinding>): string {
  const present = (["mandatory", "verification", "notice"] as const)
    .map((severity) => ({ severity, count: counted.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0);
  const counts = present.map(({ severity, count }) => `${COUNTED[severity]}${count}条`);
  const asked = present.map(({ severity }) => ASKED[severity]);
  return `你单位${period}${report}经审核，有${counts.join("、")}（${below}）。${asked.join("；")}。`;
}

/** 通知全文: the letter as plain text, ready to be sent by message or mail. */
export function letterText({ salutation, opening, findings, closing }: UnitLetter): string {
  const numbered = findings.length > 1;
  const told = new Map<string, number>();
  return [
    salutation,
    opening,
    ...findings.map(
      (finding, index) =>
        `${numbered ? `${index + 1}. ` : ""}${findingText(finding, culpritOnce(finding, index + 1, told))}`,
    ),
    ...closing,
  ].join("\n");
}

/** What several findings have in common to be suspected is said once. */
function culpritOnce(finding: LetterFinding, number: number, told: Map<string, number>): string {
  const text = culpritText(finding);
  const before = told.get(text);
  if (before !== undefined && text !== "") return `同第${before}条`;
  told.set(text, number);
  return text;
}

function findingText({ severity, message, advice, id }: LetterFinding, culprit: string): string {
  return [
    `【${SEVERITY_NAME[severity]}】${message}`,
    ...(culprit === "" ? [] : [`疑似错处：${culprit}`]),
    `怎么改：${advice}`,
    `编号：${id}`,
  ].join("\n");
}

/** 疑似错处, as short as it can be told: by cell references where there are any, else in whole sentences; nothing where none is suspected. */
export function culpritText({ guesses = [], suspects }: Pick<GradedFinding, "guesses" | "suspects">): string {
  return guesses.length > 0 ? guesses.join("；或").replace(/；或（/g, "（") : suspectsText(suspects);
}

/** 疑似错处 in one line: a sentence that has its own stop gets no second one. */
export function suspectsText(suspects: readonly string[]): string {
  return suspects.map((text, at) => (at < suspects.length - 1 && !/[。：]$/.test(text) ? `${text}；` : text)).join("");
}
