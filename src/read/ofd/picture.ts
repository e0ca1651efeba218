import { type Parts, partBytes } from "../package/package.js";

const PNG = [0x89, 0x50, 0x4e, 0x47];
/** Where a PNG says whether its colours come with transparency. */
const PNG_COLOURS = 25;
/** Formats without transparency: JPEG, BMP, TIFF, JBIG2. */
const OPAQUE: readonly (readonly number[])[] = [
  [0xff, 0xd8, 0xff],
  [0x42, 0x4d],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x97, 0x4a, 0x42, 0x32],
];

/** 不透明的图片: whether a picture hides what was written under it. One that may let it through (a seal, a watermark) does not. */
export function isOpaque(parts: Parts, path: string): boolean {
  const bytes = partBytes(parts, path);
  if (!bytes) return false;
  if (startsWith(bytes, PNG)) return ((bytes[PNG_COLOURS] ?? 4) & 4) === 0 && !hasTransparency(bytes);
  return OPAQUE.some((start) => startsWith(bytes, start));
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** A chunk `tRNS` makes some colours of a PNG transparent; it stands before the pixels. */
function hasTransparency(bytes: Uint8Array): boolean {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const pixels = head.indexOf("IDAT");
  return (pixels < 0 ? head : head.slice(0, pixels)).includes("tRNS");
}
