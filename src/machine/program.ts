import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sha256 } from "../bytes.js";

/** This file's own folder: the program's, where it is joined into few files, else the one of this room. */
const OWN = fileURLToPath(new URL(".", import.meta.url));
const UPPER = join(OWN, "..");
const HOME = existsSync(join(OWN, "cli.js")) ? OWN : UPPER;
/** 审核页脚本: it becomes part of an output. */
const PAGE = join(UPPER, "review-page", "page.js");

/**
 * 程序指纹: changes with every file of the program, the versions it depends on, and Node itself.
 * What an earlier run kept is only used under the same fingerprint: a version number that somebody forgot to raise must not bring back old results.
 */
export function programFingerprint(): Promise<string> {
  known ??= fingerprint();
  return known;
}

/** The files that state the versions of the dependencies, as required and as installed. */
const VERSIONS = ["package.json", "node_modules/.package-lock.json"].map((name) => join(UPPER, "..", name));

let known: Promise<string> | undefined;

async function fingerprint(): Promise<string> {
  const names = (await readdir(HOME, { recursive: true, encoding: "utf8" })).filter((name) => /\.[jt]s$/.test(name));
  const parts = await Promise.all(
    names.sort().map(async (name) => `${name.replaceAll("\\", "/")} ${sha256(await readFile(join(HOME, name)))}`),
  );
  const beside = await Promise.all([...VERSIONS, PAGE].map((path) => readFile(path, "utf8").catch(() => "")));
  const all = [process.version, process.arch, ...beside, ...parts];
  return sha256(new TextEncoder().encode(all.join("\n"))).slice(0, 32);
}
