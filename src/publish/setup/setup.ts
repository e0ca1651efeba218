import type { Jurisdiction } from "../../form/form.js";
import { writeWorkbook } from "../workbook/workbook.js";
import { rosterSheets } from "./roster.js";
import { settingsSheets } from "./settings.js";

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
  const author = settings.name ?? "";
  return {
    settings: writeWorkbook({ author, date, sheets: settingsSheets(settings) }),
    roster: writeWorkbook({ author, date, sheets: rosterSheets() }),
  };
}
