import {
  beginAnnotation,
  beginForm,
  beginLayer,
  type Canvas,
  endAnnotation,
  type Operands,
  restore,
  save,
  transform,
} from "./canvas.js";
import { OPS } from "./library.js";

/** 绘图状态的操作: what decides where, and whether, a thing is drawn, whatever it is. */
export const STATE: ReadonlyMap<number, (canvas: Canvas, operands: Operands) => void> = new Map([
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
]);
