import { escapeXml } from "../markup.js";
import type { Bar, Chart, ChartItem } from "./charts.js";

const WIDTH = 340;
const BAR_LENGTH = 270;
const BAR_HEIGHT = 14;
const LABEL_HEIGHT = 20;
const GAP = 10;
const LEGEND_HEIGHT = 26;
/** 颜色: last year light, this year dark; a single series is dark. Both contrast with the paper and with each other. */
const COLOURS = ["#7f9db9", "#1f4e79"];

/** 条形图: labels above the bars, so that it stays readable on a phone; all numbers also in its description. */
export function chartSvg(chart: Chart): string {
  const legend = chart.series.length > 1 ? LEGEND_HEIGHT : 0;
  const itemHeight = LABEL_HEIGHT + (chart.items[0]?.bars.length ?? 1) * (BAR_HEIGHT + 3) + GAP;
  const height = legend + chart.items.length * itemHeight;
  const body = chart.items.map((item, index) => itemSvg(item, legend + index * itemHeight)).join("");
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${chart.id}-title ${chart.id}-desc" xmlns="http://www.w3.org/2000/svg">
<title id="${chart.id}-title">${escapeXml(chart.title)}</title><desc id="${chart.id}-desc">${escapeXml(chartDescription(chart))}</desc>
${legend > 0 ? legendSvg(chart.series) : ""}${body}</svg>`;
}

/** 图表文字说明: every item with its numbers. */
export function chartDescription(chart: Chart): string {
  const itemText = ({ label, bars }: ChartItem) =>
    bars.length > 1
      ? `${label}：${bars.map((bar, index) => `${chart.series[index] ?? ""}${bar.text}${chart.unit}`).join("，")}`
      : `${label}${bars[0]?.text ?? ""}${chart.unit}`;
  return `${chart.items.map(itemText).join("；")}。`;
}

function legendSvg(series: readonly string[]): string {
  return series
    .map(
      (name, index) =>
        `<rect x="${index * 100}" y="2" width="14" height="14" fill="${colour(index, series.length)}"/><text x="${index * 100 + 20}" y="14" font-size="13">${escapeXml(name)}</text>`,
    )
    .join("");
}

function itemSvg(item: ChartItem, top: number): string {
  const bars = item.bars.map((bar, index) =>
    barSvg(bar, top + LABEL_HEIGHT + index * (BAR_HEIGHT + 3), colour(index, item.bars.length)),
  );
  return `<text x="0" y="${top + 14}" font-size="13">${escapeXml(item.label)}</text>${bars.join("")}\n`;
}

function barSvg(bar: Bar, y: number, fill: string): string {
  const length = bar.length === null ? 0 : Math.max(1, Math.round((bar.length * BAR_LENGTH) / 1000));
  const rect = length === 0 ? "" : `<rect x="0" y="${y}" width="${length}" height="${BAR_HEIGHT}" fill="${fill}"/>`;
  return `${rect}<text x="${length + 5}" y="${y + 12}" font-size="13">${escapeXml(bar.text)}</text>`;
}

function colour(index: number, count: number): string {
  return COLOURS[count === 1 ? 1 : index % COLOURS.length] ?? "#1f4e79";
}
