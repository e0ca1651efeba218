import { compare, type Decimal, parseDecimal, subtract, sum, ZERO } from "../../decimal.js";
import { type FigureCode, tableOf, type UnitCode } from "../../figure.js";
import type { Finding } from "../../finding.js";
import type { Rule } from "../../form/form.js";

/** 连带意见的依据: all findings before they are graded, and the figures as they are now. */
export interface ConsequentialRequest {
  readonly findings: readonly Finding[];
  readonly rules: ReadonlyMap<string, Rule>;
  /** A unit's figure as it is now, null where it is missing or can't be read. */
  readonly valueOf: (unit: UnitCode | null, figure: FigureCode) => Decimal | null;
}

/**
 * 连带意见: a finding about a consolidated figure that follows from a unit's finding asks for no answer of its own. Where a unit's figure is
 * missing, the rule is undecided; where the units' own broken relations account for it, it becomes a notice that names their cause.
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

/** Why a consolidated figure is not whole: a unit's figure is missing or unreadable, or, in a comparison with last year, a unit sent nothing. */
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
    return acrossYears && absent.size > 0 ? `有${absent.size}个单位未报，本年数字不全` : undefined;
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
 * The units' broken relations account for the consolidated one: within a form always, since the sum of forms that foot does foot too;
 * across years only where their differences add up to its own.
 */
function tiedToUnits(finding: Finding, { findings, rules }: ConsequentialRequest): Finding {
  if (finding.code !== "RELATION") return finding;
  const broken = findings.filter((other) => other.code === "RELATION" && other.unit !== null);
  const own = isCrossFooting(rules.get(finding.rule ?? ""))
    ? withinForm(finding, broken, rules)
    : acrossYears(finding, broken);
  return own.length === 0
    ? finding
    : { ...finding, severity: "notice", suspects: [], guesses: [], cause: [...new Set(own.map(ownCause))].join("；") };
}

/** Relations over the same figures, else any of the same table: a total that is recomputed from its parts may be broken by each of them. */
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

/** The cause that a consolidated finding names is written on the unit's finding too, so that the two are shown together. */
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

/** One undecided finding for each rule: what the check of the sums left open, and what is left open here. */
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
