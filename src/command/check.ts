import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { machineFailed, wrongUse } from "../error.js";
import type { GradedFinding } from "../finding.js";
import type { Schemas } from "../form/form.js";
import { schemasOf } from "../form/one-form.js";
import { openMachine, periodFolders } from "../machine/machine.js";
import { latestOf, type Period } from "../period.js";
import { jsonText } from "../shown-text.js";
import { checkSingle, mustBeAnswered, newestPeriod } from "../single-submission.js";
import { systemReason } from "../system-error.js";
import { type Console, checkValues, foldersOf, type Given, periodGiven } from "./command.js";
import { countBy } from "./outcome.js";

/** 报前自查: reads and checks single submissions before they are sent in. Writes nothing; exit 1 if anything must be corrected or explained, or a file is no submission at all. */
export async function checkFiles(paths: readonly string[], given: Given, console: Console): Promise<number> {
  checkValues(given);
  const folders = foldersOf(given);
  const machine = await openMachine({ ...folders, cache: "off", log: console.log });
  try {
    const all = await machine.compiled.load();
    const asked = periodGiven(given);
    const period = asked ?? (await latestPeriod(folders.inputs, all));
    const schemas = schemasOf(all, period, given.form);
    // The threads know all forms, and would take the file for one of the first.
    const { process: _, ...effects } = machine.effects;
    const findings: GradedFinding[] = [];
    for (const path of paths) {
      const file = { name: basename(path), size: await sizeOf(path), bytes: () => bytesOf(path) };
      const own = await checkSingle({ file, period, mayFollow: asked === undefined }, schemas, effects);
      console.settle();
      findings.push(...own);
      if (!given.json) describe(path, own, console);
    }
    const exitCode = findings.some(mustBeAnswered) ? 1 : 0;
    if (given.json) console.say(jsonText({ exitCode, counts: countBy({ findings }), findings }));
    return exitCode;
  } finally {
    await machine.close();
  }
}

async function latestPeriod(inputs: string, schemas: Schemas): Promise<Period> {
  const folders = await periodFolders(inputs).catch(() => []);
  return latestOf(folders) ?? newestPeriod(schemas);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw machineFailed(`不能读取 ${path}：${systemReason(error)}`);
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw wrongUse(`没有这个文件：${path}`);
  if (!found.isFile()) throw wrongUse(`${path} 不是文件；请逐个写明要自查的文件`);
  return found.size;
}

const LEVELS = { mandatory: "强制性", verification: "核实性", notice: "提示性" } as const;

function describe(path: string, findings: readonly GradedFinding[], console: Console): void {
  const count = (severity: GradedFinding["severity"]): number =>
    findings.filter((finding) => finding.severity === severity).length;
  console.say(`${path}：强制性${count("mandatory")}条，核实性${count("verification")}条，提示性${count("notice")}条`);
  for (const finding of findings) {
    console.say(`  [${LEVELS[finding.severity]} ${finding.rule}] ${finding.message}`);
    for (const suspected of finding.suspects) console.say(`      疑似错处：${suspected}`);
    if (finding.severity !== "notice") console.say(`      怎么办：${finding.advice}`);
  }
}
