import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { WaitingFile } from "../../src/trigger/settle.js";
import { type Settled, watchInputs } from "../../src/trigger/watch.js";

interface Session {
  readonly inputs: string;
  /** What each run read: path → text. */
  readonly runs: Readonly<Record<string, string>>[];
  readonly waiting: (readonly WaitingFile[])[];
  readonly troubles: unknown[];
  readonly atOnce: { now: number; most: number };
  readonly stop: () => Promise<void>;
}

interface Wish {
  readonly polling?: boolean;
  readonly quietMs?: number;
  readonly recheckMs?: number;
  readonly prepare?: (inputs: string) => Promise<void>;
  readonly duringRun?: (count: number) => Promise<void>;
}

async function session({
  polling = false,
  quietMs = 120,
  recheckMs = 60_000,
  prepare,
  duringRun,
}: Wish = {}): Promise<Session> {
  const inputs = await mkdtemp(join(tmpdir(), "watch-"));
  await prepare?.(inputs);
  const abort = new AbortController();
  const told: Omit<Session, "stop"> = { inputs, runs: [], waiting: [], troubles: [], atOnce: { now: 0, most: 0 } };
  const run = async (settled: Settled) => {
    told.atOnce.now += 1;
    told.atOnce.most = Math.max(told.atOnce.most, told.atOnce.now);
    const texts = await Promise.all(
      settled.stable.map(async (path) => [path, await readFile(join(inputs, path), "utf8")] as const),
    );
    told.runs.push(Object.fromEntries(texts));
    await duringRun?.(told.runs.length).finally(() => (told.atOnce.now -= 1));
    if (!duringRun) told.atOnce.now -= 1;
  };
  const watching = watchInputs({
    inputs,
    polling,
    quietMs,
    recheckMs,
    onSettled: run,
    onWaiting: (files) => told.waiting.push(files),
    onTrouble: (error) => told.troubles.push(error),
    signal: abort.signal,
  });
  const stop = async () => {
    abort.abort();
    await watching;
  };
  onTestFinished(async () => {
    await stop();
    await rm(inputs, { recursive: true, force: true });
  });
  return { ...told, stop };
}

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 60_000, interval: 20 });

async function textsIn(inputs: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(inputs, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      paths.map(async (path) => [path.slice(inputs.length + 1), await readFile(path, "utf8")] as const),
    ),
  );
}

