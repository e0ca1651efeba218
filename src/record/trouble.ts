import { CrossfootError, machineFailed } from "../error.js";
import { systemCode, systemReason } from "../system-error.js";

export { systemCode } from "../system-error.js";

/** Turns an error of the operating system into a CrossfootError (exit 3) in plain Chinese, with the path. Any other error is returned as it is. */
export function machineTrouble(error: unknown, path: string): unknown {
  if (error instanceof CrossfootError) return error;
  const code = systemCode(error);
  if (code === undefined) return error;
  const named = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : path;
  return machineFailed(`不能写入或读取“${named}”：${systemReason(error)}（${code}）。原有的输出没有改动。`);
}
