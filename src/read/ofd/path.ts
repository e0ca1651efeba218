import { type Box, PATH } from "../page/page.js";
import { tooLarge, unreadable } from "../refusal.js";
import { numberOf, wordsOf } from "./values.js";

/** How many numbers follow each operator of 缩写路径 data. */
const OPERANDS: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 };
const OPERATORS: Readonly<Record<string, number>> = {
  S: PATH.move,
  M: PATH.move,
  L: PATH.line,
  Q: PATH.quadratic,
  B: PATH.curve,
  C: PATH.close,
};
const MOST_WORDS = 500_000;

/**
 * 缩写路径 `M 0 0 L 10 0 C` as a path of the page. Of an arc only its end matters, which is where the next line begins.
 * @throws ReadRefusal for what is no path, since a line left out could join two cells
 */
export function pathOf(data: string): Float64Array {
  const words = wordsOf(data);
  if (words.length > MOST_WORDS) throw tooLarge("OFD 页面的线条过多，不像表格");
  const path: number[] = [];
  for (let at = 0; at < words.length; ) {
    const name = words[at] ?? "";
    const count = OPERANDS[name];
    const operands = words.slice(at + 1, at + 1 + (count ?? 0)).map(numberOf);
    if (count === undefined || operands.length < count || operands.includes(undefined)) throw damaged();
    const numbers = operands as number[];
    if (name === "A") path.push(PATH.curve, ...curveTo(numbers));
    else path.push(OPERATORS[name] ?? PATH.close, ...numbers);
    at += count + 1;
  }
  return Float64Array.from(path);
}

function curveTo(arc: readonly number[]): readonly number[] {
  const [x = 0, y = 0] = arc.slice(5);
  return [x, y, x, y, x, y];
}

function damaged(): Error {
  return unreadable("OFD 页面的线条数据有误，无法确定表格的边框");
}

/** The box around a path, curves with the points that draw them; undefined for an empty one. */
export function extentOf(path: Float64Array): Box | undefined {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let at = 0; at < path.length; ) {
    const count = LENGTHS[path[at] ?? PATH.close] ?? 0;
    for (let k = at + 1; k < at + count; k += 2) {
      const [x = 0, y = 0] = [path[k], path[k + 1]];
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
    at += count + 1;
  }
  return box.left <= box.right ? box : undefined;
}

const LENGTHS: Readonly<Record<number, number>> = {
  [PATH.move]: 2,
  [PATH.line]: 2,
  [PATH.quadratic]: 4,
  [PATH.curve]: 6,
  [PATH.close]: 0,
};
