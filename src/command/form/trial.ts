import { decimal, format } from "../../decimal.js";
import type { Amount } from "../../figure.js";
import type { Figure } from "../../form/form.js";
import { daysBetween, daysLater, type Period } from "../../period.js";

/** 试填的内容: what is written into a cell, and as which answer or number it must come back. */
export interface Trial {
  readonly value: ReturnType<typeof decimal> | string;
  readonly expected: string;
}

const FIRST_NUMBER = 3001;

/** 试填: a number of its own for each figure; a text, a day or a choice for what is none, different from one to the next where it can be. */
export function trialOf(figure: Figure | undefined, at: number, period: Period): Trial {
  const answer = figure?.answer;
  if (!answer) return { value: decimal(String(FIRST_NUMBER + at)), expected: String(FIRST_NUMBER + at) };
  const { kind, choices, longest } = answer;
  if (kind === "text") return same(`试${at + 1}`.slice(-(longest ?? at + 9)));
  if (kind === "date") return same(daysLater(period.start, at % (daysBetween(period.start, period.end) + 1)));
  return same(choices[at % choices.length] ?? "");
}

function same(text: string): Trial {
  return { value: text, expected: text };
}

/** What an amount says, as a trial has it. */
export function readAs(amount: Amount): string | undefined {
  if (amount.kind === "answered") return amount.answer;
  return amount.kind === "reported" ? format(amount.value) : undefined;
}
