import { equals, format } from "../decimal.js";
import type { Amount, FigureCode, Observation, UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Naming } from "../form/form.js";
import { plainText } from "../wording.js";

/** 一份报送材料 of a unit that was read, as far as putting several in order needs it. */
export interface Candidate {
  readonly file: string;
  readonly observations: ReadonlyMap<FigureCode, Observation>;
  readonly dated: string | undefined;
}

/** 取舍: which of a unit's submissions count. */
export interface Choice<C extends Candidate> {
  readonly used: readonly C[];
  readonly duplicates: readonly C[];
  readonly superseded: readonly C[];
  readonly findings: readonly Finding[];
}

/**
 * Several submissions of one unit: equal ones count once, different tables complete each other, a correction replaces what it corrects,
 * and what can't be put in order is summed neither way.
 */
export function choose<C extends Candidate>(
  unit: UnitCode,
  candidates: readonly C[],
  naming: Naming,
  labelOf: (code: FigureCode) => string,
): Choice<C> {
  const sorted = [...candidates].sort(
    (a, b) => b.observations.size - a.observations.size || (a.file < b.file ? -1 : 1),
  );
  const distinct: C[] = [];
  const duplicates: C[] = [];
  for (const candidate of sorted) {
    if (distinct.some((other) => contains(other, candidate))) duplicates.push(candidate);
    else distinct.push(candidate);
  }
  if (distinct.length <= 1 || allAgree(distinct)) return agreeing(unit, distinct, duplicates);
  const differing = differences(distinct, labelOf);
  const newest = newestOf(distinct, naming);
  if (!newest) {
    return {
      used: [],
      duplicates: [],
      superseded: candidates,
      findings: [
        {
          code: "UNIT.AMBIGUOUS",
          unit,
          figures: differing.map(({ code }) => code),
          sources: differing.flatMap(({ sources }) => sources),
          facts: { files: sorted.map(({ file }) => file).sort(), differing: differing.map(({ words }) => words) },
        },
      ],
    };
  }
  const superseded = distinct.filter((one) => one !== newest.candidate);
  const finding: Finding = {
    code: "UNIT.TWICE",
    unit,
    figures: differing.map(({ code }) => code),
    sources: differing.flatMap(({ sources }) => sources),
    facts: {
      used: [newest.candidate.file],
      leftOut: [...superseded, ...duplicates].map(({ file }) => file),
      why: newest.why,
      differing: differing.map(({ words }) => words),
    },
  };
  return { used: [newest.candidate], duplicates, superseded, findings: [finding] };
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
    sources: [...used, ...duplicates].map(({ file }) => ({ file, sheet: "", cell: "", text: "" })),
    facts: { used: used.map(({ file }) => file), leftOut: duplicates.map(({ file }) => file), why, differing: [] },
    severity: "notice",
  };
  return { used, duplicates, superseded: [], findings: [finding] };
}

/** Every figure of `b` stands in `a` with the same value. */
function contains(a: Candidate, b: Candidate): boolean {
  return [...b.observations].every(([code, { amount }]) => {
    const other = a.observations.get(code)?.amount;
    return other !== undefined && sameAmount(other, amount);
  });
}

function sameAmount(a: Amount, b: Amount): boolean {
  return a.kind === b.kind && (a.kind !== "reported" || (b.kind === "reported" && equals(a.value, b.value)));
}

function allAgree(candidates: readonly Candidate[]): boolean {
  return candidates.every((a, index) => candidates.slice(index + 1).every((b) => conflicts(a, b).length === 0));
}

function conflicts(a: Candidate, b: Candidate): readonly FigureCode[] {
  return [...a.observations].flatMap(([code, { amount }]) => {
    const other = b.observations.get(code)?.amount;
    return other && !sameAmount(other, amount) ? [code] : [];
  });
}

interface Difference {
  readonly code: FigureCode;
  readonly words: string;
  readonly sources: readonly Observation["source"][];
}

function differences(candidates: readonly Candidate[], labelOf: (code: FigureCode) => string): readonly Difference[] {
  const codes = [
    ...new Set(candidates.flatMap((a, index) => candidates.slice(index + 1).flatMap((b) => conflicts(a, b)))),
  ];
  return codes.map((code) => {
    const given = candidates.flatMap((one) => {
      const observation = one.observations.get(code);
      return observation ? [{ file: one.file, observation }] : [];
    });
    return {
      code,
      words: `${labelOf(code)}：${given.map(({ file, observation }) => `《${file}》${shown(observation.amount)}`).join("，")}`,
      sources: given.map(({ observation }) => observation.source),
    };
  });
}

function shown(amount: Amount): string {
  switch (amount.kind) {
    case "reported":
      return format(amount.value);
    case "blank":
      return "空白";
    case "unreadable":
      return "不能读取";
  }
}

/** The one that says it is the correction: by its version where every one has a version, else by a word in its name, else by a later date inside. */
function newestOf<C extends Candidate>(
  candidates: readonly C[],
  naming: Naming,
): { candidate: C; why: string } | undefined {
  const versions = candidates.map((one) => versionOf(one.file));
  const greatest = Math.max(...versions);
  if (!versions.includes(0) && versions.filter((version) => version === greatest).length === 1) {
    const candidate = candidates[versions.indexOf(greatest)]!;
    return { candidate, why: `文件名注明为第${greatest}版` };
  }
  const corrected = candidates.filter((one) => correctionWord(one.file, naming) !== undefined);
  if (corrected.length === 1 && corrected[0])
    return { candidate: corrected[0], why: `文件名注明“${correctionWord(corrected[0].file, naming)}”` };
  const dates = candidates.map((one) => one.dated ?? "");
  const latest = [...dates].sort().at(-1) ?? "";
  if (dates.includes("") || dates.filter((date) => date === latest).length !== 1) return undefined;
  return { candidate: candidates[dates.indexOf(latest)]!, why: `文中填报日期较晚（${latest}）` };
}

function versionOf(file: string): number {
  const base = plainText(file.split("/").at(-1) ?? "");
  const match = /[vV](\d+)(?![\d.]*\d{3})|第([二三四五六七八九\d])[版次稿]/.exec(base);
  if (!match) return 0;
  return match[1] ? Number(match[1]) : Math.max("〇一二三四五六七八九".indexOf(match[2] ?? ""), Number(match[2]) || 0);
}

function correctionWord(file: string, naming: Naming): string | undefined {
  const base = plainText(file.split("/").at(-1) ?? "");
  return naming.correctionWords.find((word) => base.includes(word));
}
