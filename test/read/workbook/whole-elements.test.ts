import { expect, test } from "vitest";
import { DEFAULT_LIMITS, openBudget } from "../../../src/read/limits.js";
import { readWorksheet } from "../../../src/read/workbook/xlsx-sheet.js";
import { readSharedStrings } from "../../../src/read/workbook/xlsx-strings.js";
import { NO_STYLES } from "../../../src/read/workbook/xlsx-styles.js";

/** Another blank in a tag says the same, and no element is then taken whole. */
const wider = (xml: string): string => xml.replace(/<(c|si)(?=[ >])/g, "<$1 ");

function outcome(read: () => unknown): string {
  try {
    return JSON.stringify(read());
  } catch (error) {
    return String(error);
  }
}

function sheetOf(xml: string): string {
  const parts = {
    strings: [{ text: "甲", struck: false, runs: [{}] }],
    styles: NO_STYLES,
    isLost: () => false,
    manual: false,
    from1904: false,
  };
  return outcome(() => readWorksheet(xml, parts, openBudget(DEFAULT_LIMITS)));
}

const CELLS = [
  '<c r="A1"/>',
  '<c r="B1" s="3"/>',
  '<c r="C1" s="3" t="s"><v>0</v></c>',
  '<c r="C1" t="s"><v>7</v></c>',
  '<c r="C1" t="s"><v></v></c>',
  '<c r="D1"><v>12.50</v></c>',
  '<c r="D1" t="n"><v> 12 </v></c>',
  '<c r="D1"><v>1 2</v></c>',
  '<c r="D1"><v/></c>',
  '<c r="D1"><v>1</v><v>2</v></c>',
  '<c r="D1"><v>&#49;2</v></c>',
  '<c r="D1"><v>1\r\n</v></c>',
  '<c r="D1"><f>1+1</f><v>2</v></c>',
  '<c r="D1" t="str"><v>_x0041_</v></c>',
  '<c r="D1" t="inlineStr"><is><t>乙</t></is></c>',
  '<c r="D1" s="1"><v>1</v><extLst><t>丙</t></extLst></c>',
  '<c r="XFE1"><v>1</v></c>',
  '<c r="A0"><v>1</v></c>',
  '<c r="A1048577"/>',
  '<c r="A1"><v>1</v></d>',
  '<c r="A1"><c r="B1"><v>1</v></c></c>',
  "<c><v>5</v></c>",
];

test("a cell that is taken whole is the cell that is read element by element", () => {
  for (const first of CELLS)
    for (const second of CELLS) {
      const xml = `<worksheet><sheetData><row r="1">${first}${second}<c><v>9</v></c></row></sheetData></worksheet>`;
      expect(sheetOf(xml), xml).toBe(sheetOf(wider(xml)));
    }
  expect(sheetOf(`<worksheet>${CELLS[2]}${CELLS[5]}</worksheet>`)).toContain("12.50");
});

const ITEMS = [
  "<si><t>甲</t></si>",
  '<si><t xml:space="preserve"> 甲 </t></si>',
  "<si><t></t></si>",
  "<si><t/></si>",
  "<si><t> </t></si>",
  "<si><t>_x4E59_&lt;</t></si>",
  "<si><t>甲_x4E59_</t></si>",
  "<si><t>一\r二</t></si>",
  "<si><r><rPr><strike/></rPr><t>丙</t></r></si>",
  '<si><t>丁</t><rPh sb="0" eb="1"><t>ding</t></rPh></si>',
  "<t>散</t>",
  "<si><t>甲</si></t>",
];

test("so is a shared string", () => {
  for (const first of ITEMS)
    for (const second of ITEMS) {
      const xml = `<sst>${first}${second}<si><t>末</t></si></sst>`;
      expect(
        outcome(() => readSharedStrings(xml)),
        xml,
      ).toBe(outcome(() => readSharedStrings(wider(xml))));
    }
  expect(readSharedStrings("<sst><si><t>甲</t></si><si><t>乙</t></si></sst>").map(({ text }) => text)).toEqual([
    "甲",
    "乙",
  ]);
});
