import { describe, expect, test } from "vitest";
import type { Cell, Grid } from "../../../src/grid.js";
import { DEFAULT_LIMITS } from "../../../src/read/read.js";
import { written } from "../made-workbook.js";
import { joined, readAll, readOne, refusalOf } from "../making.js";
import {
  CELL,
  f64,
  formula,
  type MadeSheet,
  makeXlsb,
  record,
  row,
  sheetOfRecords,
  TOKEN,
  u8,
  u16,
  u32,
  wide,
} from "./made-xlsb.js";

async function gridsOf(bytes: Uint8Array): Promise<readonly Grid[]> {
  return (await readOne(bytes, "年报.xlsb")).blocks.filter((block) => block.kind === "grid");
}

async function cellsOf(bytes: Uint8Array): Promise<readonly Cell[]> {
  return (await gridsOf(bytes))[0]?.cells ?? [];
}

function shown({ row: line, column, text, kind, shown: seen, doubt }: Cell): string {
  const place = `${String.fromCharCode(65 + column)}${line + 1}`;
  return [place, text, kind, seen ?? "", doubt ?? ""].join(" ").trim();
}

async function saidOf(records: readonly Uint8Array[], rest = {}): Promise<readonly string[]> {
  return (await cellsOf(sheetOfRecords(records, rest))).map(shown);
}

describe("binary workbooks", () => {
  test("give what the same workbook gives as .xlsx", async () => {
    const [binary, plain] = await Promise.all(["xlsb", "xlsx"].map(async (type) => gridsOf(written(type as "xlsb"))));
    expect(binary?.map(({ sheet, cells }) => [sheet, cells.map(({ text }) => text)])).toEqual(
      plain?.map(({ sheet, cells }) => [sheet, cells.map(({ text }) => text)]),
    );
    expect(binary?.map(({ hidden }) => hidden)).toEqual([false, true]);
  });

  test("numbers are their shortest decimals, however they are packed", async () => {
    const packed = [(36 << 2) | 2, (3650 << 2) | 3, 0x3ff00000, (-5 << 2) | 2, 0x3ff80000 | 1];
    const cells = packed.map((value, at) => CELL.packed(at, value >>> 0));
    expect(await saidOf([row(0), ...cells, CELL.real(5, 0.1 + 0.2), CELL.real(6, 1e21), CELL.real(7, 1e-7)])).toEqual([
      "A1 36 number",
      "B1 36.5 number",
      "C1 1 number",
      "D1 -5 number",
      "E1 0.015 number",
      "F1 0.30000000000000004 number",
      "G1 1000000000000000000000 number",
      "H1 0.0000001 number",
    ]);
  });

  test("texts stand in the cell or in the list of strings, with runs and signs that XML can't hold", async () => {
    const run = u16(2, 1);
    const strings = [record(19, u8(0), wide('规章<&"_x0041_\r\u0001')), record(19, u8(1), wide("36件"), u32(1), run)];
    const styles = [font(false), font(true)];
    expect(
      await saidOf([row(0), CELL.shared(0, 0), CELL.shared(1, 1), CELL.text(2, "现行"), CELL.shared(3, 7)], {
        strings,
        styles,
      }),
    ).toEqual([
      'A1 规章<&"_x0041_\r\u0001 text',
      expect.stringMatching(/^B1 36[^件]+件/),
      "C1 现行 text",
      "D1 #共享字符串缺失 error",
    ]);
  });

  test("hidden rows, columns and sheets, merged areas", async () => {
    const records = [
      record(60, u32(1, 2, 2048, 0), u16(1)),
      record(60, u32(4, 4, 0, 0), u16(0)),
      row(0),
      ...[0, 1, 2, 3, 4].map((column) => CELL.real(column, column)),
      row(1, true),
      CELL.real(0, 36),
      row(2, false, 0),
      CELL.real(0, 37),
      record(176, u32(3, 4, 0, 1)),
      row(3),
      CELL.text(0, "合并"),
      row(4),
      CELL.real(3, 1),
    ];
    const sheets: readonly MadeSheet[] = [
      { name: "表一", records },
      { name: "去年", state: 1, records: [row(0), CELL.real(0, 9)] },
    ];
    const [first, second] = await gridsOf(makeXlsb({ sheets }));
    expect([first?.hiddenRows, first?.hiddenColumns]).toEqual([
      [1, 2],
      [1, 2, 4],
    ]);
    expect(first?.cells.at(-2)).toMatchObject({ text: "合并", rowSpan: 2, columnSpan: 2 });
    expect([second?.sheet, second?.hidden]).toEqual(["去年", true]);
  });

  test("what a style shows otherwise than is stored", async () => {
    const white = [0x05, 0, 0, 0, 255, 255, 255, 255];
    const styles = [
      record(44, u16(164), wide('0"件"')),
      font(false),
      font(true),
      font(false, white),
      record(45, u32(0), u8(0, 0, 0, 0, 0, 0, 0, 0), u8(0, 0, 0, 0, 0, 0, 0, 0)),
      record(617, u32(4)),
      ...[
        [0, 0],
        [10, 0],
        [164, 1],
        [0, 2],
      ].map(([format = 0, own = 0]) => record(47, u16(0, format, own, 0, 0), u32(0))),
      record(618),
    ];
    const cells = [0, 1, 2, 3].map((style) => CELL.real(style, 0.5, style));
    expect(await saidOf([row(0), ...cells], { styles })).toEqual([
      "A1 0.5 number",
      "B1 0.5 percent 50.00%",
      "C1 0.5 number 1件 struck",
      "D1 0.5 number  unseen",
    ]);
  });
});

