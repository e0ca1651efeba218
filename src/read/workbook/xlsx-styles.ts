import type { CellKind } from "../../grid.js";
import { type Attributes, readXml } from "../xml.js";

type NumberKind = Extract<CellKind, "number" | "percent" | "date" | "yuan" | "scaled">;

/** 数字格式: for each style number, how it shows a number. */
export type NumberKinds = readonly NumberKind[];

/** Built-in formats of dates and times, those of East Asian editions included, from the first to the last. */
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Built-in formats with a currency sign. */
const CURRENCIES: ReadonlySet<number> = new Set([5, 6, 7, 8, 42, 44]);

/** Reads the styles part: only what tells how a number is shown. */
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

/** How a built-in format shows a number: 9 and 10 are percentages. */
export function kindOfBuiltin(id: number): NumberKind {
  if (id === 9 || id === 10) return "percent";
  if (CURRENCIES.has(id)) return "yuan";
  return DATES.some(([first, last]) => id >= first && id <= last) ? "date" : "number";
}

/** How a format code shows a positive number: `0.00%`, `yyyy"年"m"月"`. Quoted text, escapes and colours do not count. */
export function kindOfFormat(code: string): NumberKind {
  const elapsed = /\[(?:h+|m+|s+)\]/i.test(code);
  const bare = code.replace(/"[^"]*"?|\\.|!.|_.|\*.|\[[^\]]*\]/g, "").split(";")[0] as string;
  if (bare.includes("%")) return "percent";
  if (elapsed || /[ymdhs]/i.test(bare.replace(/general/gi, ""))) return "date";
  return isScaled(code, bare) ? "scaled" : isYuan(code) ? "yuan" : "number";
}

/** `0,` shows 12000 as 12, `0!.0000` shows 85000 as 8.5000, `0"万"` shows 12 as 12万, `;;;` shows nothing. */
function isScaled(code: string, bare: string): boolean {
  const first = code.split(";")[0] as string;
  const counts = first.replace(/万元|百万元|千元|亿元/g, "");
  return (
    /[0#?],+(?:\.|[^0#?.,]|$)/.test(bare) ||
    /[0#?](?:[!\\]\.|"\.")/.test(first) ||
    /[百千万亿]/.test(counts) ||
    (bare.trim() === "" && code.includes(";"))
  );
}

function isYuan(code: string): boolean {
  return /[¥￥]|元/.test((code.split(";")[0] as string).replace(/[百千万亿]+元/g, ""));
}
