import { decimal, format } from "../../decimal.js";
import type { Jurisdiction } from "../../form/form.js";
import {
  NONE,
  permittedText,
  SETTINGS_HEADINGS,
  type Setting,
  type SettingList,
  settingsLayout,
} from "../../form/office/office.js";
import { columnName } from "../../grid.js";
import {
  acrossRow,
  type Sheet,
  type SheetCell,
  type SheetRow,
  textRow,
  titleRow,
  type Validation,
} from "../workbook/workbook.js";

const SHEET = "设置";
const WIDTHS = [18, 30, 34, 52] as const;
const LIST_WIDTH = 24;
const LIST_ROWS = 30;
const NOTE =
  "只填“填写”一栏，其余各栏不要改动，行的次序不限；填好后保存，放在 schemas 目录，名称为 设置.xlsx。有这个文件，程序就不再读取 jurisdiction.json。";

/** 设置的填写, as a person types it: one text for each setting, and the rows of each list, in the layout's order. */
export interface SettingsTexts {
  readonly settings: readonly string[];
  readonly lists: readonly (readonly (readonly string[])[])[];
}

/** 现在的设置, as they would be typed. */
export function settingsTexts(values: Partial<Jurisdiction>): SettingsTexts {
  const { settings, lists } = settingsLayout();
  return {
    settings: settings.map((setting) => answerText(setting, valueAt(values, setting.path))),
    lists: lists.map(({ key, columns }) =>
      entriesOf(valueAt(values, [key])).map((entry) =>
        columns.map((setting) => answerText(setting, valueAt(entry, setting.path))),
      ),
    ),
  };
}

/** 设置.xlsx: every setting with its explanation and what may be filled in, and a sheet for each list. */
export function settingsSheets(texts: SettingsTexts): readonly Sheet[] {
  const layout = settingsLayout();
  return [
    settingsSheet(layout.settings, texts.settings),
    ...layout.lists.map((list, at) => listSheet(list, texts.lists[at] ?? [])),
  ];
}

const HEAD_ROWS = 3;

function settingsSheet(settings: readonly Setting[], texts: readonly string[]): Sheet {
  return {
    name: SHEET,
    widths: WIDTHS,
    landscape: true,
    frozen: { rows: HEAD_ROWS, columns: 1 },
    repeatRows: `${HEAD_ROWS}:${HEAD_ROWS}`,
    rows: [...headRows("本级设置", NOTE), textRow(SETTINGS_HEADINGS, "heading"), ...settings.map(rowOf(texts))],
    merges: [acrossRow(1, WIDTHS.length), acrossRow(2, WIDTHS.length)],
    validations: settings.flatMap((setting, at) => validationOf(setting, `B${HEAD_ROWS + at + 1}`)),
  };
}

function headRows(title: string, note: string): readonly SheetRow[] {
  return [titleRow(title), { cells: [{ value: note, style: "plain" }], height: 34 }];
}

function rowOf(texts: readonly string[]): (setting: Setting, at: number) => SheetRow {
  return (setting, at) => ({
    cells: [
      { value: setting.label, style: "label" },
      answer(setting, texts[at] ?? ""),
      { value: permittedText(setting), style: "label" },
      { value: clerksWords(setting.explanation), style: "label" },
    ],
  });
}

/** What stands in brackets in Latin signs alone is how the file of settings writes it: （zero）. */
export function clerksWords(explanation: string): string {
  return explanation.replace(/（[!-~]+）/g, "");
}

function valueAt(values: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    values,
  );
}

/** Numbers are numbers; everything else is text, so that 01-31 does not become a date. */
function answer({ kind }: Setting, text: string): SheetCell {
  const numeric = kind === "whole" || kind === "digits";
  if (!numeric || (text !== "" && !/^\d{1,15}$/.test(text))) return { value: text, style: "answer" };
  return { value: text === "" ? "" : decimal(text), style: "answerNumber" };
}

function answerText({ kind, choices, otherwise }: Setting, value: unknown): string {
  if (kind === "whole" || kind === "digits") return value === undefined ? "" : format(decimal(String(value)));
  const known = choices.find((choice) => choice.value === String(value))?.label;
  return known ?? (Array.isArray(value) ? wordsText(value, otherwise) : String(value ?? ""));
}

/** A blank stands for what holds otherwise, so that nothing at all has a word of its own. */
function wordsText(words: readonly unknown[], otherwise: string | undefined): string {
  return words.length === 0 && otherwise !== undefined ? NONE : words.join("、");
}

function validationOf(setting: Setting, cells: string): readonly Validation[] {
  const error = `“${setting.label}”应填 ${permittedText(setting)}`;
  if (setting.choices.length > 0 && setting.kind !== "words")
    return [{ cells, allows: { oneOf: setting.choices.map(({ label }) => label) }, error }];
  if (setting.kind !== "whole" && setting.kind !== "digits") return [];
  return [{ cells, allows: { wholeFrom: setting.minimum ?? 0 }, error }];
}

/** 一张清单: one entry a row. */
function listSheet(list: SettingList, entries: readonly (readonly string[])[]): Sheet {
  const { columns } = list;
  const rows = Array.from({ length: Math.max(LIST_ROWS, entries.length) }, (_, at) => ({
    cells: columns.map((setting, column) => answer(setting, entries[at]?.[column] ?? "")),
  }));
  const note = clerksWords(
    [list.explanation, ...columns.map((setting) => `${setting.label}：${setting.explanation}`)].join("；"),
  );
  return {
    name: list.label,
    widths: columns.map(() => LIST_WIDTH),
    landscape: true,
    frozen: { rows: HEAD_ROWS, columns: 0 },
    rows: [
      titleRow(list.label),
      { cells: [{ value: note, style: "plain" }], height: 50 },
      textRow(
        columns.map(({ label }) => label),
        "heading",
      ),
      ...rows,
    ],
    merges: [acrossRow(1, columns.length), acrossRow(2, columns.length)],
    validations: columns.flatMap((setting, at) => {
      const letters = columnName(at);
      return validationOf(setting, `${letters}${HEAD_ROWS + 1}:${letters}${HEAD_ROWS + rows.length}`);
    }),
  };
}

function entriesOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
