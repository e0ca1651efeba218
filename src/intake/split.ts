import type { Unit } from "../form/form.js";
import type { Grid, ReadDocument } from "../grid.js";
import { evidenceIn } from "./evidence.js";
import { type RosterIndex, unitWithin } from "./naming.js";

/** One unit's part of a workbook that holds a sheet for each unit. */
export interface Part {
  readonly document: ReadDocument;
  /** The sheets speak for themselves: beside other units' sheets the file's name names nobody. */
  readonly shared: boolean;
  /** What is left beside the sheets of several units. */
  readonly left?: boolean;
}

/** 分户: a workbook with sheets of different units is as many submissions; any other document is one. */
export function splitByUnit(document: ReadDocument, index: RosterIndex, year: number): readonly Part[] {
  const sheets = document.blocks.filter(
    (block): block is Grid =>
      block.kind === "grid" && block.addressing === "A1" && !block.hidden && block.cells.length > 0,
  );
  const owners = sheets.map((sheet) => ownerOf(sheet, document, { index, year }));
  const units = [...new Set(owners.flatMap((unit) => unit ?? []))];
  if (units.length < 2) return [{ document, shared: false }];
  const parts = units.map((unit) => ({
    document: { ...document, blocks: sheets.filter((_, at) => owners[at] === unit) },
    shared: true,
  }));
  const rest = document.blocks.filter(
    (block) => block.kind === "text" || !sheets.includes(block) || owners[sheets.indexOf(block)] === undefined,
  );
  const left = rest.filter((block) => block.kind === "grid" && !block.hidden && block.cells.length > 0);
  return left.length > 0 ? [...parts, { document: { ...document, blocks: rest }, shared: false, left: true }] : parts;
}

function ownerOf(
  sheet: Grid,
  document: ReadDocument,
  { index, year }: { readonly index: RosterIndex; readonly year: number },
): Unit | undefined {
  const byName = unitWithin(index, sheet.sheet);
  if (byName) return byName;
  const { titles, cover } = evidenceIn({ ...document, blocks: [sheet] }, index, year);
  return [...titles.slice(0, 1), ...cover].map((one) => unitWithin(index, one.text)).find((unit) => unit !== undefined);
}
