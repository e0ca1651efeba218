// Kills recording processes at random moments and checks after every kill that outputs/ is one whole consolidation.
//   npm run build && node bench/kill.mjs 300 [--seed 1] [--linking rename|journal|copy] [--keep 20] [--json]
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { acquireLock, listRuns, mendOutputs, readActs, verifyRun } from "../dist/record/record.js";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    linking: { type: "string", default: "rename" },
    keep: { type: "string", default: "0" },
    json: { type: "boolean", default: false },
  },
});
const kills = Number(positionals[0] ?? 100);
const YEARS = [2021, 2022];
const CHILD = fileURLToPath(new URL("kill-child.mjs", import.meta.url));

let state = Number(options.seed) >>> 0;
/** Mulberry32: the same seed kills after the same delays (the machine decides what that hits). */
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

const outputs = mkdtempSync(join(tmpdir(), "kill-"));
const tally = {
  kills: 0,
  sigkill: 0,
  sigterm: 0,
  recorded: 0,
  checks: 0,
  foundIncomplete: 0,
  foundUnswapped: 0,
  foundWithoutLink: 0,
  foundDeadLock: 0,
  refusedWhileHeld: 0,
};
const problems = [];
/** year → the last run a child said it had recorded: from then on it must never be lost. */
const acknowledged = new Map();
const everRecorded = new Set();

function start(generation) {
  const child = spawn(process.execPath, [CHILD, outputs, String(generation), options.linking, options.keep]);
  const lines = [];
  let rest = "";
  child.stdout.on("data", (chunk) => {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop();
    lines.push(...parts);
    child.emit("line");
  });
  child.stderr.on("data", (chunk) => problems.push(`stderr: ${chunk}`));
  return { child, lines, ended: once(child, "close") };
}

async function untilLine({ child, lines, ended }, count) {
  while (lines.length < count && child.exitCode === null) await Promise.race([once(child, "line"), ended]);
}

/** Only a rival that runs at the same time is a reason for being refused: a dead one never is. */
function noteLines(lines, hadRival) {
  for (const line of lines) {
    const [word, year, id] = line.split(" ");
    if (word === "recorded") {
      tally.recorded += 1;
      acknowledged.set(Number(year), newer(id, acknowledged.get(Number(year))));
      everRecorded.add(id);
    } else if (hadRival && line.startsWith("refused 3 另一次运行正在使用")) tally.refusedWhileHeld += 1;
    else if (word === "refused") problems.push(line);
  }
}

function newer(id, other) {
  return other !== undefined && other > id ? other : id;
}

