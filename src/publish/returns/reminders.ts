import { daysLate, untoldText } from "../../arrival.js";
import type { Consolidation } from "../../consolidation.js";
import { decimal } from "../../decimal.js";
import { distinctFileNames } from "../../file-name.js";
import { type GradedFinding, isOpen, type Severity } from "../../finding.js";
import { ruleNamed, type Schemas, type Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { dayAfter, daysBetween, spokenDay, spokenLabel } from "../../period.js";
import { REPORTING_STATE_NAME, type ReportingState, reportingStates } from "../../reporting-state.js";
import { letterText, letterTo, replyTerms } from "../../unit-letter.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import {
  acrossRow,
  linesOf,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  titleRow,
  workbookPieces,
} from "../workbook/workbook.js";

const HEADINGS = [
  "序号",
  "类别",
  "单位",
  "联系人",
  "联系电话",
  "状态",
  "逾期天数",
  "期限",
  "要办的事",
  "联系记录",
  "可直接发送的文字",
  "通知单",
] as const;
const WIDTHS = [6, 9, 26, 10, 15, 10, 9, 16, 34, 24, 70, 30] as const;
const HEAD_ROWS = 3;
/** The last two columns are for the screen: the words to send are copied. */
const PRINTED = 10;

/** Who is called first: who has sent nothing, then who has to send again, then who has to explain. */
const ORDER: readonly ReportingState[] = ["missing", "unusable", "returned", "questioned"];

/** 催报清单: the units that something is wanted of, whom to call, what about, and the words to send; no file where nothing is wanted. */
export function writeReminders({ consolidation, schemas }: Publication): readonly OutputFile[] {
  const { government: author, period, today } = consolidation;
  const reminders = remindersOf(consolidation);
  if (reminders.length === 0) return [];
  const date = today ?? dayAfter(period, schemas.jurisdiction.deadlines.submission);
  return [
    fileInPieces("催报.xlsx", () =>
      workbookPieces({ author, date, sheets: [reminderSheet(reminders, consolidation, schemas)] }),
    ),
  ];
}

interface Reminder {
  readonly unit: Unit;
  readonly state: ReportingState;
  readonly findings: readonly GradedFinding[];
  /** The notice, relative to the list. */
  readonly notice: string;
}

function remindersOf(consolidation: Consolidation): readonly Reminder[] {
  const { units, findings } = consolidation;
  const stateOf = reportingStates(consolidation);
  const open = groupBy(findings.filter(isOpen), ({ unit }) => unit);
  const names = distinctFileNames(new Map(units.map((unit) => [unit.code, unit.name])));
  const all = units.map((unit) => ({
    unit,
    state: stateOf(unit.code),
    findings: open.get(unit.code) ?? [],
    notice: `returns/${names.get(unit.code) ?? unit.code}.xlsx`,
  }));
  return ORDER.flatMap((state) => all.filter((one) => one.state === state));
}

function reminderSheet(reminders: readonly Reminder[], consolidation: Consolidation, schemas: Schemas): Sheet {
  const { period, forms, jurisdiction } = consolidation;
  const head: readonly SheetRow[] = [
    titleRow(`${jurisdiction}${period.label}${forms[0].title}催报清单`),
    { cells: [{ value: headText(reminders, consolidation, schemas), style: "plain" }], height: 34 },
    textRow(HEADINGS, "heading"),
  ];
  return {
    name: "催报清单",
    widths: WIDTHS,
    landscape: true,
    rows: [...head, ...reminders.map((one, index) => reminderRow(one, index + 1, consolidation, schemas))],
    merges: [acrossRow(1, PRINTED), acrossRow(2, PRINTED)],
    printed: { columns: PRINTED, rows: HEAD_ROWS + reminders.length },
    frozen: { rows: HEAD_ROWS, columns: 3 },
    filter: `A${HEAD_ROWS}:L${HEAD_ROWS + reminders.length}`,
    repeatRows: `${HEAD_ROWS}:${HEAD_ROWS}`,
  };
}

