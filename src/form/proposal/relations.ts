import { OPEN, type RelationHeading } from "../book/book.js";
import { type BlankCells, placeOf } from "./blank.js";
import type { Block } from "./blocks.js";
import { nameOf, type ProposedLine } from "./lines.js";
import { OF_WHICH, strangeFormulas } from "./totals.js";

export type ProposedRelation = Readonly<Partial<Record<RelationHeading, string>>>;

/** The lines of a block that are read, and whether all of those on the other axis add. */
export interface Axes {
  readonly rows: readonly ProposedLine[];
  readonly columns: readonly ProposedLine[];
  /** Lines whose figures don't add, or are not read: a relation does not reach them. */
  readonly apart: ReadonlySet<ProposedLine>;
}

/** 提议关系: 其中 not above what it is part of; 累计 as before plus this time; and formulas nobody here understands, which are open. */
export function proposedRelations(axes: Axes, blank: BlankCells, block: Block): readonly ProposedRelation[] {
  return [
    ...ofWhich(axes.rows, axes.columns, axes.apart),
    ...ofWhich(axes.columns, axes.rows, axes.apart),
    ...accumulated(axes.columns),
    ...strangeFormulas(axes.columns, blank, block).map(({ row, column, formula }) => ({
      关系: `${OPEN}（${placeOf("column", column)}${row + 1} 的公式 ${formula} 请写成关系，或者删去本行）`,
      级别: "核实性",
    })),
  ];
}

function ofWhich(
  lines: readonly ProposedLine[],
  across: readonly ProposedLine[],
  apart: Axes["apart"],
): readonly ProposedRelation[] {
  let whole: ProposedLine | undefined;
  return lines.flatMap((line) => {
    if (!line.steps.some((step) => OF_WHICH.test(step))) whole = line;
    else if (whole && !apart.has(line) && !apart.has(whole)) return notAbove(line, whole, across, apart);
    return [];
  });
}

function notAbove(
  part: ProposedLine,
  whole: ProposedLine,
  across: readonly ProposedLine[],
  apart: Axes["apart"],
): readonly ProposedRelation[] {
  const relation = (lesser: string, greater: string, of = ""): ProposedRelation => ({
    关系: `${lesser}<=${greater}`,
    级别: "强制性",
    名称: `‘${nameOf(part)}’不大于‘${nameOf(whole)}’${of}`,
  });
  const sign = part.axis === "row" ? "行" : "列";
  if (!across.some((line) => apart.has(line))) return [relation(`${part.place}${sign}`, `${whole.place}${sign}`)];
  const cell = (line: ProposedLine, other: ProposedLine): string =>
    line.axis === "row" ? `${other.place}${line.place}` : `${line.place}${other.place}`;
  return across
    .filter((line) => !apart.has(line))
    .map((line) => relation(cell(part, line), cell(whole, line), `：${nameOf(line)}`));
}

const THIS_TIME = /本月|当月|本期|本季|当季|本次/;
const SO_FAR = /累\s*计/;

/** 累计 beside 本月, as a rule from the beginning of the year. Whether it starts anew with it, the form alone can't tell. */
function accumulated(columns: readonly ProposedLine[]): readonly ProposedRelation[] {
  return columns.flatMap((line, at) => {
    const before = columns[at - 1];
    if (!before || !SO_FAR.test(nameOf(line)) || !THIS_TIME.test(nameOf(before))) return [];
    return [
      {
        关系: `${line.place}列=年内上期${line.place}列+${before.place}列`,
        级别: `${OPEN}（每年从头累计的，写 核实性；跨年一直累计的，“年内上期”改写“上期”，再写 核实性）`,
      },
    ];
  });
}
