import type { RuleRecord } from "../form.js";
import type { Contradiction } from "../problem.js";
import { COPIES } from "./pattern-automaton.js";
import { costOf } from "./pattern-cost.js";
import { type Node, parsePattern } from "./pattern-syntax.js";

type NarrativeRule = Extract<RuleRecord, { kind: "narrative" }>;
type Path = readonly PropertyKey[];

/** 样式自查: what the office writes as a pattern is compiled as one, and must cost no more than in proportion to the text that it is tried on. */
export function lintPatterns(rule: NarrativeRule, path: Path): readonly Contradiction[] {
  return [
    ...(rule.patterns ?? []).flatMap((pattern, index) => {
      const fault = faultOf(pattern);
      const message = `规则 ${rule.id} 的样式“${pattern}”${fault}`;
      return fault === undefined ? [] : [{ message, path: [...path, "patterns", index] }];
    }),
    ...(rule.phrases ?? []).flatMap(({ words, measures = [] }, index) => {
      const at = [...path, "phrases", index];
      return [
        ...words.flatMap((one, place) => tooManyGaps(rule, one, [...at, "words", place])),
        ...measures.flatMap((one, place) => noMeasure(rule, one, [...at, "measures", place])),
      ];
    }),
  ];
}

/** Most places that a pattern may have once its repetitions are written out: a longer one is hard to judge, and nobody needs it. */
const MOST_PLACES = 300;

function faultOf(pattern: string): string | undefined {
  try {
    const compiled = new RegExp(pattern);
    const tree = parsePattern(pattern);
    if (placesIn(tree) > MOST_PLACES || waysIn(tree) > MOST_WAYS) return "过长或重复次数过多，请写得简单些";
    return costOf(compiled) === undefined
      ? undefined
      : "在长的文字上要花的时间不成比例（如重复之中又有重复），请写得简单些";
  } catch {
    return "写法有误";
  }
}

function placesIn(node: Node): number {
  if (node.kind === "set") return 1;
  if ("parts" in node) return node.parts.reduce((total, part) => total + placesIn(part), 0);
  if (node.kind === "repeat") return placesIn(node.body) * Math.min(COPIES, Math.max(node.min, node.max, 1));
  return "body" in node ? placesIn(node.body) : 1;
}

/** In how many ways one place of a text may be read at most, as a logarithm: (某?){30}某{30} has a thousand million. */
const MOST_WAYS = Math.log(10_000);

function waysIn(node: Node): number {
  if (node.kind === "choice") return Math.log(node.parts.length) + Math.max(...node.parts.map(waysIn));
  if (node.kind === "sequence") return node.parts.reduce((total, part) => total + waysIn(part), 0);
  if (node.kind !== "repeat") return "body" in node ? waysIn(node.body) : 0;
  const { body, min, max } = node;
  // What a loop without a limit costs is the analysis' to judge.
  return Number.isFinite(max) ? max * waysIn(body) + Math.log(max - min + 1) : waysIn(body);
}

/** Each gap takes up to a dozen signs, and all of them are tried with each other. */
const MOST_GAPS = 3;

function tooManyGaps({ id }: NarrativeRule, words: string, path: Path): readonly Contradiction[] {
  const gaps = words.split("*").length - 1;
  return gaps > MOST_GAPS ? [{ message: `规则 ${id} 的写法“${words}”中的 * 超过 ${MOST_GAPS} 个`, path }] : [];
}

function noMeasure({ id }: NarrativeRule, measure: string, path: Path): readonly Contradiction[] {
  return /^[\p{L}\p{N}%‰℃]+$/u.test(measure) ? [] : [{ message: `规则 ${id} 的计量单位“${measure}”只能是文字`, path }];
}
