import { type Asked, isAsked, type Machine } from "../machine/machine.js";
import { type Period, yearOf } from "../period.js";
import type { RunQuestion } from "../record/record.js";
import type { RunOptions } from "../run.js";
import { parsedAs, record } from "../shape.js";
import { PROGRAM_VERSION } from "../version.js";
import { isSummary, type Summary } from "./outcome.js";

/** 上次的结果: what a run asked of its surroundings and what came of it. The same answers again come to the same. */
interface Outcome {
  readonly asked: Asked;
  readonly summary: Summary;
}

const isOutcome = record<Outcome>({ asked: isAsked, summary: isSummary });

/** What the outcome is kept under, beside the program's fingerprint. */
interface Kept {
  readonly machine: Machine;
  readonly options: RunOptions;
  /** 制度版本. */
  readonly schemas: string;
}

/** 内容未变: the summary of an earlier run of this program that asked the same and was told the same, and its question; undefined where there is none. */
export async function standingOutcome(
  kept: Kept,
): Promise<{ readonly summary: Summary; readonly question: RunQuestion } | undefined> {
  const { machine, options, schemas } = kept;
  const text = await machine.effects.recall(versionOf(schemas), keyOf(options));
  const outcome = text === undefined ? undefined : parsedAs(isOutcome, text);
  if (!outcome || !(await machine.askAgain(outcome.asked))) return undefined;
  const { summary } = outcome;
  return { summary, question: await questionOf(summary.status, kept) };
}

/** Keeps what came of a run for the next one, if all that it was told will be told again. */
export async function keepOutcome({ machine, options, schemas }: Kept, summary: Summary): Promise<void> {
  const asked = machine.asked();
  if (!asked) return;
  const text = JSON.stringify({ asked, summary } satisfies Outcome);
  const before = await machine.effects.recall(versionOf(schemas), keyOf(options));
  if (text !== before) await machine.effects.keep(versionOf(schemas), keyOf(options), text);
}

/** 运行条件: everything that decides the outputs. Where the newest run had the same, its outputs are used. */
export async function questionOf(status: Summary["status"], { machine, options, schemas }: Kept): Promise<RunQuestion> {
  return {
    status,
    arguments: { year: yearOf(options.period), today: options.today ?? null },
    versions: { crossfoot: PROGRAM_VERSION, schemas },
    inputs: machine.taken(),
    circumstances: await machine.circumstances(),
  };
}

function versionOf(schemas: string): string {
  return `outcome ${schemas}`;
}

function keyOf({ period, today }: { readonly period: Period; readonly today?: string }): string {
  return `${period.key} ${today ?? ""}`;
}
