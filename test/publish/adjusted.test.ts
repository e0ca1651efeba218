import { parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import type { Adjustment } from "../../src/adjustment.js";
import { add, decimal, format, parseDecimal, sum } from "../../src/decimal.js";
import { figureCode, unitCode } from "../../src/figure.js";
import { exportParquet, type Publication, publish } from "../../src/publish/publish.js";
import { reviewCore } from "../../src/publish/review/core.js";
import { placesOf } from "../../src/publish/review/places.js";
import { writeWorkpaper } from "../../src/publish/workpaper/workpaper.js";
import { madePublication } from "./making.js";
import { partsOf, sheetjsBook, textRows } from "./parts.js";

const PART = figureCode("applications.received.naturalPerson");
const TOTAL = figureCode("applications.received.total");
const ADJUSTED: Adjustment = {
  type: "更正",
  unit: unitCode("T01"),
  figure: PART,
  from: decimal("5"),
  to: decimal("8"),
  change: decimal("3"),
  reason: "漏报三件",
  basis: "函〔2023〕1号",
  by: "王五",
  date: "2023-02-01",
  source: { file: "2022/调整.csv", sheet: "调整.csv", cell: "E2", text: "8" },
};

/** A part and the total above it, three more than the units reported. */
function adjusted(): Publication {
  const made = madePublication();
  const figures = new Map(made.consolidation.figures);
  for (const code of [PART, TOTAL]) {
    const figure = figures.get(code)!;
    figures.set(code, {
      ...figure,
      value: add(figure.value!, ADJUSTED.change),
      plain: figure.value,
      adjustments: [ADJUSTED],
    });
  }
  return { ...made, consolidation: { ...made.consolidation, figures } };
}

const PUBLICATION = adjusted();
const { figures } = PUBLICATION.consolidation;
const printed = (code: typeof PART, of: "value" | "plain"): string => format(figures.get(code)![of]!);

describe("an adjustment", () => {
  const book = sheetjsBook(writeWorkpaper(PUBLICATION)[0]!);

  test("has a line in the workpaper's ledger, with what the units reported beside it", () => {
    const [, , headings, row, ...more] = textRows(book.Sheets.调整台账);
    expect(more).toEqual([]);
    expect(Object.fromEntries(headings!.map((name, at) => [name, row![at]]))).toEqual({
      类型: "更正",
      单位: "象湖镇人民政府",
      指标: "表三｜一、本年新收政府信息公开申请数量｜自然人",
      "原数→新数": "5→8",
      增减: "3",
      各单位所报合计: printed(PART, "plain"),
      汇总数: printed(PART, "value"),
      理由: "漏报三件",
      依据: "函〔2023〕1号",
      经办人: "王五",
      日期: "2023-02-01",
      出处: "2022/调整.csv E2",
    });
  });

  test("leaves every column of 分单位明细 with a sum, what was adjusted, and the value that both make", () => {
    const rows = textRows(book.Sheets.分单位明细);
    const named = (name: string) => rows.find((row) => row[2] === name)!.slice(3);
    const [reported, change, value] = [named("各单位所报合计"), named("调整"), named("汇总数")];
    expect(change.filter((text) => text !== "")).toEqual(["3", "3"]);
    const numbers = reported.map((text, at) => [text, change[at]!].map((one) => parseDecimal(one) ?? decimal("0")));
    const known = value.flatMap((text, at) => (parseDecimal(text) ? [[text, format(sum(numbers[at]!))]] : []));
    expect(known.length).toBeGreaterThan(200);
    for (const [text, made] of known) expect(made).toBe(text);
  });

  test("is a row of the export, so that the values of a figure still add up to it", async () => {
    const bytes = await exportParquet(PUBLICATION.consolidation);
    const rows = await parquetReadObjects({ file: bytes.slice().buffer as ArrayBuffer });
    for (const code of [PART, TOTAL]) {
      const own = rows.filter((row) => row["figure"] === code);
      expect(format(sum(own.map((row) => decimal(String(row["value_text"])))))).toBe(printed(code, "value"));
      expect(own.map((row) => row["kind"]).filter((kind) => kind !== "reported")).toEqual(["adjusted"]);
    }
  });

  test("is shown on the review page with the plain sum, and by its part at the total", () => {
    const core = reviewCore(PUBLICATION, placesOf(PUBLICATION.consolidation));
    const shown = (code: typeof PART) => core.figures.find((figure) => figure.code === code)!;
    expect(shown(PART)).toMatchObject({ value: printed(PART, "value"), sum: printed(PART, "plain") });
    expect(shown(PART).adjustments).toEqual([
      expect.objectContaining({ type: "更正", unit: "象湖镇人民政府", movement: "5→8", change: "3", by: "王五" }),
    ]);
    expect(shown(TOTAL).adjustments?.[0]?.part).toBe("表三｜一、本年新收政府信息公开申请数量｜自然人");
  });

  test("changes the figures of the public outputs, which say neither why nor who", async () => {
    const files = (await publish(PUBLICATION)).filter(({ path }) =>
      /^open-data\/|年度报告\.(docx|html|xlsx)$/.test(path),
    );
    expect(files.length).toBeGreaterThan(6);
    for (const { name, text } of (await Promise.all(files.map(partsOf))).flat())
      expect(text, name).not.toMatch(/漏报三件|函〔2023〕1号|王五|调整\.csv/);
    const open = JSON.parse(
      new TextDecoder().decode(files.find(({ path }) => path === "open-data/figures.json")!.bytes),
    );
    const value = open.figures.find((one: { code: string }) => one.code === TOTAL).value;
    expect(value).toBe(printed(TOTAL, "value"));
  });
});
