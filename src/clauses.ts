import { isNamePlaceholder, placeholdersIn } from "./placeholder.js";

/** 留下的句子: what remains of a paragraph without what can't be said, and each clause that was left out. */
export interface Remaining {
  /** Empty where nothing that was to be told remains. */
  readonly text: string;
  readonly dropped: readonly string[];
}

/**
 * 略去缺数的分句: leaves out each clause with a placeholder that has nothing to stand for, and no clause beside it. Where the first
 * clause of a sentence goes, those that lean on it (其中市政府办23件) go too; a sentence that has lost all its figures goes whole.
 */
export function withoutMissing(paragraph: string, isMissing: (name: string) => boolean): Remaining {
  const lost = (text: string): boolean => placeholdersIn(text).some(isMissing);
  if (!lost(paragraph)) return { text: paragraph, dropped: [] };
  const kept = split(paragraph, "。；！？;!?").map((sentence) => remainingSentence(sentence, lost));
  const text = kept.map((one) => one.text).join("");
  return { text: closed(text, paragraph), dropped: kept.flatMap((one) => one.dropped) };
}

/** A paragraph that ended in a full stop does so still: 收到3件；办结2件。 → 收到3件。 */
function closed(text: string, before: string): string {
  return /[。！？]$/.test(before.trim()) ? text.replace(/[；;]$/, "。") : text;
}

interface Clause {
  readonly text: string;
  readonly dropped: readonly string[];
}

function remainingSentence(sentence: string, lost: (text: string) => boolean): Remaining {
  if (!lost(sentence)) return { text: sentence, dropped: [] };
  const [, body = "", end = ""] = /^([\s\S]*?)([。；！？;!?]?)$/.exec(sentence) ?? [];
  const clauses = withoutLeaning(split(body, "，,").map((clause) => remainingClause(trimmed(clause), lost)));
  const told = clauses.some(({ text }) => isTold(text));
  const dropped = clauses.flatMap((clause) => clause.dropped);
  if (!told) return { text: "", dropped: [body] };
  const words = clauses.map(({ text }) => text).filter((text) => text !== "");
  return { text: `${words.join("，")}${end}`, dropped };
}

function trimmed(clause: string): string {
  return clause.replace(/[，,]$/, "");
}

/** A clause that tells a figure; {year} alone is only where it begins. */
function isTold(clause: string): boolean {
  return placeholdersIn(clause).some((name) => !isNamePlaceholder(name));
}

/** 其中, 占 and the like speak of the clause before; without it they say something else. */
const LEANING = /^(?:其中|分别|占|均|都|较|同比|比上年|增长|增加|下降|减少|上述|以上)/;

function withoutLeaning(clauses: readonly Clause[]): readonly Clause[] {
  let gone = false;
  return clauses.map((clause) => {
    if (LEANING.test(clause.text) && gone) return { text: "", dropped: [...clause.dropped, clause.text] };
    if (!LEANING.test(clause.text)) gone = clause.text === "";
    return clause;
  });
}

/** Of an enumeration whose items each tell a figure only the items that lack theirs go; the first one carries the verb of all. */
function remainingClause(clause: string, lost: (text: string) => boolean): Clause {
  if (!lost(clause)) return { text: clause, dropped: [] };
  const lead = leadOf(clause);
  const rest = clause.slice(lead.length);
  const items = split(rest, "、").map((item) => item.replace(/、$/, ""));
  const kept = items.filter((item) => !lost(item));
  const carried = lead !== "" || !lost(items[0] ?? "");
  if (kept.length === 0 || !carried || !items.every(isTold)) return { text: "", dropped: [clause] };
  return { text: `${lead}${kept.join("、")}`, dropped: items.filter(lost) };
}

/** What comes before an enumeration: up to its last colon, or a word that begins one. */
function leadOf(clause: string): string {
  const line = clause.split("\n", 1)[0] ?? "";
  const colon = Math.max(line.lastIndexOf("："), line.lastIndexOf(":"));
  if (colon >= 0) return line.slice(0, colon + 1);
  return ["其中", "包括", "分别为"].find((word) => clause.startsWith(word)) ?? "";
}

const OPENING = "（(“‘《〈「『【{";
const CLOSING = "）)”’》〉」』】}";

/** Pieces that end in one of the marks, which stays with its piece; marks in brackets and quotation marks divide nothing. */
function split(text: string, marks: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  let depth = 0;
  for (const sign of text) {
    if (OPENING.includes(sign)) depth += 1;
    if (CLOSING.includes(sign)) depth = Math.max(0, depth - 1);
    piece += sign;
    if (depth > 0 || !marks.includes(sign)) continue;
    pieces.push(piece);
    piece = "";
  }
  return piece === "" ? pieces : [...pieces, piece];
}
