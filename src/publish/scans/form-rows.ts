import { add, type Decimal, equals, ZERO } from "../../decimal.js";
import { codeOf, type FigureCode } from "../../figure.js";
import { type Figure, type Form, isAskedOf, type Section, type Table, type Unit } from "../../form/form.js";
import { amountIn, totalOfRow } from "../../scan-entry.js";
import type { ScannedCell, ScannedForm } from "../../scanned-form.js";

/** 表式的一行 with what was seen of it on the scan. */
export interface FormRow {
  /** `applications.received`. */
  readonly code: string;
  readonly table: Table;
  readonly label: string;
  readonly figures: readonly Figure[];
  readonly seen: ReadonlyMap<FigureCode, ScannedCell>;
  /** 本行总计, where the row has one and it is the sum of all others in it. */
  readonly total?: Figure;
  /** doubtful: something in it may be wrong, or it does not foot · single: nothing in it can be held against anything · foots · unseen: no cell was found. */
  readonly state: "doubtful" | "single" | "foots" | "unseen";
}

/** 各行: all rows of the form that the unit is asked for, lists left out, in the form's order. */
export function formRows(scan: ScannedForm, form: Form, unit: Unit): readonly FormRow[] {
  const seen = new Map(scan.cells.map((cell) => [cell.figure, cell]));
  return form.tables.flatMap((table) =>
    table.sections.filter(({ list }) => !list).flatMap((section) => sectionRows({ table, section, form, unit, seen })),
  );
}

interface SectionOf {
  readonly table: Table;
  readonly section: Section;
  readonly form: Form;
  readonly unit: Unit;
  readonly seen: ReadonlyMap<FigureCode, ScannedCell>;
}

function sectionRows({ table, section, form, unit, seen }: SectionOf): readonly FormRow[] {
  const columns = section.columns.lines.filter(({ insteadOf }) => insteadOf.length === 0);
  return section.rows.lines.flatMap((line): readonly FormRow[] => {
    const figures = columns.flatMap((column) => {
      const figure = form.figures.get(codeOf(table.code, line.code, column.code));
      return figure && isAskedOf(figure, unit.code) ? [figure] : [];
    });
    const own = new Map(
      figures.flatMap(({ code }) => {
        const cell = seen.get(code);
        return cell ? [[code, cell] as const] : [];
      }),
    );
    const [first] = figures;
    // A row that stands in the place of others is asked for only where it was filled in.
    if (!first || (line.insteadOf.length > 0 && own.size === 0)) return [];
    const total = totalOfRow(figures);
    const row = { code: `${table.code}.${line.code}`, table, label: first.rowLabel, figures, seen: own };
    return [{ ...row, ...(total && { total }), state: stateOf({ figures, seen: own, total }) }];
  });
}

function stateOf({
  figures,
  seen,
  total,
}: Pick<FormRow, "figures" | "seen"> & { readonly total: Figure | undefined }): FormRow["state"] {
  if (seen.size === 0) return "unseen";
  const isPlain = figures.every(({ code }) => {
    const cell = seen.get(code);
    return cell !== undefined && cell.proposal !== null && cell.doubts.length === 0;
  });
  if (!isPlain) return "doubtful";
  if (!total) return "single";
  return foots(figures, seen, total) ? "foots" : "doubtful";
}

function foots(figures: readonly Figure[], seen: FormRow["seen"], total: Figure): boolean {
  const parts = figures.filter((figure) => figure !== total).map(({ code }) => proposedNumber(seen.get(code)));
  const sum = parts.reduce((a, b) => a && b && add(a, b), ZERO);
  const stated = proposedNumber(seen.get(total.code));
  return stated !== undefined && sum !== undefined && equals(stated, sum);
}

/** 识别出的数: 0 where the cell seems to be empty; undefined for what is no number. */
export function proposedNumber(cell: ScannedCell | undefined): Decimal | undefined {
  return cell && cell.proposal !== null ? amountIn(cell.proposal) : undefined;
}
