import type { PixelBox } from "../../scanned-form.js";
import type { ScanArea, ScanTable } from "../raster/raster.js";
import { cropped, type Grey } from "../raster/raster.js";
import { type Blob, blobsIn, mayBeSign } from "./blobs.js";
import { textLinesOf } from "./text-lines.js";

/** 格内所见: what is written in a cell, and what lies on it besides. */
export interface CellInk {
  readonly area: ScanArea;
  /** Pixels of a point. */
  readonly scale: number;
  /** Its part of the straightened picture. */
  readonly grey: Grey;
  readonly ink: Grey;
  readonly lines: readonly (readonly Blob[])[];
  /** Ink reaches the cell's edge, or the cell ends with the page. */
  readonly touches: boolean;
  /** 噪点. */
  readonly specks: readonly Blob[];
  /** Shares of the cell: red ink, and specks. */
  readonly red: number;
  readonly dust: number;
  /** 红字: red ink that is larger than a speck, as a figure typed in red is, however little of a wide cell it takes. */
  readonly inRed: boolean;
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
  const { written, specks, residue } = blobsIn(ink, scale);
  const pixels = Math.max(1, ink.data.length);
  return {
    area,
    scale,
    grey,
    ink,
    lines: textLinesOf(written, scale),
    touches:
      area.cut ||
      written.some(({ touches }) => touches) ||
      residue.some((blob) => mayBeSign(blob, ink, scale) && !isFringe(blob, grey, scale)),
    specks,
    red: red.data.reduce((sum, value) => sum + value, 0) / pixels,
    inRed: blobsIn(red, scale).written.length > 0,
    dust: specks.reduce((sum, speck) => sum + speck.pixels, 0) / pixels,
  };
}

/** In points, and as a share of the paper's lightness: the edge of a line is thinner than a stroke, and not as dark. */
const THINNEST = 0.75;
const PALE = 0.7;

/** 线的毛边: what is left of a line along a cell of a page that lay turned. */
function isFringe({ left, top, right, bottom }: Blob, { width, data }: Grey, scale: number): boolean {
  if (Math.min(right - left, bottom - top) > THINNEST * scale) return false;
  const paper = data.reduce((sum, value) => sum + value, 0) / data.length;
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) if (data[y * width + x]! < PALE * paper) return false;
  return true;
}

export function inset({ left, top, right, bottom }: PixelBox, by: number): PixelBox {
  return { left: left + by, top: top + by, right: right - by, bottom: bottom - by };
}
