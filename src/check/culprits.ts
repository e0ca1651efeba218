import type { FigureCode, SourceCell } from "../figure.js";
import type { Relation } from "../relation.js";
import { type Stated, totalsAbove } from "./stated.js";
import { type CellNames, describeBriefly, describeSuspects, type SuspectResult, suspect } from "./suspect/suspect.js";

/** 疑似错处: which cells of a broken relation may be wrong, in words. Relations with the same cause are shown together. */
export interface Suspected {
  readonly cause: string;
  readonly words: readonly string[];
  /** The same with cell references only. */
  readonly briefly: readonly string[];
  /** The cells of the possible changes, or of the likeliest; none where those are too many. */
  readonly cells: readonly SourceCell[];
}

/**
 * 查找疑似错处: searches each group of relations that share figures. Relations that one wrong cell explains get the same cause.
 * `decided` are the relations that could be judged, `violated` those of them that do not hold.
 */
export function culpritsOf(
  decided: readonly Relation[],
  violated: ReadonlySet<Relation>,
  { stated, vouched }: { readonly stated: Stated; readonly vouched: (code: FigureCode) => boolean },
): ReadonlyMap<Relation, Suspected> {
  const found = new Map<Relation, Suspected>();
  if (violated.size === 0) return found;
  const names = namesIn(stated);
  for (const part of connectedParts(decided)) {
    const broken = part.filter((relation) => violated.has(relation));
    if (broken.length === 0) continue;
    const values = new Map(part.flatMap(codesOf).map((code) => [code, stated.value(code)!]));
    const result = suspect(values, part, { form: stated.form, vouched });
    const words = describeSuspects(result, names);
    const briefly = describeBriefly(result, names);
    for (const relation of broken)
      found.set(relation, {
        cause: causeOf(relation, broken, { result, stated }),
        words,
        briefly,
        cells: cellsOf(relation, { result, stated }),
      });
  }
  return found;
}

function codesOf(relation: Relation): readonly FigureCode[] {
  return [...relation.left, ...relation.right];
}

/** The words for each cell. Consolidated sums have no cells, so they are named by label. */
function namesIn({ form, observations }: Stated): CellNames {
  const labelOf = (code: FigureCode): string => form.figures.get(code)?.label ?? code;
  const placed = [...observations.values()].some(({ source }) => source.cell !== "");
  return placed ? { labelOf, sourceOf: (code) => observations.get(code)?.source } : { labelOf };
}

/** All changes where there are no more than these, else the likeliest; past this many, nothing is gained by pointing at their cells. */
const POINTED_AT = 3;

/** 疑似错处的单元格: of the slips that this relation contains; of all of them where it contains none. */
function cellsOf(
  relation: Relation,
  { result, stated }: { readonly result: SuspectResult; readonly stated: Stated },
): readonly SourceCell[] {
  const { suspicions, found, tied } = result;
  const pointedAt = found <= POINTED_AT ? found : tied;
  if (!result.exhaustive || pointedAt > POINTED_AT) return [];
  const codes = new Set(codesOf(relation));
  const figures = suspicions.slice(0, pointedAt).flatMap(({ slips }) => {
    const own = slips.filter(({ changes }) => changes.some(({ figure }) => codes.has(figure)));
    return (own.length > 0 ? own : slips).flatMap(({ changes }) => changes.map(({ figure }) => figure));
  });
  return [...new Set(figures)].flatMap((code) => {
    const source = stated.observations.get(code)?.source;
    return source && source.cell !== "" ? [source] : [];
  });
}

/**
 * The cause of a broken relation: the cells of the likeliest slip that the relation contains, or else a slip whose totals it contains,
 * because a total that includes a wrong part breaks relations too. Without a likely slip it is the first broken relation of the group.
 */
function causeOf(
  relation: Relation,
  broken: readonly Relation[],
  { result, stated }: { readonly result: SuspectResult; readonly stated: Stated },
): string {
  const codes = codesOf(relation);
  const slips = (result.suspicions[0]?.slips ?? []).map(({ changes }) => changes.map(({ figure }) => figure));
  const slip =
    slips.find((cells) => cells.some((cell) => codes.includes(cell))) ??
    slips.find((cells) => totalsAbove(cells, stated.form).some((total) => codes.includes(total)));
  return slip ? slip.join("＋") : (broken[0]?.right[0] ?? "");
}

/** Divides relations into groups that share figures, directly or through other relations. */
function connectedParts(relations: readonly Relation[]): readonly (readonly Relation[])[] {
  const home = new Map<FigureCode, Relation[]>();
  const parts = new Set<Relation[]>();
  for (const relation of relations) {
    const touched = [
      ...new Set(
        codesOf(relation).flatMap((code) => {
          const part = home.get(code);
          return part ? [part] : [];
        }),
      ),
    ];
    const merged = [...touched.flat(), relation];
    for (const part of touched) parts.delete(part);
    parts.add(merged);
    for (const member of merged) for (const code of codesOf(member)) home.set(code, merged);
  }
  return [...parts];
}
