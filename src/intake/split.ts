import type { Unit } from "../form/form.js";
import type { Grid, ReadDocument } from "../grid.js";
import { unitEvidenceOf } from "./evidence.js";
import { type RosterIndex, unitWithin } from "./naming/naming.js";

/** 一个单位的部分: one unit's sheets in a workbook that holds several units'. */
export interface Part {
  readonly document: ReadDocument;
  /** Beside other units' sheets, only the sheets themselves name the unit; the file's name does not. */
  readonly shared: boolean;
  /** The sheets that belong to none of the units. */
  readonly remainder?: boolean;
}

/** 分户: splits a workbook with sheets of several units into one part a unit. Any other document stays whole. */
export function splitByUnit(document: ReadDocument, index: RosterIndex): readonly Part[] {
  const sheets = document.blocks.filter(
    (block): block is Grid =>
      block.kind === "grid" && block.addressing === "A1" && !block.hidden && block.cells.length > 0,
  );
  const owners = sheets.map((sheet) => ownerOf(sheet, index));
  const units = [...new Set(owners.flatMap((unit) => unit ?? []))];
  if (units.length < 2) return [{ document, shared: false }];
  const parts = units.map((unit) => ({
    document: { ...document, blocks: sheets.filter((_, at) => owners[at] === unit) },
    shared: true,
  }));
  const rest = document.blocks.filter(
    (block) => block.kind === "text" || !sheets.includes(block) || owners[sheets.indexOf(block)] === undefined,
  );
  const remaining = rest.filter((block) => block.kind === "grid" && !block.hidden && block.cells.length > 0);
  return remaining.length > 0
    ? [...parts, { document: { ...document, blocks: rest }, shared: false, remainder: true }]
    : parts;
}

function ownerOf(sheet: Grid, index: RosterIndex): Unit | undefined {
  const byName = unitWithin(index, sheet.sheet);
  if (byName) return byName;
  const { titles, cover } = unitEvidenceOf(sheet, index);
  return [...titles.slice(0, 1), ...cover].map((one) => unitWithin(index, one.text)).find((unit) => unit !== undefined);
}