const nap = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("watchInputs", () => {
  it("runs once for what is there at the start, and once for a burst", async () => {
    const { inputs, runs, stop } = await session({ prepare: (folder) => writeFile(join(folder, "甲.csv"), "1") });
    await until(() => expect(runs).toHaveLength(1));
    await Promise.all(Array.from({ length: 50 }, (_, at) => writeFile(join(inputs, `${at}.csv`), `${at}`)));
    await until(() => expect(Object.keys(runs.at(-1) ?? {})).toHaveLength(51));
    await nap(500);
    await stop();
    expect(runs).toHaveLength(2);
  });

  it.each([false, true])(
    "gets 200 files right that are dropped, renamed, replaced and slowly written (polling %s)",
    async (polling) => {
      const { inputs, runs, waiting, atOnce, troubles } = await session({ polling, quietMs: 250 });
      await mkdir(join(inputs, "2022", "街道"), { recursive: true });
      const place = (at: number) => join(inputs, "2022", at % 3 === 0 ? "街道" : "", `${at}号单位.csv`);
      await Promise.all(
        Array.from({ length: 200 }, async (_, at) => {
          await nap((at * 37) % 900);
          if (at % 4 === 0) return writeFile(place(at), `${at},全`);
          if (at % 4 === 1)
            return writeFile(`${place(at)}.part`, `${at},全`).then(() => rename(`${place(at)}.part`, place(at)));
          if (at % 4 === 2) return writeFile(place(at), "旧的").then(() => writeFile(place(at), `${at},全`));
          await writeFile(place(at), "");
          for (const piece of [`${at}`, ",", "全"]) await nap(60).then(() => appendFile(place(at), piece));
        }),
      );
      const whole = await textsIn(inputs);
      expect(Object.keys(whole)).toHaveLength(200);
      await until(() => expect(runs.at(-1)).toEqual(whole));
      expect(atOnce.most).toBe(1);
      expect(troubles).toEqual([]);
      for (const run of runs)
        for (const [path, text] of Object.entries(run)) expect([path, text]).toEqual([path, whole[path]]);
      await until(() => expect(waiting.at(-1) ?? []).toEqual([]));
    },
  );

  it("does not read a slow copy before it is whole", async () => {
    const { inputs, runs, waiting } = await session({ prepare: (folder) => writeFile(join(folder, "甲.csv"), "1") });
    await until(() => expect(runs).toHaveLength(1));
    for (let piece = 0; piece < 12; piece += 1) await appendFile(join(inputs, "乙.csv"), "2").then(() => nap(40));
    await until(() => expect(runs.at(-1)).toEqual({ "甲.csv": "1", "乙.csv": "2".repeat(12) }));
    expect(runs).toHaveLength(2);
    expect(waiting.flat().some(({ path, reason }) => path === "乙.csv" && reason === "growing")).toBe(true);
  });

  it("names the files that wait, runs without them, and runs again when they are ready", async () => {
    const { inputs, runs, waiting } = await session();
    await writeFile(join(inputs, "空.csv"), "");
    await writeFile(join(inputs, "载.csv.crdownload"), "x");
    await writeFile(join(inputs, "开.xlsx"), "x");
    await writeFile(join(inputs, "~$开.xlsx"), "x");
    await writeFile(join(inputs, "好 (冲突副本).csv"), "x");
    await writeFile(join(inputs, "好.csv"), "好");
    await until(() => expect(runs.at(-1)).toEqual({ "好.csv": "好" }));
    expect(waiting.at(-1)).toEqual([
      { path: "好 (冲突副本).csv", reason: "conflict" },
      { path: "开.xlsx", reason: "locked" },
      { path: "空.csv", reason: "empty" },
      { path: "载.csv.crdownload", reason: "temporary" },
    ]);
    await unlink(join(inputs, "~$开.xlsx"));
    await rename(join(inputs, "载.csv.crdownload"), join(inputs, "载.csv"));
    await writeFile(join(inputs, "空.csv"), "满");
    await unlink(join(inputs, "好 (冲突副本).csv"));
    await until(() => expect(runs.at(-1)).toEqual({ "好.csv": "好", "开.xlsx": "x", "空.csv": "满", "载.csv": "x" }));
    await until(() => expect(waiting.at(-1)).toEqual([]));
  });

  it("makes no run of a file that is only opened in Excel", async () => {
    const { inputs, runs } = await session({ prepare: (folder) => writeFile(join(folder, "甲.xlsx"), "1") });
    await until(() => expect(runs).toHaveLength(1));
    await writeFile(join(inputs, "~$甲.xlsx"), "x");
    await nap(500);
    await unlink(join(inputs, "~$甲.xlsx"));
    await nap(500);
    await writeFile(join(inputs, "乙.xlsx"), "2");
    await until(() => expect(runs).toHaveLength(2));
    expect(runs[1]).toEqual({ "甲.xlsx": "1", "乙.xlsx": "2" });
  });

  it("never runs twice at once: changes during a run make exactly one more", async () => {
    let inputs = "";
    const duringRun = async (count: number) => {
      if (count > 1) return;
      for (let at = 0; at < 5; at += 1) await writeFile(join(inputs, `${at}.csv`), "x").then(() => nap(60));
      await nap(400);
    };
    const watched = await session({
      prepare: (folder) => writeFile(join(folder, "甲.csv"), "1"),
      duringRun: (count) => duringRun(count),
    });
    inputs = watched.inputs;
    await until(() => expect(Object.keys(watched.runs.at(-1) ?? {})).toHaveLength(6));
    await nap(500);
    expect(watched.runs).toHaveLength(2);
    expect(watched.atOnce.most).toBe(1);
  });

  it("lives through a run that fails, tells it, and tries again", async () => {
    const duringRun = async (count: number) => {
      if (count <= 2) throw new Error("锁被占用");
    };
    const { runs, troubles } = await session({
      recheckMs: 100,
      prepare: (folder) => writeFile(join(folder, "甲.csv"), "1"),
      duringRun,
    });
    await until(() => expect(runs).toHaveLength(3));
    expect(troubles.map(String)).toEqual(["Error: 锁被占用", "Error: 锁被占用"]);
  });

  it("does not take a share that is away for units that sent nothing", async () => {
    const { inputs, runs, troubles } = await session({
      recheckMs: 100,
      prepare: (folder) => writeFile(join(folder, "甲.csv"), "1"),
    });
    await until(() => expect(runs).toHaveLength(1));
    await rename(inputs, `${inputs}.away`);
    await until(() => expect(troubles).toHaveLength(1));
    await mkdir(inputs);
    await until(() => expect(String(troubles.at(-1))).toContain("突然全部消失"));
    await writeFile(join(inputs, "乙.csv"), "2");
    await until(() => expect(runs.at(-1)).toEqual({ "乙.csv": "2" }));
    expect(runs).toHaveLength(2);
    await rm(`${inputs}.away`, { recursive: true });
  });

  it("runs when a file goes", async () => {
    const prepare = async (folder: string) => {
      for (const name of ["甲.csv", "乙.csv"]) await writeFile(join(folder, name), "1");
    };
    const { inputs, runs } = await session({ prepare });
    await until(() => expect(runs).toHaveLength(1));
    await unlink(join(inputs, "乙.csv"));
    await until(() => expect(runs.at(-1)).toEqual({ "甲.csv": "1" }));
  });

  it("does not let one file that never rests stop the others", async () => {
    const { inputs, runs, waiting } = await session({ quietMs: 30 });
    await writeFile(join(inputs, "好.csv"), "好");
    const writing = setInterval(() => void appendFile(join(inputs, "日志.csv"), "x").catch(() => undefined), 5);
    await until(() => expect(runs.at(-1)).toEqual({ "好.csv": "好" }));
    await until(() => expect(waiting.at(-1)).toEqual([{ path: "日志.csv", reason: "growing" }]));
    clearInterval(writing);
    await until(() => expect(Object.keys(runs.at(-1) ?? {}).sort()).toEqual(["好.csv", "日志.csv"].sort()));
  });

  it("ends cleanly: after the run that is under way, and at once when there is nothing to do", async () => {
    const idle = await session();
    await idle.stop();
    expect(idle.runs).toEqual([]);
    let ended = false;
    const duringRun = async () => {
      await nap(200);
      ended = true;
    };
    const busy = await session({ prepare: (folder) => writeFile(join(folder, "甲.csv"), "1"), duringRun });
    await until(() => expect(busy.runs).toHaveLength(1));
    await busy.stop();
    expect(ended).toBe(true);
    expect(busy.runs).toHaveLength(1);
  });
});
