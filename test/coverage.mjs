/**
 * 覆盖率: runs the quick tests (or those named) and prints what they cover of normalize/, room by room and file by file, and how
 * often each step of a reading of a table was taken. It ends as the tests end; how much is covered decides nothing.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const STAGE = join(ROOT, "src", "normalize");
const READINGS = "readings";

const options = ["run", "--mode", "quick", "--coverage.enabled", "--reporter=dot", ...process.argv.slice(2)];
const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
process.exitCode = spawnSync(process.execPath, [vitest, ...options], { cwd: ROOT, stdio: "inherit" }).status ?? 1;

/** Covered and all, of the lines, branches and functions of a file. */
function countsOf({ statementMap, s, b, f }) {
  const lines = new Map();
  for (const [id, { start }] of Object.entries(statementMap))
    lines.set(start.line, Math.max(lines.get(start.line) ?? 0, s[id]));
  return [[...lines.values()], Object.values(b).flat(), Object.values(f)].map((hits) => [
    hits.filter((count) => count > 0).length,
    hits.length,
  ]);
}

function summed(rows) {
  return [0, 1, 2].map((kind) => [0, 1].map((at) => rows.reduce((total, row) => total + row[kind][at], 0)));
}

function shown([covered, all]) {
  const percent = all === 0 ? 100 : (covered / all) * 100;
  return `${covered}/${all}`.padStart(11) + `${percent.toFixed(1)} %`.padStart(9);
}

function print(name, counts) {
  console.log(name.padEnd(36) + counts.map(shown).join(""));
}

const files = Object.values(JSON.parse(readFileSync(join(ROOT, "coverage", "coverage-final.json"), "utf8"))).sort(
  (one, other) => (one.path < other.path ? -1 : 1),
);
const rooms = new Map();
for (const file of files) rooms.set(roomOf(file.path), [...(rooms.get(roomOf(file.path)) ?? []), file]);

function roomOf(path) {
  return relative(STAGE, dirname(path)).split(sep).join("/");
}

console.log(" ".repeat(36) + ["lines", "branches", "functions"].map((kind) => kind.padStart(20)).join(""));
for (const [room, members] of [...rooms].sort(([one], [other]) => (one < other ? -1 : 1))) {
  print(`normalize/${room === "" ? "" : `${room}/`}`, summed(members.map(countsOf)));
  for (const file of members) print(`  ${basename(file.path)}`, countsOf(file));
}
print("all", summed(files.map(countsOf)));

const readings = rooms.get(READINGS) ?? [];
if (readings.length > 0) console.log("\nreadings of a table: how often each step was taken");
for (const { path, fnMap, f } of readings)
  for (const [id, { name }] of Object.entries(fnMap))
    if (!name.startsWith("(anonymous"))
      console.log(`  ${basename(path)}  ${name}`.padEnd(56) + String(f[id]).padStart(9));
