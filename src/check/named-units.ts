import { type FigureCode, figureCode, parsedReference, type UnitCode, unitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Forms, Jurisdiction, Outline, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { placeholdersIn, sentencesOf } from "../placeholder.js";

/** 制度文件写明的单位: whose share the outline gives, and who oversees the work. */
export interface NamedUnits {
  readonly forms: Forms;
  readonly jurisdiction: Jurisdiction;
  /** The units of the period, whether they report this form or not. */
  readonly roster: readonly Unit[];
  readonly due: readonly Unit[];
}

/** 名录外的单位: a unit that the outline or the settings name and the roster lacks leaves its figures undecided; it stops no run. */
export function unknownUnits({ forms, jurisdiction, roster, due }: NamedUnits): readonly Finding[] {
  const codesOf = (units: readonly Unit[]) => new Set(units.map((unit) => unit.code));
  const [known, reporting] = [codesOf(roster), codesOf(due)];
  const { oversightOffice } = jurisdiction;
  const shares = sharesIn(forms[0].outline).filter(({ unit }) => !reporting.has(unit));
  return [
    ...[...groupBy(shares, ({ unit }) => unit)].map(([unit, own]) =>
      undecided(
        `报告提纲中单位${unit}的${own.length}处数字`,
        own.map(({ figure }) => figure),
        known.has(unit) ? "这个单位不填报本报表" : NOT_THERE,
      ),
    ),
    ...(oversightOffice === undefined || known.has(oversightOffice)
      ? []
      : [undecided(`本级设置中的政府信息公开工作主管部门${oversightOffice}`, [], NOT_THERE)]),
  ];
}

const NOT_THERE = "单位名录中没有这个单位";

function undecided(title: string, figures: readonly FigureCode[], missing: string): Finding {
  return {
    code: "RULE.UNDECIDED",
    unit: null,
    figures: [...new Set(figures)],
    sources: [],
    facts: { title, missing },
  };
}

interface Share {
  readonly figure: FigureCode;
  readonly unit: UnitCode;
}

/** `{CODE@UNIT}` and `{CODE@!UNIT}`; `{CODE@=乡镇}` names a group. Another form has its own units. */
function sharesIn(outline: Outline): readonly Share[] {
  return sentencesOf(outline)
    .flatMap(placeholdersIn)
    .flatMap((name) => {
      const [, figure = "", named = ""] = /^([^@]*)@!?(.+)$/.exec(name) ?? [];
      if (parsedReference(figure).form !== undefined) return [];
      const units = named.split(",").filter((unit) => !/^(?:=|oversightOffice$|$)/.test(unit));
      return units.map((unit) => ({ figure: figureCode(figure), unit: unitCode(unit) }));
    });
}