function headText(
  reminders: readonly Reminder[],
  { coverage, arrivals, today, period }: Consolidation,
  schemas: Schemas,
): string {
  const counts = ORDER.map((state) => ({ state, count: reminders.filter((one) => one.state === state).length }));
  const told = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${REPORTING_STATE_NAME[state]}${count}个`);
  const due = spokenDay(dayAfter(period, schemas.jurisdiction.deadlines.submission));
  const asOf =
    today === undefined ? "运行时没有写明日期（--today），未报的不计逾期天数" : `未报的逾期天数算到${spokenDay(today)}`;
  const untold = untoldText(arrivals, coverage.received);
  return `应报${coverage.due.length}个单位，需要联系${reminders.length}个：${told.join("，")}。报送截止日${due}；${asOf}；迟报的算到报来之日${untold === undefined ? "" : `（${untold}）`}。“联系记录”一栏供填写。`;
}

function reminderRow(one: Reminder, number: number, consolidation: Consolidation, schemas: Schemas): SheetRow {
  const { unit, state, notice } = one;
  const text = (value: string): SheetCell => ({ value, style: "text" });
  const late = daysOverdue(one, consolidation, schemas);
  const [term, task] = [termOf(one, consolidation, schemas), taskOf(one, consolidation)];
  return {
    height: heightOf([unit.category, unit.name, unit.contact ?? "", unit.phone ?? "", "", "", term, task]),
    cells: [
      { value: decimal(String(number)), style: "figure" },
      ...[unit.category, unit.name, unit.contact ?? "", unit.phone ?? ""].map(text),
      { value: REPORTING_STATE_NAME[state], style: state === "questioned" ? "verification" : "mandatory" },
      { value: late === undefined ? "" : decimal(String(late)), style: "figure" },
      text(term),
      text(task),
      text(""),
      { value: wordsTo(one, consolidation, schemas), style: "letter" },
      text(notice),
    ],
  };
}

const LINE = 15;
const LOWEST = 3 * LINE;

/** By what is printed: the words to send would make a page of every unit. */
function heightOf(printed: readonly string[]): number {
  const lines = printed.map((text, at) => linesOf(text, WIDTHS[at + 1] ?? 10));
  return Math.max(LOWEST, Math.max(...lines) * LINE + 4);
}

/** 逾期天数: up to the day of the run, where that is known, while nothing has come that could be used; of what came, up to the day it came. */
function daysOverdue(
  { unit, state }: Reminder,
  { period, today, arrivals }: Consolidation,
  { jurisdiction }: Schemas,
): number | undefined {
  if (state !== "missing" && state !== "unusable") return daysLate(arrivals, unit.code);
  if (today === undefined) return undefined;
  const days = daysBetween(dayAfter(period, jurisdiction.deadlines.submission), today);
  return days > 0 ? days : undefined;
}

function termOf({ state }: Reminder, { period, today }: Consolidation, { jurisdiction }: Schemas): string {
  const { by, due } = replyTerms(jurisdiction, period, today);
  return state === "missing" ? `${due}${by === undefined ? "" : `；催报后${by}`}` : (by ?? "尽快");
}

function taskOf({ state, findings }: Reminder, { forms }: Consolidation): string {
  const count = (severity: Severity): number => findings.filter((one) => one.severity === severity).length;
  const also = count("verification") > 0 ? `；另有核实性意见${count("verification")}条，请一并核对或说明` : "";
  const titles = [...new Set(findings.filter(({ severity }) => severity === "mandatory").map(({ rule }) => rule))]
    .filter((rule) => rule !== "UNIT.MISSING")
    .map((rule) => ruleNamed(forms, rule)?.title ?? rule);
  switch (state) {
    case "missing":
      return "还没有报送，请催报";
    case "unusable":
      return `报送的材料不能采用${titles.length > 0 ? `（${titles.join("、")}）` : ""}，请重新报送`;
    case "returned":
      return `有强制性意见${count("mandatory")}条（${titles.join("、")}），请改正后重报${also}`;
    default:
      return `有核实性意见${count("verification")}条，请核对，有误的改正，属实的书面说明`;
  }
}

/** A cell holds 32,767 characters, and nobody reads half of that in one: of a long letter the notice tells the rest. */
const LONGEST_LETTER = 6_000;

function wordsTo({ unit, findings, notice }: Reminder, consolidation: Consolidation, schemas: Schemas): string {
  const { period, forms, today } = consolidation;
  const request = { unit: unit.name, period: spokenLabel(period), report: forms[0].title, below: "见下" };
  const letter = letterTo({ ...request, findings, reply: replyTerms(schemas.jurisdiction, period, today) });
  const whole = letterText(letter);
  if (whole.length <= LONGEST_LETTER) return whole;
  return letterText({
    ...letter,
    findings: [],
    opening: `${letter.opening}各条意见见所附通知单（${notice.slice("returns/".length)}）。`,
  });
}
