import { tableOf } from "../figure.js";
import type { Finding } from "../finding.js";
import { groupBy } from "../grouping.js";
import { type FillContext, sourceOf } from "./fill/fill.js";
import type { LabelRead, Located } from "./located.js";

/** 栏目名称写法不一: one notice for all labels of a document, of every form in it, that are not typed as the form has them. */
export function labelFindings(read: readonly Located[], context: FillContext): readonly Finding[] {
  const labels = [
    ...groupBy(read.flatMap(labelsOf), ({ official, place }) =>
      JSON.stringify([place.sheet, place.cell, place.text, official]),
    ).values(),
  ].map(([first]) => first!);
  if (labels.length === 0) return [];
  const kinds = groupBy(labels, ({ official, place }) => JSON.stringify([place.text, official]));
  return [
    {
      code: "LABEL.ALIAS",
      unit: context.unit,
      figures: [],
      sources: labels.map(({ place }) => sourceOf(place, context)),
      facts: {
        count: labels.length,
        labels: [...kinds.values()].map(([first]) => ({
          typed: first!.place.text.trim(),
          official: first!.official,
          how: first!.how,
        })),
      },
    },
  ];
}

/** The labels of the cells that are read: an example beside the unit's own table is not. */
function labelsOf({ cells }: Located): readonly LabelRead[] {
  const own = new Set(cells.filter(({ example }) => !example).map(({ figure }) => tableOf(figure)));
  return cells
    .filter(({ example, figure }) => !example || !own.has(tableOf(figure)))
    .flatMap(({ labels }) => labels ?? []);
}
