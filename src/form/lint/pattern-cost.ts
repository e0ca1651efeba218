import { type Automaton, automatonOf } from "./pattern-automaton.js";
import { type Node, parsePattern } from "./pattern-syntax.js";

/** What makes a pattern cost more than in proportion to the text; undefined where nothing does. */
export type Cost = "exponential" | "quadratic" | "looks back without limit";

/**
 * The order of growth of a backtracking matcher. It is more than linear exactly where one repeated word can be read
 * in two ways: by going round two different loops, of which the second begins inside the first (the passing by of signs
 * before a match is the first loop of a pattern without ^), or by going round one loop in two ways (exponential). A loop
 * from which the match ends well whatever follows is never tried again. What an assertion forbids is not taken into account,
 * so that a safe pattern may be refused, never the other way about.
 */
export function costOf(pattern: RegExp): Cost | undefined {
  if (looksBackFar(parsePattern(pattern.source), false)) return "looks back without limit";
  const automaton = automatonOf(pattern);
  const rounds = roundsOf(automaton);
  if (isExponential(automaton, rounds)) return "exponential";
  return isQuadratic(automaton, rounds) ? "quadratic" : undefined;
}

function looksBackFar(node: Node, behind: boolean): boolean {
  if (node.kind === "repeat" && behind && !Number.isFinite(node.max)) return true;
  if ("parts" in node) return node.parts.some((part) => looksBackFar(part, behind));
  if (node.kind === "look") return looksBackFar(node.body, behind || node.behind);
  return "body" in node && looksBackFar(node.body, behind);
}

/** For every place the places that can be reached from it. */
type Rounds = readonly ReadonlySet<number>[];

function roundsOf({ follow }: Automaton): Rounds {
  return follow.map((_, from) => {
    const reached = new Set<number>();
    const open = [from];
    for (let place = open.pop(); place !== undefined; place = open.pop())
      for (const next of follow[place] ?? []) if (!reached.has(next) && reached.add(next)) open.push(next);
    return reached;
  });
}

const onOneRound = (rounds: Rounds, a: number, b: number): boolean =>
  rounds[a]?.has(b) === true && rounds[b]?.has(a) === true;

function isExponential(automaton: Automaton, rounds: Rounds): boolean {
  const { doubled, free, follow } = automaton;
  if (doubled.some(([a, b]) => onOneRound(rounds, a, b) && !free.has(a) && !free.has(b))) return true;
  return follow.some((_, place) => {
    if (free.has(place) || !onOneRound(rounds, place, place)) return false;
    const inRound = (next: number): boolean => onOneRound(rounds, place, next) && !free.has(next);
    // Two readings that part (x ≠ y) and meet again.
    return [...reachable(automaton, [place, place], [inRound, inRound])].some((key) => {
      const [x = 0, y = 0] = key.split(",").map(Number);
      return x !== y && reachable(automaton, [x, y], [inRound, inRound]).has(`${place},${place}`);
    });
  });
}

function isQuadratic(automaton: Automaton, rounds: Rounds): boolean {
  const loops = automaton.follow.map((_, place) => place).filter((place) => onOneRound(rounds, place, place));
  return loops.some((p) =>
    loops.some((q) => {
      if (p === q || automaton.free.has(q) || !rounds[p]?.has(q) || !isFirstOfTwo(automaton, p, q)) return false;
      const onP = (place: number): boolean => onOneRound(rounds, p, place);
      const between = (place: number): boolean =>
        rounds[p]?.has(place) === true && (place === q || rounds[place]?.has(q) === true);
      const onQ = (place: number): boolean => onOneRound(rounds, q, place) && !automaton.free.has(place);
      return reachable(automaton, [p, p, q], [onP, between, onQ]).has(`${p},${q},${q}`);
    }),
  );
}

/** A quick look before the long one: two loops that share no sign at all share no word. */
function isFirstOfTwo({ masks }: Automaton, p: number, q: number): boolean {
  return ((masks[p] ?? 0n) & (masks[q] ?? 0n)) !== 0n;
}

/** All that several readings of one and the same word can come to, each kept to its own places. */
function reachable(
  { follow, masks }: Automaton,
  from: readonly number[],
  within: readonly ((place: number) => boolean)[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const open: (readonly number[])[] = [from];
  for (let places = open.pop(); places; places = open.pop()) {
    let steps: { readonly to: readonly number[]; readonly mask: bigint }[] = [{ to: [], mask: -1n }];
    for (const [at, place] of places.entries())
      steps = steps.flatMap(({ to, mask }) =>
        [...(follow[place] ?? [])].flatMap((next) => {
          const shared = mask & (masks[next] ?? 0n);
          return shared !== 0n && within[at]?.(next) ? [{ to: [...to, next], mask: shared }] : [];
        }),
      );
    for (const { to } of steps) if (!seen.has(to.join()) && seen.add(to.join())) open.push(to);
  }
  return seen;
}
