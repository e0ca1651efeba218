import type { Grid } from "../../grid.js";
import { plainText } from "../../wording.js";
import { MOST_SETTINGS } from "../bounds.js";
import { type Jurisdiction, JurisdictionSchema } from "../office-records.js";
import { type Parsed, parseRecord } from "../parse.js";
import type { Contradiction, Problem, SchemaFile } from "../problem.js";
import { type SettingList, type SettingsLayout, settingsLayout } from "./settings.js";
import { type FilledSetting, filledSetting } from "./settings-rows.js";
import { cellProblem, type OfficeSheet, sheetsWith, unreadableProblem, visibleGrids } from "./sheet.js";

/** 设置工作簿的栏目: what is set, and what is filled in; further columns explain. */
export const SETTINGS_HEADINGS = ["项目", "填写", "可以填的值", "说明"] as const;
const [ITEM, VALUE] = SETTINGS_HEADINGS;

/** Settings that were read, and where in their file what contradicts other files stands. */
export interface ParsedSettings extends Parsed<Jurisdiction> {
  readonly problemsAt: (contradictions: readonly Contradiction[]) => readonly Problem[];
}

const TOO_MANY = `一张表超过 ${MOST_SETTINGS} 行`;

interface Read {
  readonly grids: readonly Grid[];
  readonly filled: readonly FilledSetting[];
  readonly problems: readonly Problem[];
}

/** 读设置.xlsx: the same settings as jurisdiction.json, by their Chinese labels; everything that is wrong at once, each with sheet and cell. */
export function parseSettingsWorkbook(file: SchemaFile): ParsedSettings {
  const layout = settingsLayout();
  const sheets = sheetsWith(file, [[ITEM], [VALUE]]);
  const broken = unreadableProblem(file);
  if (broken.length > 0 || sheets.length === 0) {
    const message = `没有找到“${ITEM}、${VALUE}”一行栏目标题`;
    const problems = broken.length > 0 ? broken : [{ file: file.path, message }];
    return { value: undefined, problems, problemsAt: () => [] };
  }
  const rows = [...sheets, ...layout.lists.flatMap((list) => listSheets(file, list))].map((sheet) => sheet.rows.length);
  if (rows.some((count) => count > MOST_SETTINGS))
    return { value: undefined, problems: [{ file: file.path, message: TOO_MANY }], problemsAt: () => [] };
  const read = [
    ...sheets.map((sheet) => settingRows(file, sheet, layout)),
    ...layout.lists.map((list) => listRows(file, list)),
  ];
  const filled = read.flatMap((one) => one.filled);
  const { value, issues } = parseRecord(recordOf(filled, layout), JurisdictionSchema);
  const unclear = filled.flatMap((one) => one.unclear ?? []);
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...unreadSheets(file, read),
    ...unclear,
    ...repeated(filled),
    ...issues.flatMap(({ path, message }) => issueProblem({ file, filled, layout }, path, message)),
  ];
  return {
    value: problems.length > 0 ? undefined : value,
    problems,
    problemsAt: (contradictions) =>
      contradictions.map(({ path, message }) => placed(filled, path)?.problem(message) ?? { file: file.path, message }),
  };
}

/** One setting a row, in any order. */
function settingRows(file: SchemaFile, sheet: OfficeSheet, { settings }: SettingsLayout): Read {
  const [labels, values] = [ITEM, VALUE].map((heading) => sheet.columns.get(heading) ?? 0) as [number, number];
  const byLabel = new Map(settings.map((setting) => [plainText(setting.label), setting]));
  const filled: FilledSetting[] = [];
  const problems: Problem[] = [];
  for (const row of sheet.rows) {
    const label = row.cells.get(labels)?.text.trim() ?? "";
    const setting = byLabel.get(plainText(label));
    const at = { row: row.number, column: label === "" ? values : labels };
    if (setting) filled.push(filledSetting(setting, [], { file, sheet, row, column: values }));
    else if (label !== "") problems.push(cellProblem(file, sheet, at, `不认识“${label}”这一项，程序不会读取`));
    else if (row.cells.has(values)) problems.push(cellProblem(file, sheet, at, `这一行没有写“${ITEM}”`));
  }
  return { grids: [sheet.grid], filled, problems };
}

