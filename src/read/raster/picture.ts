import type { PixelBox } from "../../scanned-form.js";

/** 图片: colours of a page, three bytes a pixel, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** 灰度图 or a mask, one byte a pixel. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function emptyGrey(width: number, height: number): Grey & { readonly data: Uint8Array } {
  return { width, height, data: new Uint8Array(width * height) };
}

/** The part of a picture in a box; what lies outside the picture is left out. */
export function cropped(picture: Grey, box: PixelBox): Grey {
  const { left, top, right, bottom } = within(box, picture);
  const out = emptyGrey(Math.max(1, right - left), Math.max(1, bottom - top));
  for (let y = top; y < bottom; y += 1)
    out.data.set(picture.data.subarray(y * picture.width + left, y * picture.width + right), (y - top) * out.width);
  return out;
}

/** The same of a coloured picture. */
export function croppedColours(picture: Picture, box: PixelBox): Picture {
  const { left, top, right, bottom } = within(box, picture);
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const rgb = new Uint8Array(width * height * 3);
  for (let y = top; y < bottom; y += 1) {
    const from = y * picture.width;
    rgb.set(picture.rgb.subarray((from + left) * 3, (from + right) * 3), (y - top) * width * 3);
  }
  return { width, height, rgb };
}

function within(box: PixelBox, { width, height }: Pick<Grey, "width" | "height">): PixelBox {
  const clamp = (at: number, most: number): number => Math.max(0, Math.min(most, Math.round(at)));
  const [left, top] = [clamp(box.left, width), clamp(box.top, height)];
  return {
    left,
    top,
    right: Math.max(left, clamp(box.right, width)),
    bottom: Math.max(top, clamp(box.bottom, height)),
  };
}

/** 缩小 so that the longer side has at most `most` pixels: every pixel is the mean of those it stands for. */
export function noLonger(picture: Picture, most: number): Picture {
  const by = Math.max(picture.width, picture.height) / most;
  if (by <= 1) return picture;
  const [width, height] = [Math.max(1, Math.round(picture.width / by)), Math.max(1, Math.round(picture.height / by))];
  const rgb = new Uint8Array(width * height * 3);
  const [columns, rows] = [stops(width, picture.width), stops(height, picture.height)];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const box = { left: columns[x]!, right: columns[x + 1]!, top: rows[y]!, bottom: rows[y + 1]! };
      for (let channel = 0; channel < 3; channel += 1) rgb[(y * width + x) * 3 + channel] = mean(picture, box, channel);
    }
  return { width, height, rgb };
}

/** Where each of `count` pixels begins among `of`; each stands for one at least. */
function stops(count: number, of: number): readonly number[] {
  return Array.from({ length: count + 1 }, (_, at) => Math.round((at * of) / count));
}

function mean({ width, rgb }: Picture, box: PixelBox, channel: number): number {
  let total = 0;
  for (let y = box.top; y < box.bottom; y += 1)
    for (let x = box.left; x < box.right; x += 1) total += rgb[(y * width + x) * 3 + channel]!;
  return Math.round(total / Math.max(1, (box.right - box.left) * (box.bottom - box.top)));
}

/** 缩小 of a grey picture by a whole number: every pixel is the darkest of those it stands for, so that no thin line is lost. */
export function darkest(picture: Grey, by: number): Grey {
  if (by <= 1) return picture;
  const out = emptyGrey(Math.floor(picture.width / by), Math.floor(picture.height / by));
  for (let y = 0; y < out.height; y += 1)
    for (let x = 0; x < out.width; x += 1) {
      let least = 255;
      for (let i = 0; i < by; i += 1)
        for (let j = 0; j < by; j += 1) {
          const value = picture.data[(y * by + i) * picture.width + x * by + j]!;
          if (value < least) least = value;
        }
      out.data[y * out.width + x] = least;
    }
  return out;
}
