// The whole job in processes of its own: all outputs of so many units, again with one file changed, and again with nothing changed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { schemasOf, submissionOf } from "../submissions.mjs";
import { inTurn, median } from "./clock.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CHANGED = 7;

/** 报送的样子: all units in the same blank workbook, or of every ten six so, two with a workbook of their own, one in Word, one as a page. */
const MIXES = {
  alike: () => ({ format: "xlsx", messy: false }),
  mixed: (at) =>
    [
      ...Array(6).fill({ format: "xlsx", messy: false }),
      ...Array(2).fill({ format: "xlsx", messy: true }),
      { format: "docx", messy: false },
      { format: "html", messy: false },
    ][at % 10],
};

/** Written a minute ago: nothing is taken for a file that is still being written. */
function put(place, bytes) {
  writeFileSync(place, bytes);
  const aged = new Date(Date.now() - 60_000);
  utimesSync(place, aged, aged);
}

async function openOffice(units, mix) {
  const home = mkdtempSync(join(tmpdir(), "bench-job-"));
  const places = { inputs: join(home, "inputs"), outputs: join(home, "outputs"), schemas: join(home, "schemas") };
  const { files, schemas } = await schemasOf(units);
  cpSync(join(ROOT, "schemas"), places.schemas, { recursive: true });
  writeFileSync(join(places.schemas, "units.csv"), files.find(({ path }) => path === "units.csv").text);
  const year = join(places.inputs, "2022");
  mkdirSync(year, { recursive: true });
  for (let at = 0; at < units; at += 1) {
    const { path, bytes } = await submissionOf(MIXES[mix](at), at, schemas);
    put(join(year, path), bytes);
  }
  /** The unit sends its file with another's figures, or its own again. */
  const change = async (asIf) => {
    const own = await submissionOf(MIXES[mix](CHANGED), CHANGED, schemas);
    const { bytes } = await submissionOf(MIXES[mix](CHANGED), CHANGED, schemas, asIf);
    put(join(year, own.path), bytes);
  };
  const setThreads = (threads) => {
    const path = join(places.schemas, "jurisdiction.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), threads }, undefined, 2));
  };
  return { home, places, units, change, setThreads };
}

/** One pass in a process of its own: seconds of the processor and of the clock, and megabytes at most. */
async function pass({ home, places, units }, { profile = false, options = [] } = {}) {
  const usage = join(home, "usage.json");
  const given = Object.entries(places).flatMap(([name, folder]) => [`--${name}`, folder]);
  const preload = ["--import", new URL("usage.mjs", import.meta.url).href];
  const profiling = profile ? ["--cpu-prof", `--cpu-prof-dir=${join(home, "profile")}`] : [];
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [...preload, ...profiling, join(ROOT, "dist/cli.js"), "run", "--json", "--quiet", ...given, ...options],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, BENCH_USAGE: usage } },
  );
  let text = "";
  child.stdout.on("data", (chunk) => {
    text += chunk;
  });
  const [exitCode] = await once(child, "close");
  const wall = (performance.now() - began) / 1000;
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`exit ${exitCode}`);
  const { received } = JSON.parse(text).coverage;
  if (received.length !== units) throw new Error(`${received.length} of ${units} units received`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, "utf8"));
  return { wall, processor: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 };
}

function digestOf({ places }) {
  const folder = realpathSync(join(places.outputs, "2022"));
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash("sha256");
  for (const path of entries.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(relative(folder, path)).update(readFileSync(path));
  return hash.digest("hex");
}

const runsIn = ({ places }) => readdirSync(join(places.outputs, "runs")).length;

function must(holds, what) {
  if (!holds) throw new Error(what);
}

/** First, one changed, nothing changed; what the program must not do besides being fast is held against it. */
async function cycle(office, { profile }) {
  rmSync(office.places.outputs, { recursive: true, force: true });
  await office.change(CHANGED);
  const first = await pass(office, { profile });
  const before = digestOf(office);
  await office.change(CHANGED + 1);
  const changed = await pass(office, { profile });
  const after = digestOf(office);
  must(before !== after, "a changed file was not seen");
  const runs = runsIn(office);
  const unchanged = await pass(office, { profile });
  must(runsIn(office) === runs, "unchanged inputs made a new run");
  return { costs: { first, "one file changed": changed, "nothing changed": unchanged }, digest: after };
}

const MEASURES = ["wall", "processor", "megabytes"];

function medians(passes) {
  return Object.fromEntries(MEASURES.map((measure) => [measure, median(passes.map((one) => one[measure]))]));
}

/** @returns one row for each size, mix and run, and whether the bytes are the same in one thread, in two and without what was kept */
export async function measureJobs({ sizes, rounds, keep = false, profile = false, log = () => {} }) {
  const rows = [];
  const threads = [];
  for (const [index, units] of sizes.entries()) {
    for (const mix of index === 0 ? ["alike", "mixed"] : ["alike"]) {
      log(`${units} units, ${mix}`);
      const office = await openOffice(units, mix);
      const times = units > 100 ? 1 : rounds;
      const cycles = [];
      for (let round = 0; round < times; round += 1) cycles.push(await cycle(office, { profile }));
      for (const run of Object.keys(cycles[0].costs))
        rows.push({ units, mix, run, rounds: times, ...medians(cycles.map(({ costs }) => costs[run])) });
      if (index === 0) threads.push(...(await inThreads(office, { mix, rounds: times, digest: cycles[0].digest })));
      if (keep || profile) log(office.home);
      else rmSync(office.home, { recursive: true, force: true });
    }
  }
  return { rows, threads };
}

/** The first run with one thread and with two, in turn; their bytes must be the others'. */
async function inThreads(office, { mix, rounds, digest }) {
  const contender = (threads) => async () => {
    office.setThreads(threads);
    rmSync(office.places.outputs, { recursive: true, force: true });
    const cost = await pass(office, { options: ["--no-cache"] });
    must(digestOf(office) === digest, `other bytes with ${threads} threads and nothing kept`);
    return cost;
  };
  const costs = await inTurn(new Map([1, 2].map((threads) => [threads, contender(threads)])), { rounds, warmUp: 0 });
  return [...costs].map(([threads, cost]) => ({ units: office.units, mix, threads, ...cost }));
}
