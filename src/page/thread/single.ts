import type { GradedFinding } from "../../finding.js";
import { yearPeriod } from "../../period.js";
import { checkSingle, mustBeAnswered } from "../../single-submission.js";
import type { Carried, CheckedFinding, CheckRequest } from "../talk.js";
import { bytesOf } from "./files.js";
import { inWorld } from "./world.js";

/** 只检查一个文件: as the command's `check` does. */
export function checkFile({ year, placed, file }: CheckRequest, carried: Carried): Promise<readonly CheckedFinding[]> {
  return inWorld({ placed, font: undefined, carried, log: () => undefined }, async (schemas, effects) => {
    const { name, size } = file.file;
    const single = { name, size, bytes: () => bytesOf(file.file) };
    const request = { file: single, period: yearPeriod(year), mayFollow: true };
    return (await checkSingle(request, schemas, effects)).map(shown);
  });
}

const LEVELS = { mandatory: "强制性", verification: "核实性", notice: "提示性" } as const;

function shown(finding: GradedFinding): CheckedFinding {
  const { severity, rule, message, suspects, advice } = finding;
  return { level: LEVELS[severity], rule, message, suspects, advice, open: mustBeAnswered(finding) };
}
