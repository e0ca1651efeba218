import type { ToldLook } from "../word/word.js";

/** 字符格式: what the control words say of the text that follows; what nothing is said of is as its style has it. */
export interface Look extends Omit<ToldLook, "ink" | "ground"> {
  /** Colours by their number. */
  readonly inkNumber?: number;
  readonly groundNumber?: number;
  readonly font?: number;
  /** 字符样式, by its number. */
  readonly style?: number;
}

/** In half points: what `\up` and `\dn` mean without a number. */
const USUAL_RISE = 6;
/** Characters squeezed to less than a tenth of their width are strokes. */
const LEAST_SCALE = 10;

type Change = (value: number | undefined) => Look;

const isOn = (value: number | undefined): boolean => value !== 0;

const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["strike", (value) => ({ struck: isOn(value) })],
  ["striked", (value) => ({ struck: isOn(value) })],
  ["v", (value) => ({ hidden: isOn(value) })],
  ["deleted", (value) => ({ deleted: isOn(value) })],
  // 移走的文字: it stands where it was moved to as well.
  ["mvf", (value) => ({ deleted: isOn(value) })],
  ["super", (value) => ({ raised: isOn(value) })],
  ["sub", (value) => ({ raised: isOn(value) })],
  ["nosupersub", () => ({ raised: false })],
  ["up", (value) => ({ position: value ?? USUAL_RISE })],
  ["dn", (value) => ({ position: -(value ?? USUAL_RISE) })],
  ["fs", (value) => (value === undefined ? {} : { size: value })],
  ["charscalex", (value = 100) => (value < LEAST_SCALE ? { size: 0 } : {})],
  ["cf", (value) => ({ inkNumber: value ?? 0 })],
  ["cb", (value) => ({ groundNumber: value ?? 0 })],
  ["chcbpat", (value) => ({ groundNumber: value ?? 0 })],
  ["highlight", (value) => ({ groundNumber: value ?? 0 })],
  ["f", (value) => (value === undefined ? {} : { font: value })],
  ["cs", (value) => ({ style: value ?? 0 })],
]);

/** The look after a control word, or undefined where the word says nothing of it. */
export function changed(look: Look, name: string, value: number | undefined): Look | undefined {
  const change = CHANGES.get(name);
  return change && { ...look, ...change(value) };
}
