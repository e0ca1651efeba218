import { type GradedFinding, SEVERITY_NAME } from "../../finding.js";
import { checkSingle, mustBeAnswered } from "../../single-submission.js";
import type { Carried, CheckedFinding, CheckRequest } from "../talk.js";
import { bytesOf } from "./files.js";
import { inWorld } from "./world.js";

/** 只检查一个文件: as the command's `check` does. */
export function checkFile({ task, placed, file }: CheckRequest, carried: Carried): Promise<readonly CheckedFinding[]> {
  return inWorld({ task, placed, font: undefined, carried, log: () => undefined }, async (schemas, effects) => {
    const { name, size } = file.file;
    const single = { name, size, bytes: () => bytesOf(file.file) };
    const request = { file: single, period: task.period, mayFollow: true };
    return (await checkSingle(request, schemas, effects)).map(shown);
  });
}

function shown(finding: GradedFinding): CheckedFinding {
  const { severity, message, suspects, advice } = finding;
  return { level: SEVERITY_NAME[severity], message, suspects, advice, open: mustBeAnswered(finding) };
}
