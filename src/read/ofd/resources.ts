import type { Parts } from "../package/package.js";
import type { ColourSpace } from "./colour.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { type Part, partAt, pathOf } from "./parts.js";

/** 资源 of a document, by id: what pages refer to. */
export interface Resources {
  readonly spaces: Map<string, ColourSpace>;
  readonly params: Map<string, Element>;
  /** 矢量图像 that pages place like a picture; they may hold text. */
  readonly units: Map<string, Element>;
  /** Where the file of a picture lies in the package. */
  readonly pictures: Map<string, string>;
}

export function noResources(): Resources {
  return { spaces: new Map(), params: new Map(), units: new Map(), pictures: new Map() };
}

/** Adds what the resource files at these locations define; a page's own come on top of the document's. */
export function withResources(before: Resources, parts: Parts, from: string, locations: readonly Element[]): Resources {
  const found: Resources = {
    spaces: new Map(before.spaces),
    params: new Map(before.params),
    units: new Map(before.units),
    pictures: new Map(before.pictures),
  };
  for (const { text } of locations) {
    const part = partAt(parts, from, text);
    if (part) for (const group of part.root.children) for (const item of group.children) add(found, parts, part, item);
  }
  return found;
}

function add(found: Resources, parts: Parts, part: Part, item: Element): void {
  const id = item.attributes.get("ID") ?? "";
  switch (item.name) {
    case "ColorSpace":
      found.spaces.set(id, spaceOf(item));
      break;
    case "DrawParam":
      found.params.set(id, item);
      break;
    case "CompositeGraphicUnit":
      found.units.set(id, item);
      break;
    case "MultiMedia":
      found.pictures.set(id, mediaPath(parts, part, childAt(item, "MediaFile")?.text ?? ""));
      break;
  }
}

function spaceOf(element: Element): ColourSpace {
  const bits = Number(element.attributes.get("BitsPerComponent") ?? 8);
  const palette = childrenOf(childAt(element, "Palette"), "CV").map(({ text }) => text);
  return { palette, most: bits >= 1 && bits <= 32 ? 2 ** bits - 1 : 255 };
}

/** Pictures lie in the folder that their resource file names. */
function mediaPath(parts: Parts, { path, root }: Part, location: string): string {
  const base = root.attributes.get("BaseLoc") ?? "";
  return base === "" ? pathOf(parts, path, location) : pathOf(parts, `${pathOf(parts, path, base)}/`, location);
}
