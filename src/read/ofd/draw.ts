import type { Parts } from "../package/package.js";
import {
  type Box,
  common,
  type Drawn,
  holds,
  isRectangle,
  mayBeWriting,
  type Painted,
  rulingsOf,
  slantsOf,
} from "../page/page.js";
import { tooLarge, unreadable } from "../refusal.js";
import { BLACK, CLEAR, type Colour } from "./colour.js";
import { childAt, type Element } from "./element.js";
import { writingOf } from "./glyphs.js";
import { extentOf, pathOf } from "./path.js";
import { isOpaque } from "./picture.js";
import { type GlyphCodes, refuseContradiction } from "./pieces.js";
import type { Resources } from "./resources.js";
import { boxOnPage, type Scene, sceneWithin } from "./scene.js";
import { paintsOf } from "./style.js";
import { flagAt } from "./values.js";

/** 画布: a page that is being drawn, and what its objects refer to. */
export interface Canvas extends Drawn {
  readonly parts: Parts;
  /** Of the layer that is being drawn. */
  resources: Resources;
  readonly codes: GlyphCodes;
  readonly effort: Effort;
  /** The number of the last piece of writing. */
  run: number;
}

/** 工作量 of a whole document: templates on every page and units within units could multiply a small file. */
export interface Effort {
  spent: number;
}

/** In characters: about five hundred thousand objects, or five million characters. */
const MOST_EFFORT = 5_000_000;
/** What an object costs beside its characters. */
const OBJECT = 10;

/** Units and blocks within each other. */
const DEEPEST = 24;
/** Below this share of its colour nothing can be made out. */
const FAINTEST = 0.05;
/** Characters smaller than this (points) are dots. */
const SMALLEST = 1;
/** Lines along the edge of their object reach a little beyond it (points). */
const SLACK = 3;
/** A filled area that is thick enough to hide or to carry characters (points). */
const THINNEST = 4;

/** Draws the objects of a layer, block, unit or appearance, one after the other. */
export function drawObjects(canvas: Canvas, holder: Element, scene: Scene): void {
  if (scene.depth > DEEPEST) throw tooLarge("OFD 页面内容的嵌套层数过多");
  for (const object of holder.children) {
    spend(canvas, OBJECT);
    const draw = DRAWN[object.name];
    const inner = draw && sceneWithin(object, scene, canvas.resources);
    if (inner) draw(canvas, object, inner);
  }
}

type Draw = (canvas: Canvas, object: Element, scene: Scene) => void;

const DRAWN: Readonly<Record<string, Draw | undefined>> = {
  PageBlock: (canvas, object, scene) => drawObjects(canvas, object, scene),
  TextObject: drawText,
  PathObject: drawPath,
  ImageObject: drawPicture,
  CompositeObject: drawUnit,
};

function spend({ effort }: Canvas, steps: number): void {
  effort.spent += steps;
  if (effort.spent > MOST_EFFORT) throw tooLarge("OFD 页面的内容过多，不像年报");
}

function drawText(canvas: Canvas, object: Element, scene: Scene): void {
  const paints = paintsOf({
    fill: flagAt(object, "Fill", true) ? (scene.style.fill ?? BLACK) : undefined,
    stroke: flagAt(object, "Stroke", false) ? (scene.style.stroke ?? CLEAR) : undefined,
  });
  if (!paints) return;
  const { glyphs, pieces } = writingOf(object, scene.toPage, canvas.run + 1);
  spend(canvas, pieces.length);
  refuseContradiction(canvas.codes, object.attributes.get("Font") ?? "", pieces);
  for (const glyph of glyphs) {
    canvas.glyphs.push({ glyph, white: paints.white });
    const faint = paints.opacity * scene.opacity < FAINTEST || glyph.size < SMALLEST;
    if (faint || !holds(scene.clip, glyph)) canvas.outside.push(glyph);
  }
  canvas.run = glyphs.at(-1)?.run ?? canvas.run;
}

