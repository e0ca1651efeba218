import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who a process is, so that it can be told from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Boot and process-number space: two containers of one name, or the time before a restart, are another machine. */
  readonly space: string;
  /** Start time in the kernel's ticks since boot; null where it can't be known. */
  readonly started: string | null;
}

export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    space: `${bootOf()} ${pidSpace()}`,
    started: startOf(process.pid)?.started ?? null,
  };
}

export function isThisMachine(other: ProcessIdentity): boolean {
  const { host, space } = thisProcess();
  return other.host === host && other.space === space;
}

/** unknown: a process with this number runs, and there is no start time to tell whether it is the same one. */
export function lifeOf(other: ProcessIdentity): "alive" | "dead" | "unknown" {
  if (!runs(other.pid)) return "dead";
  const now = startOf(other.pid);
  if (now === undefined || other.started === null) return "unknown";
  return now.zombie || now.started !== other.started ? "dead" : "alive";
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** /proc/<pid>/stat: the command name in brackets may hold anything, so fields are counted after its last bracket. */
function startOf(pid: number): { readonly started: string; readonly zombie: boolean } | undefined {
  const stat = contents(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const started = fields[19];
  return started === undefined ? undefined : { started, zombie: fields[0] === "Z" || fields[0] === "X" };
}

function bootOf(): string {
  return contents("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
}

function pidSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

function contents(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
