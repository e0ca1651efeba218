/**
 * 核对作业清单: holds kubernetes-job.yaml against Kubernetes' own types: first by the generated validator (kinds of values), then by the
 * compiler (a key that the type does not have). The packages kubernetes-models and yaml are found from the folder ENGINES, and so is typescript
 * from the project.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.env.ENGINES ?? ".");
const packages = createRequire(join(folder, "package.json"));
const { parse } = packages("yaml");
const job = parse(readFileSync(join(import.meta.dirname, "kubernetes-job.yaml"), "utf8"));
const { Job } = await import(pathToFileURL(join(folder, "node_modules/kubernetes-models/batch/v1/index.js")).href);

/** What the compiler says of the manifest as a literal of the type; empty where it fits. */
function typeErrors(value) {
  const file = join(folder, "manifest.ts");
  const type = 'import type { IJob } from "kubernetes-models/batch/v1";';
  writeFileSync(file, `${type}\nexport const job: IJob = ${JSON.stringify(value, null, 1)};\n`);
  const compiler = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  const options = "--noEmit --strict --skipLibCheck --module nodenext --target es2022 --ignoreConfig".split(" ");
  try {
    execFileSync(process.execPath, [compiler, ...options, file], { cwd: folder, encoding: "utf8" });
    return "";
  } catch (error) {
    return error.stdout;
  }
}

new Job(job).validate();
const errors = typeErrors(job);
const { completionMode: _left, ...spec } = job.spec;
// Whether a wrong key would be seen at all.
const missed = typeErrors({ ...job, spec: { ...spec, completionMod: "Indexed" } }) === "";
if (errors !== "" || missed) {
  console.error(missed ? "a key that there is not was let pass" : errors);
  process.exitCode = 1;
} else console.log(`kubernetes: Job ${job.metadata.name} fits batch/v1`);
