// A disk that fills up and a disk that turns read-only under the recording. Needs root on Linux, for it mounts a small disk of its own.
//   npm run build && sudo node bench/disk.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { yearPeriod } from "../dist/period.js";
import { listRuns, recordRun, verifyRun } from "../dist/record/record.js";

const disk = mkdtempSync(join(tmpdir(), "disk-"));
execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]);
const outputs = join(disk, "outputs");
const seen = { recordedUntilFull: 0, refusedFull: 0, refusedReadOnly: 0, checks: 0, messages: [] };

function requestOf(generation) {
  const texts = [
    ["consolidated.json", JSON.stringify({ figures: {}, generation })],
    ["某市年度报告.docx", `${generation}\n`.repeat(40000)],
    ...Array.from({ length: 20 }, (_, unit) => [
      `returns/第${unit}镇.xlsx`,
      `${generation},`.repeat(2000 + unit * 300),
    ]),
  ];
  const files = texts.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const facts = { status: "final", arguments: {}, versions: {}, inputs: [], counts: {}, stages: [] };
  return { outputs, period: yearPeriod(2022), files, manifest: facts };
}

async function refusal(generation) {
  try {
    await recordRun(requestOf(generation));
    return undefined;
  } catch (error) {
    if (error.exitCode !== 3) throw error;
    const message = error.message.replaceAll(disk, "…").replace(/\d{6}-\d{4}-[0-9a-f]+|第\d+镇|\d+-\d+(?=”)/g, "…");
    if (!seen.messages.includes(message)) seen.messages.push(message);
    return error;
  }
}

/** The linked run is the expected one and fits its manifest; nothing incomplete lies about. */
async function check(sequence) {
  seen.checks += 1;
  const runs = await listRuns(outputs);
  const linked = runs.find((run) => run.linked);
  if (linked?.sequence !== sequence) throw new Error(`run ${linked?.sequence} is shown, not ${sequence}`);
  if (!(await verifyRun(outputs, linked.id)).ok) throw new Error(`${linked.id} is not whole`);
  if (runs.some((run) => run.state !== "whole")) throw new Error("an incomplete run was left");
}

try {
  let generation = 1;
  while (!(await refusal(generation))) generation += 1;
  const last = generation - 1;
  seen.recordedUntilFull = last;
  // The disk fills at another file every time.
  for (let fill = 0; fill < 40; fill += 1) {
    writeFileSync(join(disk, `fill-${fill}`), Buffer.alloc(0));
    try {
      writeFileSync(join(disk, `fill-${fill}`), Buffer.alloc(8192));
    } catch {
      rmSync(join(disk, `fill-${fill}`));
    }
    if (await refusal(1000 + fill)) seen.refusedFull += 1;
    await check(last);
  }
  execFileSync("mount", ["-o", "remount,ro", disk]);
  if (await refusal(2000)) seen.refusedReadOnly += 1;
  await check(last);
  execFileSync("mount", ["-o", "remount,rw,size=64m", disk]);
  for (const name of readdirSync(disk)) if (name.startsWith("fill-")) rmSync(join(disk, name));
  if (await refusal(3000)) throw new Error("refused with room on the disk");
  await check(last + 1);
  process.stdout.write(`${JSON.stringify(seen, null, 2)}\n`);
} finally {
  execFileSync("umount", [disk]);
  rmdirSync(disk);
}
