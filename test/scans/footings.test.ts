import { expect, it } from "vitest";
import { withFootings } from "../../src/check/check.js";
import type { Grid } from "../../src/grid.js";
import { bookOf, form, scanOf } from "./confirmed-period.js";
import { documentOf } from "./filled-entry.js";

const COLUMN = [
  "applications.received.naturalPerson",
  "applications.outcomesTotal.naturalPerson",
  "applications.carriedOut.naturalPerson",
];

it("a row and a column are held against each other, where all of them were recognised", () => {
  const { footings } = withFootings(scanOf({ proposals: { "applications.received.total": "39" } }), [form]);
  const failing = footings.filter(({ holds }) => !holds).map(({ rule }) => rule);
  expect(new Set(failing)).toEqual(new Set(["T3.ROW_TOTAL", "T3.BALANCE"]));
  const unread = withFootings(scanOf({ proposals: { "applications.received.total": null } }), [form]).footings;
  expect(unread.filter(({ figures }) => figures.some((code) => code === "applications.received.total"))).toEqual([]);
  expect(unread.every(({ holds }) => holds)).toBe(true);
  expect(withFootings(scanOf(), [{ ...form, edition: "2019" }]).footings).toEqual([]);
});

it("what does not hold over several rows is said beside each of them and on the first sheet", async () => {
  const { blocks } = await documentOf(await bookOf({ failing: [{ rule: "T3.BALANCE", figures: COLUMN }] }));
  const said = (name: string) => blocks.find(({ sheet }) => sheet === name) as Grid;
  const words = `“自然人”栏识别结果不符合“${form.rules.get("T3.BALANCE")!.title}”`;
  expect(said("说明").cells.map(({ text }) => text)).toContain(words);
  expect(said("整行核对").cells.filter(({ text }) => text === words)).toHaveLength(COLUMN.length);
});
