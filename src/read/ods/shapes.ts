import { type MergedArea, parseArea } from "../sheet/sheet.js";
import type { Attributes } from "../xml.js";

/** 批注、图形、修订中删除的内容: no content of a cell. */
const NOT_CONTENT =
  /^(?:annotation|shapes|frame|custom-shape|g|rect|line|ellipse|circle|polygon|polyline|path|connector|caption|measure|control|regular-polygon|tracked-changes|ruby-text|note|forms|dde-link)$/;
/** Of these, what shows something by itself, and what only where it holds a text. */
const PICTURES = /^(?:frame|g|control)$/;
const SHAPES = /^(?:custom-shape|rect|ellipse|circle|polygon|path|caption|regular-polygon)$/;
export function isNoContent(name: string): boolean {
  return NOT_CONTENT.test(name);
}

export function isPicture(name: string): boolean {
  return PICTURES.test(name);
}

export function mayHoldText(name: string): boolean {
  return SHAPES.test(name);
}

/** The cells from a picture's own to the one where it ends, which it may only touch. */
export function reachOf(attributes: Attributes, top: number, left: number): MergedArea | undefined {
  const end = /([A-Z]{1,3}\d{1,7})$/.exec(attributes.get("end-cell-address") ?? "")?.[1];
  const last = end === undefined ? undefined : parseArea(end);
  if (!last) return undefined;
  const touched = (name: string, least: number): number => (inCentimetres(attributes.get(name)) < least ? 1 : 0);
  return { top, left, bottom: last.bottom - touched("end-y", 0.15), right: last.right - touched("end-x", 0.4) };
}

function inCentimetres(length: string | undefined): number {
  const [, number, unit] = /^([\d.]+)(cm|mm|in)$/.exec(length ?? "") ?? [];
  if (number === undefined) return Number.POSITIVE_INFINITY;
  return Number(number) * (unit === "in" ? 2.54 : unit === "mm" ? 0.1 : 1);
}
