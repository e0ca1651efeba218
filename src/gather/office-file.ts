import { ADJUSTMENT_COLUMNS, type AdjustmentRow } from "../adjustment.js";
import { type Observation, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Figure, type Form, formsInForce, type Schemas } from "../form/form.js";
import { addressOf, type ReadDocument, type ReadFailure } from "../grid.js";
import {
  adjustmentsIn,
  type Explanation,
  explanationsIn,
  hasAdjustmentHeadings,
  hasExplanationHeadings,
  officeSectionsIn,
  type ReadFile,
} from "../intake/intake.js";
import { normalize } from "../normalize/normalize.js";
import type { OfficeSection } from "../office-text.js";
import type { Period } from "../period.js";
import { placeholdersIn } from "../placeholder.js";
import { tooLarge } from "../read/read.js";
import { inBounds } from "./handed-over.js";

/** 汇总单位的文件的种类: 正文.*, 说明.* or 调整.*. */
export type OfficeKind = "text" | "explanations" | "adjustments";

/** 汇总单位的一份文件: what it gives, and what is wrong with it. */
export interface OfficeFile {
  readonly file: string;
  readonly explanations: readonly Explanation[];
  readonly adjustments: readonly AdjustmentRow[];
  readonly sections: readonly OfficeSection[];
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
}

interface OfficeContext {
  readonly period: Period;
  readonly schemas: Schemas;
}

interface OfficeDocument {
  readonly file: string;
  readonly document: ReadDocument;
}

/** 读汇总单位的一份文件: the explanations, or the text by its headings and the figures of the local table that the office fills in. */
export function officeFile({ file, outcome }: ReadFile, kind: OfficeKind, context: OfficeContext): OfficeFile {
  if ("failure" in outcome) return failedOfficeFile(file, outcome.failure);
  const one = { file, document: outcome.document };
  const given = GIVEN[kind](one, context);
  return "rule" in given ? failedOfficeFile(file, given) : { ...given, findings: given.findings.map(inBounds) };
}

const GIVEN: Readonly<Record<OfficeKind, (one: OfficeDocument, context: OfficeContext) => OfficeFile | ReadFailure>> = {
  text: textFile,
  explanations: explanationFile,
  adjustments: adjustmentFile,
};

const NOTHING = { explanations: [], adjustments: [], sections: [], observations: [], findings: [] };

/** A file of the office that gives nothing. */
export function failedOfficeFile(file: string, failure: ReadFailure): OfficeFile {
  const { rule, reason, advice } = failure;
  const findings = [{ code: rule, unit: null, figures: [], sources: [wholeFile(file)], facts: { reason, advice } }];
  return { ...NOTHING, file, findings };
}

/** The report of a jurisdiction has some hundred paragraphs, and as many explanations. */
const MOST_PARAGRAPHS = 3_000;
const MOST_SIGNS = 100_000;
/** Names of places are looked for in every paragraph, which takes the square of its length. */
const LONGEST_PARAGRAPH = 3_000;
const MOST_PLACEHOLDERS = 2_000;
const MOST_EXPLANATIONS = 5_000;
const MOST_EXPLAINED_SIGNS = 2_000_000;
const MOST_ADJUSTMENTS = 2_000;
const MOST_ADJUSTED_SIGNS = 1_000_000;
const MOST_FINDINGS = 1_000;

function textFile(one: OfficeDocument, context: OfficeContext): OfficeFile | ReadFailure {
  const excess = excessOfText(one.document);
  if (excess) return excess;
  const [main, ...accompanying] = formsInForce(context.schemas, context.period) ?? [];
  const filled = accompanying.map((form) => filledTable(one, form, context));
  const findings = [...filled.flatMap((table) => table.findings), ...tablesNotUsed(one, filled)];
  if (findings.length > MOST_FINDINGS) return tooMany(`其中有误的地方超过 ${MOST_FINDINGS} 处`);
  return {
    ...NOTHING,
    file: one.file,
    sections: main ? officeSectionsIn(one.document, one.file, main.outline) : [],
    observations: filled.flatMap(({ observations }) => observations),
    findings,
  };
}

