import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../src/read/limits.js";
import { ReadRefusal } from "../../../src/read/refusal.js";
import { readHtml } from "../../../src/read/web/web.js";
import { grids, read, table } from "../made-page.js";

describe("hostile HTML", () => {
  test("too many cells, columns and levels are refused", () => {
    expect(() => readHtml(table(`<tr>${"<td>1".repeat(60)}`), { ...DEFAULT_LIMITS, cells: 50 })).toThrow(ReadRefusal);
    expect(() => read(table(`<tr>${"<td colspan=1000>1".repeat(40)}`))).toThrow(ReadRefusal);
    expect(() => read(table(`<tr>${"<td colspan=1000>".repeat(16)}`.repeat(700)))).toThrow("合并单元格覆盖的范围过大");
    const below = `<tr>${"<td colspan=1000 rowspan=65534>".repeat(16)}${"<tr><td>2".repeat(700)}`;
    expect(() => read(table(below))).toThrow("合并单元格覆盖的范围过大");
    expect(() => read("<div>".repeat(5000))).toThrow(ReadRefusal);
    expect(grids(table(`<tr>${"<td rowspan=65534 colspan=1000>1".repeat(3)}`))).toHaveLength(1);
  });

  test("whatever is damaged in it, reading ends with a document or a refusal", () => {
    const whole = `<title>年报</title><p>二、</p>${table('<tr><td rowspan=2>甲<td colspan="2">乙<tr><td>1<td hidden>2')}<p>完`;
    const damage = fc.array(
      fc.tuple(
        fc.nat(whole.length),
        fc.constantFrom("<", ">", '"', "<table>", "<tr>", "<td rowspan=0>", "</table>", "<select>", "9"),
      ),
    );
    fc.assert(
      fc.property(damage, (changes) => {
        const broken = changes.reduce((html, [at, piece]) => html.slice(0, at) + piece + html.slice(at + 1), whole);
        expect(read(broken).format).toBe("html");
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
