import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConsolidated, checkUnit } from "../src/check/check.js";
import { type Sums, sumForms } from "../src/consolidate/consolidate.js";
import { consolidatePeriod } from "../src/consolidated-period.js";
import { add, type Decimal, decimal, equals, format, parseDecimal, subtract, sum, ZERO } from "../src/decimal.js";
import { type Amount, codeOf, type FigureCode, figureCode, type Observation, unitCode } from "../src/figure.js";
import { formsOf, type Unit } from "../src/form/form.js";
import { loadSchemas } from "../src/form/load.js";
import type { Period } from "../src/period.js";
import { writeData } from "../src/publish/data/data.js";
import type { UnitFigures } from "../src/unit-report.js";
import { effectsOf, type MadeYear, PERIOD, schemaFiles, schemasOf } from "./rules/made-year.js";
import { times } from "./times.js";

fc.configureGlobal({ numRuns: times(100) });

const schemas = loadSchemas(schemaFiles());
const inForce = formsOf(schemas, PERIOD);
const [form] = inForce;
const inputs = [...form.figures.values()].filter((figure) => figure.parts.length === 0 && !figure.optional);

const anyDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, places]) => decimal(placed(digits, places)));

function placed(digits: bigint, places: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
  return `${digits < 0n ? "-" : ""}${text.slice(0, text.length - places)}${places > 0 ? `.${text.slice(-places)}` : ""}`;
}

function reported(value: Decimal): Amount {
  return { kind: "reported", value };
}

function unitOf(index: number): Unit {
  return {
    code: unitCode(`U${index}`),
    name: `单位${index}`,
    aliases: [],
    category: index % 3 === 0 ? "乡镇" : "部门",
  };
}

function reportOf(unit: Unit, amounts: ReadonlyMap<FigureCode, Amount>): UnitFigures {
  const observations = new Map(
    [...amounts].map(([figure, amount]): [FigureCode, Observation] => [
      figure,
      { figure, amount, source: { file: `${unit.code}.xlsx`, sheet: "表", cell: "A1", text: "" } },
    ]),
  );
  return { unit, observations };
}

/** A whole form that foots, from a few random inputs: totals follow, and what came in is balanced by what is carried over. */
const footing = fc
  .array(fc.tuple(fc.constantFrom(...inputs.map((figure) => figure.code)), fc.integer({ min: 0, max: 99_999 })), {
    maxLength: 25,
  })
  .map((pairs) => {
    const values = new Map<FigureCode, Decimal>(inputs.map((figure) => [figure.code, ZERO]));
    for (const [code, value] of pairs) values.set(code, decimal(String(value)));
    const value = (code: FigureCode): Decimal => {
      const figure = form.figures.get(code)!;
      return figure.optional ? ZERO : figure.parts.length === 0 ? values.get(code)! : sum(figure.parts.map(value));
    };
    for (const column of [
      "naturalPerson",
      "enterprise",
      "researchInstitution",
      "publicWelfareOrganization",
      "legalServiceAgency",
      "otherOrganization",
    ]) {
      const at = (row: string): FigureCode => codeOf("applications", row, column);
      values.set(at("received"), subtract(add(value(at("outcomesTotal")), value(at("carriedOut"))), ZERO));
      values.set(at("carriedIn"), ZERO);
    }
    return new Map(
      [...form.figures.values()]
        .filter((figure) => !figure.optional)
        .map((figure) => [figure.code, reported(value(figure.code))] as const),
    );
  });

const anyAmount: fc.Arbitrary<Amount> = fc.oneof(
  { weight: 6, arbitrary: anyDecimal.map(reported) },
  fc.constant<Amount>({ kind: "blank" }),
  fc.constant<Amount>({ kind: "unreadable" }),
);

function consolidated(units: readonly UnitFigures[]): Sums["figures"] {
  const office = { unit: unitCode(""), observations: new Map() };
  return sumForms({ forms: [form], due: units.map(({ unit }) => unit), reported: units, office, blank: "zero" })
    .figures;
}

describe("decimals", () => {
  it("parse after format is the identity", () => {
    fc.assert(fc.property(anyDecimal, (value) => equals(parseDecimal(format(value))!, value)));
  });

  it("a sum is the sum of whole numbers of its last place", () => {
    fc.assert(
      fc.property(fc.array(anyDecimal), (values) => {
        const exact = values.reduce((total, value) => total + value.coefficient * 10n ** BigInt(9 - value.scale), 0n);
        return equals(sum(values), decimal(placed(exact, 9)));
      }),
    );
  });
});

