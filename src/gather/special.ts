import type { ListedFile, SpecialKind } from "../effects.js";
import { wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { ReadFailure } from "../grid.js";
import { receive } from "../intake/intake.js";
import { failed } from "./processing.js";
import type { ReadingContext } from "./reading.js";
import type { FailedSubmission } from "./submission.js";

const WORDS: Readonly<Record<SpecialKind, string>> = {
  link: "这是一个链接（快捷方式），不是文件本身",
  pipe: "这是一个管道，不是文件",
  socket: "这是一个套接字，不是文件",
  device: "这是一个设备，不是文件",
};

/**
 * 不是文件的东西: a link, a pipe, a socket, a device among the submissions is named and never opened. One named as a unit's is that unit's
 * submission, of which nothing can be read (红岩镇.xlsx that leads nowhere); any other is a stray thing, and keeps no report back.
 */
export function specialSubmissions(files: readonly ListedFile[], context: ReadingContext): readonly FailedSubmission[] {
  const { period, index } = context;
  return files.flatMap(({ path, special }) => {
    if (special === undefined) return [];
    const read = { file: `${period.key}/${path}`, sha256: "", outcome: { failure: failureOf(special) } };
    return receive(read, index, period).flatMap((received): readonly FailedSubmission[] => {
      if (!("failure" in received)) return [];
      const { kind } = received.identity.owner;
      return kind === "unit" || kind === "disputed"
        ? [failed(received, context)]
        : [{ received, findings: [], acceptance: { state: "stray", kind: special } }];
    });
  });
}

/** The office's own files that are none: what they should hold is missing. */
export function specialFindings(files: readonly ListedFile[], folder: string): readonly Finding[] {
  return files.flatMap(({ path, special }): readonly Finding[] => {
    if (special === undefined) return [];
    const { rule, reason, advice } = failureOf(special);
    const sources = [wholeFile(`${folder}/${path}`)];
    return [{ code: rule, unit: null, figures: [], sources, facts: { reason, advice } }];
  });
}

function failureOf(special: SpecialKind): ReadFailure {
  return { rule: "FILE.UNSUPPORTED", reason: `${WORDS[special]}，没有打开`, advice: "请将文件本身复制到该文件夹" };
}
