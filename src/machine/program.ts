import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../bytes.js";

export const PROGRAM_VERSION = "0.2.0";

const HOME = fileURLToPath(new URL("..", import.meta.url));

/**
 * 程序指纹: changes with every file of the program, the versions it depends on, and Node itself.
 * What an earlier run kept is only used under the same fingerprint: a version number that somebody forgot to raise must not bring back old results.
 */
export function programFingerprint(): Promise<string> {
  known ??= fingerprint();
  return known;
}

/** The files that state the versions of the dependencies, as required and as installed. */
const VERSIONS = ["../package.json", "../node_modules/.package-lock.json"] as const;

let known: Promise<string> | undefined;

async function fingerprint(): Promise<string> {
  const names = (await readdir(HOME, { recursive: true, encoding: "utf8" })).filter((name) => /\.[jt]s$/.test(name));
  const parts = await Promise.all(
    names.sort().map(async (name) => `${name.replaceAll("\\", "/")} ${sha256(await readFile(join(HOME, name)))}`),
  );
  const versions = await Promise.all(VERSIONS.map((name) => readFile(join(HOME, name), "utf8").catch(() => "")));
  const all = [process.version, process.arch, ...versions, ...parts];
  return sha256(new TextEncoder().encode(all.join("\n"))).slice(0, 32);
}
