import { format, parseDecimal, subtract } from "../decimal.js";
import type { ConsolidatedContent, CoverageContent, FigureContent, FindingContent } from "./content.js";

/** 一次运行 as one side of a comparison. */
export interface ComparedRun {
  readonly id: string;
  readonly consolidated: ConsolidatedContent | undefined;
  readonly findings: readonly FindingContent[];
}

/** 前后两次运行的变化: what became different from `before` to `after`. */
export interface RunChanges {
  readonly before: string;
  readonly after: string;
  /** Both runs can be read. Otherwise the lists below are empty. */
  readonly comparable: boolean;
  readonly status: { readonly before: string; readonly after: string };
  readonly units: UnitChanges;
  readonly figures: readonly FigureChange[];
  readonly findings: FindingChanges;
}

export interface UnitChanges {
  readonly newlyReceived: readonly string[];
  readonly newlyMissing: readonly string[];
  readonly newlyReturned: readonly string[];
  readonly noLongerReturned: readonly string[];
  readonly newlyLate: readonly string[];
  readonly noLongerLate: readonly string[];
  readonly newlyDue: readonly string[];
  readonly noLongerDue: readonly string[];
}

/** 指标变化. `changed` includes an equal total with other contributions, and a new state; `added` and `removed`: only one of the two runs has the figure. */
export interface FigureChange {
  readonly figure: string;
  readonly kind: "changed" | "added" | "removed";
  readonly before: string | null;
  readonly after: string | null;
  /** after − before; null where one of them is no number. */
  readonly difference: string | null;
  readonly stateBefore: string;
  readonly stateAfter: string;
  /** The units whose contributions changed. */
  readonly units: readonly ValueChange[];
}

export interface ValueChange {
  readonly unit: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface FindingChanges {
  readonly appeared: readonly FindingContent[];
  readonly gone: readonly FindingContent[];
  readonly still: readonly FindingContent[];
  /** Still there, and explained since. */
  readonly explained: readonly FindingContent[];
}

/** 前后比较: compares two runs by figures, units and findings. Pure: the same two runs give the same changes. */
export function compareRuns(before: ComparedRun, after: ComparedRun): RunChanges {
  const comparable = before.consolidated !== undefined && after.consolidated !== undefined;
  return {
    before: before.id,
    after: after.id,
    comparable,
    status: { before: before.consolidated?.status ?? "", after: after.consolidated?.status ?? "" },
    units: unitChanges(before.consolidated?.coverage ?? NOBODY, after.consolidated?.coverage ?? NOBODY, comparable),
    figures: comparable ? figureChanges(before.consolidated.figures, after.consolidated.figures) : [],
    findings: comparable
      ? findingChanges(before.findings, after.findings)
      : { appeared: [], gone: [], still: [], explained: [] },
  };
}

const NOBODY: CoverageContent = { due: [], received: [], missing: [], returned: [], late: [] };

function unitChanges(before: CoverageContent, after: CoverageContent, comparable: boolean): UnitChanges {
  const more = (part: keyof CoverageContent) => (comparable ? without(after[part], before[part]) : []);
  const fewer = (part: keyof CoverageContent) => (comparable ? without(before[part], after[part]) : []);
  return {
    newlyReceived: more("received"),
    newlyMissing: more("missing"),
    newlyReturned: more("returned"),
    noLongerReturned: fewer("returned"),
    newlyLate: more("late"),
    noLongerLate: fewer("late"),
    newlyDue: more("due"),
    noLongerDue: fewer("due"),
  };
}

function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const known = new Set(other);
  return list.filter((entry) => !known.has(entry));
}

type Figures = Readonly<Record<string, FigureContent>>;

function figureChanges(before: Figures, after: Figures): readonly FigureChange[] {
  const codes = [...Object.keys(after), ...without(Object.keys(before), Object.keys(after))];
  return codes
    .map((code) => figureChange(code, own(before, code), own(after, code)))
    .filter((change) => change !== undefined);
}

function own(figures: Figures, code: string): FigureContent | undefined {
  return Object.hasOwn(figures, code) ? figures[code] : undefined;
}

function figureChange(
  figure: string,
  before: FigureContent | undefined,
  after: FigureContent | undefined,
): FigureChange | undefined {
  const units = contributionChanges(before?.contributions ?? [], after?.contributions ?? []);
  const change: FigureChange = {
    figure,
    kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    before: before?.value ?? null,
    after: after?.value ?? null,
    difference: differenceOf(before?.value ?? null, after?.value ?? null),
    stateBefore: before?.state ?? "",
    stateAfter: after?.state ?? "",
    units,
  };
  const same =
    change.kind === "changed" &&
    change.before === change.after &&
    change.stateBefore === change.stateAfter &&
    units.length === 0;
  return same ? undefined : change;
}

function differenceOf(before: string | null, after: string | null): string | null {
  const [a, b] = [parseDecimal(before ?? ""), parseDecimal(after ?? "")];
  return a && b ? format(subtract(b, a)) : null;
}

type Contributions = FigureContent["contributions"];

/** A unit that is missing from the list counts as one that gave null. */
function contributionChanges(before: Contributions, after: Contributions): readonly ValueChange[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const units = [...now.keys(), ...without([...old.keys()], [...now.keys()])];
  const changes = units.map((unit) => ({ unit, before: old.get(unit) ?? null, after: now.get(unit) ?? null }));
  return changes.filter((change) => change.before !== change.after);
}

function valuesOf(contributions: Contributions): ReadonlyMap<string, string | null> {
  return new Map(contributions.map((part) => [part.unit, part.value]));
}

function findingChanges(before: readonly FindingContent[], after: readonly FindingContent[]): FindingChanges {
  const [old, now] = [
    new Map(before.map((finding) => [finding.id, finding])),
    new Set(after.map((finding) => finding.id)),
  ];
  const still = after.filter((finding) => old.has(finding.id));
  return {
    appeared: after.filter((finding) => !old.has(finding.id)),
    gone: before.filter((finding) => !now.has(finding.id)),
    still,
    explained: still.filter((finding) => finding.explanation !== null && old.get(finding.id)?.explanation === null),
  };
}
