import { expect, test } from "vitest";
import { parseDecimal } from "../../src/decimal.js";
import { basisOf } from "../../src/publish/basis.js";
import { madePublication } from "./making.js";

test("another value, wherever it stands, is another basis", () => {
  const figure = (value: string) => ({
    cells: new Map([["a", [parseDecimal(value)]]]),
    marks: new Set([value.length]),
  });
  expect(basisOf(figure("12"))).toBe(basisOf(figure("12")));
  expect(basisOf(figure("12"))).toMatch(/^[0-9a-f]{64}$/);
  const others = [figure("13"), figure("1.2"), { ...figure("12"), marks: new Set([3]) }, { ...figure("12"), date: "" }];
  expect(new Set([figure("12"), ...others].map(basisOf)).size).toBe(5);
});

test("what is not plain data has none", () => {
  for (const hidden of [() => 1, Symbol("a"), new Date(0), new Uint8Array(1), new URL("a:b")])
    expect(basisOf({ list: [{ hidden }] })).toBeUndefined();
});

test("the findings and the schemas are plain data", () => {
  const { consolidation, schemas } = madePublication();
  expect(basisOf([consolidation.findings, schemas.jurisdiction])).toBeDefined();
});
