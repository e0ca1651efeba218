import { BLACK, type Colour, isUnseen, WHITE } from "../colour.js";
import { builtinFormat, type NumberFormat } from "../format/format.js";

/** 单元格样式: what of it decides what a person sees. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly struck: boolean;
  readonly ink: Colour;
  /** Undefined where the ground is a pattern or a gradient. */
  readonly paper: Colour | undefined;
  /** Its letters are too small to be read. */
  readonly tiny: boolean;
  /** 填充对齐: what it holds is written as often as there is room. */
  readonly repeats?: true;
}

/** 条件格式的样式: only what it changes. */
export interface ChangedStyle {
  format?: NumberFormat;
  struck?: boolean;
  ink?: Colour;
  paper?: Colour;
}

export const PLAIN_STYLE: CellStyle = {
  format: builtinFormat(0),
  struck: false,
  ink: BLACK,
  paper: WHITE,
  tiny: false,
};

/** In points: smaller letters nobody reads. */
export const LEAST_SIZE = 3;

/** 一段文字的格式 within a cell: what it says otherwise than the cell does. */
export interface RunLook {
  readonly ink?: Colour;
  readonly tiny?: boolean;
}

/** 填充对齐的数: a 5 that stands there as 555; a 0 remains one. */
export function isRepeated({ repeats }: Pick<CellStyle, "repeats">, text: string): boolean {
  return repeats === true && /[1-9]/.test(text);
}

/** 看不见: in the colour of the ground, or too small; of a text in several runs any that says something. */
export function isUnseenIn(style: Pick<CellStyle, "ink" | "paper" | "tiny">, runs: readonly RunLook[] = []): boolean {
  const looks = runs.length > 0 ? runs : [{}];
  return looks.some((look: RunLook) => {
    if (look.tiny ?? style.tiny) return true;
    return style.paper !== undefined && isUnseen(look.ink ?? style.ink, style.paper);
  });
}
