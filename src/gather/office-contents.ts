import type { AdjustmentRow } from "../adjustment.js";
import type { ListedFile, Unstable } from "../effects.js";
import type { FigureCode, Observation } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Explanation } from "../intake/intake.js";
import type { OfficeSection } from "../office-text.js";
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

/** 汇总单位的文件: the contents of 说明.*, 调整.* and 正文.*, and the findings about them. */
export interface OfficeContents {
  readonly explanations: readonly Explanation[];
  /** As typed: whether one holds, the sums tell. */
  readonly adjustments: readonly AdjustmentRow[];
  readonly officeText: readonly OfficeSection[];
  readonly officeFigures: ReadonlyMap<FigureCode, Observation>;
  readonly officeFindings: readonly Finding[];
}

/** 汇总: what all files of the office give together. */
export function officeContents(files: readonly OfficeFile[]): OfficeContents {
  return {
    officeFindings: files.flatMap(({ findings }) => findings),
    explanations: files.flatMap(({ explanations }) => explanations),
    adjustments: files.flatMap(({ adjustments }) => adjustments),
    officeText: files.flatMap(({ sections }) => sections),
    officeFigures: new Map(files.flatMap(({ observations }) => observations.map((one) => [one.figure, one]))),
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
