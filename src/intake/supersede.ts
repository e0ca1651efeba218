import { type FigureCode, type UnitCode, wholeFile } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Naming } from "../form/form.js";
import { allAgree, type Candidate, contains, type Difference, differences } from "./difference.js";
import { correctionRank, type Group, newestOf } from "./order.js";
import { tablesOf, withoutBlankTables, withTables } from "./tables.js";

/** 取舍: which of a unit's submissions count. A submission of which only some tables count is given with those tables only. */
export interface Choice<C extends Candidate> {
  readonly used: readonly C[];
  readonly duplicates: readonly C[];
  readonly superseded: readonly C[];
  readonly findings: readonly Finding[];
}

export interface Choosing<C extends Candidate> {
  readonly unit: UnitCode;
  readonly candidates: readonly C[];
  readonly naming: Naming;
  readonly labelOf: (code: FigureCode) => string;
}

/**
 * 一个单位报送多份: equal submissions count once, submissions of different tables are taken together, a correction replaces the tables it holds,
 * and submissions that can't be put in order are not summed at all.
 */
export function choose<C extends Candidate>(choosing: Choosing<C>): Choice<C> {
  const { candidates, naming } = choosing;
  const returned = candidates.filter(({ unchanged }) => unchanged === true);
  if (returned.length === 0) return chosen(choosing, sameTogether(candidates, naming));
  if (returned.length === candidates.length) return choose({ ...choosing, candidates: candidates.map(asSent) });
  const { groups, duplicates } = sameTogether(candidates, naming);
  const stale = groups.filter(({ files }) => files.length === 0).map(({ one }) => one);
  const counting = candidates.filter(({ file }) => !stale.some((one) => one.file === file));
  const sent = { groups: groups.filter(({ files }) => files.length > 0), duplicates };
  const choice = chosen({ ...choosing, candidates: counting }, sent);
  if (stale.length === 0) return choice;
  const finding = returnedAsMarked(choosing, choice.used, stale);
  return { ...choice, duplicates: [...choice.duplicates, ...stale], findings: [...choice.findings, finding] };
}

function asSent<C extends Candidate>(one: C): C {
  return { ...one, unchanged: false };
}

/** 标注件原样交回: what was sent before and has since been replaced under its own name comes back once more; it is not asked about. */
function returnedAsMarked<C extends Candidate>(
  choosing: Choosing<C>,
  used: readonly C[],
  stale: readonly C[],
): Finding {
  const why = "退回的标注件交回时数字没有改动，是此前报过的，不作为更正";
  const differing = differences([...used, ...stale], choosing.labelOf);
  return { ...twice(choosing, { used, leftOut: stale, why, differing }), severity: "notice" };
}

function chosen<C extends Candidate>(choosing: Choosing<C>, { groups, duplicates }: Grouped<C>): Choice<C> {
  const { unit, naming } = choosing;
  const distinct = groups.map(({ one }) => one);
  if (distinct.length <= 1 || allAgree(distinct)) return agreeing(unit, distinct, duplicates);
  const filled = withoutBlankTables(distinct);
  const latest = newestOf(groups, naming, (some) => allAgree(some.map(({ one }) => one)));
  const newest = filled.filter(({ file }) => latest?.groups.some(({ one }) => one.file === file));
  if (latest && newest.length === latest.groups.length)
    return corrected(choosing, { newest, why: latest.why, claimed: latest.claimed, distinct, duplicates });
  return filled.length < distinct.length || filled.some((one) => !distinct.includes(one))
    ? completed(choosing, { filled, distinct, duplicates })
    : ambiguous(choosing, distinct);
}

interface GroupOf<C> extends Group {
  readonly one: C;
}

interface Grouped<C> {
  readonly groups: readonly GroupOf<C>[];
  readonly duplicates: readonly C[];
}

/**
 * Groups equal copies with all their file names: a second correction may restore the figures of the first submission. The name of a marked
 * copy that came back unchanged says nothing; a group of nothing else has no names.
 */
function sameTogether<C extends Candidate>(candidates: readonly C[], naming: Naming): Grouped<C> {
  const sorted = [...candidates].sort(
    (a, b) =>
      Number(b.sentUp ?? false) - Number(a.sentUp ?? false) ||
      b.observations.size - a.observations.size ||
      a.remarks - b.remarks ||
      a.file.length - b.file.length ||
      (a.file < b.file ? -1 : 1),
  );
  const groups: { one: C; files: string[]; dates: string[] }[] = [];
  const duplicates: C[] = [];
  for (const candidate of sorted) {
    const equal = groups.find(
      ({ one }) => one.observations.size === candidate.observations.size && contains(one, candidate),
    );
    const within =
      equal ?? groups.find(({ one, files }) => contains(one, candidate) && !isNewer(candidate.file, files, naming));
    const [files, dates] = candidate.unchanged === true ? [[], []] : [[candidate.file], datesOf(candidate)];
    if (!within) groups.push({ one: candidate, files, dates });
    else duplicates.push(candidate);
    if (!equal || files.length === 0) continue;
    equal.one = asSent(equal.one);
    equal.files.push(...files);
    equal.dates.push(...dates);
  }
  return { groups, duplicates };
}

function isNewer(file: string, files: readonly string[], naming: Naming): boolean {
  return correctionRank(file, naming) > Math.max(...files.map((other) => correctionRank(other, naming)));
}

function datesOf({ dated }: Candidate): string[] {
  return dated === undefined ? [] : [dated];
}

