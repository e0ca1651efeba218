import type { FindingCode } from "../../finding-facts.js";
import { FINDING_CODES } from "../../messages.js";
import type { BareForm } from "../compile.js";
import type { RuleRecord } from "../form.js";
import type { Contradiction } from "../problem.js";

type RuleKind = RuleRecord["kind"];

/** Findings that a rule with parameters gives rise to; all others are observed. */
const RAISED_BY: { readonly [C in FindingCode]?: RuleKind } = {
  "YEAR.SWING": "swing",
  "COPY.LAST_YEAR": "copy",
  "COPY.OTHER_UNIT": "copy",
  "TEXT.FIGURE_MISMATCH": "narrative",
  "TEXT.OTHER_YEAR": "narrative",
  "TEXT.PLACEHOLDER": "narrative",
  "TEXT.SECTION_MISSING": "narrative",
  "SCOPE.REGULATIONS": "competence",
};

/** These take their rule from the data: a relation or a bound of any rule's id. */
const OF_ANY_RULE: readonly FindingCode[] = ["RELATION", "BOUND"];

/** Needed where a form has a list, and only there. */
const OF_LISTS = FINDING_CODES.filter((code) => code.startsWith("LIST."));

/** 台账: whether any table of the form has entries. */
function hasList(form: Pick<BareForm, "tables">): boolean {
  return form.tables.some(({ sections }) => sections.some(({ list }) => list !== undefined));
}

/** Needed where a form asks for what is no number, and only there. */
const OF_ANSWERS = FINDING_CODES.filter((code) => code.startsWith("ANSWER."));

/** Needed where a table can be left out, and then only once among the forms that come together. */
const NOT_SENT: FindingCode = "FORM.TABLE_NOT_SENT";

/** 规则与意见对照: every finding that can arise of a form has its rule, and every rule can give rise to one. */
export function lintCodes(rules: readonly RuleRecord[], form: BareForm): readonly Contradiction[] {
  const ofLists = hasList(form) ? OF_LISTS : [];
  const ofAnswers = hasAnswer(form) ? OF_ANSWERS : [];
  const wanted = [...(form.accompanies === undefined ? ALWAYS : []), ...ofLists, ...ofAnswers];
  const byRule = form.accompanies === undefined ? (Object.keys(RAISED_BY) as FindingCode[]) : [];
  const possible = [...wanted, ...byRule, ...(canBeLeftOut(form) ? [NOT_SENT] : [])];
  const kinds = new Map<string, RuleKind>(possible.map((code) => [code, RAISED_BY[code] ?? "observation"]));
  return [
    ...wanted
      .filter((code) => !rules.some(({ id }) => id === code))
      .map((code) => ({ message: `缺少规则 ${code}：有这种审核意见，须写明级别和依据`, path: ["rules"] })),
    ...rules.flatMap((rule, index) => {
      const kind = kinds.get(rule.id) ?? (rule.kind === "observation" ? undefined : rule.kind);
      if (kind === rule.kind) return [];
      const message =
        kind === undefined
          ? `规则 ${rule.id} 不会被提出：没有这种审核意见`
          : `规则 ${rule.id} 不会被提出：“kind”应为 ${kind}`;
      return [{ message, path: ["rules", index, kind === undefined ? "id" : "kind"] }];
    }),
  ];
}

/** A note that calls a table void is found without the rule's patterns. */
const ALSO_OBSERVED: FindingCode = "TEXT.PLACEHOLDER";

/** A form that comes in another's submissions leaves it to that one to speak of files, units and cells. */
const ALWAYS = FINDING_CODES.filter(
  (code) =>
    ![...OF_ANY_RULE, ...OF_LISTS, ...OF_ANSWERS, NOT_SENT].includes(code) &&
    (RAISED_BY[code] === undefined || code === ALSO_OBSERVED),
);

function hasAnswer({ figures }: Pick<BareForm, "figures">): boolean {
  return [...figures.values()].some(({ answer }) => answer !== undefined);
}

/** 可以不报: whether a table of the form may be left out, which is then said of a unit. */
export function canBeLeftOut(form: BareForm): boolean {
  return [...form.figures.values()].some((one) => one.blank === "nothing" && one.combine === "sum");
}

/** Whether the rules have one for a table that was left out. */
export function hasNotSentRule(rules: readonly RuleRecord[]): boolean {
  return rules.some(({ id }) => id === NOT_SENT);
}
