import { type FileHandle, link, open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { sha256 } from "../bytes.js";
import { machineFailed } from "../error.js";
import { either, natural, nothing, optional, parsedAs, record, text } from "../shape.js";
import { makeFolder } from "./durable.js";
import { isThisMachine, lifeOf, type ProcessIdentity, thisProcess } from "./process-state.js";
import { machineTrouble, systemCode } from "./trouble.js";

/** 运行锁: one run at a time for an outputs folder. */
export interface OutputsLock {
  /** @throws CrossfootError (exit 3) where another run has taken the lock meanwhile, as after this machine slept */
  stillHeld(): Promise<void>;
  release(): Promise<void>;
}

interface Holder extends ProcessIdentity {
  /** Unique to each lock. */
  readonly token: string;
}

interface FoundLock {
  readonly holder: Holder | undefined;
  readonly token: string;
  /** When it was taken and when its holder last renewed it, by the clock of the disk. */
  readonly since: number;
  readonly beat: number;
}

const LOCK_NAME = ".crossfoot.lock";
const HEARTBEAT_MS = 10_000;
/** A process of another machine can't be examined: after a minute without renewal it counts as dead. */
const SILENT_MS = 60_000;
/** The same where a process can't be told from a later one with its number; a busy run may not renew its lock for minutes. */
const SILENT_UNKNOWN_MS = 600_000;
const ATTEMPTS = 5;

/**
 * Takes the lock of an outputs folder. A crash never leaves it stuck.
 * @throws CrossfootError (exit 3) naming who holds it and since when
 */
export async function acquireLock(outputs: string): Promise<OutputsLock> {
  await makeFolder(outputs);
  const path = join(outputs, LOCK_NAME);
  try {
    const claim = await claimFile(path);
    await sweep(path, claim.token);
    return heldLock(path, claim);
  } catch (error) {
    throw machineTrouble(error, path);
  }
}

interface Claim {
  readonly token: string;
  readonly file: FileHandle;
  readonly text: string;
}

function heldLock(path: string, claim: Claim): OutputsLock {
  const timer = setInterval(() => void beat(claim), HEARTBEAT_MS);
  timer.unref();
  let released = false;
  return {
    async stillHeld() {
      if ((await inspect(path))?.token !== claim.token)
        throw machineFailed(`运行锁“${path}”已被另一次运行取得，本次运行停止，原有的输出没有改动。`);
    },
    async release() {
      if (released) return;
      released = true;
      clearInterval(timer);
      await letGo(path, claim);
    },
  };
}

/** Renews the lock: writing the same text again sets the file's time by the disk's own clock. */
async function beat({ file, text }: Claim): Promise<void> {
  await file.write(text, 0).catch(() => undefined);
}

async function letGo(path: string, { file, token }: Claim): Promise<void> {
  await file.close().catch(() => undefined);
  const found = await inspect(path).catch(() => undefined);
  if (found?.token === token) await unlink(path).catch(() => undefined);
}

async function claimFile(path: string): Promise<Claim> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const claim = await create(path);
    if (claim) return claim;
    const found = await inspect(path);
    if (!found) continue;
    if (!(await isStale(path, found))) throw heldBy(path, found);
    const taken = await takeOver(path, found);
    if (taken) return taken;
  }
  throw machineFailed(`多次尝试仍不能取得运行锁“${path}”，请稍后重试。`);
}

/**
 * Makes the lock file; undefined where there is one already. It is written under another name and then linked into place,
 * so that a process killed in between leaves no lock without its holder's name.
 */
