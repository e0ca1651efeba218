/**
 * 缩小: what is left of a list when everything is taken away that the failure does not need (delta debugging, Zeller). Tries at most
 * `tries` times.
 */
export async function shrunk<T>(
  items: readonly T[],
  stillFails: (fewer: readonly T[]) => Promise<boolean>,
  tries = 400,
): Promise<readonly T[]> {
  let left = items;
  let pieces = 2;
  let tried = 0;
  while (left.length > 1 && pieces <= left.length && tried < tries) {
    const size = Math.ceil(left.length / pieces);
    const starts = Array.from({ length: Math.ceil(left.length / size) }, (_, at) => at * size);
    let found: readonly T[] | undefined;
    for (const start of starts) {
      const fewer = [...left.slice(0, start), ...left.slice(start + size)];
      tried += 1;
      if (await stillFails(fewer)) {
        found = fewer;
        break;
      }
    }
    if (found) left = found;
    pieces = found
      ? Math.max(2, pieces - 1)
      : pieces * 2 > left.length && pieces < left.length
        ? left.length
        : pieces * 2;
  }
  return left;
}
