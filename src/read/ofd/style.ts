import { type Colour, colourOf } from "./colour.js";
import { childAt, type Element } from "./element.js";
import type { Resources } from "./resources.js";

/** 绘制参数 in force: the colours that an object gets where it sets none. */
export interface Style {
  readonly fill?: Colour;
  readonly stroke?: Colour;
}

/** A drawing parameter may refer to another one, and that to the next. */
const MOST_RELATIVES = 16;

/** The style of an object or layer: its own colours, else those of the parameter it names, else those around it. */
export function styleOf(element: Element, around: Style, resources: Resources): Style {
  let style = around;
  for (const param of paramsOf(element.attributes.get("DrawParam"), resources).reverse())
    style = withColours(param, style, resources);
  return withColours(element, style, resources);
}

function paramsOf(id: string | undefined, { params }: Resources): Element[] {
  const found: Element[] = [];
  let next = params.get(id ?? "");
  while (next && found.length < MOST_RELATIVES) {
    found.push(next);
    next = params.get(next.attributes.get("Relative") ?? "");
  }
  return found;
}

function withColours(element: Element, style: Style, { spaces }: Resources): Style {
  const [fill, stroke] = [childAt(element, "FillColor"), childAt(element, "StrokeColor")];
  if (!fill && !stroke) return style;
  return {
    ...style,
    ...(fill && { fill: colourOf(fill, spaces) }),
    ...(stroke && { stroke: colourOf(stroke, spaces) }),
  };
}

/** What a text or path is painted with; empty where nothing of it shows. */
export function paintsOf(paints: { readonly fill: Colour | undefined; readonly stroke: Colour | undefined }):
  | {
      readonly white: boolean;
      readonly opacity: number;
    }
  | undefined {
  const used = [paints.fill, paints.stroke].filter((colour) => colour !== undefined);
  if (used.length === 0) return undefined;
  const dark = used.filter(({ white }) => !white);
  const [white, shown] = dark.length > 0 ? [false, dark] : [true, used];
  return { white, opacity: Math.max(...shown.map(({ opacity }) => opacity)) };
}
