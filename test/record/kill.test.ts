import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { times } from "../times.js";

const HARNESS = fileURLToPath(new URL("../../bench/kill.mjs", import.meta.url));
const BUILT = fileURLToPath(new URL("../../dist/record/record.js", import.meta.url));

interface Result {
  readonly kills: number;
  readonly checks: number;
  readonly problems: number;
  readonly shown: readonly string[];
}

async function kills(...options: readonly string[]): Promise<Result> {
  const child = spawn(process.execPath, [HARNESS, ...options, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  for await (const chunk of child.stdout) out += chunk;
  return JSON.parse(out) as Result;
}

it.each([
  ["rename", 13],
  ["journal", 13],
  ["copy", 5],
])(
  "leaves one whole consolidation and a history without a hole when killed at any moment (%s)",
  async (linking, usual) => {
    expect(existsSync(BUILT), "npm run build comes first").toBe(true);
    const count = times(usual);
    const result = await kills(String(count), "--linking", linking);
    expect(result.shown).toEqual([]);
    expect(result.problems).toBe(0);
    expect(result.checks).toBe(count);
    expect(result.kills).toBeGreaterThan(0);
  },
);
