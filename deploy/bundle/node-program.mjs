// Node 程序: the executable of one system out of its package in the registry. The package is no dependency and is never installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The version and, for each system, the package with the hash that the registry gave when it was chosen. */
export const NODES = JSON.parse(readFileSync(new URL("nodes.json", import.meta.url), "utf8"));

/** The executable, and Node's licence where the package has it. Throws where the registry gives something else. */
export function nodeProgram(target) {
  const { package: name, program, integrity } = NODES.targets[target];
  const archive = packed(`${name}@${NODES.version}`);
  const found = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  if (found !== integrity) throw new Error(`${name}@${NODES.version} is ${found}, not ${integrity}`);
  const files = filesInTar(gunzipSync(archive), [`package/${program}`, "package/LICENSE"]);
  const bytes = files.get(`package/${program}`);
  if (!bytes) throw new Error(`${name} has no ${program}`);
  return { bytes, licence: files.get("package/LICENSE") };
}

function packed(wanted) {
  const folder = mkdtempSync(join(tmpdir(), "node-"));
  try {
    const { status } = spawnSync(`npm pack --silent --pack-destination "${folder}" ${wanted}`, {
      stdio: ["ignore", "ignore", "inherit"],
      shell: true,
    });
    if (status !== 0) throw new Error(`npm could not get ${wanted}`);
    return readFileSync(join(folder, readdirSync(folder)[0]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const BLOCK = 512;

/** Plain ustar, as npm writes it. */
export function filesInTar(tar, wanted) {
  const files = new Map();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const field = (from, length) => tar.toString("utf8", at + from, at + from + length).replace(/\0.*$/s, "");
    const size = Number.parseInt(field(124, 12), 8);
    const name = [field(345, 155), field(0, 100)].filter((part) => part !== "").join("/");
    if (wanted.includes(name)) files.set(name, tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
