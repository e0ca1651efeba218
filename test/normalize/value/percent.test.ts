import { expect, test } from "vitest";
import { format } from "../../../src/decimal.js";
import { figureCode } from "../../../src/figure.js";
import type { Figure } from "../../../src/form/form.js";
import type { Cell } from "../../../src/grid.js";
import { readAmount } from "../../../src/normalize/value/value.js";
import { schemas } from "../judging.js";
import { FEE } from "./reading-of.js";

const FORM = schemas().forms.find((form) => form.edition === "2021")!;
const RATE: Figure = { ...FORM.figures.get(figureCode(FEE))!, unit: "%", decimals: 2 };

type Typed = Pick<Cell, "text" | "kind" | "shown">;

function read(cell: Typed, figure: Figure = RATE): string {
  const reading = readAmount(cell, figure, undefined);
  if (reading.kind === "reported")
    return [format(reading.value), ...(reading.cleaned ? [reading.cleaned] : [])].join("|");
  return reading.kind === "bad" ? `！${reading.reason ?? reading.problem}` : reading.kind;
}

test.each<[Typed, string]>([
  [{ text: "0.5", kind: "percent", shown: "50%" }, "50|百分比格式"],
  [{ text: "0.33333", kind: "percent", shown: "33.3%" }, "33.3|百分比格式"],
  [{ text: "12.5", kind: "percent", shown: "1,250%" }, "1250|千分位分隔符、百分比格式"],
  [{ text: "50%", kind: "text" }, "50|“%”号"],
  [{ text: "50％", kind: "text" }, "50|“%”号"],
  [{ text: "50", kind: "number" }, "50"],
  [{ text: "50件%", kind: "text" }, "！计量单位“件”与该栏不符"],
  [{ text: "50‰", kind: "text" }, "！不能确定是什么数"],
  [{ text: "0.5", kind: "percent" }, "！单元格是百分比格式，不能确定原意是什么数"],
])("a figure in percent: %j is read as %s", (cell, expected) => {
  expect(read(cell)).toBe(expected);
});

test("a percentage under another measure stays uncertain", () => {
  const fee = { ...RATE, unit: "万元" };
  expect(read({ text: "0.5", kind: "percent", shown: "50%" }, fee)).toMatch(/^！单元格是百分比格式/);
  expect(read({ text: "50%", kind: "text" }, fee)).toMatch(/^！/);
});
