// 疑似错处基准: does the search name the cell that was spoiled? Fixed seed, so the same figures come out every time
// (but for milliseconds). Run with: npm run build && node bench/suspect.mjs
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { suspect } from "../dist/check/suspect/suspect.js";
import { compileForm } from "../dist/form/compile.js";

const TABLE = "applications";
const form = compileForm(
  JSON.parse(readFileSync(new URL("../schemas/annual-report/2021/form.json", import.meta.url), "utf8")),
);
const section = form.tables.find((table) => table.code === TABLE).sections[0];
const rows = section.rows.lines.filter((line) => line.insteadOf.length === 0).map((line) => line.code);
const columns = section.columns.lines.map((line) => line.code);
const applicants = columns.slice(0, -1);
const outcomes = rows.slice(2, -2);
const code = (row, column) => `${TABLE}.${row}.${column}`;

/** The 39 relations of table 三. */
const relations = [
  ...rows.map((row) => ({
    rule: "T3.ROW_TOTAL",
    where: row,
    left: applicants.map((column) => code(row, column)),
    right: [code(row, "total")],
  })),
  ...columns.map((column) => ({
    rule: "T3.OUTCOMES_TOTAL",
    where: column,
    left: outcomes.map((row) => code(row, column)),
    right: [code("outcomesTotal", column)],
  })),
  ...columns.map((column) => ({
    rule: "T3.BALANCE",
    where: column,
    left: [code("received", column), code("carriedIn", column)],
    right: [code("outcomesTotal", column), code("carriedOut", column)],
  })),
];

/** mulberry32: a small generator of numbers, so that every machine draws the same. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = (random, list) => list[Math.floor(random() * list.length)];

/** One unit's table: most cells zero, natural persons by far the most; from a handful of requests to thousands. */
function sheet(random, size) {
  const requests = Math.max(1, Math.round(size * (0.5 + random())));
  const favoured = outcomes.map(() => random() ** 4);
  const cells = new Map(rows.flatMap((row) => columns.map((column) => [code(row, column), 0])));
  const put = (row, column) => {
    for (const at of [code(row, column), code(row, "total")]) cells.set(at, cells.get(at) + 1);
  };
  for (let request = 0; request < requests; request += 1) {
    const column = random() < 0.8 ? applicants[0] : random() < 0.7 ? applicants[1] : pick(random, applicants);
    put(random() < 0.05 ? "carriedIn" : "received", column);
    if (random() < 0.06) {
      put("carriedOut", column);
      continue;
    }
    put(weighted(random, favoured), column);
    put("outcomesTotal", column);
  }
  return cells;
}

function weighted(random, weights) {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => {
    left -= weight;
    return left <= 0;
  });
  return outcomes[at] ?? outcomes[0];
}

const SLIPS = {
  "数字颠倒 digits swapped": (value, random) => {
    const digits = [...String(value)];
    const at = Math.floor(random() * (digits.length - 1));
    [digits[at], digits[at + 1]] = [digits[at + 1], digits[at]];
    return Number(digits.join(""));
  },
  "相差1 off by one": (value, random) => value + (random() < 0.5 ? 1 : -1),
  "漏写一位 digit lost": (value, random) => {
    const digits = [...String(value)];
    digits.splice(Math.floor(random() * digits.length), 1);
    return Number(digits.join("") || "0");
  },
  "重复一位 digit doubled": (value, random) => {
    const digits = [...String(value)];
    const at = Math.floor(random() * digits.length);
    digits.splice(at, 0, digits[at]);
    return Number(digits.join(""));
  },
  "总计未填 total left 0": () => 0,
};

/** A cell and what the slip makes of it; undefined if it would change nothing. */
function spoilOne(random, cells, kind) {
  const total = kind.startsWith("总计");
  const eligible = [...cells.keys()].filter(
    (at) =>
      (total ? at.endsWith(".total") || at.includes(".outcomesTotal.") : true) &&
      (kind.startsWith("相差") || cells.get(at) > 0),
  );
  const at = pick(random, eligible);
  const value = at === undefined ? -1 : SLIPS[kind](cells.get(at), random);
  return value < 0 || value === cells.get(at) ? undefined : { at, value };
}

const decimals = (cells) => new Map([...cells].map(([at, value]) => [at, { coefficient: BigInt(value), scale: 0 }]));
const named = (suspicion, figures) =>
  suspicion?.changes
    .map((change) => change.figure)
    .sort()
    .join() === [...figures].sort().join();

/** Asks for the culprit, and keeps what came of it. */
function ask(tally, cells, figures) {
  const values = decimals(cells);
  const start = performance.now();
  const result = suspect(values, relations, { form });
  tally.milliseconds.push(performance.now() - start);
  const place = result.suspicions.findIndex((suspicion) => named(suspicion, figures));
  tally.cases += 1;
  if (place === 0) tally.first += 1;
  if (place >= 0 && place < 3) tally.three += 1;
  if (place >= 0) tally.listed += 1;
  if (result.ambiguous) tally.ambiguous += 1;
  if (place !== 0 && !result.ambiguous && result.exhaustive) tally.confidentlyWrong += 1;
  if (!result.exhaustive) tally.cut += 1;
}

