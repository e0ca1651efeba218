// 启动: runs the program, and builds it first only where what is built is not of this source, or not all there.
import { spawnSync } from "node:child_process";
import { isBuilt } from "./source-state.mjs";

/** A program that can't be built is a bug; npm's own exit code would say “a draft”. */
const BUG = 70;

if (!isBuilt()) {
  const { status } = spawnSync("npm run --silent build", { stdio: ["ignore", 2, 2], shell: true });
  if (status !== 0) {
    const message = "程序没有构建成功，原因见标准错误上面的输出";
    process.stderr.write(`crossfoot：${message}\n`);
    if (process.argv.includes("--json"))
      process.stdout.write(`${JSON.stringify({ exitCode: BUG, error: { message, file: null, line: null } })}\n`);
    process.exit(BUG);
  }
}
process.setSourceMapsEnabled(true);
await import("../dist/cli.js");
