import { hexColour } from "../colour.js";
import type { ToldLook } from "../word/word.js";
import type { Attributes } from "../xml.js";

/** 样式的样子: of its text, and the ground of the paragraph or the cell itself. */
export interface OdtStyle {
  readonly look: Look;
  readonly ground?: string;
  /** 列表样式 that a paragraph names. */
  readonly list?: string;
}

/** A look of which the size may be a part of the size around it. */
export type Look = ToldLook & { readonly percent?: number };

interface Style {
  readonly own: { -readonly [Key in keyof Look]: Look[Key] };
  ground: string | undefined;
  list: string | undefined;
  readonly parent: string | undefined;
}

export interface OdtStyles {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** `family`: text, paragraph, table-cell. */
  styleOf(family: string, name: string | undefined): OdtStyle;
  /** Whether a level of a list style, from 1, shows a number; the outline is the list without a name. */
  showsNumber(list: string | undefined, level: number): boolean;
}

const DEEPEST = 20;
const OUTLINE = "\0";

interface State {
  readonly styles: Map<string, Style>;
  readonly resolved: Map<string, OdtStyle>;
  /** By list style and level: it shows a number. */
  readonly numbered: Set<string>;
  style: Style | undefined;
  list: string | undefined;
}

/** Gathers the styles of a text document; the same collector hears styles.xml and then content.xml. */
export function collectOdtStyles(): OdtStyles {
  const state: State = {
    styles: new Map(),
    resolved: new Map(),
    numbered: new Set(),
    style: undefined,
    list: undefined,
  };
  return {
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    styleOf: (family, name) => styleOf(state, family, name),
    showsNumber: (list, level) => state.numbered.has(levelKey(list ?? OUTLINE, level)),
  };
}

const levelKey = (list: string, level: number): string => `${level} ${list}`;
const styleKey = (family: string, name: string): string => `${family} ${name}`;

function enter(state: State, name: string, attributes: Attributes): void {
  const given = attributes.get("name") ?? "";
  if (name === "style" || name === "default-style") {
    state.style = {
      own: {},
      ground: undefined,
      list: attributes.get("list-style-name"),
      parent: name === "style" ? attributes.get("parent-style-name") : undefined,
    };
    state.styles.set(styleKey(attributes.get("family") ?? "", name === "style" ? given : ""), state.style);
  } else if (name === "list-style") state.list = given;
  else if (name === "outline-style") state.list = OUTLINE;
  else if (/^(?:list-level-style-number|outline-level-style)$/.test(name) && state.list !== undefined) {
    const level = Number(attributes.get("level") ?? "1");
    if ((attributes.get("num-format") ?? "") !== "") state.numbered.add(levelKey(state.list, level));
  } else if (state.style && state.list === undefined) takeProperties(state.style, name, attributes);
}

function leave(state: State, name: string): void {
  if (name === "style" || name === "default-style") state.style = undefined;
  else if (name === "list-style" || name === "outline-style") state.list = undefined;
}

/** A style after those that it is based on, and after what holds for its kind. */
function chainOf({ styles }: State, family: string, name: string | undefined): readonly Style[] {
  const chain: Style[] = [];
  let one = name === undefined ? undefined : styles.get(styleKey(family, name));
  while (one && chain.length < DEEPEST) {
    chain.unshift(one);
    one = one.parent === undefined ? undefined : styles.get(styleKey(family, one.parent));
  }
  const usual = styles.get(styleKey(family, ""));
  return usual ? [usual, ...chain] : chain;
}

function styleOf(state: State, family: string, name: string | undefined): OdtStyle {
  const key = styleKey(family, name ?? "");
  const known = state.resolved.get(key);
  if (known) return known;
  const chain = chainOf(state, family, name);
  const [ground, list] = [chain.findLast((one) => one.ground)?.ground, chain.findLast((one) => one.list)?.list];
  const look = chain.reduce<Look>((sum, { own }) => over(sum, own), {});
  const found = { look, ...(ground !== undefined && { ground }), ...(list !== undefined && { list }) };
  state.resolved.set(key, found);
  return found;
}

/** One look over another: what the nearer one says holds, and a size in percent is of the farther one's. */
export function over(far: Look, near: Look): Look {
  const { percent, ...said } = near;
  const merged: Look = { ...far, ...said };
  if (percent === undefined || said.size !== undefined) return merged;
  return far.size === undefined
    ? { ...merged, percent: (far.percent ?? 1) * percent }
    : { ...merged, size: Math.round(far.size * percent) };
}

/** What is said of a run: a part of an unknown size counts as a part of the usual one. */
export function toldLook({ percent, ...look }: Look): ToldLook {
  return percent === undefined || look.size !== undefined ? look : { ...look, size: Math.round(USUAL_SIZE * percent) };
}

/** In half points. */
const USUAL_SIZE = 24;

function takeProperties(style: Style, name: string, attributes: Attributes): void {
  if (name === "text-properties") takeTextProperties(style.own, attributes);
  else if (name === "paragraph-properties" || name === "table-cell-properties")
    style.ground = groundOf(attributes) ?? style.ground;
}

/** 背景: a transparent one takes that of the styles before away, and is that of what lies behind. */
function groundOf(attributes: Attributes): string | undefined {
  const ground = attributes.get("background-color");
  if (ground === "transparent") return "auto";
  return ground === undefined || !hexColour(ground) ? undefined : ground.replace("#", "");
}

function takeTextProperties(own: Style["own"], attributes: Attributes): void {
  const line = attributes.get("text-line-through-style") ?? attributes.get("text-line-through-type");
  if (line !== undefined) own.struck = line !== "none";
  if (attributes.has("display")) own.hidden = attributes.get("display") === "none";
  const position = attributes.get("text-position");
  if (position !== undefined) own.raised = !/^\s*[+-]?0(?:\.0+)?%/.test(position);
  const ink = attributes.get("color");
  if (attributes.get("use-window-font-color") === "true") own.ink = "auto";
  else if (ink !== undefined && hexColour(ink)) own.ink = ink.replace("#", "");
  const ground = groundOf(attributes);
  if (ground !== undefined) own.ground = ground;
  takeSize(own, attributes);
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75, mm: 2.835, cm: 28.35, in: 72, pc: 12 };

/** 字号: characters squeezed to a tenth of their width, or all but transparent, can be read no better than tiny ones. */
function takeSize(own: Style["own"], attributes: Attributes): void {
  const [, number, unit = ""] =
    /^\s*(\d{1,6}(?:\.\d{1,9})?)(pt|px|mm|cm|in|pc|%)$/.exec(attributes.get("font-size") ?? "") ?? [];
  if (number !== undefined && unit === "%") {
    own.percent = Number(number) / 100;
    delete own.size;
  } else if (number !== undefined) own.size = Math.round(Number(number) * (POINTS[unit] ?? 1) * 2);
  const isHardlyAny = (name: string): boolean => /^\d(?:\.\d+)?%$/.test(attributes.get(name) ?? "");
  // The colour of the window is often written as one without any.
  const isClear = attributes.has("color") && own.ink !== "auto" && isHardlyAny("opacity");
  if (isHardlyAny("text-scale") || isClear) own.size = 0;
}
