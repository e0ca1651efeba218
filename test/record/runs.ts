import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { yearPeriod } from "../../src/period.js";
import type { OutputsLock, RecordRequest } from "../../src/record/record.js";
import { seriesOf } from "../../src/series.js";

/** A folder of this test alone. */
export async function outputsFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "record-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** For tests that play a process that died: it can't give its lock back. */
export const NO_LOCK: OutputsLock = { stillHeld: async () => undefined, release: async () => undefined };

export interface Told {
  readonly year?: number;
  /** Of a form that lies beside another, see FormFolders. */
  readonly suffix?: string;
  readonly units?: Readonly<Record<string, string | null>>;
  readonly findings?: readonly object[];
  readonly missing?: readonly string[];
  readonly status?: "final" | "draft";
}

/** A run's request whose outputs say what `told` says. */
export function requestOf(outputs: string, told: Told = {}): RecordRequest {
  const { year = 2022, suffix, units = { T01: "3", T02: "4" }, findings = [], missing = [], status = "final" } = told;
  const total = Object.values(units).reduce((sum, value) => sum + Number(value ?? 0), 0);
  const contributions = Object.entries(units).map(([unit, value]) => ({ unit, value }));
  const received = Object.keys(units);
  const consolidated = {
    jurisdiction: "某市",
    year,
    status,
    reasons: [],
    coverage: { due: [...received, ...missing], received, missing, returned: [], late: [] },
    figures: { "applications.received.total": { value: String(total), state: status, contributions } },
  };
  const texts: readonly (readonly [string, string])[] = [
    ["consolidated.json", JSON.stringify(consolidated)],
    ["findings.json", JSON.stringify(findings)],
    ["某市2022年政府信息公开工作年度报告.docx", `报告 ${total}`],
    ["returns/某镇.xlsx", `退回 ${total}`],
  ];
  const files = texts.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const inputs = received.map((unit) => ({ path: `${year}/${unit}.xlsx`, sha256: `${unit}${units[unit]}`, size: 1 }));
  const manifest = {
    status,
    arguments: { year },
    versions: { program: "1" },
    inputs,
    counts: { mandatory: 0 },
    stages: [{ stage: "read", milliseconds: 5 }],
  };
  return { outputs, series: seriesOf(yearPeriod(year), suffix), files, manifest };
}

/** Every file of the series as the link shows it. */
export async function shownFiles(outputs: string, key = "2022"): Promise<Readonly<Record<string, string>>> {
  const folder = join(outputs, key);
  const entries = await readdir(join(folder, "."), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, "utf8")] as const),
  );
  return Object.fromEntries(texts);
}

export function filesOf(request: RecordRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(request.files.map((file) => [file.path, new TextDecoder().decode(file.bytes)]));
}

export async function linkOf(outputs: string, year = 2022): Promise<string> {
  return readlink(join(outputs, String(year)));
}
