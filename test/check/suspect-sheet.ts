import { readFileSync } from "node:fs";
import { type Decimal, decimal } from "../../src/decimal.js";
import { type FigureCode, figureCode } from "../../src/figure.js";
import { compileForm } from "../../src/form/compile.js";
import type { Form } from "../../src/form/form.js";
import { FormSchema } from "../../src/form/records.js";
import type { Relation } from "../../src/relation.js";

const SCHEMA = new URL("../../schemas/annual-report/2021/form.json", import.meta.url);

export const form: Form = {
  ...compileForm(FormSchema.parse(JSON.parse(readFileSync(SCHEMA, "utf8")))),
  rules: new Map(),
};

const applications = form.tables.find((table) => table.code === "applications")!.sections[0]!;
const disputes = form.tables.find((table) => table.code === "disputes")!.sections[0]!;

export const rows = applications.rows.lines.filter((line) => line.insteadOf.length === 0).map((line) => line.code);
export const columns = applications.columns.lines.map((line) => line.code);
export const groups = disputes.rows.lines.map((line) => line.code);
const results = disputes.columns.lines.map((line) => line.code).slice(0, -1);
const outcomes = rows.slice(2, -2);

/** `received.total` of table 三. */
export function t3(place: string): FigureCode {
  return figureCode(`applications.${place}`);
}

/** `reconsideration.upheld` of table 四. */
export function t4(place: string): FigureCode {
  return figureCode(`disputes.${place}`);
}

/** The 42 relations of the unit's form. */
export const relations: readonly Relation[] = [
  ...columns.map((column) =>
    relation(
      "T3.BALANCE",
      column,
      [`received.${column}`, `carriedIn.${column}`],
      [`outcomesTotal.${column}`, `carriedOut.${column}`],
    ),
  ),
  ...rows.map((row) =>
    relation(
      "T3.ROW_TOTAL",
      row,
      columns.slice(0, -1).map((column) => `${row}.${column}`),
      [`${row}.total`],
    ),
  ),
  ...columns.map((column) =>
    relation(
      "T3.OUTCOMES_TOTAL",
      column,
      outcomes.map((row) => `${row}.${column}`),
      [`outcomesTotal.${column}`],
    ),
  ),
  ...groups.map((group) => ({
    rule: "T4.ROW_TOTAL",
    where: group,
    left: results.map((result) => t4(`${group}.${result}`)),
    right: [t4(`${group}.total`)],
  })),
];

function relation(rule: string, where: string, left: readonly string[], right: readonly string[]): Relation {
  return { rule, where, left: left.map(t3), right: right.map(t3) };
}

export type Sheet = Map<FigureCode, Decimal>;

/** A whole form that foots: the inputs given, all others 0, totals and new requests worked out from them. */
export function sheet(inputs: Readonly<Record<string, number>>): Sheet {
  const at = (place: string): number => inputs[place] ?? 0;
  const cells = new Map<FigureCode, number>();
  const put = (row: string, line: readonly number[]): void => {
    for (const [index, figure] of [...line, line.reduce((sum, one) => sum + one, 0)].entries())
      cells.set(t3(`${row}.${columns[index]}`), figure);
  };
  const across = (row: string): readonly number[] => columns.slice(0, -1).map((column) => at(`${row}.${column}`));
  const answered = columns.slice(0, -1).map((column) => outcomes.reduce((sum, row) => sum + at(`${row}.${column}`), 0));
  for (const row of ["carriedIn", "carriedOut", ...outcomes]) put(row, across(row));
  put("outcomesTotal", answered);
  put(
    "received",
    answered.map((figure, index) => figure + across("carriedOut")[index]! - across("carriedIn")[index]!),
  );
  for (const group of groups) {
    const line = results.map((result) => at(`${group}.${result}`));
    for (const [index, result] of results.entries()) cells.set(t4(`${group}.${result}`), line[index]!);
    cells.set(
      t4(`${group}.total`),
      line.reduce((sum, one) => sum + one, 0),
    );
  }
  return new Map([...cells].map(([figure, value]) => [figure, decimal(String(value))]));
}

/** A town of some requests; in most tests one or two of its cells are then spoiled. */
export function town(): Sheet {
  return sheet({
    "granted.naturalPerson": 48,
    "granted.enterprise": 7,
    "partlyGranted.naturalPerson": 12,
    "partlyGranted.enterprise": 3,
    "refused.stateSecret.naturalPerson": 35,
    "refused.thirdPartyRights.naturalPerson": 4,
    "unavailable.notHeld.naturalPerson": 127,
    "unavailable.notHeld.legalServiceAgency": 2,
    "notProcessed.petition.naturalPerson": 9,
    "otherHandling.other.enterprise": 1,
    "carriedIn.naturalPerson": 6,
    "carriedOut.naturalPerson": 13,
    "carriedOut.enterprise": 2,
    "reconsideration.upheld": 4,
    "reconsideration.corrected": 1,
    "litigationDirect.upheld": 3,
    "litigationDirect.pending": 12,
  });
}

/** What the unit typed in place of the right figures. */
export function spoiled(cells: Sheet, typed: Readonly<Record<string, string>>): Sheet {
  return new Map([
    ...cells,
    ...Object.entries(typed).map(([figure, text]) => [figureCode(figure), decimal(text)] as const),
  ]);
}
