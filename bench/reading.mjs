// What a file costs from its bytes to its checked figures, kind by kind, beside the floor (taking the parts out of the zip alone).
//   npm run build && node bench/reading.mjs [COUNT] [KIND…]
import { isMainThread } from "node:worker_threads";
import { inflateRawSync } from "node:zlib";
import { installedPdfFiles } from "../dist/machine/pdf-files.js";
import { openReading } from "../dist/machine/reading.js";
import { yearPeriod } from "../dist/period.js";
import { consolidatePeriod } from "../dist/pipeline.js";
import { DEFAULT_LIMITS, readSubmission } from "../dist/read/read.js";
import { KINDS, schemasOf, submissionOf } from "./submissions.mjs";

if (!isMainThread) throw new Error("run it by itself");
const [count = "300", ...asked] = process.argv.slice(2);
const kinds = asked.length > 0 ? asked : KINDS;
const period = yearPeriod(2022);
const { files: schemaTexts, schemas } = await schemasOf(Number(count));

const read = ({ bytes, name }) => readSubmission(bytes, name, DEFAULT_LIMITS, installedPdfFiles);

function effectsFor(submissions, more) {
  const byPath = new Map(submissions.map(({ path, bytes }) => [path, bytes]));
  return {
    schemas: async () => schemaTexts,
    list: async ({ key }) =>
      key === period.key ? submissions.map(({ path, bytes }) => ({ path, size: bytes.length })) : undefined,
    bytes: async (_, path) => byPath.get(path),
    read,
    recall: async () => undefined,
    keep: async () => undefined,
    formerConsolidation: async () => undefined,
    pdfFonts: async () => undefined,
    reviewScript: async () => undefined,
    log: () => {},
    ...more,
  };
}

async function spent(work) {
  const before = process.cpuUsage();
  const began = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { processor: (user + system) / 1000, wall: performance.now() - began, result };
}

/** 下限: the parts of a zip inflated, and nothing made of them. */
function floor(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) return bytes.length;
  const end = bytes.length - 22;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const offset = view.getUint32(at + 42, true);
    const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
    size += view.getUint16(at + 10, true) === 8 ? inflateRawSync(packed).length : packed.length;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return size;
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function timesOf(submissions, work) {
  const times = [];
  for (const one of submissions) {
    const before = process.cpuUsage();
    await work(one);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times;
}

/** From bytes to checked figures and sums, where the run itself is: what every unit costs, with what it costs to become fast. */
async function checked(submissions, more) {
  const { processor, wall, result } = await spent(() =>
    consolidatePeriod({ period }, schemas, effectsFor(submissions, more)),
  );
  return { processor, wall, received: result.consolidation.coverage.received.length };
}

async function threaded(submissions, threads) {
  const reading = openReading(async () => schemas, threads);
  const { read: inThread, process: processing } = reading;
  try {
    return await checked(submissions, { read: inThread, process: processing });
  } finally {
    await reading.close();
  }
}

const fixed = (number) => Number(number.toFixed(2));
const table = {};
for (const kind of kinds) {
  const submissions = [];
  for (let at = 0; at < Number(count); at += 1) submissions.push(await submissionOf(kind, at, schemas));
  const floors = await timesOf(submissions, ({ bytes }) => floor(bytes));
  const reads = await timesOf(submissions, ({ path, bytes }) => read({ bytes, name: path }));
  const first = await checked(submissions);
  const second = await checked(submissions);
  const one = await threaded(submissions, 1);
  const two = await threaded(submissions, 2);
  if (first.received !== submissions.length) throw new Error(`${kind}: ${first.received} received`);
  table[kind] = {
    floor: fixed(median(floors)),
    read: fixed(median(reads)),
    "checked, cold": fixed(first.processor / submissions.length),
    "checked, warm": fixed(second.processor / submissions.length),
    "wall, 1 thread": fixed(one.wall / submissions.length),
    "wall, 2 threads": fixed(two.wall / submissions.length),
    gain: fixed(one.wall / two.wall),
  };
}
console.table(table);