function drawPath(canvas: Canvas, object: Element, scene: Scene): void {
  const data = childAt(object, "AbbreviatedData")?.text ?? "";
  spend(canvas, data.length / 8);
  const path = pathOf(data);
  const stroke = flagAt(object, "Stroke", true) ? (scene.style.stroke ?? BLACK) : undefined;
  const fill = flagAt(object, "Fill", false) ? scene.style.fill : undefined;
  for (const [colour, stroked] of [
    [stroke, true],
    [fill, false],
  ] as const) {
    if (!colour || colour.white || colour.opacity * scene.opacity < FAINTEST) continue;
    for (const ruling of rulingsOf(path, scene.toPage, stroked)) keep(canvas, ruling, scene.clip);
    if (stroked) for (const slant of slantsOf(path, scene.toPage)) canvas.slants.push(slant);
  }
  const area = fill && extentOf(path);
  if (!fill || !area) return;
  const [box, full] = [boxOnPage(area, scene.toPage), isRectangle(path, area)];
  const seen = !fill.white && fill.opacity * scene.opacity >= FAINTEST;
  if (seen && !full && mayBeWriting(box)) canvas.shapes.push(common(box, scene.clip));
  paint(canvas, scene, { ...fill, box, full });
}

type Ruling = Drawn["rulings"][number];

/** Keeps a line that shows; what lies beyond the clip does not. */
function keep(canvas: Canvas, ruling: Ruling, clip: Box): void {
  const [from, to, least, most] = ruling.horizontal
    ? [clip.left, clip.right, clip.top, clip.bottom]
    : [clip.top, clip.bottom, clip.left, clip.right];
  const cut = { ...ruling, from: Math.max(ruling.from, from - SLACK), to: Math.min(ruling.to, to + SLACK) };
  if (cut.from < cut.to && ruling.at >= least - SLACK && ruling.at <= most + SLACK) canvas.rulings.push(cut);
}

interface Paint extends Colour {
  readonly box: Box;
  /** It fills its box: it is no ring, star or letter. */
  readonly full: boolean;
}

/** A filled area. One that lets through hides nothing; one in a colour hides what it covers if it is a bar or a box. */
function paint(canvas: Canvas, scene: Scene, { box, white, opacity, full }: Paint): void {
  if (Math.min(box.right - box.left, box.bottom - box.top) <= THINNEST) return;
  const covers = opacity * scene.opacity === 1;
  if (!covers && white) return;
  const area: Painted = { box: common(box, scene.clip), white, run: canvas.run };
  canvas.painted.push(covers && full ? { ...area, hides: true } : area);
}

const UNIT: Box = { left: 0, top: 0, right: 1, bottom: 1 };

/** A picture lies behind white characters; over others it hides them only if it lets nothing through, as no seal does. */
function drawPicture(canvas: Canvas, object: Element, scene: Scene): void {
  const box = common(boxOnPage(UNIT, scene.toPage), scene.clip);
  const area: Painted = { box, white: false, run: canvas.run };
  canvas.painted.push(covers(canvas, object, scene, box) ? { ...area, hides: true } : area);
  canvas.pictures.push(box);
}

function covers(canvas: Canvas, object: Element, scene: Scene, box: Box): boolean {
  const path = canvas.resources.pictures.get(object.attributes.get("ResourceID") ?? "");
  const blends = object.attributes.has("ImageMask") || !/^(?:Normal)?$/.test(object.attributes.get("BlendMode") ?? "");
  if (path === undefined || blends || scene.opacity < 1) return false;
  return canvas.glyphs.some(({ glyph }) => holds(box, glyph)) && isOpaque(canvas.parts, path);
}

/** 复合图元: a unit of the resources, drawn at a place. */
function drawUnit(canvas: Canvas, object: Element, scene: Scene): void {
  const unit = canvas.resources.units.get(object.attributes.get("ResourceID") ?? "");
  if (!unit) throw unreadable("OFD 文件缺少页面所用的图元，内容不完整");
  const content = childAt(unit, "Content");
  if (content) drawObjects(canvas, content, scene);
}
