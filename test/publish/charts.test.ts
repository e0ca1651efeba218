import { describe, expect, it } from "vitest";
import { ZERO } from "../../src/decimal.js";
import { figureCode } from "../../src/figure.js";
import { chartsOf } from "../../src/publish/web/charts.js";
import { chartDescription, chartSvg } from "../../src/publish/web/charts-svg.js";
import { writeHtml } from "../../src/publish/web/web.js";
import { madeConsolidation, madePublication } from "./making.js";

describe("chartsOf", () => {
  const consolidation = madeConsolidation();
  const totalOf = (rows: readonly string[]) =>
    rows.reduce(
      (total, row) =>
        total + Number(consolidation.figures.get(figureCode(`applications.${row}.total`))?.value?.coefficient ?? 0),
      0,
    );

  it("groups the outcomes as the form does", () => {
    const [chart] = chartsOf(consolidation);
    expect(chart?.title).toBe("本年度办理结果");
    expect(chart?.items.map((item) => item.label)).toEqual([
      "予以公开",
      "部分公开",
      "不予公开",
      "无法提供",
      "不予处理",
      "其他处理",
    ]);
    expect(chart?.items[3]?.bars[0]?.text).toBe(
      String(totalOf(["unavailable.notHeld", "unavailable.needsCreation", "unavailable.stillUnclear"])),
    );
  });

  it("adds a group filled as one row to its group", () => {
    const made = madeConsolidation({ undivided: true });
    const sum = ["correctionOverdue", "feeOverdue", "other", "undivided"].reduce(
      (total, row) =>
        total + Number(made.figures.get(figureCode(`applications.otherHandling.${row}.total`))?.value?.coefficient),
      0,
    );
    expect(chartsOf(made)[0]?.items.at(-1)).toMatchObject({ label: "其他处理", bars: [{ text: String(sum) }] });
  });

  it("shows the applicants of the new requests", () => {
    const chart = chartsOf(consolidation)[1];
    expect(chart?.items).toHaveLength(6);
    expect(chart?.items[0]).toMatchObject({
      label: "自然人",
      bars: [
        {
          text: String(
            consolidation.figures.get(figureCode("applications.received.naturalPerson"))?.value?.coefficient,
          ),
        },
      ],
    });
    expect(Math.max(...(chart?.items.map((item) => item.bars[0]?.length ?? 0) ?? []))).toBe(1000);
  });

  it("compares with last year only where last year is known", () => {
    const chart = chartsOf(consolidation)[2];
    expect(chart?.series).toEqual(["2021年", "2022年"]);
    expect(chart?.items.map((item) => item.bars.length)).toEqual([2, 2, 2, 2]);
    expect(chart?.items[0]?.bars[0]?.text).toBe(
      String(consolidation.prior?.figures.get(figureCode("applications.received.total"))?.coefficient),
    );
    expect(chartsOf(madeConsolidation({ prior: false }))).toHaveLength(2);
  });

  it("leaves out a chart in which every figure is 0", () => {
    const zero = {
      ...consolidation,
      figures: new Map([...consolidation.figures].map(([code, one]) => [code, { ...one, value: ZERO }])),
    };
    expect(chartsOf(zero).map((chart) => chart.id)).toEqual(["chart-years"]);
    expect(chartsOf({ ...zero, prior: undefined })).toEqual([]);
    expect(writeHtml({ ...madePublication(), consolidation: { ...zero, prior: undefined } })).not.toContain(
      "附：数据图表",
    );
  });

  it("draws no bar for what is missing, and says so", () => {
    const chart = chartsOf(
      madeConsolidation({ withoutValue: ["applications.received.enterprise", "applications.granted.total"] }),
    );
    expect(chart[1]?.items[1]?.bars[0]).toEqual({ text: "缺", length: null });
    expect(chart[0]?.items[0]?.bars[0]).toEqual({ text: "缺", length: null });
  });

  it("describes every number in words and escapes labels", () => {
    const [chart] = chartsOf(consolidation);
    if (!chart) throw new Error("no chart");
    for (const item of chart.items) expect(chartDescription(chart)).toContain(`${item.label}${item.bars[0]?.text}件`);
    const svg = chartSvg({ ...chart, items: [{ label: "<b>&", bars: [{ text: "1", length: 1000 }] }] });
    expect(svg).toContain("&lt;b&gt;&amp;");
    expect(svg).toMatch(/role="img" aria-labelledby="chart-outcome-title chart-outcome-desc"/);
  });
});
