import { existsSync } from "node:fs";
import type * as FileSystem from "node:fs/promises";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listRuns, mendOutputs, openCache, readActs, recordRun, verifyRun } from "../../src/record/record.js";
import type { Linking } from "../../src/record/swap/swap.js";
import { filesOf, NO_LOCK, outputsFolder, requestOf, shownFiles } from "./runs.js";

/** The machine as the tests want it: it dies at a step, or fails with a code; and it keeps a diary. */
const machine = vi.hoisted(() => ({
  stepsLeft: Number.POSITIVE_INFINITY,
  failure: "",
  onlyFor: "" as string | RegExp,
  tear: false,
  once: false,
  diary: [] as string[],
}));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof FileSystem>();
  const step = (name: string, path: string) => {
    if (machine.onlyFor && path.search(machine.onlyFor) < 0) return;
    machine.stepsLeft -= 1;
    if (machine.stepsLeft >= 0) {
      machine.diary.push(`${name} ${path}`);
      return;
    }
    if (machine.once) machine.stepsLeft = Number.POSITIVE_INFINITY;
    throw Object.assign(new Error(`${machine.failure}: ${name}`), {
      code: machine.failure,
      errno: -1,
      syscall: name,
    });
  };
  const guard =
    <A extends unknown[], R>(name: string, action: (...given: A) => R) =>
    async (...given: A) => {
      step(name, String(given[name === "rename" || name === "symlink" ? 1 : 0]));
      return action(...given);
    };
  const open: typeof real.open = async (path, flags, mode) => {
    if (flags === "wx") step("create", String(path));
    const file = await real.open(path, flags, mode);
    const [write, sync] = [file.writeFile.bind(file), file.sync.bind(file)];
    file.writeFile = async (data) => {
      // A write that breaks off leaves a part of the bytes.
      if (machine.tear && machine.stepsLeft === 0) await write((data as Uint8Array).subarray(0, 3));
      step("write", String(path));
      await write(data);
    };
    file.sync = async () => {
      step("sync", String(path));
      await sync();
    };
    return file;
  };
  return {
    ...real,
    open,
    mkdir: guard("mkdir", real.mkdir),
    rename: guard("rename", real.rename),
    symlink: guard("symlink", real.symlink),
    unlink: guard("unlink", real.unlink),
    rm: guard("rm", real.rm),
  };
});

afterEach(() => heal());

function heal(): void {
  Object.assign(machine, {
    stepsLeft: Number.POSITIVE_INFINITY,
    failure: "",
    onlyFor: "",
    tear: false,
    once: false,
    diary: [],
  });
}

const BEFORE = { units: { T01: "1" } };
const AFTER = { units: { T01: "2" } };

describe.each<Linking>(["rename", "journal"])("a recording that dies (%s)", (linking) => {
  it("shows one whole run after a death at any step, and the next start repairs", async () => {
    let died = true;
    for (let steps = 0; died; steps += 1) died = await dieAfter(steps, [linking, linking], {});
  });

  it("does so with retention, and with writes that break off in the middle", async () => {
    let died = true;
    for (let steps = 0; died; steps += 1) died = await dieAfter(steps, [linking, linking], { keepRuns: 1 });
  });
});

/** What is done to the period's place, and beside it; all before it is the same with and without links. */
const AT_THE_PLACE = /^(?!.*\/(?:runs|\.2022[^/]*\.new)\/).*\/\.?2022(?:[-.]|$)/;

describe.each<readonly [Linking, Linking]>([
  ["copy", "copy"],
  ["rename", "copy"],
  ["copy", "journal"],
])("a recording on a disk without links, or that is carried to another one (%s, then %s)", (...linkings) => {
  it.each(["", "-救助 V1.2 月报"])(
    "shows one whole run of 2022%s after a death at any step of the swap, and the next start repairs",
    async (suffix) => {
      let died = true;
      for (let steps = 0; died; steps += 1) died = await dieAfter(steps, linkings, { onlyFor: AT_THE_PLACE, suffix });
    },
  );
});

