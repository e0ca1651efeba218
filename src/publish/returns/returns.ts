import type { Consolidation } from "../../consolidation.js";
import { distinctFileNames } from "../../file-name.js";
import { type GradedFinding, isOpen } from "../../finding.js";
import type { Schemas, Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { type Day, dayAfter, spokenDay, spokenLabel } from "../../period.js";
import { letterTo, replyTerms } from "../../unit-letter.js";
import { basisOf } from "../basis.js";
import { fileInPieces, type OutputFile, type Publication } from "../publication.js";
import { acrossRow, type Sheet, type SheetRow, titleRow, workbookPieces } from "../workbook/workbook.js";
import { SLIP_HEADINGS, SLIP_WIDTHS, slipItems, slipRows } from "./slip-rows.js";

export { writeEnclosed } from "./enclosed.js";
export { type OpenQuestion, openQuestions, writeExplanationForm } from "./explanation-form.js";
export { writeReminders } from "./reminders.js";
export { SLIP_COLUMNS, SLIP_WIDTHS, type SlipItem, slipItems } from "./slip-rows.js";

/** 退回单: one workbook for each unit that has something to put right or to explain. */
export function writeSlips({ consolidation, schemas }: Publication): readonly OutputFile[] {
  // A finding without a unit is the office's own matter and makes no slip.
  const open = groupBy(consolidation.findings.filter(isOpen), (finding) => finding.unit);
  const names = distinctFileNames(new Map(consolidation.units.map((unit) => [unit.code, unit.name])));
  const sender = senderOf(consolidation, schemas);
  const { government: author, units } = consolidation;
  const date = dateOf(consolidation, schemas);
  return units.flatMap((unit) => {
    const findings = open.get(unit.code);
    if (!findings) return [];
    const slip = { consolidation, schemas, unit, findings, sender };
    const workbook = () => ({ author, date, sheets: [slipSheet(slip)] });
    return fileInPieces(
      `returns/${names.get(unit.code) ?? unit.code}.xlsx`,
      () => workbookPieces(workbook()),
      () => basisOf(workbook()),
    );
  });
}

/** A slip goes out long before the report does: it never bears the day of publication. */
function dateOf({ today, period }: Consolidation, { jurisdiction }: Schemas): string {
  return today ?? dayAfter(period, jurisdiction.deadlines.submission);
}

interface Slip {
  readonly consolidation: Consolidation;
  readonly schemas: Schemas;
  readonly unit: Unit;
  readonly findings: readonly GradedFinding[];
  readonly sender: string;
}

/** 政府信息公开工作主管部门: the unit that the jurisdiction names, or the department by its function. */
function senderOf({ government }: Consolidation, { jurisdiction, units }: Schemas): string {
  const office = units.find((unit) => unit.code === jurisdiction.oversightOffice);
  return office?.name ?? `${government}政府信息公开工作主管部门`;
}

function slipSheet({ consolidation, schemas, unit, findings, sender }: Slip): Sheet {
  const { period, forms, today } = consolidation;
  const letter = letterTo({
    unit: unit.name,
    period: spokenLabel(period),
    report: forms[0].title,
    below: "见下表",
    findings,
    counted: slipItems(findings).flatMap(({ findings: [first] }) => first ?? []),
    reply: replyTerms(schemas.jurisdiction, period, today),
  });
  const head = [
    titleRow(letter.title),
    { cells: [{ value: letter.salutation, style: "subtitle" as const }], height: 24 },
    { cells: [{ value: letter.opening, style: "plain" as const }], height: 36 },
  ];
  const top = head.length + 1;
  const rows = slipRows(letter.findings);
  const foot = footRows(letter.closing, today ?? replyDay(schemas, consolidation), sender);
  const below = top + rows.length + 2;
  return {
    name: "通知单",
    widths: SLIP_WIDTHS,
    landscape: true,
    frozen: { rows: top, columns: 0 },
    repeatRows: `${top}:${top}`,
    rows: [...head, SLIP_HEADINGS, ...rows, { cells: [] }, ...foot],
    merges: [
      ...head.map((_, index) => acrossRow(index + 1, SLIP_WIDTHS.length)),
      ...foot.map((_, index) => acrossRow(below + index, SLIP_WIDTHS.length)),
    ],
  };
}

/** 答复截止日, where the settings name one. */
function replyDay({ jurisdiction: { replyBy } }: Schemas, { period }: Consolidation): Day | undefined {
  return replyBy === undefined ? undefined : dayAfter(period, replyBy);
}

/**
 * 落款: when and whom to answer, who sends it, and the day: that of the run, else that of the reply. Where neither is given it is left
 * to be written in by hand.
 */
function footRows(closing: readonly string[], day: Day | undefined, sender: string): readonly SheetRow[] {
  return [
    ...closing.map((text) => ({ cells: [{ value: text, style: "plain" as const }], height: 20 })),
    { cells: [{ value: sender, style: "note" }], height: 20 },
    { cells: [{ value: day === undefined ? "　　年　　月　　日" : spokenDay(day), style: "note" }], height: 20 },
  ];
}
