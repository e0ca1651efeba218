// A watch session: files dropped at random moments, slowly copied, renamed and replaced; every run's sum is compared with what lay there whole.
//   npm run build && node bench/watch.mjs 500 [--polling]
import { appendFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as nap } from "node:timers/promises";
import { watchInputs } from "../dist/trigger/watch.js";

const count = Number(process.argv[2] ?? 500);
const polling = process.argv.includes("--polling");
const inputs = await mkdtemp(join(tmpdir(), "watch-"));
await mkdir(join(inputs, "2022", "街道"), { recursive: true });
const figureOf = (at) => (at * 7919) % 1000;
const place = (at) => join(inputs, "2022", at % 3 === 0 ? "街道" : "", `${at}号单位.csv`);
const abort = new AbortController();
const tally = {
  files: count,
  polling,
  runs: 0,
  readInAll: 0,
  tornReads: 0,
  wrongSums: 0,
  waitingNamed: 0,
  atOnce: 0,
  lastSumRight: false,
};
let running = 0;
let finish;
const complete = new Promise((resolve) => {
  finish = resolve;
});

async function run({ stable }) {
  running += 1;
  tally.runs += 1;
  tally.atOnce = Math.max(tally.atOnce, running);
  const texts = await Promise.all(stable.map((path) => readFile(join(inputs, path), "utf8")));
  const right = stable.map((path) => figureOf(Number(/(\d+)号/.exec(path)[1])));
  const read = texts.map((text) => Number(/^新收,(\d+),完$/.exec(text)?.[1] ?? Number.NaN));
  tally.readInAll += stable.length;
  tally.tornReads += read.filter(Number.isNaN).length;
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  if (sum(read) !== sum(right)) tally.wrongSums += 1;
  running -= 1;
  if (stable.length === count) {
    tally.lastSumRight = sum(read) === sum(Array.from({ length: count }, (_, at) => figureOf(at)));
    finish();
  }
}

async function drop(at) {
  const text = `新收,${figureOf(at)},完`;
  await nap(((at * 7907) % 9973) * 1.2);
  if (at % 5 === 0) return writeFile(place(at), text);
  if (at % 5 === 1) return writeFile(`${place(at)}.part`, text).then(() => rename(`${place(at)}.part`, place(at)));
  if (at % 5 === 2)
    return writeFile(join(inputs, `~$${at}.tmp`), text).then(() => rename(join(inputs, `~$${at}.tmp`), place(at)));
  await writeFile(place(at), at % 5 === 3 ? "" : "新收,");
  if (at % 5 === 4) return nap(80).then(() => writeFile(place(at), text));
  for (const piece of text.match(/.{1,2}/gu)) await nap(90).then(() => appendFile(place(at), piece));
}

const watching = watchInputs({
  inputs,
  polling,
  quietMs: 300,
  onSettled: run,
  onWaiting: (waiting) => {
    tally.waitingNamed += waiting.length;
  },
  signal: abort.signal,
});
// The drops come in five waves, with a rest between them, so that there is more than one run to get right.
for (let wave = 0; wave < 5; wave += 1) {
  const dropped = Array.from({ length: count }, (_, at) => at).filter((at) => Math.floor((at % 35) / 7) === wave);
  await Promise.all(dropped.map(drop));
  await nap(1500);
}
await complete;
abort.abort();
await watching;
await rm(inputs, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(tally, null, 2)}\n`);
process.exitCode = tally.tornReads === 0 && tally.wrongSums === 0 && tally.lastSumRight && tally.atOnce === 1 ? 0 : 1;
