import { emptyGrey, type Grey, type Picture } from "./picture.js";

/** By so much a pixel's red exceeds its green and blue where it is the ink of a seal; scanners leave less on black. */
const REDDER = 45;

/** 红色通道: in it the ink of a red seal is as light as the paper, and black stays black. */
export function withoutRed({ width, height, rgb }: Picture): Grey {
  const out = emptyGrey(width, height);
  for (let at = 0; at < out.data.length; at += 1) out.data[at] = rgb[at * 3]!;
  return out;
}

/** 印章的红色: 1 where a pixel is red. What is typed in red is so too: its cell is said to be doubtful, and not empty. */
export function redOf({ width, height, rgb }: Picture): Grey {
  const out = emptyGrey(width, height);
  for (let at = 0; at < out.data.length; at += 1)
    if (rgb[at * 3]! - Math.max(rgb[at * 3 + 1]!, rgb[at * 3 + 2]!) > REDDER) out.data[at] = 1;
  return out;
}
