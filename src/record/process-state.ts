import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** 进程身份: tells a process from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Boot and namespace of process numbers: another container of the same name, or the same machine before a restart, counts as another machine. */
  readonly space: string;
  /** Start time in the kernel's ticks since boot; null where the system does not tell. */
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

/** Whether a process still runs. unknown: one with its number does, and no start time tells whether it is the same. */
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

/** Reads /proc/<pid>/stat. The command name in brackets may contain anything, so fields are counted after the last bracket. */
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
