import type { Consolidation } from "../consolidation.js";
import type { Decimal } from "../decimal.js";
import { figuresText } from "../explanation.js";
import type { GradedFinding } from "../finding.js";
import { type Names, namesOf } from "./naming.js";
import type { OutputFile, Publication } from "./publish.js";
import type { Sheet, SheetRow } from "./sheet.js";
import { textRow } from "./sheet.js";
import { writeWorkbook } from "./xlsx.js";

const HEADINGS = ["编号", "单位", "规则", "指标", "数值", "说明", "填写人"] as const;
const WIDTHS = [34, 24, 20, 46, 18, 50, 12] as const;

/** 说明-待填: one row for every 核实性 finding nobody has explained; filled in and saved as 说明.xlsx it answers them. */
export async function writeExplanationForm({ consolidation }: Publication): Promise<readonly OutputFile[]> {
  const sheets = [explanationSheet(consolidation)];
  const bytes = await writeWorkbook({ author: consolidation.government, date: consolidation.date, sheets });
  return [{ path: "说明-待填.xlsx", bytes }];
}

/** The headings stand in the first row, for this sheet is read again. */
function explanationSheet(consolidation: Consolidation): Sheet {
  const names = namesOf(consolidation);
  const open = consolidation.findings.filter(
    (finding) => finding.severity === "verification" && finding.explanation === null,
  );
  return {
    name: "说明",
    widths: WIDTHS,
    landscape: true,
    frozen: { rows: 1, columns: 1 },
    repeatRows: "1:1",
    rows: [textRow(HEADINGS, "heading"), ...open.map((finding) => explanationRow(consolidation, finding, names))],
  };
}

function explanationRow(consolidation: Consolidation, finding: GradedFinding, names: Names): SheetRow {
  const figures = finding.figures.map(names.figure).join("；");
  return textRow(
    [
      finding.id,
      names.unit(finding.unit),
      finding.rule,
      figures,
      figuresText(presentValues(consolidation, finding)),
      "",
      "",
    ],
    "text",
  );
}

/** The finding's figures as they are now: the unit's own, or the consolidated ones where it is about no unit. */
function presentValues(
  { figures }: Consolidation,
  { unit, figures: codes }: GradedFinding,
): readonly (Decimal | null)[] {
  return codes.map((code) => {
    const figure = figures.get(code);
    if (unit === null) return figure?.value ?? null;
    return figure?.contributions.find((one) => one.unit === unit)?.value ?? null;
  });
}
