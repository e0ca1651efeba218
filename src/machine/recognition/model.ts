import { type Grey, type RecognisedLine, SAME_LOOK } from "../../read/read.js";

/** The model takes lines of this height. */
const HEIGHT = 48;
const NARROWEST = 48;
const WIDEST = 1600;
/** Widths of lines that are recognised together differ by no more than this, and add up to no more. */
const STEP = 32;
const TOGETHER = 1600;

/** 同批识别的行: their places among all lines, and the width that they are brought to. */
export interface Batch {
  readonly width: number;
  readonly places: readonly number[];
}

/** Lines of about the same width are recognised together. */
export function batchesOf(lines: readonly Grey[]): readonly Batch[] {
  const sorted = lines
    .map((line, place) => ({ place, width: widthFor(line) }))
    .sort((a, b) => a.width - b.width || a.place - b.place);
  const batches: { width: number; places: number[] }[] = [];
  for (const { place, width } of sorted) {
    const last = batches.at(-1);
    if (last && last.width === width && (last.places.length + 1) * width <= TOGETHER) last.places.push(place);
    else batches.push({ width, places: [place] });
  }
  return batches;
}

function widthFor({ width, height }: Grey): number {
  const scaled = Math.round((width * HEIGHT) / Math.max(1, height));
  return Math.min(WIDEST, Math.max(NARROWEST, Math.ceil(scaled / STEP) * STEP));
}

/** 输入张量: the lines of a batch, each channel from −1 to 1, nothing beyond a line's end. */
export function tensorOf(
  lines: readonly Grey[],
  width: number,
): { readonly data: Float32Array; readonly dims: readonly number[] } {
  const plane = HEIGHT * width;
  const data = new Float32Array(lines.length * 3 * plane);
  for (const [at, line] of lines.entries()) {
    const across = Math.min(width, Math.max(1, Math.round((line.width * HEIGHT) / line.height)));
    const scaled = resized(line, across);
    for (let y = 0; y < HEIGHT; y += 1)
      for (let x = 0; x < across; x += 1)
        for (let channel = 0; channel < 3; channel += 1)
          data[(at * 3 + channel) * plane + y * width + x] = scaled[y * across + x]! / 127.5 - 1;
  }
  return { data, dims: [lines.length, 3, HEIGHT, width] };
}

/** Between neighbouring pixels where it grows, the mean where it shrinks. */
function resized(line: Grey, across: number): Float32Array {
  const out = new Float32Array(across * HEIGHT);
  const [sx, sy] = [line.width / across, line.height / HEIGHT];
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < across; x += 1)
      out[y * across + x] = sampled(line, (x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5, [sx, sy]);
  return out;
}

function sampled({ width, height, data }: Grey, x: number, y: number, [sx, sy]: readonly [number, number]): number {
  const [reachX, reachY] = [Math.max(1, sx), Math.max(1, sy)];
  let [total, weights] = [0, 0];
  for (let i = Math.max(0, Math.ceil(y - reachY)); i <= Math.min(height - 1, Math.floor(y + reachY)); i += 1)
    for (let j = Math.max(0, Math.ceil(x - reachX)); j <= Math.min(width - 1, Math.floor(x + reachX)); j += 1) {
      const weight = (1 - Math.abs(i - y) / reachY) * (1 - Math.abs(j - x) / reachX);
      total += weight * data[i * width + j]!;
      weights += weight;
    }
  return weights > 0 ? total / weights : 255;
}

/** 解码 (CTC): of each line the signs with the greatest share at each step, a repeated one once; the first class is no sign. Signs of the same look share what is said of them. */
export function linesIn(
  { data, dims }: { readonly data: Float32Array; readonly dims: readonly number[] },
  signs: readonly string[],
): readonly RecognisedLine[] {
  const [lines = 0, steps = 0, classes = 0] = dims;
  const alike = SAME_LOOK.map((sign) => signs.indexOf(sign) + 1).filter((at) => at > 0);
  const sameAs = (best: number): readonly number[] => (alike.includes(best) ? alike : [best]);
  return Array.from({ length: lines }, (_, line) => {
    let [text, confidence, last] = ["", 1, 0];
    for (let step = 0; step < steps; step += 1) {
      const from = (line * steps + step) * classes;
      let best = 0;
      for (let at = 1; at < classes; at += 1) if (data[from + at]! > data[from + best]!) best = at;
      const same = sameAs(best);
      if (best !== 0 && !same.includes(last)) {
        text += signs[best - 1] ?? "";
        const share = same.reduce((sum, at) => sum + data[from + at]!, 0);
        confidence = Math.min(confidence, share);
      }
      last = best;
    }
    return { text, confidence };
  });
}
