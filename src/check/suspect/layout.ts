import { codeOf, type FigureCode } from "../../figure.js";
import type { Form, Section } from "../../form/form.js";
import type { Relation } from "../../relation.js";

/** 版面: the lines of figures as they lie side by side or one below the other in the printed table. */
export type Layout = readonly (readonly FigureCode[])[];

/** Only figures that were stated: a row the unit's table does not have stands between no others. */
export function layoutOf(form: Form, stated: (figure: FigureCode) => boolean): Layout {
  return form.tables
    .flatMap((table) => table.sections.flatMap((section) => linesOf(table.code, section)))
    .map((line) => line.filter(stated))
    .filter((line) => line.length > 1);
}

function linesOf(table: string, section: Section): Layout {
  const { rows, columns } = section;
  const across = rows.lines.map((row) => columns.lines.map((column) => codeOf(table, row.code, column.code)));
  if (section.layout === "single-row") return [across.flat()];
  const down = columns.lines.map((_, column) => across.map((line) => line[column]!));
  return [...across, ...down];
}

/** Without a form at hand, the terms of a relation are taken to lie in one line. */
export function layoutOfRelations(relations: readonly Relation[]): Layout {
  return relations.map((relation) => [...relation.left, ...relation.right]);
}

/** 相邻: how far apart two figures stand in a line they share; undefined if they share none. */
export type Distance = (a: number, b: number) => number | undefined;

export function distanceIn(layout: Layout, numbers: ReadonlyMap<FigureCode, number>): Distance {
  const places = new Map<number, Map<number, number>>();
  for (const [line, figures] of layout.entries()) {
    for (const [at, figure] of figures.entries()) {
      const number = numbers.get(figure);
      if (number === undefined) continue;
      const own = places.get(number) ?? new Map<number, number>();
      places.set(number, own.set(line, at));
    }
  }
  return (a, b) => {
    const gaps = [...(places.get(a) ?? [])].flatMap(([line, at]) => {
      const other = places.get(b)?.get(line);
      return other === undefined ? [] : [Math.abs(at - other)];
    });
    return gaps.length === 0 ? undefined : Math.min(...gaps);
  };
}

/** Every two figures that stand next to each other, by their numbers. */
export function adjacentPairs(
  layout: Layout,
  numbers: ReadonlyMap<FigureCode, number>,
): readonly (readonly [number, number])[] {
  return layout.flatMap((line) =>
    line.slice(1).flatMap((figure, before) => {
      const [a, b] = [numbers.get(line[before]!), numbers.get(figure)];
      return a === undefined || b === undefined ? [] : [[a, b] as const];
    }),
  );
}
