import { existsSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import { sha256 } from "../../src/bytes.js";
import type { Effects, ProcessedText, ProcessingJob } from "../../src/effects.js";
import type { Schemas } from "../../src/form/form.js";
import { loadSchemas } from "../../src/form/load.js";
import { processedText } from "../../src/gather/gather.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import type { ThreadPool } from "../../src/machine/pool.js";
import { yearPeriod } from "../../src/period.js";
import { DEFAULT_LIMITS, type ReadLimits, readSubmission } from "../../src/read/read.js";
import { asked, submission, YEAR } from "../command/office.js";
import { makeXlsx, readAll, sheetOf } from "../read/making.js";
import { schemaFiles } from "../rules/made-year.js";

const BUILT = new URL("../../dist/machine/pool.js", import.meta.url);

/** Threads run compiled code only, so the pool is tested as it was built. */
async function withPool<Result>(
  size: number,
  limits: Partial<ReadLimits>,
  use: (pool: ThreadPool) => Promise<Result>,
  schemas?: Schemas,
): Promise<Result> {
  expect(existsSync(BUILT), "run `npm run build` first").toBe(true);
  const { createThreadPool } = (await import(BUILT.href)) as typeof import("../../src/machine/pool.js");
  const pool = createThreadPool({ size, data: { limits: { ...DEFAULT_LIMITS, ...limits }, schemas } });
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

function small(figure: number): Uint8Array {
  return sheetOf(`<row r="1"><c r="A1"><v>${figure}</v></c></row>`);
}

/** Keeps a reader busy and fills memory: many cells, hardly compressible into a ratio alarm. */
function large(): Uint8Array {
  const rows = Array.from(
    { length: 20_000 },
    (_, row) =>
      `<row>${Array.from({ length: 40 }, (_, i) => `<c><v>${row * 7919 + i * 104729}</v></c>`).join("")}</row>`,
  );
  return makeXlsx({ sheets: [{ name: "大", xml: `<sheetData>${rows.join("")}</sheetData>` }] });
}

/**
 * A thread whose first file grows without end while those beside it wait; when they are begun again, each says how many others are at
 * work. It counts how often each file is begun.
 */
const GROWING = `
import { parentPort, workerData } from "node:worker_threads";
const counts = new Int32Array(workerData.schemas.shared);
const AT_WORK = 3;
const held = [];
parentPort.on("message", ({ file: { name } }) => {
  const again = Atomics.add(counts, Number(name), 1) > 0;
  if (name === "0") {
    if (again && Atomics.load(counts, AT_WORK) > 0) throw new Error("not alone");
    const all = () => [0, 1, 2].every((one) => Atomics.load(counts, one) > 0);
    setInterval(() => all() && held.push(Buffer.alloc(16 * 1024 * 1024, 1)), 5);
  } else if (again) {
    const beside = Atomics.add(counts, AT_WORK, 1);
    setTimeout(() => {
      Atomics.sub(counts, AT_WORK, 1);
      parentPort.postMessage({ results: [{ inner: "beside " + beside }] });
    }, 50);
  }
});
parentPort.postMessage({ ready: true, thread: undefined });
`;

/** A thread that keeps 32 MB of each file, and says how many files it had before; one file asks for more than there is. */
const KEEPING = `
import { parentPort } from "node:worker_threads";
const held = [];
parentPort.on("message", ({ file: { name } }) => {
  if (name === "huge") held.push(new Float64Array(2 ** 40));
  const before = held.length;
  held.push(Buffer.alloc((name === "at once" ? 256 : 32) * 1024 * 1024, 1));
  const answer = () => parentPort.postMessage({ results: [{ inner: before + " before" }] });
  if (name !== "at once") answer();
});
parentPort.postMessage({ ready: true, thread: undefined });
`;

/** The real pool, over a thread made for the test. */
async function poolOf(program: string, { size, schemas }: { size: number; schemas?: Schemas }): Promise<ThreadPool> {
  const { createThreadPool } = (await import(BUILT.href)) as typeof import("../../src/machine/pool.js");
  const data = { limits: { ...DEFAULT_LIMITS, memoryMb: 64 }, schemas };
  return createThreadPool({ size, data, program: new URL(`data:text/javascript,${encodeURIComponent(program)}`) });
}

describe("the pool of reader threads", () => {
  test("a thread that can't be started is the machine's trouble, not a finding about the file", async () => {
    const { createThreadPool } = (await import(BUILT.href)) as typeof import("../../src/machine/pool.js");
    const pool = createThreadPool({
      size: 2,
      data: { limits: DEFAULT_LIMITS, schemas: undefined },
      program: new URL("./not-there.js", BUILT),
    });
    const answers = await Promise.allSettled([1, 2, 3].map((figure) => pool.read(small(figure), `${figure}.xlsx`)));
    await pool.close();
    for (const answer of answers) expect(answer).toMatchObject({ status: "rejected", reason: { exitCode: 3 } });
  });

  test("gives what the reader itself gives, file by file, and leaves the caller's bytes alone", async () => {
    const files = Array.from({ length: 12 }, (_, i) => small(i));
    const read = await withPool(2, {}, (pool) => Promise.all(files.map((bytes, i) => pool.read(bytes, `${i}.xlsx`))));
    expect(read).toEqual(await Promise.all(files.map((bytes) => readAll(bytes))));
    expect(files.every((bytes) => bytes.length > 0)).toBe(true);
  });

  test("a thread that was started beforehand takes the first file; after closing none is started", async () => {
    const shared = new SharedArrayBuffer(4);
    const started = new Int32Array(shared);
    const script = `import { parentPort, workerData } from "node:worker_threads";
      Atomics.add(new Int32Array(workerData.schemas.shared), 0, 1);
      parentPort.on("message", () => parentPort.postMessage({ results: [] }));
      parentPort.postMessage({ ready: true });`;
    const pool = await poolOf(script, { size: 1, schemas: { shared } as unknown as Schemas });
    pool.prepare();
    pool.prepare();
    await vi.waitFor(() => expect(started[0]).toBe(1));
    expect(await pool.read(small(1), "1.xlsx")).toEqual([]);
    await pool.close();
    pool.prepare();
    await expect(async () => pool.read(small(1), "1.xlsx")).rejects.toThrow("closed");
    expect(started[0]).toBe(1);
  });

  test("a file that takes too long is ended and the others are read", async () => {
    const [slow, quick] = await withPool(1, { milliseconds: 150, cells: 1e9 }, async (pool) => {
      return Promise.all([pool.read(large(), "slow.xlsx"), retried(pool, small(36))]);
    });
    expect(slow[0]?.outcome).toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
    expect(quick[0]?.outcome).toHaveProperty("document");
  });

  test("a file that takes too much memory is ended and the others are read", async () => {
    const [big, quick] = await withPool(1, { memoryMb: 40, cells: 1e9 }, (pool) =>
      Promise.all([pool.read(large(), "big.xlsx"), pool.read(small(36), "quick.xlsx")]),
    );
    expect(big[0]?.outcome).toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
    expect(quick[0]?.outcome).toHaveProperty("document");
  });

  test("of files under way together that grew too large, each is done again alone, and only the one that grew is given up", async () => {
    const shared = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT);
    const pool = await poolOf(GROWING, { size: 3, schemas: { shared } as unknown as Schemas });
    const answers = await Promise.all(["0", "1", "2"].map((name) => pool.read(new Uint8Array(), name)));
    await pool.close();
    const failure = { rule: "FILE.TOO_LARGE", reason: "处理所需内存超过 64 MB，已中止" };
    expect(answers[0]).toMatchObject([{ outcome: { failure } }]);
    expect(answers[0]).toMatchObject([{ outcome: { failure: { advice: expect.stringContaining("单独再读这一份") } } }]);
    for (const answer of answers.slice(1)) expect(answer).toEqual([{ inner: "beside 0" }]);
    expect([...new Int32Array(shared)].slice(0, 3)).toEqual([2, 2, 2]);
  });

  test("many large files one after another take no more than a few: what one took is given back with its thread", async () => {
    const pool = await poolOf(KEEPING, { size: 1 });
    const before = process.memoryUsage.rss();
    let most = 0;
    for (let file = 0; file < 12; file++) {
      // Beside what the rest of the process gives back, one of them may go unseen.
      expect(await pool.read(new Uint8Array(), "large")).toMatchObject([
        { inner: expect.stringMatching(/^[0-2] before$/) },
      ]);
      most = Math.max(most, process.memoryUsage.rss() - before);
    }
    await pool.close();
    // Twelve of them together would be 384 MB.
    expect(most).toBeLessThan(200 * 1024 * 1024);
  });

  test("a thread that asks for more than there is, or for much at once, ends with its file alone", async () => {
    const pool = await poolOf(KEEPING, { size: 1 });
    const [huge, atOnce, small] = await Promise.all(
      ["huge", "at once", "small"].map((name) => pool.read(new Uint8Array(), name)),
    );
    await pool.close();
    expect(huge).toMatchObject([{ outcome: { failure: { rule: "FILE.UNREADABLE" } } }]);
    expect(atOnce).toMatchObject([{ outcome: { failure: { rule: "FILE.TOO_LARGE" } } }]);
    expect(small).toEqual([{ inner: "0 before" }]);
  });

  test("finds a file's figures as the run itself would, and names a file that it had to give up", async () => {
    const schemas = loadSchemas(schemaFiles());
    const bytes = new TextEncoder().encode(submission("象湖镇人民政府", asked(3)));
    const job = { bytes, hash: sha256(bytes), path: "象湖镇.csv", period: yearPeriod(YEAR), limits: undefined };
    const read: Effects["read"] = (one) => readSubmission(one.bytes, one.name, DEFAULT_LIMITS, installedPdfFiles);
    const here = await processedText(job, schemas, read);
    expect(JSON.parse(here)).toHaveLength(1);
    await withPool(2, {}, async (pool) => expect(await pool.process(job)).toEqual({ text: here }), schemas);
    const wide = new TextEncoder().encode(`${"甲,".repeat(3000)}\n`.repeat(400));
    const [slow, quick] = await withPool(
      1,
      { milliseconds: 400, cells: 1e9 },
      (pool) => Promise.all([pool.process({ ...job, bytes: wide, hash: sha256(wide) }), retriedProcess(pool, job)]),
      schemas,
    );
    expect(slow).toMatchObject({ failure: { rule: "FILE.TOO_LARGE" } });
    expect(quick).toEqual({ text: here });
  });

  test("after closing, nothing is left unanswered and nothing more is taken", async () => {
    const pending = await withPool(1, {}, async (pool) => [pool.read(large(), "a"), pool.read(small(1), "b")]);
    for (const results of await Promise.all(pending)) expect(results).toHaveLength(1);
    const closed = await withPool(1, {}, async (pool) => pool);
    await expect(closed.read(small(1), "c")).rejects.toThrow(/closed/);
  });
});

/** On a machine under load even a small file may take longer than so short a limit; it then gets another try. */
async function retried(pool: ThreadPool, bytes: Uint8Array) {
  for (let attempt = 0; attempt < 20; attempt++) {
    const results = await pool.read(bytes, "quick.xlsx");
    if (results[0] && "document" in results[0].outcome) return results;
  }
  return pool.read(bytes, "quick.xlsx");
}

async function retriedProcess(pool: ThreadPool, job: ProcessingJob): Promise<ProcessedText> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const answer = await pool.process(job);
    if ("text" in answer) return answer;
  }
  return pool.process(job);
}
