import { plainText } from "../../wording.js";
import type { Problem, SchemaFile } from "../problem.js";
import { choiceNamed, NONE, type Setting } from "./settings.js";
import { cellProblem, type Filled, filledIn, type OfficeRow, type OfficeSheet } from "./sheet.js";

/** 填了的设置: the value as the settings' shape wants it, and where it stands. */
export interface FilledSetting {
  readonly path: readonly PropertyKey[];
  /** Undefined where nothing is filled in. */
  readonly value: unknown;
  readonly label: string;
  /** What somebody filled in, for messages. */
  readonly text: string;
  readonly problem: (message: string) => Problem;
  /** What was filled in can't be understood; nothing more is said of it. */
  readonly unclear?: Problem;
}

/** 读一格设置. */
export function filledSetting(
  setting: Setting,
  above: readonly PropertyKey[],
  place: { readonly file: SchemaFile; readonly sheet: OfficeSheet; readonly row: OfficeRow; readonly column: number },
): FilledSetting {
  const { file, sheet, row, column } = place;
  const content = filledIn(row.cells.get(column));
  const problem = (message: string): Problem => cellProblem(file, sheet, { row: row.number, column }, message);
  const known = { path: [...above, ...setting.path], label: setting.label, problem };
  if ("unclear" in content)
    return { ...known, value: undefined, text: "", unclear: problem(`“${setting.label}”${content.unclear}`) };
  const { text } = content;
  const value = settingValue(setting, content);
  if (value !== NOT_A_CHOICE) return { ...known, value, text };
  const choices = setting.choices.map(({ label }) => label).join("、");
  const unclear = problem(`“${setting.label}”只能是 ${choices} 之一，现为“${text}”`);
  return { ...known, value: undefined, text, unclear };
}

const NOT_A_CHOICE = Symbol("not a choice");

type Known = Extract<Filled, { readonly text: string }>;

/** The value in the settings' own writing; a text that can't be put into it stays as it is, and the settings' shape refuses it. */
function settingValue(setting: Setting, content: Known): unknown {
  const { text } = content;
  if (text === "") return undefined;
  const narrow = text.normalize("NFKC").replace(/\s+/g, "");
  switch (setting.kind) {
    case "text":
      return text;
    case "words":
      if (narrow === NONE) return [];
      return text.split(/[、，,；;\n]/).flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
    case "whole":
      return /^-?\d+(?:\.\d+)?$/.test(narrow) ? Number(narrow) : text;
    case "digits":
      return narrow;
    case "monthDay":
      return monthDayOf(content, narrow);
    case "date":
      return dateOf(content, narrow);
    case "choice":
    case "flag": {
      const choice = choiceNamed(setting, text) ?? choiceNamed(setting, plainText(text));
      if (!choice) return NOT_A_CHOICE;
      return setting.kind === "flag" ? choice.value === "true" : choice.value;
    }
  }
}

/** 1月20日, 1-20, 1/20 and the date that a spreadsheet makes of them are 01-20. A year that was typed is not dropped. */
function monthDayOf({ day }: Known, narrow: string): string {
  if (day) return `${two(day.month)}-${two(day.day)}`;
  const [, month, dayOfMonth] = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(narrow) ?? [];
  return month && dayOfMonth ? `${two(month)}-${two(dayOfMonth)}` : narrow;
}

function dateOf({ day }: Known, narrow: string): string {
  if (day) return `${day.year}-${two(day.month)}-${two(day.day)}`;
  const [, year, month, dayOfMonth] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(narrow) ?? [];
  return year && month && dayOfMonth ? `${year}-${two(month)}-${two(dayOfMonth)}` : narrow;
}

function two(number: number | string): string {
  return String(number).padStart(2, "0");
}
