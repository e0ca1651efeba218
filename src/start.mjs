// 启动: runs the program, and builds it first only where its source is not what it was built from.
import { spawnSync } from "node:child_process";
import { isBuilt } from "./source-state.mjs";

if (!isBuilt()) {
  const { status } = spawnSync("npm run --silent build", { stdio: ["ignore", 2, 2], shell: true });
  if (status !== 0) process.exit(status ?? 70);
}
process.setSourceMapsEnabled(true);
await import("../dist/cli.js");
