import { emptyGrey, type Grey, type Picture } from "./picture.js";

/** By so much a pixel's red exceeds its green and blue where it is the ink of a seal; scanners leave less on black. */
const REDDER = 45;
/** What exceeds them by less is the grain of colour pictures. */
const GRAIN = 15;
/** A seal's ink is darker than paper in the red channel, too, the more so the stronger its colour is: by this share of what red exceeds the others. */
const LEFT = 0.6;
/** Paper is as light as what is not red within the neighbouring squares of so many pixels a side. */
const SQUARE = 24;

/**
 * 红色通道: in it the ink of a red seal is nearly as light as the paper, and black stays black. What is left of the seal is taken off by its
 * colour, up to the paper beside it.
 */
export function withoutRed({ width, height, rgb }: Picture): Grey {
  const out = emptyGrey(width, height);
  let paper: ((x: number, y: number) => number) | undefined;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const red = rgb[at * 3]!;
      const redder = redderBy(rgb, at) - GRAIN;
      if (redder <= 0) {
        out.data[at] = red;
        continue;
      }
      paper ??= paperOf({ width, height, rgb });
      out.data[at] = Math.max(red, Math.min(red + LEFT * redder, paper(x, y)));
    }
  return out;
}

function redderBy(rgb: Uint8Array, at: number): number {
  return rgb[at * 3]! - Math.max(rgb[at * 3 + 1]!, rgb[at * 3 + 2]!);
}

/** 纸的亮度 around a place. */
function paperOf({ width, height, rgb }: Picture): (x: number, y: number) => number {
  const [across, down] = [Math.ceil(width / SQUARE), Math.ceil(height / SQUARE)];
  const [sums, counts] = [new Float64Array(across * down), new Uint32Array(across * down)];
  for (let at = 0; at < width * height; at += 1) {
    if (redderBy(rgb, at) > REDDER) continue;
    const square = Math.floor(Math.floor(at / width) / SQUARE) * across + Math.floor((at % width) / SQUARE);
    sums[square]! += rgb[at * 3]!;
    counts[square]! += 1;
  }
  const around = Float64Array.from(sums, (_, square) => {
    let [sum, count] = [0, 0];
    const [column, row] = [square % across, Math.floor(square / across)];
    for (let i = Math.max(0, row - 1); i < Math.min(down, row + 2); i += 1)
      for (let j = Math.max(0, column - 1); j < Math.min(across, column + 2); j += 1) {
        sum += sums[i * across + j]!;
        count += counts[i * across + j]!;
      }
    return count > 0 ? sum / count : 255;
  });
  return (x, y) => around[Math.floor(y / SQUARE) * across + Math.floor(x / SQUARE)]!;
}

/** 印章的红色: 1 where a pixel is red. What is typed in red is so too: its cell is said to be doubtful, and not empty. */
export function redOf({ width, height, rgb }: Picture): Grey {
  const out = emptyGrey(width, height);
  for (let at = 0; at < out.data.length; at += 1) if (redderBy(rgb, at) > REDDER) out.data[at] = 1;
  return out;
}
