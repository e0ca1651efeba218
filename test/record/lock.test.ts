import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { acquireLock } from "../../src/record/lock.js";
import { thisProcess } from "../../src/record/process-state.js";
import { outputsFolder } from "./runs.js";

const LOCK = ".crossfoot.lock";

/** A lock as another process would have left it. */
async function leaveLock(outputs: string, holder: object, silentForMs = 0): Promise<void> {
  const path = join(outputs, LOCK);
  await writeFile(path, JSON.stringify({ token: "of another", ...thisProcess(), ...holder }));
  const beat = (Date.now() - silentForMs) / 1000;
  await utimes(path, beat, beat);
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "close");
  return child.pid ?? 0;
}

describe("acquireLock", () => {
  it("is held by one at a time and can be had again after release", async () => {
    const outputs = join(await outputsFolder(), "还没有", "outputs");
    const lock = await acquireLock(outputs);
    await expect(acquireLock(outputs)).rejects.toMatchObject({ exitCode: 3 });
    await expect(acquireLock(outputs)).rejects.toThrow(
      new RegExp(`主机 ${hostname()}，进程号 ${process.pid}，自 \\d{4}-\\d\\d-\\d\\d`),
    );
    await lock.stillHeld();
    await lock.release();
    await lock.release();
    expect(await readdir(outputs)).toEqual([]);
    await (await acquireLock(outputs)).release();
  });

  it("is not stuck by a process that died", async () => {
    const outputs = await outputsFolder();
    await leaveLock(outputs, { pid: await deadPid() });
    await (await acquireLock(outputs)).release();
    expect(await readdir(outputs)).toEqual([]);
  });

  it.each<[string, object]>([
    ["a token that is no text", { token: 7 }],
    ["a process that is no number", { pid: "7" }],
    ["a host that is missing", { host: null }],
    ["a start that is no text", { started: 7 }],
  ])("holds a lock with %s for a minute, like one that does not say whose it is", async (_, holder) => {
    const outputs = await outputsFolder();
    await leaveLock(outputs, holder);
    await expect(acquireLock(outputs)).rejects.toThrow("另一次运行刚刚开始");
    await leaveLock(outputs, holder, 70_000);
    await (await acquireLock(outputs)).release();
  });

  it("is not stuck by a later process that got the dead one's number", async () => {
    const outputs = await outputsFolder();
    const started = thisProcess().started;
    if (started === null) await leaveLock(outputs, {}, 700_000);
    else await leaveLock(outputs, { started: `${Number(started) - 1}` });
    await (await acquireLock(outputs)).release();
  });

  it("believes a running process for as long as it runs, however silent", async () => {
    const outputs = await outputsFolder();
    const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"]);
    await leaveLock(outputs, { pid: child.pid, started: await startOf(child.pid ?? 0) }, 300_000);
    await expect(acquireLock(outputs)).rejects.toThrow(new RegExp(`进程号 ${child.pid}`));
    child.kill("SIGKILL");
    await once(child, "close");
    await (await acquireLock(outputs)).release();
  });

  it("believes another machine for a minute of silence and no longer", async () => {
    const outputs = await outputsFolder();
    await leaveLock(outputs, { host: "另一台", pid: 1 }, 30_000);
    await expect(acquireLock(outputs)).rejects.toThrow(/主机 另一台.*一分钟后/);
    await leaveLock(outputs, { host: "另一台", pid: 1 }, 90_000);
    await (await acquireLock(outputs)).release();
  });

  it("takes another container or the time before a restart for another machine", async () => {
    const outputs = await outputsFolder();
    await leaveLock(outputs, { space: "another boot", pid: await deadPid() }, 30_000);
    await expect(acquireLock(outputs)).rejects.toMatchObject({ exitCode: 3 });
    await leaveLock(outputs, { space: "another boot", pid: process.pid }, 90_000);
    await (await acquireLock(outputs)).release();
  });

  it.each(["", "{", "null", "[1]"])("waits a minute for a lock that says %j, then takes it", async (text) => {
    const outputs = await outputsFolder();
    const path = join(outputs, LOCK);
    await writeFile(path, text);
    await expect(acquireLock(outputs)).rejects.toThrow(/刚刚开始/);
    await utimes(path, Date.now() / 1000 - 90, Date.now() / 1000 - 90);
    await (await acquireLock(outputs)).release();
  });

  it("gives a dead lock to exactly one of many that come at once", async () => {
    for (let round = 0; round < 20; round += 1) {
      const outputs = await outputsFolder();
      await leaveLock(outputs, { pid: await deadPid() });
      const all = await Promise.allSettled(Array.from({ length: 6 }, () => acquireLock(outputs)));
      const won = all.filter((result) => result.status === "fulfilled");
      for (const result of all) if (result.status === "rejected") expect(result.reason).toMatchObject({ exitCode: 3 });
      expect(won).toHaveLength(1);
      await won[0]?.value.stillHeld();
      await won[0]?.value.release();
    }
  });

  it("gets past a takeover that died half way", async () => {
    const outputs = await outputsFolder();
    const pid = await deadPid();
    await leaveLock(outputs, { pid });
    const probe = await acquireLock(outputs);
    await probe.release();
    await leaveLock(outputs, { pid });
    const { sha256 } = await import("../../src/bytes.js");
    const guard = join(outputs, `${LOCK}.${sha256(new TextEncoder().encode("of another")).slice(0, 12)}`);
    await writeFile(guard, JSON.stringify({ token: "guard", ...thisProcess(), pid }));
    await writeFile(`${guard}.new`, "");
    await writeFile(join(outputs, `${LOCK}.claim-1-2`), "");
    await (await acquireLock(outputs)).release();
    expect(await readdir(outputs)).toEqual([]);
  });

  it("notices that somebody else took it, and leaves the other's lock at release", async () => {
    const outputs = await outputsFolder();
    const lock = await acquireLock(outputs);
    await rm(join(outputs, LOCK));
    await leaveLock(outputs, { host: "另一台" });
    await expect(lock.stillHeld()).rejects.toMatchObject({ exitCode: 3 });
    await lock.release();
    expect(await readFile(join(outputs, LOCK), "utf8")).toContain("另一台");
  });

  it("names the place where no lock can be made", async () => {
    const outputs = await outputsFolder();
    await appendFile(join(outputs, "文件"), "");
    await expect(acquireLock(join(outputs, "文件"))).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("文件"),
    });
  });
});

async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}
