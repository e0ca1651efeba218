import type { checkUnit } from "../../src/check/check.js";
import type { format } from "../../src/decimal.js";
import type { FigureCode, Observation } from "../../src/figure.js";
import type { Finding, ruleOf } from "../../src/finding.js";
import type { Figure, figureNamed, formsOf, Rule, rulesOf, Schemas } from "../../src/form/form.js";
import type { parseSubmissions } from "../../src/gather/kept-submission.js";
import type { FilledSubmission, ProcessedSubmission } from "../../src/gather/submission.js";
import type { messageOf } from "../../src/messages.js";
import type { Period } from "../../src/period.js";
import type { Mutant } from "./mutant.js";

/** 失败: what a file made of the program. Silent: a figure that is not the file's and of which nobody is told. */
export interface Failure {
  readonly kind: "crash" | "silent" | "costly" | "altered";
  readonly detail: string;
}

/** What of the program the oracle asks: as it was built. */
export interface Program {
  readonly schemas: Schemas;
  readonly period: Period;
  readonly parseSubmissions: typeof parseSubmissions;
  readonly checkUnit: typeof checkUnit;
  readonly messageOf: typeof messageOf;
  readonly ruleOf: typeof ruleOf;
  readonly formsOf: typeof formsOf;
  readonly rulesOf: typeof rulesOf;
  readonly figureNamed: typeof figureNamed;
  readonly format: typeof format;
}

export interface Oracle {
  /** What is wrong with the answer that a thread gave for a mutant: undefined if nothing is. */
  readonly judge: (mutant: Mutant, answer: { readonly text: string }) => Failure | undefined;
}

export function openOracle(program: Program): Oracle {
  const forms = program.formsOf(program.schemas, program.period);
  const rules = new Map<string, Rule>(program.rulesOf(forms).map((rule) => [rule.id, rule]));
  const isNotice = (finding: Finding): boolean => {
    const rule = rules.get(program.ruleOf(finding));
    return (finding.severity ?? rule?.severity) === "notice";
  };
  const checked = (one: FilledSubmission): readonly Finding[] =>
    one.acceptance.state !== "accepted"
      ? []
      : program.checkUnit(
          {
            unit: one.acceptance.unit,
            observations: one.filled.observations,
            narratives: [{ file: one.received.file, lines: one.filled.narrative }],
            before: undefined,
          },
          { schemas: program.schemas, forms, period: program.period },
        );
  return {
    judge: (mutant, { text }) => {
      const file = `${program.period.key}/${mutant.path}`;
      const submissions = program.parseSubmissions(text, { file, schemas: program.schemas });
      if (!submissions) return { kind: "crash", detail: "the run does not take the thread's answer" };
      const accepted = submissions.filter(isAccepted);
      // Several of one unit are compared by the run, which names what differs.
      if (accepted.length !== 1) return unsaid(submissions, program);
      const [one] = accepted;
      const own = [...one!.findings, ...one!.filled.findings];
      for (const finding of own) program.messageOf(finding);
      const figureOf = (code: FigureCode): Figure | undefined => program.figureNamed(forms, code);
      const tables = new Set([...one!.filled.observations.keys()].map((code) => figureOf(code)?.table));
      const isNotSent = (code: FigureCode): boolean =>
        figureOf(code)?.blank === "nothing" && !tables.has(figureOf(code)?.table);
      return silent(mutant, one!, { own, more: () => checked(one!), isNotice, figureOf, isNotSent, program });
    },
  };
}

type Accepted = FilledSubmission & { readonly acceptance: { readonly state: "accepted" } };

function isAccepted(one: ProcessedSubmission): one is Accepted {
  return "filled" in one && one.acceptance.state === "accepted";
}

/** A file that is not summed says why. */
function unsaid(submissions: readonly ProcessedSubmission[], { messageOf }: Program): Failure | undefined {
  for (const one of submissions) {
    const findings = [...one.findings, ...("filled" in one ? one.filled.findings : [])];
    for (const finding of findings) messageOf(finding);
    if (one.acceptance.state === "refused" && findings.length === 0)
      return { kind: "silent", detail: "a file was refused and nothing says so" };
  }
  return undefined;
}

interface Judging {
  readonly own: readonly Finding[];
  /** What checking adds. It costs more than reading, and is asked only where a figure is not right. */
  readonly more: () => readonly Finding[];
  readonly isNotice: (finding: Finding) => boolean;
  readonly figureOf: (code: FigureCode) => Figure | undefined;
  /** Its whole table need not be sent and was not found: the run says so of each unit (FORM.TABLE_NOT_SENT). */
  readonly isNotSent: (code: FigureCode) => boolean;
  readonly program: Program;
}

interface Wrong {
  readonly code: FigureCode;
  readonly have: string | null;
  readonly want: string | null;
}

function silent({ truth, loose }: Mutant, one: Accepted, judging: Judging): Failure | undefined {
  const { own, more, figureOf } = judging;
  const { observations } = one.filled;
  const wrong = [...truth].flatMap(([text, want]): readonly Wrong[] => {
    const code = text as FigureCode;
    const figure = figureOf(code);
    const have = shownOf(observations.get(code), figure, judging.program);
    // A total that is not stated is computed from its parts.
    const right = have === want || (have === null && (figure?.parts.length ?? 0) > 0) || isEmptyPlace(have, want);
    return loose.has(code) || right ? [] : [{ code, have, want }];
  });
  if (wrong.length === 0) return undefined;
  const untold = wrong.filter((matter) => !isTold(matter, own, judging));
  const checked = untold.length > 0 ? more() : [];
  const left = untold.filter((matter) => !isTold(matter, checked, judging));
  if (left.length === 0) return undefined;
  return { kind: "silent", detail: left.map(({ code, have, want }) => `${code}: ${have} for ${want}`).join("; ") };
}

/** A place that is there and empty is blank, though the figure was taken away with its whole row: the form's headings stand over it. */
function isEmptyPlace(have: string | null, want: string | null): boolean {
  return want === null && have === "0";
}

/** Somebody is asked about the figure, or shown the cell where it stands and was not taken from; or its whole table was not sent. */
function isTold({ code, have, want }: Wrong, findings: readonly Finding[], { isNotice, isNotSent }: Judging): boolean {
  if (have === null && isNotSent(code)) return true;
  return findings.some((finding) => {
    if (isNotice(finding)) return false;
    return finding.figures.includes(code) || finding.sources.some(({ text }) => text.replace(/\s/g, "") === want);
  });
}

/** Null where nothing was found. A blank counts as 0, as the office's policy has it, where its table does not say otherwise. */
function shownOf(observation: Observation | undefined, figure: Figure | undefined, { format }: Program): string | null {
  if (!observation || observation.amount.kind === "unreadable") return null;
  if (observation.amount.kind === "answered") return observation.amount.answer;
  if (observation.amount.kind === "blank") return figure?.blank === "nothing" ? null : "0";
  return format(observation.amount.value);
}
