import fc from "fast-check";
import { expect, test } from "vitest";
import { columnName } from "../../src/grid.js";
import { type CellColour, markedSheet, type SheetChanges } from "../../src/publish/marked/sheet-edit.js";

const CONTENTS = [
  "/>",
  "><v>3</v></c>",
  ' t="s"><v>1</v></c>',
  ' s="4" t="str"><f>A1&amp;"a"</f><v>x &gt; y</v></c>',
  ' s="2"><f t="shared" ref="A1:B2" si="0">A1</f><v/></c>',
  ' t="inlineStr"><is><t>字</t></is></c>',
];

interface Written {
  readonly row: number;
  readonly column: number;
  readonly content: string;
}

const place = { row: fc.integer({ min: 0, max: 5 }), column: fc.integer({ min: 0, max: 5 }) };
const cells = fc.uniqueArray(fc.record({ ...place, content: fc.constantFrom(...CONTENTS) }), {
  selector: ({ row, column }) => row * 10 + column,
});
const marks = fc.uniqueArray(
  fc.record({
    ...place,
    colour: fc.constantFrom("mandatory" as const, "suspected" as const, "none" as const),
    unlessFormula: fc.boolean(),
  }),
  { selector: ({ row, column }) => row * 10 + column, maxLength: 6 },
);

/** Behind the name of each cell stands this before its address. */
function sheetOf(written: readonly Written[], blank: string): string {
  const rows = [...new Set(written.map(({ row }) => row))].sort((a, b) => a - b);
  const inner = rows.map((row) => {
    const own = written.filter((one) => one.row === row).sort((a, b) => a.column - b.column);
    const each = own.map(({ column, content }) => `<c${blank}r="${columnName(column)}${row + 1}"${content}`);
    return `<row r="${row + 1}" spans="1:6">${each.join("")}</row>`;
  });
  return `<worksheet><sheetViews><sheetView tabSelected="1"/></sheetViews><sheetData>${inner.join("")}</sheetData><tableParts/></worksheet>`;
}

const COLOURS = ["none", "mandatory", "verification", "suspected"];

function changesOf(wanted: readonly CellColour[]): SheetChanges {
  return { cells: wanted, styleOf: (style, colour) => style * 10 + COLOURS.indexOf(colour), drawing: "rId1" };
}

test("a cell written as most programs write it is marked as one that is gone through tag by tag", () => {
  fc.assert(
    fc.property(cells, marks, (written, wanted) => {
      const usual = markedSheet(sheetOf(written, " "), changesOf(wanted));
      const unusual = markedSheet(sheetOf(written, "\n"), changesOf(wanted));
      expect(usual).toBe(unusual.replaceAll("\n", " "));
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["the cells of a row are", '<row r="1"><c r="B1"/><c r="A1"/></row>'],
  ["the cells of a row are", '<row r="1"><c r="A1"/><c r="A1"/></row>'],
  ["the cells of a row are", '<row r="1"><c r="A2"/></row>'],
  ["the cells of a row are", '<row r="1048577"><c r="A1048577"/></row>'],
  ["the cells of a row are", '<row r="1"><c r="XFE1"/></row>'],
  ["the rows are", '<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>'],
])("a sheet is refused where %s not in order, though nothing of it is marked: %s", (_, rows) => {
  const sheet = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  expect(() => markedSheet(sheet, { cells: [], styleOf: (style) => style })).toThrow("没有按顺序存放");
});
