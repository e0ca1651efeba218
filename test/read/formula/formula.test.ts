import { expect, test } from "vitest";
import { a1FromOpenDocument, a1FromR1C1, parseFormula } from "../../../src/read/formula/formula.js";
import { cellAt, gridsOf, readOne, sheetOf } from "../making.js";

async function doubts(cells: readonly string[], around = ""): Promise<readonly (string | undefined)[]> {
  const rows = cells.map((cell, at) => `<row r="${at + 1}">${cell}</row>`).join("");
  const grid = gridsOf(await readOne(sheetOf(rows, {}, around)))[0];
  return cells.map((_, at) => cellAt(grid, `B${at + 1}`)?.doubt);
}

test("each cell of a shared formula is held against the cells that it means where it stands", async () => {
  const found = await doubts([
    '<c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B4" si="0">A1*2+$A$1</f><v>3</v></c>',
    '<c r="A2"><v>5</v></c><c r="B2"><f t="shared" si="0"/><v>11</v></c>',
    '<c r="A3"><v>5</v></c><c r="B3"><f t="shared" si="0"/><v>10</v></c>',
    '<c r="B4"><f t="shared" si="9"/><v>10</v></c>',
  ]);
  expect(found).toEqual([undefined, undefined, "contradicted", undefined]);
});

test("sums pass texts over, everything else that is no number is not decided", async () => {
  const text = '<c r="A1" t="inlineStr"><is><t>无</t></is></c>';
  const found = await doubts([
    `${text}<c r="B1"><f>SUM(A1:A3,4)</f><v>10</v></c>`,
    '<c r="A2"><v>6</v></c><c r="B2"><f>A1+1</f><v>77</v></c>',
    '<c r="B3"><f>SUM(A1:A3)</f><v>7</v></c>',
    '<c r="B4"><f>B5</f><v>7</v></c>',
    '<c r="B5"><f>B4</f><v>7</v></c>',
    '<c r="B6"><f t="array" ref="B6">A2*2</f><v>7</v></c>',
    '<c r="B7"><f>A2/0</f><v>7</v></c>',
    '<c r="B8"><f>-(A2-4)*50%/3</f><v>-0.3333333333333333</v></c>',
    '<c r="B9"><f>#REF!+1</f><v>7</v></c>',
  ]);
  const open = [undefined, undefined];
  expect(found).toEqual([...open, "contradicted", ...open, "contradicted", undefined, undefined, undefined]);
});

test("a formula over a formula that was never calculated follows from its terms alone", async () => {
  const found = await doubts([
    '<c r="A1"><f>20+3</f></c><c r="B1"><f>A1+1</f><v>0</v></c>',
    '<c r="B2"><f>A1+1</f><v>24</v></c>',
  ]);
  expect(found).toEqual(["contradicted", undefined]);
});

test("chains and brackets without end are left undecided", async () => {
  const chain = Array.from({ length: 400 }, (_, at) => `<c r="B${at + 1}"><f>B${at + 2}+0</f><v>1</v></c>`);
  expect((await doubts(chain))[0]).toBeUndefined();
  expect(parseFormula(`${"(".repeat(2000)}1${")".repeat(2000)}`)).toBeUndefined();
});

test("other notations as A1", () => {
  expect(a1FromOpenDocument("of:=SUM([.A1:.B2];[$表二.C3];['上 年'.$D$4])")).toBe("=SUM(A1:B2;'表二'!C3;'上 年'!$D$4)");
  expect(a1FromR1C1("=RC[-1]+R[1]C+R2C3+SUM(RC[-2]:RC[-1])", 4, 2)).toBe("=$B$5+$C$6+$C$2+SUM($A$5:$B$5)");
  expect(a1FromOpenDocument('of:=SUM({1;2|3;4};[.A1])&"{;|}"')).toBe('=SUM({1,2;3,4};A1)&"{;|}"');
  for (const other of ["SUM(A1", "IF(A1>0,1", "A1 B1", "{1,2", "", "A1:B2:C3", "表!", "1..2", '"没有结尾'])
    expect(parseFormula(other), other).toBeUndefined();
});
