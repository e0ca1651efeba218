import { emptyGrey, type Grey } from "./picture.js";

/** 二值化: 1 where a pixel is darker than its surroundings by this share, so that shadows of a photograph are no ink. */
const DARKER = 0.14;
/** And by so many steps, so that the grain of paper is none. */
const LEAST_STEPS = 18;

/** @param reach half the side of the square that is a pixel's surroundings */
export function inkOf({ width, height, data }: Grey, reach: number): Grey {
  const sums = summed({ width, height, data });
  const out = emptyGrey(width, height);
  for (let y = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const total = at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left);
      const mean = total / ((bottom - top) * (right - left));
      const value = data[y * width + x]!;
      if (value < mean * (1 - DARKER) && value < mean - LEAST_STEPS) out.data[y * width + x] = 1;
    }
  }
  function at(row: number, column: number): number {
    return sums[row * (width + 1) + column]!;
  }
  return out;
}

/** 积分图: at each place the sum of all pixels above and to the left. */
function summed({ width, height, data }: Grey): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += data[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  return sums;
}
