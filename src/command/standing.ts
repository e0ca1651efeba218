import type { Arrivals } from "../arrival.js";
import { sha256 } from "../bytes.js";
import { type Asked, isAsked, type Machine } from "../machine/machine.js";
import { type Period, yearOf } from "../period.js";
import type { RunQuestion } from "../record/record.js";
import type { RunOptions } from "../run.js";
import { parsedAs, record, text } from "../shape.js";
import { PROGRAM_VERSION } from "../version.js";
import { isSummary, type Summary } from "./outcome.js";

/** 上次的结果: what a run asked of its surroundings and what came of it. The same answers again come to the same. */
interface Outcome {
  readonly asked: Asked;
  readonly summary: Summary;
  /** 收件登记 as the run left it, and what it came to. */
  readonly receipts: string;
  readonly arrivals: string;
}

const isOutcome = record<Outcome>({ asked: isAsked, summary: isSummary, receipts: text, arrivals: text });

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
  const known = await machine.effects.recall(versionOf(schemas), keyOf(options));
  const outcome = known === undefined ? undefined : parsedAs(isOutcome, known);
  if (!outcome || outcome.receipts !== (await receiptsNow(kept)) || !(await machine.askAgain(outcome.asked)))
    return undefined;
  const { summary, arrivals } = outcome;
  return { summary, question: await questionOf(summary.status, kept, arrivals) };
}

/** Keeps what came of a run for the next one, if all that it was told will be told again. */
export async function keepOutcome(kept: Kept, done: Pick<Outcome, "summary" | "arrivals">): Promise<void> {
  const { machine, options, schemas } = kept;
  const asked = machine.asked();
  if (!asked) return;
  const known = JSON.stringify({ asked, ...done, receipts: await receiptsNow(kept) } satisfies Outcome);
  const before = await machine.effects.recall(versionOf(schemas), keyOf(options));
  if (known !== before) await machine.effects.keep(versionOf(schemas), keyOf(options), known);
}

/** 收件登记 as it stands: a run adds to it, so that it is looked at again when the run is done. */
async function receiptsNow({ machine, options }: Kept): Promise<string> {
  const receipts = await machine.effects.receipts?.(options.period);
  return JSON.stringify([receipts?.firstRun ?? null, [...(receipts?.seen ?? [])], receipts?.damaged ?? null]);
}

/** Who came when, as a run leaves it in the record: the next run finds it there. */
export function arrivalsText({ days, untold }: Arrivals): string {
  return JSON.stringify([untold ?? null, [...days].map(([unit, { day, by }]) => [unit, day, by])]);
}

/** 运行条件: everything that decides the outputs. Where the newest run had the same, its outputs are used. */
export async function questionOf(
  status: Summary["status"],
  { machine, options, schemas }: Kept,
  arrivals: string,
): Promise<RunQuestion> {
  return {
    status,
    arguments: { year: yearOf(options.period), today: options.today ?? null },
    versions: { crossfoot: PROGRAM_VERSION, schemas },
    inputs: machine.taken(),
    circumstances: sha256(new TextEncoder().encode(`${await machine.circumstances()} ${arrivals}`)),
  };
}

function versionOf(schemas: string): string {
  return `outcome ${schemas}`;
}

function keyOf({ period, today }: { readonly period: Period; readonly today?: string }): string {
  return `${period.key} ${today ?? ""}`;
}
