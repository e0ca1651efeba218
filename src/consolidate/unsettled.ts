import type { UnitCode } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Figure, Form, Unit } from "../form/form.js";
import { groupBy } from "../grouping.js";
import type { UnitFigures } from "../unit-report.js";

/** 名录外的单位: one finding for each table and unit that its figures are taken from and that the roster lacks; those figures stay undecided. */
export function unknownGivers(form: Form, roster: readonly Unit[]): readonly Finding[] {
  const codes = new Set(roster.map((unit) => unit.code));
  return form.tables.flatMap((table) => {
    const named = [...form.figures.values()].flatMap((figure) => {
      const from = figure.table === table.code ? giverOf(figure) : undefined;
      return from === undefined || codes.has(from) ? [] : [{ code: figure.code, from }];
    });
    return [...groupBy(named, ({ from }) => from)].map(([from, group]) => ({
      code: "RULE.UNDECIDED" as const,
      unit: null,
      figures: group.map(({ code }) => code),
      sources: [],
      facts: {
        title: `${table.title}的${group.length}项`,
        missing: `这些数取自单位${from}，单位名录中没有这个单位`,
      },
    }));
  });
}

function giverOf({ combine }: Figure): UnitCode | undefined {
  return typeof combine === "object" && "from" in combine ? combine.from : undefined;
}

/** 未报的可选表: a unit that left out a table in which a blank says nothing is no worse for it; it is only said. */
export function tablesNotSent(form: Form, reported: readonly UnitFigures[]): readonly Finding[] {
  return form.tables.flatMap((table) => {
    const asked = [...form.figures.values()].filter(
      (figure) => figure.table === table.code && figure.blank === "nothing" && figure.combine === "sum",
    );
    if (asked.length === 0) return [];
    return reported
      .filter(({ observations }) => !asked.some((figure) => observations.has(figure.code)))
      .map(
        ({ unit }): Finding => ({
          code: "FORM.TABLE_NOT_SENT",
          unit: unit.code,
          figures: [],
          sources: [],
          facts: { table: table.title },
        }),
      );
  });
}
