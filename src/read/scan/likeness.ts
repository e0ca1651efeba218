import { likeness, type Sign } from "./signs.js";

/** 一个数字的字样: a sign as it was recognised, and how sure that was. */
export interface ReadSign {
  readonly sign: Sign;
  readonly digit: string;
  readonly weight: number;
}

/** Signs that are as alike as this are the same digit of the same print. */
const ALIKE = 0.9;
/** So many of the most alike ones are asked. */
const ASKED = 7;
/** The share of their weight that must be for one digit. */
const AGREED = 0.75;

/** What the signs that look most like it were read as: `digit` where they agree, null where they do not, undefined where none is alike. */
export function askedOthers(sign: Sign, others: readonly ReadSign[]): string | null | undefined {
  const near = others
    .filter((other) => other.sign !== sign)
    .map((other) => ({ ...other, alike: likeness(sign, other.sign) }))
    .filter(({ alike }) => alike >= ALIKE)
    .sort((a, b) => b.alike - a.alike)
    .slice(0, ASKED);
  if (near.length < 2) return undefined;
  const votes = new Map<string, number>();
  for (const { digit, weight } of near) votes.set(digit, (votes.get(digit) ?? 0) + weight);
  const total = [...votes.values()].reduce((sum, weight) => sum + weight, 0);
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= AGREED * total ? best[0] : null;
}

/** 同样的字: for each sign the number of the group of those that are nearly the same. */
export function groupsAlike(signs: readonly Sign[]): readonly number[] {
  const first: Sign[] = [];
  return signs.map((sign) => {
    const at = first.findIndex((one) => likeness(one, sign) >= SAME);
    if (at >= 0) return at;
    first.push(sign);
    return first.length - 1;
  });
}

const SAME = 0.96;
