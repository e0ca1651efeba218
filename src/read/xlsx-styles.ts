import type { CellKind } from "../grid.js";
import { type Attributes, readXml } from "./xml.js";

type NumberKind = Extract<CellKind, "number" | "percent" | "date">;

/** 单元格样式: for each style number, how its format shows a number. */
export type NumberKinds = readonly NumberKind[];

/** Built-in formats: 9 and 10 are percentages; the others are dates and times, those of East Asian editions included. */
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Reads the styles part: only what tells a count from a percentage or a date. */
export function readStyles(xml: string): NumberKinds {
  const custom = new Map<string, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCellFormats = false;
  readXml(xml, {
    open(name, attributes) {
      if (name === "cellXfs") inCellFormats = true;
      if (name === "numFmt")
        custom.set(attributes.get("numFmtId") ?? "", kindOfFormat(attributes.get("formatCode") ?? ""));
      if (name === "xf" && inCellFormats) kinds.push(kindOfStyle(attributes, custom));
    },
    close(name) {
      if (name === "cellXfs") inCellFormats = false;
    },
    text() {},
  });
  return kinds;
}

function kindOfStyle(attributes: Attributes, custom: ReadonlyMap<string, NumberKind>): NumberKind {
  const id = attributes.get("numFmtId") ?? "0";
  return custom.get(id) ?? kindOfBuiltin(Number(id));
}

export function kindOfBuiltin(id: number): NumberKind {
  if (id === 9 || id === 10) return "percent";
  return DATES.some(([first, last]) => id >= first && id <= last) ? "date" : "number";
}

/** How a format code shows a positive number: `0.00%`, `yyyy"年"m"月"`; text in quotes, escapes and colours say nothing. */
export function kindOfFormat(code: string): NumberKind {
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(code);
  const bare = code.replace(/"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]/g, "").split(";")[0] as string;
  if (bare.includes("%")) return "percent";
  if (elapsed || /[ymdhs]/i.test(bare.replace(/general/gi, ""))) return "date";
  return "number";
}
