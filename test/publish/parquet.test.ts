import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import type { Consolidation } from "../../src/consolidation.js";
import { decimal, format, parseDecimal, sum } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { exportParquet } from "../../src/publish/publish.js";
import { madeConsolidation } from "./making.js";

interface Row {
  readonly figure: string;
  readonly unit: string;
  readonly value: number | null;
  readonly value_text: string | null;
  readonly [column: string]: unknown;
}

async function exported(consolidation: Consolidation): Promise<{ file: ArrayBuffer; rows: readonly Row[] }> {
  const bytes = await exportParquet(consolidation);
  const file = bytes.slice().buffer as ArrayBuffer;
  return { file, rows: (await parquetReadObjects({ file })) as Row[] };
}

test("one row a figure and unit, with value, place and text", async () => {
  const consolidation = madeConsolidation({ missing: true });
  const { rows } = await exported(consolidation);
  const wanted = [...consolidation.figures.values()].flatMap(({ figure, state, contributions }) =>
    contributions.map(({ unit, value, source }) => ({
      figure,
      state,
      unit,
      value_text: value && format(value),
      file: source?.file ?? null,
      sheet: source?.sheet ?? null,
      cell: source?.cell ?? null,
      text: source?.text ?? null,
    })),
  );
  expect(rows.length).toBe(wanted.length);
  expect(rows).toEqual(wanted.map((row) => expect.objectContaining(row)));
  for (const { value, value_text } of rows) expect(value === null ? null : String(value)).toBe(value_text);
});

test("a form may allow its figures nine decimals", async () => {
  const made = madeConsolidation();
  const [main, ...others] = made.forms;
  const code = figureCode("proactive.fees.amount");
  const [figure, consolidated] = [main.figures.get(code)!, made.figures.get(code)!];
  const finer = { ...main, figures: new Map([...main.figures, [code, { ...figure, decimals: 9 }]]) };
  const contributions = consolidated.contributions.map((one) => ({ ...one, value: decimal("1.123456789") }));
  const { rows } = await exported({
    ...made,
    forms: [finer, ...others],
    figures: new Map([...made.figures, [code, { ...consolidated, contributions }]]),
  });
  const own = rows.filter((row) => row.figure === code);
  expect(own.map(({ value, value_text }) => [value, value_text])).toEqual(
    contributions.map(() => [1.123456789, "1.123456789"]),
  );
  expect(own.length).toBeGreaterThan(0);
});

test("the sums of the input figures are the consolidated ones", async () => {
  const consolidation = madeConsolidation();
  const { rows } = await exported(consolidation);
  for (const { figure, value } of consolidation.figures.values()) {
    const own = rows.filter((row) => row.figure === figure && row["combine"] === "sum" && row["derived"] === false);
    const added = sum(own.flatMap(({ value_text }) => parseDecimal(value_text ?? "") ?? []));
    if (own.length > 0) expect(format(added), figure).toBe(format(value!));
  }
});

test("decimals are exact: more digits than a float holds, negative ones, six places", async () => {
  const consolidation = madeConsolidation();
  const code = figureCode("proactive.fees.amount");
  const fees = consolidation.figures.get(code)!;
  const values = ["90071992547409931.000001", "-0.000001", "32064.23"];
  const contributions = values.map((value, at) => ({ ...fees.contributions[at]!, value: decimal(value) }));
  const figures = new Map([[code, { ...fees, contributions }]]);
  const { file, rows } = await exported({ ...consolidation, figures });
  expect(rows.map(({ value_text }) => value_text)).toEqual(values);
  const element = parquetMetadata(file).schema.find(({ name }) => name === "value");
  expect(element).toMatchObject({ type: "FIXED_LEN_BYTE_ARRAY", converted_type: "DECIMAL", precision: 38, scale: 6 });
});

test("the same bytes every time", async () => {
  expect(await exportParquet(madeConsolidation())).toEqual(await exportParquet(madeConsolidation()));
});
