import type { Attributes } from "../xml.js";
import { oldShading, shadingAt } from "./colours.js";
import { damaged } from "./header.js";
import type { Modifier } from "./modifiers.js";

/** 段落属性, as far as they tell where a paragraph stands and what is seen of it. */
export interface ParagraphLook {
  readonly style: number;
  /** 嵌套层数: 0 outside of tables. */
  readonly depth: number;
  /** Its mark ends a cell, or a row, of a table within a cell; in other tables the mark itself says so. */
  readonly endsInnerCell: boolean;
  readonly endsInnerRow: boolean;
  readonly endsRow: boolean;
  /** 自动编号: the number of its list, 0 for none, and the level in it. */
  readonly list: number;
  readonly level: number;
  readonly shading?: Attributes;
}

/** What one paragraph, or its style, has said so far. */
interface Saying {
  readonly inTable: boolean;
  readonly depth: number;
  readonly endsInnerCell: boolean;
  readonly endsInnerRow: boolean;
  readonly endsRow: boolean;
  readonly list: number;
  readonly level: number;
  readonly shading: Attributes | undefined;
}

/** No document has tables in tables in tables deeper than this. */
const DEEPEST = 12;
/** 旧式编号: a list that stands in the paragraph itself. */
export const OWN_LIST = 0x7ff;

type Change = (value: DataView, saying: Saying) => Partial<Saying>;

const CHANGES: ReadonlyMap<number, Change> = new Map<number, Change>([
  [0x2416, (value) => ({ inTable: value.getUint8(0) !== 0 })],
  [0x2417, (value) => ({ endsRow: value.getUint8(0) !== 0 })],
  [0x6649, (value) => ({ depth: value.getInt32(0, true) })],
  [0x664a, (value, { depth }) => ({ depth: depth + value.getInt32(0, true) })],
  [0x244b, (value) => ({ endsInnerCell: value.getUint8(0) !== 0 })],
  [0x244c, (value) => ({ endsInnerRow: value.getUint8(0) !== 0 })],
  [0x260a, (value) => ({ level: value.getUint8(0) })],
  [0x460b, (value) => ({ list: value.getUint16(0, true) })],
  [0xc63e, () => ({ list: OWN_LIST })],
  [0x442d, (value) => ({ shading: oldShading(value.getUint16(0, true)) })],
  [0xc64d, (value) => ({ shading: shadingAt(value, 0) })],
]);

/** @throws ReadRefusal where tables are nested deeper than any document's */
export function paragraphLook(style: number, styled: readonly Modifier[], own: readonly Modifier[]): ParagraphLook {
  const saying: Saying = {
    inTable: false,
    depth: 0,
    endsInnerCell: false,
    endsInnerRow: false,
    endsRow: false,
    list: 0,
    level: 0,
    shading: undefined,
  };
  for (const { code, value } of [...styled, ...own]) {
    const change = CHANGES.get(code);
    if (change) Object.assign(saying, change(value, saying));
  }
  const { inTable, depth, shading, ...said } = saying;
  if (depth < 0 || depth > DEEPEST) throw damaged();
  return { style, ...said, depth: inTable ? Math.max(1, depth) : depth, ...(shading && { shading }) };
}
