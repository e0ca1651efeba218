import type { Attributes } from "../xml.js";
import { isOnIn } from "./look.js";
import { cellOf, type State, targetFor, targetOf } from "./state.js";
import type { RowCell } from "./table.js";

/** What begins a drawing, and what in it is a picture, a line or a floating frame. */
const DRAWINGS = /^(?:drawing|pict|object)$/;
const PICTURES = /^(?:blip|imagedata|chart|relIds|OLEObject|control|contentPart|movie)$/;
const LINES = /^(?:line|polyline|curve|arc|cxnSp)$/;
const STRAIGHT = /^(?:line|straightConnector1|bentConnector\d|curvedConnector\d)$/;

/** 图形: enters a drawing or what stands in it. */
export function enterDrawing(state: State, name: string, attributes: Attributes): void {
  if (DRAWINGS.test(name)) {
    state.pictures += 1;
    const hidden = isOnIn(targetOf(state).run, "vanish");
    state.drawings.push({ inline: true, box: false, line: false, picture: false, hidden });
    return;
  }
  const drawing = state.drawings.at(-1);
  if (!drawing) return;
  if (name === "anchor" || /position\s*:\s*absolute/i.test(attributes.get("style") ?? "")) drawing.inline = false;
  if (PICTURES.test(name)) drawing.picture = true;
  else if (LINES.test(name) || (name === "prstGeom" && STRAIGHT.test(attributes.get("prst") ?? "")))
    drawing.line = true;
}

/** A shape that is no line, holds no text and no picture may still be a sign that somebody drew. */
export function leaveDrawing(state: State, name: string): void {
  if (!DRAWINGS.test(name)) return;
  const drawing = state.drawings.pop();
  const cell = cellOf(state);
  if (!drawing || !cell || drawing.hidden) return;
  if (drawing.picture || !(drawing.box || drawing.line)) cell.objects += 1;
}

/** 文本框: its paragraphs go to the running text, and within a cell also to what the cell holds. */
export function enterBox(state: State): void {
  const drawing = state.drawings.at(-1);
  if (drawing) drawing.box = true;
  const cell = cellOf(state);
  // What a hidden box says is not what the cell says.
  if (cell) cell.boxes.push({ text: "", inline: drawing?.inline === true && !drawing.hidden });
  state.targets.push(targetFor(state.styles, undefined, cell));
}

/** 嵌套表格: what stands in it is no text of the cell around it. */
export function enclosingCell(state: State): RowCell | undefined {
  const cell = cellOf(state) ?? targetOf(state).outer;
  if (cell) cell.objects += 1;
  return cell;
}

/** Text within a text box or a nested table, as the cell around it holds it; what can hardly be seen there is not read. */
export function noteInner(outer: RowCell | undefined, inTable: boolean, text: string, isPlain: boolean): void {
  if (!outer) return;
  const box = inTable ? undefined : outer.boxes.at(-1);
  if (box) box.text += text;
  else outer.inner += text;
  if (!isPlain && text.trim() !== "") outer.objects += 1;
}