/** A font: crossed out or not, in its own colour or an automatic one. */
function font(struck: boolean, colour: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0]): Uint8Array {
  return record(43, u16(220, struck ? 8 : 0, 400, 0), u8(0, 0, 0, 0), u8(...colour), u8(0), wide("宋体"));
}

test("cells that do not say their column stand beside the last one", async () => {
  const short = [
    record(13, u32(0), u32((37 << 2) | 2)),
    record(12, u32(0)),
    record(17, u32(0), wide("件")),
    record(16, u32(0), f64(0.5)),
  ];
  expect(await saidOf([row(0), CELL.real(2, 36), ...short, row(1), ...short])).toEqual([
    ...["C1 36 number", "D1 37 number", "F1 件 text", "G1 0.5 number"],
    ...["A2 37 number", "C2 件 text", "D2 0.5 number"],
  ]);
});

describe("formulas of binary workbooks", () => {
  const numbers = [row(0), CELL.real(0, 30), CELL.real(1, 6)];
  const sum = formula([TOKEN.area(0, 0, 0, 1), TOKEN.call(4, 1)]);

  test("a kept result is held against what its terms give", async () => {
    const records = [...numbers, CELL.formula(2, 36, sum), CELL.formula(3, 37, sum)];
    expect(await saidOf(records)).toEqual([
      "A1 30 number",
      "B1 6 number",
      "C1 36 number",
      "D1 37 number  contradicted",
    ]);
  });

  test("signs, blanks, jumps and functions that are named by a text", async () => {
    const spaced = formula([TOKEN.cell(0, 0), u8(0x19, 0x40, 0, 1), TOKEN.cell(0, 1), TOKEN.add, u8(0x15)]);
    const sumOne = formula([TOKEN.area(0, 0, 0, 1), u8(0x19, 0x10, 0, 0)]);
    const ifs = formula([joined([u8(0x23), u32(1)]), u8(0x1d, 1), TOKEN.whole(36), TOKEN.call(255, 3)]);
    const workbook = [record(39, u32(0), u8(0), u32(0xffffffff), wide("_xlfn.IFS"), formula([u8(0x1c, 0x1d)]))];
    const records = [
      ...numbers,
      ...[spaced, sumOne, ifs].flatMap((one, at) => [
        CELL.formula(2 + 2 * at, 36, one),
        CELL.formula(3 + 2 * at, 1, one),
      ]),
    ];
    const doubts = (await saidOf(records, { workbook })).slice(2).map((one) => one.endsWith("contradicted"));
    expect(doubts).toEqual([false, true, false, true, false, true]);
  });

  test("shared and array formulas stand behind their first cell", async () => {
    const points = (line: number, column: number): Uint8Array => formula([joined([u8(0x01), u32(line)])], u32(column));
    const shared = record(427, u32(0, 1, 2, 2), formula([TOKEN.near(0, -2), TOKEN.near(0, -1), TOKEN.add]));
    const array = record(426, u32(0, 0, 3, 3), u8(0), sum);
    const records = [
      ...numbers,
      CELL.formula(2, 36, points(0, 2)),
      shared,
      CELL.formula(3, 36, points(0, 3)),
      array,
      row(1),
      CELL.real(0, 4),
      CELL.real(1, 5),
      CELL.formula(2, 36, points(0, 2)),
    ];
    expect((await saidOf(records)).slice(2)).toEqual([
      "C1 36 number",
      "D1 36 number",
      "A2 4 number",
      "B2 5 number",
      "C2 36 number  contradicted",
    ]);
  });

  test("cells of other sheets by their place, and other files as lost", async () => {
    const places = [record(357), record(355, wide("rId9")), record(362, u32(2, 0, 1, 1, 1, 0, 0))];
    const other: MadeSheet = { name: "表'二", records: [row(0), CELL.real(0, 36)] };
    const records = [
      row(0),
      ...[0, 1].map((place) => CELL.formula(place, 36, formula([TOKEN.on(place, 0, 0)]))),
      CELL.formula(2, 35, formula([TOKEN.on(0, 0, 0)])),
    ];
    const [first] = await gridsOf(makeXlsb({ sheets: [{ name: "表一", records }, other], workbook: places }));
    expect(first?.cells.map(({ doubt }) => doubt)).toEqual([undefined, "linked", "contradicted"]);
  });

  test("what is not told leaves the formula without terms; by hand and never calculated is stale", async () => {
    const unknown = formula([TOKEN.whole(1), TOKEN.call(9999, 1)]);
    expect((await saidOf([...numbers, CELL.formula(2, 36, unknown)])).at(-1)).toBe("C1 36 number");
    const byHand = [record(157, u32(0, 0, 0), new Uint8Array(12), u16(0x08))];
    expect((await saidOf([...numbers, CELL.formula(2, 36, unknown)], { workbook: byHand })).at(-1)).toBe(
      "C1 36 number  stale",
    );
  });

  test("a conditional format that hides", async () => {
    const styles = [record(507, u16(0, 0, 1), u16(5, 12), u8(0x05, 0, 0, 0, 255, 255, 255, 255))];
    const rule = record(
      463,
      u32(1, 0, 0, 1, 5, 0, 0),
      u16(0),
      u32(7, 0, 0),
      u32(0xffffffff),
      formula([TOKEN.whole(9)]),
    );
    const conditions = [record(461, u32(1, 0, 1), u32(0, 0, 0, 1)), rule, record(464), record(462)];
    expect(await saidOf([...numbers, ...conditions], { styles })).toEqual(["A1 30 number  conditional", "B1 6 number"]);
  });

  const ICONS = [record(465, u32(0), u16(0)), record(466)];

  test("icons may stand in place of the number", async () => {
    const rule = record(463, u32(6, 0, 0xffffffff, 1, 0, 0, 0), u16(0), u32(0, 0, 0), u32(0xffffffff));
    const conditions = [record(461, u32(1, 0, 1), u32(0, 0, 0, 0)), rule, ...ICONS, record(464), record(462)];
    expect(await saidOf([...numbers, ...conditions])).toEqual(["A1 30 number  conditional", "B1 6 number"]);
  });

  test("a conditional format that newer programs add may hide the number, a bar does not", async () => {
    const added = (column: number, ...within: readonly Uint8Array[]): readonly Uint8Array[] => [
      record(1046, u32(2, 1, 0, 1), u32(0, 0, column, column), u32(1, 0)),
      record(1048, u32(0, 2, 0, 0xffffffff)),
      ...within,
      record(1049),
      record(1047),
    ];
    const records = [...numbers, record(35, u32(0)), ...added(0), ...added(1, record(1051, u32(0))), record(36)];
    expect(await saidOf(records)).toEqual(["A1 30 number  conditional", "B1 6 number"]);
    const broken = [...numbers, record(35, u32(0)), record(1046, u32(0, 1)), record(36)];
    expect((await refusalOf(sheetOfRecords(broken))).rule).toBe("FILE.UNREADABLE");
  });
});

