import { type CrossfootError, wrongUse } from "../error.js";
import type { ReadDocument, ReadFailure } from "../grid.js";
import { LONGEST_PROBLEM, MOST_PROBLEMS } from "./bounds.js";
import { lineOfPath } from "./position.js";

/** 制度文件的问题: what is wrong, in which file below `schemas/`, and on which line where it has lines. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  /** Of a workbook: sheet and cell. */
  readonly place?: string;
  readonly message: string;
}

/** What contradicts itself in a schema, and the JSON path at which a person finds it. */
export interface Contradiction {
  readonly message: string;
  readonly path: readonly PropertyKey[];
}

/** One file of `schemas/`: its path below that folder and its text. */
export interface SchemaFile {
  readonly path: string;
  /** Of a workbook its digest, which tells one from another. */
  readonly text: string;
  /** The bytes of a workbook, until it is read. */
  readonly bytes?: Uint8Array;
  /** Why it is not read at all: it is too large. */
  readonly refused?: string;
  /** A workbook as it was read, or why it could not be. */
  readonly content?: ReadDocument | { readonly failure: ReadFailure };
  /** Of a text that was made from a workbook: where in the workbook the content of a JSON path stands. */
  readonly placed?: (path: readonly PropertyKey[]) => { readonly line?: number; readonly place?: string };
}

/** The first of them: where one stands has to be looked for in the text. */
export function problemsIn(file: SchemaFile, contradictions: readonly Contradiction[]): readonly Problem[] {
  const placed = file.placed ?? ((path) => ({ line: lineOfPath(file.text, path) }));
  return contradictions
    .slice(0, MOST_PROBLEMS + 1)
    .map(({ message, path }) => ({ file: file.path, ...placed(path), message }));
}

/**
 * 不予装入: the problems in the order of the files and their lines, all of them unless they are more than anybody reads; the error's own file and
 * line are those of the first.
 */
export function refusal(problems: readonly Problem[]): CrossfootError {
  const sorted = inOrder(problems);
  const said = sorted.slice(0, MOST_PROBLEMS).map(wordsOf);
  const [first] = sorted;
  const head =
    sorted.length > MOST_PROBLEMS
      ? `制度文件的问题超过${MOST_PROBLEMS}处，先列出${MOST_PROBLEMS}处：`
      : `制度文件有${said.length}处问题：`;
  const place = first && { file: `schemas/${first.file}`, ...(first.line !== undefined && { line: first.line }) };
  return wrongUse(said.length === 1 ? said.join() : [head, ...said].join("\n"), place);
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((problem) => [wordsOf(problem), problem]));
  return [...seen.values()].sort(
    (a, b) =>
      inText(a.file, b.file) ||
      inText(sheetOf(a), sheetOf(b)) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      inText(a.place ?? "", b.place ?? "") ||
      inText(a.message, b.message),
  );
}

function inText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The sheet of a place: a workbook's problems stand together sheet by sheet. */
function sheetOf({ place = "" }: Problem): string {
  return place.slice(0, place.lastIndexOf(" ") + 1);
}

function wordsOf({ file, line, place, message }: Problem): string {
  const where = place === undefined ? (line === undefined ? "" : ` 第${line}行`) : ` ${place}`;
  const short = message.length > LONGEST_PROBLEM ? `${message.slice(0, LONGEST_PROBLEM)}…` : message;
  return `schemas/${file}${where}：${short}`;
}
