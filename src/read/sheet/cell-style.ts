import { BLACK, type Colour, WHITE } from "../colour.js";
import { builtinFormat, type NumberFormat } from "../format/format.js";

/** 单元格样式: what of it decides what a person sees. */
export interface CellStyle {
  readonly format: NumberFormat;
  readonly struck: boolean;
  readonly ink: Colour;
  /** Undefined where the ground is a pattern or a gradient. */
  readonly paper: Colour | undefined;
}

/** 条件格式的样式: only what it changes. */
export interface ChangedStyle {
  format?: NumberFormat;
  struck?: boolean;
  ink?: Colour;
  paper?: Colour;
}

export const PLAIN_STYLE: CellStyle = { format: builtinFormat(0), struck: false, ink: BLACK, paper: WHITE };