async function dieAfter(
  steps: number,
  linkings: readonly [Linking, Linking],
  {
    onlyFor = "",
    suffix = "",
    ...more
  }: { readonly keepRuns?: number; readonly onlyFor?: string | RegExp; readonly suffix?: string },
): Promise<boolean> {
  const outputs = await outputsFolder();
  const key = `2022${suffix}`;
  const requestWith = (told: object, linking: Linking) =>
    ({ ...requestOf(outputs, { ...told, suffix }), ...more, lock: NO_LOCK, linking }) as const;
  const [before, after] = [requestWith(BEFORE, linkings[0]), requestWith(AFTER, linkings[1])];
  await recordRun(before);
  Object.assign(machine, { stepsLeft: steps, failure: "EIO", onlyFor, tear: more.keepRuns !== undefined });
  const outcome = await recordRun(after).then(
    () => "done",
    (error: { exitCode?: number }) => error.exitCode,
  );
  heal();
  expect([3, "done"]).toContain(outcome);
  if (linkings.every((one) => one === "rename") || existsSync(join(outputs, key))) {
    const shown = JSON.stringify(await shownFiles(outputs, key));
    expect([JSON.stringify(filesOf(before)), JSON.stringify(filesOf(after))].map(sorted)).toContain(sorted(shown));
  }
  await recordRun(after);
  expect(await shownFiles(outputs, key)).toEqual(filesOf(after));
  const pointer = linkings[1] === "copy" ? [`${key}-当前运行.txt`] : [];
  expect((await readdir(outputs)).sort()).toEqual([key, `${key}-变化.txt`, ...pointer, "runs"]);
  const runs = await listRuns(outputs);
  expect(runs.map((run) => run.state)).toEqual(runs.map(() => "whole"));
  expect(runs.at(-1)?.linked).toBe(true);
  if (more.keepRuns === undefined) expect(runs.map((run) => run.sequence)).toEqual([1, 2]);
  for (const run of runs) expect((await verifyRun(outputs, run.id)).ok).toBe(true);
  return outcome !== "done";
}

function sorted(files: string): string {
  return JSON.stringify(Object.entries(JSON.parse(files)).sort());
}

describe("a record of acts that is written anew from the runs", () => {
  it("is the same after a death at any step, and never one that looks tampered with", async () => {
    const outputs = await outputsFolder();
    for (const [at, told] of [BEFORE, AFTER, { units: { T01: "3" } }].entries()) {
      const day = `2023-01-2${at}`;
      const office = { at: `${day}T01:00:00Z`, day, received: ["T01"], standing: [] };
      await recordRun({ ...requestOf(outputs, told), office });
    }
    const book = join(outputs, "办理记录");
    const whole = await readFile(join(book, "办理记录.jsonl"), "utf8");
    let died = true;
    for (let steps = 0; died; steps += 1) {
      await rm(book, { recursive: true });
      Object.assign(machine, { stepsLeft: steps, failure: "EIO", onlyFor: "办理记录" });
      died = await mendOutputs(outputs).then(
        () => false,
        () => true,
      );
      heal();
      expect((await readActs(outputs)).problems).toEqual([]);
      await mendOutputs(outputs);
      expect((await readActs(outputs)).problems).toEqual([]);
      expect(await readFile(join(book, "办理记录.jsonl"), "utf8")).toBe(whole);
    }
  });
});

describe("order on the disk", () => {
  it("syncs every file and folder before the marker, and the marker before the link", async () => {
    const outputs = await outputsFolder();
    await recordRun(requestOf(outputs, BEFORE));
    machine.diary.length = 0;
    const { runId } = await recordRun(requestOf(outputs, AFTER));
    const diary = machine.diary.map((line) => line.replace(`${outputs}/`, ""));
    const at = (line: string) => diary.indexOf(line);
    const unfinished = "runs/000002-2022-00000000";
    const named = at(`rename runs/${runId}`);
    const marker = at(`rename runs/${runId}/manifest.json`);
    const link = at("rename 2022");
    const written = diary.filter((line) => line.startsWith(`write ${unfinished}/`)).map((line) => line.slice(6));
    expect(written).toHaveLength(6);
    for (const path of written) {
      expect(at(`sync ${path}`)).toBeGreaterThan(at(`write ${path}`));
      expect(at(`sync ${path}`)).toBeLessThan(named);
    }
    for (const folder of [`${unfinished}/2022/returns`, `${unfinished}/2022`, unfinished]) {
      const first = at(`sync ${folder}`);
      expect(first).toBeGreaterThan(-1);
      expect(first).toBeLessThan(named);
    }
    expect(diary.indexOf("sync runs", named)).toBeGreaterThan(named);
    expect(diary.indexOf("sync runs", named)).toBeLessThan(marker);
    expect(diary.indexOf(`sync runs/${runId}`, marker)).toBeGreaterThan(marker);
    expect(diary.indexOf(`sync runs/${runId}`, marker)).toBeLessThan(link);
  });
});

