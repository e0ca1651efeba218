import { type Box, boxOf, common, compose, type Matrix } from "../page/page.js";
import { unreadable } from "../refusal.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { extentOf, pathOf } from "./path.js";
import type { Resources } from "./resources.js";
import { type Style, styleOf } from "./style.js";
import { boxAt, flagAt, matrixAt, numberAt } from "./values.js";

/** What holds for an object by what it stands in. */
export interface Scene {
  /** From the units of the object to points on the page. */
  readonly toPage: Matrix;
  readonly clip: Box;
  readonly opacity: number;
  readonly style: Style;
  readonly depth: number;
}

/** The scene within an object; undefined for one that is not to be shown. */
export function sceneWithin(object: Element, around: Scene, resources: Resources): Scene | undefined {
  if (!flagAt(object, "Visible", true)) return undefined;
  const boundary = boxAt(object.attributes.get("Boundary"));
  const atBoundary = compose(around.toPage, [1, 0, 0, 1, boundary?.left ?? 0, boundary?.top ?? 0]);
  const toPage = within(atBoundary, matrixAt(object, "CTM"));
  const clip = boundary ? common(around.clip, boxOnPage(boundary, around.toPage)) : around.clip;
  return {
    toPage,
    clip: clipsOf(object, { atBoundary, toPage }).reduce(common, clip),
    opacity: (around.opacity * numberAt(object, "Alpha", 255)) / 255,
    style: styleOf(object, around.style, resources),
    depth: around.depth + 1,
  };
}

function within(outer: Matrix, inner: Matrix | undefined): Matrix {
  return inner ? compose(outer, inner) : outer;
}

export function boxOnPage({ left, top, right, bottom }: Box, toPage: Matrix): Box {
  const box = boxOf(new Float64Array([left, top, right, bottom]), toPage);
  if (!box) throw unreadable("OFD 页面内容的坐标超出范围");
  return box;
}

interface Places {
  readonly atBoundary: Matrix;
  readonly toPage: Matrix;
}

/** 裁剪区: the boxes outside of which an object does not show, each around all areas of one clip. */
function clipsOf(object: Element, { atBoundary, toPage }: Places): readonly Box[] {
  const clips = childAt(object, "Clips");
  if (!clips) return [];
  const base = flagAt(clips, "TransFlag", false) ? toPage : atBoundary;
  return childrenOf(clips, "Clip").flatMap((clip) => {
    const boxes = childrenOf(clip, "Area").map((area) => areaOf(area, base));
    const known = boxes.filter((box) => box !== undefined);
    return known.length > 0 && known.length === boxes.length ? [known.reduce(around)] : [];
  });
}

/** The box around the path of an area; undefined for one made of text. */
function areaOf(area: Element, base: Matrix): Box | undefined {
  const path = childAt(area, "Path");
  if (!path) return undefined;
  const { left, top } = boxAt(path.attributes.get("Boundary")) ?? { left: 0, top: 0 };
  const atArea = compose(within(base, matrixAt(area, "CTM")), [1, 0, 0, 1, left, top]);
  const extent = extentOf(pathOf(childAt(path, "AbbreviatedData")?.text ?? ""));
  return extent && boxOnPage(extent, within(atArea, matrixAt(path, "CTM")));
}

function around(a: Box, b: Box): Box {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
