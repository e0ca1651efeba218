import { copyFile, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";

interface SourceState {
  readonly sourceState: () => string;
  readonly noteState: (state: string) => void;
  readonly isBuilt: () => boolean;
}

const FILES = [
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "src/cli.ts",
  "dist/cli.js",
  "dist/program/cli.js",
  "dist/program/run.js",
  "dist/review-page/page.js",
];

async function checkout(): Promise<{ readonly state: SourceState; readonly at: (name: string) => string }> {
  const root = await mkdtemp(join(tmpdir(), "crossfoot-built-"));
  const at = (name: string): string => join(root, name);
  for (const name of FILES) {
    await mkdir(dirname(at(name)), { recursive: true });
    await writeFile(at(name), name);
  }
  await copyFile(fileURLToPath(new URL("../src/source-state.mjs", import.meta.url)), at("src/source-state.mjs"));
  const state = (await import(pathToFileURL(at("src/source-state.mjs")).href)) as SourceState;
  return { state, at };
}

test("built only where what was built is of this source and all there", async () => {
  const { state, at } = await checkout();
  expect(state.isBuilt()).toBe(false);
  state.noteState(state.sourceState());
  expect(state.isBuilt()).toBe(true);

  await rm(at("dist/program/run.js"));
  expect(state.isBuilt()).toBe(false);
  await writeFile(at("dist/program/run.js"), "half");
  expect(state.isBuilt()).toBe(false);
  state.noteState(state.sourceState());
  expect(state.isBuilt()).toBe(true);

  // An older commit may be of the same size.
  await utimes(at("src/cli.ts"), 1, 1);
  expect(state.isBuilt()).toBe(false);
  state.noteState(state.sourceState());
  await writeFile(at("src/added.ts"), "");
  expect(state.isBuilt()).toBe(false);
  state.noteState(state.sourceState());
  await rm(at("dist/cli.js"));
  expect(state.isBuilt()).toBe(false);
});
