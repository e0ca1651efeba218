import type { Line } from "../../form/form.js";
import { wordingOf } from "../../wording.js";
import { matchLabel, type SectionLexicon } from "../lexicon.js";
import type { LabelRead } from "../located.js";
import { unitDeclared } from "../value/value.js";
import type { Heading, OrderedColumn } from "./heading.js";
import { brokenHeadingsAt, singleRowOrder } from "./single-row-headings.js";
import type { Token } from "./tokens.js";
import { truncatedHeadingsAt } from "./truncated-headings.js";
import { typedLabel } from "./typed-labels.js";

/** 商业⏎企业: over how many lines one heading may be broken. */
const MOST_PARTS = 4;

/** The table's headings that begin at a token, of the section of which they name most columns; undefined where none do. */
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
    labels: best.flatMap((run) => run.read),
  };
}

/** 总计 alone before its numbers is a row's label; so few headings make no table of a single row. */
function standsForRow(
  tokens: readonly Token[],
  start: number,
  run: { lexicon: SectionLexicon; end: number; columns: number },
): boolean {
  if (run.lexicon.section.layout === "single-row") return run.columns < 3;
  if (run.columns > 1 || run.lexicon.section.columns.lines.length === 1) return false;
  return run.end - start === 1 || tokens[run.end]?.kind !== "label";
}

/** Headings of one section that follow each other. */
interface Run {
  readonly end: number;
  readonly columns: number;
  readonly order: readonly OrderedColumn[] | undefined;
  readonly alike: readonly string[];
  readonly read: readonly LabelRead[];
}

function headingRun(tokens: readonly Token[], start: number, lexicon: SectionLexicon): Run {
  const named: string[] = [];
  const labels: string[] = [];
  const lines: number[] = [];
  const read: LabelRead[] = [];
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
      lines.push(tokens[at]!.line);
      read.push(...(step.read ?? []));
      if (step.leaf) named.push(step.label);
    }
    at = end = step.end;
  }
  const order = isOutOfLine(lexicon, labels, lines) ? undefined : orderOf(lexicon, labels);
  const truncated = order ? undefined : truncatedHeadingsAt(tokens, start, lexicon);
  if (truncated) {
    const { labels: official, alike } = truncated;
    const order = orderOf(lexicon, official);
    return { end: truncated.end, columns: official.length, order, alike, read: truncated.read };
  }
  return { end, columns: named.length, order, alike: [], read };
}

interface HeadingStep {
  readonly end: number;
  /** The official name of the column or group; undefined for a stub head or box head (信息内容, 申请人情况). */
  readonly label?: string;
  /** It names a column, not a group of columns. */
  readonly leaf: boolean;
  readonly read?: readonly LabelRead[];
}

/** One heading, perhaps broken over several lines (商业⏎企业). */
function headingStep(tokens: readonly Token[], at: number, lexicon: SectionLexicon): HeadingStep | undefined {
  const { section } = lexicon;
  for (const { text, end } of joinedLabels(tokens, at)) {
    const name = wordingOf(text).name;
    if (name === "" && wordingOf(text).notes.length > 0) return { end, leaf: false };
    if (lexicon.stubAndBoxHeads.has(name)) return { end, leaf: false };
    const only = onlyColumnAfterStubHead(lexicon, name);
    const own = tokens.slice(at, end).filter((token) => token.kind === "label");
    if (only) return { end, label: only.label, leaf: true, read: typedLabel({ line: only }, own, text) };
    const column = matchLabel(lexicon.columns, text)[0];
    const row = matchLabel(lexicon.rows, text)[0];
    if (section.layout === "matrix" && row && (!column || row.rank < column.rank)) return undefined;
    const match = column ?? (section.layout === "single-row" ? row : undefined);
    if (match)
      return {
        end,
        label: "line" in match.node ? match.node.line.label : match.node.group.label,
        leaf: column !== undefined && "line" in match.node,
        read: typedLabel(match.node, own, text),
      };
  }
  return undefined;
}

/** 信息内容本年处理决定数量: the stub head and the section's only column, run together. */
function onlyColumnAfterStubHead({ section, stubAndBoxHeads }: SectionLexicon, name: string): Line | undefined {
  const [only] = section.columns.lines;
  if (!only || section.columns.lines.length > 1) return undefined;
  return [...stubAndBoxHeads].some((heading) =>
    only.wordings.some((wording) => heading + wordingOf(wording).name === name),
  )
    ? only
    : undefined;
}

/** The label at a token, and the longer ones that it makes with the lines after it: 商业, 商业企业. */
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
 * 法人或其他组织⏎自然人 总计⏎商业企业…: whether headings that the form has in another order stand on different lines. A page without
 * lines puts what is merged over two rows between them, so that nothing tells which column is the first. Where each heading has a
 * line of its own, only a group before what the form has before it says so.
 */
function isOutOfLine({ section }: SectionLexicon, labels: readonly string[], lines: readonly number[]): boolean {
  if (section.layout === "single-row" || section.columns.groups.length === 0) return false;
  const eachOnItsOwn = new Set(lines).size === lines.length;
  const outer = labels.flatMap((label, at) => {
    const group = section.columns.groups.find((one) => one.label === label);
    const first = section.columns.lines.findIndex((line) =>
      group ? line.groups.includes(group) : line.label === label && line.groups.length === 0,
    );
    return first < 0 ? [] : [{ first, line: lines[at], group: group !== undefined }];
  });
  return outer.some((one, at) =>
    outer
      .slice(at + 1)
      .some((next) => next.first < one.first && next.line !== one.line && (!eachOnItsOwn || one.group)),
  );
}

/**
 * The columns in the order of the headings, if each stands there once. Groups may come before or after their columns,
 * since the rows of a heading are flattened one after another.
 */
function orderOf(lexicon: SectionLexicon, labels: readonly string[]): readonly OrderedColumn[] | undefined {
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
  return order.map((line) => ({ column: line.code }));
}
