import type { ListedFile } from "../effects.js";
import { type FigureCode, type Observation, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import { type Figure, type Form, formsInForce, type Schemas } from "../form/form.js";
import { addressOf, type ReadDocument } from "../grid.js";
import {
  type Discovered,
  type Explanation,
  explanationsIn,
  hasExplanationHeadings,
  officeSectionsIn,
  type ReadFile,
} from "../intake/intake.js";
import { normalize } from "../normalize/normalize.js";
import type { OfficeSection } from "../office-text.js";
import type { Period } from "../period.js";

/** 汇总单位的文件: what 说明.* and 正文.* give, and what is wrong with them. */
export interface OfficeContents {
  readonly explanations: readonly Explanation[];
  readonly officeText: readonly OfficeSection[];
  readonly officeFigures: ReadonlyMap<FigureCode, Observation>;
  readonly officeFindings: readonly Finding[];
}

interface OfficeContext {
  readonly period: Period;
  readonly schemas: Schemas;
  readonly office: Discovered["office"];
}

interface OfficeDocument {
  readonly file: string;
  readonly document: ReadDocument;
}

/** 读汇总单位的文件: the explanations, the text by its headings, and the figures of the local table that the office fills in. */
export function officeContents(read: readonly ReadFile[], context: OfficeContext): OfficeContents {
  const { period, schemas, office } = context;
  const documents = read.flatMap(({ file, outcome }) =>
    "document" in outcome ? [{ file, document: outcome.document }] : [],
  );
  const text = documents.filter(({ file }) => isAmong(office.text, file, period));
  const answers = documents.filter(({ file }) => isAmong(office.explanations, file, period));
  const [main, ...accompanying] = formsInForce(schemas, period) ?? [];
  const filled = text.flatMap((one) => accompanying.map((form) => filledTable(one, form, context)));
  return {
    officeFindings: [
      ...read.flatMap(failureOf),
      ...answers.flatMap(withoutHeadings),
      ...office.adjustments.map(({ path }) => adjustmentRefused(`${period.key}/${path}`)),
      ...filled.flatMap(({ findings }) => findings),
      ...text.flatMap((one) => tablesNotUsed(one, filled)),
    ],
    explanations: answers.flatMap(({ file, document }) => explanationsIn(document, file)),
    officeText: main ? text.flatMap(({ file, document }) => officeSectionsIn(document, file, main.outline)) : [],
    officeFigures: new Map(filled.flatMap(({ observations }) => [...observations])),
  };
}

function isAmong(files: readonly ListedFile[], file: string, { key }: Period): boolean {
  return files.some(({ path }) => file === `${key}/${path}` || file.startsWith(`${key}/${path}!/`));
}

function failureOf({ file, outcome }: ReadFile): readonly Finding[] {
  if (!("failure" in outcome)) return [];
  const { failure } = outcome;
  return [{ code: failure.rule, unit: null, figures: [], sources: [wholeFile(file)], facts: failure }];
}

/** 说明 without column headings: nobody can tell which column is which, so none of it is used. */
function withoutHeadings({ file, document }: OfficeDocument): readonly Finding[] {
  if (hasExplanationHeadings(document)) return [];
  const reason = "没有找到“编号、单位、规则、指标、数值、说明、填写人”一行栏目标题，其中的说明都没有采用";
  return [
    {
      code: "EXPLANATION.REFUSED",
      unit: null,
      figures: [],
      sources: [wholeFile(file)],
      facts: { id: "", about: [], reason },
    },
  ];
}

/** 调整: figures that the office wants changed, and that stand as the units sent them. */
function adjustmentRefused(file: string): Finding {
  return {
    code: "ADJUSTMENT.REFUSED",
    unit: null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { reason: "本程序还不能按调整文件改数，其中的调整都没有采用，汇总数仍是各单位所报数" },
  };
}

interface FilledTable {
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly findings: readonly Finding[];
}

/** 汇总单位填的表: read as a unit's is; what a unit would have to put right the office has to. */
function filledTable({ file, document }: OfficeDocument, form: Form, { period, schemas }: OfficeContext): FilledTable {
  const request = { document, file, unit: null, period, editions: [form], accompanying: [] };
  const { observations, findings } = normalize({ ...request, ...schemas.jurisdiction.policies });
  const ofUnits = [...observations.values()].filter(({ figure }) => form.figures.get(figure)?.combine !== "office");
  return {
    observations,
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
        ...[...observations.values()].map(({ source }) => source),
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
  return code.startsWith("VALUE.") || code === "FORM.ROW_UNKNOWN" || code === "FORM.ROW_TWICE";
}

function officeValue(finding: Finding): Finding {
  switch (finding.code) {
    case "VALUE.UNREADABLE":
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
