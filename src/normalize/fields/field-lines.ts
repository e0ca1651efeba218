import type { Group, Line } from "../../form/form.js";
import type { Cell } from "../../grid.js";
import { groupNamed, type Lexicon, matchLabel, type SectionLexicon } from "../lexicon.js";

/** 名称所指: the line that a name stands for, or the lines that it may stand for and why none is certain. */
export type Meant =
  | { readonly lexicon: SectionLexicon; readonly line: Line }
  | {
      readonly candidates: readonly { readonly lexicon: SectionLexicon; readonly line: Line }[];
      readonly reason: string;
    };

/** Where a name stands: groups before it in its row, and those that stand over it or further up before empty cells. */
export interface Standing {
  readonly label: Cell;
  readonly groups: readonly Cell[];
  readonly above: readonly Cell[];
}

/** 按名称和上级名称找: every group before the name must hold the line; of lines with one name the groups decide. */
export function meantBy(standing: Standing, lexicons: readonly SectionLexicon[]): Meant {
  const named = lexicons.flatMap((lexicon) => linesNamed(lexicon, standing));
  const agreeing = named.filter(({ agrees }) => agrees);
  const chosen = agreeing.length > 1 ? decided(agreeing) : agreeing;
  const [one, ...more] = chosen;
  if (one && more.length === 0) return one;
  if (agreeing.length === 0) return { candidates: named, reason: "名称与前面的上级名称对不上，不能确定是哪一项" };
  return { candidates: agreeing, reason: "表式中有几项是这个名称，不能确定是哪一项" };
}

interface NamedLine {
  readonly lexicon: SectionLexicon;
  readonly line: Line;
  /** All groups before it in its row hold the line. */
  readonly agrees: boolean;
  /** Groups of the line that stand before it or over it. */
  readonly told: number;
}

function linesNamed(lexicon: SectionLexicon, { label, groups, above }: Standing): readonly NamedLine[] {
  const { rows } = lexicon;
  const before = groupsNamed(rows, groups);
  const over = groupsNamed(rows, above);
  return matchLabel(rows, label.text).flatMap(({ node }) => {
    if (!("line" in node)) return [];
    const { line } = node;
    const told = line.groups.filter((group) => before.includes(group) || over.includes(group)).length;
    return [{ lexicon, line, agrees: before.every((group) => line.groups.includes(group)), told }];
  });
}

/** Whether a heading may stand over a line: it names no group of the form, or one that holds the line. */
export function mayHold(
  heading: Cell,
  { line }: { readonly line: Line },
  lexicons: readonly SectionLexicon[],
): boolean {
  const groups = lexicons.flatMap(({ rows }) => groupsNamed(rows, [heading]));
  return groups.length === 0 || groups.some((group) => line.groups.includes(group));
}

/** A group's name that several groups have stands for none of them. */
function groupsNamed(rows: Lexicon, cells: readonly Cell[]): readonly Group[] {
  return cells.flatMap(({ text }) => groupNamed(rows, text) ?? []);
}

/** The only line whose groups were all told; a line without groups only if no other was told any. */
function decided(lines: readonly NamedLine[]): readonly NamedLine[] {
  const whole = lines.filter(({ line, told }) => line.groups.length > 0 && told === line.groups.length);
  if (whole.length > 0) return whole;
  return lines.every(({ told }) => told === 0) ? lines.filter(({ line }) => line.groups.length === 0) : lines;
}
