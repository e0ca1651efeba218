/**
 * 重放: runs every case through the checks and lists what a changed rule finds that it did not find before, and what it no longer finds.
 *
 *     node bench/replay.mjs CASES_DIR [--baseline FILE] [--save]
 *
 * A case is a folder with inputs/<year>/; its own units.csv and a file `jurisdiction` (a name) take the place of the shipped ones.
 * The baseline is one JSON file; --save writes it. Exit 1 if anything that must be put right or explained is new.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { consolidatePeriod } from "../dist/consolidated-period.js";
import { loadSchemas } from "../dist/form/load.js";
import { openMachine } from "../dist/machine/machine.js";
import { yearPeriod } from "../dist/period.js";

const args = process.argv.slice(2);
const at = args.indexOf("--baseline");
const folder = args.find((arg, index) => !arg.startsWith("--") && (at < 0 || index !== at + 1));
if (folder === undefined) {
  console.error("usage: node bench/replay.mjs CASES_DIR [--baseline FILE] [--save]");
  process.exit(2);
}
const baseline = resolve(at < 0 ? join(folder, "replay-baseline.json") : args[at + 1]);
const schemasFolder = join(import.meta.dirname, "../schemas");

/** Folders that hold inputs/, at any depth. */
function casesBelow(path) {
  const folders = readdirSync(path, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "node_modules",
  );
  if (folders.some((entry) => entry.name === "inputs")) return [path];
  return folders
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => casesBelow(join(path, name)));
}

/** The shipped schemas with the case's own roster and jurisdiction. */
function withOwn(path, files) {
  const own = (name) => (existsSync(join(path, name)) ? readFileSync(join(path, name), "utf8") : undefined);
  return files.map((file) => {
    if (file.path === "units.csv") return { ...file, text: own("units.csv") ?? file.text };
    const name = file.path === "jurisdiction.json" ? own("jurisdiction") : undefined;
    return name === undefined
      ? file
      : { ...file, text: JSON.stringify({ ...JSON.parse(file.text), name: name.trim() }) };
  });
}

async function findingsOf(path) {
  const inputs = join(path, "inputs");
  const year = Math.max(
    ...readdirSync(inputs)
      .filter((name) => /^20\d{2}$/.test(name))
      .map(Number),
  );
  const machine = await openMachine({
    inputs,
    outputs: join(path, "outputs"),
    schemas: schemasFolder,
    cache: "off",
    log: () => undefined,
  });
  try {
    const files = withOwn(path, await machine.effects.schemas());
    const effects = { ...machine.effects, schemas: async () => files, formerConsolidation: async () => undefined };
    const { consolidation } = await consolidatePeriod({ period: yearPeriod(year) }, loadSchemas(files), effects);
    return consolidation.findings.map(({ id, rule, severity, unit, message }) => ({
      id,
      rule,
      severity,
      unit,
      message,
    }));
  } finally {
    await machine.close();
  }
}

const MARK = { mandatory: "强制性", verification: "核实性", notice: "提示性" };

function listed(sign, findings) {
  for (const { severity, rule, unit, message } of findings)
    console.log(`  ${sign} [${MARK[severity]} ${rule}] ${unit ?? "-"} ${message}`);
}

/** What is there with this severity now and was not before: a notice that becomes mandatory is new. */
function without(findings, others) {
  const known = new Set(others.map(({ id, severity }) => `${severity} ${id}`));
  return findings.filter(({ id, severity }) => !known.has(`${severity} ${id}`));
}

const before = existsSync(baseline) ? JSON.parse(readFileSync(baseline, "utf8")) : {};
const now = {};
let newlyFailing = 0;
let gone = 0;
for (const path of casesBelow(resolve(folder))) {
  const name = relative(resolve(folder), path).replaceAll("\\", "/") || basename(path);
  const own = await findingsOf(path);
  now[name] = own;
  const fresh = without(own, before[name] ?? []);
  const lost = without(before[name] ?? [], own);
  const asking = fresh.filter(({ severity }) => severity !== "notice");
  newlyFailing += asking.length;
  gone += lost.filter(({ severity }) => severity !== "notice").length;
  if (fresh.length + lost.length === 0) continue;
  console.log(`${name}: 新增 ${asking.length}（另有提示性 ${fresh.length - asking.length}），消失 ${lost.length}`);
  listed("+", asking);
  listed(
    "-",
    lost.filter(({ severity }) => severity !== "notice"),
  );
}
console.log(
  `cases ${Object.keys(now).length}, newly failing ${newlyFailing}, gone ${gone}${existsSync(baseline) ? "" : " (no baseline: everything is new)"}`,
);
if (args.includes("--save")) writeFileSync(baseline, `${JSON.stringify(now, null, 1)}\n`);
process.exitCode = newlyFailing > 0 ? 1 : 0;