function agreeing<C extends Candidate>(unit: UnitCode, used: readonly C[], duplicates: readonly C[]): Choice<C> {
  if (used.length + duplicates.length <= 1) return { used, duplicates, superseded: [], findings: [] };
  const why =
    duplicates.length === 0
      ? "各份填的是不同的表，合并采用"
      : used.length > 1
        ? "相同的只计一次，不同的表合并采用"
        : "各份数字相同，只计一次";
  const finding: Finding = {
    code: "UNIT.TWICE",
    unit,
    figures: [],
    sources: [...used, ...duplicates].map(({ file }) => wholeFile(file)),
    facts: { used: filesOf(used), leftOut: filesOf(duplicates), why, differing: [] },
    severity: "notice",
  };
  return { used, duplicates, superseded: [], findings: [finding] };
}

function filesOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ file }) => file);
}

interface Ordered<C> {
  /** One submission, or several with different tables. */
  readonly newest: readonly C[];
  readonly why: string;
  /** It calls itself a correction: nobody need be asked. */
  readonly claimed: boolean;
  readonly distinct: readonly C[];
  readonly duplicates: readonly C[];
}

/** 更正: a correction replaces every table that it fills in; for the tables that it lacks the earlier submission still counts. */
function corrected<C extends Candidate>(choosing: Choosing<C>, ordered: Ordered<C>): Choice<C> {
  const { newest, distinct, duplicates } = ordered;
  const replaced = new Set(newest.flatMap((one) => [...tablesOf(one)]));
  const earlier = distinct.filter(({ file }) => !newest.some((one) => one.file === file));
  const kept = earlier
    .map((one) => withTables(one, (table) => !replaced.has(table)))
    .filter(({ observations }) => observations.size > 0);
  const before = kept.length > 0 ? choose({ ...choosing, candidates: kept }) : undefined;
  if (before?.used.length === 0) return ambiguous(choosing, distinct);
  const used = [...newest, ...(before?.used ?? [])];
  const files = filesOf(used);
  const superseded = distinct.filter(({ file }) => !files.includes(file));
  const finding = twice(choosing, {
    used,
    leftOut: [...superseded, ...duplicates],
    why: `${ordered.why}${keptWords(newest, before?.used ?? [], choosing)}`,
    differing: differences([...newest, ...earlier], choosing.labelOf),
  });
  const findings: readonly Finding[] = [ordered.claimed ? { ...finding, severity: "notice" } : finding];
  return { used, duplicates, superseded, findings };
}

function keptWords<C extends Candidate>(newest: readonly C[], kept: readonly C[], { labelOf }: Choosing<C>): string {
  if (kept.length === 0) return "";
  const own = `其中只有${newest.map((one) => tableWords(one, labelOf)).join("")}`;
  const others = kept.map((one) => `${tableWords(one, labelOf)}仍采用《${one.file}》`);
  return `，${own}；${others.join("，")}`;
}

/** The tables of a submission by the first part of their labels: “表三” of 表三｜一、本年新收…｜总计. */
function tableWords({ observations }: Candidate, labelOf: (code: FigureCode) => string): string {
  const words = [...observations.keys()].map((code) => `“${labelOf(code).split("｜")[0] ?? code}”`);
  return [...new Set(words)].join("");
}

interface Completing<C> {
  readonly filled: readonly C[];
  readonly distinct: readonly C[];
  readonly duplicates: readonly C[];
}

/** Whole forms of which each fills in another table and leaves the rest blank. */
function completed<C extends Candidate>(choosing: Choosing<C>, given: Completing<C>): Choice<C> {
  const { filled, distinct, duplicates } = given;
  if (!allAgree(filled)) return ambiguous(choosing, distinct);
  const files = filesOf(filled);
  const superseded = distinct.filter(({ file }) => !files.includes(file));
  const why = "同一张表在一份中填了数、在另一份中是空白的，采用填了数的";
  const finding = twice(choosing, { used: filled, leftOut: [...superseded, ...duplicates], why, differing: [] });
  return { used: filled, duplicates, superseded, findings: [finding] };
}

function twice<C extends Candidate>(
  { unit }: Choosing<C>,
  facts: {
    readonly used: readonly C[];
    readonly leftOut: readonly C[];
    readonly why: string;
    readonly differing: readonly Difference[];
  },
): Finding {
  const { used, leftOut, why, differing } = facts;
  return {
    code: "UNIT.TWICE",
    unit,
    figures: differing.map(({ code }) => code),
    sources:
      differing.length > 0
        ? differing.flatMap(({ sources }) => sources)
        : [...used, ...leftOut].map(({ file }) => wholeFile(file)),
    facts: { used: filesOf(used), leftOut: filesOf(leftOut), why, differing: differing.map(({ words }) => words) },
  };
}

function ambiguous<C extends Candidate>({ unit, candidates, labelOf }: Choosing<C>, distinct: readonly C[]): Choice<C> {
  const differing = differences(distinct, labelOf);
  return {
    used: [],
    duplicates: [],
    superseded: candidates,
    findings: [
      {
        code: "UNIT.AMBIGUOUS",
        unit,
        figures: [...new Set(candidates.flatMap(({ observations }) => [...observations.keys()]))],
        sources: differing.flatMap(({ sources }) => sources),
        facts: { files: [...filesOf(candidates)].sort(), differing: differing.map(({ words }) => words) },
      },
    ],
  };
}
