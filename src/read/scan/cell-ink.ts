import type { PixelBox } from "../../scanned-form.js";
import type { ScanArea, ScanTable } from "../raster/raster.js";
import { cropped, type Grey } from "../raster/raster.js";
import { type Blob, blobsIn, specksIn } from "./blobs.js";
import { textLinesOf } from "./text-lines.js";

/** 格内所见: what is written in a cell, and what lies on it besides. */
export interface CellInk {
  readonly area: ScanArea;
  /** Its part of the straightened picture. */
  readonly grey: Grey;
  readonly ink: Grey;
  readonly lines: readonly (readonly Blob[])[];
  /** Ink that reaches the cell's edge. */
  readonly touches: boolean;
  /** Shares of the cell: red ink, and specks. */
  readonly red: number;
  readonly specks: number;
}

/** In points: half a thick line, which is no part of the cell. */
const INSET = 1.1;

export function cellInk(table: ScanTable, area: ScanArea): CellInk {
  const { scale } = table;
  const inner = inset(area.box, INSET * scale);
  const [grey, ink, red] = [table.grey, table.ink, table.red].map((picture) => cropped(picture, inner)) as [
    Grey,
    Grey,
    Grey,
  ];
  const blobs = blobsIn(ink, scale);
  const pixels = Math.max(1, ink.data.length);
  return {
    area,
    grey,
    ink,
    lines: textLinesOf(blobs, scale),
    touches: blobs.some((blob) => blob.touches),
    red: red.data.reduce((sum, value) => sum + value, 0) / pixels,
    specks: specksIn(ink, scale) / pixels,
  };
}

export function inset({ left, top, right, bottom }: PixelBox, by: number): PixelBox {
  return { left: left + by, top: top + by, right: right - by, bottom: bottom - by };
}