const newTally = () => ({
  cases: 0,
  first: 0,
  three: 0,
  listed: 0,
  ambiguous: 0,
  confidentlyWrong: 0,
  cut: 0,
  milliseconds: [],
});

/** Draws forms until so many could be spoiled. */
function measure(random, cases, spoil) {
  const tally = newTally();
  while (tally.cases < cases) {
    const cells = sheet(random, pick(random, [3, 8, 20, 60, 200, 1000, 5000]));
    const changes = spoil(cells);
    if (changes === undefined) continue;
    for (const { at, value } of changes) cells.set(at, value);
    ask(
      tally,
      cells,
      changes.map((change) => change.at),
    );
  }
  return tally;
}

/** Two cells side by side, or one below the other, with different figures. */
function exchange(random, cells) {
  const row = Math.floor(random() * rows.length);
  const column = Math.floor(random() * columns.length);
  const [down, right] = random() < 0.5 ? [1, 0] : [0, 1];
  if (row + down >= rows.length || column + right >= columns.length) return undefined;
  const [a, b] = [code(rows[row], columns[column]), code(rows[row + down], columns[column + right])];
  return cells.get(a) === cells.get(b)
    ? undefined
    : [
        { at: a, value: cells.get(b) },
        { at: b, value: cells.get(a) },
      ];
}

/** So many different cells spoiled at once. */
function spoilSeveral(random, cells, count) {
  const changes = Array.from({ length: count }, () => spoilOne(random, cells, pick(random, Object.keys(SLIPS))));
  if (changes.includes(undefined) || new Set(changes.map((change) => change.at)).size < count) return undefined;
  return changes;
}

/** An applicant's figure spoiled, and every total above it worked out from the wrong figure by the workbook. */
function spoilWithTotals(random, cells) {
  const change = spoilOne(random, cells, pick(random, Object.keys(SLIPS).slice(0, 4)));
  if (change === undefined || change.at.endsWith(".total") || change.at.includes(".outcomesTotal.")) return undefined;
  const [row, column] = [
    change.at.slice(TABLE.length + 1, change.at.lastIndexOf(".")),
    change.at.slice(change.at.lastIndexOf(".") + 1),
  ];
  const above = outcomes.includes(row)
    ? [code(row, "total"), code("outcomesTotal", column), code("outcomesTotal", "total")]
    : [code(row, "total")];
  const delta = change.value - cells.get(change.at);
  return [change, ...above.map((at) => ({ at, value: cells.get(at) + delta }))];
}

function totalsLeftZero(cells) {
  const changes = [...cells.keys()]
    .filter((at) => at.endsWith(".total") && cells.get(at) > 0)
    .map((at) => ({ at, value: 0 }));
  return changes.length > 1 ? changes : undefined;
}

function report(name, tally) {
  const times = [...tally.milliseconds].sort((a, b) => a - b);
  const share = (count) => `${((100 * count) / tally.cases).toFixed(1)}%`;
  console.log(
    [
      name.padEnd(38),
      String(tally.cases).padStart(5),
      share(tally.first).padStart(7),
      share(tally.three).padStart(7),
      share(tally.listed).padStart(7),
      share(tally.ambiguous).padStart(9),
      String(tally.confidentlyWrong).padStart(6),
      String(tally.cut).padStart(5),
      times[Math.floor(times.length / 2)].toFixed(2).padStart(9),
      times.at(-1).toFixed(1).padStart(8),
    ].join(" "),
  );
}

console.log(
  "case".padEnd(38),
  "cases",
  " first ",
  "first 3",
  " listed",
  "ambiguous",
  "wrong*",
  "  cut",
  "median ms",
  "max ms",
);
const random = generator(20220131);
const warmUp = generator(1);
measure(warmUp, 200, (cells) => spoilSeveral(warmUp, cells, 1));
const singles = newTally();
for (const kind of Object.keys(SLIPS)) {
  const tally = measure(random, 200, (cells) => {
    const change = spoilOne(random, cells, kind);
    return change && [change];
  });
  for (const key of Object.keys(singles))
    singles[key] = key === "milliseconds" ? [...singles[key], ...tally[key]] : singles[key] + tally[key];
  report(kind, tally);
}
report("one slip, all five kinds", singles);
report(
  "two neighbours exchanged",
  measure(random, 1000, (cells) => exchange(random, cells)),
);
for (const count of [2, 3, 5])
  report(
    `${count} slips in one form`,
    measure(random, 300, (cells) => spoilSeveral(random, cells, count)),
  );
report("whole total column left 0", measure(random, 300, totalsLeftZero));
report(
  "one input, totals calculated from it",
  measure(random, 300, (cells) => spoilWithTotals(random, cells)),
);
report(
  "every cell random",
  measure(random, 50, (cells) => [...cells.keys()].map((at) => ({ at, value: Math.floor(random() * 1000) }))),
);
console.log(
  "* another set of cells named first, and neither called ambiguous nor cut short; cut: the bounded search gave up and said so",
);
