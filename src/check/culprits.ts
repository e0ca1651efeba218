import type { FigureCode } from "../figure.js";
import type { Relation } from "../relation.js";
import { type Stated, totalsAbove } from "./stated.js";
import { type CellNames, describeBriefly, describeSuspects, type SuspectResult, suspect } from "./suspect/suspect.js";

/** 疑似错处 of a broken relation, in words, and the cause that it shares with other relations. */
export interface Suspected {
  readonly cause: string;
  readonly words: readonly string[];
  /** The same by cell references alone. */
  readonly briefly: readonly string[];
}

/**
 * 疑似错处: looked for in each part of the form that hangs together over shared figures. Within a part, relations that one slip
 * explains share a cause. `decided` are the relations that could be judged, `violated` those among them that do not hold.
 */
export function culpritsOf(
  decided: readonly Relation[],
  violated: ReadonlySet<Relation>,
  { stated, vouched }: { readonly stated: Stated; readonly vouched: (code: FigureCode) => boolean },
): ReadonlyMap<Relation, Suspected> {
  const names = namesIn(stated);
  const found = new Map<Relation, Suspected>();
  if (violated.size === 0) return found;
  for (const part of connectedParts(decided)) {
    const broken = part.filter((relation) => violated.has(relation));
    if (broken.length === 0) continue;
    const values = new Map(part.flatMap(codesOf).map((code) => [code, stated.value(code)!]));
    const result = suspect(values, part, { form: stated.form, vouched });
    const words = describeSuspects(result, names);
    const briefly = describeBriefly(result, names);
    for (const relation of broken)
      found.set(relation, { cause: causeOf(relation, broken, { result, stated }), words, briefly });
  }
  return found;
}

function codesOf(relation: Relation): readonly FigureCode[] {
  return [...relation.left, ...relation.right];
}

/** A sum of the whole names no cell: what it is made of lies with the units. */
function namesIn({ form, observations }: Stated): CellNames {
  const labelOf = (code: FigureCode): string => form.figures.get(code)?.label ?? code;
  const placed = [...observations.values()].some(({ source }) => source.cell !== "");
  return placed ? { labelOf, sourceOf: (code) => observations.get(code)?.source } : { labelOf };
}

/**
 * The cells of the likeliest slip that the relation holds, or whose totals it holds: the total that follows a wrong part breaks relations
 * of its own. Where nothing is likely, the part's first broken relation.
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

/** Relations that share figures, directly or through others. */
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
