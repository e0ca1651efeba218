import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Mutant } from "./mutant.js";
import type { Failure } from "./oracle.js";

export const REGRESSIONS = "test/fuzz/regressions/";

/** Beside the file itself: under which name it came, what must be read from it, and what once went wrong. */
interface Described {
  readonly path: string;
  readonly was: Failure;
  readonly truth: Readonly<Record<string, string | null>>;
  readonly loose: readonly string[];
}

/** 留作回归: keeps the file of a failure, so that it is tried with every test run. */
export function keepRegression(folder: URL, mutant: Mutant, was: Failure): void {
  mkdirSync(folder, { recursive: true });
  const { path, bytes, truth, loose } = mutant;
  const described: Described = { path, was, truth: Object.fromEntries(truth), loose: [...loose].sort() };
  writeFileSync(new URL("file", folder), bytes);
  writeFileSync(new URL("expected.json", folder), `${JSON.stringify(described, null, 1)}\n`);
}

export function regressions(root: URL): readonly { readonly name: string; readonly mutant: Mutant }[] {
  const folder = new URL(REGRESSIONS, root);
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { path, truth, loose } = JSON.parse(
        readFileSync(new URL(`${name}/expected.json`, folder), "utf8"),
      ) as Described;
      const bytes = new Uint8Array(readFileSync(new URL(`${name}/file`, folder)));
      return { name, mutant: { path, bytes, truth: new Map(Object.entries(truth)), loose: new Set(loose) } };
    });
}
