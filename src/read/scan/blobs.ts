import type { PixelBox } from "../../scanned-form.js";
import type { Grey } from "../raster/raster.js";

/** 墨迹: ink that hangs together, within its cell. */
export interface Blob extends PixelBox {
  /** How many pixels of it are ink. */
  readonly pixels: number;
  /** It reaches the cell's edge. */
  readonly touches: boolean;
}

/** In points: what is left of a line along the cell's edge is no thicker, and a speck no larger. */
const RESIDUE = 1.6;
const SPECK = 1;
/** In points: a sign is at least so long. A line's rest is as long as this share of the cell. */
const SIGN = 4;
const LINE = 0.8;

/** 格内墨迹: the connected parts of a cell's ink, from the left. */
export interface CellBlobs {
  readonly written: readonly Blob[];
  /** 噪点: too small to be part of a character. */
  readonly specks: readonly Blob[];
  /** What seems to be left of the cell's lines. */
  readonly residue: readonly Blob[];
}

export function blobsIn(ink: Grey, scale: number): CellBlobs {
  const all = allBlobs(ink).sort((a, b) => a.left - b.left || a.top - b.top);
  const specks = all.filter((blob) => isSpeck(blob, scale));
  const larger = all.filter((blob) => !isSpeck(blob, scale));
  const residue = larger.filter((blob) => isResidue(blob, ink, scale));
  return { written: larger.filter((blob) => !isResidue(blob, ink, scale)), specks, residue };
}

/** 贴边的笔画: whether what seems to be left of a line may be a sign, such as a 1: it is as long as one, and shorter than the line. */
export function mayBeSign({ left, right, top, bottom }: Blob, { width, height }: Grey, scale: number): boolean {
  const [long, line] = bottom - top > right - left ? [bottom - top, height] : [right - left, width];
  return long >= SIGN * scale && long < LINE * line;
}

function isSpeck({ left, right, top, bottom }: Blob, scale: number): boolean {
  return Math.max(right - left, bottom - top) < SPECK * scale;
}

/** Ink along an edge of the cell, no thicker than a line. */
function isResidue({ left, right, top, bottom, touches }: Blob, { width, height }: Grey, scale: number): boolean {
  const most = RESIDUE * scale;
  if (!touches) return false;
  const upright = right - left <= most && (left <= most || right >= width - most);
  const lying = bottom - top <= most && (top <= most || bottom >= height - most);
  return upright || lying;
}

function allBlobs({ width, height, data }: Grey): Blob[] {
  const seen = new Uint8Array(data.length);
  const blobs: Blob[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (data[start] === 0 || seen[start] === 1) continue;
    let [left, top, right, bottom, pixels] = [width, height, 0, 0, 0];
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const here = stack.pop()!;
      const [x, y] = [here % width, Math.floor(here / width)];
      [left, right, top, bottom] = [
        Math.min(left, x),
        Math.max(right, x + 1),
        Math.min(top, y),
        Math.max(bottom, y + 1),
      ];
      pixels += 1;
      for (let i = Math.max(0, y - 1); i <= Math.min(height - 1, y + 1); i += 1)
        for (let j = Math.max(0, x - 1); j <= Math.min(width - 1, x + 1); j += 1) {
          const next = i * width + j;
          if (data[next] === 0 || seen[next] === 1) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    const touches = left === 0 || top === 0 || right === width || bottom === height;
    blobs.push({ left, top, right, bottom, pixels, touches });
  }
  return blobs;
}

/** 一个字的墨迹: ink one above another is one sign. */
export interface BlobGroup {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The height of its tallest part. */
  tallest: number;
}

/** @param line its blobs, from the left */
export function groupsOf(line: readonly PixelBox[]): readonly BlobGroup[] {
  const groups: BlobGroup[] = [];
  for (const { left, right, top, bottom } of line) {
    const last = groups.at(-1);
    if (last && left < last.right - 1) {
      last.right = Math.max(last.right, right);
      last.top = Math.min(last.top, top);
      last.bottom = Math.max(last.bottom, bottom);
      last.tallest = Math.max(last.tallest, bottom - top);
    } else groups.push({ left, right, top, bottom, tallest: bottom - top });
  }
  return groups;
}

/** The box around several; undefined around none. */
export function boxAround(blobs: readonly PixelBox[]): PixelBox | undefined {
  const [first, ...rest] = blobs;
  return first === undefined
    ? undefined
    : rest.reduce<PixelBox>(
        (box, { left, top, right, bottom }) => ({
          left: Math.min(box.left, left),
          top: Math.min(box.top, top),
          right: Math.max(box.right, right),
          bottom: Math.max(box.bottom, bottom),
        }),
        { left: first.left, top: first.top, right: first.right, bottom: first.bottom },
      );
}