function excessOfText({ blocks }: ReadDocument): ReadFailure | undefined {
  const lines = blocks.flatMap((block) => (block.kind === "text" ? block.lines : []));
  const signs = lines.reduce((total, { text }) => total + text.length, 0);
  if (lines.length > MOST_PARAGRAPHS) return tooMany(`正文超过 ${MOST_PARAGRAPHS} 段`);
  if (signs > MOST_SIGNS) return tooMany(`正文超过 ${MOST_SIGNS / 10_000} 万字`);
  if (lines.some(({ text }) => text.length > LONGEST_PARAGRAPH))
    return tooMany(`正文有一段超过 ${LONGEST_PARAGRAPH} 字`);
  const placeholders = lines.reduce((total, { text }) => total + placeholdersIn(text).length, 0);
  return placeholders > MOST_PLACEHOLDERS ? tooMany(`正文中的占位符超过 ${MOST_PLACEHOLDERS} 个`) : undefined;
}

function tooMany(reason: string): ReadFailure {
  return { ...tooLarge(reason).failure, advice: "请只保留报告需要的内容" };
}

function explanationFile({ file, document }: OfficeDocument): OfficeFile | ReadFailure {
  const explanations = explanationsIn(document, file);
  const signs = explanations.reduce(
    (total, { text, figures, values }) => total + `${text}${figures}${values}`.length,
    0,
  );
  if (explanations.length > MOST_EXPLANATIONS) return tooMany(`说明超过 ${MOST_EXPLANATIONS} 条`);
  if (signs > MOST_EXPLAINED_SIGNS) return tooMany(`说明超过 ${MOST_EXPLAINED_SIGNS / 10_000} 万字`);
  const findings = hasExplanationHeadings(document) ? [] : [withoutHeadings(file)];
  return { ...NOTHING, file, explanations, findings };
}

/** 说明 without column headings: nobody can tell which column is which, so none of it is used. */
function withoutHeadings(file: string): Finding {
  const reason = "没有找到“编号、单位、规则、指标、数值、说明、填写人、审核人”一行栏目标题，其中的说明都没有采用";
  return {
    code: "EXPLANATION.REFUSED",
    unit: null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { id: "", about: [], reason },
  };
}

function adjustmentFile({ file, document }: OfficeDocument): OfficeFile | ReadFailure {
  const adjustments = adjustmentsIn(document, file);
  const signs = adjustments.reduce((total, { texts }) => total + Object.values(texts).join("").length, 0);
  if (adjustments.length > MOST_ADJUSTMENTS) return tooMany(`调整超过 ${MOST_ADJUSTMENTS} 条`);
  if (signs > MOST_ADJUSTED_SIGNS) return tooMany(`调整超过 ${MOST_ADJUSTED_SIGNS / 10_000} 万字`);
  const findings = hasAdjustmentHeadings(document) ? [] : [adjustmentsWithoutHeadings(file)];
  return { ...NOTHING, file, adjustments, findings };
}

/** 调整 without column headings: none of it is used. */
function adjustmentsWithoutHeadings(file: string): Finding {
  const reason = `没有找到“${ADJUSTMENT_COLUMNS.join("、")}”一行栏目标题，其中的调整都没有采用`;
  return {
    code: "ADJUSTMENT.REFUSED",
    unit: null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { about: [], reason },
  };
}

interface FilledTable {
  readonly observations: readonly Observation[];
  readonly findings: readonly Finding[];
}

