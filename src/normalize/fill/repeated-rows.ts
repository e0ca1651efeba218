import { isZero } from "../../decimal.js";
import type { Finding } from "../../finding.js";
import { groupBy } from "../../grouping.js";
import { type FillContext, type ReadCell, sourceOf, tableTitle } from "./read-cell.js";

/**
 * 重复的行: a row that stands twice in one table with equal numbers, as a spreadsheet repeats it. One of the two counts;
 * the other is no row of the form and may have been meant for another line.
 */
export function repeatedRowFindings(cells: readonly (readonly ReadCell[])[], context: FillContext): readonly Finding[] {
  const again = cells
    .filter((some) => some.length > 1)
    .flatMap(([first, ...others]) =>
      others.filter(
        ({ located, reading }) =>
          located.instance === first?.located.instance &&
          located.place.cell !== first.located.place.cell &&
          reading.kind === "reported" &&
          !isZero(reading.value),
      ),
    );
  return [...groupBy(again, ({ figure }) => `${figure.table} ${figure.row}`).values()].map((row): Finding => {
    const { figure } = row[0]!;
    return {
      code: "FORM.ROW_UNKNOWN",
      unit: context.unit,
      figures: row.map(({ figure: { code } }) => code),
      sources: row.map(({ located }) => sourceOf(located.place, context)),
      facts: { table: tableTitle(context.form, figure.table), lines: [`${ownLabel(figure.rowLabel)}（重复的行）`] },
    };
  });
}

function ownLabel(path: string): string {
  return path.split("／").at(-1) ?? path;
}
