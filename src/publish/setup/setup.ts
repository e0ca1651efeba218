import type { Jurisdiction, Schemas } from "../../form/form.js";
import {
  permittedText,
  type RosterColumn,
  rosterColumns,
  type Setting,
  settingsLayout,
} from "../../form/office/office.js";
import { writeWorkbook } from "../workbook/workbook.js";
import { rosterSheets, rosterTexts } from "./roster.js";
import { clerksWords, type SettingsTexts, settingsSheets, settingsTexts } from "./settings.js";

export type { SettingsTexts } from "./settings.js";

/** 首次设置: what the place sets, and the day on which the workbooks are made. */
export interface SetupRequest {
  readonly settings: Partial<Jurisdiction>;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** 设置.xlsx and units.xlsx. */
export interface SetupWorkbooks {
  readonly settings: Uint8Array;
  readonly roster: Uint8Array;
}

export function writeSetup({ settings, date }: SetupRequest): SetupWorkbooks {
  return writeTypedSetup({ units: [], settings: settingsTexts(settings), author: settings.name ?? "", date });
}

/** 填写的名录和设置, as they were typed. */
export interface TypedSetup {
  /** One row a unit, its texts in the order of the roster's columns. */
  readonly units: readonly (readonly string[])[];
  readonly settings: SettingsTexts;
  readonly author: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

export function writeTypedSetup({ units, settings, author, date }: TypedSetup): SetupWorkbooks {
  return {
    settings: writeWorkbook({ author, date, sheets: settingsSheets(settings) }),
    roster: writeWorkbook({ author, date, sheets: rosterSheets(units) }),
  };
}

/** The number of the first row that is filled in, on every sheet of both workbooks. */
export const FIRST_FILLED_ROW = 4;

/** 一栏的填法: its label, what may be filled in, the choices where there are any, and the explanation. */
export interface FieldWords {
  readonly label: string;
  readonly permitted: string;
  readonly choices: readonly string[];
  readonly explanation: string;
}

/** 名录和设置的现状: what there is to be filled in, and what stands there now. */
export interface SetupWords {
  readonly columns: readonly RosterColumn[];
  readonly fields: readonly FieldWords[];
  readonly lists: readonly { readonly label: string; readonly columns: readonly FieldWords[] }[];
  readonly units: readonly (readonly string[])[];
  readonly settings: SettingsTexts;
}

export function setupWords({ units, jurisdiction }: Schemas): SetupWords {
  const { settings, lists } = settingsLayout();
  return {
    columns: rosterColumns(),
    fields: settings.map(wordsOf),
    lists: lists.map(({ label, columns }) => ({ label, columns: columns.map(wordsOf) })),
    units: rosterTexts(units),
    settings: settingsTexts(jurisdiction),
  };
}

function wordsOf(setting: Setting): FieldWords {
  const { label, kind, choices, explanation } = setting;
  return {
    label,
    permitted: permittedText(setting),
    choices: kind === "words" ? [] : choices.map((choice) => choice.label),
    explanation: clerksWords(explanation),
  };
}
