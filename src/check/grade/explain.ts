import { format, parseDecimal } from "../../decimal.js";
import { figuresNamed, valuesListed } from "../../explanation.js";
import type { UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Naming } from "../../form/form.js";
import type { Explanation } from "../../intake/intake.js";
import { plainText } from "../../wording.js";
import { emptyBecause } from "./stock-phrases.js";

/** 待说明的意见: a finding that an explanation may answer, with the present values of its figures. */
export interface Answerable {
  readonly id: string;
  readonly rule: string;
  readonly unitName: string;
  readonly unitCode: UnitCode | null;
  readonly figures: readonly string[];
  readonly figureLabels: readonly string[];
  readonly values: string;
  readonly severity: "mandatory" | "verification" | "notice";
}

export interface Answer {
  readonly text: string;
  readonly by: string;
  readonly reviewer?: string;
}

/** 采纳的要求. */
export interface AnswerTerms {
  readonly naming: Naming;
  /** 审核人: whether somebody other than who wrote it must have checked it. */
  readonly reviewed: boolean;
}

export interface Explained {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly findings: readonly Finding[];
}

/**
 * 采纳说明: matches each explanation to a finding by its number, or by unit, rule and figures. An explanation that says nothing is
 * refused; one whose figures have changed since has lapsed. Both are returned as findings.
 */
export function explain(
  explanations: readonly Explanation[],
  matters: readonly Answerable[],
  terms: AnswerTerms,
): Explained {
  const answers = new Map<string, Answer>();
  const findings: Finding[] = [];
  const matterOf = (one: Explanation): Answerable | undefined =>
    matters.find((matter) => matter.id === one.id) ?? onlyOne(matters.filter((matter) => answersTo(one, matter)));
  for (const explanation of explanations.filter((one) => one.text.trim() !== "" || one.by.trim() !== "")) {
    const matter = matterOf(explanation);
    const refusal = refusalOf(explanation, matter, { all: explanations, matterOf }, terms);
    if (refusal)
      findings.push(
        note(refusal.lapsed ? "EXPLANATION.LAPSED" : "EXPLANATION.REFUSED", explanation, matter, refusal.reason),
      );
    else if (matter) answers.set(matter.id, answerOf(explanation));
  }
  return { answers, findings };
}

function answerOf({ text, by, reviewer }: Explanation): Answer {
  return { text: text.trim(), by: by.trim(), ...(reviewer.trim() !== "" && { reviewer: reviewer.trim() }) };
}

/** The only matter of a list. Where unit, rule and figures fit several (two placeholders in one text), only the number decides. */
function onlyOne(matters: readonly Answerable[]): Answerable | undefined {
  return matters.length === 1 ? matters[0] : undefined;
}

function answersTo(explanation: Explanation, matter: Answerable): boolean {
  if (explanation.rule !== matter.rule || ![matter.unitCode ?? "", matter.unitName].includes(explanation.unit))
    return false;
  if (explanation.figures !== "" && explanation.figures === figuresNamed(matter.figureLabels)) return true;
  const named = valuesListed(explanation.figures).map(plainText);
  const labels = matter.figureLabels.map(plainText);
  return (
    named.length === matter.figures.length &&
    matter.figures.every((code, at) => named.includes(plainText(code)) || named.includes(labels[at]!))
  );
}

/** Whether two lists hold the same values, whichever semicolon divides them and however a spreadsheet shows them: 3; 5.0 equals 3；5. */
function areSameValues(typed: string, now: string): boolean {
  const [a, b] = [valuesListed(typed).map(valueTyped), valuesListed(now).map(valueTyped)];
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

function valueTyped(text: string): string {
  const number = parseDecimal(plainText(text));
  return number ? format(number) : text;
}

function refusalOf(
  explanation: Explanation,
  matter: Answerable | undefined,
  { all, matterOf }: { all: readonly Explanation[]; matterOf: (one: Explanation) => Answerable | undefined },
  { naming, reviewed }: AnswerTerms,
): { reason: string; lapsed: boolean } | undefined {
  if (!matter) return { reason: "现在没有与之对应的核实性意见", lapsed: true };
  if (matter.severity === "mandatory") return { reason: "强制性意见必须改正，不能以说明代替", lapsed: false };
  if (matter.severity === "notice") return { reason: "提示性意见不需要说明", lapsed: false };
  if (explanation.unclear) return { reason: explanation.unclear.join("；"), lapsed: false };
  if (!areSameValues(explanation.values, matter.values))
    return { reason: `说明时的数值是“${explanation.values.trim()}”，现在是“${matter.values}”`, lapsed: true };
  const empty = emptyBecause(explanation.text, naming);
  if (empty !== undefined) return { reason: empty, lapsed: false };
  if (explanation.by.trim() === "") return { reason: "“填写人”一栏没有填写", lapsed: false };
  if (isCopied(explanation, matter, all, matterOf)) return { reason: "与另一单位的说明一字不差", lapsed: false };
  const unreviewed = reviewed ? unreviewedBecause(explanation) : undefined;
  return unreviewed === undefined ? undefined : { reason: unreviewed, lapsed: false };
}

/** 未经审核: nobody approves what he wrote himself. */
function unreviewedBecause({ by, reviewer }: Explanation): string | undefined {
  if (reviewer.trim() === "") return "“审核人”一栏没有填写，说明经填写人以外的人审核后才算数";
  return plainText(reviewer) === plainText(by) ? "“审核人”与“填写人”是同一人，应由另一人审核" : undefined;
}

/** Whether another unit gives the same words for figures of its own. Explanations of zeros and blanks may well be worded alike. */
function isCopied(
  explanation: Explanation,
  matter: Answerable,
  all: readonly Explanation[],
  matterOf: (one: Explanation) => Answerable | undefined,
): boolean {
  if (matter.unitCode === null || !hasRealFigures(matter)) return false;
  return all.some((other) => {
    if (other === explanation || plainText(other.text) !== plainText(explanation.text)) return false;
    const theirs = matterOf(other);
    return theirs !== undefined && isOfOther(theirs, matter) && hasRealFigures(theirs);
  });
}

function isOfOther({ unitCode }: Answerable, matter: Answerable): boolean {
  return unitCode !== null && unitCode !== matter.unitCode;
}

function hasRealFigures({ values }: Answerable): boolean {
  return valuesListed(values).some((value) => /[1-9]/.test(value));
}

function note(
  code: "EXPLANATION.REFUSED" | "EXPLANATION.LAPSED",
  explanation: Explanation,
  matter: Answerable | undefined,
  reason: string,
): Finding {
  return {
    code,
    unit: matter?.unitCode ?? null,
    figures: [],
    sources: [{ ...explanation.source, text: explanation.text }],
    facts: { id: explanation.id, about: [explanation.unit, explanation.figures], reason },
  };
}
