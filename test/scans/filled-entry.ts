import type ExcelJS from "exceljs";
import type { Consolidation } from "../../src/consolidation.js";
import type { Schemas } from "../../src/form/form.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { writeScanEntries } from "../../src/publish/scans/scans.js";
import { DEFAULT_LIMITS, readSubmission } from "../../src/read/read.js";
import { type Entry, entryIn, SEEN_BLANK } from "../../src/scan-entry.js";
import type { ScannedForm } from "../../src/scanned-form.js";
import { exceljsBook } from "../publish/parts.js";

/** 填写: what the person who looks at the pictures does with the workbook. */
export interface Filling {
  /** 核对人, 张三 unless another or nobody is named. */
  readonly by?: string;
  /** What is typed for a figure, whatever was recognised. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Figures of which the cell is left empty. */
  readonly open?: readonly string[];
  /** Nothing is typed but what `typed` says. */
  readonly nothingElse?: boolean;
  /** Any other change, made with the sheets at hand. */
  readonly change?: (book: ExcelJS.Workbook) => void;
}

/** 录入-待核 of a scan, as a run leaves it. */
export function entryBook(scan: ScannedForm, consolidation: Consolidation, schemas: Schemas): Uint8Array {
  const scans = [{ scan, workbook: "录入-待核/象湖镇.xlsx" }];
  return writeScanEntries({ consolidation: { ...consolidation, scans }, schemas, officeText: [] })[0]!.bytes;
}

/** 录入: the mark and what stands in the workbook. */
export async function entryOf(bytes: Uint8Array): Promise<Entry> {
  const [result] = await readSubmission(bytes, "录入.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  const found = result && "document" in result.outcome ? entryIn(result.outcome.document) : undefined;
  if (!found || "damaged" in found) throw new Error(`no entry: ${JSON.stringify(found ?? result)}`);
  return found;
}

/** 核对过的工作簿: every cell typed as the scan has it, and of the rows that foot their totals alone. */
export async function filledBook(bytes: Uint8Array, filling: Filling = {}): Promise<Uint8Array> {
  const { mark } = await entryOf(bytes);
  const { by = "张三", typed = {}, open = [], nothingElse = false } = filling;
  const book = await exceljsBook({ path: "录入.xlsx", bytes });
  const put = (sheet: string, cell: string, text: string): void => {
    book.getWorksheet(sheet)!.getCell(cell).value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  };
  put(mark.confirmer.sheet, mark.confirmer.cell, by);
  for (const row of mark.rows) {
    for (const { figure, typed: cell, proposal, shown } of row.cells) {
      const isAsked = row.how === "each" ? proposal !== null : shown === "照图填";
      const text = typed[figure] ?? (isAsked && !nothingElse ? proposal || SEEN_BLANK : undefined);
      if (text !== undefined && !open.includes(figure)) put(row.sheet, cell, text);
    }
  }
  filling.change?.(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
