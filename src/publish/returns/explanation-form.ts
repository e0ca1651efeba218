import type { Consolidation, presentValues } from "../../consolidation.js";
import { EXPLANATION_COLUMNS, figuresNamed, figuresText } from "../../explanation.js";
import type { GradedFinding } from "../../finding.js";
import { type Forms, ruleNamed } from "../../form/form.js";
import { withoutPlaces } from "../../messages.js";
import { presentValuesWith } from "../../other-form.js";
import { placesText } from "../finding-text.js";
import { type Names, namesOf } from "../naming.js";
import type { OutputFile, Publication } from "../publication.js";
import { type Sheet, type SheetRow, textRow, writeWorkbook } from "../workbook/workbook.js";

/** The first eight are read again; what is asked stands beside the answer. */
const HEADINGS = [...EXPLANATION_COLUMNS, "问题", "规则名称", "位置", "怎么办"] as const;

/** 待说明的一处: a row of 说明-待填, by its headings. */
export type OpenQuestion = Readonly<Record<(typeof HEADINGS)[number], string>>;

const WIDTHS = [18, 16, 16, 28, 10, 36, 9, 9, 50, 18, 24, 28] as const;

/** 说明-待填: one row for every unexplained 核实性 finding. Filled in and saved as 说明.xlsx in the inputs, it explains them. */
export function writeExplanationForm({ consolidation }: Publication): readonly OutputFile[] {
  const asked = askedOf(consolidation);
  const rows = openFindings(consolidation).map((finding) => explanationRow(finding, asked));
  const sheets = [explanationSheet(rows)];
  const bytes = writeWorkbook({ author: consolidation.government, date: consolidation.date, sheets });
  return [{ path: "说明-待填.xlsx", bytes }];
}

/** 待说明的各处, as 说明-待填 has them. */
export function openQuestions(consolidation: Consolidation): readonly OpenQuestion[] {
  const asked = askedOf(consolidation);
  return openFindings(consolidation).map((finding) => questionOf(finding, asked));
}

function openFindings({ findings }: Consolidation): readonly GradedFinding[] {
  return findings.filter((finding) => finding.severity === "verification" && finding.explanation === null);
}

function askedOf(consolidation: Consolidation): Asked {
  return {
    presentValue: presentValuesWith(consolidation.figures, consolidation.others ?? []),
    names: namesOf(consolidation),
    forms: consolidation.forms,
  };
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

function explanationRow(finding: GradedFinding, asked: Asked): SheetRow {
  const question = questionOf(finding, asked);
  const texts = HEADINGS.map((heading) => question[heading]);
  return { ...textRow(texts, "text"), ...(finding.figures.length > MOST_SHOWN && { height: TALLEST }) };
}

/** The values are the figures' as they are now: the unit's own, or the consolidated ones where the finding is about no unit. */
function questionOf(finding: GradedFinding, { presentValue, names, forms }: Asked): OpenQuestion {
  return {
    编号: finding.id,
    单位: names.unit(finding.unit),
    规则: finding.rule,
    指标: figuresCell(finding, names, forms),
    数值: figuresText(finding.figures.map((code) => presentValue(finding.unit, code))),
    说明: "",
    填写人: "",
    审核人: "",
    问题: withoutPlaces(finding),
    规则名称: ruleNamed(forms, finding.rule)?.title ?? "",
    位置: placesText(finding),
    怎么办: finding.advice,
  };
}

interface Asked {
  readonly presentValue: ReturnType<typeof presentValues>;
  readonly names: Names;
  readonly forms: Forms;
}

/** 各表全部: a question about a whole form names no figure one by one. */
function figuresCell({ figures }: GradedFinding, names: Names, [form]: Forms): string {
  const asked = [...form.figures.values()].filter(({ optional }) => !optional);
  const own = new Set(figures);
  const whole = asked.every(({ code }) => own.has(code));
  return whole ? "各表全部" : figuresNamed(figures.map(names.figure));
}

/** A question about many figures keeps its row low. */
const MOST_SHOWN = 12;
const TALLEST = 120;
