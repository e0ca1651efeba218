import type { Problem, SchemaFile } from "../problem.js";
import { type BookRow, bookSheet, lostSheet, wordsIn } from "./rows.js";
import { PERIODS, SETTING_HEADINGS, SETTING_SHEET, SETTINGS, type SettingKey } from "./words.js";

type SettingRow = BookRow<(typeof SETTING_HEADINGS)[number]>;

/** 设置 of a form's workbook: the head of its record, and the rows by their keys. */
export interface BookSettings {
  readonly record: object;
  readonly document: string;
  readonly title: string;
  readonly rows: ReadonlyMap<SettingKey, SettingRow>;
  /** What is open, and what can't be read for certain. */
  readonly unclear: readonly Problem[];
  readonly problems: readonly Problem[];
}

export function readBookSettings(file: SchemaFile): BookSettings {
  const sheet = bookSheet(file, SETTING_SHEET, SETTING_HEADINGS);
  const filled = (sheet?.rows ?? []).filter((row) => row.text("项目") !== "" || row.text("填写") !== "");
  const rows = new Map<SettingKey, SettingRow>();
  const unknown = filled.flatMap((row) => {
    const key = keyNamed(row.text("项目"));
    if (!key) return [row.problem(`不认识“${row.text("项目")}”这一项，程序不会读取`, "项目")];
    const twice = rows.has(key) ? [row.problem(`“${row.text("项目")}”写了两次`, "项目")] : [];
    rows.set(key, row);
    return twice;
  });
  const text = (key: SettingKey): string => rows.get(key)?.text("填写").trim() ?? "";
  const needed = (["title", "document", "period", "from"] as const).filter((key) => text(key) === "");
  const missing = needed.map((key) => {
    const message = `“${SETTINGS[key].label}”没有填写`;
    return rows.get(key)?.problem(message, "填写") ?? { file: file.path, message };
  });
  const period = Object.entries(PERIODS).find(([word]) => word === text("period"))?.[1];
  const wrongPeriod =
    text("period") === "" || period
      ? []
      : [rows.get("period")?.problem(`“报告期”只能是 ${Object.keys(PERIODS).join("、")} 之一`, "填写")];
  return {
    record: recordOf(text, period),
    document: text("document"),
    title: text("title"),
    rows,
    unclear: sheet?.problems ?? [],
    problems: sheet
      ? [...unknown, ...missing, ...wrongPeriod.flatMap((one) => one ?? [])]
      : [lostSheet(file, SETTING_SHEET)],
  };
}

function keyNamed(label: string): SettingKey | undefined {
  return (Object.keys(SETTINGS) as SettingKey[]).find((key) => SETTINGS[key].label === label);
}

/** The head of form.json. A year that is none stays as it was typed: the shape of the record refuses it. */
function recordOf(text: (key: SettingKey) => string, period: string | undefined): object {
  const year = (key: SettingKey): unknown => (/^\d{4}$/.test(text(key)) ? Number(text(key)) : text(key));
  const words = wordsIn(text("titleWords"));
  const reporters = wordsIn(text("reporters"));
  const deadlines = { submission: text("submission"), publication: text("publication") };
  return {
    title: text("title"),
    ...(words.length > 0 && { titleWords: words }),
    basis: { document: text("document") },
    inForce: { from: year("from"), ...(text("to") !== "" && { to: year("to") }) },
    period,
    ...(deadlines.submission + deadlines.publication !== "" && { deadlines }),
    ...(reporters.length > 0 && { reporters }),
  };
}

/** Where what a record complains of was filled in. */
export function settingAt([first, second]: readonly PropertyKey[], rows: BookSettings["rows"]): SettingRow | undefined {
  const key = first === "inForce" || first === "deadlines" ? second : first === "basis" ? "document" : first;
  return rows.get((key ?? (first === "inForce" ? "from" : "submission")) as SettingKey);
}
