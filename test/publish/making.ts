import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsolidatedFigure, Consolidation, Contribution, PriorYear } from "../../src/consolidation.js";
import { type Decimal, decimal, format, sum } from "../../src/decimal.js";
import { type FigureCode, type FigureState, figureCode, type SourceCell, unitCode } from "../../src/figure.js";
import type { GradedFinding } from "../../src/finding.js";
import { type Figure, type Form, type Forms, isMain, type Schemas, type Unit } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import type { OfficeSection } from "../../src/office-text.js";
import { yearPeriod } from "../../src/period.js";
import { writePdf } from "../../src/publish/pdf/pdf.js";
import type { Publication } from "../../src/publish/publish.js";
import { paperOf } from "../../src/publish/report/report.js";
import { seriesOf } from "../../src/series.js";

/** 造数: a whole consolidation with made figures, so that every output can be read back and compared. */
export interface MakingOptions {
  /** The last unit has sent nothing: the result is a draft. */
  readonly missing?: boolean;
  /** Last year's figures are there (default true). */
  readonly prior?: boolean;
  /** One unit gave （六）其他处理 as a single row. */
  readonly undivided?: boolean;
  /** Nobody gave these figures. */
  readonly withoutValue?: readonly string[];
  /** Replaces the first unit's name. */
  readonly unitName?: string;
  readonly government?: string;
  readonly findings?: readonly GradedFinding[];
  readonly edition?: string;
}

const UNITS = ["T01", "T02", "T03", "D01", "D02"];
const YEAR = 2022;

export function madeSchemas(): Schemas {
  const root = join(import.meta.dirname, "../../schemas");
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => /\.(json|csv)$/.test(path));
  return loadSchemas(
    paths.map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") })),
  );
}

export function madeConsolidation(options: MakingOptions = {}): Consolidation {
  const schemas = madeSchemas();
  const form = schemas.forms.filter(isMain).find((one) => one.edition === (options.edition ?? "2021"))!;
  const forms: Forms = [form, ...schemas.forms.filter((one) => one.accompanies === form.id)];
  const units = madeUnits(schemas, options);
  const missing = options.missing ? [unitCode("D02")] : [];
  const codes = units.map((unit) => unit.code);
  const received = codes.filter((code) => !missing.includes(code));
  const findings = options.findings ?? (options.missing ? [missingFinding()] : [noticeFinding()]);
  return {
    period: yearPeriod(YEAR),
    series: seriesOf(yearPeriod(YEAR)),
    jurisdiction: "瑞金市",
    government: options.government ?? "瑞金市人民政府",
    oversightOffice: unitCode("D01"),
    date: "2023-03-31",
    forms,
    units,
    status: options.missing ? "draft" : "final",
    reasons: options.missing ? ["1个应报单位未报：市发展和改革委员会"] : [],
    coverage: { due: codes, received, missing, returned: [], late: [unitCode("T02")] },
    arrivals: { deadline: "2023-01-31", days: new Map([[unitCode("T02"), { day: "2023-02-05", by: "run" }]]) },
    figures: madeFigures(forms, units, { ...options, absent: missing }),
    findings,
    submissions: received.map((unit) => ({
      unit,
      status: "counted",
      file: fileOf(unit),
      sha256: unit.toLowerCase().padEnd(64, "0"),
      format: "xlsx",
    })),
    prior: options.prior === false ? undefined : madePrior(form, units),
    documents: received.map((unit) => ({ unit, file: fileOf(unit), blocks: [] })),
    entries: [],
    below: [],
  };
}

export function madePublication(
  options: MakingOptions & {
    readonly officeText?: readonly OfficeSection[];
    readonly pdfFonts?: Publication["pdfFonts"];
  } = {},
): Publication {
  return {
    consolidation: madeConsolidation(options),
    schemas: madeSchemas(),
    officeText: options.officeText ?? madeOfficeText(),
    ...(options.pdfFonts && { pdfFonts: options.pdfFonts }),
  };
}

export function madeOfficeText(): readonly OfficeSection[] {
  return [
    {
      heading: "五、存在的主要问题及改进情况",
      file: "2022/正文.md",
      paragraphs: [
        {
          text: "一是公开的“含金量”仍需提高。全年新收政府信息公开申请{applications.received.total}件。",
          place: "第3行",
        },
        { text: "二是人员队伍的稳定性有待提高。", place: "第5行" },
      ],
    },
    {
      heading: "六、其他需要报告的事项",
      file: "2022/正文.md",
      paragraphs: [{ text: "我市未向申请人收取过信息处理费。", place: "第9行" }],
    },
  ];
}

function madeUnits(schemas: Schemas, options: MakingOptions): readonly Unit[] {
  return UNITS.map((code) => {
    const unit = schemas.units.find((one) => one.code === code) as Unit;
    return code === "T01" && options.unitName ? { ...unit, name: options.unitName } : unit;
  });
}

interface FigureOptions extends MakingOptions {
  readonly absent: readonly string[];
}

