/**
 * 计数: adds up the tests' reports and the steps of a CI run; its only line is "N passed, N failed". A file that could not
 * even be loaded counts as one failed test; so does a step, or a run of tests that ended badly without saying which failed.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder] = process.argv.slice(2);
const lines = readFileSync(join(folder, "steps"), "utf8").trim().split("\n");
const reports = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name.replace(/\.json$/, ""), reportIn(join(folder, name))]),
);

function reportIn(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function failuresIn({ numFailedTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  );
  return numFailedTests + unloaded.length;
}

let [passed, failed] = [0, 0];
for (const line of lines) {
  const [word, name] = line.split(/ (.*)/);
  const report = reports.get(name);
  const failures = report === undefined ? 0 : failuresIn(report);
  passed += report?.numPassedTests ?? (word === "passed" ? 1 : 0);
  failed += failures === 0 && word === "failed" ? 1 : failures;
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
