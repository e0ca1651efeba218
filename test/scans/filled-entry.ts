import type { Consolidation } from "../../src/consolidation.js";
import type { Schemas } from "../../src/form/form.js";
import type { Cell, Grid, ReadDocument } from "../../src/grid.js";
import { groupBy } from "../../src/grouping.js";
import { installedPdfFiles } from "../../src/machine/pdf-files.js";
import { placeOfAddress } from "../../src/publish/review/address.js";
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
}

/** 录入-待核 of a scan, as a run leaves it. */
export function entryBook(scan: ScannedForm, consolidation: Consolidation, schemas: Schemas): Uint8Array {
  const scans = [{ scan, workbook: "录入-待核/象湖镇.xlsx" }];
  return writeScanEntries({ consolidation: { ...consolidation, scans }, schemas, officeText: [] })[0]!.bytes;
}

export async function documentOf(bytes: Uint8Array): Promise<ReadDocument> {
  const [result] = await readSubmission(bytes, "录入.xlsx", DEFAULT_LIMITS, installedPdfFiles);
  if (!result || !("document" in result.outcome)) throw new Error(JSON.stringify(result));
  return result.outcome.document;
}

/** 录入: the mark and what stands in the workbook. */
export function entryOf(document: ReadDocument): Entry {
  const found = entryIn(document);
  if (!found || "damaged" in found) throw new Error(`no entry: ${JSON.stringify(found)}`);
  return found;
}

interface Typed {
  readonly sheet: string;
  readonly cell: string;
  readonly text: string;
}

/** Every cell typed as the scan has it, and of the rows that foot their totals alone. */
function typedInto({ mark }: Entry, filling: Filling): readonly Typed[] {
  const { by = "张三", typed = {}, open = [], nothingElse = false } = filling;
  const figures = mark.rows.flatMap(({ sheet, how, cells }) =>
    cells.flatMap(({ figure, typed: cell, proposal, shown }): readonly Typed[] => {
      const isAsked = how === "each" ? proposal !== null : shown === "照图填";
      const text = typed[figure] ?? (isAsked && !nothingElse ? proposal || SEEN_BLANK : undefined);
      return text === undefined || open.includes(figure) ? [] : [{ sheet, cell, text }];
    }),
  );
  return [...figures, ...(by === "" ? [] : [{ ...mark.confirmer, text: by }])];
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** 核对过的工作簿 as another program saves it. */
export async function filledBook(bytes: Uint8Array, filling: Filling = {}): Promise<Uint8Array> {
  const book = await exceljsBook({ path: "录入.xlsx", bytes });
  for (const { sheet, cell, text } of typedInto(entryOf(await documentOf(bytes)), filling))
    book.getWorksheet(sheet)!.getCell(cell).value = NUMBER.test(text) ? Number(text) : text;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The same as it is read back: the cells that were empty stand nowhere before. */
export function filledDocument(document: ReadDocument, filling: Filling = {}): ReadDocument {
  const bySheet = groupBy(typedInto(entryOf(document), filling), ({ sheet }) => sheet);
  const blocks = document.blocks.map((block) => {
    const typed = (bySheet.get(block.sheet) ?? []).map(typedCell);
    if (block.kind !== "grid" || typed.length === 0) return block;
    const cells = [...block.cells, ...typed].sort((a, b) => a.row - b.row || a.column - b.column);
    return { ...block, cells };
  });
  return { ...document, blocks };
}

function typedCell({ cell, text }: Typed): Cell {
  const { row, column } = placeOfAddress(cell)!;
  return { row, column, rowSpan: 1, columnSpan: 1, text, kind: NUMBER.test(text) ? "number" : "text" };
}

/** A document with other cells. */
export function withCells(document: ReadDocument, change: (grid: Grid, cell: Cell) => Cell): ReadDocument {
  const blocks = document.blocks.map((block) =>
    block.kind === "grid" ? { ...block, cells: block.cells.map((cell) => change(block, cell)) } : block,
  );
  return { ...document, blocks };
}
