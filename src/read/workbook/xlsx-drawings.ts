import { type Parts, type Relation, xmlPart } from "../package/package.js";
import type { MergedArea } from "../sheet/sheet.js";
import { type Attributes, readXml } from "../xml.js";

/** Where a drawing begins or ends: a cell, and how far into it, in units of which 12700 are a point. */
interface Corner {
  row: number;
  column: number;
  down: number;
  right: number;
}

interface OpenAnchor {
  readonly from: Corner;
  readonly to: Corner;
  corner: Corner | undefined;
  /** It shows something: a picture, a chart, a text. */
  shows: boolean;
  hidden: boolean;
}

/** What is covered less than this is not covered: about a quarter of a usual cell. */
const LEAST_RIGHT = 150_000;
const LEAST_DOWN = 50_000;
/** What begins further in than this begins in the next cell. */
const MOST_RIGHT = 450_000;
const MOST_DOWN = 150_000;

/** 图片和文本框 on a sheet: which cells they lie over. Lines and empty shapes cover nothing. */
export function picturesOn(parts: Parts, relations: ReadonlyMap<string, Relation>): readonly MergedArea[] {
  return [...relations.values()].flatMap(({ kind, target }) => {
    const xml = kind === "drawing" ? xmlPart(parts, target) : undefined;
    return xml === undefined ? [] : anchorsIn(xml);
  });
}

function anchorsIn(xml: string): readonly MergedArea[] {
  const areas: MergedArea[] = [];
  const path: string[] = [];
  let anchor: OpenAnchor | undefined;
  readXml(xml, {
    open(name, attributes) {
      path.push(name);
      if (/^(?:twoCellAnchor|oneCellAnchor)$/.test(name)) anchor = openAnchor();
      else if (anchor) enter(anchor, name, attributes);
    },
    close(name) {
      path.pop();
      if (!anchor || !/Anchor$/.test(name)) return;
      if (anchor.shows && !anchor.hidden) areas.push(areaOf(anchor));
      anchor = undefined;
    },
    text(text) {
      const element = path.at(-1);
      if (anchor && element === "t" && text.trim() !== "") anchor.shows = true;
      if (anchor?.corner) takePlace(anchor.corner, element, Number(text.trim()));
    },
  });
  return areas;
}

function openAnchor(): OpenAnchor {
  const corner = (): Corner => ({ row: -1, column: -1, down: 0, right: 0 });
  return { from: corner(), to: corner(), corner: undefined, shows: false, hidden: false };
}

function enter(anchor: OpenAnchor, name: string, attributes: Attributes): void {
  if (name === "from" || name === "to") anchor.corner = anchor[name];
  else if (/^(?:pic|graphicFrame|contentPart)$/.test(name)) anchor.shows = true;
  else if (name === "cNvPr" && /^(?:1|true)$/i.test(attributes.get("hidden") ?? "")) anchor.hidden = true;
}

function takePlace(corner: Corner, element: string | undefined, value: number): void {
  if (!Number.isFinite(value)) return;
  if (element === "row") corner.row = value;
  else if (element === "col") corner.column = value;
  else if (element === "rowOff") corner.down = value;
  else if (element === "colOff") corner.right = value;
}

function areaOf({ from, to }: OpenAnchor): MergedArea {
  const end = to.row < 0 ? from : to;
  const [top, left] = [from.row + (from.down > MOST_DOWN ? 1 : 0), from.column + (from.right > MOST_RIGHT ? 1 : 0)];
  const bottom = end.row - (end.down < LEAST_DOWN ? 1 : 0);
  const right = end.column - (end.right < LEAST_RIGHT ? 1 : 0);
  const [firstRow, firstColumn] = [Math.min(top, end.row), Math.min(left, end.column)];
  return {
    top: Math.max(0, firstRow),
    left: Math.max(0, firstColumn),
    bottom: Math.max(bottom, firstRow),
    right: Math.max(right, firstColumn),
  };
}
