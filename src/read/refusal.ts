import type { ReadFailure } from "../grid.js";

/** 不能读取: thrown within this stage when a file gives nothing; `readSubmission` makes it a result. */
export class ReadRefusal extends Error {
  readonly failure: ReadFailure;

  constructor(failure: ReadFailure) {
    super(failure.reason);
    this.name = "ReadRefusal";
    this.failure = failure;
  }
}

export function unreadable(
  reason: string,
  advice = "请用 Excel 或 WPS 打开核对内容，另存为 .xlsx 后重新报送",
): ReadRefusal {
  return new ReadRefusal({ rule: "FILE.UNREADABLE", reason, advice });
}

export function encrypted(reason: string): ReadRefusal {
  return new ReadRefusal({ rule: "FILE.ENCRYPTED", reason, advice: "请取消密码后重新报送" });
}

const SEND_LESS = "请只保留年报表格，另存为 .xlsx 后重新报送";

/** @param first what to try before the file is sent in again */
export function tooLarge(reason: string, first = ""): ReadRefusal {
  return new ReadRefusal({ rule: "FILE.TOO_LARGE", reason, advice: first + SEND_LESS });
}

export function unsupported(reason: string, advice = "请另存为 .xlsx 或 .docx 后重新报送"): ReadRefusal {
  return new ReadRefusal({ rule: "FILE.UNSUPPORTED", reason, advice });
}

export function pictureRefused(): ReadRefusal {
  return new ReadRefusal({
    rule: "FILE.UNSUPPORTED",
    reason: "这是图片，无法从中读取数据",
    advice: "请报送年报的 .xlsx 或 .docx 原件",
    picture: true,
    scanned: true,
  });
}

/** 扫描件: a document all of whose pages are pictures. */
export function scanRefused(reason: string, advice: string): ReadRefusal {
  return new ReadRefusal({ rule: "FILE.UNSUPPORTED", reason, advice, scanned: true });
}

/** 同一格两次: which of the two a program shows can't be told. */
export function writtenTwice(): ReadRefusal {
  return unreadable("同一个单元格在文件中出现两次，无法确定以哪一个为准");
}

/** What the engine says where a text, a list or the depth of nesting would exceed what it can hold. */
const TOO_MUCH =
  /Invalid (?:string|array|typed array|array buffer|Map|Set)? ?length|maximum size exceeded|allocation failed|call stack/i;

/** Whether the engine could not hold what a file says. */
export function isTooMuch(problem: unknown): boolean {
  return problem instanceof RangeError && TOO_MUCH.test(problem.message);
}

/** Whatever a reader threw as a failure that can be shown. A program error counts as a damaged file and names no internals. */
export function failureOf(problem: unknown): ReadFailure {
  if (problem instanceof ReadRefusal) return problem.failure;
  if (isTooMuch(problem)) return tooLarge("文件的内容过多").failure;
  return unreadable("文件内容已损坏或不符合其格式，无法读取").failure;
}