async function create(path: string): Promise<Claim | undefined> {
  const me = thisProcess();
  const mark = `${me.pid}-${process.hrtime.bigint()}`;
  const token = `${me.host} ${me.started ?? ""} ${mark}`;
  const text = `${JSON.stringify({ token, ...me } satisfies Holder)}\n`;
  const beside = `${path}.claim-${mark}`;
  const file = await open(beside, "wx");
  try {
    await file.write(text, 0);
    if (await place(beside, path)) return { token, file, text };
    await file.close();
    return await createInPlace(path, token, text);
  } catch (error) {
    await file.close().catch(() => undefined);
    if (LOST.has(systemCode(error) ?? "")) return undefined;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Another process was quicker: it has the lock, or has removed the file that was to be linked. */
const LOST: ReadonlySet<string> = new Set(["EEXIST", "ENOENT"]);
const NO_LINKS: ReadonlySet<string> = new Set([
  "EPERM",
  "ENOTSUP",
  "EOPNOTSUPP",
  "ENOSYS",
  "EINVAL",
  "EMLINK",
  "UNKNOWN",
]);

/** False where the disk has no hard links (exFAT, some shares). */
async function place(beside: string, path: string): Promise<boolean> {
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (NO_LINKS.has(systemCode(error) ?? "")) return false;
    throw error;
  }
}

/** The way without hard links: a process killed between the two steps leaves an empty lock, which holds for a minute. */
async function createInPlace(path: string, token: string, text: string): Promise<Claim> {
  const file = await open(path, "wx");
  await file.write(text, 0);
  return { token, file, text };
}

/**
 * Two processes may find the same dead lock at once. To replace it, a process must first hold a guard named after the dead lock's token.
 * Tokens are unique, so one that gets the guard later sees that the lock is no longer the dead one.
 * The guard is a lock of the same kind, so a crash in here leaves nothing stuck either.
 */
async function takeOver(path: string, { token }: FoundLock): Promise<Claim | undefined> {
  const guardPath = `${path}.${sha256(new TextEncoder().encode(token)).slice(0, 12)}`;
  const guard = await claimFile(guardPath);
  try {
    if ((await inspect(path))?.token !== token) return undefined;
    const beside = `${guardPath}.new`;
    await rm(beside, { force: true });
    const claim = await create(beside);
    if (claim) await rename(beside, path);
    return claim;
  } finally {
    await letGo(guardPath, guard);
  }
}

/** Removes guards that a crash left behind: all but those for the present lock's token. */
async function sweep(path: string, token: string): Promise<void> {
  const mine = `${basename(path)}.${sha256(new TextEncoder().encode(token)).slice(0, 12)}`;
  const names = await readdir(dirname(path));
  const litter = names.filter((name) => name.startsWith(`${basename(path)}.`) && !name.startsWith(mine));
  for (const name of litter) await unlink(join(dirname(path), name)).catch(() => undefined);
}

async function inspect(path: string): Promise<FoundLock | undefined> {
  try {
    const [text, times] = [await readFile(path, "utf8"), await stat(path)];
    const holder = parseHolder(text);
    return {
      holder,
      token: holder?.token ?? `? ${times.ino} ${times.mtimeMs}`,
      since: times.birthtimeMs,
      beat: times.mtimeMs,
    };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Undefined for a file that does not name its holder. */
function parseHolder(json: string): Holder | undefined {
  const holder = parsedAs(isHolder, json);
  return holder && { space: "", started: null, ...holder };
}

/** An earlier version did not write what tells a process from a later one of its number. */
const isHolder = record<Omit<Holder, "space" | "started"> & Partial<Pick<Holder, "space" | "started">>>({
  token: text,
  pid: natural,
  host: text,
  space: optional(text),
  started: optional(either(text, nothing)),
});

async function isStale(path: string, found: FoundLock): Promise<boolean> {
  if (!found.holder || !isThisMachine(found.holder)) return (await silence(path, found)) > SILENT_MS;
  const life = lifeOf(found.holder);
  return life === "dead" || (life === "unknown" && (await silence(path, found)) > SILENT_UNKNOWN_MS);
}

/** Milliseconds since the lock was last renewed. The present time is that of a file written now, so the clocks of two machines need not agree. */
async function silence(path: string, found: FoundLock): Promise<number> {
  const probe = `${path}.probe-${process.pid}`;
  const file = await open(probe, "w");
  try {
    await file.write("?");
    return (await file.stat()).mtimeMs - found.beat;
  } finally {
    await file.close();
    await rm(probe, { force: true });
  }
}

function heldBy(path: string, { holder, since, beat: last }: FoundLock): Error {
  const began = clockTime(Math.min(since || last, last));
  if (!holder) return machineFailed(`另一次运行刚刚开始（运行锁“${path}”），请等它结束后再运行。`);
  const remote = isThisMachine(holder) ? "" : "如果那台机器已经停止，一分钟后锁会自动解除。";
  return machineFailed(
    `另一次运行正在使用这个输出文件夹：主机 ${holder.host}，进程号 ${holder.pid}，自 ${began} 起（运行锁“${path}”）。请等它结束后再运行。${remote}`,
  );
}

/** A point in time in local time: 2026-01-05 06:00:00. */
function clockTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
