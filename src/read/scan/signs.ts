import type { PixelBox } from "../../scanned-form.js";
import type { Grey } from "../raster/raster.js";
import { type Blob, groupsOf } from "./blobs.js";

/** 一个字的样子: its darkness in a frame of fixed size, by which signs of one print are compared. */
export interface Sign {
  readonly look: Float32Array;
  /** In pixels, as it stands in its cell. */
  readonly width: number;
  readonly height: number;
}

const WIDE = 18;
const HIGH = 24;

/** The signs of a line, from the left: ink one above another is one sign. What is low (a decimal point) is left out. */
export function signsOf(grey: Grey, line: readonly Blob[]): readonly Sign[] {
  const tallest = Math.max(...line.map(({ top, bottom }) => bottom - top));
  return groupsOf(line)
    .filter(({ top, bottom }) => bottom - top > 0.45 * tallest)
    .map((box) => signOf(grey, box));
}

/** Brought to one height and into the middle of the frame, so that 1 stays narrow; its mean taken out and its length made 1. */
function signOf(grey: Grey, { left, right, top, bottom }: PixelBox): Sign {
  const [width, height] = [right - left, bottom - top];
  const look = new Float32Array(WIDE * HIGH);
  const scale = height / (HIGH - 2);
  const middle = (left + right) / 2;
  for (let y = 0; y < HIGH; y += 1)
    for (let x = 0; x < WIDE; x += 1)
      look[y * WIDE + x] = 255 - meanAt(grey, middle + (x + 0.5 - WIDE / 2) * scale, top + (y - 0.5) * scale, scale);
  return { look: normed(look), width, height };
}

/** The mean of the pixels around a place, a frame's pixel wide. */
function meanAt({ width, height, data }: Grey, x: number, y: number, side: number): number {
  const [left, right] = [Math.round(x - side / 2), Math.max(Math.round(x - side / 2) + 1, Math.round(x + side / 2))];
  const [top, bottom] = [Math.round(y - side / 2), Math.max(Math.round(y - side / 2) + 1, Math.round(y + side / 2))];
  let [total, count] = [0, 0];
  for (let i = Math.max(0, top); i < Math.min(height, bottom); i += 1)
    for (let j = Math.max(0, left); j < Math.min(width, right); j += 1) {
      total += data[i * width + j]!;
      count += 1;
    }
  return count > 0 ? total / count : 255;
}

function normed(look: Float32Array): Float32Array {
  const mean = look.reduce((sum, value) => sum + value, 0) / look.length;
  let length = 0;
  for (const [at, value] of look.entries()) {
    look[at] = value - mean;
    length += (value - mean) ** 2;
  }
  const root = Math.sqrt(length) || 1;
  return look.map((value) => value / root);
}

/** 相似度: 1 where two signs look the same, 0 and less where they have nothing in common; signs of other sizes are not compared. */
export function likeness(a: Sign, b: Sign): number {
  if (Math.abs(a.height - b.height) > 0.16 * Math.max(a.height, b.height) + 1) return 0;
  let total = 0;
  for (let at = 0; at < a.look.length; at += 1) total += a.look[at]! * b.look[at]!;
  return total;
}
