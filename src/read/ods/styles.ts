import { BLACK, hexColour, WHITE } from "../colour.js";
import { numberFormat } from "../format/format.js";
import { a1FromOpenDocument } from "../formula/formula.js";
import {
  type ChangedStyle,
  type ConditionalFormat,
  canHarm,
  isUnseenIn,
  LEAST_SIZE,
  type MergedArea,
} from "../sheet/sheet.js";
import type { Attributes } from "../xml.js";

/** 样式, those of its parents included: what it changes, and under which conditions another takes its place. */
export interface OdsStyle extends ChangedStyle {
  /** 隐藏文字. */
  readonly hidden?: boolean;
  /** Its letters are too small to be read. */
  readonly tiny?: boolean;
}

interface Style {
  readonly own: { -readonly [K in keyof OdsStyle]: OdsStyle[K] };
  readonly parent: string | undefined;
  readonly data: string | undefined;
  readonly maps: { readonly condition: string; readonly style: string }[];
}

export interface OdsStyles {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  /** Undefined names have nothing. */
  styleOf(name: string | undefined): OdsStyle;
  /** 条件样式 of a cell's style, as they hold for the cell itself. */
  conditionsOf(name: string | undefined, area: MergedArea): readonly ConditionalFormat[];
}

const DEEPEST = 20;
const DATA_STYLE = /^(?:number|currency|percentage|date|time|boolean|text)-style$/;
/** What of a data style shows something of the number. */
const SHOWS =
  /^(?:number|scientific-number|fraction|year|month|day|day-of-week|hours|minutes|seconds|boolean|text-content)$/;

interface State {
  readonly styles: Map<string, Style>;
  /** Data styles that show nothing, and whether the open one has shown anything yet. */
  readonly blank: Set<string>;
  readonly resolved: Map<string, OdsStyle>;
  data: { readonly name: string; shows: boolean } | undefined;
  style: Style | undefined;
}

/** Gathers the styles of an OpenDocument part; the same collector hears styles.xml and then content.xml. */
export function collectStyles(): OdsStyles {
  const lists = { styles: new Map(), blank: new Set<string>(), resolved: new Map() };
  const state: State = { ...lists, data: undefined, style: undefined };
  return {
    open: (name, attributes) => enter(state, name, attributes),
    close: (name) => leave(state, name),
    styleOf: (name) => styleOf(state, name),
    conditionsOf: (name, area) =>
      chainOf(state, name).flatMap(({ maps }) =>
        maps.map(({ condition, style }) => conditionOf(condition, styleOf(state, style), [area])).filter(canHarm),
      ),
  };
}

function enter(state: State, name: string, attributes: Attributes): void {
  const own = attributes.get("name") ?? "";
  if (name === "style") {
    const [parent, data] = [attributes.get("parent-style-name"), attributes.get("data-style-name")];
    state.style = { own: {}, parent, data, maps: [] };
    state.styles.set(own, state.style);
  } else if (DATA_STYLE.test(name)) state.data = { name: own, shows: false };
  else if (state.data && SHOWS.test(name)) state.data.shows = true;
  else if (state.style) takeProperty(state.style, name, attributes);
}

function leave(state: State, name: string): void {
  if (name === "style") state.style = undefined;
  if (!state.data || !DATA_STYLE.test(name)) return;
  if (!state.data.shows) state.blank.add(state.data.name);
  state.data = undefined;
}

/** A style after those that it is based on. */
function chainOf({ styles }: State, name: string | undefined): readonly Style[] {
  const chain: Style[] = [];
  for (let one = styles.get(name ?? ""); one && chain.length < DEEPEST; one = styles.get(one.parent ?? ""))
    chain.unshift(one);
  return chain;
}

function styleOf(state: State, name: string | undefined): OdsStyle {
  const known = state.resolved.get(name ?? "");
  if (known) return known;
  const chain = chainOf(state, name);
  const hides = state.blank.has(chain.findLast((one) => one.data !== undefined)?.data ?? "");
  const format = hides ? { format: numberFormat(";;;") } : {};
  const found: OdsStyle = Object.assign({}, ...chain.map(({ own }) => own), format);
  state.resolved.set(name ?? "", found);
  return found;
}

function takeProperty({ own, maps }: Style, name: string, attributes: Attributes): void {
  if (name === "map")
    maps.push({ condition: attributes.get("condition") ?? "", style: attributes.get("apply-style-name") ?? "" });
  if (name === "table-cell-properties") {
    const ground = attributes.get("background-color");
    const paper = ground === "transparent" ? WHITE : hexColour(ground ?? "");
    if (paper) own.paper = paper;
  }
  if (name !== "text-properties") return;
  const line = attributes.get("text-line-through-style") ?? attributes.get("text-line-through-type");
  if (line !== undefined) own.struck = line !== "none";
  if (attributes.has("display")) own.hidden = attributes.get("display") === "none";
  const ink = attributes.get("use-window-font-color") === "true" ? BLACK : hexColour(attributes.get("color") ?? "");
  if (ink) own.ink = ink;
  const size = attributes.get("font-size");
  if (size !== undefined) own.tiny = isTiny(size);
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75, mm: 2.83, cm: 28.3, in: 72, "%": 0.1 };

/** 1pt, 0.5mm, 10 %. */
function isTiny(size: string): boolean {
  const [, number, unit = ""] = /^([\d.]+)(pt|px|mm|cm|in|%)$/.exec(size.trim()) ?? [];
  return number !== undefined && Number(number) * (POINTS[unit] ?? 1) < LEAST_SIZE;
}

/** Of a text in several runs any that can't be seen on the cell's ground. */
export function isUnseenOn(cell: OdsStyle, runs: readonly OdsStyle[]): boolean {
  const looks = runs.map(({ ink, tiny }) => ({ ...(ink && { ink }), ...(tiny !== undefined && { tiny }) }));
  const style = { ink: cell.ink ?? BLACK, paper: cell.paper ?? WHITE, tiny: cell.tiny ?? false };
  return cell.hidden === true || isUnseenIn(style, looks);
}

const OPERATORS: Readonly<Record<string, string>> = {
  "=": "equal",
  "!=": "notEqual",
  "<": "lessThan",
  "<=": "lessThanOrEqual",
  ">": "greaterThan",
  ">=": "greaterThanOrEqual",
};

/** `cell-content()=0`, `between(1,5)`, `formula-is([.D9]=0)`; any other condition may apply to any cell. */
export function conditionOf(condition: string, style: OdsStyle, areas: readonly MergedArea[]): ConditionalFormat {
  const plain = condition
    .replace(/^(?:of:)?\s*(?:cell-content\(\)|value\(\))?\s*/, "")
    .replace(/^cell-content-is-/, "");
  const base = { areas, style, hidesValue: false, text: "", operator: "", formulas: [] };
  const relation = /^(!=|<=|>=|=|<|>)\s*([\s\S]*)/.exec(plain);
  if (relation)
    return {
      ...base,
      type: "cellIs",
      operator: OPERATORS[relation[1] as string] ?? "",
      formulas: [relation[2] as string],
    };
  const between = /^(not-)?between\(([^,]*),([^,]*)\)$/.exec(plain);
  if (between)
    return { ...base, type: "cellIs", operator: between[1] ? "notBetween" : "between", formulas: between.slice(2) };
  const formula = /^(?:formula-is|is-true-formula)\(([\s\S]*)\)$/.exec(plain);
  return formula
    ? { ...base, type: "expression", formulas: [a1FromOpenDocument(formula[1] as string)] }
    : { ...base, type: "other" };
}
