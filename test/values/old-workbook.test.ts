import { CFB, utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { plainRows, tableTwo } from "../normalize/paper.js";
import { joined } from "../read/making.js";
import { spreadsheetMl, TRUTH, taken } from "./writing.js";

const UNREADABLE = "VALUE.UNREADABLE";
const NO_RESULT = "VALUE.NO_CACHED_RESULT";

describe("XML 电子表格 2003", () => {
  const number = (value: string, more = ""): string =>
    `<Cell ss:Index="2" ss:StyleID="s1"${more}><Data ss:Type="Number">${value}</Data></Cell>`;
  const style = (inner: string): string => `<Style ss:ID="s1">${inner}</Style>`;
  test.each([
    ["格式加0", style('<NumberFormat ss:Format="0&quot;0&quot;"/>'), UNREADABLE],
    ["格式为文字", style('<NumberFormat ss:Format="&quot;无&quot;"/>'), UNREADABLE],
    ["千分位", style('<NumberFormat ss:Format="#,##0"/>'), "1234"],
    ["命名格式", style('<NumberFormat ss:Format="Standard"/>'), "1234"],
    ["命名日期", style('<NumberFormat ss:Format="Short Date"/>'), UNREADABLE],
    ["是/否", style('<NumberFormat ss:Format="Yes/No"/>'), UNREADABLE],
    ["删除线", style('<Font ss:StrikeThrough="1"/>'), UNREADABLE],
    ["白字", style('<Font ss:Color="#FFFFFF"/>'), UNREADABLE],
    ["白字深底", style('<Font ss:Color="#FFFFFF"/><Interior ss:Color="#1F497D" ss:Pattern="Solid"/>'), "1234"],
    [
      "上级样式有删除线",
      '<Style ss:ID="s0"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s1" ss:Parent="s0"/>',
      UNREADABLE,
    ],
  ])("%s", async (_, styles, wanted) =>
    expect((await taken(spreadsheetMl({ B7: number("1234") }, { styles }))).taken).toBe(wanted),
  );

  test.each([
    ["=1200+34", "0", "", NO_RESULT],
    ["=1200+34", "1234", "", "1234"],
    ["=R[-3]C+R[-3]C[1]", "0", "", NO_RESULT],
    ["=VLOOKUP(RC[-1],R1C1:R3C4,2)", "1234", "", "1234"],
    [
      "=VLOOKUP(RC[-1],R1C1:R3C4,2)",
      "1234",
      "<x:ExcelWorkbook><x:Calculation>ManualCalculation</x:Calculation><x:DoNotCalculateBeforeSave/></x:ExcelWorkbook>",
      NO_RESULT,
    ],
  ])("公式 %s 存%s%s", async (formula, value, book, wanted) => {
    const cell = number(value, ` ss:Formula="${formula}"`);
    expect((await taken(spreadsheetMl({ B7: cell }, { book }))).taken).toBe(wanted);
  });

  test.each([
    ['html:Color="#FFFFFF"', "", UNREADABLE],
    ['html:Size="1"', "", UNREADABLE],
    ['html:Color="#FF0000"', "", "1234"],
    ['html:Size="9"', "", "1234"],
    ['html:Color="#FFFFFF"', '<Interior ss:Color="#1F497D" ss:Pattern="Solid"/>', "1234"],
  ])("富文本字体 %s %s", async (font, ground, wanted) => {
    const styles = style(`<Font ss:Color="#FF0000"/>${ground}`);
    const rich = (inner: string) =>
      `<Cell ss:Index="2" ss:StyleID="s1"><ss:Data ss:Type="String">${inner}</ss:Data></Cell>`;
    const ask = async (inner: string) => (await taken(spreadsheetMl({ B7: rich(inner) }, { styles }))).taken;
    expect(await ask(`<html:Font>12</html:Font><html:Font ${font}>34</html:Font>`)).toBe(wanted);
    expect(await ask(`<html:Font ${font}>1234</html:Font>`)).toBe(wanted);
  });

  test("整格字号1，数组公式", async () => {
    const tiny = { styles: style('<Font ss:Size="1"/>') };
    expect((await taken(spreadsheetMl({ B7: number("1234") }, tiny))).taken).toBe(UNREADABLE);
    const array = (value: string) => number(value, ' ss:ArrayRange="RC" ss:Formula="=SUM({1200,34}*1)"');
    expect((await taken(spreadsheetMl({ B7: array("0") }))).taken).toBe(NO_RESULT);
    expect((await taken(spreadsheetMl({ B7: array("1234") }))).taken).toBe("1234");
  });

  test("富文本划去、条件格式划去", async () => {
    const rich = '<Cell ss:Index="2"><ss:Data ss:Type="String"><html:S>1234</html:S></ss:Data></Cell>';
    expect((await taken(spreadsheetMl({ B7: rich }))).taken).toBe(UNREADABLE);
    const behind = (value: string): string =>
      `<x:ConditionalFormatting><x:Range>R7C2</x:Range><x:Condition><x:Qualifier>Equal</x:Qualifier><x:Value1>${value}</x:Value1><x:Format x:Style="color:white"/></x:Condition></x:ConditionalFormatting>`;
    expect((await taken(spreadsheetMl({ B7: number("1234") }, { behind: behind("1234") }))).taken).toBe(UNREADABLE);
    expect((await taken(spreadsheetMl({ B7: number("1234") }, { behind: behind("0") }))).taken).toBe("1234");
  });
});

describe("旧版工作簿 .xls", () => {
  const rows = plainRows(tableTwo(TRUTH)).map((row) =>
    row.map((text) => (text === "" ? null : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text)),
  );

  interface Change {
    readonly format?: string;
    /** What takes the place of the target's own record. */
    readonly formula?: Uint8Array;
    /** Changes records of the stream in their places. */
    readonly record?: (type: number, content: Uint8Array) => void;
  }

  /** A BIFF8 workbook by the library, the records of which are then changed one by one. */
  function xls({ format, formula, record }: Change): Uint8Array {
    const sheet = utils.aoa_to_sheet(rows);
    if (format !== undefined) (sheet.B7 as { z?: string }).z = format;
    const book = utils.book_new();
    utils.book_append_sheet(book, sheet, "表二");
    const file = CFB.read(new Uint8Array(write(book, { type: "buffer", bookType: "biff8" }) as Uint8Array), {
      type: "array",
    });
    const stream = CFB.find(file, "Workbook")!;
    const content = changed(Uint8Array.from(stream.content as ArrayLike<number>), formula, record);
    Object.assign(stream, { content, size: content.length });
    return new Uint8Array(CFB.write(file, { type: "array" }) as unknown as ArrayLike<number>);
  }

  function changed(content: Uint8Array, formula: Uint8Array | undefined, record: Change["record"]): Uint8Array {
    const view = new DataView(content.buffer);
    const parts: Uint8Array[] = [];
    for (let at = 0; at + 4 <= content.length; ) {
      const size = view.getUint16(at + 2, true);
      const [type, own] = [view.getUint16(at, true), content.subarray(at + 4, at + 4 + size)];
      record?.(type, own);
      const target = type === 0x203 && view.getUint16(at + 4, true) === 6 && view.getUint16(at + 6, true) === 1;
      parts.push(target && formula ? formula : content.subarray(at, at + 4 + size));
      at += 4 + size;
    }
    return joined(parts);
  }

  /** A formula's record in B7: its kept result, its flags, and its terms in the order in which they are computed. */
  function formulaRecord(kept: number, flags: number, terms: readonly number[]): Uint8Array {
    const bytes = new Uint8Array(26 + terms.length);
    const view = new DataView(bytes.buffer);
    for (const [at, value] of [
      [0, 0x06],
      [2, 22 + terms.length],
      [4, 6],
      [6, 1],
      [8, 15],
      [18, flags],
      [24, terms.length],
    ] as const)
      view.setUint16(at, value, true);
    view.setFloat64(10, kept, true);
    bytes.set(terms, 26);
    return bytes;
  }

  /** =1200+34 and =EXP(1234), which nothing here computes. */
  const SUM = [0x1e, 1200 & 255, 1200 >> 8, 0x1e, 34, 0, 0x03];
  const EXP = [0x1e, 1234 & 255, 1234 >> 8, 0x41, 21, 0];

  const ask = async (change: Change) => (await taken(xls(change))).taken;

  test("数字格式", async () => {
    expect(await ask({})).toBe("1234");
    expect(await ask({ format: '0"0"' })).toBe(UNREADABLE);
    expect(await ask({ format: '"无"' })).toBe(UNREADABLE);
    expect(await ask({ format: "#,##0" })).toBe("1234");
    expect(await ask({ format: '0"件"' })).toBe("1234");
  });

  test("删除线和白字的字体", async () => {
    const font = (change: (content: Uint8Array) => void) => (type: number, content: Uint8Array) => {
      if (type === 0x31) change(content);
    };
    expect(
      await ask({
        record: font((content) => {
          content[2] = (content[2] as number) | 0x08;
        }),
      }),
    ).toBe(UNREADABLE);
    expect(
      await ask({
        record: font((content) => {
          content[4] = 9;
          content[5] = 0;
        }),
      }),
    ).toBe(UNREADABLE);
    expect(
      await ask({
        record: font((content) => {
          content[4] = 10;
          content[5] = 0;
        }),
      }),
    ).toBe("1234");
  });

  /** B7 and behind it a conditional format over it: its kind, its operator, its constant, and what its font changes. */
  function conditional(
    kind: number,
    operator: number,
    constant: readonly number[],
    font: { ink?: number; struck?: boolean },
  ) {
    const own = new Uint8Array(18);
    const view = new DataView(own.buffer);
    for (const [at, value] of [
      [0, 0x203],
      [2, 14],
      [4, 6],
      [6, 1],
      [8, 15],
    ] as const)
      view.setUint16(at, value, true);
    view.setFloat64(10, 1234, true);
    const areas = new Uint8Array(26);
    const list = new DataView(areas.buffer);
    for (const [at, value] of [
      [0, 0x1b0],
      [2, 22],
      [4, 1],
      [16, 1],
      [18, 6],
      [20, 6],
      [22, 1],
      [24, 1],
    ] as const)
      list.setUint16(at, value, true);
    const rule = new Uint8Array(4 + 12 + 118 + constant.length);
    const record = new DataView(rule.buffer);
    record.setUint16(0, 0x1b1, true);
    record.setUint16(2, rule.length - 4, true);
    rule.set([kind, operator, constant.length, 0, 0, 0], 4);
    record.setUint32(10, 0x04000000, true);
    record.setUint32(16 + 68, font.struck ? 0x80 : 0, true);
    record.setUint32(16 + 80, font.ink ?? 0xffffffff, true);
    record.setUint32(16 + 88, font.struck ? 0 : 0x80, true);
    rule.set(constant, 16 + 118);
    return joined([own, areas, rule]);
  }

  test.each([
    ["等于1234时白字", 1, 3, [0x1e, 1234 & 255, 1234 >> 8], { ink: 9 }, UNREADABLE],
    ["等于0时白字", 1, 3, [0x1e, 0, 0], { ink: 9 }, "1234"],
    ["等于1234时红字", 1, 3, [0x1e, 1234 & 255, 1234 >> 8], { ink: 10 }, "1234"],
    ["总是划去", 2, 0, [0x1d, 1], { struck: true }, UNREADABLE],
    ["看别的格子划去", 2, 0, [0x44, 0, 0, 0, 0], { struck: true }, UNREADABLE],
  ] as const)("条件格式：%s", async (_, kind, operator, constant, font, wanted) => {
    expect(await ask({ formula: conditional(kind, operator, constant, font) })).toBe(wanted);
  });

  test("公式存的结果与常数矛盾，或注明打开时重算", async () => {
    expect(await ask({ formula: formulaRecord(1234, 0, SUM) })).toBe("1234");
    expect(await ask({ formula: formulaRecord(0, 0, SUM) })).toBe(NO_RESULT);
    expect(await ask({ formula: formulaRecord(1234, 2, SUM) })).toBe("1234");
    const ABS = [0x1e, 1234 & 255, 1234 >> 8, 0x13, 0x41, 24, 0];
    expect(await ask({ formula: formulaRecord(1234, 2, ABS) })).toBe("1234");
    expect(await ask({ formula: formulaRecord(0, 0, ABS) })).toBe(NO_RESULT);
    expect(await ask({ formula: formulaRecord(0, 0, EXP) })).toBe(NO_RESULT);
    expect(await ask({ formula: formulaRecord(1234, 0, EXP) })).toBe("1234");
    expect(await ask({ formula: formulaRecord(1234, 2, EXP) })).toBe(NO_RESULT);
  });
});