describe("binary workbooks that are not whole", () => {
  test.each([
    ["a record longer than its part", [record(0, u32(0)).subarray(0, 4)]],
    ["a cell beyond any sheet", [row(0), CELL.real(20_000, 1)]],
    ["a row beyond any sheet", [row(2_000_000)]],
    ["a text longer than its record", [row(0), record(6, u32(0, 0), u32(0x7fffffff))]],
    ["a cell twice", [row(0), CELL.real(0, 1), CELL.real(0, 2)]],
  ])("%s is refused", async (_, records) => {
    expect((await refusalOf(sheetOfRecords(records))).rule).toBe("FILE.UNREADABLE");
  });

  test("more cells than are allowed are refused before they are put into XML", async () => {
    const records = [row(0), ...Array.from({ length: 60 }, (_, column) => CELL.real(column, 1))];
    const failure = await refusalOf(sheetOfRecords(records), "大.xlsb", { ...DEFAULT_LIMITS, cells: 50 });
    expect(failure.rule).toBe("FILE.TOO_LARGE");
  });

  test("no byte that is turned makes it hang or crash", async () => {
    const records = [
      row(0),
      CELL.real(0, 30),
      CELL.text(1, "36"),
      CELL.formula(2, 36, formula([TOKEN.area(0, 0, 0, 1), TOKEN.call(4, 1)])),
    ];
    const bytes = joined(records);
    for (let at = 0; at < bytes.length; at++) {
      const turned = bytes.slice();
      turned[at] = (turned[at] as number) ^ 0x81;
      expect((await readAll(sheetOfRecords([turned]))).length).toBe(1);
    }
  });
});
