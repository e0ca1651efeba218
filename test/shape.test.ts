import { describe, expect, test } from "vitest";
import {
  either,
  finite,
  flag,
  listOf,
  mapOf,
  natural,
  nothing,
  oneOf,
  optional,
  parsedAs,
  record,
  text,
} from "../src/shape.js";

interface Line {
  readonly name: string;
  readonly row: number;
  readonly note?: string;
  readonly kind: "header" | "total";
  readonly value: string | null;
}

const isLine = record<Line>({
  name: text,
  row: natural,
  note: optional(text),
  kind: oneOf<Line["kind"]>({ header: true, total: true }),
  value: either(text, nothing),
});

const LINE: Line = { name: "总计", row: 3, kind: "total", value: null };

describe("record", () => {
  test("takes what has every field, with or without the optional one, and lets others pass", () => {
    for (const good of [LINE, { ...LINE, note: "注" }, { ...LINE, value: "36" }, { ...LINE, more: 1 }])
      expect(isLine(good)).toBe(true);
  });

  test.each<[string, unknown]>([
    ["a field is missing", { name: "总计", row: 3, kind: "total" }],
    ["a field has another type", { ...LINE, row: "3" }],
    ["a number is no whole one", { ...LINE, row: 1.5 }],
    ["a number is negative", { ...LINE, row: -1 }],
    ["the optional field is null", { ...LINE, note: null }],
    ["a word is none of those", { ...LINE, kind: "toString" }],
    ["it is null", null],
    ["it is a list", [LINE]],
    ["it is a text", "总计"],
  ])("refuses where %s", (_, value) => {
    expect(isLine(value)).toBe(false);
  });
});

test("lists and maps are of one shape throughout", () => {
  expect([listOf(flag)([true, false]), listOf(flag)([true, 0]), listOf(flag)({ 0: true })]).toEqual([
    true,
    false,
    false,
  ]);
  expect([mapOf(finite)({ a: -1.5 }), mapOf(finite)({ a: null }), mapOf(finite)([1])]).toEqual([true, false, false]);
});

test("parsedAs: text that is no JSON, or of another shape, gives nothing", () => {
  expect(parsedAs(isLine, JSON.stringify(LINE))).toEqual(LINE);
  expect(parsedAs(isLine, JSON.stringify(LINE).slice(0, -1))).toBeUndefined();
  expect(parsedAs(isLine, "{}")).toBeUndefined();
  expect(parsedAs(isLine, "")).toBeUndefined();
});
