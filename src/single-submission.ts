import { checkUnit, grade } from "./check/check.js";
import type { Effects } from "./effects.js";
import { wrongUse } from "./error.js";
import type { Finding, GradedFinding } from "./finding.js";
import type { FindingCode } from "./finding-facts.js";
import { formsInForce, formsOf, isMain, type Schemas } from "./form/form.js";
import { gather } from "./gather/gather.js";
import { type Period, yearPeriod } from "./period.js";

/** 待自查的文件: one file, as it would lie alone in a period's folder. */
export interface SingleFile {
  readonly name: string;
  readonly size: number;
  readonly bytes: Effects["bytes"];
}

/** 自查的要求: the period it is checked for, and whether the year that the file itself names is followed instead. */
export interface SingleRequest {
  readonly file: SingleFile;
  readonly period: Period;
  readonly mayFollow: boolean;
}

/**
 * 报前自查: reads and checks one submission before it is sent in, without those of the other units.
 * @throws CrossfootError (exit 2) for a file that by its name is none
 */
export async function checkSingle(
  { file, period, mayFollow }: SingleRequest,
  schemas: Schemas,
  effects: Effects,
): Promise<readonly GradedFinding[]> {
  const { name, size, bytes } = file;
  const [folder] = schemas.folders?.own ?? [];
  // A form with a folder of its own has its files there.
  const path = folder === undefined ? name : `${folder}/${name}`;
  const single: Effects = {
    ...effects,
    list: async (wanted) => (wanted.key === period.key ? [{ path, size }] : undefined),
    bytes,
  };
  const forms = formsOf(schemas, period);
  const gathered = await gather(period, schemas, single);
  if (gathered.submissions.length === 0 && gathered.findings.length === 0)
    throw wrongUse(
      `《${name}》按文件名不是报送材料（如临时文件、说明文件），汇总时不会读取；如确为报送材料，请改名后再查`,
    );
  const named = mayFollow ? yearNamed(gathered.findings) : undefined;
  if (named && formsInForce(schemas, named))
    return checkSingle({ file, period: named, mayFollow: false }, schemas, effects);
  const findings = [
    // Of one file alone it can't be told whether the scan that it was typed from is among the inputs.
    ...gathered.findings.filter(({ code }) => code !== "SCAN.SOURCE_MISSING"),
    ...gathered.reports.flatMap((report) => checkUnit(report, { schemas, forms, period })),
  ];
  return grade({ findings, explanations: [], schemas, forms, valueOf: () => null, labelOf: (code) => code });
}

function yearNamed(findings: readonly Finding[]): Period | undefined {
  const other = findings.find((finding): finding is Finding<"YEAR.MISMATCH"> => finding.code === "YEAR.MISMATCH");
  return other && /^\d{4}$/.test(other.facts.found) ? yearPeriod(Number(other.facts.found)) : undefined;
}

/** The newest edition's first year, where nothing names another. */
export function newestPeriod({ forms }: Schemas): Period {
  return yearPeriod(Math.max(...forms.filter(isMain).map((form) => form.inForce.from)));
}

/** 须改正或说明: whether the file could not be sent as it is. Among the inputs one that is no submission is only a notice, but whoever checks it takes it for one. */
export function mustBeAnswered({ severity, rule }: GradedFinding): boolean {
  return severity !== "notice" || rule === NO_SUBMISSION;
}

const NO_SUBMISSION: FindingCode = "FILE.NOT_A_SUBMISSION";
