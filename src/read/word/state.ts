import type { FormattedLine } from "../../grid.js";
import type { Look } from "../../text-format.js";
import type { Budget } from "../limits.js";
import type { Ground, RunFormat } from "./look.js";
import type { ShowsNumber } from "./numbering.js";
import type { Numbering, ParagraphShape, WordStyles } from "./styles.js";
import type { OpenTable, RowCell } from "./table.js";

/** 文档内容, piece by piece: tables, and the lines between them. */
export type Piece = { readonly table: OpenTable } | { readonly lines: FormattedLine[] };

/** 图形: a drawing that is open, and what has been met in it. */
export interface Drawing {
  /** It lies where it stands in the text, and does not float over it. */
  inline: boolean;
  box: boolean;
  line: boolean;
  picture: boolean;
  readonly hidden: boolean;
}

/** Where the paragraphs go: into a table's open cell, or the running text. */
export interface Target {
  readonly table: OpenTable | undefined;
  /** The cell around a text box or a table within a cell. */
  readonly outer: RowCell | undefined;
  paragraph: string;
  /** Part of the paragraph is crossed out, hidden, pale, or struck out in a tracked change. */
  unsure: boolean;
  /** How far the first text of the paragraph is raised. */
  position: number | undefined;
  /** Where in the paragraph another look begins. */
  marks: { readonly at: number; readonly look: Look }[];
  /** 字号 of its first text, in half points. */
  size: number | undefined;
  /** The table's style, and the ground of the cell that is open. */
  style: string | undefined;
  paper: RunFormat["paper"];
  run: RunFormat;
  /** The style, the ground and the list of the paragraph that is open. */
  paragraphStyle: string | undefined;
  paragraphGround: Ground;
  numbering: Numbering;
  /** What the paragraph itself says of how it is set. */
  shape: ParagraphShape;
}

export interface State {
  readonly budget: Budget;
  readonly pieces: Piece[];
  readonly targets: Target[];
  readonly path: string[];
  /** For each open set of alternatives: whether one of them was read already. */
  readonly branches: boolean[];
  /** How deep the walk is within a part that Word does not show, such as deleted text. */
  ignored: number;
  readonly styles: WordStyles;
  readonly showsNumber: ShowsNumber;
  /** 连同格式: lines are given with their formats, which only the office's own files are read for. */
  readonly formatted: boolean;
  /** Drawings that are open, from the outermost. */
  readonly drawings: Drawing[];
  paragraphs: number;
  tables: number;
  pictures: number;
}

export function openState(budget: Budget, styles: WordStyles, showsNumber: ShowsNumber, formatted: boolean): State {
  return {
    budget,
    pieces: [],
    targets: [targetFor(styles, undefined, undefined)],
    path: [],
    branches: [],
    ignored: 0,
    styles,
    showsNumber,
    formatted,
    drawings: [],
    paragraphs: 0,
    tables: 0,
    pictures: 0,
  };
}

export function targetFor(styles: WordStyles, table: OpenTable | undefined, outer: RowCell | undefined): Target {
  return {
    table,
    outer,
    paragraph: "",
    unsure: false,
    position: undefined,
    marks: [],
    size: undefined,
    style: undefined,
    paper: undefined,
    run: plainRun(styles),
    paragraphStyle: undefined,
    paragraphGround: undefined,
    numbering: {},
    shape: {},
  };
}

export function targetOf(state: State): Target {
  return state.targets.at(-1) as Target;
}

/** The cell that text goes to. */
export function cellOf(state: State): RowCell | undefined {
  return targetOf(state).table?.row?.cell;
}

export function rowOf(state: State, change: (row: NonNullable<OpenTable["row"]>) => void): void {
  const row = targetOf(state).table?.row;
  if (row) change(row);
}

function plainRun(styles: WordStyles): RunFormat {
  const around = { character: undefined, paragraph: undefined, table: undefined };
  return { styles, own: {}, ...around, ground: undefined, paragraphGround: undefined, paper: undefined };
}

export function beginRun(state: State): void {
  const target = targetOf(state);
  const { style, paper, paragraphStyle, paragraphGround } = target;
  target.run = { ...plainRun(state.styles), paragraph: paragraphStyle, table: style, paragraphGround, paper };
}
