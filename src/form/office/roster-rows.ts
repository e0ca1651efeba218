import { CsvError, parse as parseCsv } from "csv-parse/sync";
import type { Cell } from "../../grid.js";
import { plainText } from "../../wording.js";
import { MOST_UNITS } from "../bounds.js";
import { ROSTER_LABELS } from "../office-records.js";
import type { Problem, SchemaFile } from "../problem.js";
import {
  cellProblem,
  coveredBy,
  filledIn,
  MERGED,
  mergedIn,
  type OfficeSheet,
  sheetsWith,
  unreadableProblem,
} from "./sheet.js";

/** 名录的一行: by the columns' keys, and where each of them is. */
export interface RosterRow {
  readonly record: Readonly<Record<string, string>>;
  /** The headings of the file by the columns' keys. */
  readonly labels: Readonly<Record<string, string>>;
  /** A problem of this row; of one column where it is named. */
  readonly problem: (message: string, column?: string) => Problem;
  /** By the columns' keys, what is typed in a way that is not taken, such as a formula. */
  readonly unclear: ReadonlyMap<string, Problem>;
}

export interface RosterRows {
  readonly rows: readonly RosterRow[];
  /** What is wrong with the file as a whole. */
  readonly problems: readonly Problem[];
}

/** The rows of a roster, whatever kind of file it is. */
export function rosterRows(file: SchemaFile): RosterRows {
  return file.path.endsWith(".csv") ? delimitedRows(file) : workbookRows(file);
}

const NEEDED = ["code", "name", "category"] as const;

/** 栏目: a column is headed by its key or by its Chinese label. */
function keyOf(heading: string): string {
  const plain = plainText(heading);
  const known = Object.entries(ROSTER_LABELS).find(([key, label]) => plain === key || plain === plainText(label));
  return known?.[0] ?? heading;
}

/** Excel separates by commas, by semicolons where commas are decimal points, and by tabs in “Unicode 文本”; headings hold none of them. */
function delimiterOf(text: string): string {
  const line = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const count = (sign: string): number => line.split(sign).length;
  return ["\t", ";"].find((sign) => count(sign) > count(",")) ?? ",";
}

