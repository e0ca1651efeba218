import type { ListedFile, Unstable } from "../effects.js";
import { type FigureCode, type Observation, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Discovered, Explanation } from "../intake/intake.js";
import type { OfficeSection } from "../office-text.js";
import type { Period } from "../period.js";
import { parseOfficeFiles, printOfficeFiles } from "./kept-office.js";
import { failedOfficeFile, type OfficeFile, type OfficeKind, officeFile } from "./office-file.js";
import {
  BROKEN_OFF,
  type FileBytes,
  type IntakeContext,
  type ReadingContext,
  readBytes,
  refusedBySize,
  takeBytes,
} from "./reading.js";

/** 汇总单位的文件: the contents of 说明.* and 正文.*, and the findings about them. */
export interface OfficeContents {
  readonly explanations: readonly Explanation[];
  readonly officeText: readonly OfficeSection[];
  readonly officeFigures: ReadonlyMap<FigureCode, Observation>;
  readonly officeFindings: readonly Finding[];
}

/** 汇总: what all files of the office give together. */
export function officeContents(
  files: readonly OfficeFile[],
  adjustments: Discovered["office"]["adjustments"],
  period: Period,
): OfficeContents {
  return {
    officeFindings: [
      ...files.flatMap(({ findings }) => findings),
      ...adjustments.map(({ path }) => adjustmentRefused(`${period.key}/${path}`)),
    ],
    explanations: files.flatMap(({ explanations }) => explanations),
    officeText: files.flatMap(({ sections }) => sections),
    officeFigures: new Map(files.flatMap(({ observations }) => observations.map((one) => [one.figure, one]))),
  };
}

/** 调整: figures that the office wants changed, and that stand as the units sent them. */
function adjustmentRefused(file: string): Finding {
  return {
    code: "ADJUSTMENT.REFUSED",
    unit: null,
    figures: [],
    sources: [wholeFile(file)],
    facts: { reason: "本程序还不能按调整文件改数，其中的调整都没有采用，汇总数仍是各单位所报数" },
  };
}

/** 处理汇总单位的一份文件: within the same limits as a unit's, in a thread where there are threads. */
export function processOfficeFile(
  kind: OfficeKind,
): (file: ListedFile, context: IntakeContext) => Promise<readonly OfficeFile[] | Unstable> {
  return async ({ path, size }, context) => {
    const file = `${context.period.key}/${path}`;
    const oversized = refusedBySize(size, context.schemas);
    if (oversized) return [failedOfficeFile(file, oversized)];
    const taken = await takeBytes(path, context);
    return "unstable" in taken ? taken : processedOffice(taken, kind, context);
  };
}

async function processedOffice(
  taken: FileBytes,
  kind: OfficeKind,
  context: IntakeContext,
): Promise<readonly OfficeFile[]> {
  const { period, schemas, effects } = context;
  if (!effects.process) return officeFiles(taken, kind, context);
  const outcome = await effects.process({ ...taken, period, limits: schemas.jurisdiction.limits, office: kind });
  const file = `${period.key}/${taken.path}`;
  if ("failure" in outcome) return [failedOfficeFile(file, outcome.failure)];
  return parseOfficeFiles(outcome.text, { file, schemas }) ?? [failedOfficeFile(file, BROKEN_OFF)];
}

/** 在线程里处理: what a file of the office gives, as the text that is handed over. */
export async function officeText(taken: FileBytes, kind: OfficeKind, context: ReadingContext): Promise<string> {
  return printOfficeFiles(await officeFiles(taken, kind, context));
}

async function officeFiles(
  taken: FileBytes,
  kind: OfficeKind,
  context: ReadingContext,
): Promise<readonly OfficeFile[]> {
  return (await readBytes(taken, context)).map((read) => officeFile(read, kind, context));
}
