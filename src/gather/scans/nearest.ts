/** At most this share of a label's signs may be others, missing or too many. */
const MOST_WRONG = 0.34;
/** The next best label must be so many signs farther. */
const CLEARER = 2;
/** Shorter labels differ from one another by a sign or two. */
const SHORTEST = 3;

/** 最接近的标签: the wording that a recognised text is nearly the same as; undefined where none is, or two are about as near. */
export function nearestLabel(
  text: string,
  wordings: readonly string[],
  bare: (text: string) => string,
): string | undefined {
  const own = [...bare(text)];
  if (own.length < SHORTEST) return undefined;
  const ranked = wordings
    .map((wording) => ({ wording, distance: distanceOf(own, [...bare(wording)]) }))
    .sort((a, b) => a.distance - b.distance);
  const [best, next] = ranked;
  if (!best || best.distance > own.length * MOST_WRONG) return undefined;
  const margin = own.length < 2 * SHORTEST ? 1 : CLEARER;
  return next && next.distance - best.distance < margin ? undefined : best.wording;
}

/** 编辑距离. */
function distanceOf(a: readonly string[], b: readonly string[]): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, sign] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries())
      row.push(Math.min(row[j]! + 1, before[j + 1]! + 1, before[j]! + (sign === other ? 0 : 1)));
    before = row;
  }
  return before[b.length]!;
}
