import { BLACK, WHITE } from "../colour.js";
import { numberFormat } from "../format/format.js";
import { type ChangedStyle, type ConditionalFormat, canHarm, type MergedArea, parseArea } from "../sheet/sheet.js";
import type { Palette } from "../theme.js";
import type { Attributes } from "../xml.js";
import { colourOf } from "./xlsx-colours.js";
import type { Styles } from "./xlsx-styles.js";

/** Gathers the conditional formats of a worksheet, those of its extension list included. */
export interface Conditions {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
  /** Only those that can hide a number or show another. */
  found(): readonly ConditionalFormat[];
}

interface OpenRule {
  readonly type: string;
  readonly operator: string;
  readonly text: string;
  readonly formulas: string[];
  style: ChangedStyle | undefined;
  hidesValue: boolean;
}

/** The elements whose text counts: a rule's formulas, and in the extension list the areas. */
const SPOKEN = /^(?:formula|f|sqref)$/;

interface State {
  readonly formats: ConditionalFormat[];
  areas: readonly MergedArea[];
  /** Rules over the areas that are open: in the extension list these are named last. */
  pending: OpenRule[];
  rule: OpenRule | undefined;
  spoken: string | undefined;
  within: boolean;
  inStyle: boolean;
}

export function collectConditions(styles: Styles): Conditions {
  const start = { areas: [], pending: [], rule: undefined, spoken: undefined, within: false, inStyle: false };
  const state: State = { formats: [], ...start };
  return {
    open: (name, attributes) => enter(state, name, attributes, styles),
    close: (name) => leave(state, name),
    text: (text) => {
      if (state.spoken !== undefined) state.spoken += text;
    },
    found: () => state.formats.filter(canHarm),
  };
}

function enter(state: State, name: string, attributes: Attributes, styles: Styles): void {
  if (name === "conditionalFormatting") {
    state.within = true;
    state.areas = areasOf(attributes.get("sqref") ?? "");
    state.pending = [];
  } else if (state.within && name === "cfRule") {
    state.rule = openRule(attributes, styles);
    state.pending.push(state.rule);
  } else if (state.within && SPOKEN.test(name)) state.spoken = "";
  else if (state.rule) enterRule(state, state.rule, name, attributes, styles);
}

function enterRule(state: State, rule: OpenRule, ...[name, attributes, styles]: [string, Attributes, Styles]): void {
  const hides = /^(?:0|false)$/i.test(attributes.get("showValue") ?? "1");
  if (/^(?:dataBar|iconSet)$/.test(name) && hides) rule.hidesValue = true;
  else if (name === "dxf") {
    rule.style = {};
    state.inStyle = true;
  } else if (state.inStyle) changeStyle(rule, name, attributes, styles.palette);
}

function leave(state: State, name: string): void {
  if (SPOKEN.test(name) && state.spoken !== undefined) {
    if (name === "sqref") state.areas = areasOf(state.spoken);
    else state.rule?.formulas.push(state.spoken);
    state.spoken = undefined;
  } else if (name === "dxf") state.inStyle = false;
  else if (name === "cfRule") state.rule = undefined;
  else if (name === "conditionalFormatting") {
    state.within = false;
    state.formats.push(...state.pending.map((one) => ({ ...one, areas: state.areas })));
  }
}

function openRule(attributes: Attributes, { changed }: Styles): OpenRule {
  return {
    type: attributes.get("type") ?? "",
    operator: attributes.get("operator") ?? "",
    text: attributes.get("text") ?? "",
    formulas: [],
    style: changed[Number(attributes.get("dxfId") ?? "-1")],
    hidesValue: false,
  };
}

function areasOf(text: string): readonly MergedArea[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((area) => parseArea(area) ?? []);
}

/** The extension list keeps the style within the rule itself: a copy of one that other rules share is never changed. */
function changeStyle(rule: OpenRule, name: string, attributes: Attributes, palette: Palette): void {
  const style: ChangedStyle = { ...rule.style };
  if (name === "numFmt") style.format = numberFormat(attributes.get("formatCode") ?? "");
  if (name === "strike") style.struck = !/^(?:0|false)$/i.test(attributes.get("val") ?? "1");
  const ink = name === "color" ? colourOf(attributes, palette, BLACK) : undefined;
  const paper = name === "bgColor" ? colourOf(attributes, palette, WHITE) : undefined;
  rule.style = { ...style, ...(ink && { ink }), ...(paper && { paper }) };
}
