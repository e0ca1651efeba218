import type { Parts } from "../package/package.js";
import { type Box, common, type Matrix, nothingDrawn, type PageMarks, pageMarks } from "../page/page.js";
import { type Canvas, drawObjects, type Effort } from "./draw.js";
import { childAt, childrenOf, type Element } from "./element.js";
import { neededPart, type Part } from "./parts.js";
import type { GlyphCodes } from "./pieces.js";
import { type Resources, withResources } from "./resources.js";
import { boxOnPage, type Scene, sceneWithin } from "./scene.js";
import { boxAt } from "./values.js";

/** 文档: what its pages have in common. */
export interface Body {
  readonly parts: Parts;
  readonly path: string;
  readonly root: Element;
  readonly resources: Resources;
  readonly codes: GlyphCodes;
  readonly effort: Effort;
  /** 模板页 that were read, by where they lie. */
  readonly templates: Map<string, Part>;
  /** 注释 of each page, by the page's id. */
  readonly annotations: ReadonlyMap<string, readonly Element[]>;
}

/** Points per mm. */
const POINTS = 72 / 25.4;
const TO_PAGE: Matrix = [POINTS, 0, 0, POINTS, 0, 0];
/** A page without a size is as large as a sheet of A4. */
const A4: Box = { left: 0, top: 0, right: 210, bottom: 297 };

/** 层 in the order in which they are painted; what says nothing, or is of a kind of its own, is painted with the body. */
const LAYERS: readonly string[] = ["Background", "Body", "Foreground"];

function rankOf(layer: string | undefined): number {
  const rank = LAYERS.indexOf(layer ?? "");
  return rank < 0 ? LAYERS.indexOf("Body") : rank;
}

interface Layer {
  readonly rank: number;
  readonly content: Element;
  readonly resources: Resources;
}

/** The characters and lines of one page, with those of its templates and of what was typed onto it. */
export function marksOfPage(body: Body, entry: Element): PageMarks {
  const page = neededPart(body.parts, body.path, entry.attributes.get("BaseLoc"));
  const { parts, codes, effort, resources } = body;
  const canvas: Canvas = { ...nothingDrawn(), parts, codes, effort, resources, run: 0 };
  const scene: Scene = { toPage: TO_PAGE, clip: viewOf(body, page), opacity: 1, style: {}, depth: 0 };
  for (const layer of layersOf(body, page)) drawLayer(canvas, layer, scene);
  for (const appearance of body.annotations.get(entry.attributes.get("ID") ?? "") ?? [])
    drawLayer(canvas, { rank: 0, content: appearance, resources }, scene);
  return pageMarks(canvas, scene.clip);
}

/**
 * 页面区域: what of a page is shown. Places are counted from its upper left corner; where the file gives that corner another
 * place than 0 0, only what shows in both ways of counting certainly does.
 */
function viewOf(body: Body, page: Part): Box {
  const area = childAt(page.root, "Area") ?? childAt(body.root, "CommonData", "PageArea");
  const given = boxAt(childAt(area, "PhysicalBox")?.text) ?? A4;
  const counted = { left: 0, top: 0, right: given.right - given.left, bottom: given.bottom - given.top };
  const shown = boxAt(childAt(area, "ApplicationBox")?.text) ?? given;
  return boxOnPage([given, shown].reduce(common, counted), TO_PAGE);
}

function drawLayer(canvas: Canvas, { content, resources }: Layer, scene: Scene): void {
  canvas.resources = resources;
  const inner = sceneWithin(content, scene, resources);
  if (inner) drawObjects(canvas, content, inner);
}

/** The layers of a page and of its templates, from the lowest to the highest. */
function layersOf(body: Body, page: Part): readonly Layer[] {
  const templates = childrenOf(page.root, "Template").flatMap((reference) => templateLayers(body, reference));
  return [...templates, ...ownLayers(body, page, undefined)].sort((a, b) => a.rank - b.rank);
}

function templateLayers(body: Body, reference: Element): readonly Layer[] {
  const id = reference.attributes.get("TemplateID") ?? "";
  const entry = childrenOf(childAt(body.root, "CommonData"), "TemplatePage").find(
    ({ attributes }) => attributes.get("ID") === id,
  );
  const location = entry?.attributes.get("BaseLoc") ?? "";
  const template = body.templates.get(location) ?? neededPart(body.parts, body.path, location);
  body.templates.set(location, template);
  const order = reference.attributes.get("ZOrder") ?? entry?.attributes.get("ZOrder") ?? "Background";
  return ownLayers(body, template, order);
}

/** @param order where all of a template's layers lie, whatever they say themselves */
function ownLayers(body: Body, { path, root }: Part, order: string | undefined): readonly Layer[] {
  const resources = withResources(body.resources, body.parts, path, childrenOf(root, "PageRes"));
  return childrenOf(childAt(root, "Content"), "Layer").map((content) => ({
    rank: rankOf(order ?? content.attributes.get("Type")),
    content,
    resources,
  }));
}
