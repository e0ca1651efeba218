import { writeSync } from "node:fs";
import { CrossfootError } from "../error.js";
import { jsonText, shownText } from "../shown-text.js";
import { systemReason } from "../system-error.js";

/** 退出码: 0 publishable · 1 a draft or findings · 2 wrong use · 3 the machine failed us · 70 a bug. */
const BUG = 70;

/** One line for a person, and the exit code; what nobody expected is a bug and comes with its trace. */
export function told(error: unknown): number {
  const { exitCode, message, file = null, line = null } = failureOf(error);
  process.stderr.write(`crossfoot：${shownText(message)}\n`);
  // A stack is for whoever mends the program; a program that asked for JSON reads the message alone.
  if (exitCode === BUG)
    process.stderr.write(`${shownText((error instanceof Error ? error.stack : undefined) ?? String(error))}\n`);
  sayFailure(exitCode, { message, file, line });
  return exitCode;
}

interface Failure {
  readonly exitCode: number;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

function failureOf(error: unknown): Failure {
  if (error instanceof CrossfootError) return error;
  if (isMachineTrouble(error)) {
    const path = error.path === undefined ? {} : { file: error.path };
    const message = `磁盘、权限等机器问题，没有完成：${systemReason(error)}（${error.code}）`;
    return { exitCode: MACHINE_FAILED, message, ...path };
  }
  return { exitCode: BUG, message: "程序内部错误，请把错误内容连同输入文件反馈给维护者" };
}

/** With --json standard output has its object whatever the exit code. Written at once: the process may be about to end. */
export function sayFailure(exitCode: number, error: object): void {
  if (!process.argv.includes("--json")) return;
  try {
    writeSync(1, `${jsonText({ exitCode, error })}\n`);
  } catch {
    // Nobody reads standard output any more; the exit code still tells.
  }
}

const MACHINE_FAILED = 3;
const MACHINE_TROUBLES: ReadonlySet<string> = new Set(
  "ENOSPC EDQUOT EFBIG EIO EROFS EACCES EPERM EMFILE ENFILE ENOMEM EBUSY ETXTBSY ESTALE ENOTDIR EISDIR EEXIST ENAMETOOLONG ELOOP".split(
    " ",
  ),
);

/** What the system refused is no bug, wherever it comes up: a full disk behind standard output, say. */
function isMachineTrouble(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error && MACHINE_TROUBLES.has(String(error.code));
}
