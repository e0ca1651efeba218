import { type Blob, groupsOf } from "./blobs.js";

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

/** A sign of a number is higher than this share of its line; a decimal point is lower and stands in the lowest part. */
const HIGH = 0.45;
const AT_FOOT = 0.55;
/** In points: a decimal point is at least so large. */
const POINT = 0.5;

/** How many characters of a number a line seems to have: blobs one above another are one, and a wide one is several that touch. */
export function countOf(line: readonly Blob[]): number {
  const height = heightOf(line);
  const signs = groupsOf(line).filter(({ tallest }) => tallest > HIGH * height);
  return signs.reduce((sum, { left, right }) => sum + Math.max(1, Math.round((right - left) / (0.68 * height))), 0);
}

/** 小数点: how many marks at the foot of a line, between its signs, may be decimal points. One in a small print is no larger than a speck. */
export function pointsIn(line: readonly Blob[], specks: readonly Blob[], scale: number): number {
  const height = heightOf(line);
  const top = Math.min(...line.map((blob) => blob.top));
  const [first, last] = [Math.min(...line.map(({ left }) => left)), Math.max(...line.map(({ right }) => right))];
  const small = specks.filter(
    (speck) =>
      speck.left > first &&
      speck.right < last &&
      speck.top > top &&
      speck.bottom < top + 1.2 * height &&
      Math.max(speck.right - speck.left, speck.bottom - speck.top) >= POINT * scale,
  );
  const marks = groupsOf([...line, ...small].toSorted((a, b) => a.left - b.left));
  return marks.filter((mark) => mark.tallest <= HIGH * height && mark.top > top + AT_FOOT * height).length;
}

function heightOf(line: readonly Blob[]): number {
  return Math.max(...line.map(({ top, bottom }) => bottom - top));
}
