/** 合并运行: joins a module and what it imports into one that Node can run, and runs its `main`. The program itself it takes from dist/, as it was built. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const own = fileURLToPath(new URL("../.fuzz/", import.meta.url));

export async function runJoined(entry) {
  await mkdir(own, { recursive: true });
  const folder = await mkdtemp(join(own, "run-"));
  try {
    const build = await rolldown({
      input: fileURLToPath(entry),
      platform: "node",
      tsconfig: false,
      resolve: { extensionAlias: { ".js": [".ts", ".js"] }, symlinks: false },
      onLog: () => undefined,
    });
    await build.write({ dir: folder, format: "esm", entryFileNames: "joined.mjs" });
    await build.close();
    const { main } = await import(pathToFileURL(join(folder, "joined.mjs")).href);
    process.exitCode = await main(process.argv.slice(2));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
