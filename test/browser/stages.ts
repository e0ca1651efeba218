import { checkAcross, checkUnit, grade } from "../../src/check/check.js";
import { sumForms } from "../../src/consolidate/consolidate.js";
import type { Effects } from "../../src/effects.js";
import { unitCode } from "../../src/figure.js";
import { figureNamed, formsOf, unitsDue } from "../../src/form/form.js";
import { loadSchemas, type SchemaFile } from "../../src/form/load.js";
import { gather } from "../../src/gather/gather.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";

/** 交给浏览器的: all that the stages need, as it can be handed to a page or a thread; bytes in base64. */
export interface Given {
  readonly year: number;
  readonly schemas: readonly SchemaFile[];
  readonly files: Readonly<Record<string, string>>;
  readonly pdfFiles: Readonly<Record<string, string>>;
}

/** 收件、读表、归位、审核、汇总 of a year, by no more than what is given: everything that came of it, as one text. */
export async function stages(given: Given): Promise<string> {
  const schemas = loadSchemas(given.schemas);
  const period = yearPeriod(given.year);
  const forms = formsOf(schemas, period);
  const context = { schemas, forms, period };
  const gathered = await gather(period, schemas, effectsOf(given));
  const { reports, submissions } = gathered;
  const found = [
    ...gathered.findings,
    ...reports.flatMap((report) => checkUnit(report, context)),
    ...checkAcross(reports, context),
  ];
  const findings = grade({
    findings: found,
    explanations: [],
    schemas,
    forms,
    valueOf: () => null,
    labelOf: (code) => figureNamed(forms, code)?.label ?? code,
  });
  const sums = sumForms({
    forms: forms.slice(0, 1),
    due: unitsDue(schemas, period),
    reported: reports,
    office: { unit: unitCode(""), observations: gathered.officeFigures },
    blank: schemas.jurisdiction.policies.blank,
  });
  return JSON.stringify({ submissions, reports, findings, figures: sums.figures }, plain);
}

/** Collections and exact numbers as text. */
function plain(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return `${value}`;
  return isCollection(value) ? [...value] : value;
}

/** A set, a map, or what is read as one. */
function isCollection(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && "entries" in value && "size" in value;
}

function effectsOf({ year, schemas, files, pdfFiles }: Given): Effects {
  return {
    schemas: async () => schemas,
    list: async (asked) =>
      asked.key === String(year) ? Object.keys(files).map((path) => ({ path, size: 1 })) : undefined,
    bytes: async (_, path) => bytesOf(files[path] ?? ""),
    read: ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, async (file) => bytesOf(pdfFiles[file])),
    recall: async () => undefined,
    keep: async () => undefined,
    formerConsolidation: async () => undefined,
    pdfFonts: async () => undefined,
    reviewScript: async () => undefined,
    log: () => undefined,
  };
}

function bytesOf(base64: string): Uint8Array;
function bytesOf(base64: string | undefined): Uint8Array | undefined;
function bytesOf(base64: string | undefined): Uint8Array | undefined {
  return base64 === undefined ? undefined : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
