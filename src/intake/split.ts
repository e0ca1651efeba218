import type { Unit } from "../form/form.js";
import type { Grid, ReadDocument } from "../grid.js";
import { evidenceIn } from "./evidence.js";
import { nameWithin, type RosterIndex, unitNamed } from "./naming.js";

/** One unit's part of a workbook that holds a sheet for each unit. */
export interface Part {
  readonly document: ReadDocument;
  /** The unit its sheets name; undefined where the document is one submission. */
  readonly unit: Unit | undefined;
}

/** 分户: a workbook with sheets of different units is as many submissions; any other document is one. */
export function splitByUnit(document: ReadDocument, index: RosterIndex): readonly Part[] {
  const sheets = document.blocks.filter(
    (block): block is Grid =>
      block.kind === "grid" && block.addressing === "A1" && !block.hidden && block.cells.length > 0,
  );
  const owners = sheets.map((sheet) => ownerOf(sheet, document, index));
  const units = [...new Set(owners.flatMap((unit) => unit ?? []))];
  if (units.length < 2) return [{ document, unit: undefined }];
  const parts = units.map((unit) => ({
    document: { ...document, blocks: sheets.filter((_, at) => owners[at] === unit) },
    unit,
  }));
  const rest = document.blocks.filter(
    (block) => block.kind === "text" || !sheets.includes(block) || owners[sheets.indexOf(block)] === undefined,
  );
  const left = rest.filter((block) => block.kind === "grid" && !block.hidden && block.cells.length > 0);
  return left.length > 0 ? [...parts, { document: { ...document, blocks: rest }, unit: undefined }] : parts;
}

function ownerOf(sheet: Grid, document: ReadDocument, index: RosterIndex): Unit | undefined {
  const byName = unitNamed(index, sheet.sheet) ?? unitNamed(index, nameWithin(sheet.sheet, index.schemas));
  if (byName) return byName;
  const { titles, cover } = evidenceIn({ ...document, blocks: [sheet] }, index.schemas);
  return [...titles.slice(0, 1), ...cover]
    .map((one) => unitNamed(index, one.text) ?? unitNamed(index, nameWithin(one.text, index.schemas)))
    .find((unit) => unit !== undefined);
}
