import {
  type Box,
  boxOf,
  common,
  crossingOf,
  holds,
  IDENTITY,
  isRectangle,
  type Matrix,
  matrixFrom,
  mayBeWriting,
  PAGED_ADVICE,
  type PageMarks,
  type Painted,
  pageMarks,
  rulingsOf,
  slantsOf,
  unitSquare,
} from "../page/page.js";
import { unreadable } from "../refusal.js";
import { amount, type Canvas, clip, type Operands, openCanvas, type PageSource, shown } from "./canvas.js";
import { STATE } from "./drawing-state.js";
import { OPS } from "./library.js";
import { glyphsOf } from "./text.js";

/** Follows the drawing operators of a page and gathers its characters and ruling lines. */
export function marksOf(source: PageSource): PageMarks {
  if (source.undrawn !== undefined)
    throw unreadable(
      `第${source.number}页的批注或表单域中有数字没有画出（${source.undrawn}），各软件显示的不一定相同`,
      PAGED_ADVICE,
    );
  const canvas = openCanvas(source);
  for (const [index, operator] of source.operators.entries()) {
    const operands = source.operands[index];
    const list: Operands = Array.isArray(operands) ? operands : [];
    if (CLOSING.has(operator) && wasLeftOut(source, index)) leftOut(canvas);
    (OPERATORS.get(operator) ?? ignore)(canvas, list);
  }
  if (wasLeftOut(source, source.operators.length)) leftOut(canvas);
  return pageMarks(canvas, source.view);
}

function ignore(): void {}

const CLOSING: ReadonlySet<number> = new Set([OPS.restore, OPS.paintFormXObjectEnd]);
/** What may stand between the place of a picture and the picture. */
const BETWEEN: ReadonlySet<number> = new Set([
  OPS.setGState,
  OPS.beginMarkedContent,
  OPS.beginMarkedContentProps,
  OPS.endMarkedContent,
]);

/** 略去的图片: the library leaves out what it does not decode; what is left is a place where nothing is drawn before an operator. */
function wasLeftOut({ operators }: PageSource, before: number): boolean {
  let at = before - 1;
  while (BETWEEN.has(operators[at] ?? -1)) at -= 1;
  return operators[at] === OPS.transform;
}

function leftOut(canvas: Canvas): void {
  const box = boxOf(UNIT, canvas.state.ctm);
  if (box && shown(canvas)) canvas.pictures.push(common(box, canvas.state.clip));
}

const OPERATORS: ReadonlyMap<number, (canvas: Canvas, operands: Operands) => void> = new Map([
  ...STATE,
  [
    OPS.setStrokeRGBColor,
    (canvas, [color]) => {
      canvas.state.stroke = isInk(color);
    },
  ],
  [
    OPS.setFillRGBColor,
    (canvas, [color]) => {
      canvas.state.fill = isInk(color);
    },
  ],
  [
    OPS.setStrokeColorN,
    (canvas) => {
      canvas.state.stroke = true;
    },
  ],
  [
    OPS.setFillColorN,
    (canvas) => {
      canvas.state.fill = true;
    },
  ],
  [
    OPS.setStrokeTransparent,
    (canvas) => {
      canvas.state.stroke = false;
    },
  ],
  [
    OPS.setFillTransparent,
    (canvas) => {
      canvas.state.fill = false;
    },
  ],
  [OPS.clip, beginClip],
  [OPS.eoClip, beginClip],
  [OPS.shadingFill, (canvas) => paint(canvas, canvas.state.clip, {})],
  [OPS.paintImageXObject, paintPicture],
  [OPS.paintInlineImageXObject, paintPicture],
  [OPS.paintImageMaskXObject, paintPicture],
  [OPS.constructPath, constructPath],
  [OPS.paintSolidColorImageMask, (canvas) => draw(canvas, unitSquare(), false)],
  [OPS.beginText, (canvas) => moveTo(canvas, IDENTITY)],
  [OPS.setTextMatrix, (canvas, [matrix]) => moveTo(canvas, matrixFrom(matrix) ?? IDENTITY)],
  [OPS.moveText, (canvas, operands) => moveText(canvas, operands)],
  [OPS.setLeadingMoveText, setLeadingMoveText],
  [OPS.nextLine, (canvas) => moveText(canvas, [0, canvas.state.text.leading])],
  [
    OPS.setLeading,
    (canvas, [leading]) => {
      canvas.state.text.leading = -amount(leading);
    },
  ],
  [
    OPS.setCharSpacing,
    (canvas, [spacing]) => {
      canvas.state.text.charSpacing = amount(spacing);
    },
  ],
  [
    OPS.setWordSpacing,
    (canvas, [spacing]) => {
      canvas.state.text.wordSpacing = amount(spacing);
    },
  ],
  [
    OPS.setHScale,
    (canvas, [scale]) => {
      canvas.state.text.stretch = amount(scale) / 100;
    },
  ],
  [
    OPS.setTextRise,
    (canvas, [rise]) => {
      canvas.state.text.rise = amount(rise);
    },
  ],
  [
    OPS.setTextRenderingMode,
    (canvas, [mode]) => {
      canvas.state.text.mode = amount(mode);
    },
  ],
  [OPS.setFont, setFont],
  [OPS.setGState, setGraphicsState],
  [OPS.showText, showText],
]);

/** Whether a colour shows on paper; a white line is no border. */
function isInk(color: unknown): boolean {
  return typeof color !== "string" || !/^#f[a-f\d]f[a-f\d]f[a-f\d]/i.test(color);
}

