/** 差错类型: the slips that people make when they fill in a form, and how readily each is believed. */
export type SlipKind =
  | "totalNotFilled"
  | "totalNotUpdated"
  | "digitsSwapped"
  | "digitDoubled"
  | "digitAdded"
  | "digitLost"
  | "digitWrong"
  | "offByOne"
  | "sign"
  | "omitted"
  | "neighbourRepeated"
  | "swapped"
  | "moved"
  | "reclassified";

/** Less is likelier. A slip of a known kind in one figure is likelier than two such slips. */
export interface Likeness {
  readonly kind: SlipKind | undefined;
  readonly cost: number;
}

const UNEXPLAINED: Likeness = { kind: undefined, cost: 9 };

/** One figure that stands as `from` and should be `to`, both in plain digits of one scale. */
export interface Alteration {
  readonly from: bigint;
  readonly to: bigint;
  /** What a difference of one counts as. */
  readonly step: bigint;
  readonly isTotal: boolean;
  /** The stated figures next to it. */
  readonly neighbours: readonly bigint[];
}

/** 单处差错: what kind of slip turns `to` into `from`. */
export function slipOfOne(change: Alteration): Likeness {
  const { from, to, step } = change;
  if (from === 0n) return change.isTotal ? { kind: "totalNotFilled", cost: 2 } : zeroTyped(change);
  if (from === -to) return { kind: "sign", cost: 2 };
  const digits = digitSlip(String(from / step), String(to / step));
  if (digits.kind !== undefined && digits.cost <= 3) return digits;
  if (from - to === step || to - from === step) return { kind: "offByOne", cost: 3 };
  if (to !== 0n && change.neighbours.includes(from)) return { kind: "neighbourRepeated", cost: 4 };
  if (digits.kind !== undefined) return digits;
  return change.isTotal ? { kind: "totalNotUpdated", cost: 6 } : UNEXPLAINED;
}

function zeroTyped(change: Alteration): Likeness {
  return change.to === change.step ? { kind: "offByOne", cost: 3 } : { kind: "omitted", cost: 4 };
}

function digitSlip(from: string, to: string): Likeness {
  if (isTransposed(from, to)) return { kind: "digitsSwapped", cost: 2 };
  const added = droppedAt(from, to);
  if (added !== undefined)
    return isDoubled(from, added) ? { kind: "digitDoubled", cost: 2 } : { kind: "digitAdded", cost: 4 };
  if (droppedAt(to, from) !== undefined) return { kind: "digitLost", cost: 3 };
  if (from.length > 1 && from.length === to.length && differences(from, to) === 1)
    return { kind: "digitWrong", cost: 5 };
  return UNEXPLAINED;
}

/** 数字颠倒: two digits next to each other have changed places. */
function isTransposed(a: string, b: string): boolean {
  const at = [...a].findIndex((digit, index) => digit !== b[index]);
  if (a.length !== b.length || at < 0 || at + 1 >= a.length) return false;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** Where a digit of the longer number must go so that the shorter one is left. */
function droppedAt(longer: string, shorter: string): number | undefined {
  if (longer.length !== shorter.length + 1) return undefined;
  const at = [...longer].findIndex((digit, index) => digit !== shorter[index]);
  return longer.slice(at + 1) === shorter.slice(at) ? at : undefined;
}

function isDoubled(text: string, at: number): boolean {
  return text[at] === text[at - 1] || text[at] === text[at + 1];
}

function differences(a: string, b: string): number {
  return [...a].filter((digit, index) => digit !== b[index]).length;
}

/** 两处差错: what single slip changed both figures; `distance` in the line they share. */
export function slipOfTwo(a: Alteration, b: Alteration, distance: number): Likeness | undefined {
  const near = distance === 1 ? 0 : 3;
  if (a.to === b.from && b.to === a.from) {
    return a.from === 0n || b.from === 0n ? { kind: "moved", cost: 3 + near } : { kind: "swapped", cost: 2 + near };
  }
  if ((a.from === 0n && a.to === b.from) || (b.from === 0n && b.to === a.from))
    return { kind: "moved", cost: 4 + near };
  if (a.to - a.from === b.from - b.to) return { kind: "reclassified", cost: 8 + near };
  return undefined;
}
