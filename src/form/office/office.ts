import { type Jurisdiction, JurisdictionSchema, UnitSchema } from "../office-records.js";
import { parseFile } from "../parse.js";
import { problemsIn, type SchemaFile } from "../problem.js";
import { type ParsedSettings, parseSettingsWorkbook } from "./settings-workbook.js";

export { OUTLINE_WORDS, THE_OTHERS } from "./outline-labels.js";
export { parseRoster, unitCalled } from "./roster.js";
export {
  choiceNamed,
  NONE,
  permittedText,
  type Setting,
  type SettingList,
  type SettingsLayout,
  settingsLayout,
} from "./settings.js";
export { SETTINGS_HEADINGS } from "./settings-workbook.js";
export {
  cellProblem,
  coveredBy,
  filledIn,
  MERGED,
  mergedIn,
  type OfficeSheet,
  sheetsWith,
  unreadableProblem,
} from "./sheet.js";
export { parseWordOutline } from "./word-outline.js";

/** 读本级设置: 设置.xlsx, or jurisdiction.json. */
export function parseSettings(file: SchemaFile): ParsedSettings {
  if (file.path.endsWith(".xlsx")) return parseSettingsWorkbook(file);
  const { value, problems } = parseFile<Jurisdiction>(file, JurisdictionSchema);
  return { value, problems, problemsAt: (contradictions) => problemsIn(file, contradictions) };
}

/** 名录的一栏. */
export interface RosterColumn {
  readonly key: string;
  readonly label: string;
  readonly explanation: string;
}

/** 名录的栏目, in the order in which a roster to be filled in has them. */
export function rosterColumns(): readonly RosterColumn[] {
  return Object.entries(UnitSchema.shape).map(([key, column]) => {
    const { title = key, description = "" } = column.meta() ?? {};
    return { key, label: title, explanation: description };
  });
}
