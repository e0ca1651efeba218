import { BLACK, WHITE } from "../colour.js";
import { numberFormat } from "../format/format.js";
import { type ChangedStyle, type ConditionalFormat, canHarm, type MergedArea, parseArea } from "../sheet/sheet.js";
import type { Attributes } from "../xml.js";
import { colourOf, type Palette } from "./xlsx-colours.js";
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

export function collectConditions(styles: Styles): Conditions {
  const formats: ConditionalFormat[] = [];
  let areas: readonly MergedArea[] = [];
  let pending: OpenRule[] = [];
  let rule: OpenRule | undefined;
  let spoken: string | undefined;
  let within = false;
  let inStyle = false;
  return {
    open(name, attributes) {
      if (name === "conditionalFormatting") {
        within = true;
        areas = areasOf(attributes.get("sqref") ?? "");
        pending = [];
      } else if (!within) return;
      else if (name === "cfRule") {
        rule = openRule(attributes, styles);
        pending.push(rule);
      } else if (
        rule &&
        /^(?:dataBar|iconSet)$/.test(name) &&
        /^(?:0|false)$/i.test(attributes.get("showValue") ?? "1")
      )
        rule.hidesValue = true;
      else if (rule && name === "dxf") {
        rule.style = {};
        inStyle = true;
      } else if (rule && inStyle && !SPOKEN.test(name)) changeStyle(rule, name, attributes, styles.palette);
      else if (SPOKEN.test(name)) spoken = "";
    },
    close(name) {
      if (SPOKEN.test(name) && spoken !== undefined) {
        if (name === "sqref") areas = areasOf(spoken);
        else rule?.formulas.push(spoken);
        spoken = undefined;
      } else if (name === "dxf") inStyle = false;
      else if (name === "cfRule") rule = undefined;
      else if (name === "conditionalFormatting") {
        within = false;
        formats.push(...pending.map((one) => ({ ...one, areas })));
      }
    },
    text(text) {
      if (spoken !== undefined) spoken += text;
    },
    found: () => formats.filter(canHarm),
  };
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