function delimitedRows(file: SchemaFile): RosterRows {
  if (file.text.startsWith("PK\u0003") || file.text.includes("\u0000"))
    return { rows: [], problems: [{ file: file.path, message: WORKBOOK }] };
  const given = file.text.replace(/^\ufeff/, "");
  const declared = /^"?sep=([,;\t])"?[ \t]*\r?\n/i.exec(given);
  const text = given.slice(declared?.[0].length ?? 0);
  const above = declared ? 1 : 0;
  const lineProblem = (line: number) => (message: string) => ({ file: file.path, line: line + above, message });
  let headings: Readonly<Record<string, string>> = {};
  let twice: readonly string[] = [];
  try {
    const read: { record: RosterRow["record"]; info: { lines: number } }[] = parseCsv(text, {
      columns: (names: readonly string[]) => {
        headings = Object.fromEntries(names.map((name) => [keyOf(name), name]));
        twice = repeatedColumns(names);
        return names.map(keyOf);
      },
      delimiter: declared?.[1] ?? delimiterOf(text),
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      relax_column_count: true,
      info: true,
    });
    if (read.length > MOST_UNITS) return { rows: [], problems: [tooManyUnits(file)] };
    const wrong = [...(read.length > 0 ? missingColumns(headings) : []), ...twice];
    return {
      rows: read.map(({ record, info }) => ({
        record,
        labels: headings,
        problem: lineProblem(info.lines),
        unclear: new Map(),
      })),
      problems: wrong.map(lineProblem(1)),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { rows: [], problems: [lineProblem(Number(error["lines"] ?? 1))("不是有效的 CSV，请检查引号是否成对")] };
  }
}

const WORKBOOK = "是工作簿（Excel、WPS），只是名称写作 .csv；请打开后另存为“CSV UTF-8（逗号分隔）”";

function tooManyUnits({ path }: SchemaFile): Problem {
  return { file: path, message: `单位名录超过 ${MOST_UNITS} 行` };
}

function missingColumns(headings: Readonly<Record<string, string>>): readonly string[] {
  return NEEDED.filter((column) => !(column in headings)).map((column) => `缺少“${column}”一栏`);
}

/** Of two columns of one name, only one could be read. */
function repeatedColumns(names: readonly string[]): readonly string[] {
  const keys = names.map(keyOf);
  return names
    .filter((_, at) => (keys[at] ?? "") in ROSTER_LABELS && keys.indexOf(keys[at] ?? "") < at)
    .map((name) => `“${name}”一栏有两个`);
}

/** 名录工作簿: the one visible sheet that has the columns of a roster. */
function workbookRows(file: SchemaFile): RosterRows {
  const broken = unreadableProblem(file);
  if (broken.length > 0) return { rows: [], problems: broken };
  const sheets = sheetsWith(
    file,
    NEEDED.map((key) => [key, ROSTER_LABELS[key]]),
  );
  const [sheet, ...others] = sheets;
  const wanted = NEEDED.map((key) => ROSTER_LABELS[key]).join("、");
  if (!sheet) return { rows: [], problems: [{ file: file.path, message: `没有找到“${wanted}”一行栏目标题` }] };
  if (others.length > 0) {
    const names = sheets.map(({ grid }) => `“${grid.sheet}”`).join("、");
    return { rows: [], problems: [{ file: file.path, message: `${names}几张表都是名录，请只留一张` }] };
  }
  const twice = repeatedColumns(sheet.headings.map(([heading]) => heading));
  if (twice.length > 0) return { rows: [], problems: twice.map((message) => headingProblem(file, sheet, message)) };
  if (sheet.rows.length > MOST_UNITS) return { rows: [], problems: [tooManyUnits(file)] };
  const merged = mergedProblems(file, sheet);
  const rows = sheet.rows.map((row) => sheetRow(file, sheet, row, merged));
  return { rows: rows.filter(({ record }) => Object.keys(record).length > 0), problems: [] };
}

function headingProblem(file: SchemaFile, { grid, headingRow }: OfficeSheet, message: string): Problem {
  return { file: file.path, line: headingRow + 1, place: `“${grid.sheet}”表 第${headingRow + 1}行`, message };
}

type MergedProblems = (row: number, column: number, heading: string) => Problem | undefined;

/** One problem for a merged area, however many rows it covers. */
function mergedProblems(file: SchemaFile, sheet: OfficeSheet): MergedProblems {
  const known = new Map<Cell, Problem>();
  const merged = mergedIn(sheet.grid);
  return (row, column, heading) => {
    const cell = coveredBy(merged, row, column);
    if (!cell) return undefined;
    const problem = known.get(cell) ?? cellProblem(file, sheet, cell, `“${heading}”${MERGED}`);
    known.set(cell, problem);
    return problem;
  };
}

function sheetRow(
  file: SchemaFile,
  sheet: OfficeSheet,
  { number, cells }: OfficeSheet["rows"][number],
  merged: MergedProblems,
): RosterRow {
  const columns = new Map([...sheet.columns].map(([heading, column]) => [keyOf(heading), { heading, column }]));
  const headings: RosterRow["labels"] = Object.fromEntries([...columns].map(([key, { heading }]) => [key, heading]));
  const at = (key: string | undefined) => ({ row: number, column: columns.get(key ?? "code")?.column ?? 0 });
  const problem = (message: string, key?: string): Problem => cellProblem(file, sheet, at(key), message);
  const filled = [...columns].flatMap(([key, { column }]) => {
    const content = key in ROSTER_LABELS ? filledIn(cells.get(column)) : { text: "" };
    return "unclear" in content || content.text !== "" ? [{ key, content }] : [];
  });
  const texts = filled.flatMap(({ key, content }) => ("text" in content ? [[key, content.text] as const] : []));
  const blank = filled.length === 0 ? [] : NEEDED.map((key) => [key, ""] as const);
  return {
    record: Object.fromEntries([...blank, ...texts]),
    labels: headings,
    problem,
    unclear: new Map([
      ...filled.flatMap(({ key, content }) =>
        "unclear" in content ? [[key, problem(`“${headings[key] ?? key}”${content.unclear}`, key)] as const] : [],
      ),
      ...[...columns].flatMap(([key, { column, heading }]) => {
        const over = filled.length > 0 && key in ROSTER_LABELS ? merged(number, column, heading) : undefined;
        return over ? [[key, over] as const] : [];
      }),
    ]),
  };
}
