import type { Consolidation } from "../../consolidation.js";
import { type Form, figureNamed, ruleNamed, type Schemas, type Unit } from "../../form/form.js";
import { ENTRY_SHEET, type EntryMark, entryRows } from "../../scan-entry.js";
import type { PendingScan, ScannedFooting } from "../../scanned-form.js";
import type { OutputFile, Publication } from "../publication.js";
import { fileInPieces } from "../publication.js";
import { type Sheet, textRow, workbookPieces } from "../workbook/workbook.js";
import { coverSheet } from "./cover-sheet.js";
import { type EntrySheet, entrySheet } from "./entry-sheet.js";
import { type FormRow, formRows } from "./form-rows.js";

export { type FormRow, formRows } from "./form-rows.js";

/**
 * 录入-待核: for each scan that waits for a person a workbook with the picture of every cell beside what was recognised, and cells to confirm it in.
 * Nothing in it is a figure until it comes back with a name.
 */
export function writeScanEntries(publication: Publication): readonly OutputFile[] {
  const { consolidation } = publication;
  return (consolidation.scans ?? []).flatMap((pending) => {
    const unit = consolidation.units.find(({ code }) => code === pending.scan.unit);
    const form = consolidation.forms.find(({ id, edition }) => isOf(pending, id, edition));
    if (!unit || !form) return [];
    const accompanying = consolidation.forms.filter((one) => one !== form && isSeen(pending, one));
    const forms = [form, ...accompanying] as const;
    return [fileInPieces(pending.workbook, () => workbookPieces(bookOf(publication, { pending, unit, forms })))];
  });
}

function isOf({ scan }: PendingScan, id: string, edition: string): boolean {
  return scan.form.id === id && scan.form.edition === edition;
}

/** 随报的表, where any of it was found. */
function isSeen({ scan }: PendingScan, { figures }: Form): boolean {
  return scan.cells.some(({ figure }) => figures.has(figure));
}

interface EntryOf {
  readonly pending: PendingScan;
  readonly unit: Unit;
  /** The main form first. */
  readonly forms: readonly [Form, ...Form[]];
}

function bookOf({ consolidation, schemas }: Publication, entry: EntryOf) {
  const { government: author, date } = consolidation;
  return { author, date, sheets: sheetsOf(consolidation, schemas, entry) };
}

/** 各页的名称和要做的事. */
const PARTS = [
  {
    name: "逐格核对",
    how: "each",
    states: ["doubtful", "single"],
    task: "这里的各行有存疑的格、识别结果合计不符，或者没有总计可对：看图，在“核对”一行逐格填写，每一格都要填。",
  },
  {
    name: "整行核对",
    how: "total",
    states: ["foots"],
    task: "这里的各行没有存疑的格，识别结果合计相符：逐格看图，识别无误的，在“核对”一行只填“总计”，照图填；填的与分项之和相符，本行即已核对。识别有误的格另行填写。",
  },
  {
    name: "照原件填",
    how: "each",
    states: ["unseen"],
    task: "这里的各行在扫描件上没有找到：原件上有的，看原件逐格填写；原件上没有，或者在另一份扫描件上的，整行留空。",
  },
] as const;

function sheetsOf(consolidation: Consolidation, schemas: Schemas, { pending, unit, forms }: EntryOf): readonly Sheet[] {
  const { scan } = pending;
  const [form] = forms;
  const rows = forms.flatMap((one) => formRows(scan, one, unit));
  const notes = notesOf(rows, scan.footings, forms);
  const parts = PARTS.flatMap(({ states, ...part }): readonly EntrySheet[] => {
    const own = states.flatMap((state) => rows.filter((row) => row.state === state));
    return own.length > 0 ? [entrySheet({ ...part, rows: own, notes })] : [];
  });
  const { period } = consolidation;
  const folder = [period.key, ...(schemas.folders?.own.slice(0, 1) ?? [])].join("/");
  const tasks = PARTS.filter(({ name }) => parts.some(({ sheet }) => sheet.name === name)).map(
    ({ name, task }) => [name, task] as const,
  );
  const failing = [...new Set(failingBeyond(rows, scan.footings).map((one) => footingText(one, forms)))];
  const cover = coverSheet({ scan, unit, consolidation, folder, tasks, failing });
  const mark: EntryMark = {
    form: form.id,
    edition: form.edition,
    period: period.key,
    jurisdiction: consolidation.jurisdiction,
    unit: unit.code,
    name: unit.name,
    file: scan.file,
    sha256: scan.sha256,
    confirmer: cover.confirmer,
    rows: parts.flatMap((part) => part.rows),
  };
  return [cover.sheet, ...parts.map(({ sheet }) => sheet), markSheet(mark)];
}

function markSheet(mark: EntryMark): Sheet {
  const rows = entryRows(mark).map((texts) => textRow(texts, "text"));
  return { name: ENTRY_SHEET, widths: [30, 40], rows, locked: true, hidden: true };
}

/** 一行以内的勾稽 is told beside the row; here are those over several rows. */
function failingBeyond(rows: readonly FormRow[], footings: readonly ScannedFooting[]): readonly ScannedFooting[] {
  const within = rows.map(({ figures }) => new Set(figures.map(({ code }) => code)));
  return footings.filter(
    ({ figures, holds }) => !holds && !within.some((own) => figures.every((code) => own.has(code))),
  );
}

function footingText({ rule, figures }: ScannedFooting, forms: readonly Form[]): string {
  const columns = new Set(figures.flatMap((code) => figureNamed(forms, code)?.columnLabel ?? []));
  const [column, ...others] = columns;
  const where = column !== undefined && others.length === 0 ? `“${column}”栏` : "";
  return `${where}识别结果不符合“${ruleNamed(forms, rule)?.title ?? rule}”`;
}

function notesOf(
  rows: readonly FormRow[],
  footings: readonly ScannedFooting[],
  forms: readonly Form[],
): ReadonlyMap<string, readonly string[]> {
  const failing = failingBeyond(rows, footings);
  return new Map(
    rows.map(({ code, figures }) => {
      const own = new Set(figures.map((figure) => figure.code));
      const touching = failing.filter((one) => one.figures.some((figure) => own.has(figure)));
      return [code, [...new Set(touching.map((one) => footingText(one, forms)))]];
    }),
  );
}
