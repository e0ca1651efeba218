import type { Cell } from "../../grid.js";
import type { Cover } from "../grid/grid.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";

/** 一行里的一格, as a person sees it: what a merged area covers is one, also in the rows below its first. */
export interface Segment {
  /** Undefined where the file has no cell; then it is one column wide. */
  readonly cell: Cell | undefined;
  readonly from: number;
  readonly to: number;
  readonly names: Named;
}

/** line: a name of the form that a value stands beside · group: one that only stands over names · text: anything else · empty. */
export type Named = "line" | "group" | "text" | "empty";

/** 一行的各格, from left to right. */
export function segmentsOf(cover: Cover, row: number, lexicons: readonly SectionLexicon[]): readonly Segment[] {
  const segments: Segment[] = [];
  const end = Math.max(
    cover.grid.columns,
    ...(cover.byRow.get(row) ?? []).map((cell) => cell.column + cell.columnSpan),
  );
  for (let column = 0; column < end; ) {
    const cell = cover.at(row, column);
    const to = cell ? Math.max(column, cell.column + cell.columnSpan - 1) : column;
    segments.push({ cell, from: column, to, names: nameIn(cell, lexicons) });
    column = to + 1;
  }
  return segments;
}

/** A name that may be a group's too is a line's: what stands beside it decides. */
export function nameIn(cell: Cell | undefined, lexicons: readonly SectionLexicon[]): Named {
  const text = cell?.text ?? "";
  if (text.trim() === "" && (cell?.shown ?? "").trim() === "") return "empty";
  const nodes = lexicons.flatMap(({ rows }) => matchLabel(rows, text).map(({ node }) => node));
  if (nodes.length === 0 || cell?.kind === "number") return "text";
  return nodes.some((node) => "line" in node) ? "line" : "group";
}

/** Whether a text may also stand over names of the form. */
export function mayBeGroup(cell: Cell | undefined, lexicons: readonly SectionLexicon[]): boolean {
  const text = cell?.text ?? "";
  return lexicons.some(({ rows }) => matchLabel(rows, text).some(({ node }) => "group" in node));
}