function filesBelow(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** The run that a link leads to, or that the file beside a copy names. */
function shownRun(place) {
  if (options.linking !== "copy") return readlinkSync(place).split(/[\\/]/).at(-2);
  return readFileSync(`${place}-当前运行.txt`, "utf8").split("\r\n")[1];
}

/** One whole consolidation: the manifest's hashes fit, every file is of one generation, and the total is the sum of its parts. */
function checkYear(year, when) {
  const link = join(outputs, String(year));
  if (!existsSync(join(link, "consolidated.json")))
    return problems.push(`${when}: ${year} does not lead to a consolidation`);
  const id = shownRun(link);
  const manifest = JSON.parse(readFileSync(join(outputs, "runs", id, "manifest.json"), "utf8"));
  const found = filesBelow(join(link, "."));
  if (found.length !== manifest.outputs.length)
    problems.push(`${when}: ${id} has ${found.length} files of ${manifest.outputs.length}`);
  for (const file of manifest.outputs) {
    const hash = createHash("sha256")
      .update(readFileSync(join(link, file.path)))
      .digest("hex");
    if (hash !== file.sha256) problems.push(`${when}: ${id} ${file.path} does not fit its manifest`);
  }
  const { generation, figures } = JSON.parse(readFileSync(join(link, "consolidated.json"), "utf8"));
  const sum = figures.total.contributions.reduce((total, part) => total + Number(part.value), 0);
  if (String(sum) !== figures.total.value) problems.push(`${when}: ${id} total ${figures.total.value} is not ${sum}`);
  for (const path of found.filter((name) => !name.endsWith(".json"))) {
    const stamp = readFileSync(join(link, path), "utf8").split("\n")[0];
    if (stamp !== String(generation)) problems.push(`${when}: ${id} ${path} is of run ${stamp}, not ${generation}`);
  }
  const promised = acknowledged.get(year);
  if (promised && Number(id.slice(0, 6)) < Number(promised.slice(0, 6)))
    problems.push(`${when}: ${year} is ${id}, before ${promised}`);
}

async function checkAfterKill(when) {
  tally.checks += 1;
  const runs = await listRuns(outputs);
  if (runs.some((run) => run.state === "incomplete")) tally.foundIncomplete += 1;
  if (runs.some((run) => run.state === "damaged")) problems.push(`${when}: a damaged run`);
  for (const { text } of (await readActs(outputs)).problems) problems.push(`${when}: record of acts: ${text}`);
  const newest = YEARS.map((year) =>
    runs.filter((run) => run.period.key === String(year) && run.state === "whole").at(-1),
  );
  if (newest.some((run) => run && !run.linked)) tally.foundUnswapped += 1;
  if (existsSync(join(outputs, ".crossfoot.lock"))) tally.foundDeadLock += 1;
  const unlinked = YEARS.filter((year) => acknowledged.has(year) && !existsSync(join(outputs, String(year))));
  if (unlinked.length > 0) tally.foundWithoutLink += 1;
  if (unlinked.length > 0 && options.linking === "rename") problems.push(`${when}: ${unlinked.join()} without link`);
  // The files of a copy are its run's at every moment; which run that is may still have to be noted.
  if (unlinked.length > 0 || options.linking === "copy") await mend();
  for (const year of YEARS) if (acknowledged.has(year)) checkYear(year, when);
}

async function mend() {
  const lock = await acquireLock(outputs);
  await mendOutputs(outputs, options.linking);
  await lock.release();
}

async function killOnce(number) {
  const victim = start(number * 1000);
  await untilLine(victim, 1);
  // A second process at once: either of them may find the lock held and is refused with exit 3.
  const rival = random() < 0.15 ? start(number * 1000 + 500) : undefined;
  if (rival) await untilLine(rival, 1);
  await new Promise((resolve) => setTimeout(resolve, random() * 160));
  for (const running of rival ? [victim, rival] : [victim]) await kill(running);
  noteLines([...victim.lines, ...(rival?.lines ?? [])], rival !== undefined);
  await checkAfterKill(`kill ${number}`);
}

async function kill({ child, ended }) {
  const signal = random() < 0.2 ? "SIGTERM" : "SIGKILL";
  if (child.exitCode === null) {
    tally.kills += 1;
    tally[signal === "SIGTERM" ? "sigterm" : "sigkill"] += 1;
    child.kill(signal);
  }
  await ended;
}

/** After a last repair: nothing incomplete, no gap in the numbers, every run fits its manifest and names the one before it. */
async function checkHistory() {
  await mend();
  const runs = await listRuns(outputs);
  const kept = new Set(runs.map((run) => run.id));
  const acted = (await readActs(outputs)).entries.map((entry) => entry.run);
  if (new Set(acted).size !== acted.length) problems.push("history: a run has two entries in the record of acts");
  for (const id of kept) if (!acted.includes(id)) problems.push(`history: ${id} has no entry in the record of acts`);
  for (const run of runs) {
    if (run.state !== "whole") problems.push(`history: ${run.id} is ${run.state}`);
    else if (!(await verifyRun(outputs, run.id)).ok) problems.push(`history: ${run.id} does not fit its manifest`);
  }
  if (options.keep === "0") {
    for (const [at, run] of runs.entries()) {
      if (run.sequence !== at + 1) problems.push(`history: number ${run.sequence} at place ${at + 1}`);
    }
    for (const id of everRecorded) if (!kept.has(id)) problems.push(`history: ${id} is lost`);
    for (const year of YEARS) checkChain(runs.filter((run) => run.period.key === String(year)));
  }
  const ends = ["", "-变化.txt", ...(options.linking === "copy" ? ["-当前运行.txt"] : [])];
  const expected = ["runs", "办理记录", ...YEARS.flatMap((year) => ends.map((end) => `${year}${end}`))];
  const litter = readdirSync(outputs).filter((name) => !expected.includes(name));
  if (litter.length > 0) problems.push(`left over: ${litter.join(", ")}`);
  return runs.length;
}

function checkChain(runs) {
  runs.forEach((run, at) => {
    const before = at === 0 ? null : runs[at - 1].id;
    if (run.manifest.previous !== before)
      problems.push(`history: ${run.id} follows ${run.manifest.previous}, not ${before}`);
  });
}

for (let number = 1; number <= kills; number += 1) await killOnce(number);
const history = await checkHistory();
for (const year of YEARS) if (acknowledged.has(year)) checkYear(year, "at the end");
rmSync(outputs, { recursive: true, force: true });
const result = { ...tally, history, problems: problems.length, shown: problems.slice(0, 20) };
process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
