// What crossfoot costs, beside the floor and other readers, in one run: npm run bench
//   npm run bench -- --units 60,600,6000 --files 300 --rounds 5   the same, larger
//   --alone 100   so many workbooks of one kind alone, not 300
//   --formats xlsx,csv   only these    --python PATH   an interpreter that has openpyxl and pandas
//   --print   leaves README.md and plot.svg as they are    --keep   keeps the folders of the whole jobs    --profile   profiles them too
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PROGRAM_VERSION } from "../dist/version.js";
import { measureAlone, measureFiles, measureThreads } from "./measure/files.mjs";
import { measureJobs } from "./measure/jobs.mjs";
import { plotOf } from "./report/plot.mjs";
import { insertedInto, sectionOf } from "./report/tables.mjs";
import { targetsTable } from "./report/targets.mjs";
import { FORMATS } from "./submissions.mjs";

const { values } = parseArgs({
  options: {
    units: { type: "string", default: "60" },
    files: { type: "string", default: "60" },
    alone: { type: "string", default: "300" },
    rounds: { type: "string", default: "3" },
    formats: { type: "string", default: FORMATS.join(",") },
    python: { type: "string" },
    print: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    profile: { type: "boolean", default: false },
  },
});

/** A whole number above 0. @throws where it is none */
function whole(text) {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`not a number of files, units or rounds: ${text}`);
  return Number(text);
}

const [files, rounds] = [whole(values.files), whole(values.rounds)];
const sizes = values.units
  .split(",")
  .map(whole)
  .sort((a, b) => a - b);
const formats = ["xlsx", ...values.formats.split(",").filter((format) => format !== "xlsx")];
const unknown = formats.filter((format) => !FORMATS.includes(format));
if (unknown.length > 0 || sizes[0] < 10) throw new RangeError(`not known: ${unknown.join(", ")}; at least 10 units`);

const began = performance.now();
const log = (text) => console.error(`${((performance.now() - began) / 1000).toFixed(0)} s  ${text}`);
const pythons = values.python ? [values.python] : ["python3", "/usr/bin/python3"];

log("workbooks alone");
const alone = await measureAlone({ files: whole(values.alone), rounds });
log("files");
const measured = await measureFiles({ files, rounds, formats, pythons });
log("threads");
const threads = await measureThreads({ files, rounds });
const jobs = await measureJobs({ sizes, rounds, keep: values.keep, profile: values.profile, log });
log("done");

const results = {
  machine: {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    gigabytes: totalmem() / 2 ** 30,
    system: `${process.platform} ${process.arch}`,
    program: PROGRAM_VERSION,
    node: process.versions.node,
    versions: measured.versions,
  },
  rounds,
  alone,
  files: measured,
  threads,
  jobs,
};
const section = `${sectionOf(results)}\n\n${targetsTable(results)}`;
console.log(section);
if (!values.print) {
  const place = (name) => fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(place("README.md"), insertedInto(readFileSync(place("README.md"), "utf8"), section));
  writeFileSync(place("plot.svg"), plotOf(results));
}
