import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { ProcessingJob } from "../../src/effects.js";
import type { SchemaFile } from "../../src/form/load.js";
import type { ThreadPool } from "../../src/machine/pool.js";
import { UNIT, YEAR } from "./material.js";
import type { Mutant } from "./mutant.js";
import { type Failure, type Oracle, openOracle } from "./oracle.js";

/** 试验场: the program as it was built, with the project's schemas and a roster of three. */
export interface World {
  readonly schemas: URL;
  /** Puts a mutant through a thread of the real pool and judges the answer. */
  readonly tried: (mutant: Mutant) => Promise<Trial>;
  readonly close: () => Promise<void>;
}

export interface Trial {
  readonly failure: Failure | undefined;
  readonly milliseconds: number;
}

const ROSTER = `code,name,aliases,category\nT01,象湖镇人民政府,象湖镇,乡镇\nD01,瑞金市政府办公室,市政府办,部门\nD02,${UNIT},水利局,部门\n`;

/** @param root the project's folder */
export async function openWorld(root: URL, threads: number): Promise<World> {
  const built = <T>(path: string): Promise<T> => import(new URL(`dist/${path}`, root).href) as Promise<T>;
  const { createThreadPool } = await built<typeof import("../../src/machine/pool.js")>("machine/pool.js");
  const { DEFAULT_LIMITS } = await built<typeof import("../../src/read/read.js")>("read/read.js");
  const { loadSchemas } = await built<typeof import("../../src/form/load.js")>("form/load.js");
  const { yearPeriod } = await built<typeof import("../../src/period.js")>("period.js");
  const schemas = new URL("schemas/", root);
  const loaded = loadSchemas(schemaFiles(schemas));
  const period = yearPeriod(YEAR);
  const pool = createThreadPool({ size: threads, data: { limits: DEFAULT_LIMITS, schemas: loaded } });
  const oracle = openOracle({
    schemas: loaded,
    period,
    ...(await built<typeof import("../../src/gather/kept-submission.js")>("gather/kept-submission.js")),
    ...(await built<typeof import("../../src/check/check.js")>("check/check.js")),
    ...(await built<typeof import("../../src/messages.js")>("messages.js")),
    ...(await built<typeof import("../../src/finding.js")>("finding.js")),
    ...(await built<typeof import("../../src/form/form.js")>("form/form.js")),
    ...(await built<typeof import("../../src/decimal.js")>("decimal.js")),
  });
  const tried = async (mutant: Mutant): Promise<Trial> => {
    const hash = digest(mutant.bytes);
    const begun = performance.now();
    const job = { bytes: mutant.bytes, hash, path: mutant.path, period, limits: undefined };
    const failure = await judged(mutant, job, pool, oracle);
    const milliseconds = performance.now() - begun;
    if (digest(mutant.bytes) !== hash)
      return { failure: { kind: "altered", detail: "the file's bytes" }, milliseconds };
    return { failure, milliseconds };
  };
  return { schemas, tried, close: () => pool.close() };
}

async function judged(
  mutant: Mutant,
  job: ProcessingJob,
  pool: ThreadPool,
  oracle: Oracle,
): Promise<Failure | undefined> {
  try {
    const answer = await pool.process(job);
    // So small a file has no right to be ended: it broke the thread, the limits, or the stages behind the reader.
    if ("failure" in answer)
      return { kind: answer.failure.rule === "FILE.TOO_LARGE" ? "costly" : "crash", detail: answer.failure.reason };
    return oracle.judge(mutant, answer);
  } catch (problem) {
    return { kind: "crash", detail: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
  }
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function schemaFiles(folder: URL): readonly SchemaFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return names
    .filter((path) => /\.(json|csv)$/.test(path) && !path.startsWith("json-schema/"))
    .map((path) => ({ path, text: path === "units.csv" ? ROSTER : readFileSync(new URL(path, folder), "utf8") }));
}
