// 审核页基准: how soon can the reviewer work, at 60 and at 3,000 units? Made rosters with a workbook a unit and a few findings
// each, from a fixed pattern. Run with: npm run build && node bench/review.mjs (CHROMIUM names another browser)
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { decimal, format, sum } from "../dist/decimal.js";
import { loadSchemas } from "../dist/form/load.js";
import { addressOf } from "../dist/grid.js";
import { yearPeriod } from "../dist/period.js";
import { layoutTable } from "../dist/publish/layout/layout.js";
import { writeReview } from "../dist/publish/review/review.js";

const root = fileURLToPath(new URL("../schemas", import.meta.url));
const paths = readdirSync(root, { recursive: true }).filter((path) => /\.(json|csv)$/.test(path));
const schemas = loadSchemas(
  paths.map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") })),
);
const form = schemas.forms.find((one) => one.edition === "2021");
const reviewScript = readFileSync(new URL("../dist/review-page/page.js", import.meta.url), "utf8");

const codes = [...form.figures.values()].filter((figure) => !figure.optional).map((figure) => figure.code);
const placeOf = new Map(codes.map((code, index) => [code, index]));
const amountOf = (code, unit) => decimal(String((placeOf.get(code) * 31 + unit * 17) % 97));
const FINDINGS_A_UNIT = 5;

/** One sheet a table, as the form merges it, and the address of each figure in it. */
function workbook(unit) {
  const addresses = new Map();
  const blocks = form.tables.map((table) => {
    const grid = {
      kind: "grid",
      sheet: table.title,
      addressing: "A1",
      rows: 40,
      columns: 12,
      hiddenRows: [],
      hiddenColumns: [],
      hidden: false,
    };
    const cells = layoutTable(table, (code) => (placeOf.has(code) ? format(amountOf(code, unit)) : "")).rows.flat();
    for (const cell of cells)
      if (cell.figure) addresses.set(cell.figure, { sheet: table.title, cell: addressOf(grid, cell) });
    return {
      ...grid,
      cells: cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
        row,
        column,
        rowSpan,
        columnSpan,
        text,
        kind: "text",
      })),
    };
  });
  return { blocks, addresses };
}

function consolidationOf(count) {
  const units = Array.from({ length: count }, (_, index) => ({
    code: `U${index}`,
    name: `第${index + 1}单位`,
    aliases: [],
    category: index % 3 === 0 ? "乡镇" : "部门",
  }));
  const books = units.map((_, index) => workbook(index));
  const fileOf = (index) => `2022/第${index + 1}单位.xlsx`;
  const sourceOf = (code, index) => ({
    file: fileOf(index),
    ...books[index].addresses.get(code),
    text: format(amountOf(code, index)),
  });
  const figures = new Map(
    codes.map((code) => {
      const contributions = units.map((unit, index) => ({
        unit: unit.code,
        value: amountOf(code, index),
        source: sourceOf(code, index),
      }));
      return [
        code,
        { figure: code, value: sum(contributions.map((one) => one.value)), state: "provisional", contributions },
      ];
    }),
  );
  const findings = units.flatMap((unit, index) =>
    Array.from({ length: FINDINGS_A_UNIT }, (_, at) => {
      const own = codes.slice(at * 7, at * 7 + 4);
      return {
        id: `T3.BALANCE-${unit.code}-${at}`,
        rule: "T3.BALANCE",
        severity: at < 2 ? "mandatory" : "verification",
        unit: unit.code,
        figures: own,
        message: `${unit.name}第${at + 1}条：应满足“第一项加第二项之和，等于第三项加第四项之和”，实际不相等。`,
        advice: "请核对该列的四个数。",
        expected: "36",
        actual: "35",
        difference: "1",
        sources: own.map((code) => sourceOf(code, index)),
        cause: at < 2 ? `${unit.code}-1` : null,
        suspects: ["“结转下年度”由5改为6"],
        explanation: null,
      };
    }),
  );
  const all = units.map((unit) => unit.code);
  const prior = new Map(codes.map((code) => [code, decimal("1000")]));
  return {
    period: yearPeriod(2022),
    jurisdiction: "某市",
    government: "某市人民政府",
    date: "2023-03-31",
    forms: [form],
    units,
    status: "draft",
    reasons: ["有强制性审核意见未改正"],
    coverage: { due: all, received: all, missing: [], returned: all, late: [] },
    figures,
    findings,
    submissions: units.map((unit, index) => ({
      unit: unit.code,
      status: "counted",
      file: fileOf(index),
      sha256: "0".repeat(64),
      format: "xlsx",
    })),
    prior: {
      period: yearPeriod(2021),
      origin: "submissions",
      figures: prior,
      byUnit: new Map(all.map((code) => [code, prior])),
    },
    documents: units.map((unit, index) => ({ unit: unit.code, file: fileOf(index), blocks: books[index].blocks })),
  };
}

/** Milliseconds from a step to the sight of its result. */
async function timed(step, page, selector) {
  const start = performance.now();
  await step();
  await page.locator(selector).first().waitFor();
  return performance.now() - start;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ROUNDS = 5;

async function measure(browser, count) {
  const consolidation = consolidationOf(count);
  const start = performance.now();
  const [file] = writeReview({ consolidation, schemas, officeText: [], reviewScript });
  const writing = performance.now() - start;
  const folder = mkdtempSync(join(tmpdir(), "review-"));
  const path = join(folder, "review.html");
  writeFileSync(path, file.bytes);
  const url = pathToFileURL(path).href;
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const go = (hash) => () => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    rounds.push({
      "first sight": await timed(() => page.goto(url, { waitUntil: "commit" }), page, ".verdict"),
      "figure with a source": await timed(go("#figure/applications.received.total/U7"), page, "td.marked"),
      findings: await timed(go("#findings"), page, ".finding"),
      "search in findings": await timed(
        () => page.fill("input[type=search]", "第42单位"),
        page,
        ".count:text-matches('^[0-9]条')",
      ),
      unit: await timed(go("#unit/U41"), page, ".statutory"),
      matrix: await timed(go("#matrix/applications"), page, ".matrix"),
      "last year": await timed(go("#year?order=change"), page, ".year"),
    });
    await page.close();
  }
  rmSync(folder, { recursive: true });
  const times = Object.keys(rounds[0]).map((name) => Math.round(median(rounds.map((round) => round[name]))));
  return {
    count,
    size: `${(file.bytes.length / 1024 / 1024).toFixed(1)} MB`,
    writing: Math.round(writing),
    names: Object.keys(rounds[0]),
    times,
  };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const results = [];
for (const count of [60, 3000]) results.push(await measure(browser, count));
await browser.close();
console.log(
  `| units | file | written | ${results[0].names.join(" | ")} |\n|--:|--:|--:|${results[0].names.map(() => "--:").join("|")}|`,
);
for (const { count, size, writing, times } of results)
  console.log(`| ${count} | ${size} | ${writing} | ${times.join(" | ")} |`);