describe("a run that is dropped", () => {
  it("loses its marker first, so that a death in between leaves no run that looks whole", async () => {
    const outputs = await outputsFolder();
    const { runId } = await recordRun(requestOf(outputs, BEFORE));
    machine.diary.length = 0;
    await recordRun({ ...requestOf(outputs, AFTER), keepRuns: 1 });
    const folder = join(outputs, "runs", runId);
    const removals = machine.diary.filter((line) => line.endsWith(folder) || line.startsWith(`rm ${folder}`));
    expect(removals).toEqual([`rm ${join(folder, "manifest.json")}`, `sync ${folder}`, `rm ${folder}`]);
  });
});

describe("a machine that refuses", () => {
  it.each(["ENOSPC", "EACCES", "EROFS", "EDQUOT", "EBUSY", "EPERM"])(
    "%s while writing: exit 3 with the path, the former outputs as they were",
    async (failure) => {
      const outputs = await outputsFolder();
      const before = requestOf(outputs, BEFORE);
      await recordRun(before);
      Object.assign(machine, { stepsLeft: 0, failure, onlyFor: "returns" });
      const failed = recordRun(requestOf(outputs, AFTER));
      await expect(failed).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(new RegExp(`returns.*（${failure}）`)),
      });
      heal();
      expect(await shownFiles(outputs)).toEqual(filesOf(before));
      expect(await listRuns(outputs)).toHaveLength(1);
      await recordRun(requestOf(outputs, AFTER));
      expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs, AFTER)));
    },
  );

  it.each([0, 1, 2])(
    "a full disk: the cache makes room, and the run is whole (%i steps into a file)",
    async (stepsLeft) => {
      const outputs = await outputsFolder();
      const entries = await openCache(outputs).under("1");
      await entries.put("h1", "留存");
      Object.assign(machine, { stepsLeft, failure: "ENOSPC", onlyFor: "returns/", once: true });
      const { runId } = await recordRun(requestOf(outputs, AFTER));
      heal();
      expect(existsSync(join(outputs, ".cache"))).toBe(false);
      expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs, AFTER)));
      expect((await verifyRun(outputs, runId)).ok).toBe(true);
    },
  );

  it.each(["EBUSY", "EIO", "EXDEV"])("%s at the link: exit 3, says where the new run stands whole", async (failure) => {
    const outputs = await outputsFolder();
    const before = requestOf(outputs, BEFORE);
    await recordRun(before);
    Object.assign(machine, { stepsLeft: 0, failure, onlyFor: ".2022.new" });
    await expect(recordRun(requestOf(outputs, AFTER))).rejects.toThrow(/完整保存在.*000002-2022/);
    heal();
    expect(await shownFiles(outputs)).toEqual(filesOf(before));
    await recordRun(requestOf(outputs, { year: 2021 }));
    expect(await shownFiles(outputs)).toEqual(filesOf(requestOf(outputs, AFTER)));
  });

  it("does not dress a bug up as the machine's failure", async () => {
    const outputs = await outputsFolder();
    const broken = {
      ...requestOf(outputs),
      lock: { ...NO_LOCK, stillHeld: async () => Promise.reject(new TypeError("bug")) },
    };
    await expect(recordRun(broken)).rejects.toBeInstanceOf(TypeError);
  });
});
