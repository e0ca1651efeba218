import type { PixelBox } from "../../scanned-form.js";
import { emptyGrey, type Grey } from "../raster/raster.js";
import { type Blob, boxAround } from "./blobs.js";

/** What surrounds a line of text in the picture that is recognised. */
const PAPER = 255;

/**
 * 一行的图片: the line's own grey on white paper, its contrast stretched; what belongs to lines of the table, seals beside it and
 * specks is left out. What lies beyond the cell is paper.
 *
 * @param line its blobs, in pixels of `grey`
 */
export function greyLine(grey: Grey, line: readonly Blob[], room: number): Grey {
  const [box, reach] = [framed(line, room), 2];
  const out = papered(box);
  const [dark, light] = levels(grey, line);
  for (const blob of line)
    for (let y = Math.max(0, blob.top - reach); y < Math.min(grey.height, blob.bottom + reach); y += 1)
      for (let x = Math.max(0, blob.left - reach); x < Math.min(grey.width, blob.right + reach); x += 1) {
        const value = ((grey.data[y * grey.width + x]! - dark) / Math.max(1, light - dark)) * PAPER;
        out.data[(y - box.top) * out.width + x - box.left] = Math.max(0, Math.min(PAPER, Math.round(value)));
      }
  return out;
}

function papered({ left, top, right, bottom }: PixelBox): Grey {
  const out = emptyGrey(right - left, bottom - top);
  out.data.fill(PAPER);
  return out;
}

function framed(line: readonly Blob[], room: number): PixelBox {
  const { left, top, right, bottom } = boxAround(line) ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const around = Math.max(3, Math.round((bottom - top) * room));
  return { left: left - 2 * around, top: top - around, right: right + 2 * around, bottom: bottom + around };
}

/** The darkest and the lightest that are usual around the line's ink. */
function levels({ width, height, data }: Grey, line: readonly Blob[]): readonly [number, number] {
  const counts = new Uint32Array(256);
  let total = 0;
  const { left, top, right, bottom } = boxAround(line) ?? { left: 0, top: 0, right: 0, bottom: 0 };
  for (let y = Math.max(0, top - 2); y < Math.min(height, bottom + 2); y += 1)
    for (let x = Math.max(0, left - 2); x < Math.min(width, right + 2); x += 1) {
      counts[data[y * width + x]!]! += 1;
      total += 1;
    }
  return [share(counts, total * 0.03), share(counts, total * 0.8)];
}

function share(counts: Uint32Array, wanted: number): number {
  let passed = 0;
  for (let level = 0; level < counts.length; level += 1) {
    passed += counts[level]!;
    if (passed >= wanted) return level;
  }
  return 255;
}
