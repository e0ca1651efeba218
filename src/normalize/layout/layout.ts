import type { Form } from "../../form/form.js";
import type { Block, Grid } from "../../grid.js";
import { lexiconsOf } from "../lexicon.js";
import type { Place } from "../located.js";
import { periodHead } from "../period-heads.js";
import { codesOfSection } from "../statutory-order.js";
import { type LocatedForm, type LocatedForms, locateForms, type WantedForms } from "./located-forms.js";
import { isProven, type Slot, type Slots, slotOf, slotsOf } from "./proof.js";
import { hasSkeleton, type Skeleton, sheetsOf, skeletonOf } from "./skeleton.js";

export { locateForms, type WantedForms } from "./located-forms.js";

/** 版面记忆: the layouts met so far. Most units fill in the same blank form, and where its figures stand need not be found anew. */
export interface Layouts {
  /** By the number of cells of each sheet. */
  readonly met: Map<string, Layout[]>;
}

/** One layout: from its second document on it is known whether, and where, figures can be taken by it. */
interface Layout {
  readonly skeleton: Skeleton;
  readonly forms: readonly Form[];
  taking: Taking | "unknown" | "impossible";
}

/** What was located, each number's cell with its slot, and the sheets' names, which may be others in the next document. */
interface Taking {
  /** The figures of each table of a single row, from left to right. */
  readonly singleRows: readonly (readonly Slot[])[];
  readonly sheets: readonly string[];
  readonly used: TakenForm;
  readonly beside: readonly TakenForm[];
}

interface TakenForm extends LocatedForm {
  /** In the order of the located cells; undefined for one whose text is the same in every document. */
  readonly slots: readonly (Slot | undefined)[];
}

export function openLayouts(): Layouts {
  return { met: new Map() };
}

/**
 * 按已知版面取数: the same as `locateForms` gives, without looking for anything where a layout that was met before stands here again. A label, a
 * merged area, a mark or a format that differs makes another layout; so does a text where a number was.
 */
export function locateByLayout(blocks: readonly Block[], wanted: WantedForms, layouts: Layouts): LocatedForms {
  const grids = sheetsOf(blocks);
  if (!grids) return locateForms(blocks, wanted);
  const forms = [...wanted.editions, ...wanted.accompanying];
  const layout = layoutOf(grids, forms, layouts);
  if (!layout) return locateForms(blocks, wanted);
  if (typeof layout.taking !== "string" && !mayTellOtherwise(layout.taking, grids)) return taken(layout.taking, grids);
  const found = locateForms(blocks, wanted);
  if (layout.taking === "unknown") layout.taking = learned(grids, forms, found, wanted);
  return found;
}

/** How many layouts are remembered: an office meets a few dozen. */
const MOST_LAYOUTS = 64;

/** The layout that was met before; one that is new is remembered for the next document. */
function layoutOf(grids: readonly Grid[], forms: readonly Form[], { met }: Layouts): Layout | undefined {
  const size = grids.map(({ cells }) => cells.length).join();
  const known = met.get(size) ?? [];
  const layout = known.find((one) => isSame(one.forms, forms) && hasSkeleton(grids, one.skeleton));
  if (layout) return layout;
  if ([...met.values()].flat().length >= MOST_LAYOUTS) met.clear();
  met.set(size, [...(met.get(size) ?? []), { skeleton: skeletonOf(grids, forms), forms, taking: "unknown" }]);
  return undefined;
}

function isSame(some: readonly Form[], others: readonly Form[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

function learned(
  grids: readonly Grid[],
  forms: readonly Form[],
  found: LocatedForms,
  wanted: WantedForms,
): Layout["taking"] {
  const skeleton = skeletonOf(grids, forms);
  const slots = slotsOf(skeleton);
  if (!isProven(skeleton, slots, found, wanted)) return "impossible";
  return {
    singleRows: [found.used, ...found.beside].flatMap((one) => singleRowsOf(one, slots)),
    sheets: grids.map(({ sheet }) => sheet),
    used: takenForm(found.used, slots),
    beside: found.beside.map((one) => takenForm(one, slots)),
  };
}

function takenForm({ form, located }: LocatedForm, slots: Slots): TakenForm {
  return {
    form,
    // Whatever they hold is a figure of another form, and is said by none of them.
    located: { ...located, unknownLines: [] },
    slots: located.cells.map((cell) => slotOf(slots, cell)),
  };
}

function singleRowsOf({ form, located }: LocatedForm, slots: Slots): readonly (readonly Slot[])[] {
  const sections = lexiconsOf(form).filter(({ section }) => section.layout !== "matrix");
  return sections.map(({ section }) => {
    const codes = new Set(codesOfSection(section));
    const own = located.cells.flatMap((cell) => (codes.has(cell.figure) ? [slotOf(slots, cell)] : []));
    return own.filter((slot) => slot !== undefined).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  });
}

/** Whether a number may be no figure: it may count the columns, or name the year of those below it. Such a document is looked at anew. */
function mayTellOtherwise(layout: Taking, grids: readonly Grid[]): boolean {
  return counts(layout, grids) || namesYear(layout, grids);
}

/** 2021｜2022: a figure that could stand over a column of that year. */
function namesYear({ used, beside }: Taking, grids: readonly Grid[]): boolean {
  return [used, ...beside].some(({ slots }) =>
    slots.some((slot) => {
      const text = slot && grids[slot[0]]!.cells[slot[1]]!.text;
      return text?.length === 4 && periodHead(text) !== undefined;
    }),
  );
}

/** 栏次: whether the figures of a single row go on 1 2 3 anywhere. */
function counts({ singleRows }: Taking, grids: readonly Grid[]): boolean {
  return singleRows.some((slots) => {
    const numbers = slots.map(([grid, cell]) => Number(grids[grid]!.cells[cell]!.text));
    return numbers.some((one, at) => numbers[at + 1] === one + 1 && numbers[at + 2] === one + 2);
  });
}

function taken({ sheets, used, beside }: Taking, grids: readonly Grid[]): LocatedForms {
  const names = new Map(sheets.map((sheet, at) => [sheet, grids[at]!.sheet]));
  const changed = [...names].some(([before, now]) => before !== now);
  const located = (one: TakenForm): LocatedForm => {
    const filled = refilled(one, grids);
    return changed ? onSheets(filled, names) : filled;
  };
  return { used: located(used), beside: beside.map(located) };
}

function refilled({ form, located, slots }: TakenForm, grids: readonly Grid[]): LocatedForm {
  const cells = located.cells.map((cell, at) => {
    const slot = slots[at];
    if (!slot) return cell;
    const { text } = grids[slot[0]]!.cells[slot[1]]!;
    // Most figures are 0 in every document.
    return text === cell.place.text ? cell : { ...cell, place: { ...cell.place, text } };
  });
  return { form, located: { ...located, cells } };
}

/** The same under other sheet names: a CSV's sheet is called after its file. */
function onSheets({ form, located }: LocatedForm, names: ReadonlyMap<string, string>): LocatedForm {
  const there = (place: Place): Place => ({ ...place, sheet: names.get(place.sheet) ?? place.sheet });
  const cells = located.cells.map((cell) => ({
    ...cell,
    place: there(cell.place),
    ...(cell.labels && { labels: cell.labels.map((label) => ({ ...label, place: there(label.place) })) }),
  }));
  const headingYears = located.headingYears.map(({ year, place }) => ({ year, place: there(place) }));
  return { form, located: { ...located, cells, headingYears } };
}
