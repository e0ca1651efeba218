import type { Attributes } from "../xml.js";
import { highlightName, inkAt, numberedInk, oldShading, shadingAt } from "./colours.js";
import type { Modifier } from "./modifiers.js";

/** 字符属性, as far as they decide whether and how text is seen. */
export interface CharacterLook {
  readonly struck: boolean;
  readonly struckTwice: boolean;
  readonly hidden: boolean;
  /** Hidden as part of a field. */
  readonly hiddenInField: boolean;
  readonly deleted: boolean;
  /** auto, or red, green and blue. */
  readonly ink?: string;
  /** In half points. */
  readonly size?: number;
  /** Width of the characters, in percent. */
  readonly scale?: number;
  readonly highlight?: string;
  readonly shading?: Attributes;
  readonly raised: boolean;
  /** In half points above the line. */
  readonly position: number;
  /** The character stands for something else: a picture, a note, a mark of a field. */
  readonly special: boolean;
  /** It stands for a sign of a symbol font. */
  readonly symbol: boolean;
  /** It holds data of a field and no picture. */
  readonly fieldData: boolean;
}

export const PLAIN: CharacterLook = {
  struck: false,
  struckTwice: false,
  hidden: false,
  hiddenInField: false,
  deleted: false,
  raised: false,
  position: 0,
  special: false,
  symbol: false,
  fieldData: false,
};

const CHARACTER_STYLE = 0x4a30;
const AS_STYLED = 0x2a33;

/** A switch is off, on, as in the style, or the contrary of what it is there. */
function switched(value: DataView, styled: boolean): boolean {
  const word = value.getUint8(0);
  return word === 0x80 ? styled : word === 0x81 ? !styled : word !== 0;
}

type Change = (value: DataView, styled: CharacterLook) => Partial<CharacterLook>;

const CHANGES: ReadonlyMap<number, Change> = new Map<number, Change>([
  [0x0800, (value, styled) => ({ deleted: switched(value, styled.deleted) })],
  [0x0802, (value, styled) => ({ hiddenInField: switched(value, styled.hiddenInField) })],
  [0x0806, (value, styled) => ({ fieldData: switched(value, styled.fieldData) })],
  [0x0837, (value, styled) => ({ struck: switched(value, styled.struck) })],
  [0x2a53, (value, styled) => ({ struckTwice: switched(value, styled.struckTwice) })],
  [0x083c, (value, styled) => ({ hidden: switched(value, styled.hidden) })],
  [0x0818, (value, styled) => ({ hidden: styled.hidden || value.getUint8(0) !== 0 })],
  [0x0855, (value, styled) => ({ special: switched(value, styled.special) })],
  [0x6a09, () => ({ symbol: true, special: true })],
  [0x2a0c, (value) => ({ highlight: highlightName(value.getUint8(0)) })],
  [0x2a42, (value) => ({ ink: numberedInk(value.getUint8(0)) })],
  [0x6870, (value) => ({ ink: inkAt(value, 0) })],
  [0x4a43, (value) => ({ size: value.getUint16(0, true) })],
  [0x4852, (value) => ({ scale: value.getUint16(0, true) })],
  [0x2a48, (value) => ({ raised: value.getUint8(0) !== 0 })],
  [0x4845, (value) => ({ position: value.getInt16(0, true) })],
  [0x4866, (value) => ({ shading: oldShading(value.getUint16(0, true)) })],
  [0xca71, (value) => ({ shading: shadingAt(value, 0) })],
]);

/** The look after some modifiers; a switch that refers to the style means the look before them. */
export function changed(base: CharacterLook, modifiers: readonly Modifier[]): CharacterLook {
  let look = { ...base };
  for (const { code, value } of modifiers) {
    if (code === AS_STYLED) look = { ...base, special: look.special, symbol: look.symbol, fieldData: look.fieldData };
    const change = CHANGES.get(code);
    if (change) Object.assign(look, change(value, base));
  }
  return look;
}

/** 字符样式 that the modifiers name, if any. */
export function characterStyleIn(modifiers: readonly Modifier[]): number | undefined {
  return modifiers.findLast(({ code }) => code === CHARACTER_STYLE)?.value.getUint16(0, true);
}
