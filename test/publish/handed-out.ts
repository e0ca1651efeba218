import { type Decimal, format } from "../../src/decimal.js";
import type { Effects } from "../../src/effects.js";
import { type FigureCode, unitCode } from "../../src/figure.js";
import { type Form, formsOf, isAskedOf, type Unit, unitsDue } from "../../src/form/form.js";
import { type Gathered, gather } from "../../src/gather/gather.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { type Period, yearPeriod } from "../../src/period.js";
import { writeTemplates } from "../../src/publish/template/template.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { exampleEffects } from "../example/example-year.js";
import type { Typed } from "./filling.js";
import { madeSchemas } from "./making.js";

export const schemas = madeSchemas();

type Before = ReadonlyMap<FigureCode, Decimal>;

/** The blank workbook of one unit. */
export function blankFor(code: string, year = 2023, before: Before = new Map()): Uint8Array {
  const period = yearPeriod(year);
  const units = unitsDue(schemas, period).filter((unit) => unit.code === code);
  const [file] = writeTemplates({ schemas, period, units, before: new Map([[unitCode(code), before]]) });
  return file!.bytes;
}

/** 收件: what the program makes of workbooks that came back, under the names they came with. */
export function received(files: Readonly<Record<string, Uint8Array>>, year = 2023): Promise<Gathered> {
  const effects: Effects = {
    ...exampleEffects(),
    list: async ({ key }) =>
      key === String(year) ? Object.entries(files).map(([path, { length }]) => ({ path, size: length })) : undefined,
    bytes: async (_, path) => files[path]!,
    read: ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles),
  };
  return gather(yearPeriod(year), schemas, effects);
}

export interface Place {
  readonly sheet: string;
  readonly cell: string;
}

/** Where each figure stands, as it is found by its labels. */
export async function placesIn(blank: Uint8Array, year = 2023): Promise<ReadonlyMap<FigureCode, Place>> {
  const { reports } = await received({ "空.xlsx": blank }, year);
  return new Map([...(reports[0]?.observations ?? [])].map(([code, { source }]) => [code, source]));
}

/** What a unit types, with the totals that the formulas give. */
export function typedOf(values: ReadonlyMap<FigureCode, string>, places: ReadonlyMap<FigureCode, Place>): Typed {
  const sheets: Record<string, Record<string, string>> = {};
  for (const [code, value] of values) {
    const place = places.get(code);
    if (!place) throw new Error(`${code} has no cell`);
    sheets[place.sheet] = { ...sheets[place.sheet], [place.cell]: value };
  }
  return sheets;
}

/** The figures that a unit is asked for, of all forms of a period. */
export function figuresFor(unit: Unit, period: Period) {
  return formsOf(schemas, period).flatMap((form) =>
    [...form.figures.values()].filter((figure) => isAskedOf(figure, unit.code)),
  );
}

/** Sums what was typed, total by total; one of whose parts nothing was typed stays blank. */
export function withTotals(
  typed: ReadonlyMap<FigureCode, string>,
  forms: readonly Form[],
): ReadonlyMap<FigureCode, string> {
  const all = new Map(typed);
  const figures = forms.flatMap((form) => [...form.figures.values()]).filter(({ parts }) => parts.length > 0);
  // A total of totals comes after those it is made of.
  for (const round of [0, 1])
    for (const { code, parts } of figures) {
      const known = parts.flatMap((part) => all.get(part) ?? []);
      if (known.length > 0 && (round === 1 || !all.has(code)))
        all.set(code, String(known.reduce((sum, value) => sum + BigInt(value), 0n)));
    }
  return all;
}

/** What a unit's report says, figure by figure: the number, or blank. */
export function saidIn({ reports }: Gathered, unit: string): Readonly<Record<string, string>> {
  const report = reports.find((one) => one.unit.code === unit);
  return Object.fromEntries(
    [...(report?.observations ?? [])].map(([code, { amount }]) => [
      code,
      amount.kind === "reported" ? format(amount.value) : amount.kind,
    ]),
  );
}

export function rulesOf({ findings }: Gathered): ReadonlySet<string> {
  return new Set(findings.map(({ code }) => code));
}

/** Every input of a unit, each with a number of its own. */
export function distinctValues(unit: string, year: number): ReadonlyMap<FigureCode, string> {
  const period = yearPeriod(year);
  const own = unitsDue(schemas, period).find(({ code }) => code === unit)!;
  const inputs = figuresFor(own, period).filter(({ parts }) => parts.length === 0);
  return new Map(inputs.map((figure, at) => [figure.code, String(at + 1)]));
}
