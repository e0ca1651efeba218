import { expect, test } from "vitest";
import { codeOf } from "../../../src/figure.js";
import { lexiconsOf } from "../../../src/normalize/lexicon.js";
import { emptySink, type Located, type LocatedCell } from "../../../src/normalize/located.js";
import { type TableReading, withReading } from "../../../src/normalize/readings/reading.js";
import { READINGS } from "../../../src/normalize/readings/readings.js";
import { schemas } from "../judging.js";
import { gridOf } from "../paper.js";

const LEXICONS = lexiconsOf(schemas().forms.find((form) => form.edition === "2021")!);
const GRIDS = [{ grid: gridOf([["行政许可", "1"]]), index: 0 }];

const place = (text: string) => ({ sheet: "表", cell: "B2", text });

function cell(table: string, text: string): LocatedCell {
  const figure = codeOf(table, "row", "column");
  return { figure, kind: "text", place: place(text), instance: "0.0", example: false, hidden: false, rowLabel: "" };
}

function located(cells: readonly LocatedCell[], year: number): Located {
  return { ...emptySink(), cells, headingYears: [{ year, place: place(String(year)) }] };
}

const SO_FAR = located([cell("proactive", "1"), cell("disputes", "2")], 2022);
const OTHER = located([cell("proactive", "10"), cell("disputes", "20")], 2023);

const READING: TableReading = {
  name: "transposed",
  scope: "document",
  isOpen: (_, table) => table === "proactive",
  read: () => [OTHER],
  isEnough: () => true,
  headingYears: "both",
};

const texts = (result: Located): readonly string[] => result.cells.map((one) => one.place.text).sort();

test("读法按次序：并排、栏目分页、行列互换、按行名逐格", () => {
  expect(READINGS.map(({ name }) => name)).toEqual(["side by side", "split columns", "transposed", "by labels"]);
});

test("后面的读法只取代它可以改读的表，整张取代，其他表不动", () => {
  const result = withReading(READING, SO_FAR, GRIDS, LEXICONS);
  expect(texts(result)).toEqual(["10", "2"]);
  expect(result.headingYears.map(({ year }) => year)).toEqual([2022, 2023]);
});

test("同一批单元格重读的读法，年度以它自己读到的为准", () => {
  const result = withReading({ ...READING, headingYears: "own" }, SO_FAR, GRIDS, LEXICONS);
  expect(result.headingYears.map(({ year }) => year)).toEqual([2023]);
});

test.each([
  ["读得不够", { isEnough: () => false }, GRIDS],
  ["没有可以改读的表", { isOpen: () => false }, GRIDS],
  ["没有表格", {}, []],
] as const)("%s：先前读到的不变", (_, change, grids) => {
  expect(withReading({ ...READING, ...change }, SO_FAR, grids, LEXICONS)).toBe(SO_FAR);
});

test("行列互换只用于一个数也没有读到的表", () => {
  const [, , transposed] = READINGS;
  expect(transposed?.isOpen(SO_FAR, "proactive", LEXICONS)).toBe(false);
  expect(transposed?.isOpen(SO_FAR, "applications", LEXICONS)).toBe(true);
});

test("按行名逐格读，不用于数字本身不能确定的表", () => {
  const byLabels = READINGS[3];
  const row = { table: "proactive", figures: [], label: "行政许可", reason: "不能确定", sources: [] };
  const inDoubt = { ...SO_FAR, unreadableRows: [{ ...row, numbersInDoubt: true as const }] };
  expect(byLabels?.isOpen({ ...SO_FAR, unreadableRows: [row] }, "proactive", LEXICONS)).toBe(true);
  expect(byLabels?.isOpen(inDoubt, "proactive", LEXICONS)).toBe(false);
});
