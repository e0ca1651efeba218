import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** Two reports of the example; what is hostile lies beside them. */
const GOOD = ["叶坪镇.xlsx", "日东乡.xlsx"];
const FIGURE = "applications.received.total";

/** 一次运行的结果: how it ended, what it cost, and what was said of the hostile files. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly seconds: number;
  readonly megabytes: number;
  /** The rules of the findings that name one of them, the most frequent first. */
  readonly rules: readonly string[];
  /** What went wrong; empty where all is as it has to be. */
  readonly wrong: readonly string[];
}

export interface Limits {
  readonly seconds: number;
  readonly megabytes: number;
}

/**
 * Says, when the program ends, what its process and all its threads have used. A process that is started counts the memory of the one that
 * started it as its own peak, and that one has just made the hostile file: where the system tells, the peak is taken since the start.
 */
const TELLING = `
import { readFileSync, writeFileSync } from "node:fs";
function peak() {
  try {
    return Number(/VmHWM:\\s*(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
  } catch {
    return process.resourceUsage().maxRSS;
  }
}
process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.USED, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: peak() / 1024 }));
});
`;

interface Found {
  readonly rule: string;
  readonly sources: readonly { readonly file: string }[];
}

interface Consolidated {
  readonly figures: Readonly<
    Record<string, { readonly contributions: readonly { readonly file: string; readonly value: string | null }[] }>
  >;
}

/** 试一类: lays the files beside two good reports, has the built program consolidate the folder, and holds the result against what is promised. */
export async function trial(files: Readonly<Record<string, Uint8Array | string>>, limits: Limits): Promise<Outcome> {
  const home = await mkdtemp(join(tmpdir(), "hostile-"));
  try {
    const inputs = join(home, "inputs");
    await mkdir(join(inputs, "2022"), { recursive: true });
    for (const name of GOOD) await cp(join("inputs/2022/乡镇", name), join(inputs, "2022", name));
    for (const [path, bytes] of Object.entries(files))
      await lay(join(inputs, path.startsWith("/") ? "" : "2022", path), bytes);
    const exitCode = await consolidate(home);
    const used = await json<Limits>(join(home, "used.json"));
    const findings = await json<readonly Found[]>(join(home, "outputs/2022/findings.json"));
    const sums = await json<Consolidated>(join(home, "outputs/2022/consolidated.json"));
    return judged(
      exitCode,
      { used, findings, sums },
      { limits, mayBeQuiet: Object.keys(files).every((path) => path.startsWith("/")) },
    );
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Written a minute ago, so that nobody takes it for a file that is still being written. */
async function lay(place: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, bytes);
  const aged = new Date(Date.now() - 60_000);
  await utimes(place, aged, aged);
}

async function consolidate(home: string): Promise<number | null> {
  const preload = join(home, "telling.mjs");
  await writeFile(preload, TELLING);
  const folders = ["--inputs", join(home, "inputs"), "--outputs", join(home, "outputs"), "--schemas", "schemas"];
  const args = [
    `--import=${pathToFileURL(preload).href}`,
    "dist/cli.js",
    "run",
    "--year",
    "2022",
    "--quiet",
    ...folders,
  ];
  const env = { ...process.env, USED: join(home, "used.json") };
  const child = spawn(process.execPath, args, { env, stdio: "ignore", timeout: 600_000 });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

async function json<T>(path: string): Promise<T | undefined> {
  return readFile(path, "utf8").then(
    (text) => JSON.parse(text) as T,
    () => undefined,
  );
}

interface Left {
  readonly used: Limits | undefined;
  readonly findings: readonly Found[] | undefined;
  readonly sums: Consolidated | undefined;
}

function judged(
  exitCode: number | null,
  { used, findings, sums }: Left,
  { limits, mayBeQuiet }: { readonly limits: Limits; readonly mayBeQuiet: boolean },
): Outcome {
  const isGood = (file: string): boolean => GOOD.some((name) => file === `2022/${name}`);
  const about = (findings ?? []).filter(({ sources }) => sources.some(({ file }) => !isGood(file)));
  const given = sums?.figures[FIGURE]?.contributions ?? [];
  const summed = given.filter(({ file, value }) => isGood(file) && value !== null).length;
  const { seconds, megabytes } = used ?? { seconds: Number.NaN, megabytes: Number.NaN };
  const read = given.some(({ file, value }) => !isGood(file) && value !== null);
  const wrong = [
    ...(exitCode === 0 || exitCode === 1 ? [] : [`exit code ${exitCode}`]),
    ...(summed === GOOD.length ? [] : [`${summed} of the good reports summed`]),
    ...(about.length > 0 || read || mayBeQuiet ? [] : ["nothing is said of it"]),
    ...(seconds <= limits.seconds ? [] : [`more than ${limits.seconds} s`]),
    ...(megabytes <= limits.megabytes ? [] : [`more than ${limits.megabytes} MB`]),
  ];
  return { exitCode, seconds, megabytes, rules: byFrequency(about.map(({ rule }) => rule)), wrong };
}

function byFrequency(rules: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([rule]) => rule);
}
