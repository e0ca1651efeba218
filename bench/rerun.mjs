// What a run costs over thousands of submissions: the first, one after a single file changed, one after nothing did, and one without the cache.
//   npm run build && node bench/rerun.mjs 5000 [--keep] [--profile]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { loadSchemas } from "../dist/form/load.js";
import { applicationsTable, disputesTable, proactiveTable, stacked } from "../test/example/tables.mjs";
import { csvBytes, workbookBytes } from "../test/example/writers.mjs";

const count = Number(process.argv[2] ?? 5000);
const root = join(import.meta.dirname, "..");
const home = mkdtempSync(join(tmpdir(), "rerun-"));
const folders = { inputs: join(home, "inputs"), outputs: join(home, "outputs"), schemas: join(home, "schemas") };
const STEMS = "甲乙丙丁戊己庚辛壬癸";
const CHANGED = 7;

function townOf(at) {
  return `${[...String(at).padStart(4, "0")].map((digit) => STEMS[Number(digit)]).join("")}乡`;
}

function makeSchemas() {
  cpSync(join(root, "schemas"), folders.schemas, { recursive: true });
  const rows = Array.from(
    { length: count },
    (_, at) => `U${String(at).padStart(4, "0")},${townOf(at)}人民政府,${townOf(at)},乡镇`,
  );
  writeFileSync(join(folders.schemas, "units.csv"), `code,name,aliases,category\n${rows.join("\n")}\n`);
  const paths = readdirSync(folders.schemas, { recursive: true, encoding: "utf8" }).map((path) =>
    path.replaceAll("\\", "/"),
  );
  const wanted = paths.filter((path) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema"));
  return loadSchemas(wanted.map((path) => ({ path, text: readFileSync(join(folders.schemas, path), "utf8") })));
}

const { forms } = makeSchemas();
const form = forms.find((one) => one.edition === "2021");

/** A few figures a unit that foot: what came in was granted; every total is the sum of its parts. */
function valuesOf(at) {
  const asked = (at * 7919) % 97;
  const shares = new Map([
    ["applications.received.naturalPerson", asked],
    ["applications.granted.naturalPerson", asked],
    ["proactive.licensing.decisions", (at * 104729) % 1009],
    ["disputes.review.upheld", at % 3],
  ]);
  const exact = (code) => {
    const { parts } = form.figures.get(code);
    return parts.length === 0 ? (shares.get(code) ?? 0) : parts.reduce((sum, part) => sum + exact(part), 0);
  };
  return (code) => String(exact(code));
}

async function writeSubmission(at, asIf = at) {
  const textOf = valuesOf(asIf);
  const tables = [proactiveTable(form, textOf), applicationsTable(form, textOf), disputesTable(form, textOf)];
  const cells = stacked(tables, { before: [`${townOf(at)}人民政府2022年政府信息公开工作年度报告统计表`] });
  const workbook = at % 2 === 1;
  const bytes = workbook ? await workbookBytes([{ name: "Sheet1", cells }]) : csvBytes(cells, "utf-8");
  writeFileSync(join(folders.inputs, "2022", `${townOf(at)}.${workbook ? "xlsx" : "csv"}`), bytes);
}

/** One pass in a process of its own, timed from outside, with what its manifest says of the stages. */
async function timedRun(name, ...options) {
  const places = Object.entries(folders).flatMap(([option, folder]) => [`--${option}`, folder]);
  const profiling = process.argv.includes("--profile") ? ["--cpu-prof", `--cpu-prof-dir=${join(home, "profile")}`] : [];
  const began = performance.now();
  const spent = childSeconds();
  const child = spawn(
    process.execPath,
    [...profiling, join(root, "dist/cli.js"), "run", "--json", "--quiet", ...places, ...options],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  const [exitCode] = await once(child, "close");
  const seconds = (performance.now() - began) / 1000;
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`${name}: exit ${exitCode}`);
  const { coverage, counts } = JSON.parse(text);
  return {
    name,
    seconds,
    cpu: childSeconds() - spent,
    received: coverage.received.length,
    counts,
    digest: digestOf(join(folders.outputs, "2022")),
    manifest: newestManifest(),
  };
}

/** What all children that have ended have used of the processor, which a busy machine does not change; 0 where the system does not say. */
function childSeconds() {
  if (!existsSync("/proc/self/stat")) return 0;
  const fields = readFileSync("/proc/self/stat", "latin1").split(") ")[1].split(" ");
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function newestManifest() {
  const runs = join(folders.outputs, "runs");
  return JSON.parse(readFileSync(join(runs, readdirSync(runs).sort().at(-1), "manifest.json"), "utf8"));
}

function digestOf(link) {
  const folder = realpathSync(link);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  const hash = createHash("sha256");
  for (const path of paths) hash.update(relative(folder, path)).update(readFileSync(path));
  return hash.digest("hex");
}

mkdirSync(join(folders.inputs, "2022"), { recursive: true });
for (let at = 0; at < count; at += 1) await writeSubmission(at);
const runs = [await timedRun("first")];
await writeSubmission(CHANGED, CHANGED + 1);
runs.push(await timedRun("one file changed"));
runs.push(await timedRun("nothing changed"));
runs.push(await timedRun("no cache", "--no-cache"));

const share = (run, what) =>
  run[what] > 0 ? `${run[what].toFixed(1)} s = ${((100 * run[what]) / runs[0][what]).toFixed(0)} %` : "–";
for (const run of runs) {
  const { name, received, manifest } = run;
  const stages = manifest.stages
    .map(({ stage, milliseconds }) => `${stage} ${(milliseconds / 1000).toFixed(1)}`)
    .join(" · ");
  console.log(
    `${name}: ${share(run, "seconds")} of the first · processor ${share(run, "cpu")} · ${received} of ${count} received · run ${manifest.sequence}: ${stages} · ${Math.round(manifest.peakMemoryBytes / 2 ** 20)} MB`,
  );
}
const [first, changed, unchanged, uncached] = runs;
const wrong = [
  ...(changed.digest === first.digest ? ["the change was not seen"] : []),
  ...(unchanged.manifest.id === changed.manifest.id ? [] : ["unchanged inputs made a new run"]),
  ...(uncached.digest === changed.digest ? [] : ["other bytes without the cache"]),
  ...(runs.every(({ received }) => received === count) ? [] : ["not every unit was received"]),
];
for (const problem of wrong) console.log(`WRONG: ${problem}`);
if (process.argv.includes("--keep") || process.argv.includes("--profile")) console.log(home);
else rmSync(home, { recursive: true, force: true });
process.exitCode = wrong.length === 0 ? 0 : 1;
