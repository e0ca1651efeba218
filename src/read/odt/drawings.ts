import { attributesOf } from "../word/word.js";
import type { Attributes, XmlListener } from "../xml.js";
import type { End, State } from "./state.js";

const SHAPES = /^(?:frame|custom-shape|rect|ellipse|circle|polygon|path|caption|regular-polygon|control)$/;
const LINES = /^(?:line|connector|measure|polyline)$/;
const PICTURES = /^(?:image|object|object-ole|plugin|applet|floating-frame)$/;

export function isDrawing(name: string | undefined): boolean {
  return name !== undefined && (SHAPES.test(name) || LINES.test(name) || name === "g");
}

/** 图形和文本框: begins one; what follows in it is its own. */
export function beginDrawing(state: State, name: string, attributes: Attributes): End {
  if (!SHAPES.test(name) && !LINES.test(name)) return undefined;
  const { to, drawings } = state;
  to.open("drawing", new Map());
  if (attributes.get("anchor-type") !== "as-char") sign(to, "anchor");
  if (LINES.test(name)) sign(to, "line");
  if (name === "control") sign(to, "control");
  drawings.push({ box: false, text: false });
  return () => {
    const drawing = drawings.pop();
    if (drawing?.box) to.close("txbxContent");
    to.close("drawing");
    // A shape without any text in it is a sign that somebody drew.
    if (drawing?.box && !drawing.text && name !== "frame") sign(to, "drawing");
  };
}

/** 图片、对象: what is in them is not read. */
export function isPicture(name: string): boolean {
  return PICTURES.test(name);
}

export function tellPicture({ to }: State): void {
  sign(to, "blip");
}

/** Tells the text box of the drawing that is open, once. */
export function openBox({ drawings, to }: State): void {
  const drawing = drawings.at(-1);
  if (!drawing || drawing.box) return;
  drawing.box = true;
  to.open("txbxContent", new Map());
}

function sign(to: XmlListener, name: string): void {
  to.open(name, attributesOf({}));
  to.close(name);
}
