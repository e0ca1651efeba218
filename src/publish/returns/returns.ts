import type { Consolidation } from "../../consolidation.js";
import { type GradedFinding, isOpen, SEVERITY_NAME } from "../../finding.js";
import type { Schemas, Unit } from "../../form/form.js";
import { groupBy } from "../../grouping.js";
import { yearOf } from "../../period.js";
import { letterTo } from "../../unit-letter.js";
import { distinctFileNames } from "../file-name.js";
import { placesText, severityStyle } from "../finding-text.js";
import type { OutputFile, Publication } from "../publication.js";
import {
  acrossRow,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  titleRow,
  writeWorkbook,
} from "../workbook/workbook.js";

export { writeExplanationForm } from "./explanation-form.js";

const HEADINGS = ["序号", "级别", "位置", "问题", "现填", "应为", "相差", "疑似错处", "怎么改", "编号"] as const;
const WIDTHS = [6, 8, 24, 42, 10, 10, 8, 22, 28, 20] as const;

/** 退回单: one workbook for each unit that has something to put right or to explain. */
export async function writeSlips({ consolidation, schemas }: Publication): Promise<readonly OutputFile[]> {
  // A finding without a unit is the office's own matter and makes no slip.
  const open = groupBy(consolidation.findings.filter(isOpen), (finding) => finding.unit);
  const names = distinctFileNames(new Map(consolidation.units.map((unit) => [unit.code, unit.name])));
  const sender = senderOf(consolidation, schemas);
  const slips: OutputFile[] = [];
  for (const unit of consolidation.units) {
    const findings = open.get(unit.code);
    if (!findings) continue;
    const sheets = [slipSheet({ consolidation, unit, findings, sender })];
    const bytes = await writeWorkbook({ author: consolidation.government, date: consolidation.date, sheets });
    slips.push({ path: `returns/${names.get(unit.code) ?? unit.code}.xlsx`, bytes });
  }
  return slips;
}

interface Slip {
  readonly consolidation: Consolidation;
  readonly unit: Unit;
  readonly findings: readonly GradedFinding[];
  readonly sender: string;
}

/** 政府信息公开工作主管部门: the unit that the jurisdiction names, or the department by its function. */
function senderOf({ units, government }: Consolidation, { jurisdiction }: Schemas): string {
  const office = units.find((unit) => unit.code === jurisdiction.oversightOffice);
  return office?.name ?? `${government}政府信息公开工作主管部门`;
}

function slipSheet({ consolidation, unit, findings, sender }: Slip): Sheet {
  const { period, forms } = consolidation;
  const letter = letterTo({ unit: unit.name, year: yearOf(period), report: forms[0].title, below: "见下表", findings });
  const head = [
    titleRow(letter.title),
    { cells: [{ value: letter.salutation, style: "subtitle" as const }], height: 24 },
    { cells: [{ value: letter.opening, style: "plain" as const }], height: 36 },
  ];
  const top = head.length + 1;
  return {
    name: "通知单",
    widths: WIDTHS,
    landscape: true,
    frozen: { rows: top, columns: 0 },
    repeatRows: `${top}:${top}`,
    rows: [
      ...head,
      textRow(HEADINGS, "heading"),
      ...letter.findings.map(slipRow),
      { cells: [] },
      ...footRows(consolidation, sender),
    ],
    merges: [
      ...head.map((_, index) => acrossRow(index + 1, HEADINGS.length)),
      acrossRow(top + findings.length + 2, HEADINGS.length),
      acrossRow(top + findings.length + 3, HEADINGS.length),
    ],
  };
}

function slipRow(finding: GradedFinding, index: number): SheetRow {
  const texts = [
    placesText(finding),
    finding.message,
    finding.actual ?? typedText(finding),
    finding.expected ?? "",
    finding.difference ?? "",
    finding.suspects.join("\n"),
    finding.advice,
    finding.id,
  ];
  const cells: readonly SheetCell[] = [
    { value: String(index + 1), style: "text" },
    { value: SEVERITY_NAME[finding.severity], style: severityStyle(finding) },
    ...texts.map((value) => ({ value, style: "text" as const })),
  ];
  return { cells };
}

/** 现填: the text as typed, where the finding is about a single cell. */
function typedText({ sources }: GradedFinding): string {
  return sources.length === 1 ? (sources[0]?.text ?? "") : "";
}

function footRows({ date }: Consolidation, sender: string): readonly SheetRow[] {
  const [year, month, day] = date.split("-").map(Number);
  return [
    { cells: [{ value: sender, style: "note" }], height: 20 },
    { cells: [{ value: `${year}年${month}月${day}日`, style: "note" }], height: 20 },
  ];
}
