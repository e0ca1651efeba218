import { type Box, boxOf, common, compose, type Drawn, type Matrix, matrixFrom, nothingDrawn } from "../page/page.js";
import { type Font, newTextState, type TextState } from "./text.js";

/** A page as the PDF library gives it: drawing operators and what they refer to. */
export interface PageSource {
  readonly operators: readonly number[];
  readonly operands: readonly unknown[];
  readonly fonts: ReadonlyMap<string, Font>;
  /** From PDF units to the upright page, whose y grows downwards. */
  readonly viewport: Matrix;
  /** 页面: what of it shows. */
  readonly view: Box;
  /** 页码, from 1. */
  readonly number: number;
  /** Ids of form fields and typed text; notes, stamps and links are no part of the page's text. */
  readonly filledIn: ReadonlySet<string>;
  /** 删划批注: ids of annotations whose lines cross text out. */
  readonly crossing: ReadonlySet<string>;
  /** A typed text with digits that the file tells, but not how to draw; each program draws it in its own way. */
  readonly undrawn: string | undefined;
  readonly layerShown: (layer: unknown) => boolean;
}

/** Graphics state: what drawing operators change. `stroke`, `fill`: the colour shows on paper. `clip`: nothing shows outside. */
export interface State {
  ctm: Matrix;
  stroke: boolean;
  fill: boolean;
  clip: Box;
  opacity: number;
  /** Colours mix with what is under them. */
  blends: boolean;
  text: TextState;
}

/** A page that is being read: its marks so far and the state of drawing. */
export interface Canvas extends Drawn {
  readonly source: PageSource;
  readonly saved: State[];
  state: State;
  /** One entry for each open piece of marked content: is it shown? */
  readonly layers: boolean[];
  /** One entry for each open annotation: the state before it. */
  readonly annotations: { readonly before: State; readonly shown: boolean; readonly crosses: boolean }[];
  /** The number of the last piece of writing. */
  run: number;
  /** The next path bounds what shows from then on. */
  clipping: boolean;
}

export type Operands = readonly unknown[];

export function openCanvas(source: PageSource): Canvas {
  return {
    source,
    ...nothingDrawn(),
    saved: [],
    state: newState(source),
    layers: [],
    annotations: [],
    run: 0,
    clipping: false,
  };
}

function newState({ viewport, view }: PageSource): State {
  const colours = { stroke: true, fill: true, opacity: 1, blends: false };
  return { ctm: viewport, ...colours, clip: view, text: newTextState() };
}

export function save(canvas: Canvas): void {
  canvas.saved.push({ ...canvas.state, text: { ...canvas.state.text } });
}

export function restore(canvas: Canvas): void {
  const before = canvas.saved.pop();
  if (before) canvas.state = before;
}

export function transform(canvas: Canvas, matrix: unknown): void {
  const inner = matrixFrom(matrix);
  if (inner) canvas.state.ctm = compose(canvas.state.ctm, inner);
}

export function beginForm(canvas: Canvas, [matrix, bounds]: Operands): void {
  save(canvas);
  transform(canvas, matrix);
  clip(canvas, bounds);
}

/** @param corners of what shows from now on, in the units of the content */
export function clip({ state }: Canvas, corners: unknown): void {
  const box = boxOf(corners, state.ctm);
  if (box) state.clip = common(state.clip, box);
}

/** An annotation is drawn with a state of its own, whatever the page's content set before. */
export function beginAnnotation(canvas: Canvas, [id, , matrix, appearance]: Operands): void {
  const { filledIn, crossing } = canvas.source;
  const [shown, crosses] = [filledIn.has(String(id)), crossing.has(String(id))];
  canvas.annotations.push({ before: canvas.state, shown, crosses });
  canvas.state = newState(canvas.source);
  transform(canvas, matrix);
  transform(canvas, appearance);
}

export function endAnnotation(canvas: Canvas): void {
  const annotation = canvas.annotations.pop();
  if (annotation) canvas.state = annotation.before;
}

export function beginLayer(canvas: Canvas, [tag, layer]: Operands): void {
  canvas.layers.push(tag !== "OC" || canvas.source.layerShown(layer));
}

/** Whether what is drawn now shows on the page. */
export function shown(canvas: Canvas): boolean {
  return canvas.layers.every(Boolean) && canvas.annotations.every((annotation) => annotation.shown);
}

/** A number out of whatever a file holds; 0 where it is none. */
export function amount(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