function madeFigures(
  forms: Forms,
  units: readonly Unit[],
  options: FigureOptions,
): ReadonlyMap<FigureCode, ConsolidatedFigure> {
  const all = forms.flatMap((form) => [...form.figures.values()]);
  const figures = new Map<FigureCode, ConsolidatedFigure>();
  const ordered = [
    ...all.filter((figure) => !figure.optional),
    ...(options.undivided ? all.filter((figure) => figure.optional) : []),
  ];
  for (const figure of ordered) figures.set(figure.code, madeFigure(forms, units, figure, options));
  return figures;
}

function madeFigure(forms: Forms, units: readonly Unit[], figure: Figure, options: FigureOptions): ConsolidatedFigure {
  const all = new Map(forms.flatMap((form) => [...form.figures]));
  const contributions = units.map((unit) => contributionOf(all, units, unit, figure, options));
  const values = contributions.flatMap((one) => (one.value ? [one.value] : []));
  const incomplete = contributions.some((one) => one.value === null) && figure.combine === "sum" && !figure.optional;
  const state: FigureState = incomplete ? "incomplete" : "final";
  const qualifier = contributions.find((one) => one.qualifier)?.qualifier;
  return {
    figure: figure.code,
    value: values.length > 0 ? sum(values) : null,
    state,
    contributions,
    ...(qualifier && { qualifier }),
    ...(figure.parts.length > 0 && values.length > 0 && { printed: sum(values) }),
  };
}

function contributionOf(
  all: ReadonlyMap<string, Figure>,
  units: readonly Unit[],
  unit: Unit,
  figure: Figure,
  options: FigureOptions,
): Contribution {
  const value = options.absent.includes(unit.code) ? null : madeValue(all, units, unit, figure, options);
  if (value === null) return { unit: unit.code, value, source: null };
  return {
    unit: unit.code,
    value,
    ...(figure.approximate && { qualifier: "余" }),
    source: sourceOf(unit, figure, value),
  };
}

/** Every input figure differs by unit and place, so that a figure in the wrong cell shows. */
function madeValue(
  all: ReadonlyMap<string, Figure>,
  units: readonly Unit[],
  unit: Unit,
  figure: Figure,
  options: FigureOptions,
): Decimal | null {
  if (options.withoutValue?.includes(figure.code)) return null;
  if (figure.parts.length > 0) {
    const parts = figure.parts
      .map((code) => all.get(code))
      .filter((part): part is Figure => part !== undefined && (!part.optional || options.undivided === true));
    const values = parts
      .map((part) => madeValue(all, units, unit, part, options))
      .filter((value): value is Decimal => value !== null);
    return values.length > 0 ? sum(values) : null;
  }
  if (figure.combine !== "sum" && unit.code !== "D01") return null;
  if (figure.optional && unit.code !== "T01") return null;
  const place = [...all.keys()].indexOf(figure.code) + 1;
  const whole = (units.indexOf(unit) + 1) * (place % 7) + (place % 11) + (figure.optional ? 5 : 0);
  return figure.kind === "amount"
    ? decimal(`${whole + 5}.${100 + place}`)
    : decimal(String(figure.approximate ? 300 : whole));
}

function sourceOf(unit: Unit, figure: Figure, value: Decimal): SourceCell {
  const text = unit.code === "T01" ? `${format(value)}${figure.unit}（原填）` : format(value);
  return { file: fileOf(unit.code), sheet: `原表-${figure.table}`, cell: "C3", text };
}

function fileOf(unit: string): string {
  return `2022/原件-${unit}.xlsx`;
}

function madePrior(form: Form, units: readonly Unit[]): PriorYear {
  const inputs = [...form.figures.values()].filter((figure) => !figure.optional);
  const figures = new Map(inputs.map((figure, index) => [figure.code, decimal(String(20 + (index % 17)))]));
  const byUnit = new Map(
    units.map((unit, at) => [
      unit.code,
      new Map(inputs.map((figure, index) => [figure.code, decimal(String((index + at) % 9))])),
    ]),
  );
  return { period: yearPeriod(YEAR - 1), origin: "submissions", figures, byUnit };
}

function missingFinding(): GradedFinding {
  return {
    id: "UNIT.MISSING-D02-0123456789ab",
    rule: "UNIT.MISSING",
    severity: "mandatory",
    unit: unitCode("D02"),
    figures: [],
    message: "该单位未报送。",
    advice: "没有报送的请尽快报送。",
    expected: null,
    actual: null,
    difference: null,
    sources: [],
    cause: null,
    suspects: [],
    explanation: null,
  };
}

function noticeFinding(): GradedFinding {
  return {
    id: "VALUE.CLEANED-T01-0123456789ab",
    rule: "VALUE.CLEANED",
    severity: "notice",
    unit: unitCode("T01"),
    figures: [figureCode("applications.received.naturalPerson")],
    message: "取数时略去了“件”字。",
    advice: "不需要答复。",
    expected: null,
    actual: null,
    difference: null,
    sources: [{ file: fileOf("T01"), sheet: "原表-applications", cell: "C3", text: "3件（原填）" }],
    cause: null,
    suspects: [],
    explanation: null,
  };
}

/** 打印: the PDF of a publication that has fonts. */
export function printed(publication: Publication): Promise<Uint8Array> {
  if (!publication.pdfFonts) throw new Error("no fonts");
  return writePdf(paperOf(publication), publication.pdfFonts);
}
