import { pngOf } from "../../png.js";
import type { ScanDoubt } from "../../scanned-form.js";
import { croppedColours, type Picture, type ScanArea, type ScanTable } from "../raster/raster.js";
import { inset } from "./cell-ink.js";

/** What is darker than the paper by less, in any colour, is grain. */
const GRAIN = 26;
/** In points: so near the cell's edge what is left of its lines may lie. */
const RIM = 2;
/** Shown on each side of what stands in the cell, and the least width, as shares of the height. */
const BESIDE = 0.5;
const NARROWEST = 2;

/**
 * 格的图: what of a cell is shown to whoever confirms it. Of a wide one it is what stands in it and some paper around, or a figure would be too
 * small to be read. All of it where it bears nothing, and where strokes touch its lines: what lies along a line may be a stroke.
 */
export function cellPicture({ picture, scale }: ScanTable, area: ScanArea, doubts: readonly ScanDoubt[]): Uint8Array {
  const whole = croppedColours(picture, inset(area.box, 1));
  if (doubts.includes("touching")) return pngOf(whole);
  const { width, height } = whole;
  const marked = markedColumns(whole, Math.round(RIM * scale));
  const [first, last] = [marked.indexOf(true), marked.lastIndexOf(true)];
  if (first < 0) return pngOf(whole);
  const beside = Math.max(BESIDE * height, (NARROWEST * height - (last + 1 - first)) / 2);
  const [left, right] = [Math.max(0, Math.floor(first - beside)), Math.min(width, Math.ceil(last + 1 + beside))];
  return pngOf(croppedColours(whole, { left, top: 0, right, bottom: height }));
}

/** Whether anything can be seen in each column of pixels, the cell's rim left out. */
function markedColumns({ width, height, rgb }: Picture, rim: number): readonly boolean[] {
  const darkest = (x: number, y: number): number =>
    Math.min(rgb[(y * width + x) * 3]!, rgb[(y * width + x) * 3 + 1]!, rgb[(y * width + x) * 3 + 2]!);
  const rows = Array.from({ length: Math.max(0, height - 2 * rim) }, (_, at) => rim + at);
  const paper = paperOf(rows.flatMap((y) => Array.from({ length: width }, (_, x) => darkest(x, y))));
  return Array.from(
    { length: width },
    (_, x) => x >= rim && x < width - rim && rows.some((y) => darkest(x, y) < paper - GRAIN),
  );
}

/** 纸的亮度: of a cell most is paper. */
function paperOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 255;
}