describe("consolidation", () => {
  const fee = figureCode("proactive.fees.amount");

  it("is exact, whatever the decimals", () => {
    fc.assert(
      fc.property(fc.array(anyDecimal, { minLength: 1, maxLength: 60 }), (values) => {
        const figures = consolidated(
          values.map((value, index) => reportOf(unitOf(index), new Map([[fee, reported(value)]]))),
        );
        const exact = values.reduce((total, value) => total + value.coefficient * 10n ** BigInt(9 - value.scale), 0n);
        return equals(figures.get(fee)!.value!, decimal(placed(exact, 9)));
      }),
    );
  });

  it("the groups add up to all, and an unreadable figure leaves the whole incomplete", () => {
    fc.assert(
      fc.property(fc.array(anyAmount, { minLength: 1, maxLength: 40 }), (amounts) => {
        const units = amounts.map((amount, index) => reportOf(unitOf(index), new Map([[fee, amount]])));
        const { value, state, contributions } = consolidated(units).get(fee)!;
        const ofGroup = (category: string): Decimal =>
          sum(
            contributions.flatMap((one) =>
              units.find(({ unit }) => unit.code === one.unit)?.unit.category === category ? (one.value ?? []) : [],
            ),
          );
        expect(contributions.map((one) => one.unit)).toEqual(units.map(({ unit }) => unit.code));
        expect(state).toBe(amounts.some((amount) => amount.kind === "unreadable") ? "incomplete" : "final");
        if (value) expect(format(add(ofGroup("乡镇"), ofGroup("部门")))).toBe(format(value));
        else expect(amounts.every((amount) => amount.kind === "unreadable")).toBe(true);
      }),
    );
  });

  it("if every unit's form foots, so does the sum", () => {
    fc.assert(
      fc.property(fc.array(footing, { minLength: 1, maxLength: 5 }), (forms) => {
        const units = forms.map((amounts, index) => reportOf(unitOf(index), amounts));
        const own = units
          .flatMap((report) =>
            checkUnit({ ...report, narratives: [], before: undefined }, { schemas, forms: inForce, period: PERIOD }),
          )
          .filter((finding) => finding.code === "RELATION");
        const figures = consolidated(units);
        const whole = checkConsolidated(
          figures,
          { before: undefined, sameLastYear: undefined },
          {
            schemas,
            forms: inForce,
            period: PERIOD,
            units: schemas.units,
            driversOf: () => [],
          },
        ).filter((finding) => finding.code === "RELATION");
        expect([...own, ...whole]).toEqual([]);
        for (const figure of figures.values())
          if (figure.printed) expect(format(figure.printed)).toBe(format(figure.value!));
      }),
      { numRuns: times(25) },
    );
  });

  it("the order of the units changes no figure", () => {
    fc.assert(
      fc.property(fc.array(footing, { minLength: 2, maxLength: 4 }), fc.infiniteStream(fc.nat()), (forms, random) => {
        const units = forms.map((amounts, index) => reportOf(unitOf(index), amounts));
        const shuffled = shuffle(units, random);
        const values = (given: readonly UnitFigures[]): readonly string[] =>
          [...consolidated(given)].map(([code, { value }]) => `${code} ${value && format(value)}`);
        expect(values(shuffled)).toEqual(values(units));
      }),
      { numRuns: times(15) },
    );
  });
});

function shuffle<T>(items: readonly T[], random: Iterator<number>): readonly T[] {
  return items
    .map((item) => ({ item, at: Number(random.next().value) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** A year with something of everything: two submissions of one unit, a sealed scan, a stray file, slips, text, explanations. */
const EVENTFUL: MadeYear = {
  files: {
    "象湖镇.xlsx": { typed: { "applications.received.naturalPerson": "5", "proactive.fees.amount": "12.5" } },
    "象湖镇（更正）.xlsx": {
      typed: {
        "applications.received.naturalPerson": "6",
        "applications.received.total": "6",
        "proactive.fees.amount": "84565元",
      },
    },
    "象湖镇（盖章）.pdf": { failure: { rule: "FILE.UNSUPPORTED", reason: "没有文字", advice: "请报送电子表" } },
    "叶坪镇.xlsx": {
      typed: { "proactive.penalties.decisions": "若干", "proactive.regulations.inForce": "2" },
      narrative: ["全年公开信息XX条，内容全面。"],
    },
    "中心小学.xlsx": {},
    "会议纪要.xlsx": { stray: true, cover: ["会议纪要"] },
    "_草稿.xlsx": {},
  },
  explanations: [
    [
      "",
      "叶坪镇人民政府",
      "SCOPE.REGULATIONS",
      "proactive.regulations.inForce",
      "2",
      "上级规章的实施办法，已另列清单备查",
      "张三",
    ],
  ],
};

async function dataOf(
  reorder: (paths: readonly string[]) => readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const effects = effectsOf(EVENTFUL);
  const listed = await effects.list(PERIOD);
  const sizes = new Map(listed!.map((file) => [file.path, file]));
  const ordered = {
    ...effects,
    list: async (period: Period) =>
      period.key === PERIOD.key ? reorder([...sizes.keys()]).map((path) => sizes.get(path)!) : undefined,
  };
  const loaded = loadSchemas(schemasOf(EVENTFUL));
  const { consolidation, gathered } = await consolidatePeriod({ period: PERIOD }, loaded, ordered);
  const files = writeData({ consolidation, schemas: loaded, officeText: gathered.officeText });
  return Object.fromEntries(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
}

describe("a run", () => {
  it("gives the same data files to the byte, in whatever order the folder is listed", async () => {
    const usual = await dataOf((paths) => paths);
    expect(Object.keys(usual)).toEqual(
      expect.arrayContaining(["consolidated.json", "findings.json", "data/figures.csv"]),
    );
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat()), async (random) => {
        expect(await dataOf((paths) => shuffle(paths, random))).toEqual(usual);
      }),
      { numRuns: times(4) },
    );
  });
});
