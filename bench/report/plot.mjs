// The measurements as a picture: bars a panel, and the growth of the whole job on two logarithmic scales.
import { formatsOf, growthOf, readersOf, shown } from "./tables.mjs";

const [WIDTH, LEFT, RIGHT] = [760, 210, 70];
const [BAR, GAP, HEAD, FOOT] = [13, 9, 54, 14];
const COLOURS = ["#2f6f9f", "#d9822b"];

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function place(value) {
  return String(Math.round(value * 10) / 10);
}

function text(x, y, words, { anchor = "start", size = 12, weight = "normal", fill = "#222" } = {}) {
  return `<text x="${place(x)}" y="${place(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escaped(words)}</text>`;
}

function box(x, y, width, height, fill) {
  return `<rect x="${place(x)}" y="${place(y)}" width="${place(width)}" height="${place(height)}" fill="${fill}"/>`;
}

function legend(series, y) {
  let x = LEFT;
  return series.map((name, at) => {
    const item = box(x, y - 9, 10, 10, COLOURS[at]) + text(x + 15, y, name);
    x += 40 + name.length * 7;
    return item;
  });
}

/** 条形图: one row a thing, one bar a series; the scale is the panel's own and starts at 0. */
function bars({ title, series, rows }, top) {
  const most = Math.max(...rows.flatMap(({ values }) => values.filter((value) => value !== undefined)));
  const high = series.length * BAR + GAP;
  const scale = (WIDTH - LEFT - RIGHT) / most;
  const marks = rows.flatMap(({ label, values }, row) => {
    const y = top + HEAD + row * high;
    return [
      text(LEFT - 8, y + (series.length * BAR) / 2 + 4, label, { anchor: "end" }),
      ...values.flatMap((value, at) =>
        value === undefined
          ? []
          : [
              box(LEFT, y + at * BAR, Math.max(1, value * scale), BAR - 2, COLOURS[at]),
              text(LEFT + Math.max(1, value * scale) + 5, y + at * BAR + BAR - 3, shown(value), { size: 11 }),
            ],
      ),
    ];
  });
  const head = [text(12, top + 20, title, { size: 14, weight: "bold" }), ...legend(series, top + 40)];
  return { height: HEAD + rows.length * high + FOOT, marks: [...head, ...marks] };
}

const GROWTH = 220;

/** 增长图: units against seconds, and a dashed line on which twice as many cost twice as much. */
function growth({ title, sizes }, top) {
  const [first, last] = [sizes[0], sizes.at(-1)];
  const [low, high] = [Math.min(first.cost, last.cost), Math.max(last.cost, (first.cost * last.size) / first.size)];
  const across = (size) =>
    LEFT + (Math.log(size / first.size) / Math.log(last.size / first.size)) * (WIDTH - LEFT - RIGHT - 40);
  const up = (cost) => top + GROWTH - 30 - (Math.log(cost / low) / Math.log(high / low)) * (GROWTH - HEAD - 40);
  const points = sizes.map(({ size, cost }) => `${place(across(size))},${place(up(cost))}`);
  const linear = (first.cost * last.size) / first.size;
  return {
    height: GROWTH + FOOT,
    marks: [
      text(12, top + 20, title, { size: 14, weight: "bold" }),
      `<line x1="${place(across(first.size))}" y1="${place(up(first.cost))}" x2="${place(across(last.size))}" y2="${place(up(linear))}" stroke="#999" stroke-dasharray="5 4"/>`,
      `<polyline points="${points.join(" ")}" fill="none" stroke="${COLOURS[0]}" stroke-width="2"/>`,
      ...sizes.flatMap(({ size, cost }) => [
        `<circle cx="${place(across(size))}" cy="${place(up(cost))}" r="3.5" fill="${COLOURS[0]}"/>`,
        text(across(size) + 8, up(cost) + 4, `${shown(cost)} s`, { size: 11 }),
        text(across(size), top + GROWTH - 4, `${size} units`, { size: 11, anchor: "middle" }),
      ]),
    ],
  };
}

function panelsOf({ files, jobs }) {
  const pairs = (of) => [of.alike, of.messy];
  const runs = jobs.rows.map(({ units, mix, run, wall, processor }) => ({
    label: `${units} ${mix}, ${run}`,
    values: [wall, processor],
    units,
  }));
  const sizes = growthOf(jobs);
  const smallest = runs.filter(({ units }) => units === sizes[0].size);
  return [
    (top) =>
      bars(
        {
          title: "One workbook, ms of processor time",
          series: ["alike", "messy"],
          rows: readersOf(files).map((one) => ({ label: one.label, values: pairs(one) })),
        },
        top,
      ),
    (top) =>
      bars(
        {
          title: "From bytes to checked figures, ms of processor time a file",
          series: ["alike", "messy"],
          rows: formatsOf(files).map(({ format, checked }) => ({ label: format, values: pairs(checked) })),
        },
        top,
      ),
    (top) =>
      bars(
        { title: "The whole job with all outputs, s", series: ["by the clock", "processor time"], rows: smallest },
        top,
      ),
    ...(sizes.length > 1
      ? [(top) => growth({ title: "The whole job, s of processor time; dashed: in proportion", sizes }, top)]
      : []),
  ];
}

/** 图: the same numbers give the same bytes. */
export function plotOf(results) {
  let top = 4;
  const marks = [];
  for (const panel of panelsOf(results)) {
    const drawn = panel(top);
    marks.push(...drawn.marks);
    top += drawn.height;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${place(top)}" width="${WIDTH}" height="${place(top)}" font-family="sans-serif" role="img" aria-label="Benchmarks">`,
    box(0, 0, WIDTH, top, "#fff"),
    ...marks,
    "</svg>\n",
  ].join("\n");
}
