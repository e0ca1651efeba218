import { BLACK, type Colour, hexColour, WHITE } from "../colour.js";
import { namedFormat } from "../format/format.js";
import {
  type CellStyle,
  type ChangedStyle,
  type ConditionalFormat,
  canHarm,
  LEAST_SIZE,
  type MergedArea,
  PLAIN_STYLE,
  type RunLook,
} from "../sheet/sheet.js";
import type { Attributes } from "../xml.js";

/** 单元格样式 by their names; one takes over from its parent what it does not say itself. */
export interface NamedStyles {
  open(name: string, attributes: Attributes): void;
  styleOf(name: string): CellStyle;
}

export function collectNamedStyles(): NamedStyles {
  const styles = new Map<string, { -readonly [K in keyof CellStyle]: CellStyle[K] }>();
  let open: { -readonly [K in keyof CellStyle]: CellStyle[K] } | undefined;
  return {
    open(name, attributes) {
      if (name === "Style") {
        open = { ...(styles.get(attributes.get("Parent") ?? "Default") ?? PLAIN_STYLE) };
        styles.set(attributes.get("ID") ?? "", open);
      } else if (!open) return;
      else if (name === "NumberFormat") open.format = namedFormat(attributes.get("Format") ?? "");
      else if (name === "Font") {
        open.struck = attributes.get("StrikeThrough") === "1";
        open.ink = colourOf(attributes, BLACK);
        open.tiny = Number(attributes.get("Size") ?? "11") < LEAST_SIZE;
      } else if (name === "Interior") open.paper = groundOf(attributes);
    },
    styleOf: (name) => styles.get(name) ?? styles.get("Default") ?? PLAIN_STYLE,
  };
}

/** 字体 of a run within a cell, as web pages write it. */
export function fontOf(attributes: Attributes): RunLook {
  const [ink, size] = [hexColour(attributes.get("Color") ?? ""), attributes.get("Size")];
  return { ...(ink && { ink }), ...(size !== undefined && { tiny: Number(size) < LEAST_SIZE }) };
}

function groundOf(attributes: Attributes): Colour | undefined {
  const pattern = attributes.get("Pattern") ?? "None";
  return pattern === "None" ? WHITE : pattern === "Solid" ? colourOf(attributes, WHITE) : undefined;
}

function colourOf(attributes: Attributes, automatic: Colour): Colour {
  return hexColour(attributes.get("Color") ?? "") ?? automatic;
}

const QUALIFIERS: Readonly<Record<string, string>> = {
  Equal: "equal",
  NotEqual: "notEqual",
  Less: "lessThan",
  LessOrEqual: "lessThanOrEqual",
  Greater: "greaterThan",
  GreaterOrEqual: "greaterThanOrEqual",
  Between: "between",
  NotBetween: "notBetween",
};

interface OpenCondition {
  qualifier: string;
  readonly values: string[];
  style: ChangedStyle;
}

/** 条件格式 of a sheet, which stands behind its cells. */
export interface NamedConditions {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(parent: string, text: string): void;
  found(): readonly ConditionalFormat[];
}

export function collectNamedConditions(): NamedConditions {
  const formats: ConditionalFormat[] = [];
  let areas: readonly MergedArea[] = [];
  let condition: OpenCondition | undefined;
  return {
    open(name, attributes) {
      if (name === "Condition") condition = { qualifier: "", values: [], style: {} };
      else if (name === "Format" && condition) condition.style = styleIn(attributes.get("Style") ?? "");
    },
    close(name) {
      if (name !== "Condition" || !condition) return;
      const { qualifier, values, style } = condition;
      const operator = QUALIFIERS[qualifier];
      const type = operator === undefined ? "expression" : "cellIs";
      formats.push({ areas, type, operator: operator ?? "", text: "", formulas: values, style, hidesValue: false });
      condition = undefined;
    },
    text(parent, text) {
      if (parent === "Range") areas = text.split(",").flatMap((area) => areaOf(area.trim()) ?? []);
      else if (parent === "Qualifier" && condition) condition.qualifier = text.trim();
      else if (/^Value[12]$/.test(parent)) condition?.values.push(text);
    },
    found: () => formats.filter(canHarm),
  };
}

function styleIn(css: string): ChangedStyle {
  const style: ChangedStyle = {};
  const ink = hexColour(/(?:^|;)\s*color\s*:\s*(#?\w+)/i.exec(css)?.[1]?.replace(/^white$/i, "FFFFFF") ?? "");
  const paper = hexColour(/background\s*:\s*(#?\w+)/i.exec(css)?.[1]?.replace(/^white$/i, "FFFFFF") ?? "");
  if (/line-through\s*:\s*(?!none)|text-decoration\s*:[^;:]*line-through/i.test(css)) style.struck = true;
  return { ...style, ...(ink && { ink }), ...(paper && { paper }) };
}

/** R9C4, R9C4:R12C6. */
function areaOf(text: string): MergedArea | undefined {
  const match = /^R(\d+)C(\d+)(?::R(\d+)C(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [top, left, bottom, right] = match.slice(1).map((part) => (part === undefined ? undefined : Number(part) - 1));
  if (top === undefined || left === undefined) return undefined;
  return { top, left, bottom: bottom ?? top, right: right ?? left };
}
