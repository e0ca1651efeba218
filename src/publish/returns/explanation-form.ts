import { presentValues } from "../../consolidation.js";
import { figuresText } from "../../explanation.js";
import type { GradedFinding } from "../../finding.js";
import { type Names, namesOf } from "../naming.js";
import type { OutputFile, Publication } from "../publication.js";
import { type Sheet, type SheetRow, textRow, writeWorkbook } from "../workbook/workbook.js";

const HEADINGS = ["编号", "单位", "规则", "指标", "数值", "说明", "填写人"] as const;
const WIDTHS = [34, 24, 20, 46, 18, 50, 12] as const;

/** 说明-待填: one row for every unexplained 核实性 finding. Filled in and saved as 说明.xlsx in the inputs, it explains them. */
export async function writeExplanationForm({ consolidation }: Publication): Promise<readonly OutputFile[]> {
  const open = consolidation.findings.filter(
    (finding) => finding.severity === "verification" && finding.explanation === null,
  );
  const names = namesOf(consolidation);
  const presentValue = presentValues(consolidation.figures);
  const rows = open.map((finding) => explanationRow(finding, presentValue, names));
  const sheets = [explanationSheet(rows), questionSheet(open, names)];
  const bytes = await writeWorkbook({ author: consolidation.government, date: consolidation.date, sheets });
  return [{ path: "说明-待填.xlsx", bytes }];
}

/** The headings must be in the first row, because this sheet is read again as 说明.xlsx. */
function explanationSheet(rows: readonly SheetRow[]): Sheet {
  return {
    name: "说明",
    widths: WIDTHS,
    landscape: true,
    frozen: { rows: 1, columns: 1 },
    repeatRows: "1:1",
    rows: [textRow(HEADINGS, "heading"), ...rows],
  };
}

/** The values are the figures' as they are now: the unit's own, or the consolidated ones where the finding is about no unit. */
function explanationRow(
  finding: GradedFinding,
  presentValue: ReturnType<typeof presentValues>,
  names: Names,
): SheetRow {
  const figures = finding.figures.map(names.figure).join("；");
  const texts = [
    finding.id,
    names.unit(finding.unit),
    finding.rule,
    figures,
    figuresText(finding.figures.map((code) => presentValue(finding.unit, code))),
    "",
    "",
  ];
  return { ...textRow(texts, "text"), ...(finding.figures.length > MOST_SHOWN && { height: TALLEST }) };
}

/** A blank form asks about all its figures: such a row is kept low, for its question is told on the other sheet. */
const MOST_SHOWN = 12;
const TALLEST = 120;

const QUESTION_HEADINGS = ["编号", "单位", "问题", "怎么办"] as const;
const QUESTION_WIDTHS = [34, 24, 90, 50] as const;

/** 问题: what each row of the first sheet is about, to be read beside it; nothing is filled in here. */
function questionSheet(open: readonly GradedFinding[], names: Names): Sheet {
  return {
    name: "问题",
    widths: QUESTION_WIDTHS,
    landscape: true,
    frozen: { rows: 1, columns: 1 },
    repeatRows: "1:1",
    rows: [
      textRow(QUESTION_HEADINGS, "heading"),
      ...open.map(({ id, unit, message, advice }) => textRow([id, names.unit(unit), message, advice], "text")),
    ],
  };
}
