import type { Line } from "../../form/form.js";
import { wordingOf } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import { unitDeclared } from "../value/value.js";
import type { Heading } from "./heading.js";
import { brokenHeadingsAt, singleRowOrder } from "./single-row-headings.js";
import type { Token } from "./tokens.js";
import { truncatedHeadingsAt } from "./truncated-headings.js";

const MOST_PARTS = 4;

/** A run of column labels that begins here, of the section of which it names most columns. */
export function headingAt(
  tokens: readonly Token[],
  start: number,
  lexicons: readonly SectionLexicon[],
): Heading | undefined {
  if (tokens[start]?.kind !== "label") return undefined;
  const runs = lexicons.flatMap((lexicon) => {
    const run = headingRun(tokens, start, lexicon);
    return run.columns > 0 ? [{ lexicon, ...run }] : [];
  });
  const longest = Math.max(...runs.map((run) => run.columns));
  const best = runs.filter((run) => run.columns === longest && !standsForRow(tokens, start, run));
  const end = Math.max(...best.map((run) => run.end));
  if (best.length === 0) return brokenHeadingsAt(tokens, start, lexicons);
  const units = tokens.slice(start, end).flatMap((token) => unitDeclared(wordingOf(token.text).notes) ?? []);
  return {
    lexicons: best.map((run) => run.lexicon),
    end,
    orders: new Map(best.map((run) => [run.lexicon, run.order])),
    alike: new Map(best.map((run) => [run.lexicon, run.alike])),
    units,
  };
}

/** 总计 before its numbers is a row. */
function standsForRow(
  tokens: readonly Token[],
  start: number,
  run: { lexicon: SectionLexicon; end: number; columns: number },
): boolean {
  if (run.lexicon.section.layout === "single-row") return run.columns < 3;
  if (run.columns > 1 || run.lexicon.section.columns.lines.length === 1) return false;
  return run.end - start === 1 || tokens[run.end]?.kind !== "label";
}

interface Run {
  readonly end: number;
  readonly columns: number;
  readonly order: readonly string[] | undefined;
  readonly alike: readonly string[];
}

function headingRun(tokens: readonly Token[], start: number, lexicon: SectionLexicon): Run {
  const named: string[] = [];
  const labels: string[] = [];
  let at = start;
  let end = start;
  while (at < tokens.length) {
    if (tokens[at]?.kind === "blank") {
      at += 1;
      continue;
    }
    const step = headingStep(tokens, at, lexicon);
    if (!step) break;
    if (step.label !== undefined) {
      labels.push(step.label);
      if (step.leaf) named.push(step.label);
    }
    at = end = step.end;
  }
  const order = orderOf(lexicon, labels);
  const cut = order ? undefined : truncatedHeadingsAt(tokens, start, lexicon);
  if (cut) return { end: cut.end, columns: cut.labels.length, order: orderOf(lexicon, cut.labels), alike: cut.alike };
  return { end, columns: named.length, order, alike: [] };
}

interface HeadingStep {
  readonly end: number;
  /** The official name of the column or group; undefined for what merely belongs to a heading (信息内容, 申请人情况). */
  readonly label?: string;
  readonly leaf: boolean;
}

/** One heading, perhaps broken over several lines (商业⏎企业). */
function headingStep(tokens: readonly Token[], at: number, lexicon: SectionLexicon): HeadingStep | undefined {
  const { section } = lexicon;
  for (const { text, end } of joinedLabels(tokens, at)) {
    const name = wordingOf(text).name;
    if (name === "" && wordingOf(text).notes.length > 0) return { end, leaf: false };
    if (lexicon.stubAndBoxHeads.has(name)) return { end, leaf: false };
    const glued = onlyColumnAfterStubHead(lexicon, name);
    if (glued) return { end, label: glued.label, leaf: true };
    const column = matchLabel(lexicon.columns, text)[0];
    const row = matchLabel(lexicon.rows, text)[0];
    if (section.layout === "matrix" && row && (!column || row.rank < column.rank)) return undefined;
    const match = column ?? (section.layout === "single-row" ? row : undefined);
    if (match)
      return {
        end,
        label: "line" in match.node ? match.node.line.label : match.node.group.label,
        leaf: column !== undefined && "line" in match.node,
      };
  }
  return undefined;
}

/** 信息内容本年处理决定数量: the row heading and a section's only column, run together. */
function onlyColumnAfterStubHead({ section, stubAndBoxHeads }: SectionLexicon, name: string): Line | undefined {
  const [only] = section.columns.lines;
  if (!only || section.columns.lines.length > 1) return undefined;
  return [...stubAndBoxHeads].some((heading) =>
    only.wordings.some((wording) => heading + wordingOf(wording).name === name),
  )
    ? only
    : undefined;
}

/** The label at `at`, and the labels that it makes with the lines after it. */
export function* joinedLabels(tokens: readonly Token[], at: number): Generator<{ text: string; end: number }> {
  let text = "";
  let parts = 0;
  for (let end = at; end < tokens.length && parts < MOST_PARTS; end++) {
    const token = tokens[end];
    if (!token || token.kind === "value") return;
    if (token.kind === "blank") {
      if (token.divided) return;
      continue;
    }
    text += token.text;
    parts += 1;
    yield { text, end: end + 1 };
  }
}

/**
 * The columns' codes in the order of the headings. A matrix's groups may stand before or after their columns, as rows of headings are flattened one after another.
 */
function orderOf(lexicon: SectionLexicon, labels: readonly string[]): readonly string[] | undefined {
  const { section } = lexicon;
  if (section.layout === "single-row") return singleRowOrder(lexicon.section, labels);
  const leaves = labels.flatMap((label) => section.columns.lines.find((line) => line.label === label) ?? []);
  if (leaves.length !== section.columns.lines.length || new Set(leaves).size !== leaves.length) return undefined;
  const order: Line[] = [];
  for (const label of labels) {
    const group = section.columns.groups.find((one) => one.label === label);
    const members = group
      ? leaves.filter((line) => line.groups.includes(group))
      : leaves.filter((line) => line.label === label);
    order.push(...members.filter((line) => !order.includes(line)));
  }
  return order.map((line) => line.code);
}
