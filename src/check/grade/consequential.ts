import { compare, type Decimal, parseDecimal, subtract, sum, ZERO } from "../../decimal.js";
import { type FigureCode, tableOf, type UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Rule } from "../../form/form.js";
import { type Period, periodWords } from "../../period.js";

/** 连带意见的依据: all findings before grading, and the present figures. */
export interface ConsequentialRequest {
  readonly findings: readonly Finding[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** A unit's figure as it is now, null where it is missing or can't be read. */
  readonly valueOf: (unit: UnitCode | null, figure: FigureCode) => Decimal | null;
  readonly period: Pick<Period, "kind">;
}

/**
 * 连带意见: settles findings about consolidated figures that units' findings already explain, so that nobody is asked twice. If a unit's
 * figure is missing, the rule becomes undecided. If units' broken relations explain the finding, it becomes a notice that names their cause.
 */
export function settleConsequential(request: ConsequentialRequest): readonly Finding[] {
  const gaps = gapsOf(request);
  const undecided: Finding[] = [];
  const settled = request.findings.flatMap((finding): readonly Finding[] => {
    if (finding.unit !== null || (finding.code !== "RELATION" && finding.code !== "YEAR.SWING")) return [finding];
    const gap = gaps(finding);
    if (gap === undefined) return [tiedToUnits(finding, request)];
    undecided.push(undecidedInstead(finding, gap, request.rules));
    return [];
  });
  return withCauses(merged([...settled, ...undecided]));
}

/** Gives the reason why a consolidated figure is incomplete: a unit's figure is missing or unreadable, or a unit sent nothing and the rule compares with last year. */
function gapsOf(request: ConsequentialRequest): (finding: Finding) => string | undefined {
  const absent = new Set(
    request.findings.flatMap((finding) => (finding.code === "UNIT.MISSING" ? [finding.unit] : [])),
  );
  const troubled = [
    ...new Set(
      request.findings.flatMap((finding) =>
        /^(?:VALUE|FORM)\./.test(finding.code) && finding.unit !== null ? [finding.unit] : [],
      ),
    ),
  ];
  return ({ figures, rule }) => {
    if (troubled.some((unit) => !absent.has(unit) && figures.some((code) => request.valueOf(unit, code) === null)))
      return "有单位的有关数字缺失或不能读取";
    const acrossYears = !isCrossFooting(request.rules.get(rule ?? ""));
    return acrossYears && absent.size > 0
      ? `有${absent.size}个单位未报，${periodWords(request.period).own}数字不全`
      : undefined;
  };
}

function isCrossFooting(rule: Rule | undefined): boolean {
  return rule?.kind === "cross-footing" || rule?.kind === "total";
}

function undecidedInstead(finding: Finding, missing: string, rules: ReadonlyMap<string, Rule>): Finding {
  const title = rules.get(finding.rule ?? "")?.title ?? finding.code;
  return { code: "RULE.UNDECIDED", unit: null, figures: finding.figures, sources: [], facts: { title, missing } };
}

/**
 * Turns a finding into a notice if the units' broken relations explain it. Within a form they always do: if every unit's form adds up,
 * the sum does too. Across years they do only if their differences add up to the finding's own.
 */
function tiedToUnits(finding: Finding, { findings, rules }: ConsequentialRequest): Finding {
  if (finding.code !== "RELATION") return finding;
  const broken = findings.filter((other) => other.code === "RELATION" && other.unit !== null);
  const own = isCrossFooting(rules.get(finding.rule ?? ""))
    ? withinForm(finding, broken, rules)
    : acrossYears(finding, broken);
  return own.length === 0
    ? finding
    : {
        ...finding,
        severity: "notice",
        suspects: [],
        guesses: [],
        suspected: [],
        cause: [...new Set(own.map(ownCause))].join("；"),
      };
}

/** The units' broken relations with the same figures; if there are none, all of the same table, because a total is recomputed from its parts and each of them can break it. */
function withinForm(
  finding: Finding,
  broken: readonly Finding[],
  rules: ConsequentialRequest["rules"],
): readonly Finding[] {
  const sameTable = broken.filter(
    (other) => isCrossFooting(rules.get(other.rule ?? "")) && tableNameOf(other) === tableNameOf(finding),
  );
  const touching = sameTable.filter((other) => other.figures.some((code) => finding.figures.includes(code)));
  return touching.length > 0 ? touching : sameTable;
}

function tableNameOf({ figures }: Finding): string | undefined {
  return figures[0] === undefined ? undefined : tableOf(figures[0]);
}

function acrossYears(finding: Finding, broken: readonly Finding[]): readonly Finding[] {
  const own = broken.filter((other) => other.rule === finding.rule && other.figures[0] === finding.figures[0]);
  return own.length > 0 && compare(sum(own.map(signedDifference)), signedDifference(finding)) === 0 ? own : [];
}

function signedDifference({ expected, actual }: Finding): Decimal {
  const [should, is] = [parseDecimal(expected ?? ""), parseDecimal(actual ?? "")];
  return should && is ? subtract(is, should) : ZERO;
}

function ownCause(finding: Finding): string {
  return finding.cause ?? `${finding.unit}:${finding.figures[0] ?? ""}`;
}

/** Writes the cause that a consolidated finding names on the unit's finding too, so that both are shown together. */
function withCauses(findings: readonly Finding[]): readonly Finding[] {
  const named = new Set(
    findings.flatMap((finding) => (finding.unit === null ? (finding.cause?.split("；") ?? []) : [])),
  );
  return findings.map((finding) =>
    finding.code === "RELATION" && finding.unit !== null && finding.cause === undefined && named.has(ownCause(finding))
      ? { ...finding, cause: ownCause(finding) }
      : finding,
  );
}

/** Joins the undecided findings about sums into one for each rule. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const open = new Map<string, Finding<"RULE.UNDECIDED">>();
  const others: Finding[] = [];
  for (const finding of findings) {
    if (finding.code !== "RULE.UNDECIDED" || finding.unit !== null) {
      others.push(finding);
      continue;
    }
    const before = open.get(finding.facts.title);
    const missing = [
      ...new Set([before?.facts.missing, finding.facts.missing].filter((text) => text !== undefined)),
    ].join("；");
    open.set(finding.facts.title, {
      ...finding,
      figures: [...new Set([...(before?.figures ?? []), ...finding.figures])],
      facts: { ...finding.facts, missing },
    });
  }
  return [...others, ...open.values()];
}
