import { MOST_ROWS } from "../bounds.js";
import { cellProblem, coveredBy, filledIn, MERGED, mergedIn, type OfficeSheet, sheetsWith } from "../office/office.js";
import type { Problem, SchemaFile } from "../problem.js";
import { OPEN } from "./words.js";

/** 工作簿的一行: its texts by heading, and a problem of one of its cells. */
export interface BookRow<H extends string> {
  /** From 0. */
  readonly number: number;
  readonly text: (heading: H) => string;
  readonly problem: (message: string, heading?: H) => Problem;
}

export interface BookSheet<H extends string> {
  readonly rows: readonly BookRow<H>[];
  /** What is open, and what can't be read for certain. */
  readonly problems: readonly Problem[];
}

/** 读一张表 of 表式.xlsx, known by its name and its headings. `later` are headings that may be lacking. Undefined where it is not there, which is a problem of the file. */
export function bookSheet<H extends string>(
  file: SchemaFile,
  name: string,
  headings: readonly H[],
  later: readonly H[] = [],
): BookSheet<H> | undefined {
  const [first, second] = headings;
  const sheet = sheetsWith(
    file,
    [first, second].map((heading) => [heading ?? ""]),
  ).find(({ grid }) => grid.sheet === name);
  if (!sheet) return undefined;
  if (sheet.rows.length > MOST_ROWS)
    return { rows: [], problems: [{ file: file.path, message: `“${name}”表超过 ${MOST_ROWS} 行` }] };
  const merged = mergedIn(sheet.grid);
  const read = sheet.rows.map((row) => bookRow({ file, sheet, merged }, row, headings));
  const lacking = headings.filter((heading) => !sheet.columns.has(heading) && !later.includes(heading));
  return {
    rows: read.map(({ row }) => row),
    problems: [
      ...lacking.map((heading) => ({
        file: file.path,
        line: sheet.headingRow + 1,
        place: `“${name}”表 第${sheet.headingRow + 1}行`,
        message: `缺少“${heading}”一栏`,
      })),
      ...read.flatMap(({ problems }) => problems),
    ],
  };
}

interface BookPlace {
  readonly file: SchemaFile;
  readonly sheet: OfficeSheet;
  readonly merged: ReturnType<typeof mergedIn>;
}

function bookRow<H extends string>(
  { file, sheet, merged }: BookPlace,
  { number, cells }: OfficeSheet["rows"][number],
  headings: readonly H[],
): { readonly row: BookRow<H>; readonly problems: readonly Problem[] } {
  const columnOf = (heading: H | undefined): number =>
    sheet.columns.get(heading ?? "") ?? sheet.columns.get(headings[0] ?? "") ?? 0;
  const problem = (message: string, heading?: H): Problem =>
    cellProblem(file, sheet, { row: number, column: columnOf(heading) }, message);
  const contents = new Map(
    headings.map((heading) => {
      const column = sheet.columns.get(heading) ?? -1;
      return [heading, coveredBy(merged, number, column) ? { unclear: MERGED } : filledIn(cells.get(column))];
    }),
  );
  const text = (heading: H): string => {
    const content = contents.get(heading);
    return content && "text" in content ? content.text : "";
  };
  const problems = [...contents].flatMap(([heading, content]) => {
    if ("unclear" in content) return [problem(`“${heading}”${content.unclear}`, heading)];
    return content.text.startsWith(OPEN)
      ? [problem(`“${heading}”还没有定：${content.text}，请改填确定的内容`, heading)]
      : [];
  });
  return { row: { number, text, problem }, problems };
}

/** 缺少的表: also where its headings are no longer those by which it is known. */
export function lostSheet({ path }: SchemaFile, name: string): Problem {
  return { file: path, message: `缺少“${name}”表，或者改了它的栏目标题` };
}

/** 一栏多项: 人数、户数. */
export function wordsIn(text: string): readonly string[] {
  return text.split(/[、，,；;\n]/).flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
}
