// Records runs without end, each with another content, until it is killed: the victim of bench/kill.mjs.
// Every file of a run carries the run's generation, so that a mixture of two runs shows without any manifest.
import { yearPeriod } from "../dist/period.js";
import { recordRun } from "../dist/record/record.js";

const [outputs, startText, linking, keepText] = process.argv.slice(2);
const keepRuns = Number(keepText) || undefined;

function contentOf(generation) {
  const parts = Array.from({ length: 12 }, (_, unit) => (generation * 31 + unit * 17) % 97);
  const total = parts.reduce((sum, part) => sum + part, 0);
  const contributions = parts.map((value, unit) => ({ unit: `T${unit}`, value: String(value) }));
  const figures = { total: { value: String(total), state: "final", contributions } };
  const consolidated = {
    jurisdiction: "某市",
    year: 0,
    status: "final",
    reasons: [],
    coverage: {},
    figures,
    generation,
  };
  return [
    ["consolidated.json", JSON.stringify(consolidated)],
    ["findings.json", "[]"],
    ["某市年度报告.docx", `${generation}\n`.repeat(20000)],
    ["open-data/figures.csv", `${generation}\n${total}`],
    ...parts.map((part, unit) => [`returns/第${unit}镇.xlsx`, `${generation}\n${`${part},`.repeat(1500)}`]),
  ];
}

function requestOf(generation) {
  const year = generation % 3 === 0 ? 2021 : 2022;
  const files = contentOf(generation).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const input = { path: `${year}/某镇.xlsx`, sha256: String(generation), size: generation };
  const facts = {
    status: "final",
    arguments: { year },
    versions: { program: "0" },
    inputs: [input],
    counts: {},
    stages: [],
  };
  const decision = { matter: "说明", key: "1", content: { 说明: String(generation) } };
  const office = { at: "2023-01-20T01:00:00Z", day: "2023-01-20", received: ["T1"], standing: [decision] };
  return { outputs, period: yearPeriod(year), files, manifest: facts, linking, office, ...(keepRuns && { keepRuns }) };
}

process.stdout.write("started\n");
for (let generation = Number(startText); ; generation += 1) {
  const request = requestOf(generation);
  try {
    const { runId } = await recordRun(request);
    process.stdout.write(`recorded ${request.period.key} ${runId} ${generation}\n`);
  } catch (error) {
    process.stdout.write(`refused ${error.exitCode ?? "bug"} ${error.exitCode ? error.message : error.stack}\n`);
    process.exit(error.exitCode ?? 70);
  }
}
