import type { Box, Matrix } from "../page/page.js";
import { unreadable } from "../refusal.js";
import type { Element } from "./element.js";

/** No page is so large (mm); what goes beyond it is no place. */
const FARTHEST = 1e6;
const NUMBER = /^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/;

/** A number as the standard writes it; undefined for anything else. */
export function numberOf(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (!NUMBER.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Math.abs(value) <= FARTHEST ? value : undefined;
}

/** A number of an attribute, or what stands for one that is left out. */
export function numberAt(element: Element, name: string, otherwise: number): number {
  const text = element.attributes.get(name);
  return text === undefined || text.trim() === "" ? otherwise : (numberOf(text) ?? misplaced());
}

export function flagAt(element: Element, name: string, otherwise: boolean): boolean {
  const text = element.attributes.get(name)?.trim().toLowerCase();
  return text === undefined ? otherwise : text === "true" || text === "1";
}

/** 数组 of numbers apart by blanks, e.g. `0 0 210 297`. */
export function numbersOf(text: string): readonly number[] {
  const parts = wordsOf(text);
  return parts.map((part) => numberOf(part) ?? misplaced());
}

export function wordsOf(text: string): readonly string[] {
  return text.split(/\s/).filter((word) => word !== "");
}

/** 矩形: `x y width height`, in mm from the upper left corner of what holds it. */
export function boxAt(text: string | undefined): Box | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const [left, top, width, height] = numbersOf(text);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return misplaced();
  return { left, top, right: left + Math.max(0, width), bottom: top + Math.max(0, height) };
}

/** 变换矩阵 of an object: `a b c d e f`. */
export function matrixAt(element: Element, name: string): Matrix | undefined {
  const text = element.attributes.get(name);
  if (text === undefined || text.trim() === "") return undefined;
  const [a, b, c, d, e, f] = numbersOf(text);
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined)
    return misplaced();
  return [a, b, c, d, e, f];
}

/** Where something stands is not a number: what the page shows can't be told. */
export function misplaced(): never {
  throw unreadable("OFD 页面内容的坐标有误，无法确定文字的位置");
}