/** 汇总单位填的表: read as a unit's is; what a unit would have to put right the office has to. */
function filledTable({ file, document }: OfficeDocument, form: Form, { period, schemas }: OfficeContext): FilledTable {
  const request = { document, file, unit: null, period, editions: [form], accompanying: [] };
  const { observations, findings } = normalize({ ...request, ...schemas.jurisdiction.policies });
  const ofUnits = [...observations.values()].filter(({ figure }) => form.figures.get(figure)?.combine !== "office");
  return {
    observations: [...observations.values()],
    findings: [
      ...findings.filter(isAboutWhatIsWritten).map(officeValue),
      ...ofUnits.flatMap((one) => notOfTheOffice(one, form.figures.get(one.figure))),
    ],
  };
}

/** 正文中的其他表格: the report prints no table of the office's text but those of the forms, so what stands in it is said. */
function tablesNotUsed({ file, document }: OfficeDocument, filled: readonly FilledTable[]): readonly Finding[] {
  const used = new Set(
    filled
      .flatMap(({ observations, findings }) => [
        ...observations.map(({ source }) => source),
        ...findings.flatMap(({ sources }) => sources),
      ])
      .flatMap((source) => (source.file === file ? [source.sheet] : [])),
  );
  return document.blocks.flatMap((block): readonly Finding[] => {
    const first = block.kind === "grid" ? block.cells.find(({ text }) => text.trim() !== "") : undefined;
    if (block.kind === "text" || first === undefined || used.has(block.sheet)) return [];
    return [
      {
        code: "OUTLINE.PLACEHOLDER",
        unit: null,
        figures: [],
        sources: [{ file, sheet: block.sheet, cell: addressOf(block, first), text: first.text }],
        facts: {
          words: block.sheet,
          reason: "报告中没有这张表，其中的数字和文字没有采用；需要公布的请改写成文字",
        },
      },
    ];
  });
}

/** That a row is not there says nothing: the office fills in its own rows alone. */
function isAboutWhatIsWritten({ code }: Finding): boolean {
  return (
    code.startsWith("VALUE.") ||
    code === "ANSWER.UNREADABLE" ||
    code === "FORM.ROW_UNKNOWN" ||
    code === "FORM.ROW_TWICE"
  );
}

function officeValue(finding: Finding): Finding {
  switch (finding.code) {
    case "VALUE.UNREADABLE":
    case "ANSWER.UNREADABLE":
    case "VALUE.NOT_WHOLE":
    case "VALUE.NEGATIVE":
    case "VALUE.FORMULA_ERROR":
    case "VALUE.NO_CACHED_RESULT": {
      const { figure, text, reason } = finding.facts;
      const said = reason ?? REASONS[finding.code];
      return { ...finding, code: "OFFICE.VALUE", facts: { figure, text, reason: said } };
    }
    case "VALUE.TOO_LARGE": {
      const { figure, text, ceiling } = finding.facts;
      return { ...finding, code: "OFFICE.VALUE", facts: { figure, text, reason: `超过上限${ceiling}` } };
    }
    default:
      return finding;
  }
}

const REASONS = {
  "VALUE.UNREADABLE": "不能确定是什么数",
  "ANSWER.UNREADABLE": "不能确定填的是什么",
  "VALUE.NOT_WHOLE": "应为整数",
  "VALUE.NEGATIVE": "不应为负数",
  "VALUE.FORMULA_ERROR": "公式计算出错",
  "VALUE.NO_CACHED_RESULT": "只有公式，文件中没有保存计算结果",
} as const;

/** A figure that the units give can't be given by the office's table. */
function notOfTheOffice({ amount, source }: Observation, figure: Figure | undefined): readonly Finding[] {
  if (figure === undefined || figure.parts.length > 0 || amount.kind === "blank") return [];
  const reason = `“${figure.rowLabel}”由单位填报，不由汇总单位填写，这个数没有采用`;
  return [
    {
      code: "OUTLINE.PLACEHOLDER",
      unit: null,
      figures: [figure.code],
      sources: [source],
      facts: { words: `${figure.rowLabel}：${source.text}`, reason },
    },
  ];
}
