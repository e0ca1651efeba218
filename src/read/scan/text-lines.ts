import type { Blob } from "./blobs.js";

/** In points: a line of text is at least so high, and lines lie so far apart. */
const LOWEST = 4;
const APART = 0.8;

/** 格内的各行文字, from the top: blobs that share their height stand in one line; a stroke that lies apart joins the nearer one. */
export function textLinesOf(blobs: readonly Blob[], scale: number): readonly (readonly Blob[])[] {
  const bands: { top: number; bottom: number; blobs: Blob[] }[] = [];
  for (const blob of blobs.toSorted((a, b) => a.top - b.top)) {
    const band = bands.at(-1);
    if (band && blob.top < band.bottom + APART * scale && !wouldStretch(band, blob, scale)) {
      band.bottom = Math.max(band.bottom, blob.bottom);
      band.blobs.push(blob);
    } else bands.push({ top: blob.top, bottom: blob.bottom, blobs: [blob] });
  }
  return joined(bands, scale).map((band) => band.blobs.toSorted((a, b) => a.left - b.left));
}

interface Band {
  top: number;
  bottom: number;
  blobs: Blob[];
}

/** Lines of text that nearly touch are told apart where a blob begins in the last part of the line above it. */
function wouldStretch(band: Band, blob: Blob, scale: number): boolean {
  const height = band.bottom - band.top;
  return height > 2 * LOWEST * scale && blob.top > band.top + 0.85 * height && blob.bottom - band.top > 1.4 * height;
}

/** A band too low for a line of text is a part of the next one above or below: the strokes of 二, a point under a line. */
function joined(bands: readonly Band[], scale: number): readonly Band[] {
  const out: Band[] = [];
  const usual = median(bands.map(({ top, bottom }) => bottom - top).filter((height) => height >= LOWEST * scale));
  for (const band of bands) {
    const before = out.at(-1);
    const together = before && band.bottom - before.top;
    const low = Math.min(band.bottom - band.top, before ? before.bottom - before.top : 0) < LOWEST * scale;
    if (before && together !== undefined && low && together <= 1.35 * Math.max(usual, LOWEST * 2 * scale)) {
      before.bottom = Math.max(before.bottom, band.bottom);
      before.blobs.push(...band.blobs);
    } else out.push(band);
  }
  return out;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** How many characters of a number a line seems to have: blobs one above another are one, and a wide one is several that touch. */
export function countOf(line: readonly Blob[]): number {
  const height = Math.max(...line.map(({ top, bottom }) => bottom - top));
  const groups: { left: number; right: number; tallest: number }[] = [];
  for (const { left, right, top, bottom } of line) {
    const last = groups.at(-1);
    if (last && left < last.right - 1) {
      last.right = Math.max(last.right, right);
      last.tallest = Math.max(last.tallest, bottom - top);
    } else groups.push({ left, right, tallest: bottom - top });
  }
  const signs = groups.filter(({ tallest }) => tallest > 0.45 * height);
  return signs.reduce((sum, { left, right }) => sum + Math.max(1, Math.round((right - left) / (0.68 * height))), 0);
}
