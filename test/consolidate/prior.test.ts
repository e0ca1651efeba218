import { expect, test } from "vitest";
import { type PriorSources, priorYear } from "../../src/consolidate/consolidate.js";
import type { ConsolidatedFigure } from "../../src/consolidation.js";
import { decimal, format } from "../../src/decimal.js";
import { type FigureCode, figureCode, type Observation } from "../../src/figure.js";
import { loadSchemas } from "../../src/form/load.js";
import { yearPeriod } from "../../src/period.js";
import type { UnitFigures } from "../../src/unit-report.js";
import { schemaFiles } from "../rules/made-year.js";

const schemas = loadSchemas(schemaFiles());
const form = schemas.forms.find((one) => one.edition === "2021")!;
const ISSUED = figureCode("proactive.normativeDocuments.issued");
const IN_FORCE = figureCode("proactive.normativeDocuments.inForce");

/** A unit's last year: everything 0 but what is given; null leaves a figure out. */
function sent(at: number, given: Readonly<Record<string, string | null>>): UnitFigures {
  const source = { file: "", sheet: "", cell: "", text: "" };
  const figures = [...form.figures.values()].filter(({ code, optional }) => !optional && given[code] !== null);
  return {
    unit: schemas.units[at]!,
    observations: new Map(
      figures.map(({ code }): [FigureCode, Observation] => [
        code,
        { figure: code, amount: { kind: "reported", value: decimal(given[code] ?? "0") }, source },
      ]),
    ),
  };
}

const FORMER = new TextEncoder().encode(
  JSON.stringify({
    figures: {
      [IN_FORCE]: { value: "70", state: "final", contributions: [] },
      [ISSUED]: { value: "7", state: "draft" },
    },
  }),
);
const PUBLISHED = new Map([
  [IN_FORCE, decimal("80")],
  [ISSUED, decimal("8")],
]);

function figuresOf(sources: Partial<PriorSources>): readonly (string | undefined)[] {
  const prior = priorYear({
    period: yearPeriod(2021),
    form,
    blank: "zero",
    reported: [],
    due: 2,
    ids: new Set([form.id]),
    consolidation: undefined,
    published: undefined,
    ...sources,
  });
  return [
    prior?.origin,
    ...[IN_FORCE, ISSUED].map((code) => prior?.figures.get(code)).map((one) => one && format(one)),
  ];
}

test("last year's submissions, where all are there, outrank what was consolidated or published", () => {
  const reported = [sent(0, { [IN_FORCE]: "5", [ISSUED]: "1" }), sent(1, { [IN_FORCE]: "6" })];
  expect(figuresOf({ reported, consolidation: FORMER, published: PUBLISHED })).toEqual(["submissions", "11", "1"]);
});

test("what the office adjusted last year is last year's figure; where it left it open the next source is", () => {
  const reported = [sent(0, { [IN_FORCE]: "5", [ISSUED]: "1" }), sent(1, { [IN_FORCE]: "6" })];
  const rest = { plain: decimal("11"), contributions: [] };
  const adjusted = new Map<FigureCode, ConsolidatedFigure>([
    [IN_FORCE, { ...rest, figure: IN_FORCE, value: decimal("9"), state: "final" }],
    [ISSUED, { ...rest, figure: ISSUED, value: decimal("1"), state: "incomplete" }],
  ]);
  expect(figuresOf({ reported, adjusted, published: PUBLISHED })).toEqual(["submissions", "9", "8"]);
});

test("submissions of some units are no whole: the former consolidation is, and behind it the published report", () => {
  const reported = [sent(0, { [IN_FORCE]: "5" })];
  expect(figuresOf({ reported, consolidation: FORMER, published: PUBLISHED })).toEqual(["submissions", "70", "8"]);
  expect(figuresOf({ reported, published: PUBLISHED })).toEqual(["submissions", "80", "8"]);
  expect(figuresOf({ reported })).toEqual(["submissions", undefined, undefined]);
});

test("a figure that one unit's submission lacks is taken from the next source alone", () => {
  const reported = [sent(0, { [IN_FORCE]: "5", [ISSUED]: "1" }), sent(1, { [IN_FORCE]: null })];
  expect(figuresOf({ reported, published: PUBLISHED })).toEqual(["submissions", "80", "1"]);
});

test("without submissions: the consolidation where it was final, else the published report", () => {
  expect(figuresOf({ consolidation: FORMER, published: PUBLISHED })).toEqual(["consolidation", "70", "8"]);
  expect(figuresOf({ published: PUBLISHED })).toEqual(["published", "80", "8"]);
  expect(figuresOf({ consolidation: new TextEncoder().encode("{ damaged"), published: PUBLISHED })).toEqual([
    "published",
    "80",
    "8",
  ]);
  expect(figuresOf({})).toEqual([undefined, undefined, undefined]);
});
