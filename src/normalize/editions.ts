import { codeOf, type FigureCode, type Observation } from "../figure.js";
import type { Finding } from "../finding.js";
import type { Form } from "../form/form.js";
import { groupBy } from "../grouping.js";
import { type FillContext, tableTitle } from "./fill/fill.js";

/** 旧版表式: figures that both editions have keep their codes; the others of the form in force are missing, and the finding says so. */
export function carriedOver(
  observations: ReadonlyMap<FigureCode, Observation>,
  used: Form,
  inForce: Form,
  context: FillContext,
): { observations: ReadonlyMap<FigureCode, Observation>; findings: readonly Finding[] } {
  const kept = new Map([...observations].filter(([code]) => inForce.figures.has(code)));
  const undivided = [...inForce.figures.values()]
    .filter((figure) => figure.optional && kept.has(figure.code))
    .flatMap((figure) => figure.insteadOf);
  const lost = [...inForce.figures.values()]
    .filter((figure) => !figure.optional && !used.figures.has(figure.code) && !undivided.includes(figure.code))
    .map((figure) => figure.code);
  const first = [...observations.values()][0];
  return {
    observations: kept,
    findings: [
      {
        code: "FORM.OLD_EDITION",
        unit: context.unit,
        figures: lost,
        sources: first ? [{ ...first.source, text: "" }] : [],
        facts: { edition: used.edition, wanted: inForce.edition, lost: lost.length },
      },
    ],
  };
}

/** 未分项: a group of the edition in force that was filled in as one row. The older edition has no other way, which is said of it as a whole. */
export function undividedRows(
  observations: ReadonlyMap<FigureCode, Observation>,
  { form, unit }: FillContext,
): readonly Finding[] {
  const given = [...form.figures.values()].filter(
    ({ code, optional, insteadOf }) =>
      optional && observations.has(code) && !insteadOf.some((part) => observations.has(part)),
  );
  return [...groupBy(given, ({ table, row }) => codeOf(table, row, ""))].map(([, figures]): Finding => {
    const parts = figures.flatMap(({ insteadOf }) => insteadOf);
    const labels = parts.flatMap((code) => form.figures.get(code)?.rowLabel.split("／").at(-1) ?? []);
    return {
      code: "FORM.UNDIVIDED",
      unit,
      figures: parts,
      sources: figures.flatMap(({ code }) => observations.get(code)?.source ?? []),
      facts: {
        table: tableTitle(form, figures[0]!.table),
        row: figures[0]!.rowLabel.split("／").at(-1) ?? "",
        parts: [...new Set(labels)],
      },
    };
  });
}
