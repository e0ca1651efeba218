import { tableOf } from "../../figure.js";
import { type GradedFinding, SEVERITY_NAME } from "../../finding.js";
import { groupBy } from "../../grouping.js";
import { withoutPlaces } from "../../messages.js";
import { placesText, severityStyle } from "../finding-text.js";
import { type SheetRow, textRow } from "../workbook/workbook.js";

export const SLIP_COLUMNS = [
  "序号",
  "级别",
  "位置",
  "问题",
  "现填",
  "应为",
  "相差",
  "疑似错处",
  "怎么改",
  "编号",
] as const;
export const SLIP_HEADINGS = textRow(SLIP_COLUMNS, "heading");
export const SLIP_WIDTHS = [6, 8, 24, 42, 10, 10, 8, 24, 28, 20] as const;

/** 通知单的一条: the findings of one cause, with what stands in each column. */
export interface SlipItem {
  readonly findings: readonly GradedFinding[];
  readonly texts: readonly string[];
}

/** 通知单的各行: one row for each cause. A wrong digit that breaks several relations is one thing to put right. */
export function slipRows(findings: readonly GradedFinding[]): readonly SheetRow[] {
  return slipItems(findings).map(({ findings: [first], texts }) => ({
    cells: texts.map((value, at) => ({ value, style: at === SEVERITY && first ? severityStyle(first) : "text" })),
  }));
}

const SEVERITY = 1;

/** 通知单的各条, numbered from 1. */
export function slipItems(findings: readonly GradedFinding[]): readonly SlipItem[] {
  const causes = [...groupBy(findings, (finding) => causeKey(finding)).values()];
  const told = new Map<string, number>();
  return causes.map((group, index) => ({
    findings: group,
    texts: slipTexts(group, index + 1, guessesText(group, index + 1, told)),
  }));
}

/** Findings of one severity and cause; bad cells of one table and rule are a list; any other finding stands alone. */
function causeKey({ severity, rule, figures, cause, id }: GradedFinding): string {
  if (cause !== null) return `${severity} ${cause}`;
  const [figure] = figures;
  return rule.startsWith("VALUE.") && figure !== undefined && figures.length === 1
    ? `${severity} ${rule} ${tableOf(figure)}`
    : `编号 ${id}`;
}

function slipTexts(group: readonly GradedFinding[], number: number, guesses: string): readonly string[] {
  const first = group[0]!;
  const alone = group.length === 1;
  // Both sides of a relation stand in the sentence: no cell of it “should be” either of them.
  const values = alone && !first.sides;
  return [
    String(number),
    SEVERITY_NAME[first.severity],
    alone ? placesText(first) : placesText({ ...first, sources: sourcesOf(group) }),
    alone ? withoutPlaces(first) : group.map((one, at) => `（${at + 1}）${withoutPlaces(one)}`).join("\n"),
    values ? (first.actual ?? typedText(first)) : "",
    values ? (first.expected ?? "") : "",
    distinct(group.map(({ difference }) => difference ?? "")).join("\n"),
    guesses,
    distinct(group.map(({ advice }) => advice)).join("\n"),
    group.map(({ id }) => id).join("\n"),
  ];
}

function guessesText(group: readonly GradedFinding[], number: number, told: Map<string, number>): string {
  const [first] = group;
  if (first === undefined || first.cause !== null || group.length === 1)
    return first ? guessText(first, number, told) : "";
  return group.flatMap(({ guesses = [] }, at) => guesses.map((guess) => `（${at + 1}）${guess}`)).join("\n");
}

/** What two causes of one part of the form have in common to be guessed is said once. */
function guessText({ guesses = [], suspects }: GradedFinding, number: number, told: Map<string, number>): string {
  const text = guesses.length > 0 ? guesses.join("\n或 ").replaceAll("\n或 （", "\n（") : suspects.join("\n");
  if (text === "") return "";
  const before = told.get(text);
  if (before !== undefined) return `同第${before}条`;
  told.set(text, number);
  return text;
}

function sourcesOf(group: readonly GradedFinding[]): GradedFinding["sources"] {
  const sources = group.flatMap((finding) => finding.sources);
  const seen = new Set<string>();
  return sources.filter(({ file, sheet, cell }) => {
    const place = JSON.stringify([file, sheet, cell]);
    return !seen.has(place) && seen.add(place) !== undefined;
  });
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}

/** 现填: the text as typed, where the finding is about a single cell. */
function typedText({ sources }: GradedFinding): string {
  return sources.length === 1 ? (sources[0]?.text ?? "") : "";
}
