import { compose, type Matrix, mapped } from "../page/page.js";
import { noLonger, type Picture } from "../raster/raster.js";
import { type Operands, openCanvas, type PageSource, shown } from "./canvas.js";
import { STATE } from "./drawing-state.js";
import { OPS } from "./library.js";

/** 页面上的图片 as the PDF library hands them over: packed bits, three bytes or four a pixel; a mask has bits alone. */
export interface PdfImage {
  readonly width: number;
  readonly height: number;
  readonly kind?: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** The library's numbers for how pixels are packed. */
const [BITS, THREE_BYTES] = [1, 2];

/** A picture with its place: from its unit square, whose y grows upwards, to the page. */
interface Placed {
  readonly image: PdfImage;
  readonly matrix: Matrix;
  readonly mask: boolean;
}

/** The names of the pictures that a page shows. */
export function namesOfPictures({ operators, operands }: PageSource): readonly string[] {
  return operators.flatMap((operator, at) => {
    const [first] = listOf(operands[at]);
    if (typeof first === "string" && (operator === OPS.paintImageXObject || operator === OPS.paintImageXObjectRepeat))
      return [first];
    if (operator !== OPS.paintImageMaskXObject && operator !== OPS.paintImageMaskXObjectRepeat) return [];
    const { data } = Object(first) as { readonly data?: unknown };
    return typeof data === "string" ? [data] : [];
  });
}

/**
 * 扫描页: what the pictures of a page show together, strips and several on a page included; undefined where it has none.
 * @param images by their names
 * @param most pixels of the longer side
 */
export function drawnPictures(
  source: PageSource,
  images: ReadonlyMap<string, PdfImage>,
  most: number,
): Picture | undefined {
  const placed = placedPictures(source, images);
  if (placed.length === 0) return undefined;
  const { right: across, bottom: down } = source.view;
  const finest = Math.max(
    ...placed.map(({ image, matrix }) => image.width / Math.max(1, Math.hypot(matrix[0], matrix[1]))),
  );
  const scale = Math.min(finest, most / Math.max(across, down));
  const [width, height] = [Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale))];
  const page: Picture = { width, height, rgb: new Uint8Array(width * height * 3).fill(255) };
  for (const one of placed) paint(page, one, scale);
  return page;
}

function placedPictures(source: PageSource, images: ReadonlyMap<string, PdfImage>): readonly Placed[] {
  const canvas = openCanvas(source);
  const placed: Placed[] = [];
  for (const [at, operator] of source.operators.entries()) {
    const operands = listOf(source.operands[at]);
    STATE.get(operator)?.(canvas, operands);
    if (!shown({ ...canvas, annotations: [] })) continue;
    for (const { image, matrix, mask } of paintedBy(operator, operands, images))
      placed.push({ image, mask, matrix: compose(canvas.state.ctm, matrix) });
  }
  return placed;
}

const WHOLE: Matrix = [1, 0, 0, 1, 0, 0];

/** What one operator paints. The library gathers several paintings of one picture into one operator. */
function paintedBy(
  operator: number,
  [first, ...rest]: Operands,
  images: ReadonlyMap<string, PdfImage>,
): readonly Placed[] {
  const once = (image: PdfImage | undefined, mask: boolean): readonly Placed[] =>
    image ? [{ image, mask, matrix: WHOLE }] : [];
  switch (operator) {
    case OPS.paintImageXObject:
      return once(images.get(String(first)), false);
    case OPS.paintInlineImageXObject:
      return once(imageOf(first), false);
    case OPS.paintImageMaskXObject:
      return once(maskOf(first, images), true);
    case OPS.paintImageXObjectRepeat: {
      const [x, y, positions] = rest;
      const image = images.get(String(first));
      return pairsOf(positions).flatMap((at) =>
        image ? [{ image, mask: false, matrix: [Number(x), 0, 0, Number(y), ...at] as const }] : [],
      );
    }
    case OPS.paintImageMaskXObjectRepeat: {
      const [a, b, c, d, positions] = rest.map((value) => value);
      const image = maskOf(first, images);
      return pairsOf(positions).flatMap((at) =>
        image ? [{ image, mask: true, matrix: [Number(a), Number(b), Number(c), Number(d), ...at] as const }] : [],
      );
    }
    default:
      return [];
  }
}

function pairsOf(positions: unknown): readonly (readonly [number, number])[] {
  const flat =
    ArrayBuffer.isView(positions) || Array.isArray(positions) ? Array.from(positions as ArrayLike<number>) : [];
  return flat.flatMap((x, at) => (at % 2 === 0 ? [[x, flat[at + 1] ?? 0] as const] : []));
}

function maskOf(value: unknown, images: ReadonlyMap<string, PdfImage>): PdfImage | undefined {
  const { data } = Object(value) as { readonly data?: unknown };
  return typeof data === "string" ? images.get(data) : imageOf(value);
}

/** A picture out of whatever the library gives; undefined where it is none. */
export function imageOf(value: unknown): PdfImage | undefined {
  const { width, height, kind, data } = Object(value) as Readonly<Record<string, unknown>>;
  if (typeof width !== "number" || typeof height !== "number" || !(width > 0 && height > 0)) return undefined;
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) return undefined;
  return { width, height, data, ...(typeof kind === "number" && { kind }) };
}

function listOf(operands: unknown): Operands {
  return Array.isArray(operands) ? operands : [];
}

/** Paints a picture onto a page of so many pixels a point, pixel by pixel of the page. */
function paint(page: Picture, { image, matrix, mask }: Placed, scale: number): void {
  const [a, b, c, d, e, f] = matrix;
  const longer = Math.max(Math.hypot(a, b), Math.hypot(c, d)) * scale;
  const picture = noLonger(coloursOf(image, mask), Math.max(1, Math.round(longer)));
  const divisor = a * d - b * c;
  if (divisor === 0) return;
  const corners = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([x, y]) => mapped(matrix, x!, y!));
  const [xs, ys] = [corners.map(({ x }) => x * scale), corners.map(({ y }) => y * scale)];
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y < Math.min(page.height, Math.ceil(Math.max(...ys))); y += 1)
    for (
      let x = Math.max(0, Math.floor(Math.min(...xs)));
      x < Math.min(page.width, Math.ceil(Math.max(...xs)));
      x += 1
    ) {
      const [px, py] = [(x + 0.5) / scale - e, (y + 0.5) / scale - f];
      const u = Math.floor(((d * px - c * py) / divisor) * picture.width);
      const v = Math.floor((1 - (a * py - b * px) / divisor) * picture.height);
      if (u < 0 || v < 0 || u >= picture.width || v >= picture.height) continue;
      const [from, to] = [(v * picture.width + u) * 3, (y * page.width + x) * 3];
      for (let i = 0; i < 3; i += 1)
        page.rgb[to + i] = mask ? Math.min(page.rgb[to + i]!, picture.rgb[from + i]!) : picture.rgb[from + i]!;
    }
}

/** A mask paints black where a bit is 0. */
function coloursOf({ width, height, kind, data }: PdfImage, mask: boolean): Picture {
  const rgb = new Uint8Array(width * height * 3);
  if (mask || kind === BITS) {
    const row = (width + 7) >> 3;
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        if (((data[y * row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1)
          rgb.fill(255, (y * width + x) * 3, (y * width + x) * 3 + 3);
    return { width, height, rgb };
  }
  const step = kind === THREE_BYTES ? 3 : 4;
  for (let at = 0; at < width * height; at += 1)
    for (let i = 0; i < 3; i += 1) rgb[at * 3 + i] = data[at * step + i] ?? 255;
  return { width, height, rgb };
}