/** A sheet with one row for each entry, known by the heading of its first column; without any such sheet there is none. */
function listRows(file: SchemaFile, list: SettingList): Read {
  const [sheet, other] = listSheets(file, list);
  if (!sheet) return NOTHING;
  const columns = list.columns.flatMap((setting) => {
    const column = sheet.columns.get(plainText(setting.label));
    return column === undefined ? [] : [{ setting, column }];
  });
  const lacking = list.columns.filter((setting) => columns.every((one) => one.setting !== setting));
  const problems = [
    ...lacking.map(({ label }) => ({
      file: file.path,
      line: sheet.headingRow + 1,
      message: `“${sheet.grid.sheet}”表缺少“${label}”一栏`,
    })),
    ...(other ? [{ file: file.path, message: `有几张表是“${list.label}”，请只留一张` }] : []),
  ];
  if (problems.length > 0) return { ...NOTHING, grids: [sheet.grid], problems };
  const rows = sheet.rows.filter(({ cells }) => columns.some(({ column }) => cells.has(column)));
  const filled = rows.flatMap((row, at) =>
    columns.map(({ setting, column }) => filledSetting(setting, [list.key, at], { file, sheet, row, column })),
  );
  return { grids: [sheet.grid], filled, problems: [] };
}

function listSheets(file: SchemaFile, list: SettingList): readonly OfficeSheet[] {
  return sheetsWith(file, [[list.columns[0]?.label ?? list.label]]);
}

const NOTHING: Read = { grids: [], filled: [], problems: [] };

/** 程序不读取的表: somebody may have filled it in and wait for it to work. */
function unreadSheets(file: SchemaFile, read: readonly Read[]): readonly Problem[] {
  const known = new Set(read.flatMap(({ grids }) => grids));
  return visibleGrids(file)
    .filter((grid) => !known.has(grid) && grid.cells.some(({ text }) => text.trim() !== ""))
    .map(({ sheet }) => ({ file: file.path, message: `程序不读取“${sheet}”表，请删去，或恢复原来的栏目标题` }));
}

function repeated(filled: readonly FilledSetting[]): readonly Problem[] {
  return filled.flatMap((one, at) => {
    const before = filled.findIndex(({ path }) => samePath(path, one.path));
    return before < at ? [one.problem(`“${one.label}”写了两次`)] : [];
  });
}

/** 设置, in the shape of jurisdiction.json. Groups that must be there are, so that what is missing is said of each setting. */
function recordOf(filled: readonly FilledSetting[], { settings }: SettingsLayout): object {
  const record: Record<PropertyKey, unknown> = {};
  for (const { path, required } of settings) if (required) put(record, path, undefined);
  for (const { path, value } of filled) if (value !== undefined) put(record, path, value);
  return record;
}

function put(record: Record<PropertyKey, unknown>, path: readonly PropertyKey[], value: unknown): void {
  const [step = "", ...rest] = path;
  if (rest.length === 0) {
    if (value !== undefined) record[step] = value;
    return;
  }
  record[step] ??= typeof rest[0] === "number" ? [] : {};
  put(record[step] as Record<PropertyKey, unknown>, rest, value);
}

interface Sought {
  readonly file: SchemaFile;
  readonly filled: readonly FilledSetting[];
  readonly layout: SettingsLayout;
}

/** What the settings' shape complains of, at the cell; nothing more of a cell that was not understood. */
function issueProblem(
  { file, filled, layout }: Sought,
  path: readonly PropertyKey[],
  message: string,
): readonly Problem[] {
  const at = placed(filled, path);
  if (at?.unclear) return [];
  if (at) return [at.problem(`“${at.label}”${message}${at.text === "" ? "" : `，现为“${at.text}”`}`)];
  const missing = layout.settings.find((setting) => samePath(setting.path, path));
  return [{ file: file.path, message: missing ? `缺少“${missing.label}”一行` : message }];
}

/** The cell of a path; one of several words in a cell, and a whole entry, stand where their cell does. */
function placed(filled: readonly FilledSetting[], path: readonly PropertyKey[]): FilledSetting | undefined {
  return (
    filled.find((one) => samePath(one.path, path.slice(0, one.path.length))) ??
    filled.find((one) => samePath(path, one.path.slice(0, path.length)))
  );
}

function samePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((step, at) => step === b[at]);
}