function constructPath(canvas: Canvas, [operator, data, corners]: Operands): void {
  const number = amount(operator);
  const strokes = STROKES.has(number);
  const path = Array.isArray(data) ? data[0] : undefined;
  if (path instanceof Float32Array || path instanceof Float64Array) {
    if (strokes || FILLS.has(number)) draw(canvas, path, strokes);
    if (FILLS.has(number) || STROKES_AND_FILLS.has(number)) fill(canvas, path, corners);
  }
  if (canvas.clipping) clip(canvas, corners);
  canvas.clipping = false;
}

/** A filled area that is thick enough to hide or to carry characters. A bar hides them in any colour; a ring, star or letter may let them through. */
function fill(canvas: Canvas, path: ArrayLike<number>, corners: unknown): void {
  const box = boxOf(corners, canvas.state.ctm);
  const drawn = canvas.state.fill && shown(canvas) && !isBar(path, corners);
  if (box && drawn && mayBeWriting(box)) canvas.shapes.push(common(box, canvas.state.clip));
  if (!box || Math.min(box.right - box.left, box.bottom - box.top) <= THINNEST) return;
  paint(canvas, box, { white: !canvas.state.fill, full: isBar(path, corners) });
}

function isBar(path: ArrayLike<number>, corners: unknown): boolean {
  const box = boxOf(corners, IDENTITY);
  return box !== undefined && isRectangle(path, box);
}

const THINNEST = 4;

function paint(canvas: Canvas, box: Box, { white = false, full = false }): void {
  const { opacity, blends, clip: within } = canvas.state;
  const covers = opacity === 1 && !blends;
  const area: Painted = { box: common(box, within), white, run: canvas.run };
  if (shown(canvas) && (covers || !white)) canvas.painted.push(covers && full ? { ...area, hides: true } : area);
}

/** A picture lies behind white characters; over others it may be a seal, which lets them through. */
function paintPicture(canvas: Canvas): void {
  const box = boxOf(UNIT, canvas.state.ctm);
  if (!box) return;
  paint(canvas, box, {});
  if (shown(canvas)) canvas.pictures.push(common(box, canvas.state.clip));
}

const UNIT = new Float32Array([0, 0, 1, 1]);

function beginClip(canvas: Canvas): void {
  canvas.clipping = true;
}

const STROKES: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const STROKES_AND_FILLS: ReadonlySet<number> = new Set([
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const FILLS: ReadonlySet<number> = new Set([OPS.fill, OPS.eoFill]);

function draw(canvas: Canvas, path: ArrayLike<number>, strokes: boolean): void {
  if (canvas.annotations.some(({ crosses }) => crosses)) {
    for (const piece of crossingOf(path, canvas.state.ctm)) canvas.slants.push(piece);
    return;
  }
  if (!shown(canvas) || !(strokes ? canvas.state.stroke : canvas.state.fill)) return;
  for (const ruling of rulingsOf(path, canvas.state.ctm, strokes)) canvas.rulings.push(ruling);
  if (strokes) for (const slant of slantsOf(path, canvas.state.ctm)) canvas.slants.push(slant);
}

function moveTo(canvas: Canvas, matrix: Matrix): void {
  Object.assign(canvas.state.text, { matrix, x: 0, y: 0, lineX: 0, lineY: 0 });
}

function moveText({ state: { text } }: Canvas, [right, up]: Operands): void {
  text.lineX += amount(right);
  text.lineY += amount(up);
  text.x = text.lineX;
  text.y = text.lineY;
}

function setLeadingMoveText(canvas: Canvas, operands: Operands): void {
  canvas.state.text.leading = amount(operands[1]);
  moveText(canvas, operands);
}

function setFont(canvas: Canvas, [name, size]: Operands): void {
  canvas.state.text.font = canvas.source.fonts.get(String(name));
  canvas.state.text.size = amount(size);
}

function setGraphicsState(canvas: Canvas, [settings]: Operands): void {
  if (!Array.isArray(settings)) return;
  for (const setting of settings) {
    if (!Array.isArray(setting)) continue;
    const [name, value] = setting;
    if (name === "Font" && Array.isArray(value)) setFont(canvas, value);
    if (name === "ca") canvas.state.opacity = amount(value);
    if (name === "BM") canvas.state.blends = value !== "source-over";
  }
}

function showText(canvas: Canvas, [glyphs]: Operands): void {
  canvas.run += 1;
  if (!Array.isArray(glyphs)) return;
  const { font, mode } = canvas.state.text;
  const visible = shown(canvas) && mode % 4 !== 3;
  if ((!font && glyphs.length > 0) || (font?.broken && visible)) throw unreadable("PDF 的字体信息已损坏");
  const placed = glyphsOf(glyphs, canvas.state.text, { ctm: canvas.state.ctm, run: canvas.run });
  if (!visible) {
    if (canvas.annotations.every((annotation) => annotation.shown))
      for (const glyph of placed) canvas.hidden.push(glyph);
    return;
  }
  const { clip: within, fill: inked, opacity } = canvas.state;
  const white = !inked && mode % 4 === 0;
  for (const glyph of placed) {
    canvas.glyphs.push({ glyph, white });
    if (opacity < FAINTEST || glyph.size < SMALLEST || !holds(within, glyph)) canvas.outside.push(glyph);
  }
}

/** Below this share of its colour a character can't be made out. */
const FAINTEST = 0.05;
/** Characters smaller than this (points) are dots. */
const SMALLEST = 1;
