import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { checkUnit, grade } from "../check/check.js";
import type { Effects } from "../effects.js";
import { machineFailed, wrongUse } from "../error.js";
import type { Finding, GradedFinding } from "../finding.js";
import type { FindingCode } from "../finding-facts.js";
import { formsInForce, formsOf, isMain, type Schemas } from "../form/form.js";
import { gather } from "../gather/gather.js";
import { openMachine, periodFolders } from "../machine/machine.js";
import { type Period, yearPeriod } from "../period.js";
import { jsonText } from "../shown-text.js";
import { systemReason } from "../system-error.js";
import { type Console, checkValues, foldersOf, type Given, periodGiven } from "./command.js";
import { countBy } from "./outcome.js";

/** 报前自查: reads and checks single submissions before they are sent in. Writes nothing; exit 1 if anything must be corrected or explained, or a file is no submission at all. */
export async function checkFiles(paths: readonly string[], given: Given, console: Console): Promise<number> {
  checkValues(given);
  const folders = foldersOf(given);
  const machine = await openMachine({ ...folders, cache: "off", log: console.log });
  try {
    const schemas = await machine.compiled.load();
    const findings: GradedFinding[] = [];
    for (const path of paths) {
      const own = await checkFile(
        path,
        schemas,
        machine.effects,
        periodGiven(given) ?? (await latestPeriod(folders.inputs, schemas)),
        given.year === undefined,
      );
      console.settle();
      findings.push(...own);
      if (!given.json) describe(path, own, console);
    }
    const exitCode = findings.some((finding) => finding.severity !== "notice" || finding.rule === NO_SUBMISSION)
      ? 1
      : 0;
    if (given.json) console.say(jsonText({ exitCode, counts: countBy({ findings }), findings }));
    return exitCode;
  } finally {
    await machine.close();
  }
}

/** 不是报送材料: among the inputs no more than a notice, but whoever checks a file takes it for one. */
const NO_SUBMISSION: FindingCode = "FILE.NOT_A_SUBMISSION";

async function latestPeriod(inputs: string, schemas: Schemas): Promise<Period> {
  const folders = await periodFolders(inputs).catch(() => []);
  return folders.at(-1) ?? yearPeriod(Math.max(...schemas.forms.filter(isMain).map((form) => form.inForce.from)));
}

/** Checks one file, for the year that the file itself names unless a year was given. */
async function checkFile(
  path: string,
  schemas: Schemas,
  effects: Effects,
  period: Period,
  mayFollow: boolean,
): Promise<readonly GradedFinding[]> {
  const size = await sizeOf(path);
  const single: Effects = {
    ...effects,
    list: async (wanted) => (wanted.key === period.key ? [{ path: basename(path), size }] : undefined),
    bytes: () => bytesOf(path),
  };
  const forms = formsOf(schemas, period);
  const gathered = await gather(period, schemas, single);
  if (gathered.submissions.length === 0 && gathered.findings.length === 0)
    throw wrongUse(
      `《${basename(path)}》按文件名不是报送材料（如临时文件、说明文件），汇总时不会读取；如确为报送材料，请改名后再查`,
    );
  const other = gathered.findings.find(
    (finding): finding is Finding<"YEAR.MISMATCH"> => finding.code === "YEAR.MISMATCH",
  );
  const year = other && /^\d{4}$/.test(other.facts.found) ? Number(other.facts.found) : undefined;
  const named = year !== undefined && mayFollow ? yearPeriod(year) : undefined;
  if (named && formsInForce(schemas, named)) return checkFile(path, schemas, effects, named, false);
  const findings = [
    ...gathered.findings,
    ...gathered.reports.flatMap((report) => checkUnit(report, { schemas, forms, period })),
  ];
  return grade({ findings, explanations: [], schemas, forms, valueOf: () => null, labelOf: (code) => code });
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
