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
  /** Throws when somebody has taken the lock meanwhile (this machine slept, another one thought it dead). */
  stillHeld(): Promise<void>;
  release(): Promise<void>;
}

interface Holder extends ProcessIdentity {
  /** Never the same for two locks. */
  readonly token: string;
}

interface FoundLock {
  readonly holder: Holder | undefined;
  readonly token: string;
  /** When it was taken and when its holder last gave a sign of life, by the clock of the disk it lies on. */
  readonly since: number;
  readonly beat: number;
}

const LOCK_NAME = ".crossfoot.lock";
const HEARTBEAT_MS = 10_000;
/** Another machine's process can't be looked at: silent for a minute, it is taken for dead. */
const SILENT_MS = 60_000;
/** Where a process can't be told from a later one with its number; a long run may well be silent for minutes. */
const SILENT_UNKNOWN_MS = 600_000;
const ATTEMPTS = 5;

/** Takes the lock of an outputs folder, or throws who holds it since when. A crash can never leave it stuck. */
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

/** Writing the same words again moves the file's time, by the disk's own clock. */
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
 * Makes the lock file, or nothing where there is one already. It is written beside and then linked into its place,
 * so that a kill in between leaves no lock that does not say whose it is.
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

/** Somebody was quicker: has the lock, or has swept what lay beside it. */
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

/** Not true where the disk has no hard links (exFAT, some shares). */
async function place(beside: string, path: string): Promise<boolean> {
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if (NO_LINKS.has(systemCode(error) ?? "")) return false;
    throw error;
  }
}

/** Second best: a kill between these two steps leaves an empty lock, which holds for a minute. */
async function createInPlace(path: string, token: string, text: string): Promise<Claim> {
  const file = await open(path, "wx");
  await file.write(text, 0);
  return { token, file, text };
}

/**
 * Two processes may find the same dead lock at once. Whoever replaces it must first hold a guard named after the dead lock's token;
 * a token never comes back, so a latecomer with the guard sees that the lock is no longer the one that was dead.
 * The guard is a lock of the same kind, so a crash in here is no trap either.
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

/** Guards that a crash left behind are for tokens that are gone, except one for the present lock. */
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

/** Undefined for a file that does not say whose the lock is. */
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

/** Milliseconds since the last sign of life. A file written just now tells the disk's own time, so two machines' clocks need not agree. */
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

/** A point in time as the clock on the wall shows it. */
function clockTime(milliseconds: number): string {
  const time = new Date(milliseconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
