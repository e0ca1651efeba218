import { ownCopy } from "../remembered.js";
import { type Wording, wordingOf } from "../wording.js";

/** The names of all labels of all forms that were taken up so far. */
const names = new Set<string>();

/** Texts of these names. */
const labels = new Map<string, Wording>();
const LONGEST_LABEL = 100;
const MOST_LABELS = 20_000;

/** Texts that are none of these. A sheet may hold hundreds of thousands of texts, and each is asked about by every form. */
const strangers = new Set<string>();

/** As many as a file may have cells, so that none is taken apart twice. */
const MOST_STRANGERS = 500_000;

/** 另一份文件: its texts are asked about from here on. Those of the last one would hold all of that document in memory. */
export function forgetStrangers(): void {
  strangers.clear();
}

/** 登记标签名称: from now on a text of one of these names may be a label. */
export function enterNames(more: Iterable<string>): void {
  const before = names.size;
  for (const name of more) names.add(name);
  if (names.size > before) strangers.clear();
}

/** How many names there are; what was found out about texts holds until there are more. */
export function namesEntered(): number {
  return names.size;
}

/** The wording of a text that may be a label of some form; undefined for all others, which are most of a sheet's. */
export function labelWording(text: string): Wording | undefined {
  // Most cells hold a number; in the name of a label it would stand whole.
  if (isDigits(text) && !names.has(text)) return undefined;
  const known = labels.get(text);
  if (known) return known;
  if (strangers.has(text)) return undefined;
  const wording = wordingOf(text);
  if (wording.name !== "" && names.has(wording.name)) return remembered(text, wording);
  if (strangers.size >= MOST_STRANGERS) strangers.clear();
  strangers.add(text);
  return undefined;
}

function remembered(text: string, wording: Wording): Wording {
  if (text.length > LONGEST_LABEL) return wording;
  if (labels.size >= MOST_LABELS) labels.clear();
  labels.set(ownCopy(text), wording);
  return wording;
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text !== "";
}
