import type { Jurisdiction, RuleRecord } from "../form.js";
import type { Contradiction } from "../problem.js";

/** 调整级别自查: refuses a change of a rule that is not there, a second one, and one of a rule that is mandatory. */
export function lintRegrading(
  { rules: changes = [] }: Jurisdiction,
  rules: readonly RuleRecord[],
): readonly Contradiction[] {
  return changes.flatMap(({ id }, index): readonly Contradiction[] => {
    const path = ["rules", index, "id"];
    const own = rules.filter((rule) => rule.id === id);
    if (own.length === 0) return [{ message: `调整的规则 ${id} 不存在`, path }];
    if (changes.findIndex((other) => other.id === id) < index) return [{ message: `规则 ${id} 调整了两次`, path }];
    return own.some(({ severity }) => severity === "mandatory")
      ? [{ message: `规则 ${id} 是强制性的，不能停用或调整级别`, path }]
      : [];
  });
}
