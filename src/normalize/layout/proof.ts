import { addressOf, type Cell, type Grid } from "../../grid.js";
import { lexiconsOf } from "../lexicon.js";
import type { LocatedCell, Place } from "../located.js";
import { isWhole } from "../readings/readings.js";
import { type LocatedForm, type LocatedForms, locateForms, type WantedForms } from "./located-forms.js";
import type { Part, Skeleton } from "./skeleton.js";

/** 位置表: where the value of a located cell stands: the grid, and the cell in it. */
export type Slot = readonly [grid: number, cell: number];

/** The slots of a document's values by sheet and address. */
export type Slots = ReadonlyMap<string, Slot>;

export function slotsOf({ grids, parts }: Skeleton): Slots {
  return new Map(
    grids.flatMap((grid, at) =>
      grid.cells.flatMap((cell, index): [string, Slot][] =>
        parts[at]![index] === "value" ? [[keyOf(grid.sheet, addressOf(grid, cell)), [at, index]]] : [],
      ),
    ),
  );
}

export function slotOf(slots: Slots, { place }: LocatedCell): Slot | undefined {
  return slots.get(keyOf(place.sheet, place.cell));
}

function keyOf(sheet: string, cell: string): string {
  return `${sheet}\u0000${cell}`;
}

/**
 * 可照此版面取数: whether what was located holds for every document of this skeleton. The form in force must be whole and nothing in doubt, every
 * number must be the value of one figure, and other numbers and titles must give the same. Zeros agree with every total and say no number,
 * sevens agree with none, numbers of three digits may be halves of one that was split at its comma. What counts 1 2 3 is no such document.
 */
export function isProven(skeleton: Skeleton, slots: Slots, found: LocatedForms, wanted: WantedForms): boolean {
  if (found.used.form !== wanted.editions[0] || !isUndoubted(found, slots)) return false;
  // Of two cells at one address only one can be seen.
  if (skeleton.parts.flat().filter((part) => part === "value").length !== slots.size) return false;
  const proof = printed(found, slots);
  return TRIALS.every((trial) => {
    const grids = skeleton.grids.map((grid, at) => retyped(grid, skeleton.parts[at]!, trial));
    return printed(locateForms(grids, wanted), slots) === proof;
  });
}

/** Other numbers, and other words in the rows of titles: a name, who signs, what announces a telephone number. */
interface Trial {
  readonly number: (at: number) => string;
  readonly title: string;
}

const TRIALS: readonly Trial[] = [
  { number: () => "0", title: "甲乙丙丁戊己庚辛" },
  { number: () => "7", title: "另一单位填报，负责人签章" },
  { number: (at) => String(100 + ((at * 397) % 883)), title: "联系电话：" },
];

function retyped(grid: Grid, parts: readonly Part[], { number, title }: Trial): Grid {
  const cells = grid.cells.map((cell, at): Cell => {
    const part = parts[at];
    return part === "fixed" ? cell : { ...cell, text: part === "value" ? number(at) : title };
  });
  return { ...grid, cells };
}

/** Every table whole, no row unreadable, assumed or unknown, no example, and each number the value of exactly one figure. */
function isUndoubted({ used, beside }: LocatedForms, slots: Slots): boolean {
  const lexicons = lexiconsOf(used.form);
  const whole = used.form.tables.every(({ code, optional }) => optional || isWhole(used.located, code, lexicons));
  const all = [used, ...beside].map(({ located }) => located);
  const cells = all.flatMap((located) => located.cells);
  const taken = cells.map((cell) => slotOf(slots, cell)).filter((slot) => slot !== undefined);
  return (
    whole &&
    all.every(({ unreadableRows, assumedRows }) => unreadableRows.length === 0 && assumedRows.length === 0) &&
    all.every(({ unknownLines }) =>
      unknownLines.every((line) => line.sources.every((place) => isNumber(slots, place))),
    ) &&
    cells.every(({ example, shared }) => !example && !shared) &&
    taken.length === slots.size &&
    new Set(taken).size === slots.size
  );
}

/** What was located, without the numbers. Lines of one form whose numbers are all figures of another are passed over. */
function printed({ used, beside }: LocatedForms, slots: Slots): string {
  return JSON.stringify([used, ...beside].map((one) => withoutNumbers(one, slots)));
}

function withoutNumbers({ form, located }: LocatedForm, slots: Slots): unknown {
  const cells = located.cells.map((cell) =>
    slotOf(slots, cell) ? { ...cell, place: { ...cell.place, text: "" } } : cell,
  );
  const unknownLines = located.unknownLines.filter(({ sources }) => !sources.every((place) => isNumber(slots, place)));
  return [form.id, form.edition, { ...located, cells, unknownLines }];
}

function isNumber(slots: Slots, { sheet, cell }: Place): boolean {
  return slots.has(keyOf(sheet, cell));
}
