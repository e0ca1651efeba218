import { OPS } from "./pdf-library.js";
import { compose, IDENTITY, type Matrix, matrixFrom } from "./pdf-matrix.js";
import { type Ruling, rulingsOf, unitSquare } from "./pdf-rulings.js";
import { type Font, type Glyph, glyphsOf, newTextState, type TextState } from "./pdf-text.js";

/** What stands on a page: characters with their places, and the ruling lines around them. */
export interface PageMarks {
  readonly glyphs: readonly Glyph[];
  readonly rulings: readonly Ruling[];
}

/** A page as the PDF library hands it over: drawing operators and what they refer to. */
export interface PageSource {
  readonly operators: readonly number[];
  readonly operands: readonly unknown[];
  readonly fonts: ReadonlyMap<string, Font>;
  /** From PDF units to a page whose y grows downwards, upright as a person sees it. */
  readonly viewport: Matrix;
  /** Annotations that hold what somebody filled in; notes, stamps and links are left out. */
  readonly filledIn: ReadonlySet<string>;
  readonly layerShown: (layer: unknown) => boolean;
}

interface State {
  ctm: Matrix;
  stroke: boolean;
  fill: boolean;
  text: TextState;
}

interface Canvas {
  readonly source: PageSource;
  readonly glyphs: Glyph[];
  readonly rulings: Ruling[];
  readonly saved: State[];
  state: State;
  /** One entry for each open piece of marked content: is it shown? */
  readonly layers: boolean[];
  /** One entry for each open annotation: the state before it. */
  readonly annotations: { readonly before: State; readonly shown: boolean }[];
  run: number;
}

type Operands = readonly unknown[];

/** Walks through the drawing operators of a page and collects its characters and ruling lines. */
export function marksOf(source: PageSource): PageMarks {
  const state: State = { ctm: source.viewport, stroke: true, fill: true, text: newTextState() };
  const canvas: Canvas = { source, glyphs: [], rulings: [], saved: [], state, layers: [], annotations: [], run: 0 };
  for (const [index, operator] of source.operators.entries()) {
    const operands = source.operands[index];
    const list: Operands = Array.isArray(operands) ? operands : [];
    (OPERATORS.get(operator) ?? ignore)(canvas, list);
  }
  return { glyphs: canvas.glyphs, rulings: canvas.rulings };
}

function ignore(): void {}

const OPERATORS: ReadonlyMap<number, (canvas: Canvas, operands: Operands) => void> = new Map([
  [OPS.save, save],
  [OPS.restore, restore],
  [OPS.transform, (canvas, operands) => transform(canvas, operands)],
  [OPS.paintFormXObjectBegin, beginForm],
  [OPS.paintFormXObjectEnd, restore],
  [OPS.beginAnnotation, beginAnnotation],
  [OPS.endAnnotation, endAnnotation],
  [OPS.beginMarkedContent, (canvas) => void canvas.layers.push(true)],
  [OPS.beginMarkedContentProps, beginLayer],
  [OPS.endMarkedContent, (canvas) => void canvas.layers.pop()],
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

function save(canvas: Canvas): void {
  canvas.saved.push({ ...canvas.state, text: { ...canvas.state.text } });
}

function restore(canvas: Canvas): void {
  const before = canvas.saved.pop();
  if (before) canvas.state = before;
}

function transform(canvas: Canvas, matrix: unknown): void {
  const inner = matrixFrom(matrix);
  if (inner) canvas.state.ctm = compose(canvas.state.ctm, inner);
}

function beginForm(canvas: Canvas, [matrix]: Operands): void {
  save(canvas);
  transform(canvas, matrix);
}

/** Annotations are drawn on the bare page, whatever the page's own content left behind. */
function beginAnnotation(canvas: Canvas, [id, , matrix, appearance]: Operands): void {
  canvas.annotations.push({ before: canvas.state, shown: canvas.source.filledIn.has(String(id)) });
  canvas.state = { ctm: canvas.source.viewport, stroke: true, fill: true, text: newTextState() };
  transform(canvas, matrix);
  transform(canvas, appearance);
}

function endAnnotation(canvas: Canvas): void {
  const annotation = canvas.annotations.pop();
  if (annotation) canvas.state = annotation.before;
}

function beginLayer(canvas: Canvas, [tag, layer]: Operands): void {
  canvas.layers.push(tag !== "OC" || canvas.source.layerShown(layer));
}

/** White is paper: a white line is no border. */
function isInk(color: unknown): boolean {
  return typeof color !== "string" || !/^#f[a-f\d]f[a-f\d]f[a-f\d]/i.test(color);
}

function shown(canvas: Canvas): boolean {
  return canvas.layers.every(Boolean) && canvas.annotations.every((annotation) => annotation.shown);
}

function constructPath(canvas: Canvas, [paint, data]: Operands): void {
  const strokes = STROKES.has(amount(paint));
  if (!strokes && !FILLS.has(amount(paint))) return;
  const path = Array.isArray(data) ? data[0] : undefined;
  if (path instanceof Float32Array || path instanceof Float64Array) draw(canvas, path, strokes);
}

const STROKES: ReadonlySet<number> = new Set([
  OPS.stroke,
  OPS.closeStroke,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const FILLS: ReadonlySet<number> = new Set([OPS.fill, OPS.eoFill]);

function draw(canvas: Canvas, path: ArrayLike<number>, strokes: boolean): void {
  if (!shown(canvas) || !(strokes ? canvas.state.stroke : canvas.state.fill)) return;
  for (const ruling of rulingsOf(path, canvas.state.ctm, strokes)) canvas.rulings.push(ruling);
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
    if (Array.isArray(setting) && setting[0] === "Font" && Array.isArray(setting[1])) setFont(canvas, setting[1]);
  }
}

function showText(canvas: Canvas, [glyphs]: Operands): void {
  canvas.run += 1;
  if (!Array.isArray(glyphs)) return;
  const visible = shown(canvas) && canvas.state.text.mode % 4 !== 3;
  const placed = glyphsOf(glyphs, canvas.state.text, { ctm: canvas.state.ctm, run: canvas.run });
  if (visible) for (const glyph of placed) canvas.glyphs.push(glyph);
}

function amount(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
